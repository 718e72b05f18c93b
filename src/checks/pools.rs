//! The label by which the operator marks the pods of an object.

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::text::Code;
use crate::yaml::Item;

const LABEL: &str = "garo.tietoevry.com/pool";

pub(super) const RULES: Table = &[
    ("affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[]", Rule::Ask(own)),
    (
        "affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[].podAffinityTerm",
        Rule::Ask(own),
    ),
    ("topologySpreadConstraints[]", Rule::Ask(own)),
];

/// The labels of the pods themselves.
pub(super) const OF_TEMPLATE: Table = &[("metadata.labels", Rule::Ask(pod_label))];

/// Pods are spread to keep those of one object apart: another object's name was most often copied.
fn own(findings: &mut Findings<'_>, term: &Item, path: &Path<'_>) {
    let Some(selector) = findings.get(term, "labelSelector") else { return };
    let path = path.key("labelSelector");
    if let Some(item) = findings.at(&selector, &["matchLabels", LABEL]) {
        spread(findings, &[item], &path.key("matchLabels").key(LABEL));
    }
    for (at, expression) in findings.list(&selector, "matchExpressions").iter().enumerate() {
        let is_ours = findings.is(expression, "key", LABEL) && findings.is(expression, "operator", "In");
        if is_ours {
            let list = path.key("matchExpressions");
            let nth = list.index(at);
            spread(findings, &findings.list(expression, "values"), &nth.key("values").index(0));
        }
    }
}

/// The objects from whose pods those of this one are spread, and where the first of them is.
fn spread(findings: &mut Findings<'_>, names: &[Item], path: &Path<'_>) {
    let Some(name) = findings.object_name() else { return };
    let is_other = |item: &Item| findings.string(item).is_some_and(|text| text != name);
    let Some(first) = names.first().filter(|_| names.iter().all(is_other)) else { return };
    findings
        .add(Code::ForeignPool, first, path, "this spreads the pods from those of another object")
        .help(format!("write `{name}` to keep this object's own pods apart"));
}

/// The operator sets the label itself (`controllers/githubactionrunner_controller.go`).
fn pod_label(findings: &mut Findings<'_>, labels: &Item, path: &Path<'_>) {
    let Some(item) = findings.get(labels, LABEL) else { return };
    let Some(name) = findings.object_name() else { return };
    if findings.string(&item).is_some_and(|text| text != name) {
        findings
            .add(Code::ForeignPool, &item, &path.key(LABEL), format!("the operator writes `{name}` here"))
            .help("remove the label");
    }
}
