//! Amounts that a namespace has, and those of what is in it; and what goes before what.

use super::resources;
use super::rule::{Rule, Table};

const AMOUNT: Rule = Rule::Ask(|findings, item, path| {
    resources::quantity(findings, item, path);
});

/// Rules of `ValidateResourceQuotaSpec`.
pub(super) const RESOURCE_QUOTA: Table = &[
    ("spec.hard{}", AMOUNT),
    ("spec.scopes[]", SCOPE),
    ("spec.scopeSelector.matchExpressions[].scopeName", SCOPE),
    (
        "spec.scopeSelector.matchExpressions[].operator",
        Rule::Words(&["DoesNotExist", "Exists", "In", "NotIn"]),
    ),
];

/// What a quota can be for (`IsStandardResourceQuotaScope`).
const SCOPE: Rule = Rule::Words(&[
    "BestEffort",
    "CrossNamespacePodAffinity",
    "NotBestEffort",
    "NotTerminating",
    "PriorityClass",
    "Terminating",
    "VolumeAttributesClass",
]);

/// Rules of `ValidateLimitRange`.
pub(super) const LIMIT_RANGE: Table = &[
    ("spec.limits[].default{}", AMOUNT),
    ("spec.limits[].defaultRequest{}", AMOUNT),
    ("spec.limits[].max{}", AMOUNT),
    ("spec.limits[].maxLimitRequestRatio{}", AMOUNT),
    ("spec.limits[].min{}", AMOUNT),
    ("spec.limits", Rule::Unique(&["type"])),
];

/// Rules of `ValidatePriorityClass`.
pub(super) const PRIORITY_CLASS: Table = &[
    ("preemptionPolicy", Rule::Words(&["Never", "PreemptLowerPriority"])),
    // What is above is the system's (`HighestUserDefinablePriority`).
    ("value", Rule::Range(i32::MIN as i64, 1_000_000_000)),
];
