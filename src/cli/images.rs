//! What `images` takes.

use camino::Utf8PathBuf;
use clap::{Args, Subcommand, ValueEnum};

use crate::images::{Layout, Tool};

/// `images`
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  runner-ymls images plan images.json                 the lineage as a tree
  runner-ymls images bake images.json                 for docker buildx bake
  runner-ymls images workflow images.json --sign      the GitHub workflow")]
pub enum Images {
    /// Show the lineage: each image under its base, with level, architectures, runners and published names
    Plan {
        #[command(flatten)]
        /// Which images.
        of: Lineage,
        /// How it is printed
        #[arg(long, value_enum, default_value_t)]
        format: PlanFormat,
    },
    /// Print a strategy matrix per level, ready for `$GITHUB_OUTPUT`
    Matrix {
        #[command(flatten)]
        /// Which images.
        of: Lineage,
        /// Only this level, as JSON alone
        #[arg(long, value_name = "N")]
        level: Option<usize>,
    },
    /// Print a docker-bake.json that builds the whole lineage here: `docker buildx bake -f docker-bake.json`
    Bake(Lineage),
    /// Print the plan as plain shell
    Commands {
        #[command(flatten)]
        /// Which images.
        of: Lineage,
        /// What builds and pushes
        #[arg(long, value_enum, default_value_t)]
        tool: Tool,
        /// Sign what is published with cosign
        #[arg(long)]
        sign: bool,
    },
    /// Print the GitHub workflow that builds and publishes the images; run it at the top of the repository
    Workflow {
        #[command(flatten)]
        /// Which images.
        of: Lineage,
        #[command(flatten)]
        /// What becomes of it.
        made: Made,
        /// How the jobs are laid out
        #[arg(long, value_enum, default_value_t)]
        layout: Layout,
        /// Sign what is published with cosign
        #[arg(long)]
        sign: bool,
    },
}

/// What becomes of a workflow that is made.
#[derive(Debug, Args)]
pub struct Made {
    /// Write it to this file instead of standard output
    #[arg(short, long, value_name = "FILE", conflicts_with = "check")]
    pub output: Option<Utf8PathBuf>,
    /// Write nothing; show how this file differs, and exit with 1 if it does
    #[arg(long, value_name = "FILE")]
    pub check: Option<Utf8PathBuf>,
}

/// What every command about images takes.
#[derive(Debug, Args)]
pub struct Lineage {
    /// The config, or `-` for standard input
    pub file: Utf8PathBuf,
    /// The folder of the Dockerfiles [default: that of the config]
    #[arg(long, value_name = "DIR")]
    pub context: Option<Utf8PathBuf>,
    /// Where images are published, such as `ghcr.io/acme` [default: `registry` of the config]
    #[arg(long, value_name = "PREFIX")]
    pub registry: Option<String>,
}

/// How a plan is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum PlanFormat {
    /// A tree, for people
    #[default]
    Text,
    /// JSON, for other tools
    Json,
    /// A Mermaid flow chart, for Markdown
    Mermaid,
}
