//! What is wrong between the files: jobs that no pool serves, and pools whose image is not built for them.
//!
//! GitHub lets a job whose labels no runner has wait for 24 hours, and then fails it
//! (docs.github.com/actions/reference/runners/self-hosted-runners).

mod images;
mod job;
mod labels;
mod release;
mod rounds;

pub use images::check_images;
pub use job::{Job, check_jobs};
pub use labels::{MADE, actionlint};
pub use rounds::check_rounds;
