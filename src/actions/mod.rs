//! GitHub Actions: where a job runs, and what a workflow file is.

mod expression;
mod runs_on;
mod workflow;

pub use expression::record;
pub use runs_on::{ARCH_RUNNERS, Build, Labels, RUNS_ON_FORMAT, RunsOn};
pub use workflow::{ensure_plain, long_job, path_filter, workflow};

/// The most jobs of one matrix
/// (docs.github.com/actions/reference/limits, "Job Matrix").
pub const MATRIX_JOBS: usize = 256;
