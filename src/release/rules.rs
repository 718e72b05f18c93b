//! What must be true of a manifest as a whole.

use std::collections::BTreeMap;

use super::manifest::{Component, Manifest};
use super::plan::{Job, Level, Plan};
use crate::actions::MATRIX_JOBS;
use crate::kubernetes::Arch;
use crate::text::{Code, Diagnostic, Diagnostics, suggest};

/// Reports everything that is wrong between components, and with how many there are.
pub(super) fn check(manifest: &Manifest, diagnostics: &mut Diagnostics) {
    let duplicate = duplicates(manifest, diagnostics);
    gaps(manifest, diagnostics);
    manifest.components.iter().for_each(|component| dependencies(component, manifest, diagnostics));
    let plan = Plan::new(manifest);
    if !duplicate {
        collisions(&plan, diagnostics);
    }
    sizes(&plan, diagnostics);
    arm32(manifest, diagnostics);
}

/// Components of one name.
fn duplicates(manifest: &Manifest, diagnostics: &mut Diagnostics) -> bool {
    let before = diagnostics.len();
    let mut seen: BTreeMap<&str, &Component> = BTreeMap::new();
    for component in &manifest.components {
        if let Some(first) = seen.insert(&component.name, component) {
            let found = Diagnostic::new(
                Code::DuplicateComponent,
                format!("there are two components `{}`", component.name),
            );
            diagnostics.push(found.at(component.span, "second").label(first.span, "first"));
        }
    }
    diagnostics.len() > before
}

/// Jobs whose results would have one name. One pair of jobs tells for each pair of components.
fn collisions(plan: &Plan<'_>, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, &Job<'_>> = BTreeMap::new();
    let mut said: Vec<(&str, &str)> = Vec::new();
    for (_, job) in plan.jobs() {
        let Some(first) = seen.insert(&job.key, job) else { continue };
        let pair = (first.component.name.as_str(), job.component.name.as_str());
        if pair.0 == pair.1 || said.contains(&pair) {
            continue;
        }
        said.push(pair);
        let found = Diagnostic::new(
            Code::VariableCollision,
            format!(
                "the components `{}` and `{}` give the same name `{}`",
                pair.0,
                pair.1,
                job.key.to_uppercase()
            ),
        );
        let found =
            found.at(job.component.span, "give this another name").label(first.component.span, "first");
        diagnostics.push(found.note("names of variables have only letters, digits and `_`, and no case"));
    }
}

/// Levels that nothing is at.
fn gaps(manifest: &Manifest, diagnostics: &mut Diagnostics) {
    let mut levels: Vec<&Component> = manifest.components.iter().collect();
    levels.sort_by_key(|component| component.level);
    let mut next = 0;
    for component in levels {
        if component.level > next {
            let last = component.level - 1;
            let unused = if next == last {
                format!("level {next} is")
            } else {
                format!("levels {next} to {last} are")
            };
            let found = Diagnostic::new(
                Code::LevelGap,
                format!("{unused} not used, and `{}` is at level {}", component.name, component.level),
            );
            diagnostics.push(found.at(component.level_span, "").note("the plan numbers levels without gaps"));
        }
        next = next.max(component.level + 1);
    }
}

/// What a component says that it depends on.
fn dependencies(component: &Component, manifest: &Manifest, diagnostics: &mut Diagnostics) {
    for (name, span) in &component.depends_on {
        let Some(needed) = manifest.components.iter().find(|other| other.name == *name) else {
            let names = manifest.components.iter().map(|other| other.name.as_str());
            let near = suggest(name, names).map(|near| format!("did you mean `{near}`?"));
            let found =
                Diagnostic::new(Code::UnknownName, format!("there is no component `{name}` to depend on"));
            diagnostics.push(found.at(*span, near.unwrap_or_default()));
            continue;
        };
        if needed.level >= component.level {
            let message = format!(
                "`{}` is at level {}, and `{name}`, which it depends on, at {}",
                component.name, component.level, needed.level
            );
            let found = Diagnostic::new(Code::LevelOrder, message)
                .at(*span, "this is not built before it")
                .label(component.level_span, "its level")
                .help(format!(
                    "give `{}` the `build_level` {}",
                    component.name,
                    needed.level.saturating_add(1)
                ));
            diagnostics.push(found);
            continue;
        }
        let archs =
            component.archs.iter().filter(|(arch, _)| !needed.archs.iter().any(|(other, _)| other == arch));
        let archs = archs.map(|(arch, span)| (arch.uname(), *span));
        let types = component
            .build_types
            .iter()
            .filter(|(kind, _)| !needed.build_types.iter().any(|(other, _)| other == kind));
        let types = types.map(|(kind, span)| (kind.as_str(), *span));
        for (what, place) in archs.chain(types) {
            let message = format!(
                "`{}` is built for {what}, and `{name}`, which it depends on, is not",
                component.name
            );
            let found =
                Diagnostic::new(Code::DependencyNotBuilt, message).at(*span, format!("not built for {what}"));
            diagnostics.push(found.label(place, "wanted here"));
        }
    }
}

/// More jobs than GitHub takes.
fn sizes(plan: &Plan<'_>, diagnostics: &mut Diagnostics) {
    let all: usize = plan.levels.iter().map(|level| level.jobs.len()).sum();
    let too_large = |level: &&Level<'_>| level.jobs.len() > MATRIX_JOBS;
    for level in plan.levels.iter().filter(too_large) {
        let (first, count) = (level.components[0], level.jobs.len());
        let message = format!(
            "level {} needs {count} jobs, and GitHub allows {MATRIX_JOBS} in one matrix",
            first.level
        );
        let found = Diagnostic::new(Code::MatrixTooLarge, message).at(first.level_span, "this level");
        diagnostics
            .push(found.help("move components to a level of their own, or build for fewer architectures"));
    }
    if all > MATRIX_JOBS && !plan.levels.iter().any(|level| too_large(&level)) {
        let message = format!(
            "the release needs {all} jobs, and GitHub documents {MATRIX_JOBS} for all matrices of a run"
        );
        let found = Diagnostic::new(Code::ManyJobs, message)
            .at(plan.manifest.components[0].span, "the first of them");
        diagnostics.push(found.note("GitHub enforces the limit for each matrix, and no level is above it"));
    }
}

/// 32-bit Arm runners.
fn arm32(manifest: &Manifest, diagnostics: &mut Diagnostics) {
    if !manifest.runs_on.is_arm32() {
        return;
    }
    let mut archs = manifest.components.iter().flat_map(|component| &component.archs);
    if let Some((_, span)) = archs.find(|(arch, _)| *arch == Arch::Arm) {
        let message = "GitHub's runner is being given up on 32-bit Arm, and newer actions do not run there";
        let found =
            Diagnostic::new(Code::Arm32Runner, message).at(*span, "jobs for this run on `ARM` runners");
        let help = "build on 64-bit Arm: `\"arch_runners\": { \"armv7l\": [\"self-hosted\", \"ARM64\"] }`";
        diagnostics.push(found.help(help));
    }
}
