//! What `list` takes.

use camino::Utf8PathBuf;
use clap::{Args, ValueEnum, ValueHint};

use super::Pools;

/// `list`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  runner-ymls list runners.json                      on a terminal
  runner-ymls list runners.json --format markdown    for a wiki
  runner-ymls list runners.json --format json        for another program")]
pub struct List {
    /// The config, or `-` for standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: Utf8PathBuf,
    #[command(flatten)]
    /// Which pools, and how.
    pub pools: Pools,
    /// How the table is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Table,
}

/// How a table is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Table {
    /// For a terminal
    #[default]
    Text,
    /// One JSON array
    Json,
    /// For a wiki
    Markdown,
    /// Only the names of the pools, for completions; what is wrong does not matter
    #[value(hide = true)]
    Names,
}
