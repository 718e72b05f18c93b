//! The command line: what can be typed, and nothing of what it does.

use camino::Utf8PathBuf;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turn JSON files about a team's CI into what runs it.
#[derive(Debug, Parser)]
#[command(
    name = "runner-ymls",
    version,
    max_term_width = 100,
    after_help = "\
Examples:
  runner-ymls render runners.json | kubectl apply -f -      deploy every pool
  runner-ymls render runners.json -o deploy/                one file per object, stale files removed
  runner-ymls render runners.json -t pool.yaml.j2           with a Jinja template of your own

Exit status: 0 fine, 2 could not do it."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: When,
    /// Print only errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the pools as Kubernetes YAML, or write one file per object
    Render(Render),
}

/// `render`
#[derive(Debug, Args)]
pub struct Render {
    #[command(flatten)]
    /// Which pools, and how.
    pub pools: Pools,
    /// Write one file per object into this folder instead of standard output
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<Utf8PathBuf>,
}

/// What every command that renders pools takes.
#[derive(Debug, Args)]
pub struct Pools {
    /// The config, or `-` for standard input
    pub file: Utf8PathBuf,
    /// The Jinja template of every pool [default: the operator's own]
    #[arg(short, long, value_name = "FILE")]
    pub template: Option<Utf8PathBuf>,
    /// A folder of templates, one folder per operator; includes are looked up here
    #[arg(long, value_name = "DIR")]
    pub templates: Option<Utf8PathBuf>,
    /// The operator of pools that name none [default: garo]
    #[arg(long, value_name = "NAME")]
    pub operator: Option<String>,
    /// Only these pools: a name, a pattern such as `go-*`, or `!name` to leave one out
    #[arg(long, value_name = "POOL", action = clap::ArgAction::Append)]
    pub only: Vec<String>,
    /// Change a value: `go.max_runners=4`, `*.runner_image=…`, `$defaults.namespace=ci`
    #[arg(long, value_name = "PATH=VALUE", action = clap::ArgAction::Append)]
    pub set: Vec<String>,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}
