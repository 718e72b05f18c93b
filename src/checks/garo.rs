//! The rules and traps of evryfs' operator (<https://github.com/evryfs/github-actions-runner-operator>).

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::docker;
use super::finding::Findings;
use super::path::Path;
use crate::kubernetes::{Arch, name};
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
#[derive(Clone, Debug)]
pub struct Runners {
    /// The name of the object.
    pub name: String,
    /// Where they register: organization, and repository if any.
    pub scope: (String, Option<String>),
    /// The service account of the pods.
    pub service_account: Option<String>,
}

pub(super) fn check(findings: &mut Findings<'_>, root: &Item) -> Option<Runners> {
    let is = |key, text| findings.text(root, &[key]).as_deref() == Some(text);
    if !is("apiVersion", API_VERSION) || !is("kind", KIND) {
        return None;
    }
    let spec = findings.at(root, &["spec"])?;
    numbers(findings, &spec);
    for key in ["reconciliationPeriod", "minTtl"] {
        duration(findings, &spec, key);
    }
    let pod = findings.at(&spec, &["podTemplateSpec", "spec"]);
    if let Some(pod) = &pod {
        pod_rules(findings, pod);
    }
    // What follows is about one object, never about all of a skeleton.
    findings.document.holes?;
    let name_item = findings.at(root, &["metadata", "name"])?;
    let name = findings.document.string(&name_item)?.into_owned();
    name_length(findings, &name_item, &name);
    let organization = findings.text(&spec, &["organization"]).unwrap_or_default();
    let repository = findings.text(&spec, &["repository"]);
    if let (Some(text), Some(item)) = (&repository, findings.at(&spec, &["repository"])) {
        findings.name(name::github_repository(text), &item, &Path::new("spec").key("repository"));
    }
    if let Some(pod) = &pod {
        registration(findings, pod, &name, &organization, repository.as_deref());
    }
    let service_account = findings.text(&spec, &["podTemplateSpec", "spec", "serviceAccountName"]);
    let service_account = service_account.map(Cow::into_owned);
    Some(Runners {
        name,
        service_account,
        scope: (organization.to_lowercase(), repository.map(|text| text.to_lowercase())),
    })
}

fn numbers(findings: &mut Findings<'_>, spec: &Item) {
    let items = ["minRunners", "maxRunners"].map(|key| findings.at(spec, &[key]));
    if !findings.due(items.iter().flatten()) {
        return;
    }
    let number = |findings: &Findings<'_>, key| {
        let item = findings.at(spec, &[key])?;
        match findings.document.content(&item) {
            Content::Integer(number) => Some((number, item)),
            _ => None,
        }
    };
    let (least, most) = (number(findings, "minRunners"), number(findings, "maxRunners"));
    if let (Some((least, item)), Some((most, _))) = (&least, &most)
        && least > most
    {
        let message = "`minRunners` is above `maxRunners`, and the operator does nothing for this object";
        findings.add(Code::MinAboveMax, item, &Path::new("spec").key("minRunners"), message);
    }
    if let Some((0, item)) = &least {
        findings
            .add(
                Code::MinZero,
                item,
                &Path::new("spec").key("minRunners"),
                "the operator takes 0 for 1: one runner always waits",
            )
            .help("write 1, which is what you get");
    }
}

/// The operator reads durations as Go does. One that it cannot read stops it for all objects of the cluster.
fn duration(findings: &mut Findings<'_>, spec: &Item, key: &str) {
    let Some(item) = findings.at(spec, &[key]).filter(|item| findings.due([item])) else { return };
    let Some(text) = findings.document.string(&item) else { return };
    if !is_duration(&text) {
        findings
            .add(
                Code::BadDuration,
                &item,
                &Path::new("spec").key(key),
                "the operator cannot read this duration, and stops for all pools",
            )
            .help("write hours, minutes and seconds, such as `1h30m`; there are no days");
    }
}

