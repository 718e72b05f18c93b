//! The labels by which jobs find a runner.

use std::borrow::Cow;

use super::env::{Variable, variable};
use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::Item;

pub(super) const RULES: Table = &[("containers[]", Rule::Ask(labels))];

/// The variable of a runner with its labels.
const LABELS: &str = "ACTIONS_RUNNER_INPUT_LABELS";

/// Whether a container is that of a runner with labels, whichever they are.
pub(super) fn has(findings: &Findings<'_>, container: &Item) -> bool {
    let all = findings.list(container, "env");
    let variable = all.iter().rfind(|item| findings.is(item, "name", LABELS));
    // Which ones is for who asks: a value that the template prints is not looked at.
    let value = variable.and_then(|variable| findings.given(variable, "value"));
    value.is_some_and(|value| findings.is_printed(&value) || findings.string(&value).is_some())
}

/// The labels of the runner in a container, and where they are.
pub(super) fn given<'d>(findings: &Findings<'d>, container: &Item) -> Option<(Item, usize, Cow<'d, str>)> {
    let Variable { value, at, .. } = variable(findings, container, LABELS)?;
    let (item, text) = value?;
    Some((item, at, text))
}

/// Labels that no runner can have, or that do not do what they seem to.
fn labels(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>) {
    let Some((item, at, text)) = given(findings, container) else { return };
    let env = path.key("env");
    let path = env.index(at);
    let all: Vec<&str> = text.split(',').collect();
    for (at, label) in all.iter().enumerate() {
        let before = findings.all.len();
        findings.name(name::github_label(label), &item, &path);
        findings.all[before..].iter_mut().for_each(|finding| {
            finding.part = Some((*label).to_owned());
            if label.is_empty() {
                finding.help("write a label, and commas only between two");
            }
        });
        let again = all[..at].iter().find(|other| other.eq_ignore_ascii_case(label));
        if let Some(other) = again.filter(|other| !other.is_empty()) {
            let message = format!("the label `{label}` is the same as `{other}` to GitHub");
            findings.add(Code::OddLabel, &item, &path, message).part(label).help("remove one of the two");
        }
        if name::is_hosted_label(label) {
            let message =
                format!("`{label}` is the label of GitHub's own runners: jobs for it come here or go there");
            findings
                .add(Code::OddLabel, &item, &path, message)
                .part(label)
                .help("give the label another name");
        }
    }
}
