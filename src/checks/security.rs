//! What a pod and its containers may do on their node.

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use super::volumes;
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::{Content, Item};

/// The numbers of users and groups (`IsValidUserID`, `IsValidGroupID`).
const ID: Rule = Rule::Range(0, i32::MAX as i64);
/// The kinds of profiles of what calls of the kernel a container may make, or what files it may open.
const PROFILES: Rule = Rule::Words(&["Localhost", "RuntimeDefault", "Unconfined"]);

/// What containers and pods have in common.
pub(super) const COMMON: Table = &[
    ("securityContext.runAsUser", ID),
    ("securityContext.runAsGroup", ID),
    ("securityContext.seccompProfile", Rule::Needs(&["type"])),
    ("securityContext.seccompProfile.type", PROFILES),
    ("securityContext.seccompProfile", Rule::Ask(profile)),
    ("securityContext.seccompProfile.localhostProfile", Rule::Ask(volumes::inside)),
    ("securityContext.appArmorProfile", Rule::Needs(&["type"])),
    ("securityContext.appArmorProfile.type", PROFILES),
    ("securityContext.appArmorProfile", Rule::Ask(profile)),
];

/// What only containers have.
pub(super) const CONTAINER: Table = &[
    ("securityContext.procMount", Rule::Words(&["Default", "Unmasked"])),
    ("securityContext", Rule::Ask(escalation)),
];

/// What only pods have.
pub(super) const POD: Table = &[
    ("securityContext.fsGroup", ID),
    ("securityContext.supplementalGroups[]", ID),
    ("securityContext.fsGroupChangePolicy", Rule::Words(&["Always", "OnRootMismatch"])),
    ("securityContext.supplementalGroupsPolicy", Rule::Words(&["Merge", "Strict"])),
    ("securityContext.sysctls[]", Rule::Needs(&["name"])),
    ("securityContext.sysctls[].name", Rule::SomeName(name::sysctl)),
    ("securityContext.sysctls", Rule::Ask(sysctls)),
    ("", Rule::Ask(host)),
];

/// A profile of the node has a name, and no other has.
fn profile(findings: &mut Findings<'_>, profile: &Item, path: &Path<'_>) {
    let kind = findings.text(profile, &["type"]);
    let name = findings.get(profile, "localhostProfile");
    match (kind.as_deref(), name) {
        (Some("Localhost"), None) => {
            findings
                .add(Code::MissingField, profile, path, "`localhostProfile` is missing")
                .help("write `localhostProfile: …`, the file of the profile on the node");
        }
        (Some("RuntimeDefault" | "Unconfined"), Some(item)) => {
            let message = "only `type: Localhost` has a `localhostProfile`";
            findings
                .add(Code::InvalidField, &item, &path.key("localhostProfile"), message)
                .help("remove one of the two");
        }
        // What is wrong with the type is said already.
        _ => {}
    }
}

/// A container with all rights has no fewer than it may gain (`ValidateSecurityContext`).
fn escalation(findings: &mut Findings<'_>, context: &Item, path: &Path<'_>) {
    let Some(item) = findings.get(context, "allowPrivilegeEscalation") else { return };
    if !matches!(findings.content(&item), Content::Bool(false)) {
        return;
    }
    let capabilities = findings.get(context, "capabilities");
    let added = capabilities.map(|map| findings.list(&map, "add")).unwrap_or_default();
    let is_admin = |item: &Item| findings.string(item).is_some_and(|text| text == "CAP_SYS_ADMIN");
    let why = match findings.is_true(context, "privileged") {
        true => "`privileged: true`",
        false if added.iter().any(is_admin) => "the capability `CAP_SYS_ADMIN`",
        false => return,
    };
    let message = format!("a container with {why} cannot have this");
    findings
        .add(Code::InvalidField, &item, &path.key("allowPrivilegeEscalation"), message)
        .help("remove one of the two");
}

fn sysctls(findings: &mut Findings<'_>, list: &Item, path: &Path<'_>) {
    let mut seen = Vec::new();
    for (at, sysctl) in findings.items(list).iter().enumerate() {
        let Some(item) = findings.get(sysctl, "name") else { continue };
        let Some(text) = findings.string(&item) else { continue };
        if seen.contains(&text) {
            let message = format!("the sysctl `{text}` is set twice");
            findings
                .add(Code::DuplicateItem, &item, &path.index(at).key("name"), message)
                .help("remove one of the two");
        }
        seen.push(text);
    }
}

/// What a pod cannot both share with the node and have for itself (`validatePodSpecSecurityContext`, `validateHostUsers`).
fn host(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    let users = findings.get(pod, "hostUsers");
    let has_own_users = users.is_some_and(|item| matches!(findings.content(&item), Content::Bool(false)));
    let pairs = [
        (has_own_users, "hostPID", "`hostUsers: false`"),
        (has_own_users, "hostIPC", "`hostUsers: false`"),
        (findings.is_true(pod, "shareProcessNamespace"), "hostPID", "`shareProcessNamespace: true`"),
    ];
    for (is_own, key, other) in pairs {
        if is_own
            && findings.is_true(pod, key)
            && let Some(item) = findings.get(pod, key)
        {
            let message = format!("a pod with {other} cannot have this");
            findings.add(Code::InvalidField, &item, &path.key(key), message).help("remove one of the two");
        }
    }
}
