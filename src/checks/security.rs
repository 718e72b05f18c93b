//! What a pod and its containers may do on their node.

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use super::{container, volumes};
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
    ("securityContext.sysctls", Rule::Unique(&["name"])),
    ("", Rule::Ask(sysctls)),
    ("", Rule::Ask(host)),
    ("", Rule::Ask(root)),
    ("", Rule::Ask(unmasked)),
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

/// What a setting of the kernel begins with that a pod has for itself, unless it shares this with the node
/// (`ValidateHostSysctl`).
const SHARED: [(&str, &[&str]); 2] =
    [("hostNetwork", &["net."]), ("hostIPC", &["fs.mqueue.", "kernel.msg", "kernel.sem", "kernel.shm"])];

fn sysctls(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    let Some(context) = findings.get(pod, "securityContext") else { return };
    let above = path.key("securityContext");
    let list = above.key("sysctls");
    for (at, sysctl) in findings.list(&context, "sysctls").iter().enumerate() {
        let Some(item) = findings.get(sysctl, "name") else { continue };
        // Go takes both.
        let Some(text) = findings.string(&item).map(|text| text.replace('/', ".")) else { continue };
        let is_of = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
        for (key, _) in SHARED.iter().filter(|(_, starts)| is_of(starts)) {
            if findings.is_true(pod, key) {
                let message = format!("a pod with `{key}: true` cannot have this: it is the node's");
                findings
                    .add(Code::InvalidField, &item, &list.index(at).key("name"), message)
                    .help("remove one of the two");
            }
        }
    }
}

/// A container that must not be root and is, is not started (`verifyRunAsNonRoot` in
/// `kubernetes/pkg/kubelet/kuberuntime/security_context.go`).
fn root(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    let of_pod = findings.get(pod, "securityContext");
    let place_of_pod = path.key("securityContext");
    let mut is_told = false;
    for (list, at, container) in container::all(findings, pod) {
        let above = path.key(list);
        let nth = above.index(at);
        let own_place = nth.key("securityContext");
        let own = findings.get(&container, "securityContext");
        // What a container says goes before what its pod says.
        let given = |key| {
            let of = |context: &Option<Item>| findings.get(context.as_ref()?, key);
            of(&own).map(|item| (item, true)).or_else(|| Some((of(&of_pod)?, false)))
        };
        let (Some((must_not, is_own)), Some((user, is_own_user))) =
            (given("runAsNonRoot"), given("runAsUser"))
        else {
            continue;
        };
        let is_root = matches!(findings.content(&user), Content::Integer(0));
        let is_refused = is_root && matches!(findings.content(&must_not), Content::Bool(true));
        if !is_refused || (is_told && !is_own_user) {
            continue;
        }
        is_told |= !is_own_user;
        let place = if is_own_user { &own_place } else { &place_of_pod };
        let other = if is_own { &own_place } else { &place_of_pod };
        findings
            .add(
                Code::InvalidField,
                &user,
                &place.key("runAsUser"),
                "with `runAsNonRoot: true` no container of root is started",
            )
            .beside(&must_not, &other.key("runAsNonRoot"))
            .help("remove one of the two, or write another number");
    }
}

/// A container sees all of `/proc` only in a pod with users of its own (`validateContainers`).
fn unmasked(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    if has_own_users(findings, pod) {
        return;
    }
    for (list, at, container) in container::all(findings, pod) {
        let Some(item) = findings.at(&container, &["securityContext", "procMount"]) else { continue };
        if findings.string(&item).as_deref() == Some("Unmasked") {
            let above = path.key(list);
            let nth = above.index(at);
            findings
                .add(
                    Code::InvalidField,
                    &item,
                    &nth.key("securityContext").key("procMount"),
                    "only a pod with users of its own can have this",
                )
                .help("write `hostUsers: false` in the pod, or remove this");
        }
    }
}

fn has_own_users(findings: &Findings<'_>, pod: &Item) -> bool {
    let users = findings.get(pod, "hostUsers");
    users.is_some_and(|item| matches!(findings.content(&item), Content::Bool(false)))
}

/// What a pod cannot both share with the node and have for itself (`validatePodSpecSecurityContext`, `validateHostUsers`).
fn host(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    let has_own_users = has_own_users(findings, pod);
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
