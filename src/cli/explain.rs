//! What `explain` takes.

use camino::Utf8PathBuf;
use clap::{Args, ValueEnum, ValueHint};

use super::Templates;

/// `explain`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  runner-ymls explain runners.json go
  runner-ymls explain runners.json go --set '*.cpulim=8'
  runner-ymls explain runners.json go -t pool.yaml.j2

Later wins: built in < `$defaults` < `extends` < the pool < `--set`. Maps merge by key, `null` removes.")]
pub struct Explain {
    /// The config, or `-` for standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: Utf8PathBuf,
    /// The pool
    pub pool: String,
    #[command(flatten)]
    /// By which the keys are known that the tool does not know.
    pub templates: Templates,
    /// Change a value: `go.max_runners=4`, `*.runner_image=…`, `$defaults.namespace=ci`
    #[arg(long, value_name = "PATH=VALUE", action = clap::ArgAction::Append, value_hint = ValueHint::Other)]
    pub set: Vec<String>,
    /// How the values are printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Facts,
}

/// How the values of a pool are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Facts {
    /// For a terminal
    #[default]
    Text,
    /// One JSON object
    Json,
}
