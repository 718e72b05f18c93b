//! The rules and traps of evryfs' operator (<https://github.com/evryfs/github-actions-runner-operator>).

use std::rc::Rc;

use super::affinity::ARCH;
use super::env::variable;
use super::findings::Findings;
use super::labels;
use super::path::Path;
use super::registration;
use super::rule::{Rule, Table};
pub(super) use crate::kubernetes::schema::{API_VERSION, KIND};
use crate::kubernetes::{duration::nanoseconds, name};
use crate::text::Code;
use crate::yaml::{Content, Item};

/// The longest name whose pods' names still begin with all of it: the API server makes names of 63 characters, 5 of them its
/// own (apiserver pkg/storage/names/generate.go).
const MOST: usize = 58;
/// The longest name that leaves room for `-pod-` as well.
pub const COMFORTABLE: usize = 53;

/// Nanoseconds.
const SECOND: i64 = 1_000_000_000;

/// Whose runners an object makes: what the operator tells them apart by.
#[derive(Clone, Debug, Default)]
pub struct Runners {
    /// The name of the object.
    pub name: Rc<str>,
    /// What a job can ask for: the labels of the runners, in order; none where that is not known.
    pub labels: Rc<[String]>,
    /// What the runners of several objects can have in common.
    pub shared: Rc<Shared>,
}

/// What the runners of several objects can have in common.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// The namespace of the object.
    pub namespace: String,
    /// Where they register: organization, and repository if any.
    pub scope: (String, Option<String>),
    /// The service account of the pods, and where it is.
    pub service_account: Option<(String, Item)>,
    /// The group of the runners, if any.
    pub group: Option<String>,
    /// The architecture of the nodes, which is a label too.
    pub arch: Option<String>,
    /// The devices that jobs have.
    pub devices: Vec<String>,
}

pub(super) const RULES: Table = &[
    ("", Rule::Needs(&["spec"])),
    ("metadata.name", Rule::ByLength(name_length)),
    ("metadata.name", Rule::ByLength(label)),
    ("metadata.name", Rule::ByLength(registration::dotted)),
    ("spec", Rule::Ask(order)),
    ("spec.minRunners", Rule::Ask(min_zero)),
    ("spec.organization", Rule::Name(name::github_owner)),
    ("spec.repository", Rule::Ask(repository)),
    ("spec.reconciliationPeriod", Rule::Ask(duration)),
    ("spec.reconciliationPeriod", Rule::Ask(period)),
    ("spec.minTtl", Rule::Ask(duration)),
    ("spec.podTemplateSpec.metadata", Rule::Ask(copied)),
];

/// What the runners of an object can have in common with others.
pub(super) fn shared(findings: &Findings<'_>, root: &Item, namespace: &str) -> Option<Shared> {
    let spec = findings.get(root, "spec")?;
    // Whose runners they are nobody knows then.
    let is_unknown = |key| findings.get(&spec, key).is_some_and(|item| findings.is_unknown(&item));
    if ["organization", "repository"].into_iter().any(is_unknown) {
        return None;
    }
    let text = |path: &[&str]| findings.text(&spec, path);
    let pod = findings.at(&spec, &["podTemplateSpec", "spec"]);
    let containers = pod.as_ref().map(|pod| findings.list(pod, "containers")).unwrap_or_default();
    let runner = containers.iter().find(|container| labels::has(findings, container));
    let group = runner.and_then(|runner| variable(findings, runner, "ACTIONS_RUNNER_INPUT_RUNNERGROUP"));
    Some(Shared {
        namespace: namespace.to_owned(),
        service_account: findings
            .at(&spec, &["podTemplateSpec", "spec", "serviceAccountName"])
            .and_then(|item| Some((findings.string(&item)?.into_owned(), item))),
        scope: (
            text(&["organization"]).unwrap_or_default().to_lowercase(),
            text(&["repository"]).filter(|text| !text.is_empty()).map(|text| text.to_lowercase()),
        ),
        group: group.and_then(|group| group.text().map(str::to_owned)),
        arch: pod.and_then(|pod| findings.text(&pod, &["nodeSelector", ARCH[0]])).map(Into::into),
        devices: runner.map(|runner| devices(findings, runner)).unwrap_or_default(),
    })
}

/// The labels of the runners of an object, in order.
pub(super) fn labels_of(findings: &Findings<'_>, root: &Item) -> Rc<[String]> {
    let pod = findings.at(root, &["spec", "podTemplateSpec", "spec"]);
    let containers = pod.map(|pod| findings.list(&pod, "containers")).unwrap_or_default();
    let given = containers.iter().find_map(|container| labels::given(findings, container));
    let mut labels: Vec<String> =
        given.iter().flat_map(|(.., text)| text.split(',')).map(str::to_lowercase).collect();
    labels.sort_unstable();
    labels.dedup();
    labels.into()
}

