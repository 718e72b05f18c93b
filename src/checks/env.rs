//! `env` and `envFrom` of a container.

use std::borrow::Cow;

use super::container;
use super::findings::Findings;
use super::path::Path;
use super::resources;
use super::rule::{Rule, Table};
use crate::kubernetes::name;
use crate::text::{Code, did_you_mean, suggest};
use crate::yaml::Item;

pub(super) const RULES: Table = &[
    ("env[].name", Rule::Name(name::env_name)),
    ("env[]", Rule::Ask(one_value)),
    ("env", Rule::Ask(unique)),
    ("env[].valueFrom", Rule::One(&["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef"])),
    ("env[].valueFrom.fieldRef", Rule::Needs(&["fieldPath"])),
    ("env[].valueFrom.fieldRef.apiVersion", Rule::Words(&["", "v1"])),
    ("env[].valueFrom.fieldRef.fieldPath", Rule::Ask(field)),
    ("env[].valueFrom.resourceFieldRef", Rule::Needs(&["resource"])),
    ("env[].valueFrom.resourceFieldRef.resource", Rule::Ask(resource)),
    ("env[].valueFrom.resourceFieldRef", Rule::Ask(resources::divisor)),
    ("env[].valueFrom.configMapKeyRef", Rule::Needs(&["name", "key"])),
    ("env[].valueFrom.configMapKeyRef.name", Rule::SomeName(name::dns_subdomain)),
    ("env[].valueFrom.configMapKeyRef.key", Rule::SomeName(name::data_key)),
    ("env[].valueFrom.secretKeyRef", Rule::Needs(&["name", "key"])),
    ("env[].valueFrom.secretKeyRef.name", Rule::SomeName(name::dns_subdomain)),
    ("env[].valueFrom.secretKeyRef.key", Rule::SomeName(name::data_key)),
    ("envFrom[]", Rule::One(&["configMapRef", "secretRef"])),
    ("envFrom[].prefix", Rule::SomeName(name::env_name)),
    ("envFrom[].configMapRef", Rule::Needs(&["name"])),
    ("envFrom[].configMapRef.name", Rule::SomeName(name::dns_subdomain)),
    ("envFrom[].secretRef", Rule::Needs(&["name"])),
    ("envFrom[].secretRef.name", Rule::SomeName(name::dns_subdomain)),
];

/// What a variable can have of its pod (`validEnvDownwardAPIFieldPathExpressions`).
const FIELDS: [&str; 9] = [
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.serviceAccountName",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
];

/// What tells a runner of the Docker daemon of its pod.
pub(super) const DAEMON: [&str; 4] =
    ["DOCKER_HOST", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH", "DOCKER_TLS_CERTDIR"];

/// A variable of a container.
pub(super) struct Variable<'d> {
    /// Its value, and where that is.
    pub(super) value: Option<(Item, Cow<'d, str>)>,
    /// The field of the pod that it has, if any.
    pub(super) field: Option<Cow<'d, str>>,
    /// Its place among the others.
    pub(super) at: usize,
    item: Item,
}

impl Variable<'_> {
    /// Where its value is, or the variable itself.
    pub(super) fn place(&self) -> &Item {
        self.value.as_ref().map_or(&self.item, |(item, _)| item)
    }

    /// The text of its value; none where it has another source.
    pub(super) fn text(&self) -> Option<&str> {
        self.value.as_ref().map(|(_, text)| &**text)
    }
}

/// A variable of a container by its name: the last of several, as Kubernetes takes it.
pub(super) fn variable<'d>(findings: &Findings<'d>, container: &Item, name: &str) -> Option<Variable<'d>> {
    let all = findings.list(container, "env");
    let is = |item: &Item| findings.is(item, "name", name);
    let at = all.iter().rposition(is)?;
    let item = all[at].clone();
    let value =
        findings.get(&item, "value").and_then(|value| Some((value.clone(), findings.string(&value)?)));
    let field = findings.text(&item, &["valueFrom", "fieldRef", "fieldPath"]);
    Some(Variable { value, field, at, item })
}

/// Whether a variable is set more than once, which has been told of.
pub(super) fn is_twice(findings: &Findings<'_>, container: &Item, name: &str) -> bool {
    let all = findings.list(container, "env");
    all.iter().filter(|item| findings.is(item, "name", name)).count() > 1
}

