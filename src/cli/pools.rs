//! What commands about runner pools take.

use camino::Utf8PathBuf;
use clap::{Args, ValueHint};

/// `render`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  runner-ymls render runners.json | kubectl apply -f -    deploy every pool
  runner-ymls render runners.json -o deploy/              one file an object
  runner-ymls render runners.json --only 'rust-*'         some pools
  runner-ymls render runners.json --set '*.cpulim=8'      another value
  runner-ymls render runners.json -t pool.yaml.j2         from `init --template`

Nothing is printed or written unless all of it is right.")]
pub struct Render {
    /// The config, or `-` for standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: Utf8PathBuf,
    #[command(flatten)]
    /// Which pools, and how.
    pub pools: Pools,
    /// Write one file per object into this folder instead of standard output
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<Utf8PathBuf>,
    /// What those type who know it from formatters; `check` is the command for it
    #[arg(long, hide = true)]
    pub check: bool,
}

/// What every command that renders pools takes.
#[derive(Debug, Args)]
pub struct Pools {
    #[command(flatten)]
    /// From what pools are rendered.
    pub templates: Templates,
    /// The schema of a kind of object that is not built in, as `kubectl get crd NAME -o yaml` prints it
    #[arg(long, value_name = "FILE", action = clap::ArgAction::Append, value_hint = ValueHint::FilePath)]
    pub crd: Vec<Utf8PathBuf>,
    /// Only these pools: a name, a pattern such as `go-*`, or `!name` to leave one out
    #[arg(long, value_name = "POOL", action = clap::ArgAction::Append)]
    pub only: Vec<String>,
    /// Change a value: `go.max_runners=4`, `*.runner_image=…`, `$defaults.namespace=ci`; `null` takes it away, and of
    /// the names below a pool one with a dot in it stands in quotes
    #[arg(long, value_name = "PATH=VALUE", action = clap::ArgAction::Append, value_hint = ValueHint::Other)]
    pub set: Vec<String>,
}

/// Which templates pools have.
#[derive(Debug, Args)]
pub struct Templates {
    /// The Jinja template of every pool [default: the operator's own]
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub template: Option<Utf8PathBuf>,
    /// A folder of templates, one folder per operator; includes are looked up here
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub templates: Option<Utf8PathBuf>,
    /// The operator of pools that name none [default: garo]
    #[arg(long, value_name = "NAME", value_hint = ValueHint::Other)]
    pub operator: Option<String>,
}