/// The devices of a runner, in order: GitHub knows nothing of those.
fn devices(findings: &Findings<'_>, runner: &Item) -> Vec<String> {
    let limits = findings.at(runner, &["resources", "limits"]);
    let limits = limits.map(|limits| findings.entries(&limits)).unwrap_or_default();
    let mut devices: Vec<String> =
        limits.into_iter().map(|(name, ..)| name.into_owned()).filter(|name| name.contains('/')).collect();
    devices.sort_unstable();
    devices
}

fn order(findings: &mut Findings<'_>, spec: &Item, path: &Path<'_>) {
    let message = "`minRunners` is above `maxRunners`, and the operator does nothing for this object";
    // That `maxRunners` is at least 1 the schema says.
    if findings.number(spec, "maxRunners").is_some_and(|(most, _)| most > 0) {
        min_above_max(findings, spec, path, message);
    }
}

/// Finds fewer runners at most than at least, and says what comes of it.
pub(super) fn min_above_max(findings: &mut Findings<'_>, spec: &Item, path: &Path<'_>, message: &str) {
    let (least, most) = (findings.number(spec, "minRunners"), findings.number(spec, "maxRunners"));
    if let (Some((least, item)), Some((most, other))) = (&least, &most)
        && least > most
    {
        findings
            .add(Code::MinAboveMax, item, &path.key("minRunners"), message)
            .beside(other, &path.key("maxRunners"))
            .help("raise `maxRunners`, or lower `minRunners`");
    }
}

/// A name that ends in `.git` is none, whatever it is made of.
fn repository(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    if let Some(text) = findings.string(item).filter(|text| !text.is_empty()) {
        findings.name(name::github_repository(&text), item, path);
    }
}

fn min_zero(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    if matches!(findings.content(item), Content::Integer(0)) {
        findings
            .add(Code::MinZero, item, path, "the operator takes 0 for 1: one runner always waits")
            .help("write 1, which is what you get");
    }
}

/// The operator reads durations as Go does. One that it cannot read stops it for all objects of the cluster.
fn duration(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    if findings.string(item).is_some_and(|text| nanoseconds(&text).is_none()) {
        findings
            .add(
                Code::BadDuration,
                item,
                path,
                "the operator cannot read this duration, and stops for all pools",
            )
            .help("write hours, minutes and seconds, such as `1h30m`; there are no days");
    }
}

/// controller-runtime looks at an object again after its `RequeueAfter` only if that is above 0
/// (pkg/internal/controller/controller.go), and each time the operator asks GitHub for the runners.
fn period(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let Some(period) = findings.string(item).and_then(|text| nanoseconds(&text)) else { return };
    if period <= 0 {
        findings
            .add(
                Code::BadDuration,
                item,
                path,
                "the operator would look at this object once, and never scale it",
            )
            .help("write the time between two looks, such as `1m`");
    } else if period < SECOND {
        let message = "the operator asks GitHub each time, which answers 5000 times an hour for all objects";
        findings.add(Code::ShortPeriod, item, path, message).help("write `10s` or more; `1m` is usual");
    }
}

/// The operator makes pods with the labels and the annotations of their template, and names of its own.
fn copied(findings: &mut Findings<'_>, metadata: &Item, path: &Path<'_>) {
    for (key, key_item, value) in findings.entries(metadata) {
        if matches!(&*key, "labels" | "annotations") || matches!(findings.content(&value), Content::Null) {
            continue;
        }
        let message = "the operator gives its pods nothing but `labels` and `annotations` from here";
        findings.add(Code::IgnoredField, &key_item, &path.key(&key), message).help("remove it");
    }
}

fn name_length(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let Some(name) = findings.string(item) else { return };
    let length = name.chars().count();
    if length > MOST {
        let message = format!(
            "this name has {length} characters: with more than {MOST} the runners' names no longer begin with it, and the operator never finds them"
        );
        let help = format!("give it a name of {COMFORTABLE} characters at most");
        findings.add(Code::NameTooLong, item, path, message).help(help);
    } else if length > COMFORTABLE {
        let message = format!(
            "this name has {length} characters, and with more than {COMFORTABLE} the names of its pods are cut"
        );
        let help = format!("give it a name of {COMFORTABLE} characters at most");
        findings.add(Code::LongName, item, path, message).help(help);
    }
}

/// The operator labels its pods with the name of their object.
fn label(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let Some(name) = findings.string(item) else { return };
    let checked = name::label_value(&name);
    // What is wrong with the name itself, or with its length, has been said.
    if checked.is_err() && name::dns_subdomain(&name).is_ok() && name.chars().count() <= MOST {
        findings.name(checked, item, path);
    }
}
