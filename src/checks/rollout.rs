//! How workloads replace their pods (kubernetes/pkg/apis/apps/validation/validation.go).

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table, refuse};
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::{Content, Item};

/// Numbers of pods and of seconds.
pub(super) const NUMBER: Rule = Rule::Range(0, i32::MAX as i64);
const RETENTION: Rule = Rule::Words(&["", "Delete", "Retain"]);
/// How many pods, or how many of a hundred: of those that there are, or more.
pub(super) const PART: Rule = Rule::Ask(part);
const SHARE: Rule = Rule::Ask(share);

/// What all of them have.
pub(super) const COMMON: Table =
    &[("spec.replicas", NUMBER), ("spec.minReadySeconds", NUMBER), ("spec.revisionHistoryLimit", NUMBER)];

/// Rules of `ValidateDeploymentSpec`.
pub(super) const DEPLOYMENT: Table = &[
    ("spec.progressDeadlineSeconds", NUMBER),
    ("spec", Rule::Ask(deadline)),
    ("spec.strategy.type", Rule::Words(&["", "Recreate", "RollingUpdate"])),
    ("spec.strategy", Rule::Ask(only_rolling)),
    ("spec.strategy.rollingUpdate.maxSurge", SHARE),
    ("spec.strategy.rollingUpdate.maxUnavailable", PART),
    ("spec.strategy.rollingUpdate", Rule::Ask(some)),
];

/// Rules of `ValidateDaemonSetUpdateStrategy`.
pub(super) const DAEMON_SET: Table = &[
    ("spec.updateStrategy.type", Rule::Words(&["", "OnDelete", "RollingUpdate"])),
    ("spec.updateStrategy.rollingUpdate.maxSurge", PART),
    ("spec.updateStrategy.rollingUpdate.maxUnavailable", PART),
    ("spec.updateStrategy.rollingUpdate", Rule::Ask(one)),
];

/// Rules of `ValidateStatefulSetSpec`.
pub(super) const STATEFUL_SET: Table = &[
    ("spec.serviceName", Rule::SomeName(name::dns_label)),
    ("spec.podManagementPolicy", Rule::Words(&["", "OrderedReady", "Parallel"])),
    ("spec.updateStrategy.type", Rule::Words(&["", "OnDelete", "RollingUpdate"])),
    ("spec.updateStrategy.rollingUpdate.partition", NUMBER),
    ("spec.updateStrategy.rollingUpdate.maxUnavailable", PART),
    ("spec.updateStrategy.rollingUpdate", Rule::Ask(moving)),
    ("spec.persistentVolumeClaimRetentionPolicy.whenDeleted", RETENTION),
    ("spec.persistentVolumeClaimRetentionPolicy.whenScaled", RETENTION),
    ("spec.ordinals.start", NUMBER),
    ("spec.volumeClaimTemplates[]", Rule::Needs(&["metadata", "spec"])),
    ("spec.volumeClaimTemplates[].metadata", Rule::Needs(&["name"])),
    // The volume of the pod has this name.
    ("spec.volumeClaimTemplates[].metadata.name", Rule::SomeName(name::dns_label)),
];

/// A pod is ready before it is given up (`ValidateDeploymentSpec`).
fn deadline(findings: &mut Findings<'_>, spec: &Item, path: &Path<'_>) {
    let Some((deadline, item)) = findings.number(spec, "progressDeadlineSeconds") else { return };
    let ready = findings.number(spec, "minReadySeconds").map_or(0, |(ready, _)| ready);
    // What is below 0 has been told of.
    if deadline >= 0 && deadline <= ready {
        let message = format!("this is more than `minReadySeconds`, which is {ready}");
        findings.add(Code::InvalidField, &item, &path.key("progressDeadlineSeconds"), message);
    }
}

fn only_rolling(findings: &mut Findings<'_>, strategy: &Item, path: &Path<'_>) {
    if findings.is(strategy, "type", "Recreate") {
        let said = ("this is only for `type: RollingUpdate`", "remove one of the two");
        refuse(findings, strategy, path, &["rollingUpdate"], said);
    }
}

/// Some pod may be missing or too many meanwhile (`ValidateRollingUpdateDeployment`); both are so unless they are told.
fn some(findings: &mut Findings<'_>, rolling: &Item, path: &Path<'_>) {
    if is_none(findings, rolling, "maxUnavailable", false) && is_none(findings, rolling, "maxSurge", false) {
        stuck(findings, rolling, path);
    }
}

/// Either a pod is missing on a node, or there is one too many (`ValidateRollingUpdateDaemonSet`); it is missing unless this is
/// told.
fn one(findings: &mut Findings<'_>, rolling: &Item, path: &Path<'_>) {
    let is_whole = is_none(findings, rolling, "maxUnavailable", false);
    if is_whole && is_none(findings, rolling, "maxSurge", true) {
        stuck(findings, rolling, path);
    } else if let Some(item) = findings.get(rolling, "maxSurge")
        && !is_whole
        && zero(findings, &item) == Some(false)
    {
        findings
            .add(Code::InvalidField, &item, &path.key("maxSurge"), "this goes with `maxUnavailable: 0` only")
            .help("write `maxUnavailable: 0` beside it, or remove this");
    }
}

fn moving(findings: &mut Findings<'_>, rolling: &Item, path: &Path<'_>) {
    if let Some(item) = findings.get(rolling, "maxUnavailable")
        && zero(findings, &item) == Some(true)
    {
        let message = "where no pod may be missing, none is replaced";
        findings
            .add(Code::InvalidField, &item, &path.key("maxUnavailable"), message)
            .help("write `1`, or more");
    }
}

fn stuck(findings: &mut Findings<'_>, rolling: &Item, path: &Path<'_>) {
    let Some(item) = findings.get(rolling, "maxUnavailable") else { return };
    let message = "where no pod may be missing, `maxSurge` is more than 0";
    findings
        .add(Code::InvalidField, &item, &path.key("maxUnavailable"), message)
        .help("write `maxSurge: 1` beside it, or another number here");
}

/// Whether the share of a key is none, or what it is where it is not given.
fn is_none(findings: &Findings<'_>, map: &Item, key: &str, otherwise: bool) -> bool {
    findings.get(map, key).map_or(otherwise, |item| zero(findings, &item) == Some(true))
}

/// Whether a share is none; nothing where it is not known, or no share.
fn zero(findings: &Findings<'_>, item: &Item) -> Option<bool> {
    match findings.content(item) {
        Content::Integer(number) => Some(number == 0),
        Content::Text(text) => Some(percent(&text)? == 0),
        _ => None,
    }
}

fn percent(text: &str) -> Option<u32> {
    let digits = text.strip_suffix('%').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    digits.parse().ok()
}

/// A number, or a part of a hundred (`ValidatePositiveIntOrPercent`).
fn share(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let is_right = match findings.content(item) {
        Content::Integer(number) => number >= 0,
        Content::Text(text) => percent(&text).is_some(),
        // What has the wrong type the schema says.
        _ => true,
    };
    if !is_right {
        findings.add(Code::InvalidField, item, path, "this takes a number of pods, or a part such as `25%`");
    }
}

/// The same, and no more than there are (`IsNotMoreThan100Percent`).
fn part(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    share(findings, item, path);
    if findings.string(item).and_then(|text| percent(&text)).is_some_and(|percent| percent > 100) {
        findings.add(Code::InvalidField, item, path, "this is at most `100%`");
    }
}
