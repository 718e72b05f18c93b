//! The architectures of the nodes that a runner can be on, and what is for others.

use std::borrow::Cow;

use super::affinity::ARCH;
use super::findings::Findings;
use super::labels::given;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::keys::list;
use crate::kubernetes::{Arch, name};
use crate::text::Code;
use crate::yaml::Item;

const REQUIRED: [&str; 4] =
    ["affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"];

/// Images of runners that are published for these only (actions/runner docker-publish.yml, evryfs/github-actions-runner
/// build.yml).
const IMAGES: [&str; 2] = ["ghcr.io/actions/actions-runner", "quay.io/evryfs/github-actions-runner"];
const PUBLISHED: [Arch; 2] = [Arch::Amd64, Arch::Arm64];

pub(super) const RULES: Table = &[("", Rule::Ask(architectures)), ("", Rule::Ask(labels))];

/// The terms of the affinity to nodes, if there are some.
fn terms(findings: &Findings<'_>, pod: &Item) -> Option<Item> {
    findings.at(pod, &REQUIRED).filter(|terms| !findings.items(terms).is_empty())
}

/// The architectures whose nodes a pod can be on; none where nothing tells. A selector that names none has been told of, and
/// lets in all.
fn possible(findings: &Findings<'_>, pod: &Item) -> Option<Vec<Arch>> {
    let terms = terms(findings, pod);
    let selector = findings.get(pod, "nodeSelector");
    let selected = |label: &&str| findings.text(selector.as_ref()?, &[label]);
    let selected: Vec<_> = ARCH.iter().filter_map(selected).collect();
    if terms.is_none() && selected.is_empty() {
        return None;
    }
    let terms: Vec<Vec<Condition<'_>>> = terms
        .map(|terms| findings.items(&terms))
        .unwrap_or_default()
        .iter()
        .map(|term| conditions(findings, term))
        .collect();
    let selected: Vec<Arch> = selected.iter().filter_map(|text| Arch::parse(text)).collect();
    let lets_in = |arch: Arch| {
        let fits = |term: &Vec<Condition<'_>>| term.iter().all(|condition| condition.lets_in(arch));
        selected.iter().all(|selected| *selected == arch) && (terms.is_empty() || terms.iter().any(fits))
    };
    Some(Arch::ALL.iter().copied().filter(|arch| lets_in(*arch)).collect())
}

/// A condition on the architecture of nodes.
struct Condition<'d> {
    operator: Cow<'d, str>,
    values: Vec<Arch>,
}

fn conditions<'d>(findings: &Findings<'d>, term: &Item) -> Vec<Condition<'d>> {
    let condition = |expression: &Item| {
        findings.text(expression, &["key"]).filter(|key| ARCH.contains(&&**key))?;
        let values = findings.list(expression, "values");
        // What is spelled as `uname` does has been told of.
        let values = values.iter().filter_map(|value| Arch::parse(&findings.string(value)?)).collect();
        Some(Condition { operator: findings.text(expression, &["operator"]).unwrap_or_default(), values })
    };
    findings.list(term, "matchExpressions").iter().filter_map(condition).collect()
}

impl Condition<'_> {
    fn lets_in(&self, arch: Arch) -> bool {
        let is_in = self.values.contains(&arch);
        match &*self.operator {
            "In" => is_in,
            "NotIn" => !is_in,
            "DoesNotExist" => false,
            _ => true,
        }
    }
}

/// A selector and an affinity that exclude each other, and images for other architectures than the pods can be on.
fn architectures(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    let Some(possible) = possible(findings, pod) else { return };
    if !possible.is_empty() {
        return images(findings, pod, path, &possible);
    }
    let affinity = path.key(REQUIRED[0]);
    let node = affinity.key(REQUIRED[1]);
    let (selector, older) = (path.key("nodeSelector"), findings.at(pod, &["nodeSelector", ARCH[1]]));
    let (item, path, help) = match (terms(findings, pod), older) {
        (None, Some(older)) => (older, selector.key(ARCH[1]), "remove one of the two"),
        (terms, _) => (
            terms.unwrap_or_else(|| pod.clone()),
            node.key(REQUIRED[2]),
            "let the selector and the affinity agree",
        ),
    };
    findings
        .add(Code::NoArchitecture, &item, &path, "this leaves no architecture over for the pods")
        .help(help);
}

