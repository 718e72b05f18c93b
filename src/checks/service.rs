//! Services: the ports that they have (kubernetes/pkg/apis/core/validation/validation.go).

use std::borrow::Cow;

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::{Content, Item};

/// Rules of `ValidateService`.
pub(super) const RULES: Table = &[
    ("", Rule::Needs(&["spec"])),
    ("spec", Rule::Ask(ports)),
    ("spec.type", Rule::Words(&["", "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"])),
    ("spec.ports", Rule::Ask(named)),
    ("spec.ports[]", Rule::Needs(&["port"])),
    ("spec.ports[].name", Rule::SomeName(name::dns_label)),
    ("spec.ports[].port", Rule::Range(1, 65535)),
    ("spec.ports[].protocol", Rule::Words(&["", "SCTP", "TCP", "UDP"])),
];

/// Only what is a name for a host elsewhere, or for the pods themselves, needs no ports.
fn ports(findings: &mut Findings<'_>, spec: &Item, path: &Path<'_>) {
    if !findings.is_map(spec)
        || findings.is(spec, "type", "ExternalName")
        || findings.is(spec, "clusterIP", "None")
    {
        return;
    }
    let value = findings.get(spec, "ports");
    let is_empty = |list: &Item| matches!(findings.content(list), Content::List(items) if items.is_empty());
    if value.as_ref().is_none_or(is_empty) {
        findings
            .add(Code::MissingField, value.as_ref().unwrap_or(spec), path, "a service needs `ports`")
            .help("write `ports: [{port: …}]`, or `clusterIP: None` for one that only names its pods");
    }
}

/// Of several ports each has a name, and no other has it.
fn named(findings: &mut Findings<'_>, list: &Item, path: &Path<'_>) {
    let ports = findings.items(list);
    if ports.len() < 2 {
        return;
    }
    let mut seen: Vec<Cow<'_, str>> = Vec::new();
    for (at, port) in ports.iter().enumerate() {
        let nth = path.index(at);
        let item = findings.get(port, "name");
        let text = item.as_ref().and_then(|item| findings.string(item));
        match (item, text) {
            (Some(item), Some(text)) if !text.is_empty() => {
                if seen.contains(&text) {
                    let message = format!("there is another port `{text}`");
                    findings
                        .add(Code::DuplicateItem, &item, &nth.key("name"), message)
                        .help("give it another name");
                }
                seen.push(text);
            }
            (Some(_), None) => {}
            _ => findings
                .add(
                    Code::MissingField,
                    port,
                    &nth,
                    "`name` is missing: a service with several ports names them all",
                )
                .help("write `name: …`, such as `name: http`"),
        }
    }
}
