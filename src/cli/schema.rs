//! What `schema` takes.

use clap::{Args, ValueEnum};

/// `schema`
#[derive(Debug, Args)]
pub struct Schema {
    /// Which kind of config
    #[arg(value_enum, default_value_t)]
    pub kind: Kind,
}

/// The kinds of config.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Pools of runners
    #[default]
    Runners,
    /// Runner images
    Images,
}
