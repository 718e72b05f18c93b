//! Where pods may be: node selectors, affinity, spread.

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::kubernetes::schema::IN_QUOTES;
use crate::kubernetes::{Arch, name};
use crate::text::Code;
use crate::yaml::{Content, Item};

/// The labels by which nodes tell their architecture. The second is the older name, which kubelets still give
/// (`kubernetes/pkg/kubelet/kubelet_node_status.go`).
pub(super) const ARCH: [&str; 2] = ["kubernetes.io/arch", "beta.kubernetes.io/arch"];

/// The operators of a node selector.
const NODE: Rule = Rule::Words(&["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]);
/// Whether a spread looks at what else keeps pods from nodes.
const POLICY: Rule = Rule::Words(&["Honor", "Ignore"]);
const WEIGHT: Rule = Rule::Range(1, 100);

pub(super) const RULES: Table = &[
    ("nodeSelector", Rule::Ask(label_keys)),
    ("nodeSelector{}", Rule::Ask(label_value)),
    ("nodeSelector", Rule::Ask(arch)),
    (
        "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution",
        Rule::Needs(&["nodeSelectorTerms"]),
    ),
    ("affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms", Rule::Filled),
    (
        "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[]",
        Rule::Ask(filled),
    ),
    (
        "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[].matchExpressions[]",
        Rule::Ask(requirement),
    ),
    (
        "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[].matchExpressions[].operator",
        NODE,
    ),
    (
        "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[].matchExpressions[]",
        Rule::Ask(values),
    ),
    (
        "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[].matchFields[]",
        Rule::Ask(node_field),
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
    (
        "affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[].preference.matchFields[]",
        Rule::Ask(node_field),
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
    ("topologySpreadConstraints", Rule::Unique(&["topologyKey", "whenUnsatisfiable"])),
    ("topologySpreadConstraints[]", Rule::Ask(term)),
    ("topologySpreadConstraints[]", Rule::Ask(spread)),
    ("topologySpreadConstraints[].minDomains", Rule::Range(1, i64::MAX)),
    ("topologySpreadConstraints[].nodeAffinityPolicy", POLICY),
    ("topologySpreadConstraints[].nodeTaintsPolicy", POLICY),
    ("topologySpreadConstraints[].maxSkew", Rule::Range(1, i64::MAX)),
    ("topologySpreadConstraints[].whenUnsatisfiable", Rule::Words(&["DoNotSchedule", "ScheduleAnyway"])),
];

/// The keys of labels.
pub(super) fn label_keys(findings: &mut Findings<'_>, map: &Item, path: &Path<'_>) {
    for (key, item, _) in findings.entries(map) {
        findings.name(name::label_key(&key), &item, &path.key(&key));
    }
}

/// The value of a label.
pub(super) fn label_value(findings: &mut Findings<'_>, value: &Item, path: &Path<'_>) {
    match findings.content(value) {
        Content::Text(text) => findings.name(name::label_value(&text), value, path),
        // The API server takes null for "".
        Content::Null | Content::Open => {}
        _ => findings.add(Code::WrongFieldType, value, path, "this takes a string").help(IN_QUOTES),
    }
}

/// "A null or empty node selector term matches no objects" (`NodeSelectorTerm`).
fn filled(findings: &mut Findings<'_>, term: &Item, path: &Path<'_>) {
    let conditions = ["matchExpressions", "matchFields"];
    if findings.is_map(term) && conditions.iter().all(|key| findings.list(term, key).is_empty()) {
        findings
            .add(Code::InvalidField, term, path, "a term without conditions selects no node at all")
            .help("remove it, or give it `matchExpressions`");
    }
}

/// Nodes tell their architecture as Go names it, and not as `uname` or GitHub does.
fn arch(findings: &mut Findings<'_>, map: &Item, path: &Path<'_>) {
    for label in ARCH {
        if let Some(item) = findings.get(map, label) {
            go_name(findings, &item, &path.key(label));
        }
    }
}

fn go_name(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let Some(text) = findings.string(item) else { return };
    if let Some(arch) = Arch::parse(&text).filter(|arch| arch.name() != text) {
        let message = format!("no node calls its architecture `{text}`, so that this is about none");
        findings
            .add(Code::UnknownArchitecture, item, path, message)
            .help(format!("write `{}`, as Go and Kubernetes do", arch.name()));
    }
}

/// One condition of a node selector.
fn requirement(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let key = expression(findings, item, path);
    let operator = findings.text(item, &["operator"]);
    if key.is_some_and(|key| ARCH.contains(&key.as_str())) {
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

/// The values of labels that a node must have, which no node has if they are none
/// (`ValidateNodeSelectorRequirement`). Those that it should have may be anything.
fn values(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    if matches!(findings.text(item, &["operator"]).as_deref(), Some("In" | "NotIn")) {
        label_values(findings, item, path);
    }
}

fn label_values(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    for (at, value) in findings.list(item, "values").iter().enumerate() {
        if let Some(text) = findings.string(value) {
            findings.name(name::label_value(&text), value, &path.key("values").index(at));
        }
    }
}

/// One condition of a field of a node, which is its name (`ValidateNodeFieldSelectorRequirement`).
fn node_field(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    if let Some(key) = findings.get(item, "key")
        && findings.string(&key).is_some_and(|text| text != "metadata.name")
    {
        findings
            .add(
                Code::InvalidField,
                &key,
                &path.key("key"),
                "the only field of a node to choose by is `metadata.name`",
            )
            .help("move it to `matchExpressions` if it is a label");
    }
    if let Some(operator) = findings.get(item, "operator") {
        Rule::Words(&["In", "NotIn"]).check(findings, &operator, &path.key("operator"));
    }
    let values = findings.list(item, "values");
    if values.len() != 1 && matches!(findings.text(item, &["operator"]).as_deref(), Some("In" | "NotIn")) {
        let place = findings.get(item, "values").unwrap_or_else(|| item.clone());
        findings.add(Code::InvalidField, &place, &path.key("values"), "a field of a node takes one value");
    }
    for (at, value) in values.iter().enumerate() {
        if let Some(text) = findings.string(value) {
            findings.name(name::dns_subdomain(&text), value, &path.key("values").index(at));
        }
    }
}

/// Where domains are counted (`validateMinDomains`).
fn spread(findings: &mut Findings<'_>, spread: &Item, path: &Path<'_>) {
    if let Some(item) = findings.get(spread, "minDomains")
        && findings.is(spread, "whenUnsatisfiable", "ScheduleAnyway")
    {
        let message = "this is only for `whenUnsatisfiable: DoNotSchedule`";
        findings
            .add(Code::InvalidField, &item, &path.key("minDomains"), message)
            .help("remove one of the two");
    }
}

/// Labels whose values are the pod's own (`validateMatchLabelKeysInTopologySpread`,
/// `validateMatchLabelKeysAndMismatchLabelKeys`).
fn own_labels(findings: &mut Findings<'_>, term: &Item, path: &Path<'_>, key: &str) {
    let Some(keys) = findings.get(term, key) else { return };
    let path = path.key(key);
    let selector = findings.get(term, "labelSelector");
    if selector.is_none() && !findings.items(&keys).is_empty() {
        findings
            .add(Code::InvalidField, &keys, &path, "this is only for pods that a `labelSelector` chooses")
            .help("add `labelSelector: {matchLabels: {…}}`");
    }
    for (at, key) in findings.items(&keys).iter().enumerate() {
        let Some(text) = findings.string(key) else { continue };
        findings.name(name::label_key(&text), key, &path.index(at));
        let labels = selector.as_ref().and_then(|selector| findings.get(selector, "matchLabels"));
        if labels.is_some_and(|labels| findings.get(&labels, &text).is_some()) {
            let message = format!("`labelSelector` chooses by `{text}` already");
            findings.add(Code::DuplicateItem, key, &path.index(at), message).help("remove one of the two");
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
    for (at, namespace) in findings.list(term, "namespaces").iter().enumerate() {
        if let Some(text) = findings.string(namespace) {
            findings.name(name::dns_label(&text), namespace, &path.key("namespaces").index(at));
        }
    }
    for key in ["matchLabelKeys", "mismatchLabelKeys"] {
        own_labels(findings, term, path, key);
    }
    for selector in ["labelSelector", "namespaceSelector"] {
        if let Some(item) = findings.get(term, selector) {
            label_selector(findings, &item, &path.key(selector));
        }
    }
}

/// A selector of objects by their labels.
pub(super) fn label_selector(findings: &mut Findings<'_>, selector: &Item, path: &Path<'_>) {
    if let Some(map) = findings.get(selector, "matchLabels") {
        let path = path.key("matchLabels");
        label_keys(findings, &map, &path);
        for (key, _, value) in findings.entries(&map) {
            label_value(findings, &value, &path.key(&key));
        }
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
        label_values(findings, item, &path);
    }
}
