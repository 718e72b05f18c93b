//! Roles, and who has them (kubernetes/pkg/apis/rbac/validation/validation.go).

use super::affinity::label_selector;
use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::{Content, Item};

const GROUP: &str = "rbac.authorization.k8s.io";
/// The group of roles, and of users and their groups, which the API server fills in.
const OF_ROLES: Rule = Rule::Words(&["", GROUP]);
const KINDS: Rule = Rule::Words(&["Group", "ServiceAccount", "User"]);

/// Rules of `ValidateRoleBinding`.
pub(super) const ROLE_BINDING: Table = &[
    ("roleRef.apiGroup", OF_ROLES),
    ("roleRef.kind", Rule::Words(&["ClusterRole", "Role"])),
    ("roleRef", Rule::Needs(&["name"])),
    ("roleRef.name", Rule::SomeName(name::path_segment)),
    ("subjects[]", Rule::Needs(&["name"])),
    ("subjects[].kind", KINDS),
    ("subjects[]", Rule::Ask(subject)),
];

/// Rules of `ValidateClusterRoleBinding`, which is of no namespace that could be meant.
pub(super) const CLUSTER_ROLE_BINDING: Table = &[
    ("roleRef.apiGroup", OF_ROLES),
    ("roleRef.kind", Rule::Words(&["ClusterRole"])),
    ("roleRef", Rule::Needs(&["name"])),
    ("roleRef.name", Rule::SomeName(name::path_segment)),
    ("subjects[]", Rule::Needs(&["name"])),
    ("subjects[].kind", KINDS),
    ("subjects[]", Rule::Ask(subject)),
    ("subjects[]", Rule::Ask(of_namespace)),
];

/// Rules of `ValidateRole`.
pub(super) const ROLE: Table = &[
    ("rules[]", Rule::Needs(&["verbs"])),
    ("rules[].verbs", Rule::Filled),
    (
        "rules[].nonResourceURLs[]",
        Rule::Never("a role of a namespace has no addresses: only a `ClusterRole` does"),
    ),
    ("rules[]", Rule::Ask(resources)),
];

/// Rules of `ValidateClusterRole`.
pub(super) const CLUSTER_ROLE: Table = &[
    ("rules[]", Rule::Needs(&["verbs"])),
    ("rules[].verbs", Rule::Filled),
    ("rules[]", Rule::Ask(resources)),
    ("aggregationRule", Rule::Needs(&["clusterRoleSelectors"])),
    ("aggregationRule.clusterRoleSelectors", Rule::Filled),
    ("aggregationRule.clusterRoleSelectors[]", Rule::Ask(label_selector)),
];

/// Rules of `ValidateRoleBindingSubject`.
fn subject(findings: &mut Findings<'_>, subject: &Item, path: &Path<'_>) {
    let Some(kind) = findings.text(subject, &["kind"]) else { return };
    let group = findings.get(subject, "apiGroup");
    let text = group.as_ref().and_then(|group| findings.string(group)).unwrap_or_default();
    if kind == "ServiceAccount"
        && let Some(item) = findings.get(subject, "name")
    {
        Rule::SomeName(name::dns_subdomain).check(findings, &item, &path.key("name"));
    }
    let expected = match &*kind {
        "ServiceAccount" => "",
        "User" | "Group" => GROUP,
        _ => return,
    };
    let Some(item) = group.filter(|_| !text.is_empty() && text != expected) else { return };
    let help = match expected {
        "" => "remove it: those of accounts have no group".to_owned(),
        group => format!("write `{group}`, or remove it"),
    };
    let message = format!("this is not the group of a `{kind}`");
    findings.add(Code::InvalidField, &item, &path.key("apiGroup"), message).help(help);
}

fn of_namespace(findings: &mut Findings<'_>, subject: &Item, path: &Path<'_>) {
    let namespace = findings.get(subject, "namespace");
    let is_given = namespace.is_some_and(|item| findings.string(&item).is_none_or(|text| !text.is_empty()));
    if findings.is(subject, "kind", "ServiceAccount") && !is_given {
        findings
            .add(Code::MissingField, subject, path, "`namespace` is missing: an account is of a namespace")
            .help("write `namespace: …`");
    }
}

/// A rule is about resources or about addresses (`ValidatePolicyRule`).
fn resources(findings: &mut Findings<'_>, rule: &Item, path: &Path<'_>) {
    if !findings.is_map(rule) {
        return;
    }
    let is_given = |findings: &Findings<'_>, key: &str| !findings.list(rule, key).is_empty();
    if is_given(findings, "nonResourceURLs") {
        let other =
            ["apiGroups", "resources", "resourceNames"].into_iter().find(|key| is_given(findings, key));
        if let Some((key, item)) = other.and_then(|key| Some((key, findings.get(rule, key)?))) {
            findings
                .add(
                    Code::InvalidField,
                    &item,
                    &path.key(key),
                    "this rule is about addresses, and takes no resources",
                )
                .help("make two rules of it");
        }
        return;
    }
    for (key, example) in [("apiGroups", "apiGroups: [\"\"]"), ("resources", "resources: [pods]")] {
        let value = findings.get(rule, key);
        let is_empty = |value: &Item| match findings.content(value) {
            Content::List(items) => items.is_empty(),
            // What has the wrong type the schema says.
            _ => false,
        };
        if value.as_ref().is_some_and(|value| !is_empty(value)) {
            continue;
        }
        let (message, item) = match &value {
            Some(value) => (format!("`{key}` has no item"), value),
            None => (format!("`{key}` is missing"), rule),
        };
        findings.add(Code::MissingField, item, path, message).help(format!("write one, such as `{example}`"));
    }
}
