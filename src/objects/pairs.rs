//! Which of the present objects each wanted one is, in whatever order they come.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::identity::Identity;
use super::value::Value;

/// Objects of which nobody can tell which is which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// A present object is there twice.
    Twice(Identity),
    /// A wanted object names no namespace, and is there in several.
    Wanted(Identity, Vec<Identity>),
    /// A present object names no namespace, and is wanted in several.
    Present(Identity, Vec<Identity>),
}

/// For each wanted object the place of the present one that it is: of the same identity, else the only one that it can be.
pub(super) fn pairs(wanted: &[Identity], present: &[Identity]) -> Vec<Option<usize>> {
    let mut places: BTreeMap<&Identity, VecDeque<usize>> = BTreeMap::new();
    for (at, one) in present.iter().enumerate() {
        places.entry(one).or_default().push_back(at);
    }
    let mut used = vec![false; present.len()];
    let mut found: Vec<Option<usize>> = wanted
        .iter()
        .map(|one| {
            let at = places.get_mut(one)?.pop_front()?;
            used[at] = true;
            Some(at)
        })
        .collect();
    let left: Vec<usize> = (0..wanted.len()).filter(|at| found[*at].is_none()).collect();
    let can_be = |one: usize, other: usize| !used[other] && wanted[one].can_be(&present[other]);
    for one in &left {
        let mut others = (0..present.len()).filter(|other| can_be(*one, *other));
        if let (Some(other), None) = (others.next(), others.next())
            && left.iter().filter(|one| can_be(**one, other)).count() == 1
        {
            found[*one] = Some(other);
        }
    }
    found
}

/// The same of objects.
pub fn pair(wanted: &[Value], present: &[Value]) -> Vec<Option<usize>> {
    pairs(&identities(wanted), &identities(present))
}

pub(super) fn identities(objects: &[Value]) -> Vec<Identity> {
    objects.iter().map(Identity::of).collect()
}

/// The first object that is there twice.
pub fn twice(objects: &[Value]) -> Option<Identity> {
    let mut seen = BTreeSet::new();
    identities(objects).into_iter().find(|one| !seen.insert(one.clone()))
}

/// The first object of which nobody can tell which is which.
pub fn unclear(wanted: &[Value], present: &[Value]) -> Option<Unclear> {
    if let Some(twice) = twice(present) {
        return Some(Unclear::Twice(twice));
    }
    let (wanted, present) = (identities(wanted), identities(present));
    let pairs = pairs(&wanted, &present);
    let is_left = |(at, _): &(usize, &Identity)| pairs[*at].is_none();
    let wanted: Vec<&Identity> = wanted.iter().enumerate().filter(is_left).map(|(_, one)| one).collect();
    let used: BTreeSet<usize> = pairs.iter().flatten().copied().collect();
    let is_left = |(at, _): &(usize, &Identity)| !used.contains(at);
    let present: Vec<&Identity> = present.iter().enumerate().filter(is_left).map(|(_, one)| one).collect();
    let several = |one: &Identity, others: &[&Identity]| {
        let found: Vec<_> =
            others.iter().filter(|other| one.can_be(other)).map(|other| (*other).clone()).collect();
        (found.len() > 1).then_some(found)
    };
    let first = |these: &[&Identity], others| {
        these.iter().find_map(|one| Some(((*one).clone(), several(one, others)?)))
    };
    let is_wanted = first(&wanted, &present).map(|(one, others)| Unclear::Wanted(one, others));
    is_wanted.or_else(|| first(&present, &wanted).map(|(one, others)| Unclear::Present(one, others)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops at what it does not expect")]
mod tests {
    use super::*;

    fn identity(namespace: &str) -> Identity {
        let namespace = (!namespace.is_empty()).then(|| namespace.to_owned());
        Identity { group: String::new(), kind: "A".to_owned(), namespace, name: "a".to_owned() }
    }

    #[test]
    fn an_object_without_a_namespace_is_the_only_one_it_can_be() {
        for (wanted, present, expected) in [
            (vec!["a"], vec!["a"], vec![Some(0)]),
            (vec!["a"], vec!["b"], vec![None]),
            (vec![""], vec!["b"], vec![Some(0)]),
            (vec!["b"], vec![""], vec![Some(0)]),
            (vec![""], vec!["a", "b"], vec![None]),
            (vec!["", "a"], vec!["a", "b"], vec![Some(1), Some(0)]),
            (vec!["", "a"], vec!["b", "a"], vec![Some(0), Some(1)]),
            (vec![""], vec!["a", ""], vec![Some(1)]),
            (vec!["a", "b"], vec![""], vec![None, None]),
        ] {
            let of = |list: &[&str]| list.iter().map(|one| identity(one)).collect::<Vec<_>>();
            assert_eq!(pairs(&of(&wanted), &of(&present)), expected, "{wanted:?} {present:?}");
        }
    }
}
