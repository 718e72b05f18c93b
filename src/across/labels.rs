//! The labels of the pools, for actionlint.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::runners::Served;
use crate::yaml;

/// What the file of labels begins with, by which it is known to be made.
pub const MADE: &str = "# Made by runner-ymls: the labels of the pools, so that actionlint knows them.";

/// The configuration of actionlint that names every label of the pools, and those of runners that are made elsewhere
/// (github.com/rhysd/actionlint, docs/config.md). It knows those that every runner has.
pub fn actionlint(pools: &[Served], elsewhere: &[String]) -> String {
    let labels: BTreeSet<&String> = pools.iter().flat_map(|pool| &pool.labels.0).chain(elsewhere).collect();
    let mut out = format!("{MADE}\nself-hosted-runner:\n  labels:\n");
    for label in labels {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "    - {}", yaml::written(label, false));
    }
    out
}
