//! Claims of storage: objects of their own, and those that are made for a pod.

use super::affinity::label_selector;
use super::findings::Findings;
use super::path::Path;
use super::resources;
use super::rule::{Rule, Table};
use crate::kubernetes::{Quantity, name};
use crate::text::Code;
use crate::yaml::Item;

/// What an object that is a claim has.
pub(super) const OBJECT: Table = &[("", Rule::Needs(&["spec"]))];

/// Rules of `ValidatePersistentVolumeClaimSpec`.
pub(super) const RULES: Table = &[
    ("", Rule::Needs(&["accessModes"])),
    ("accessModes", Rule::Filled),
    ("accessModes[]", Rule::Words(&["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"])),
    ("accessModes", Rule::Ask(one_pod)),
    ("volumeMode", Rule::Words(&["Block", "Filesystem"])),
    ("storageClassName", Rule::SomeName(name::dns_subdomain)),
    ("selector", Rule::Ask(label_selector)),
    ("", Rule::Ask(storage)),
];

/// A claim of one pod is of no others.
fn one_pod(findings: &mut Findings<'_>, list: &Item, path: &Path<'_>) {
    let items = findings.items(list);
    let one = items.iter().position(|item| findings.string(item).as_deref() == Some("ReadWriteOncePod"));
    if let Some(at) = one.filter(|_| items.len() > 1) {
        findings
            .add(
                Code::InvalidField,
                &items[at],
                &path.index(at),
                "`ReadWriteOncePod` goes with no other mode",
            )
            .help("remove it, or the others");
    }
}

fn storage(findings: &mut Findings<'_>, spec: &Item, path: &Path<'_>) {
    let (resources, requests) = (path.key("resources"), "requests");
    let requests = resources.key(requests);
    let path = requests.key("storage");
    let Some(item) = findings.at(spec, &["resources", "requests", "storage"]) else {
        findings
            .add(Code::MissingField, spec, &path, "a claim says how much storage it needs")
            .help("write `resources: {requests: {storage: 10Gi}}`");
        return;
    };
    if resources::quantity(findings, &item, &path) == Some(Quantity::ZERO) {
        findings.add(Code::BadQuantity, &item, &path, "no storage at all cannot be claimed");
    }
}
