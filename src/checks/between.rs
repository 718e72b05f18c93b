//! What is wrong between objects of evryfs' operator.

use std::collections::BTreeMap;
use std::rc::Rc;

use foldhash::HashMap;

use super::garo::{Runners, Shared};
use crate::kubernetes::Arch;

/// Pairs of objects of which one counts the other's runners as its own: the operator finds its runners by the beginning of
/// their names, in whatever namespace. Each pair is the one with the longer name and the one it begins with.
pub fn check_names(all: &[Runners]) -> Vec<(usize, usize)> {
    let key = |at: &usize| (&all[*at].name, &all[*at].shared.namespace);
    let mut scopes: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, one) in all.iter().enumerate() {
        scopes.entry(&one.shared.scope).or_default().push(at);
    }
    let mut pairs = Vec::new();
    for order in scopes.values_mut() {
        order.sort_by(|one, other| key(one).cmp(&key(other)));
        // In this order what begins with a name follows it.
        for (at, shorter) in order.iter().enumerate() {
            let begins = |longer: &&usize| all[**longer].name.starts_with(&*all[*shorter].name);
            let longer = order[at + 1..].iter().take_while(begins);
            pairs.extend(
                longer.filter(|longer| key(longer) != key(shorter)).map(|longer| (*longer, *shorter)),
            );
        }
    }
    pairs
}

/// Objects whose pods have the service account that bears the name of another object of their namespace, or that of a pool
/// with an object for each architecture; and that object.
pub fn check_accounts(all: &[Runners]) -> Vec<(usize, usize)> {
    if all.iter().all(|one| one.shared.service_account.is_none()) {
        return Vec::new();
    }
    let mut owners: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let names = |at: usize| (all[at].shared.namespace.as_str(), &*all[at].name);
    owners.extend((0..all.len()).map(|at| (names(at), at)));
    for (at, (namespace, name)) in (0..all.len()).map(|at| (at, names(at))) {
        pool(name).map(|pool| owners.entry((namespace, pool)).or_insert(at));
    }
    let other = |(at, one): (usize, &Runners)| {
        let is_own = |account: &&str| *account == &*one.name || Some(*account) == pool(&one.name);
        let account = one.shared.service_account.as_ref().map(|(account, _)| account.as_str());
        let account = account.filter(|account| !is_own(account))?;
        Some((at, *owners.get(&(one.shared.namespace.as_str(), account))?))
    };
    all.iter().enumerate().filter_map(other).collect()
}

/// Pairs of objects whose runners jobs cannot tell apart, and of which only one has some device: the one, and the other. Of
/// many that are alike the first is told with each that differs.
pub fn check_labels(all: &[Runners]) -> Vec<(usize, usize)> {
    let mut first = BTreeMap::new();
    // Most have all in common with one before, and are as that one is to the first.
    let mut known: HashMap<(*const Shared, *const String), usize> = HashMap::default();
    let mut pairs = Vec::new();
    for (at, runners) in all.iter().enumerate().filter(|(_, runners)| !runners.labels.is_empty()) {
        let Shared { scope, group, arch, .. } = &*runners.shared;
        let first = known
            .entry((Rc::as_ptr(&runners.shared), runners.labels.as_ptr()))
            .or_insert_with(|| *first.entry((scope, &runners.labels, group, arch)).or_insert(at));
        let more = |one: &Runners, other: &Runners| {
            one.shared.devices.iter().any(|name| !other.shared.devices.contains(name))
        };
        if more(runners, &all[*first]) {
            pairs.push((at, *first));
        } else if more(&all[*first], runners) {
            pairs.push((*first, at));
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
        let shared = Shared {
            namespace: namespace.to_owned(),
            scope: ("org".to_owned(), repository.map(str::to_owned)),
            service_account: Some(("go".to_owned(), Item::Node(0))),
            ..Shared::default()
        };
        Runners { name: name.into(), shared: Rc::new(shared), ..Runners::default() }
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
            let all = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
            let shared = Shared { devices: all(devices), ..Shared::default() };
            Runners { labels: all(labels).into(), shared: Rc::new(shared), ..Runners::default() }
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
