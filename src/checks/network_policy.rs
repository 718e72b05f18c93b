//! What pods may talk to (kubernetes/pkg/apis/networking/validation/validation.go).

use super::findings::Findings;
use super::network::is_address;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::text::Code;
use crate::yaml::Item;

const PROTOCOL: Rule = Rule::Words(&["SCTP", "TCP", "UDP"]);
const PORT: Rule = Rule::Range(1, 65535);
const CIDR: Rule = Rule::Ask(cidr);

/// Rules of `ValidateNetworkPolicySpec`.
pub(super) const RULES: Table = &[
    ("spec.policyTypes[]", Rule::Words(&["Egress", "Ingress"])),
    ("spec.egress[].ports[].protocol", PROTOCOL),
    ("spec.ingress[].ports[].protocol", PROTOCOL),
    ("spec.egress[].ports[].port", PORT),
    ("spec.ingress[].ports[].port", PORT),
    ("spec.egress[].to[]", Rule::Ask(peer)),
    ("spec.ingress[].from[]", Rule::Ask(peer)),
    ("spec.egress[].to[].ipBlock.cidr", CIDR),
    ("spec.ingress[].from[].ipBlock.cidr", CIDR),
    ("spec.egress[].to[].ipBlock.except[]", CIDR),
    ("spec.ingress[].from[].ipBlock.except[]", CIDR),
];

/// Addresses or pods (`ValidateNetworkPolicyPeer`).
fn peer(findings: &mut Findings<'_>, peer: &Item, path: &Path<'_>) {
    let Some(block) = findings.get(peer, "ipBlock") else { return };
    for key in ["podSelector", "namespaceSelector"] {
        if let Some(item) = findings.get(peer, key) {
            findings
                .add(Code::InvalidField, &item, &path.key(key), format!("`{key}` does not go with `ipBlock`"))
                .beside(&block, &path.key("ipBlock"))
                .help("make two items of it");
        }
    }
}

/// An address and how many of its bits count (`ParseCIDRSloppy`).
fn cidr(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
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
