//! The command line: what can be typed, and nothing of what it does.

mod check;
mod diff;
mod explain;
pub mod help;
mod images;
mod import;
mod init;
mod list;
mod mistake;
mod pools;
mod release;
mod schema;
mod shell;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use check::{Check, Format};
pub use diff::{Diff, DiffFormat};
pub use explain::{Explain, Facts};
pub use images::{Images, Lineage, Made, PlanFormat};
pub use import::Import;
pub use init::Init;
pub use list::{List, Table};
pub use mistake::advise;
pub use pools::{Pools, Render, Templates};
pub use release::{
    Callers, Job, Release, ReleaseMatrix, ReleasePlan, ReleaseType, ReleaseVar, ReleaseWorkflow, Status,
    TypeFormat, VarName, VarValue,
};
pub use schema::{Kind, Schema};
pub use shell::{Completions, Man, PAGES};

/// Turn JSON files about a team's CI into what runs it.
#[derive(Debug, Parser)]
#[command(
    name = "runner-ymls",
    version,
    max_term_width = 100,
    after_help = "\
Start here:
  runner-ymls init                                        a runners.json to edit
  runner-ymls check runners.json                          what is wrong with it
  runner-ymls list runners.json                           what comes of it
  runner-ymls render runners.json | kubectl apply -f -    deploy every pool

Exit status: 0 fine, 1 check or import found an error, or diff a difference, 2 could not do it."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// How it is told.
    #[command(flatten)]
    pub told: Told,
}

/// How everything is told.
#[derive(Args, Debug)]
pub struct Told {
    /// When to use colour: auto, always or never
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        hide_possible_values = true
    )]
    pub color: When,
    /// Print only errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// The command line of the one command that is typed most: to know all of the others takes as long as to render some pools.
#[derive(Debug, Parser)]
struct OfRender {
    #[command(subcommand)]
    command: OnlyRender,
    #[command(flatten)]
    told: Told,
}

#[derive(Debug, Subcommand)]
enum OnlyRender {
    Render(Render),
}

impl Cli {
    /// Reads the command line. What is no plain `render`, such as a mistake or `--help`, is up to all that is known.
    pub fn read() -> Result<Self, clap::Error> {
        if std::env::args_os().nth(1).is_some_and(|word| word == "render")
            && let Ok(OfRender { command: OnlyRender::Render(render), told }) = OfRender::try_parse()
        {
            return Ok(Cli { command: Command::Render(render), told });
        }
        Self::try_parse()
    }
}

/// The commands, those first that one starts with.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a config to start from, with its schema; never overwrites
    Init(Init),
    /// Report everything that is wrong in configs and in what is rendered from them
    Check(Check),
    /// Print the pools as Kubernetes YAML, or write one file per object
    Render(Render),
    /// Show what `render` would create, change and remove, in a folder or among live objects
    Diff(Diff),
    /// Show the pools, the objects they become, and the `runs-on` that finds their runners
    List(List),
    /// Show every value of a pool and where it comes from
    Explain(Explain),
    /// Make a config from live objects
    Import(Import),
    /// Build the runner images in order of lineage, for every architecture, published as manifest lists
    #[command(subcommand)]
    Images(Images),
    /// Plan a release, level by level, and make the workflow that builds it
    #[command(subcommand)]
    Release(Release),
    /// Print the JSON Schema of a config, by which editors complete and check it
    Schema(Schema),
    /// Print the completions of a shell: of commands, flags and the pools of a config
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
