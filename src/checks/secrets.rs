//! The secret that the operator makes for an object, and the token in it.

use super::env::variable;
use super::findings::Findings;
use super::path::Path;
use super::registration::{PLACES, is_token};
use super::rule::{Rule, Table};
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::Item;

/// The only key of the secret (`controllers/githubactionrunner_controller.go`).
const KEY: &str = "RUNNER_TOKEN";
/// Variables that a runner takes its token from: the operator's own image, and GitHub's runner.
const LITERALS: [&str; 2] = [KEY, "ACTIONS_RUNNER_INPUT_TOKEN"];

pub(super) const RULES: Table = &[
    ("containers[]", Rule::Ask(sources)),
    ("containers[]", Rule::Ask(variables)),
    ("containers[]", Rule::Ask(literals)),
];

/// The name of the object that a secret of this name is made for.
fn owner(secret: &str) -> Option<&str> {
    secret.strip_suffix("-regtoken")
}

/// The operator writes a fresh token into `<name>-regtoken`, and into no other secret.
fn sources(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>) {
    let list = path.key("envFrom");
    let mut others = Vec::new();
    let mut is_operators = false;
    for (at, source) in findings.list(container, "envFrom").iter().enumerate() {
        let Some(item) = findings.at(source, &["secretRef", "name"]) else { continue };
        if findings.string(&item).is_some_and(|name| owner(&name).is_none()) {
            others.push((at, item));
            continue;
        }
        is_operators = true;
        secret(findings, &item, &list.index(at).key("secretRef").key("name"));
    }
    if let Some((at, item)) = others.first().filter(|_| !is_operators)
        && needs_token(findings, container)
    {
        other(findings, item, &list.index(*at).key("secretRef").key("name"));
    }
}

fn variables(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>) {
    let list = path.key("env");
    for (at, variable) in findings.list(container, "env").iter().enumerate() {
        let Some(reference) = findings.at(variable, &["valueFrom", "secretKeyRef"]) else { continue };
        let Some(item) = findings.get(&reference, "name") else { continue };
        let nth = list.index(at);
        let source = nth.key("valueFrom");
        let path = source.key("secretKeyRef");
        secret(findings, &item, &path.key("name"));
        key(findings, &reference, &path);
    }
}

fn secret(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let Some(secret) = findings.string(item) else { return };
    let Some(pool) = owner(&secret) else { return };
    let root = findings.root.clone();
    let Some(named) = findings.at(&root, &["metadata", "name"]) else { return };
    // Of a name that no object can have that is all there is to say.
    let is_name = |name: &&str| name::dns_subdomain(name).is_ok();
    let Some(name) = findings.string(&named).filter(|name| *name != pool && is_name(&&**name)) else {
        return;
    };
    if findings.is_printed(item) && !findings.is_printed(&named) {
        let message = "the object is not named as its pool is, whose registration secret the runner has";
        findings
            .add(Code::WrongSecret, &named, &Path::new("metadata").key("name"), message)
            .help(format!("write `name: {{{{ name }}}}`, or give the runner `{name}-regtoken`"));
        return;
    }
    findings
        .add(Code::WrongSecret, item, path, "this is the registration secret of another object")
        .help(format!("write `{name}-regtoken`, into which the operator puts this object's token"));
}

/// A container whose variable is of a key that a secret does not have is not started.
fn key(findings: &mut Findings<'_>, reference: &Item, path: &Path<'_>) {
    let Some(item) = findings.get(reference, "key") else { return };
    let is_own = |name: &str| owner(name).is_some();
    if findings.string(&item).is_none_or(|key| key.is_empty() || key == KEY)
        || !findings.text(reference, &["name"]).is_some_and(|name| is_own(&name))
        || findings.is_true(reference, "optional")
    {
        return;
    }
    let message =
        format!("the operator's secret has the key `{KEY}` only, so that the container does not start");
    findings.add(Code::WrongSecret, &item, &path.key("key"), message).help(format!("write `key: {KEY}`"));
}

/// Tokens to register with end after an hour (docs.github.com/rest/actions/self-hosted-runners).
fn literals(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>) {
    let env = path.key("env");
    for name in LITERALS {
        let Some(variable) = variable(findings, container, name) else { continue };
        if variable.text().is_none_or(|text| text.contains("$(")) {
            continue;
        }
        let message = format!(
            "`{name}` is written here, instead of the token that the operator renews: none is good for more than an hour"
        );
        findings
            .add(Code::WrongSecret, variable.place(), &env.index(variable.at), message)
            .help("remove it: the token comes with `envFrom`");
    }
}

/// Whether nothing but a secret can give a runner of the operator's kind its token.
fn needs_token(findings: &Findings<'_>, container: &Item) -> bool {
    let is_given = |name: &str| variable(findings, container, name).is_some();
    let has_token = || {
        findings
            .list(container, "env")
            .iter()
            .any(|item| findings.text(item, &["name"]).is_some_and(|name| is_token(&name)))
    };
    let volumes = findings.at(&findings.root, &["spec", "podTemplateSpec", "spec", "volumes"]);
    let volumes = volumes.map(|volumes| findings.items(&volumes)).unwrap_or_default();
    let has_secret =
        |volume: &Item| ["secret", "projected", "csi"].iter().any(|key| findings.get(volume, key).is_some());
    is_given("GH_ORG")
        && !PLACES.iter().any(|name| is_given(name))
        && !has_token()
        && !volumes.iter().any(has_secret)
}

fn other(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let name = findings.object_name().unwrap_or_default();
    findings
        .add(
            Code::Unregistered,
            item,
            path,
            "the operator puts the token to register with into another secret",
        )
        .help(format!("write `{name}-regtoken`; more variables go into `env_from`"));
}
