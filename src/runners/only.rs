//! `--only`: the pools that a command is about.

use wildmatch::WildMatch;

use super::config::Config;
use crate::keys::list;
use crate::text::{Code, Diagnostic, Diagnostics, Source, did_you_mean, suggest};

/// The pools that the patterns leave.
pub(super) fn select(
    config: &Config<'_>,
    only: &[String],
    source: &Source,
    diagnostics: &mut Diagnostics,
) -> Vec<usize> {
    let all: Vec<usize> = config.pools().collect();
    if all.is_empty() {
        let found = Diagnostic::new(Code::NoPools, "this config has no pool to render")
            .at(source.span(0..source.text.len().min(1)), "")
            .help("add a pool: a key that does not begin with `$`, and a map");
        diagnostics.push(found);
    }
    let (out, into): (Vec<&str>, Vec<&str>) =
        only.iter().map(String::as_str).partition(|pattern| pattern.starts_with('!'));
    let matches = |patterns: &[&str], name: &str| {
        patterns.iter().any(|pattern| WildMatch::new(pattern.trim_start_matches('!')).matches(name))
    };
    let names: Vec<&str> = all.iter().map(|pool| config.name(*pool)).collect();
    for pattern in only {
        if !all.is_empty() && !names.iter().any(|name| matches(&[pattern], name)) {
            let help = meant(pattern.trim_start_matches('!'), &names);
            diagnostics.push(
                Diagnostic::new(Code::UnknownName, format!("no pool matches `--only {pattern}`")).help(help),
            );
        }
    }
    let wanted = |name: &str| (into.is_empty() || matches(&into, name)) && !matches(&out, name);
    let chosen: Vec<usize> =
        all.iter().zip(&names).filter(|(_, name)| wanted(name)).map(|(pool, _)| *pool).collect();
    if chosen.is_empty() && !all.is_empty() && !diagnostics.has_errors() {
        diagnostics.push(Diagnostic::new(Code::NoPools, "`--only` leaves no pool to render"));
    }
    chosen
}

/// What may be meant by the name of a pool that there is not.
pub(super) fn meant(name: &str, names: &[&str]) -> String {
    suggest(name, names.iter().copied()).map_or_else(|| known(names), did_you_mean)
}

/// The pools that there are.
pub(super) fn known(names: &[&str]) -> String {
    /// As many as are read at a glance.
    const SOME: usize = 10;
    match names {
        [only] => format!("the only pool is `{only}`"),
        [first @ .., _] if first.len() >= SOME => {
            format!("the first of {} pools are {}", names.len(), list(names.iter().copied().take(SOME)))
        }
        _ => format!("the pools are {}", list(names.iter().copied())),
    }
}
