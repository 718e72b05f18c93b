//! What a process is started with: its arguments and its variables.

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::text::{Code, count};
use crate::yaml::Item;

/// The most bytes of an argument, or of a variable with its name and `=`, with the zero at their ends (`MAX_ARG_STRLEN` of
/// Linux).
const MOST: usize = 128 << 10;

pub(super) const RULES: Table =
    &[("", Rule::Ask(variables)), ("command[]", Rule::Ask(argument)), ("args[]", Rule::Ask(argument))];

fn argument(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let Some(text) = findings.string(item) else { return };
    check(findings, (&text, text.len() + 1), item, path);
}

fn variables(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>) {
    let path = path.key("env");
    let all = findings.list(container, "env");
    for (at, variable) in all.iter().enumerate() {
        let Some(item) = findings.get(variable, "value") else { continue };
        let Some(text) = findings.string(&item) else { continue };
        // Most are told at a glance, whatever their names.
        if text.len() < MOST / 2 && !text.contains(['\0', '$']) {
            continue;
        }
        let nth = path.index(at);
        let name = findings.text(variable, &["name"]).unwrap_or_default();
        check(findings, (&text, name.len() + text.len() + 2), &item, &nth.key("value"));
        order(findings, (&all, at), (&item, &text), &path);
        if !all[..at].iter().any(|other| findings.is(other, "name", &name)) {
            of_itself(findings, container, (&name, &text), &item, &nth.key("value"));
        }
    }
}

fn check(findings: &mut Findings<'_>, (text, bytes): (&str, usize), item: &Item, path: &Path<'_>) {
    if text.contains('\0') {
        let message = "no process is started with a U+0000: it ends a text";
        findings.add(Code::InvalidField, item, path, message).help("remove it");
    } else if bytes > MOST {
        let message = format!(
            "no process is started with a text of more than {} KiB, and this has {}",
            MOST >> 10,
            count(bytes, "byte")
        );
        findings.add(Code::InvalidField, item, path, message).help("put it into a file of a volume");
    }
}

/// A variable sees those before it, and no others (`EnvVar.value` in kubernetes/api/core/v1/types.go).
fn order(
    findings: &mut Findings<'_>,
    (all, at): (&[Item], usize),
    (item, text): (&Item, &str),
    path: &Path<'_>,
) {
    for name in references(text) {
        let (before, after) = all.split_at(at + 1);
        let is_it = |other: &Item| findings.is(other, "name", name);
        let Some(later) = after.iter().position(is_it).filter(|_| !before.iter().any(is_it)) else {
            continue;
        };
        let Some(other) = findings.get(&after[later], "name") else { continue };
        let message = format!("`$({name})` stays as it is: a variable sees only those before it");
        let (place, beside) = (path.index(at), path.index(at + 1 + later));
        findings
            .add(Code::LateVariable, item, &place.key("value"), message)
            .beside(&other, &beside.key("name"))
            .help(format!(
                "write `{name}` first: in a config what is inherited comes before what a pool adds"
            ));
    }
}

/// A variable sees neither itself nor those of its image (`makeEnvironmentVariables` in
/// `kubernetes/pkg/kubelet/kubelet_pods.go`); a source of others may have one of its name.
fn of_itself(
    findings: &mut Findings<'_>,
    container: &Item,
    (name, text): (&str, &str),
    item: &Item,
    path: &Path<'_>,
) {
    let may_have_it = |source: &Item| {
        let secret = findings.text(source, &["secretRef", "name"]);
        secret.is_none_or(|secret| !secret.ends_with("-regtoken"))
    };
    if references(text).contains(&name) && !findings.list(container, "envFrom").iter().any(may_have_it) {
        let message = format!("`$({name})` stays as it is: a variable does not see the one of the image");
        findings.add(Code::LateVariable, item, path, message).help("write out what the image has there");
    }
}

/// The names that a text refers to; `$$` is a `$` (`third_party/forked/golang/expansion` of Kubernetes).
fn references(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        rest = &rest[at + 1..];
        if let Some(behind) = rest.strip_prefix('$') {
            rest = behind;
        } else if let Some((name, behind)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
            names.push(name);
            rest = behind;
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_brackets_are_references() {
        assert_eq!(references("$(A)/$$(B)$(C) $D $(E"), ["A", "C"]);
    }
}
