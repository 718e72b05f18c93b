//! Keys that do not take what is there: a cluster has values that no config may have.

use super::verify::Verified;
use crate::json::{Entry, Kind, members, value};
use crate::text::{Diagnostic, Diagnostics, Severity, Span};

/// What an object cannot be without, and is right where it runs.
const IDENTITY: [&str; 2] = ["name", "namespace"];

/// The keys that stand in the way of objects that could not be rendered as they are, if a config has one pool for each
/// object. An empty text in a config is one that is not set.
pub(super) fn wrong_keys(verified: &Verified) -> Vec<String> {
    let mut found = Vec::new();
    let mut said = Diagnostics::default();
    let Some(source) = verified.sources.first() else { return found };
    let pools = members(source, &mut said).unwrap_or_default();
    for (pool, differences) in pools.into_values().zip(&verified.differences) {
        let Kind::Map(map) = value(source, pool.span, &mut said).kind else { continue };
        if differences.as_ref().is_some_and(Vec::is_empty) {
            continue;
        }
        let is_empty = |entry: &&Entry<'_>| matches!(&entry.value.kind, Kind::Text(text) if text.is_empty());
        let is_refused = |entry: &&Entry<'_>| differences.is_none() && is_wrong(entry, &verified.diagnostics);
        let wrong = map.0.iter().filter(|entry| is_empty(entry) || is_refused(entry));
        found.extend(wrong.map(|entry| entry.key.to_string()));
    }
    found.retain(|key| !IDENTITY.contains(&key.as_str()));
    found
}

/// Whether an error is about an entry.
fn is_wrong(entry: &Entry<'_>, diagnostics: &Diagnostics) -> bool {
    let whole = Span { end: entry.value.span.end, ..entry.key_span };
    let is_about =
        |found: &Diagnostic| found.at.iter().chain(&found.labels).any(|label| whole.holds(label.span));
    let errors = diagnostics.iter().filter(|found| found.code.severity() == Severity::Error);
    errors.into_iter().any(is_about)
}
