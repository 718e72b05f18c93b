//! The rules and traps of evryfs' operator (<https://github.com/evryfs/github-actions-runner-operator>).

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::{Content, Item};

/// What its objects are.
pub(super) const API_VERSION: &str = "garo.tietoevry.com/v1alpha1";
/// What its objects are.
pub(super) const KIND: &str = "GithubActionRunner";

/// The longest name whose pods' names still begin with all of it: the API server makes names of 63 characters, 5 of them its
/// own (apiserver pkg/storage/names/generate.go).
const MOST: usize = 58;
/// The longest name that leaves room for `-pod-` as well.
const COMFORTABLE: usize = 53;

/// Whose runners an object makes: what the operator tells them apart by.
#[derive(Clone, Debug, Default)]
pub struct Runners {
    /// The namespace and the name of the object.
    pub names: (String, String),
    /// Where they register: organization, and repository if any.
    pub scope: (String, Option<String>),
    /// The service account of the pods.
    pub service_account: Option<String>,
}

pub(super) const RULES: Table = &[
    ("", Rule::Needs(&["spec"])),
    ("metadata.name", Rule::Ask(name_length)),
    ("metadata.name", Rule::Ask(label)),
    ("spec", Rule::Ask(order)),
    ("spec.minRunners", Rule::Ask(min_zero)),
    ("spec.organization", Rule::Name(name::github_owner)),
    ("spec.repository", Rule::SomeName(name::github_repository)),
    ("spec.reconciliationPeriod", Rule::Ask(duration)),
    ("spec.minTtl", Rule::Ask(duration)),
];

/// Whose runners an object makes.
pub(super) fn runners(
    findings: &mut Findings<'_>,
    root: &Item,
    namespace: &str,
    name: &str,
) -> Option<Runners> {
    let spec = findings.get(root, "spec")?;
    let text = |path: &[&str]| findings.text(&spec, path);
    Some(Runners {
        names: (namespace.to_owned(), name.to_owned()),
        service_account: text(&["podTemplateSpec", "spec", "serviceAccountName"]).map(Into::into),
        scope: (
            text(&["organization"]).unwrap_or_default().to_lowercase(),
            text(&["repository"]).filter(|text| !text.is_empty()).map(|text| text.to_lowercase()),
        ),
    })
}

fn order(findings: &mut Findings<'_>, spec: &Item, path: &Path<'_>) {
    let (least, most) = (findings.number(spec, "minRunners"), findings.number(spec, "maxRunners"));
    if let (Some((least, item)), Some((most, _))) = (&least, &most)
        && least > most
    {
        let message = "`minRunners` is above `maxRunners`, and the operator does nothing for this object";
        findings.add(Code::MinAboveMax, item, &path.key("minRunners"), message);
    }
}

fn min_zero(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    if matches!(findings.content(item), Content::Integer(0)) {
        findings
            .add(Code::MinZero, item, path, "the operator takes 0 for 1: one runner always waits")
            .help("write 1, which is what you get");
    }
}

/// The operator reads durations as Go does. One that it cannot read stops it for all objects of the cluster.
fn duration(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    if findings.string(item).is_some_and(|text| !is_duration(&text)) {
        findings
            .add(
                Code::BadDuration,
                item,
                path,
                "the operator cannot read this duration, and stops for all pools",
            )
            .help("write hours, minutes and seconds, such as `1h30m`; there are no days");
    }
}

/// The grammar of Go's `time.ParseDuration` (<https://pkg.go.dev/time#ParseDuration>), not below zero. A Go duration is at
/// most 2^63 nanoseconds.
fn is_duration(text: &str) -> bool {
    const UNITS: [(&str, f64); 8] = [
        ("ns", 1.0),
        ("us", 1e3),
        ("µs", 1e3),
        ("μs", 1e3),
        ("ms", 1e6),
        ("s", 1e9),
        ("m", 6e10),
        ("h", 3.6e12),
    ];
    let mut rest = text.strip_prefix('+').unwrap_or(text);
    if rest == "0" {
        return true;
    }
    let mut total = 0.0;
    let mut parts = 0;
    while !rest.is_empty() {
        let number = rest.find(|char: char| !char.is_ascii_digit() && char != '.').unwrap_or(rest.len());
        let (digits, after) = rest.split_at(number);
        let unit =
            UNITS.iter().filter(|(unit, _)| after.starts_with(unit)).max_by_key(|(unit, _)| unit.len());
        let is_number = digits.bytes().any(|byte| byte.is_ascii_digit()) && digits.matches('.').count() <= 1;
        let (Some((unit, size)), true) = (unit, is_number) else { return false };
        total += digits.trim_end_matches('.').parse::<f64>().unwrap_or(f64::INFINITY) * size;
        parts += 1;
        rest = &after[unit.len()..];
    }
    parts > 0 && total < 9_223_372_036_854_775_808.0
}

fn name_length(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let Some(name) = findings.string(item) else { return };
    let length = name.chars().count();
    if length > MOST {
        let message = format!(
            "this name has {length} characters: with more than {MOST} the runners' names no longer begin with it, and the operator never finds them"
        );
        findings.add(Code::NameTooLong, item, path, message);
    } else if length > COMFORTABLE {
        let message = format!(
            "this name has {length} characters, and with more than {COMFORTABLE} the names of its pods are cut"
        );
        findings.add(Code::LongName, item, path, message);
    }
}

/// The operator labels its pods with the name of their object.
fn label(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let Some(name) = findings.string(item) else { return };
    // What is wrong with the name itself, or with its length, has been said.
    if name::dns_subdomain(&name).is_ok() && name.chars().count() <= MOST {
        findings.name(name::label_value(&name), item, path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_those_of_go() {
        for text in ["1m", "1h30m", "1.5h", "500ms", "0", ".5s", "10us", "1.s", "2562047h"] {
            assert!(is_duration(text), "{text}");
        }
        for text in ["", "1d", "60", "1 m", "m", "1.2.3s", "-", "-1m", "1mx", "+", "9999999h", ".s"] {
            assert!(!is_duration(text), "{text}");
        }
    }
}
