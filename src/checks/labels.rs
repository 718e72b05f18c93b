//! The labels by which jobs find a runner.

use super::env::variable;
use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::Item;

/// Labels of the runners that GitHub itself has (docs.github.com/actions/reference/runners/github-hosted-runners): how they
/// begin, versions with `0` for any digit, and how they may end.
const HOSTED: [(&str, &[&str], &[&str]); 3] = [
    ("ubuntu-", &["latest", "slim", "00.00"], &["", "-arm"]),
    ("windows-", &["latest", "0000", "00"], &["", "-arm"]),
    ("macos-", &["latest", "00", "00.00"], &["", "-intel", "-large", "-xlarge"]),
];

pub(super) const RULES: Table = &[("containers[]", Rule::Ask(labels))];

/// The labels of the runner in a container, and where they are.
pub(super) fn given(findings: &Findings<'_>, container: &Item) -> Option<(Item, usize, String)> {
    let variable = variable(findings, container, "ACTIONS_RUNNER_INPUT_LABELS")?;
    let text = variable.text()?.to_owned();
    Some((variable.place().clone(), variable.at, text))
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
        if is_hosted(&label.to_lowercase()) {
            let message =
                format!("`{label}` is the label of GitHub's own runners: jobs for it come here or go there");
            findings
                .add(Code::OddLabel, &item, &path, message)
                .part(label)
                .help("give the label another name");
        }
    }
}

/// `ubuntu-latest`, `ubuntu-24.04-arm`, `windows-2025`, `macos-15-xlarge`
fn is_hosted(label: &str) -> bool {
    let is_like = |text: &str, pattern: &str| {
        let fits = |(one, other): (u8, u8)| one == other || (other == b'0' && one.is_ascii_digit());
        text.len() == pattern.len() && text.bytes().zip(pattern.bytes()).all(fits)
    };
    HOSTED.iter().any(|(start, versions, ends)| {
        let Some(rest) = label.strip_prefix(start) else { return false };
        let mut versions = ends
            .iter()
            .filter_map(|end| rest.strip_suffix(end))
            .flat_map(|rest| versions.iter().map(move |version| (rest, version)));
        versions.any(|(rest, version)| is_like(rest, version))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_github_are_told_from_those_like_them() {
        for label in [
            "ubuntu-latest",
            "ubuntu-slim",
            "ubuntu-24.04-arm",
            "windows-2025",
            "windows-11-arm",
            "macos-15-xlarge",
        ] {
            assert!(is_hosted(label), "{label}");
        }
        for label in
            ["ubuntu-2204", "ubuntu-24-gpu", "ubuntu-22.04-lite", "ubuntu", "macos-slim", "ubuntu-latest-gpu"]
        {
            assert!(!is_hosted(label), "{label}");
        }
    }
}
