//! The labels by which jobs find a runner, and the nodes that it can be on.

use std::borrow::Cow;

use super::affinity::ARCH;
use super::env::variable;
use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::keys::list;
use crate::kubernetes::{Arch, name};
use crate::text::Code;
use crate::yaml::Item;

/// Labels of the runners that GitHub itself has (docs.github.com/actions/reference/runners/github-hosted-runners).
const HOSTED: [&str; 3] = ["ubuntu-", "windows-", "macos-"];

const REQUIRED: [&str; 4] =
    ["affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"];

pub(super) const RULES: Table = &[("", Rule::Ask(architectures)), ("containers[]", Rule::Ask(labels))];

/// The labels of the runner in a container, and where they are.
fn given(findings: &Findings<'_>, container: &Item) -> Option<(Item, usize, String)> {
    let variable = variable(findings, container, "ACTIONS_RUNNER_INPUT_LABELS")?;
    let text = variable.text()?.to_owned();
    Some((variable.place().clone(), variable.at, text))
}

/// Labels that no runner can have, or that do not do what they seem to.
fn labels(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>) {
    let Some((item, at, text)) = given(findings, container) else { return };
    let env = path.key("env");
    let path = env.index(at);
    let all: Vec<&str> = text.split(',').collect();
    for (at, label) in all.iter().enumerate() {
        findings.name(name::github_label(label), &item, &path);
        let again = all[..at].iter().find(|other| other.eq_ignore_ascii_case(label));
        if let Some(other) = again.filter(|other| !other.is_empty()) {
            let message = format!("the label `{label}` is the same as `{other}` to GitHub");
            findings.add(Code::OddLabel, &item, &path, message).help("remove one of the two");
        }
        let lower = label.to_lowercase();
        if HOSTED.iter().any(|start| lower.strip_prefix(start).is_some_and(is_version)) {
            let message =
                format!("`{label}` is the label of GitHub's own runners: jobs for it come here or go there");
            findings.add(Code::OddLabel, &item, &path, message).help("give the label another name");
        }
    }
}

/// `latest`, `24.04`, `24.04-arm`, `2022`, `15-xlarge`
fn is_version(text: &str) -> bool {
    text.starts_with("latest") || text.starts_with(|char: char| char.is_ascii_digit())
}

/// The architectures whose nodes a pod can be on. A selector that names none has been told of, and lets in all.
fn possible(findings: &Findings<'_>, terms: Option<&Item>, selected: Option<&str>) -> Vec<Arch> {
    let terms: Vec<Vec<Condition<'_>>> = terms
        .map(|terms| findings.items(terms))
        .unwrap_or_default()
        .iter()
        .map(|term| conditions(findings, term))
        .collect();
    let selected = selected.and_then(Arch::parse);
    let lets_in = |arch: Arch| {
        let fits = |term: &Vec<Condition<'_>>| term.iter().all(|condition| condition.lets_in(arch));
        selected.is_none_or(|selected| selected == arch) && (terms.is_empty() || terms.iter().any(fits))
    };
    Arch::ALL.iter().copied().filter(|arch| lets_in(*arch)).collect()
}

/// A condition on the architecture of nodes.
struct Condition<'d> {
    operator: Cow<'d, str>,
    values: Vec<Cow<'d, str>>,
}

fn conditions<'d>(findings: &Findings<'d>, term: &Item) -> Vec<Condition<'d>> {
    let condition = |expression: &Item| {
        findings.text(expression, &["key"]).filter(|key| key == ARCH)?;
        let values = findings.list(expression, "values");
        let values = values.iter().filter_map(|value| findings.string(value)).collect();
        Some(Condition { operator: findings.text(expression, &["operator"]).unwrap_or_default(), values })
    };
    findings.list(term, "matchExpressions").iter().filter_map(condition).collect()
}

impl Condition<'_> {
    fn lets_in(&self, arch: Arch) -> bool {
        let is_in = self.values.iter().any(|value| value == arch.name());
        match &*self.operator {
            "In" => is_in,
            "NotIn" => !is_in,
            "DoesNotExist" => false,
            _ => true,
        }
    }
}

/// A selector and an affinity that exclude each other, and labels that name an architecture which the pods cannot be on.
fn architectures(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    let terms = findings.at(pod, &REQUIRED).filter(|terms| !findings.items(terms).is_empty());
    let selected = findings.text(pod, &["nodeSelector", ARCH]);
    if terms.is_none() && selected.is_none() {
        return;
    }
    let possible = possible(findings, terms.as_ref(), selected.as_deref());
    match terms {
        Some(terms) if possible.is_empty() => {
            let affinity = path.key("affinity");
            let node = affinity.key("nodeAffinity");
            let path = node.key(REQUIRED[2]);
            findings
                .add(Code::NoArchitecture, &terms, &path, "this leaves no architecture over for the pods")
                .help("let the selector and the affinity agree");
        }
        _ => promised(findings, pod, path, &possible),
    }
}

fn promised(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>, possible: &[Arch]) {
    let containers = path.key("containers");
    for (nth, container) in findings.list(pod, "containers").iter().enumerate() {
        let Some((item, at, text)) = given(findings, container) else { continue };
        let container = containers.index(nth);
        let env = container.key("env");
        let named = text.split(',').filter_map(|label| Some((label, Arch::parse(label.trim())?)));
        for (label, arch) in named.filter(|(_, arch)| !possible.contains(arch)) {
            let on = match possible {
                [_, _, _, ..] => "no pod runs there".to_owned(),
                few => format!("the pods run on {}", list(few.iter().map(|arch| arch.name()))),
            };
            let message = format!("the label `{label}` promises `{}`, and {on}", arch.name());
            findings
                .add(Code::WrongArchLabel, &item, &env.index(at), message)
                .help("remove the label, or change the architecture");
        }
    }
}
