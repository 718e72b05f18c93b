//! What `init` takes.

use camino::Utf8PathBuf;
use clap::{Args, ValueHint};

/// `init`
#[derive(Debug, Args)]
pub struct Init {
    /// A folder, or the name of the config, which ends in `.json`
    #[arg(default_value = "runners.json", value_hint = ValueHint::AnyPath)]
    pub path: Utf8PathBuf,
    /// Also write the built-in template of an operator, to edit
    #[arg(long, value_name = "OPERATOR", num_args = 0..=1, require_equals = true, default_missing_value = "garo")]
    pub template: Option<String>,
}
