//! `tolerations` of a pod.

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::Item;

const FIELDS: [&str; 5] = ["effect", "key", "operator", "tolerationSeconds", "value"];

pub(super) const RULES: Table = &[
    ("key", Rule::SomeName(name::label_key)),
    ("operator", Rule::Words(&["", "Exists", "Equal"])),
    ("effect", Rule::Words(&["", "NoSchedule", "PreferNoSchedule", "NoExecute"])),
    ("", Rule::Ask(combination)),
];

/// What is wrong with a toleration only as a whole.
fn combination(findings: &mut Findings<'_>, toleration: &Item, path: &Path<'_>) {
    let filled = |key| {
        let item = findings.get(toleration, key)?;
        let text = findings.string(&item).filter(|text| !text.is_empty())?;
        Some((item, text))
    };
    let exists = filled("operator").is_some_and(|(_, text)| text == "Exists");
    let (key, value, effect) = (filled("key"), filled("value"), filled("effect"));
    let seconds = findings.get(toleration, "tolerationSeconds");
    if let Some((item, _)) = value.as_ref().filter(|_| exists) {
        findings
            .add(Code::InvalidField, item, &path.key("value"), "with `Exists` there is no `value`")
            .help("remove `value`, or write `operator: Equal`");
    }
    if let Some((item, text)) = value.as_ref().filter(|_| !exists) {
        findings.name(name::label_value(text), item, &path.key("value"));
    }
    if key.is_none() && !exists && is_spelt(findings, toleration) {
        findings
            .add(Code::MissingField, toleration, path, "`key` is missing")
            .help("write `key: …`, or `operator: Exists` for all taints");
    }
    if let Some(item) = seconds.filter(|_| effect.is_none_or(|(_, text)| text != "NoExecute")) {
        findings.add(
            Code::InvalidField,
            &item,
            &path.key("tolerationSeconds"),
            "this is only for the effect `NoExecute`",
        );
    }
}

/// Whether nothing is misspelt that may have been meant as a key or an operator: that is said already.
fn is_spelt(findings: &Findings<'_>, toleration: &Item) -> bool {
    let operator = findings.text(toleration, &["operator"]);
    let entries = findings.entries(toleration);
    operator.is_none_or(|text| matches!(&*text, "" | "Equal"))
        && entries.iter().all(|(key, ..)| FIELDS.contains(&&**key))
}
