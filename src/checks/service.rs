//! Services: the ports that they have (kubernetes/pkg/apis/core/validation/validation.go).

use std::borrow::Cow;

use super::affinity::{label_keys, label_value};
use super::findings::Findings;
use super::network::address;
use super::network_policy::{cidr, port};
use super::path::Path;
use super::rule::{Rule, Table, refuse};
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::{Content, Item};

/// Rules of `ValidateService`.
pub(super) const RULES: Table = &[
    ("", Rule::Needs(&["spec"])),
    ("spec", Rule::Ask(ports)),
    ("spec.type", Rule::Words(&["", "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"])),
    ("spec.ports", Rule::Ask(named)),
    ("spec.ports", Rule::Ask(twice)),
    ("spec.ports[]", Rule::Needs(&["port"])),
    ("spec.ports[].name", Rule::SomeName(name::dns_label)),
    ("spec.ports[].port", Rule::Range(1, 65535)),
    ("spec.ports[].protocol", Rule::Words(&["", "SCTP", "TCP", "UDP"])),
    ("spec.ports[].targetPort", Rule::Ask(target)),
    ("spec", Rule::Ask(node_ports)),
    ("spec.selector", Rule::Ask(label_keys)),
    ("spec.selector{}", Rule::ByLength(label_value)),
    ("spec.clusterIP", Rule::Ask(cluster_address)),
    ("spec.externalIPs[]", Rule::Ask(address)),
    ("spec.externalName", Rule::SomeName(|text| name::host(text.strip_suffix('.').unwrap_or(text)))),
    ("spec", Rule::Ask(elsewhere)),
    ("spec.externalTrafficPolicy", Rule::Words(&["", "Cluster", "Local"])),
    ("spec.internalTrafficPolicy", Rule::Words(&["Cluster", "Local"])),
    ("spec.ipFamilies[]", Rule::Words(&["IPv4", "IPv6"])),
    ("spec.ipFamilyPolicy", Rule::Words(&["PreferDualStack", "RequireDualStack", "SingleStack"])),
    ("spec", Rule::Ask(balanced)),
    ("spec.loadBalancerClass", Rule::Name(name::qualified)),
    ("spec.loadBalancerSourceRanges[]", Rule::Ask(cidr)),
    ("spec.ports[].appProtocol", Rule::Name(name::qualified)),
    ("spec.sessionAffinityConfig.clientIP.timeoutSeconds", Rule::Range(1, 86_400)),
    ("spec.sessionAffinity", Rule::Words(&["", "ClientIP", "None"])),
];

/// A port of the pods; 0 and `""` are the service's own (`SetDefaults_Service`).
fn target(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let content = findings.content(item);
    if !matches!(&content, Content::Integer(0)) && !matches!(&content, Content::Text(text) if text.is_empty())
    {
        port(findings, item, path);
    }
}

/// Where pods are, but for those that have none.
fn cluster_address(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    if findings.string(item).is_none_or(|text| text != "None") {
        address(findings, item, path);
    }
}

/// The name of another host is all there is to say of such a service.
fn elsewhere(findings: &mut Findings<'_>, spec: &Item, path: &Path<'_>) {
    let Some(item) = findings.get(spec, "type") else { return };
    let is_given = findings
        .get(spec, "externalName")
        .is_some_and(|name| findings.string(&name).is_none_or(|text| !text.is_empty()));
    if findings.string(&item).as_deref() == Some("ExternalName") && !is_given {
        findings
            .add(Code::MissingField, &item, &path.key("type"), "a service of this type has `externalName`")
            .help("write `externalName: …`, the name of the host");
    }
}

/// What only a load balancer is told.
const OF_BALANCER: [&str; 3] =
    ["allocateLoadBalancerNodePorts", "loadBalancerClass", "loadBalancerSourceRanges"];

fn balanced(findings: &mut Findings<'_>, spec: &Item, path: &Path<'_>) {
    let kind = findings.get(spec, "type").map(|kind| findings.string(&kind));
    let others = ["", "ClusterIP", "ExternalName", "NodePort"];
    // What is no type has been told of.
    if kind.is_some_and(|kind| kind.is_none_or(|kind| !others.contains(&&*kind))) {
        return;
    }
    let message = "only a service of the type `LoadBalancer` has this";
    refuse(findings, spec, path, &OF_BALANCER, (message, "write `type: LoadBalancer`, or remove this"));
}

/// Only what is served at nodes has ports there.
fn node_ports(findings: &mut Findings<'_>, spec: &Item, path: &Path<'_>) {
    let kind = findings.get(spec, "type");
    let is_inside =
        kind.is_none_or(|item| matches!(findings.string(&item).as_deref(), Some("" | "ClusterIP")));
    let list = path.key("ports");
    for (at, port) in findings.list(spec, "ports").iter().enumerate().filter(|_| is_inside) {
        if let Some((_, item)) = findings.number(port, "nodePort").filter(|(number, _)| *number != 0) {
            findings
                .add(
                    Code::InvalidField,
                    &item,
                    &list.index(at).key("nodePort"),
                    "only a service of the type `NodePort` or `LoadBalancer` has a port on nodes",
                )
                .help("write `type: NodePort`, or remove this");
        }
    }
}

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
            .add(Code::MissingField, value.as_ref().unwrap_or(spec), path, "this needs `ports`")
            .help("write `ports: [{port: …}]`, or `clusterIP: None` for one that only names its pods");
    }
}

/// No two are one port.
fn twice(findings: &mut Findings<'_>, list: &Item, path: &Path<'_>) {
    let mut seen = Vec::new();
    for (at, port) in findings.items(list).iter().enumerate() {
        let Some((number, item)) = findings.number(port, "port") else { continue };
        let taken = (number, findings.text(port, &["protocol"]).unwrap_or("TCP".into()));
        if seen.contains(&taken) {
            let message = format!("the service has the port {number} already");
            findings
                .add(Code::DuplicateItem, &item, &path.index(at).key("port"), message)
                .help("remove one of the two, or give it another `protocol`");
        }
        seen.push(taken);
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
