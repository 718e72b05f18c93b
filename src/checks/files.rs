//! Files that volumes are made of: keys of secrets and config maps, fields of the pod, tokens.

use super::env;
use super::findings::Findings;
use super::path::Path;
use super::resources;
use super::rule::{Rule, Table};
use super::volumes::{MODE, inside};
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::Item;

/// A key of a secret or a config map as a file (`validateKeyToPath`).
pub(super) const KEY: Table =
    &[("", Rule::Needs(&["key", "path"])), ("path", Rule::Ask(inside)), ("mode", MODE)];

/// A field of a pod or a resource of a container as a file (`validateDownwardAPIVolumeFile`).
pub(super) const FIELD: Table = &[
    ("", Rule::Needs(&["path"])),
    ("path", Rule::Ask(inside)),
    ("mode", MODE),
    ("", Rule::One(&["fieldRef", "resourceFieldRef"])),
    ("fieldRef", Rule::Needs(&["fieldPath"])),
    ("fieldRef.apiVersion", Rule::Words(&["", "v1"])),
    ("fieldRef.fieldPath", Rule::Ask(field)),
    ("resourceFieldRef", Rule::Needs(&["containerName", "resource"])),
    ("resourceFieldRef.resource", Rule::Ask(env::resource)),
    ("resourceFieldRef", Rule::Ask(resources::divisor)),
];

/// Files of several sources in one folder (`validateProjectionSources`).
pub(super) const PROJECTED: Table = &[
    ("defaultMode", MODE),
    (
        "sources[]",
        Rule::AtMostOne(&["secret", "configMap", "downwardAPI", "serviceAccountToken", "clusterTrustBundle"]),
    ),
    ("sources[].secret", Rule::Needs(&["name"])),
    ("sources[].secret.name", Rule::SomeName(name::dns_subdomain)),
    ("sources[].configMap", Rule::Needs(&["name"])),
    ("sources[].configMap.name", Rule::SomeName(name::dns_subdomain)),
    ("sources[].serviceAccountToken", Rule::Needs(&["path"])),
    ("sources[].serviceAccountToken.path", Rule::Ask(inside)),
    ("sources[].serviceAccountToken.expirationSeconds", Rule::Range(600, 1 << 32)),
    ("sources[].clusterTrustBundle", Rule::One(&["name", "signerName"])),
    ("sources[].clusterTrustBundle.path", Rule::Ask(inside)),
    ("sources", Rule::Ask(one_path)),
];

/// What a file can have of its pod (`validVolumeDownwardAPIFieldPathExpressions`).
const FIELDS: [&str; 5] =
    ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];

fn field(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    env::field_of(findings, item, path, "file", &FIELDS);
}

/// No two files have one path.
fn one_path(findings: &mut Findings<'_>, sources: &Item, path: &Path<'_>) {
    let mut seen = Vec::new();
    for (at, source) in findings.items(sources).iter().enumerate() {
        let above = path.index(at);
        for kind in ["secret", "configMap", "downwardAPI"] {
            let Some(map) = findings.get(source, kind) else { continue };
            let list = above.key(kind);
            let list = list.key("items");
            for (at, file) in findings.list(&map, "items").iter().enumerate() {
                let Some(item) = findings.get(file, "path") else { continue };
                let Some(text) = findings.string(&item) else { continue };
                if seen.contains(&text) {
                    let message = format!("there is a file `{text}` already");
                    findings.add(Code::DuplicateItem, &item, &list.index(at).key("path"), message);
                }
                seen.push(text);
            }
        }
    }
}
