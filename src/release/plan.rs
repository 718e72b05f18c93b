//! Levels of jobs: what is built when, and where.

use std::collections::BTreeMap;

use super::manifest::{Component, Manifest};
use super::variable;
use crate::kubernetes::Arch;

/// A manifest in the order in which it is built.
#[derive(Debug)]
pub struct Plan<'m> {
    /// What was planned.
    pub manifest: &'m Manifest,
    /// Its levels, the lowest first, numbered without gaps.
    pub levels: Vec<Level<'m>>,
}

/// What is built at the same time.
#[derive(Debug)]
pub struct Level<'m> {
    /// The components, in the order of the file.
    pub components: Vec<&'m Component>,
    /// Their jobs.
    pub jobs: Vec<Job<'m>>,
}

/// One component, for one architecture, as one build type.
#[derive(Clone, Debug)]
pub struct Job<'m> {
    /// What is built.
    pub component: &'m Component,
    /// What for.
    pub arch: Arch,
    /// As what.
    pub build_type: &'m str,
    /// The labels that its runner must have.
    pub runs_on: Vec<String>,
    /// The name of its result.
    pub key: String,
    /// The keys of the jobs whose artifacts it is built with.
    pub needs: Vec<String>,
}

impl<'m> Plan<'m> {
    /// The levels of a manifest that has been checked.
    pub fn new(manifest: &'m Manifest) -> Self {
        let mut by_level: BTreeMap<i64, Vec<&Component>> = BTreeMap::new();
        for component in &manifest.components {
            by_level.entry(component.level).or_default().push(component);
        }
        let mut levels: Vec<Level<'m>> = Vec::new();
        for components in by_level.into_values() {
            let jobs = components.iter().flat_map(|component| jobs(component, manifest, &levels)).collect();
            levels.push(Level { components, jobs });
        }
        Plan { manifest, levels }
    }

    /// Every job with the number of its level.
    pub fn jobs(&self) -> impl Iterator<Item = (usize, &Job<'m>)> {
        self.levels.iter().enumerate().flat_map(|(at, level)| level.jobs.iter().map(move |job| (at, job)))
    }
}

fn jobs<'m>(component: &'m Component, manifest: &Manifest, lower: &[Level<'m>]) -> Vec<Job<'m>> {
    let mut jobs = Vec::new();
    for (arch, _) in &component.archs {
        for (build_type, _) in &component.build_types {
            let wanted = |job: &&Job<'_>| {
                job.arch == *arch && job.build_type == build_type && component.needs(job.component)
            };
            jobs.push(Job {
                component,
                arch: *arch,
                build_type,
                runs_on: manifest.runs_on.labels(*arch, component.tags.iter().map(|(tag, _)| tag.as_str())),
                key: variable::key(&component.name, *arch, build_type),
                needs: lower
                    .iter()
                    .flat_map(|level| &level.jobs)
                    .filter(wanted)
                    .map(|job| job.key.clone())
                    .collect(),
            });
        }
    }
    jobs
}
