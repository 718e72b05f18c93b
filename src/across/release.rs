//! Releases and the pools that build them.

use super::Job;
use crate::release::{Manifest, Plan};

impl Job {
    /// The jobs that build the components of a release. Those that differ in their build type only are one here.
    pub fn of_release(manifest: &Manifest) -> Vec<Job> {
        let mut jobs: Vec<Job> = Vec::new();
        for (_, job) in Plan::new(manifest).jobs() {
            let name = format!("`{}` for {}", job.component.name, job.arch.uname());
            if jobs.last().is_none_or(|last| last.name != name) {
                jobs.push(Job { name, place: job.component.tags_span, labels: job.runs_on.clone() });
            }
        }
        jobs
    }
}
