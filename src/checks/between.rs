//! What is wrong between objects of evryfs' operator.

use std::collections::BTreeMap;

use super::garo::{Jobs, Runners};
use crate::kubernetes::Arch;

/// Pairs of objects of which one counts the other's runners as its own: the operator finds its runners by the beginning of
/// their names, in whatever namespace. Each pair is the one with the longer name and the one it begins with.
pub fn check_names(all: &[Runners]) -> Vec<(usize, usize)> {
    let key = |at: usize| (&all[at].scope, &all[at].names.1, &all[at].names.0);
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|one, other| key(*one).cmp(&key(*other)));
    let mut pairs = Vec::new();
    // In this order what begins with a name follows it.
    for (at, shorter) in order.iter().enumerate() {
        for longer in &order[at + 1..] {
            let (short, long) = (&all[*shorter], &all[*longer]);
            if short.scope != long.scope || !long.names.1.starts_with(&short.names.1) {
                break;
            }
            if short.names != long.names {
                pairs.push((*longer, *shorter));
            }
        }
    }
    pairs
}

/// Objects whose pods have the service account that bears the name of another object of their namespace, or that of a pool
/// with an object for each architecture; and that object.
pub fn check_accounts(all: &[Runners]) -> Vec<(usize, usize)> {
    let mut owners: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let names = |at: usize| (all[at].names.0.as_str(), all[at].names.1.as_str());
    owners.extend((0..all.len()).map(|at| (names(at), at)));
    for (at, (namespace, name)) in (0..all.len()).map(|at| (at, names(at))) {
        pool(name).map(|pool| owners.entry((namespace, pool)).or_insert(at));
    }
    let other = |(at, one): (usize, &Runners)| {
        let (namespace, name) = &one.names;
        let is_own = |account: &&str| account == name || Some(*account) == pool(name);
        let account = one.service_account.as_ref().map(|(account, _)| account.as_str());
        Some((at, *owners.get(&(namespace.as_str(), account.filter(|account| !is_own(account))?))?))
    };
    all.iter().enumerate().filter_map(other).collect()
}

/// Pairs of objects whose runners jobs cannot tell apart, and of which only one has some device: the one, and the other. Of
/// many that are alike the first is told with each that differs.
pub fn check_labels(all: &[Runners]) -> Vec<(usize, usize)> {
    let mut first: BTreeMap<(&(String, Option<String>), &Jobs), usize> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (at, runners) in all.iter().enumerate().filter(|(_, runners)| !runners.jobs.labels.is_empty()) {
        let first = *first.entry((&runners.scope, &runners.jobs)).or_insert(at);
        let more =
            |one: &Runners, other: &Runners| one.devices.iter().any(|name| !other.devices.contains(name));
        if more(runners, &all[first]) {
            pairs.push((at, first));
        } else if more(&all[first], runners) {
            pairs.push((first, at));
        }
    }
    pairs
}

/// The pool of an object for an architecture: `rust` of `rust-amd64`.
fn pool(object: &str) -> Option<&str> {
    object.rsplit_once('-').filter(|(_, arch)| Arch::parse(arch).is_some()).map(|(pool, _)| pool)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::Item;

    fn runners(namespace: &str, name: &str, repository: Option<&str>) -> Runners {
        Runners {
            names: (namespace.to_owned(), name.to_owned()),
            scope: ("org".to_owned(), repository.map(str::to_owned)),
            service_account: Some(("go".to_owned(), Item::Node(0))),
            ..Runners::default()
        }
    }

    #[test]
    fn a_name_that_begins_with_another_is_found() {
        let all = [
            runners("a", "go-arm64", None),
            runners("a", "rust", None),
            runners("a", "go-arm", None),
            runners("a", "go", Some("tool")),
            runners("b", "go-arm-x", None),
            runners("b", "rust", None),
        ];
        assert_eq!(check_names(&all), [(4, 2), (0, 2), (5, 1)]);
    }

    #[test]
    fn labels_are_the_same_where_a_job_cannot_tell() {
        let with = |labels: &[&str], devices: &[&str]| {
            let all = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
            let jobs = Jobs { labels: all(labels), ..Jobs::default() };
            Runners { jobs, devices: all(devices), ..Runners::default() }
        };
        let all = [
            with(&["go"], &[]),
            with(&["go"], &["gpu"]),
            with(&["gpu"], &["gpu"]),
            with(&["go"], &[]),
            with(&[], &[]),
        ];
        assert_eq!(check_labels(&all), [(1, 0)]);
    }

    #[test]
    fn an_account_is_that_of_a_namespace() {
        let all = [runners("a", "go", None), runners("a", "rust", None), runners("b", "zig", None)];
        assert_eq!(check_accounts(&all), [(1, 0)]);
        let all = [runners("a", "go-amd64", None), runners("a", "rust", None), runners("b", "zig", None)];
        assert_eq!(check_accounts(&all), [(1, 0)]);
    }
}
