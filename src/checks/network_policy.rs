//! What pods may talk to (kubernetes/pkg/apis/networking/validation/validation.go).

use super::affinity::label_selector;
use super::findings::Findings;
use super::network::is_address;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::{Content, Item};

const PROTOCOL: Rule = Rule::Words(&["SCTP", "TCP", "UDP"]);
const PORT: Rule = Rule::Ask(port);
const SELECTOR: Rule = Rule::Ask(label_selector);
const CIDR: Rule = Rule::Ask(cidr);

/// What chooses pods.
const SELECTORS: [&str; 2] = ["podSelector", "namespaceSelector"];

/// Rules of `ValidateNetworkPolicySpec`.
pub(super) const RULES: Table = &[
    ("spec.podSelector", SELECTOR),
    ("spec.policyTypes", Rule::AtMost(2)),
    ("spec.policyTypes[]", Rule::Words(&["Egress", "Ingress"])),
    ("spec.egress[].ports[].protocol", PROTOCOL),
    ("spec.ingress[].ports[].protocol", PROTOCOL),
    ("spec.egress[].ports[].port", PORT),
    ("spec.ingress[].ports[].port", PORT),
    ("spec.egress[].ports[]", Rule::Ask(range)),
    ("spec.ingress[].ports[]", Rule::Ask(range)),
    ("spec.egress[].to[]", Rule::Ask(peer)),
    ("spec.ingress[].from[]", Rule::Ask(peer)),
    ("spec.egress[].to[].namespaceSelector", SELECTOR),
    ("spec.egress[].to[].podSelector", SELECTOR),
    ("spec.ingress[].from[].namespaceSelector", SELECTOR),
    ("spec.ingress[].from[].podSelector", SELECTOR),
    ("spec.egress[].to[].ipBlock.cidr", CIDR),
    ("spec.ingress[].from[].ipBlock.cidr", CIDR),
    ("spec.egress[].to[].ipBlock.except[]", CIDR),
    ("spec.ingress[].from[].ipBlock.except[]", CIDR),
];

/// Addresses or pods (`ValidateNetworkPolicyPeer`).
fn peer(findings: &mut Findings<'_>, peer: &Item, path: &Path<'_>) {
    let Some(block) = findings.get(peer, "ipBlock") else {
        if findings.is_map(peer) && SELECTORS.iter().all(|key| findings.get(peer, key).is_none()) {
            findings
                .add(
                    Code::MissingField,
                    peer,
                    path,
                    "this needs `podSelector`, `namespaceSelector` or `ipBlock`",
                )
                .help("write one of them; `podSelector: {}` is all pods of the namespace");
        }
        return;
    };
    for key in SELECTORS {
        if let Some(item) = findings.get(peer, key) {
            findings
                .add(Code::InvalidField, &item, &path.key(key), format!("`{key}` does not go with `ipBlock`"))
                .beside(&block, &path.key("ipBlock"))
                .help("make two items of it");
        }
    }
}

/// A port by its number, or by its name in the pods.
pub(super) fn port(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    match findings.content(item) {
        Content::Text(text) => findings.name(name::port_name(&text), item, path),
        _ => Rule::Range(1, 65535).check(findings, item, path),
    }
}

/// The last port of a range is a number, as the first is, and no lower (`ValidateNetworkPolicyPort`).
fn range(findings: &mut Findings<'_>, port: &Item, path: &Path<'_>) {
    let Some((end, item)) = findings.number(port, "endPort") else { return };
    let first = findings.get(port, "port");
    let message = match first.as_ref().map(|first| findings.content(first)) {
        None => "`endPort` goes with a `port` only".to_owned(),
        Some(Content::Text(_)) => "`endPort` goes with the number of a `port`, not with its name".to_owned(),
        Some(Content::Integer(first)) if end < first => format!("this is below the first port, {first}"),
        _ => return,
    };
    findings.add(Code::InvalidField, &item, &path.key("endPort"), message);
}

/// An address and how many of its bits count (`ParseCIDRSloppy`).
pub(super) fn cidr(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let Some(text) = findings.string(item) else { return };
    if is_cidr(&text) {
        return;
    }
    let most = if text.contains(':') { 128 } else { 32 };
    let help = if is_address(&text) {
        format!("write `{text}/{most}` for this address alone")
    } else {
        "write one such as `10.0.0.0/8`".to_owned()
    };
    findings.add(Code::InvalidField, item, path, "this is not a range of IP addresses").help(help);
}

fn is_cidr(text: &str) -> bool {
    let Some((address, bits)) = text.split_once('/') else { return false };
    let most = if address.contains(':') { 128 } else { 32 };
    let is_number = bits.bytes().all(|byte| byte.is_ascii_digit());
    is_address(address) && is_number && bits.parse::<u8>().is_ok_and(|bits| bits <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_an_address_and_its_bits() {
        for text in ["10.0.0.0/8", "0.0.0.0/0", "::/0", "2001:db8::/32", "10.0.0.1/32"] {
            assert!(is_cidr(text), "{text}");
        }
        for text in ["", "10.0.0.0", "10.0.0.0/33", "10.0.0/8", "a/8", "10.0.0.0/", "10.0.0.0/+8", "::/129"] {
            assert!(!is_cidr(text), "{text}");
        }
    }
}
