//! The command line: what can be typed, and nothing of what it does.

mod check;
mod explain;
mod images;
mod init;
mod list;
mod pools;
mod schema;
mod shell;

use clap::{Parser, Subcommand, ValueEnum};

pub use check::{Check, Format};
pub use explain::{Explain, Facts};
pub use images::{Images, Layout, Lineage, Made, PlanFormat, Tool};
pub use init::Init;
pub use list::{List, Table};
pub use pools::{Pools, Render};
pub use schema::{Kind, Schema};
pub use shell::{Completions, Man};

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
  runner-ymls check runners.json                            everything that is wrong with it

Exit status: 0 fine, 1 check found something, 2 could not do it."
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
    /// Report everything that is wrong in configs, and what the cluster would reject, ignore or silently break
    Check(Check),
    /// Build the runner images in order of lineage, for every architecture, published as manifest lists
    #[command(subcommand)]
    Images(Images),
    /// Show each pool, the objects it becomes, and the `runs-on` by which workflows ask for them
    List(List),
    /// Show every value of a pool and where it comes from
    Explain(Explain),
    /// Print the JSON Schema of a config, with which editors complete and check it
    Schema(Schema),
    /// Write a config to start from, with its schema; never overwrites
    Init(Init),
    /// Print the script with which a shell completes commands, and the pools of a config
    Completions(Completions),
    /// Print the manual page
    Man(Man),
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
