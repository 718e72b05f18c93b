//! Amounts that a namespace has, and those of what is in it.

use super::resources;
use super::rule::{Rule, Table};

const AMOUNT: Rule = Rule::Ask(|findings, item, path| {
    resources::quantity(findings, item, path);
});

/// Rules of `ValidateResourceQuotaSpec`.
pub(super) const RESOURCE_QUOTA: Table = &[("spec.hard{}", AMOUNT)];

/// Rules of `ValidateLimitRange`.
pub(super) const LIMIT_RANGE: Table = &[
    ("spec.limits[].default{}", AMOUNT),
    ("spec.limits[].defaultRequest{}", AMOUNT),
    ("spec.limits[].max{}", AMOUNT),
    ("spec.limits[].maxLimitRequestRatio{}", AMOUNT),
    ("spec.limits[].min{}", AMOUNT),
];
