//! Objects that are one pool on several architectures.

use indexmap::IndexMap;

use crate::kubernetes::Arch;
use crate::objects::{Map, Value};
use crate::runners::{ARCH_LABEL, suffix};

/// A pool: its name, its keys and its objects.
pub(super) struct Pool {
    pub(super) name: String,
    pub(super) keys: Map,
    /// By their places among all objects.
    pub(super) objects: Vec<usize>,
}

/// The keys of an object in a pool of a name; whether the pool has `archs`.
pub(super) type Keys<'k> = dyn Fn(usize, &str, bool) -> Map + 'k;

/// An object's place among all, and its architecture if its name tells it.
type Member = (usize, Option<Arch>);

/// The pools of some objects: one for those that differ only in their architecture, otherwise one each.
pub(super) fn pools(objects: &[Value], keys: &Keys<'_>) -> Vec<Pool> {
    let names: Vec<&str> = objects.iter().map(name).collect();
    // Objects by namespace and by the name before their architecture.
    let mut families: IndexMap<(&str, &str), Vec<Member>> = IndexMap::new();
    for (at, object) in objects.iter().enumerate() {
        let namespace = text(object, &["metadata", "namespace"]);
        let found = arch(object).filter(|(base, _)| !names.contains(base));
        let base = found.map_or(names[at], |(base, _)| base);
        families.entry((namespace, base)).or_default().push((at, found.map(|(_, arch)| arch)));
    }
    let split = |((_, base), family)| split(base, family, objects, keys);
    let mut pools: Vec<Pool> = families.into_iter().flat_map(split).collect();
    pools.sort_by_key(|pool| pool.objects.first().copied());
    pools
}

/// One pool for each object.
pub(super) fn one_each(objects: &[Value], keys: &Keys<'_>) -> Vec<Pool> {
    objects.iter().enumerate().map(|(at, object)| single(at, object, keys)).collect()
}

fn single(at: usize, object: &Value, keys: &Keys<'_>) -> Pool {
    let name = name(object);
    Pool { name: name.to_owned(), keys: keys(at, name, false), objects: vec![at] }
}

/// The pool of those architectures that have the keys of the first, and the pools of the others.
fn split(base: &str, family: Vec<Member>, objects: &[Value], keys: &Keys<'_>) -> Vec<Pool> {
    let mut shared: Option<(Pool, Vec<Arch>)> = None;
    let mut others = Vec::new();
    for (at, arch) in family {
        let Some(arch) = arch else {
            others.push(single(at, &objects[at], keys));
            continue;
        };
        let keys_of_pool = keys(at, base, true);
        match &mut shared {
            None => {
                let pool = Pool { name: base.to_owned(), keys: keys_of_pool, objects: vec![at] };
                shared = Some((pool, vec![arch]));
            }
            Some((pool, archs)) if pool.keys == keys_of_pool && !archs.contains(&arch) => {
                pool.objects.push(at);
                archs.push(arch);
            }
            Some(_) => others.push(single(at, &objects[at], keys)),
        }
    }
    let shared = shared.map(|(mut pool, archs)| {
        let archs = archs.iter().map(|arch| Value::from(arch.name())).collect();
        pool.keys.insert("archs".to_owned(), Value::List(archs));
        pool
    });
    shared.into_iter().chain(others).collect()
}

/// What the name of an object is before its architecture.
fn arch(object: &Value) -> Option<(&str, Arch)> {
    let label = text(object, &["spec", "podTemplateSpec", "spec", "nodeSelector", ARCH_LABEL]);
    let arch = Arch::parse(label).filter(|arch| arch.name() == label)?;
    let base = name(object).strip_suffix(suffix(label))?.strip_suffix('-')?;
    (!base.is_empty()).then_some((base, arch))
}

/// The label that chooses the nodes of most objects, with the value `true`.
pub(super) fn selector(objects: &[Value]) -> Option<String> {
    let mut counts: IndexMap<&str, usize> = IndexMap::new();
    for object in objects {
        let labels = object.at(&["spec", "podTemplateSpec", "spec", "nodeSelector"]).and_then(Value::map);
        for (label, _) in labels.into_iter().flatten().filter(|(_, value)| value.text() == Some("true")) {
            *counts.entry(label).or_default() += 1;
        }
    }
    let best = counts.iter().rev().max_by_key(|(_, count)| **count)?;
    Some((*best.0).to_owned())
}

fn name(object: &Value) -> &str {
    text(object, &["metadata", "name"])
}

fn text<'o>(object: &'o Value, path: &[&str]) -> &'o str {
    object.at(path).and_then(Value::text).unwrap_or_default()
}
