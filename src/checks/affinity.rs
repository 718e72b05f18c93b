//! Where pods may be: node selectors, affinity, spread.

use super::findings::Findings;
use super::path::Path;
use super::rule::{Check, Rule, Table};
use crate::kubernetes::{Arch, name};
use crate::text::Code;
use crate::yaml::{Content, Item};

/// The label by which nodes tell their architecture.
pub(super) const ARCH: &str = "kubernetes.io/arch";

/// The operators of a node selector.
const NODE: Rule = Rule::Words(&["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]);
const WEIGHT: Rule = Rule::Range(1, 100);

pub(super) const RULES: Table = &[
    ("nodeSelector", Rule::Ask(selector)),
    ("nodeSelector", Rule::Ask(arch)),
    (
        "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution",
        Rule::Needs(&["nodeSelectorTerms"]),
    ),
    ("affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms", Rule::Filled),
    (
        "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[].matchExpressions[]",
        Rule::Ask(requirement),
    ),
    (
        "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[].matchExpressions[].operator",
        NODE,
    ),
    ("affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[].weight", WEIGHT),
    (
        "affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[].preference.matchExpressions[]",
        Rule::Ask(requirement),
    ),
    (
        "affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[].preference.matchExpressions[].operator",
        NODE,
    ),
    ("affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[]", Rule::Ask(term)),
    ("affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[].weight", WEIGHT),
    (
        "affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[].podAffinityTerm",
        Rule::Ask(term),
    ),
    ("affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[]", Rule::Ask(term)),
    ("affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[].weight", WEIGHT),
    (
        "affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[].podAffinityTerm",
        Rule::Ask(term),
    ),
    ("topologySpreadConstraints[]", Rule::Ask(term)),
    ("topologySpreadConstraints[].maxSkew", Rule::Range(1, i64::MAX)),
    ("topologySpreadConstraints[].whenUnsatisfiable", Rule::Words(&["DoNotSchedule", "ScheduleAnyway"])),
];

/// A map of labels: their keys, and their values by a rule of their own.
pub(super) fn labels(findings: &mut Findings<'_>, map: &Item, path: &Path<'_>, check: Check) {
    for (key, key_item, value) in findings.entries(map) {
        let path = path.key(&key);
        findings.name(name::label_key(&key), &key_item, &path);
        match findings.content(&value) {
            Content::Text(text) => findings.name(check(&text), &value, &path),
            // The API server takes null for "".
            Content::Null | Content::Open => {}
            _ => findings
                .add(Code::WrongFieldType, &value, &path, "this takes a string")
                .help("put it in double quotes"),
        }
    }
}

fn selector(findings: &mut Findings<'_>, map: &Item, path: &Path<'_>) {
    labels(findings, map, path, name::label_value);
}

/// Nodes tell their architecture as Go names it, and not as `uname` or GitHub does.
fn arch(findings: &mut Findings<'_>, map: &Item, path: &Path<'_>) {
    if let Some(item) = findings.get(map, ARCH) {
        go_name(findings, &item, &path.key(ARCH));
    }
}

fn go_name(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let Some(text) = findings.string(item) else { return };
    if let Some(arch) = Arch::parse(&text).filter(|arch| arch.name() != text) {
        let message = format!("no node calls its architecture `{text}`, so that no pod finds one");
        findings
            .add(Code::UnknownArchitecture, item, path, message)
            .help(format!("write `{}`, as Go and Kubernetes do", arch.name()));
    }
}

/// One condition of a node selector.
fn requirement(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let key = expression(findings, item, path);
    let operator = findings.text(item, &["operator"]);
    if key.as_deref() == Some(ARCH) {
        for (at, value) in findings.list(item, "values").iter().enumerate() {
            go_name(findings, value, &path.key("values").index(at));
        }
    }
    let values = findings.list(item, "values");
    if matches!(operator.as_deref(), Some("Gt" | "Lt")) {
        let is_number = |item: &Item| findings.string(item).is_some_and(|text| text.parse::<i64>().is_ok());
        if values.len() != 1 || !is_number(&values[0]) {
            let message = "`Gt` and `Lt` take one value, a number in quotes";
            findings.add(Code::InvalidField, item, path, message);
        }
    }
}

/// A key, an operator and values that fit it; the key.
fn expression(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) -> Option<String> {
    let operator = findings.text(item, &["operator"]);
    let values = findings.get(item, "values").filter(|values| !findings.items(values).is_empty());
    match (operator.as_deref(), values) {
        (Some("In" | "NotIn"), None) => {
            let message = "`In` and `NotIn` need `values`";
            findings.add(Code::MissingField, item, path, message);
        }
        (Some("Exists" | "DoesNotExist"), Some(values)) => {
            let message = "`Exists` and `DoesNotExist` take no `values`";
            findings.add(Code::InvalidField, &values, &path.key("values"), message);
        }
        _ => {}
    }
    let key_item = findings.get(item, "key")?;
    let key = findings.string(&key_item)?;
    findings.name(name::label_key(&key), &key_item, &path.key("key"));
    Some(key.into_owned())
}

/// A term of an affinity between pods, or a spread: which pods, and what they are near to.
fn term(findings: &mut Findings<'_>, term: &Item, path: &Path<'_>) {
    let topology = findings.get(term, "topologyKey");
    let text = topology.as_ref().and_then(|item| Some((item, findings.string(item)?)));
    if let Some((item, text)) = text {
        let path = path.key("topologyKey");
        if text.is_empty() {
            findings
                .add(Code::MissingField, item, &path, "`topologyKey` has no value")
                .help("write a label of nodes, such as `kubernetes.io/hostname`");
        } else {
            findings.name(name::label_key(&text), item, &path);
        }
    }
    for selector in ["labelSelector", "namespaceSelector"] {
        if let Some(item) = findings.get(term, selector) {
            label_selector(findings, &item, &path.key(selector));
        }
    }
}

/// A selector of objects by their labels.
fn label_selector(findings: &mut Findings<'_>, selector: &Item, path: &Path<'_>) {
    if let Some(map) = findings.get(selector, "matchLabels") {
        labels(findings, &map, &path.key("matchLabels"), name::label_value);
    }
    for (at, item) in findings.list(selector, "matchExpressions").iter().enumerate() {
        let list = path.key("matchExpressions");
        let path = list.index(at);
        expression(findings, item, &path);
        if let Some(operator) = findings.get(item, "operator") {
            Rule::Words(&["In", "NotIn", "Exists", "DoesNotExist"]).check(
                findings,
                &operator,
                &path.key("operator"),
            );
        }
        for (at, value) in findings.list(item, "values").iter().enumerate() {
            if let Some(text) = findings.string(value) {
                findings.name(name::label_value(&text), value, &path.key("values").index(at));
            }
        }
    }
}
