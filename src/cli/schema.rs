//! What `schema` takes.

use clap::{Args, ValueEnum};

/// `schema`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  runner-ymls schema > runners.schema.json
  runner-ymls schema images > images.schema.json
  runner-ymls schema release > manifest.schema.json

An editor finds it by the first line of the config: \"$schema\": \"./runners.schema.json\"")]
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
    /// Releases
    #[value(alias = "manifest")]
    Release,
}
