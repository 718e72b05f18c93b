//! Probes of a container.

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::{Content, Item};

pub(super) const RULES: Table = &[
    ("", Rule::One(&["exec", "httpGet", "tcpSocket", "grpc"])),
    ("initialDelaySeconds", Rule::Range(0, i64::MAX)),
    ("timeoutSeconds", Rule::Range(0, i64::MAX)),
    ("periodSeconds", Rule::Range(0, i64::MAX)),
    ("successThreshold", Rule::Range(0, i64::MAX)),
    ("failureThreshold", Rule::Range(0, i64::MAX)),
    ("terminationGracePeriodSeconds", Rule::Range(1, i64::MAX)),
    ("exec.command", Rule::Filled),
    ("httpGet.scheme", Rule::Words(&["HTTP", "HTTPS"])),
    ("httpGet.port", Rule::Ask(port)),
    ("tcpSocket.port", Rule::Ask(port)),
    ("grpc.port", Rule::Ask(port)),
];

/// A number, or the name of a port of the container.
fn port(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    match findings.content(item) {
        Content::Integer(number) if !(1..=65535).contains(&number) => {
            findings.add(Code::InvalidField, item, path, "this is 1 to 65535");
        }
        Content::Text(text) => findings.name(name::port_name(&text), item, path),
        _ => {}
    }
}
