//! Releases and the pools that build them.

use super::Job;
use crate::release::{Manifest, Plan};

impl Job {
    /// The jobs that build the components of a release. Those that differ in their build type only are one here.
    pub fn of_release(manifest: &Manifest) -> Vec<Job> {
        let mut jobs: Vec<Job> = Vec::new();
        for (level, job) in Plan::new(manifest).jobs() {
            let name = format!("`{}` for {}", job.component.name, job.arch.uname());
            match jobs.last_mut() {
                Some(last) if last.name == name => last.count += 1,
                _ => jobs.push(Job {
                    name,
                    place: job.component.tags_span,
                    labels: job.runs_on.clone(),
                    level,
                    count: 1,
                }),
            }
        }
        jobs
    }
}
