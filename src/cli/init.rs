//! What `init` takes.

use camino::Utf8PathBuf;
use clap::{Args, ValueHint};

/// `init`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  runner-ymls init               runners.json and its schema, here
  runner-ymls init ci/           the same, in a folder
  runner-ymls init --template    the template too; what is there is kept")]
pub struct Init {
    /// A folder, or the name of the config, which ends in `.json`
    #[arg(default_value = "runners.json", value_hint = ValueHint::AnyPath)]
    pub path: Utf8PathBuf,
    /// Also write the built-in template of an operator, to edit [default: garo]
    #[arg(long, value_name = "OPERATOR", num_args = 0..=1, require_equals = true, value_hint = ValueHint::Other)]
    pub template: Option<Option<String>>,
}
