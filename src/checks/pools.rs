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

/// Pods are spread to keep those of one object apart: another object's name was most often copied.
fn own(findings: &mut Findings<'_>, term: &Item, path: &Path<'_>) {
    let Some(item) = findings.at(term, &["labelSelector", "matchLabels", LABEL]) else { return };
    let Some(text) = findings.string(&item) else { return };
    let root = findings.root.clone();
    let Some(name) = findings.text(&root, &["metadata", "name"]).filter(|name| *name != text) else { return };
    let selector = path.key("labelSelector");
    let labels = selector.key("matchLabels");
    findings
        .add(
            Code::ForeignPool,
            &item,
            &labels.key(LABEL),
            "this spreads the pods from those of another object",
        )
        .help(format!("write `{name}` to keep this object's own pods apart"));
}