/// The labels of a container that name architectures.
struct Named {
    container: usize,
    /// Where they are, and in which of the variables.
    item: Item,
    at: usize,
    labels: Vec<(String, Arch)>,
}

/// Labels of other architectures than the pods can be on.
fn labels(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    let mut all = Vec::new();
    for (container, item) in findings.list(pod, "containers").iter().enumerate() {
        let Some((item, at, text)) = given(findings, item) else { continue };
        let named = text.split(',').filter_map(|label| Some((label, Arch::parse(label.trim())?)));
        let labels: Vec<_> = named.map(|(label, arch)| (label.to_owned(), arch)).collect();
        if !labels.is_empty() {
            all.push(Named { container, item, at, labels });
        }
    }
    // Most labels name none, wherever the pods are.
    if all.is_empty() {
        return;
    }
    let possible = possible(findings, pod);
    let containers = path.key("containers");
    for Named { container, item, at, labels } in &all {
        let container = containers.index(*container);
        let env = container.key("env");
        match &possible {
            None => differ(findings, labels, item, &env.index(*at)),
            Some(possible) if possible.is_empty() => {}
            Some(possible) => promised(findings, labels, item, &env.index(*at), possible),
        }
    }
}

/// Labels of several architectures, where no node is told from another: a runner is on one of them.
fn differ(findings: &mut Findings<'_>, labels: &[(String, Arch)], item: &Item, path: &Path<'_>) {
    // Nodes of 64 bits often run what is for 32.
    let kind = |arch| match arch {
        Arch::X86 => Arch::Amd64,
        Arch::Arm => Arch::Arm64,
        arch => arch,
    };
    let Some(((first, arch), rest)) = labels.split_first() else { return };
    let Some((other, _)) = rest.iter().find(|(_, other)| kind(*other) != kind(*arch)) else { return };
    let message =
        format!("the labels `{first}` and `{other}` promise different architectures, and a runner is on one");
    findings
        .add(Code::OddLabel, item, path, message)
        .part(other)
        .help("write `archs` for an object of each, or remove the label");
}

fn promised(
    findings: &mut Findings<'_>,
    labels: &[(String, Arch)],
    item: &Item,
    path: &Path<'_>,
    possible: &[Arch],
) {
    for (label, arch) in labels.iter().filter(|(_, arch)| !possible.contains(arch)) {
        let runs_on = |arch| possible.contains(&arch);
        match arch {
            // Half of the world calls the 64 bits so too.
            Arch::X86 if label.trim().eq_ignore_ascii_case("x86") && runs_on(Arch::Amd64) => continue,
            Arch::Arm if label.trim().eq_ignore_ascii_case("arm") && runs_on(Arch::Arm64) => {
                let message = format!("`{label}` is GitHub's label for 32 bits, and the pods run on `arm64`");
                findings.add(Code::OddLabel, item, path, message).part(label).help("write `arm64`");
                continue;
            }
            _ => {}
        }
        let on = match possible {
            [_, _, _, ..] => "no pod runs there".to_owned(),
            few => format!("the pods run on {}", list(few.iter().map(|arch| arch.name()))),
        };
        let message = format!("the label `{label}` promises `{}`, and {on}", arch.name());
        findings
            .add(Code::WrongArchLabel, item, path, message)
            .part(label)
            .help("remove the label, or change the architecture");
    }
}

/// Images that none of the nodes can run.
fn images(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>, possible: &[Arch]) {
    if possible.iter().any(|arch| PUBLISHED.contains(arch)) {
        return;
    }
    let containers = path.key("containers");
    for (at, container) in findings.list(pod, "containers").iter().enumerate() {
        let Some(item) = findings.get(container, "image") else { continue };
        let Some(image) = findings.string(&item) else { continue };
        if !IMAGES.contains(&name::image_parts(&image).0) {
            continue;
        }
        let names = |archs: &[Arch]| list(archs.iter().map(|arch| arch.name()));
        let message =
            format!("this image is for {}, and the pods run on {}", names(&PUBLISHED), names(possible));
        let nth = containers.index(at);
        findings
            .add(Code::ImageArchitecture, &item, &nth.key("image"), message)
            .help("take an image of your own there, or change the architecture");
    }
}
