//! Whether some pool serves a job.

use std::collections::BTreeSet;

use crate::actions::Labels;
use crate::keys::list;
use crate::kubernetes::{Arch, name};
use crate::runners::Served;
use crate::shell;
use crate::text::{Code, Diagnostic, Diagnostics, Span, Suggestions, did_you_mean};

/// A job of another file.
#[derive(Clone, Debug)]
pub struct Job {
    /// What it is, as messages say it: `` `Dockerfile.rust` for aarch64 ``.
    pub name: String,
    /// Where its labels are.
    pub place: Span,
    /// What it asks for in `runs-on`.
    pub labels: Vec<String>,
    /// The places of those of its labels that have one of their own.
    pub places: Labels,
    /// Where the format is that makes its one label, if there is one.
    pub format: Option<Span>,
    /// Jobs of a level run at the same time; none if it is not known.
    pub level: Option<usize>,
    /// How many jobs of its file are alike in all of this.
    pub count: usize,
}

/// Reports jobs that wait for a runner that no pool makes, and for labels that neither a pool nor a runner that is made
/// elsewhere has.
pub fn check_jobs(jobs: &[Job], pools: &[Served], elsewhere: &[String], diagnostics: &mut Diagnostics) {
    let (mut unknown, mut suggestions) = (BTreeSet::new(), Suggestions::default());
    let is_own =
        |label: &String| label.eq_ignore_ascii_case("self-hosted") || Arch::of_label(label).is_some();
    let is_elsewhere = |label: &String| elsewhere.iter().any(|known| known.eq_ignore_ascii_case(label));
    // What each runner has by itself tells none from another.
    let is_other = |job: &Job| {
        job.labels.iter().any(|label| is_elsewhere(label) && !is_own(label))
            && job.labels.iter().all(|label| is_elsewhere(label) || is_own(label) || is_known(label, pools))
    };
    let is_served =
        |job: &&Job| is_hosted(job) || is_other(job) || pools.iter().any(|pool| serves(pool, job));
    // What serves no job makes none of their labels right.
    let is_format_right = jobs.iter().any(|job| is_served(&job));
    for job in jobs.iter().filter(|job| !is_served(job)) {
        let is_missing =
            |label: &&String| !is_known(label, pools) && !is_elsewhere(label) && hosted(job) != Some(*label);
        let missing: Vec<&String> = job.labels.iter().filter(is_missing).collect();
        let format = job.format.filter(|_| !is_format_right);
        for label in &missing {
            let own = job.places.iter().find(|(other, _)| other == *label).map(|(_, place)| *place);
            let place = format.or(own).unwrap_or(job.place);
            if unknown.insert((job.place, label.as_str())) {
                diagnostics.push(unknown_label((label, place), job, pools, &mut suggestions));
            }
        }
        if missing.is_empty() {
            // That the labels do not go together has been said of them alone.
            diagnostics.retain_mut(|found| {
                found.code != Code::OddLabel || found.place().is_none_or(|place| !job.place.holds(place))
            });
            diagnostics.push(unserved(job, pools));
        }
    }
}

/// Whether a job runs on GitHub's own runners, each of which has its one label.
fn is_hosted(job: &Job) -> bool {
    job.labels.len() == 1 && hosted(job).is_some()
}

/// The label of GitHub's own runners that a job asks for.
fn hosted(job: &Job) -> Option<&String> {
    let is_own = job.labels.iter().any(|label| label.eq_ignore_ascii_case("self-hosted"));
    job.labels.iter().find(|label| !is_own && name::is_hosted_label(label))
}

/// Whether the runners of a pool bear all labels of a job, on one architecture. Labels are compared without case.
pub(super) fn serves(pool: &Served, job: &Job) -> bool {
    matches!(job.labels.as_slice(), [only] if is_name(pool, only))
        || pool.may_be.anything
        || pool.archs.iter().any(|arch| job.labels.iter().all(|label| has(pool, *arch, label)))
}

/// Whether a label is the name by which jobs find a pool.
fn is_name(pool: &Served, label: &str) -> bool {
    pool.is_named && label.eq_ignore_ascii_case(&pool.object)
}

/// Whether the runners of a pool bear a label on an architecture. The runner gives itself `self-hosted`, its system and its
/// architecture.
fn has(pool: &Served, arch: Arch, label: &str) -> bool {
    let own = ["self-hosted", "linux"].into_iter().chain(arch.github_label());
    pool.may_be.anything
        || own.chain(pool.labels.0.iter().map(String::as_str)).any(|known| known.eq_ignore_ascii_case(label))
}

fn is_known(label: &str, pools: &[Served]) -> bool {
    Arch::of_label(label).is_some()
        || pools.iter().any(|pool| has(pool, Arch::Amd64, label) || is_name(pool, label))
}

fn unknown_label(
    (label, place): (&str, Span),
    job: &Job,
    pools: &[Served],
    suggestions: &mut Suggestions,
) -> Diagnostic {
    let names = pools.iter().filter(|pool| pool.is_named).map(|pool| &pool.object);
    let known = pools.iter().flat_map(|pool| &pool.labels.0).chain(names).map(String::as_str);
    let near = suggestions.near(label, known).map(did_you_mean);
    Diagnostic::new(Code::UnknownLabel, format!("no pool has the label `{label}`"))
        .at(place, near.unwrap_or_else(|| format!("{} would wait for 24 hours, and fail", job.name)))
        .help(format!(
            "correct it, add it to the `runner_input_labels_value` of a pool, or type `--label {}` if runners made elsewhere have it",
            shell::word(label)
        ))
        .maybe_help(hosted(job).map(alone))
}

/// What to do about a label of GitHub's own runners that has others beside it.
fn alone(hosted: &String) -> String {
    format!("ask for `{hosted}` alone: a runner of GitHub has no other label")
}

fn unserved(job: &Job, pools: &[Served]) -> Diagnostic {
    let message = format!(
        "no pool serves {}, which asks for {}",
        job.name,
        list(job.labels.iter().map(String::as_str))
    );
    let found =
        Diagnostic::new(Code::UnservedLabels, message).at(job.place, "it would wait for 24 hours, and fail");
    let tags = || job.labels.iter().filter(|label| Arch::of_label(label).is_none());
    let near =
        pools.iter().find(|pool| pool.archs.iter().any(|arch| tags().all(|label| has(pool, *arch, label))));
    match near {
        Some(pool) => found
            .label(
                pool.labels.1,
                format!("pool `{}` has the other labels, but not on this architecture", pool.pool),
            )
            .help("add the architecture to the pool, or leave it out of the job"),
        None => found
            .help("give one pool all of these labels, or ask for fewer")
            .maybe_help(hosted(job).map(alone)),
    }
}