/// The grammar of Go's `time.ParseDuration` (<https://pkg.go.dev/time#ParseDuration>), above zero.
fn is_duration(text: &str) -> bool {
    let mut rest = text.strip_prefix('+').unwrap_or(text);
    if rest == "0" {
        return true;
    }
    if rest.is_empty() {
        return false;
    }
    while !rest.is_empty() {
        let number = rest.find(|char: char| !char.is_ascii_digit() && char != '.').unwrap_or(rest.len());
        let (digits, after) = rest.split_at(number);
        let unit = ["ns", "us", "µs", "μs", "ms", "s", "m", "h"]
            .into_iter()
            .filter(|unit| after.starts_with(unit))
            .max_by_key(|unit| unit.len());
        let is_number = digits.bytes().any(|byte| byte.is_ascii_digit()) && digits.matches('.').count() <= 1;
        match unit {
            Some(unit) if is_number => rest = &after[unit.len()..],
            _ => return false,
        }
    }
    true
}

fn name_length(findings: &mut Findings<'_>, item: &Item, name: &str) {
    let length = name.chars().count();
    if length > MOST {
        let message = format!(
            "this name has {length} characters: with more than {MOST} the runners' names no longer begin with it, and the operator never finds them"
        );
        findings.add(Code::NameTooLong, item, &Path::new("metadata").key("name"), message);
    } else if length > COMFORTABLE {
        let message = format!(
            "this name has {length} characters, and with more than {COMFORTABLE} the names of its pods are cut"
        );
        findings.add(Code::LongName, item, &Path::new("metadata").key("name"), message);
    }
    if let Err(reason) = name::label_value(name) {
        // The operator labels its pods with it.
        findings.name(Err(reason), item, &Path::new("metadata").key("name"));
    }
}

/// Calls a rule for every container with its path.
fn each(findings: &mut Findings<'_>, pod: &Item, rule: &mut dyn FnMut(&mut Findings<'_>, &Item, &Path<'_>)) {
    let spec = Path::new("spec");
    let template = spec.key("podTemplateSpec");
    let path = template.key("spec");
    let list = path.key("containers");
    for (at, container) in findings.list(pod, "containers").iter().enumerate() {
        rule(findings, container, &list.index(at));
    }
}

fn pod_rules(findings: &mut Findings<'_>, pod: &Item) {
    let spec = Path::new("spec");
    let template = spec.key("podTemplateSpec");
    let path = template.key("spec");
    for key in ["hostNetwork", "hostname"] {
        let Some(item) = findings.at(pod, &[key]).filter(|item| findings.due([item])) else { continue };
        if !matches!(findings.document.content(&item), Content::Bool(false) | Content::Null) {
            let message =
                format!("with `{key}` a runner's name is not its pod's, by which the operator knows it");
            findings.add(Code::ForeignName, &item, &path.key(key), message).help(format!("remove `{key}`"));
        }
    }
    let containers = findings.list(pod, "containers");
    each(findings, pod, &mut |findings, container, path| {
        docker::check(findings, container, path, &containers);
    });
}

/// How the runners register, and what for.
fn registration(
    findings: &mut Findings<'_>,
    pod: &Item,
    name: &str,
    organization: &str,
    repository: Option<&str>,
) {
    each(findings, pod, &mut |findings, container, path| {
        secrets(findings, container, path, name);
        for (variable, value) in [("GH_ORG", Some(organization)), ("GH_REPO", repository)] {
            same(findings, container, path, variable, value);
        }
        arch_labels(findings, container, path, pod);
    });
}

/// The operator writes a fresh token into `<name>-regtoken`, and into no other secret.
fn secrets(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>, name: &str) {
    let sources = findings.list(container, "envFrom");
    for (at, source) in sources.iter().enumerate() {
        let Some(item) = findings.at(source, &["secretRef", "name"]) else { continue };
        let Some(secret) = findings.document.string(&item) else { continue };
        if secret.strip_suffix("-regtoken").is_some_and(|pool| pool != name) {
            let message = format!(
                "the operator puts this object's token into `{name}-regtoken`, and this is another's"
            );
            findings
                .add(
                    Code::WrongSecret,
                    &item,
                    &path.key("envFrom").index(at).key("secretRef").key("name"),
                    message,
                )
                .help(format!("write `{name}-regtoken`"));
        }
    }
}

