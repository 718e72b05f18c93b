//! `ports` of a container.

use std::borrow::Cow;

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::Item;

pub(super) const RULES: Table = &[
    ("ports[].containerPort", Rule::Range(1, 65535)),
    // 0 is none.
    ("ports[].hostPort", Rule::Range(0, 65535)),
    ("ports[].protocol", Rule::Words(&["", "TCP", "UDP", "SCTP"])),
    ("ports[].name", Rule::SomeName(name::port_name)),
    ("ports", Rule::Ask(unique)),
];

fn unique(findings: &mut Findings<'_>, list: &Item, path: &Path<'_>) {
    let mut seen: Vec<Cow<'_, str>> = Vec::new();
    for (at, port) in findings.items(list).iter().enumerate() {
        let Some(item) = findings.get(port, "name") else { continue };
        let Some(text) = findings.string(&item) else { continue };
        if seen.contains(&text) {
            let path = path.index(at);
            findings.add(
                Code::DuplicateItem,
                &item,
                &path.key("name"),
                format!("there is another port `{text}`"),
            );
        }
        seen.push(text);
    }
}
