//! The strategy matrices: one per level.

use serde_json::{Value, json};

use super::manifest::Manifest;
use super::plan::{Job, Level, Plan};

/// The matrix of a level. Every entry has the same fields, all of them strings or lists of strings.
pub fn matrix(level: &Level<'_>, manifest: &Manifest) -> Value {
    let include: Vec<Value> = level.jobs.iter().map(|job| entry(job, manifest)).collect();
    json!({ "include": include })
}

/// The entry of a job.
pub(super) fn entry(job: &Job<'_>, manifest: &Manifest) -> Value {
    let component = job.component;
    json!({
        "name": component.name,
        "branch": component.branch,
        "architecture": job.arch.uname(),
        "build_type": job.build_type,
        "builder": component.builder,
        "repository": component.repository,
        "runs_on": job.runs_on,
        "package_path": component.package_path,
        "registry": component.location.registry,
        "artifact_registry_path": component.location.path,
        "key": job.key,
        "needs": job.needs,
        "dry_run": manifest.dry_run.to_string(),
    })
}

/// Every level and its matrix.
pub fn matrices(plan: &Plan<'_>) -> Vec<(usize, Value)> {
    plan.levels.iter().enumerate().map(|(at, level)| (at, matrix(level, plan.manifest))).collect()
}
