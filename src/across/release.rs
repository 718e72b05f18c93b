//! Releases and the pools that build them.

use super::Job;
use crate::release::{Manifest, Plan};

impl Job {
    /// The jobs that build the components of a release, those of which it is known what they ask for. Those that differ in
    /// their build type only are one here.
    pub fn of_release(manifest: &Manifest) -> Vec<Job> {
        let mut jobs: Vec<Job> = Vec::new();
        let is_leveled = manifest.is_leveled();
        for (level, job) in Plan::new(manifest).jobs() {
            if !manifest.runs_on.is_known() || !job.component.knows("runner_tags") {
                continue;
            }
            let name = format!("`{}` for {}", job.component.name, job.arch.uname());
            match jobs.last_mut() {
                Some(last) if last.name == name => last.count += 1,
                _ => jobs.push(Job {
                    name,
                    place: job.component.tags_span,
                    labels: job.runs_on.clone(),
                    places: [job.component.tags.clone(), manifest.runs_on.given(job.arch)].concat(),
                    format: manifest.runs_on.format_place(),
                    level: is_leveled.then_some(level),
                    count: 1,
                }),
            }
        }
        jobs
    }
}
