//! Values that a pool lacks.

use super::keys;
use super::pool::Pool;
use crate::json::Kind;
use crate::keys::list;
use crate::template::Reads;
use crate::text::{Code, Diagnostic, Diagnostics, Span, suggest};

/// What a pool cannot do without, each with a key that may stand in for it.
pub(super) const NEEDED: [(&str, &str); 3] =
    [("gh_org_value", "organization"), ("max_runners", ""), ("runner_image", "")];

/// What a template cannot do without of these.
pub(super) fn needed(reads: &Reads) -> Vec<(&'static str, &'static str)> {
    NEEDED.into_iter().filter(|(key, _)| reads.requires(key)).collect()
}

/// What the pools lack. What none of them has is one mistake, and not one of each.
#[derive(Debug, Default)]
pub(super) struct Missing {
    /// How many pools there are.
    pools: usize,
    /// Those that lack something: their keys, where those are, and what it is.
    lacking: Vec<(String, Span, Vec<&'static str>)>,
}

impl Missing {
    /// Looks for values that a template needs and nothing gives; whether the pool has all of them.
    pub(super) fn look(
        &mut self,
        pool: &Pool<'_>,
        needed: &[(&'static str, &str)],
        found: &mut Diagnostics,
    ) -> bool {
        self.pools += 1;
        let before = found.len();
        let mut absent = Vec::new();
        for (key, other) in needed.iter().copied() {
            let is_given = |key| pool.settings.find(key).is_some_and(|entry| entry.value.kind != Kind::Null);
            if is_given(key) || is_given(other) {
                continue;
            }
            match pool.settings.find(key) {
                Some(entry) => found.push(
                    missing(&pool.key, &[key])
                        .at(entry.value.span, "this means that it is not set")
                        .label(pool.span, "in this pool"),
                ),
                // What is misspelt has been told of.
                None if is_misspelt(pool, key) => {}
                None => absent.push(key),
            }
        }
        let has_all = found.len() == before && absent.is_empty();
        if !absent.is_empty() {
            self.lacking.push((pool.key.to_string(), pool.span, absent));
        }
        has_all
    }

    /// How many pools there are.
    pub(super) fn pools(&self) -> usize {
        self.pools
    }

    /// What is missing.
    pub(super) fn finish(self, found: &mut Diagnostics) {
        let is_everywhere = |key: &&str| {
            self.pools > 1
                && self.pools == self.lacking.iter().filter(|(.., absent)| absent.contains(key)).count()
        };
        for (nth, (pool, span, absent)) in self.lacking.iter().enumerate() {
            let (everywhere, here): (Vec<&str>, Vec<&str>) = absent.iter().copied().partition(is_everywhere);
            for keys in [everywhere, here].into_iter().filter(|keys| !keys.is_empty()) {
                let is_here = !is_everywhere(&keys[0]);
                let expected = format!("expected {} in this pool", list(keys.iter().copied()));
                if is_here {
                    let is_near = suggest(&format!("${pool}"), ["$defaults"]).is_some();
                    let meant = "this is a pool; did you mean `$defaults`?".to_owned();
                    found.push(missing(pool, &keys).at(*span, if is_near { meant } else { expected }));
                } else if nth == 0 {
                    let expected = format!("{expected}, and in all others");
                    let mut all = nowhere(&keys).at(*span, expected);
                    all.more = self.pools - 1;
                    found.push(all);
                }
            }
        }
    }
}

/// Whether an unknown key of the pool is surely meant to be this one.
fn is_misspelt(pool: &Pool<'_>, key: &str) -> bool {
    pool.settings.custom().iter().any(|custom| suggest(custom, keys::names()) == Some(key))
}

fn nowhere(keys: &[&str]) -> Diagnostic {
    let message = format!("no pool has {}", list(keys.iter().copied()));
    // A pool can lack something else, at the same place.
    let found = Diagnostic::new(Code::MissingValue, message).about(keys[0]);
    found.help(format!("give it {}", for_all(keys)))
}

fn missing(pool: &str, keys: &[&str]) -> Diagnostic {
    let message = format!("pool `{pool}` has no {}", list(keys.iter().copied()));
    Diagnostic::new(Code::MissingValue, message).help(format!("give it here, or {}", for_all(keys)))
}

fn for_all(keys: &[&str]) -> String {
    let key = keys.first().copied().unwrap_or_default();
    format!("for all pools: `\"$defaults\": {{ \"{key}\": … }}` or `--set '*.{key}=…'`")
}
