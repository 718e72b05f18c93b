//! What must be true of a manifest as a whole.

use std::collections::BTreeMap;

use super::depends;
use super::manifest::{Artifact, Component, Manifest};
use super::plan::{Job, Level, Plan};
use crate::actions::{Build, MATRIX_JOBS};
use crate::kubernetes::Arch;
use crate::kubernetes::name::hosted_arch;
use crate::text::{Code, Diagnostic, Diagnostics, Span};

/// Reports everything that is wrong between components, and with how many there are. Nothing follows from what could not be
/// read.
pub(super) fn check(manifest: &Manifest, diagnostics: &mut Diagnostics) {
    duplicates(manifest, diagnostics);
    if manifest.is_whole && manifest.components.iter().all(|component| component.knows("build_level")) {
        gaps(manifest, diagnostics);
    }
    depends::check(manifest, diagnostics);
    artifacts(manifest, diagnostics);
    let plan = Plan::new(manifest);
    collisions(&plan, diagnostics);
    if manifest.is_leveled() {
        sizes(&plan, diagnostics);
    }
    labels(manifest, diagnostics);
    arm32(manifest, diagnostics);
    runners(manifest, diagnostics);
}

/// Components of one name.
fn duplicates(manifest: &Manifest, diagnostics: &mut Diagnostics) {
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
}

/// What is built elsewhere for an architecture twice, or for one that nothing is built for.
fn artifacts(manifest: &Manifest, diagnostics: &mut Diagnostics) {
    for (at, artifact) in manifest.artifacts.iter().enumerate() {
        let overlaps = |other: &&Artifact| {
            other.name == artifact.name
                && other.archs.iter().any(|(arch, _)| artifact.archs.iter().any(|(own, _)| own == arch))
        };
        if let Some(first) = manifest.artifacts[..at].iter().find(overlaps) {
            let message = format!("there are two artifacts `{}` for one architecture", artifact.name);
            let found = Diagnostic::new(Code::DuplicateComponent, message).at(artifact.span, "second");
            diagnostics.push(found.label(first.span, "first"));
        }
    }
    let is_known = manifest.is_whole && manifest.components.iter().all(|one| one.knows("architecture"));
    if !is_known || manifest.components.is_empty() {
        return;
    }
    let is_built =
        |arch: Arch| manifest.components.iter().any(|one| one.archs.iter().any(|(own, _)| *own == arch));
    for artifact in &manifest.artifacts {
        let (is_own, is_read) = artifact.own_archs;
        let idle: Vec<(Arch, Span)> =
            artifact.archs.iter().filter(|(arch, _)| !is_built(*arch)).copied().collect();
        // Of the architectures of all, one is enough.
        if is_read && !is_own && !idle.is_empty() && idle.len() == artifact.archs.len() {
            let message =
                format!("no component is built for an architecture of the artifact `{}`", artifact.name);
            let found =
                Diagnostic::new(Code::NothingToBuild, message).at(artifact.span, "it would be left out");
            diagnostics.push(found.help("give it the `architecture` of a component"));
        }
        for (arch, place) in idle.into_iter().filter(|_| is_own) {
            let message =
                format!("the artifact `{}` is for {}, and no component is", artifact.name, arch.uname());
            let found = Diagnostic::new(Code::NothingToBuild, message).at(place, "it would be left out");
            diagnostics.push(found.help("remove it, or build a component for it"));
        }
    }
}

/// What is wrong with the one label of jobs.
fn labels(manifest: &Manifest, diagnostics: &mut Diagnostics) {
    let builds = manifest.components.iter().map(|component| Build {
        name: &component.name,
        place: component.span,
        archs: if component.knows("runner_tags") { &component.archs } else { &[] },
        tags: &component.tags,
    });
    let builds: Vec<Build<'_>> = builds.collect();
    manifest.runs_on.check(&builds, "runner_tags", diagnostics);
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

/// Components whose builder builds for the machine it runs on, and that is another than the one that they are for. What a
/// `build.sh` builds is its own matter.
fn runners(manifest: &Manifest, diagnostics: &mut Diagnostics) {
    let of_runner = |label: &String| Arch::of_label(label).or_else(|| hosted_arch(label));
    for component in manifest.components.iter().filter(|component| component.builder != "script") {
        for (arch, place) in &component.archs {
            let labels = manifest.runs_on.labels(*arch, component.tags.iter().map(|(tag, _)| tag.as_str()));
            let Some(other) = labels.iter().find_map(of_runner).filter(|other| other != arch) else {
                continue;
            };
            let message = format!(
                "`{}` is built for {} on runners for {}, and `{}` builds for the machine it runs on",
                component.name,
                arch.uname(),
                other.uname(),
                component.builder
            );
            let found = Diagnostic::new(Code::RunnerArchitecture, message).at(*place, "");
            diagnostics.push(found.help(
                "let a `build.sh` build it, which finds the architecture in `$ARCHITECTURE`, or give it other `arch_runners`",
            ));
        }
    }
}

/// 32-bit Arm runners.
fn arm32(manifest: &Manifest, diagnostics: &mut Diagnostics) {
    if !manifest.runs_on.is_known() || !manifest.runs_on.is_arm32() {
        return;
    }
    let mut archs = manifest.components.iter().flat_map(|component| &component.archs);
    if let Some((_, span)) = archs.find(|(arch, _)| *arch == Arch::Arm) {
        let message = "GitHub's runner is being given up on 32-bit Arm, and newer actions do not run there";
        let found =
            Diagnostic::new(Code::Arm32Runner, message).at(*span, "jobs for this run on `ARM` runners");
        let help = "build on 64-bit Arm, by a `build.sh` that builds for `$ARCHITECTURE`: \
                    `\"arch_runners\": { \"armv7l\": [\"self-hosted\", \"ARM64\"] }`";
        diagnostics.push(found.help(help));
    }
}
