//! What `diff` takes.

use camino::Utf8PathBuf;
use clap::{ArgGroup, Args, ValueEnum};

use super::Pools;

/// `diff`
#[derive(Debug, Args)]
#[command(
    group(ArgGroup::new("with").args(["output", "live"]).required(true)),
    after_help = "\
Examples:
  runner-ymls diff runners.json -o deploy/                  what `render -o deploy/` would change
  runner-ymls diff runners.json -o deploy/ --format json    for another program
  kubectl get gar -A -o yaml | runner-ymls diff runners.json --live -

Objects are compared by what they mean: `1Gi` is `1024Mi`, the order of keys means nothing, and what \
the API server, the operator and GitOps tools set in live objects by themselves is no difference. Of live objects those are to be \
removed that have the label `app.kubernetes.io/managed-by: runner-ymls`, in the namespaces of this config.

Exit status: 0 nothing would change, 1 something would, 2 could not tell."
)]
pub struct Diff {
    /// The config, or `-` for standard input
    pub file: Utf8PathBuf,
    #[command(flatten)]
    /// Which pools, and how.
    pub pools: Pools,
    /// Compare with this folder, as `render -o` writes it
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<Utf8PathBuf>,
    /// Compare with objects as `kubectl get -o yaml` or `-o json` prints them; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub live: Option<Utf8PathBuf>,
    /// How differences are printed
    #[arg(long, value_enum, default_value_t)]
    pub format: DiffFormat,
}

/// How differences are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// A unified diff, for people
    #[default]
    Text,
    /// One JSON object: every object that changes, and its fields
    Json,
}