fn one_value(findings: &mut Findings<'_>, variable: &Item, path: &Path<'_>) {
    let Some(source) = findings.get(variable, "valueFrom") else { return };
    let Some(item) = findings.get(variable, "value") else { return };
    if findings.string(&item).is_none_or(|text| !text.is_empty()) {
        let message = "a variable has `value` or `valueFrom`, not both";
        findings
            .add(Code::InvalidField, &item, &path.key("value"), message)
            .beside(&source, &path.key("valueFrom"))
            .help("remove one of the two");
    }
}

fn unique(findings: &mut Findings<'_>, list: &Item, path: &Path<'_>) {
    let mut seen: Vec<(Cow<'_, str>, Item)> = Vec::new();
    for (at, variable) in findings.items(list).iter().enumerate() {
        let Some(item) = findings.get(variable, "name") else { continue };
        let Some(text) = findings.string(&item) else { continue };
        if let Some((_, first)) = seen.iter().find(|(other, _)| *other == text) {
            let help = match findings.is_printed(&item) && !findings.is_printed(first) {
                true if DAEMON.contains(&&*text) => {
                    "remove this, or write `\"dind\": false`: the template gives it for the daemon of the pod"
                }
                true => "remove this: the template gives it",
                false => "remove one of the two: Kubernetes would keep the last and say nothing",
            };
            let message = format!("the variable `{text}` is set twice");
            findings.add(Code::DuplicateItem, &item, &path.index(at).key("name"), message).help(help);
        }
        seen.push((text, item));
    }
}

fn field(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    field_of(findings, item, path, "variable", &FIELDS);
}

/// What something can have of its pod: one of these fields, or an entry of its labels or annotations.
pub(super) fn field_of(
    findings: &mut Findings<'_>,
    item: &Item,
    path: &Path<'_>,
    noun: &str,
    fields: &[&str],
) {
    let Some(text) = findings.string(item).filter(|text| !text.is_empty()) else { return };
    let is_entry = |map: &str| {
        let key = text.strip_prefix(map).and_then(|rest| rest.strip_prefix("['")?.strip_suffix("']"));
        key.is_some_and(|key| name::label_key(key).is_ok())
    };
    if fields.contains(&&*text) || is_entry("metadata.labels") || is_entry("metadata.annotations") {
        return;
    }
    let help = match suggest(&text, fields.iter().copied()) {
        Some(near) => did_you_mean(near),
        None => {
            format!("it can have {}, and `metadata.labels['…']`", crate::keys::list(fields.iter().copied()))
        }
    };
    findings
        .add(Code::InvalidField, item, path, format!("a {noun} cannot have this field of its pod"))
        .help(help);
}

/// A variable has a resource of a container that is there (`ExtractResourceValueByContainerName` in
/// kubernetes/pkg/api/v1/resource/helpers.go); else its container is not started.
pub(super) fn other_containers(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    let all = container::all(findings, pod);
    for (list, at, container) in &all {
        let above = path.key(list);
        let nth = above.index(*at);
        let env = nth.key("env");
        for (at, variable) in findings.list(container, "env").iter().enumerate() {
            let steps = ["valueFrom", "resourceFieldRef", "containerName"];
            let Some(item) = findings.at(variable, &steps) else { continue };
            let Some(text) = findings.string(&item).filter(|text| !text.is_empty()) else { continue };
            let names: Vec<_> =
                all.iter().filter_map(|(.., container)| findings.text(container, &["name"])).collect();
            if names.contains(&text) {
                continue;
            }
            let place = env.index(at);
            let place = place.key("valueFrom");
            let near = suggest(&text, names.iter().map(|name| &**name)).map(did_you_mean);
            findings
                .add(
                    Code::InvalidField,
                    &item,
                    &place.key("resourceFieldRef").key("containerName"),
                    format!("the pod has no container `{text}`, and this one is not started"),
                )
                .help(near.unwrap_or_else(|| "remove it for the container's own".to_owned()));
        }
    }
}

/// A resource of a container that something can have.
pub(super) fn resource(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let Some(text) = findings.string(item).filter(|text| !text.is_empty()) else { return };
    let side = text.split_once('.').filter(|(side, _)| matches!(*side, "requests" | "limits"));
    if !side.is_some_and(|(_, name)| !name.contains('/') && name::resource(name).is_ok()) {
        findings
            .add(Code::InvalidField, item, path, "a container tells no such resource")
            .help("write `limits.cpu`, `requests.memory` or such");
    }
}
