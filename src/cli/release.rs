//! What the commands about releases take.

use camino::Utf8PathBuf;
use clap::{Args, Subcommand, ValueEnum};

use super::{Made, PlanFormat};

/// `release`
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  runner-ymls release plan manifest.json               what is built, in levels
  runner-ymls release matrix manifest.json --level 1   a strategy matrix
  runner-ymls release type manifest.json --event push --ref refs/heads/main
  runner-ymls release workflow manifest.json           the GitHub workflow")]
pub enum Release {
    /// Show what is built in which order
    Plan(ReleasePlan),
    /// Print the strategy matrix of every level as JSON, or of one
    Matrix(ReleaseMatrix),
    /// Tell SNAPSHOT, RC and Release apart, with the version that follows
    #[command(after_help = "\
A push to main is a Release, a pull request to main an RC, everything else a SNAPSHOT. What is not given is taken
from the environment of GitHub's runner.")]
    Type(ReleaseType),
    /// The repository variable in which a job leaves its result
    #[command(subcommand)]
    Var(ReleaseVar),
    /// Print the GitHub workflow that builds, packages and publishes; run it at the top of the repository
    Workflow(ReleaseWorkflow),
}

/// `release workflow`
#[derive(Debug, Args)]
pub struct ReleaseWorkflow {
    /// The manifest, or `-` for standard input
    pub file: Utf8PathBuf,
    #[command(flatten)]
    /// What becomes of it.
    pub made: Made,
    /// How results get from job to job: `outputs`, `artifacts`, or repository `variables` as in the article
    #[arg(long, value_name = "WAY", default_value = "outputs")]
    pub state: String,
    /// What builds a component
    #[arg(long, value_enum, default_value_t)]
    pub callers: Callers,
    /// Where components and the package go: `s3`, or `github` for artifacts of the run and a release of the repository
    #[arg(long, value_name = "STORE", default_value = "s3")]
    pub store: String,
    /// Read jobs and version from the manifest when the workflow runs, which needs runner-ymls there; where the package goes
    /// stays fixed
    #[arg(long, conflicts_with = "component")]
    pub dynamic: bool,
    /// With `--callers workflows`: the callable workflow of this component
    #[arg(long, value_name = "NAME")]
    pub component: Option<String>,
}

/// What builds a component.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Callers {
    /// The steps of one job per level, with a matrix of all its components
    #[default]
    Steps,
    /// A callable workflow per component, `.github/workflows/build-NAME.yml`
    Workflows,
}

/// `release plan`
#[derive(Debug, Args)]
pub struct ReleasePlan {
    /// The manifest, or `-` for standard input
    pub file: Utf8PathBuf,
    /// How the plan is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: PlanFormat,
}

/// `release matrix`
#[derive(Debug, Args)]
pub struct ReleaseMatrix {
    /// The manifest, or `-` for standard input
    pub file: Utf8PathBuf,
    /// Only the matrix of this level of the plan
    #[arg(long, value_name = "N")]
    pub level: Option<usize>,
    /// Print lines for `$GITHUB_OUTPUT`: `levels`, `level_N` for each, and what goes where in the package
    #[arg(long)]
    pub github_output: bool,
}

/// `release type`
#[derive(Debug, Args)]
pub struct ReleaseType {
    /// The manifest whose version is completed, or `-` for standard input
    pub file: Option<Utf8PathBuf>,
    /// The event that started the run, such as `push` [default: `$GITHUB_EVENT_NAME`]
    #[arg(long, value_name = "NAME")]
    pub event: Option<String>,
    /// What was pushed, such as `refs/heads/main` or `refs/pull/7/merge` [default: `$GITHUB_REF`]
    #[arg(long = "ref", value_name = "REF")]
    pub reference: Option<String>,
    /// The branch that a pull request goes to [default: `$GITHUB_BASE_REF`]
    #[arg(long, value_name = "BRANCH")]
    pub base_ref: Option<String>,
    /// The commit [default: `$GITHUB_SHA`]
    #[arg(long, value_name = "COMMIT")]
    pub sha: Option<String>,
    /// The number of the run [default: `$GITHUB_RUN_NUMBER`]
    #[arg(long, value_name = "N")]
    pub run_number: Option<String>,
    /// The pull request comes from a fork or from Dependabot, so that there are no secrets and nothing is uploaded [default: `$GITHUB_EVENT_PATH`]
    #[arg(long, alias = "repository-fork")]
    pub fork: bool,
    /// Nothing is uploaded, whatever the manifest says
    #[arg(long)]
    pub dry_run: bool,
    /// How it is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: TypeFormat,
    /// Print lines for `$GITHUB_OUTPUT`
    #[arg(long, conflicts_with = "format")]
    pub github_output: bool,
}

/// How the type of a release is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TypeFormat {
    /// A line each: the type, the version, and whether nothing is uploaded
    #[default]
    Text,
    /// One JSON object
    Json,
}

/// `release var`
#[derive(Debug, Subcommand)]
pub enum ReleaseVar {
    /// Its name, which no other job of any run has
    Name(VarName),
    /// Its value, JSON on one line
    Value(VarValue),
}

/// Which job.
#[derive(Debug, Args)]
pub struct Job {
    /// The component
    #[arg(long, value_name = "NAME")]
    pub component: String,
    /// The architecture, in any spelling
    #[arg(long, value_name = "ARCH")]
    pub arch: String,
    /// The build type
    #[arg(long, value_name = "TYPE")]
    pub build_type: String,
}

/// `release var name`
#[derive(Debug, Args)]
pub struct VarName {
    #[command(flatten)]
    /// Which job.
    pub job: Job,
    /// The run [default: `$GITHUB_RUN_ID`]
    #[arg(long, value_name = "N")]
    pub run_id: Option<String>,
    /// What names begin with, such as `ZZ_`: GitHub cuts off variables that are too many from the end of the alphabet
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub prefix: String,
}

/// `release var value`
#[derive(Debug, Args)]
pub struct VarValue {
    #[command(flatten)]
    /// Which job.
    pub job: Job,
    /// How the job ended
    #[arg(long, value_enum)]
    pub status: Status,
    /// Where what was built is
    #[arg(long, value_name = "PLACE", default_value = "")]
    pub path: String,
    /// Its digest
    #[arg(long, value_name = "DIGEST")]
    pub digest: Option<String>,
    /// Which attempt of the run it was [default: `$GITHUB_RUN_ATTEMPT`]
    #[arg(long, value_name = "N")]
    pub attempt: Option<u32>,
}

/// How a job ended, as GitHub spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Status {
    /// It built its component.
    Success,
    /// It did not.
    Failure,
    /// It was stopped.
    Cancelled,
}

impl Status {
    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Status::Success => "success",
            Status::Failure => "failure",
            Status::Cancelled => "cancelled",
        }
    }
}
