//! Values that a pool lacks.

use super::pool::Pool;
use crate::json::Kind;
use crate::keys::list;
use crate::template::Reads;
use crate::text::{Code, Diagnostic};

/// What a pool cannot do without, each with a key that may stand in for it.
pub(super) const NEEDED: [(&str, &str); 3] =
    [("gh_org_value", "organization"), ("max_runners", ""), ("runner_image", "")];

/// Values that a template needs and nothing gives.
pub(super) fn missing_values(pool: &Pool<'_>, reads: &Reads) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut absent = Vec::new();
    for (key, other) in NEEDED {
        let is_given = |key| pool.settings.find(key).is_some_and(|entry| entry.value.kind != Kind::Null);
        if !reads.requires(key) || is_given(key) || is_given(other) {
            continue;
        }
        match pool.settings.find(key) {
            Some(entry) => found.push(
                missing(pool, &[key])
                    .at(entry.value.span, "this means that it is not set")
                    .label(pool.span, "in this pool"),
            ),
            None => absent.push(key),
        }
    }
    if !absent.is_empty() {
        let expected = format!("expected {} in this pool", list(absent.iter().copied()));
        found.push(missing(pool, &absent).at(pool.span, expected));
    }
    found
}

fn missing(pool: &Pool<'_>, keys: &[&str]) -> Diagnostic {
    let key = keys.first().copied().unwrap_or_default();
    Diagnostic::new(Code::MissingValue, format!("pool `{}` has no {}", pool.key, list(keys.iter().copied())))
        .help(format!(
            "give it here, or for all pools: `\"$defaults\": {{ \"{key}\": … }}` or `--set '*.{key}=…'`"
        ))
}
