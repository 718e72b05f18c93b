//! The network of a pod: how it finds names, and which ports of its node it takes.

use std::net::IpAddr;

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::Item;

/// Rules of `validatePodDNSConfig`, `ValidateHostAliases` and `checkHostPortConflicts`.
pub(super) const RULES: Table = &[
    ("dnsConfig.nameservers", Rule::AtMost(3)),
    ("dnsConfig.nameservers[]", Rule::Ask(address)),
    ("dnsConfig.searches", Rule::AtMost(32)),
    ("dnsConfig.searches[]", Rule::Name(name::search)),
    ("dnsConfig.options[]", Rule::Needs(&["name"])),
    ("hostAliases[]", Rule::Needs(&["ip"])),
    ("hostAliases[].ip", Rule::Ask(address)),
    ("hostAliases[].hostnames[]", Rule::Name(name::host)),
    ("", Rule::Ask(resolver)),
    ("", Rule::Ask(host_ports)),
];

/// What says how a pod finds names.
const RESOLVER: [&str; 3] = ["nameservers", "options", "searches"];

pub(super) fn address(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    if findings.string(item).is_some_and(|text| !text.is_empty() && !is_address(&text)) {
        findings.add(Code::InvalidField, item, path, "this is not an IP address");
    }
}

/// The API server takes numbers with zeros before them, which Rust does not (`ParseIPSloppy`).
pub(super) fn is_address(text: &str) -> bool {
    let is_byte = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()) && part.parse::<u8>().is_ok();
    text.parse::<IpAddr>().is_ok() || (text.split('.').count() == 4 && text.split('.').all(is_byte))
}

/// Who is to ask nobody must be told whom to ask.
fn resolver(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    let Some(item) = findings.get(pod, "dnsPolicy") else { return };
    if findings.string(&item).as_deref() != Some("None") {
        return;
    }
    let config = findings.get(pod, "dnsConfig");
    let servers = config.as_ref().map(|config| findings.list(config, "nameservers")).unwrap_or_default();
    let entries = config.map(|config| findings.entries(&config)).unwrap_or_default();
    // Of a key that is misspelt the schema tells.
    if servers.is_empty() && entries.iter().all(|(key, ..)| RESOLVER.contains(&&**key)) {
        findings
            .add(
                Code::MissingField,
                &item,
                &path.key("dnsPolicy"),
                "with `None` a pod needs name servers of its own",
            )
            .help("add `dnsConfig: {nameservers: […]}`");
    }
}

/// No two containers take one port of the node, and with the network of the node a port is that of the container
/// (`validatePodHostNetworkDeps`).
fn host_ports(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    let is_on_node = findings.is_true(pod, "hostNetwork");
    let mut seen = Vec::new();
    let list = path.key("containers");
    for (at, container) in findings.list(pod, "containers").iter().enumerate() {
        let nth = list.index(at);
        let ports = nth.key("ports");
        for (at, port) in findings.list(container, "ports").iter().enumerate() {
            let Some((number, item)) = findings.number(port, "hostPort").filter(|(number, _)| *number != 0)
            else {
                continue;
            };
            let on_node =
                findings.number(port, "containerPort").filter(|(own, _)| is_on_node && *own != number);
            if let Some((own, _)) = on_node {
                let message = format!("with `hostNetwork: true` this is the `containerPort`, {own}");
                findings
                    .add(Code::InvalidField, &item, &ports.index(at).key("hostPort"), message)
                    .help("leave it out");
            }
            let protocol = findings.text(port, &["protocol"]).unwrap_or("TCP".into());
            let taken = (number, protocol, findings.text(port, &["hostIP"]).unwrap_or_default());
            if seen.contains(&taken) {
                let message = format!("the pod takes the port {number} of its node already");
                findings.add(Code::DuplicateItem, &item, &ports.index(at).key("hostPort"), message);
            }
            seen.push(taken);
        }
    }
}