/// A variable of a container: its value.
pub(super) fn variable<'d>(
    findings: &Findings<'d>,
    container: &Item,
    name: &str,
) -> Option<(Item, Cow<'d, str>)> {
    let variables = findings.at(container, &["env"]).map(|list| findings.document.items(&list))?;
    let is = |variable: &&Item| findings.text(variable, &["name"]).as_deref() == Some(name);
    let item = findings.at(variables.iter().find(is)?, &["value"])?;
    let text = findings.document.string(&item)?;
    Some((item, text))
}

fn same(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>, name: &str, value: Option<&str>) {
    let Some((item, text)) = variable(findings, container, name) else { return };
    let Some(value) = value.filter(|value| !value.eq_ignore_ascii_case(&text)) else { return };
    let message =
        format!("`{name}` is `{text}`, and the object is for `{value}`: the runner registers elsewhere");
    findings.add(Code::WrongScope, &item, &path.key("env"), message).help("make the two the same");
}

/// Labels that no runner can have, and those that name an architecture which the pods cannot be on.
fn arch_labels(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>, pod: &Item) {
    let selected = findings.at(pod, &["nodeSelector", "kubernetes.io/arch"]);
    let arch = selected.and_then(|item| findings.document.string(&item)).and_then(|text| Arch::parse(&text));
    let Some((item, labels)) = variable(findings, container, "ACTIONS_RUNNER_INPUT_LABELS") else { return };
    for label in labels.split(',') {
        findings.name(name::github_label(label), &item, &path.key("env"));
        if let (Some(other), Some(arch)) = (Arch::parse(label), arch)
            && other != arch
        {
            let message =
                format!("the label `{label}` promises {}, and the pods run on {}", other.name(), arch.name());
            findings
                .add(Code::WrongArchLabel, &item, &path.key("env"), message)
                .help("remove the label, or change the architecture");
        }
    }
}

/// Pairs of objects of which one counts the other's runners as its own: the operator finds its runners by the beginning of
/// their names. Each pair is the one with the longer name and the one it begins with.
pub fn check_names(all: &[Runners]) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|one, other| {
        (&all[*one].scope, &all[*one].name).cmp(&(&all[*other].scope, &all[*other].name))
    });
    let mut pairs = Vec::new();
    // In this order what begins with a name follows it.
    for (at, shorter) in order.iter().enumerate() {
        for longer in &order[at + 1..] {
            let (short, long) = (&all[*shorter], &all[*longer]);
            if short.scope != long.scope || !long.name.starts_with(&short.name) {
                break;
            }
            if short.name != long.name {
                pairs.push((*longer, *shorter));
            }
        }
    }
    pairs
}

/// Objects whose pods have the service account that bears another object's name, and that object.
pub fn check_accounts(all: &[Runners]) -> Vec<(usize, usize)> {
    let names: BTreeMap<&str, usize> =
        all.iter().enumerate().map(|(at, one)| (one.name.as_str(), at)).collect();
    let other = |(at, one): (usize, &Runners)| {
        let account = one.service_account.as_deref().filter(|account| *account != one.name)?;
        Some((at, *names.get(account)?))
    };
    all.iter().enumerate().filter_map(other).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_those_of_go() {
        for text in ["1m", "1h30m", "1.5h", "500ms", "0", ".5s", "10us"] {
            assert!(is_duration(text), "{text}");
        }
        for text in ["", "1d", "60", "1 m", "m", "1.2.3s", "-", "-1m", "1mx"] {
            assert!(!is_duration(text), "{text}");
        }
    }

    #[test]
    fn a_name_that_begins_with_another_is_found() {
        let runners = |name: &str, repository: Option<&str>| Runners {
            name: name.to_owned(),
            scope: ("org".to_owned(), repository.map(str::to_owned)),
            service_account: None,
        };
        let all = [
            runners("go-arm64", None),
            runners("rust", None),
            runners("go-arm", None),
            runners("go", Some("tool")),
            runners("go-arm-x", None),
        ];
        assert_eq!(check_names(&all), [(4, 2), (0, 2)]);
    }
}
