//! Fields of pods that the newest release of evryfs' operator does not have.
//!
//! Its main branch has the pods of Kubernetes 1.29, its release 0.11.1 those of 1.27: what differs between the two files
//! `config/crd/bases/garo.tietoevry.com_githubactionrunners.yaml`.

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::text::Code;
use crate::yaml::Item;

const NEWER: Rule = Rule::Ask(newer);

pub(super) const RULES: Table = &[
    ("containers[].restartPolicy", NEWER),
    ("containers[].lifecycle.postStart.sleep", NEWER),
    ("containers[].lifecycle.preStop.sleep", NEWER),
    ("initContainers[].restartPolicy", NEWER),
    ("initContainers[].lifecycle.postStart.sleep", NEWER),
    ("initContainers[].lifecycle.preStop.sleep", NEWER),
    ("affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[].matchLabelKeys", NEWER),
    ("affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[].mismatchLabelKeys", NEWER),
    (
        "affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[].podAffinityTerm.matchLabelKeys",
        NEWER,
    ),
    (
        "affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[].podAffinityTerm.mismatchLabelKeys",
        NEWER,
    ),
    ("affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[].matchLabelKeys", NEWER),
    ("affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[].mismatchLabelKeys", NEWER),
    (
        "affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[].podAffinityTerm.matchLabelKeys",
        NEWER,
    ),
    (
        "affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[].podAffinityTerm.mismatchLabelKeys",
        NEWER,
    ),
    ("volumes[].ephemeral.volumeClaimTemplate.spec.volumeAttributesClassName", NEWER),
    ("volumes[].projected.sources[].clusterTrustBundle", NEWER),
];

fn newer(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let text = path.to_string();
    let key = text.rsplit('.').next().unwrap_or_default();
    let message = format!(
        "the operator's release 0.11.1 has no `{key}`, and the API server then drops it without a word"
    );
    findings
        .add(Code::IgnoredField, item, path, message)
        .help("do without it, or give the CRD of your cluster with `--crd`");
}
