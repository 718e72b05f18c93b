//! One object in the clothes of another: what means the same is written the same, so that only differences are left.

use super::filled::INSTANCE;
use super::place::{Place, Present};
use super::secret::spelled_as;
use super::value::{Map, Value};
use crate::kubernetes::schema::Crd;

/// A present object as the wanted one is written: the order of its keys and of what has no order, the spelling of its
/// quantities, and neither defaults nor what others have filled in, unless they are wanted. It is equal to the wanted
/// object if both mean the same.
pub fn align(wanted: &Value, object: &Value, present: Present, crds: &[Crd]) -> Value {
    let object = spelled_as(wanted, object);
    let mut aligned = value(wanted, &object, &Place::of(wanted, crds, present));
    if present == Present::Live
        && let Value::Map(object) = &mut aligned
        && let Some(Value::Map(metadata)) = object.get_mut("metadata")
    {
        // An object that names no namespace gets the one it is applied in.
        if wanted.at(&["metadata", "namespace"]).is_none() {
            metadata.shift_remove("namespace");
        }
        take_instance(wanted, metadata);
    }
    aligned
}

/// Takes the label of Argo CD's applications away, unless it is wanted.
fn take_instance(wanted: &Value, metadata: &mut Map) {
    let Some(Value::Map(labels)) = metadata.get_mut("labels") else { return };
    if wanted.at(&["metadata", "labels", INSTANCE]).is_none() {
        labels.shift_remove(INSTANCE);
    }
    if labels.is_empty() && wanted.at(&["metadata", "labels"]).is_none() {
        metadata.shift_remove("labels");
    }
}

/// A live object without defaults and without what others have filled in.
pub fn prune(object: &Value, crds: &[Crd]) -> Value {
    bare(object, &Place::of(object, crds, Present::Live))
}

fn value(wanted: &Value, present: &Value, place: &Place) -> Value {
    match (wanted, present) {
        (Value::Map(wanted), Value::Map(present)) => Value::Map(map(wanted, present, place)),
        (Value::List(wanted), Value::List(present)) => Value::List(list(wanted, present, place)),
        _ if place.is_same(wanted, present) => wanted.clone(),
        _ => bare(present, place),
    }
}

fn map(wanted: &Map, present: &Map, place: &Place) -> Map {
    let mut aligned = Map::new();
    for (key, inner) in wanted {
        let place = place.key(key, inner);
        match present.get(key) {
            Some(other) => aligned.insert(key.clone(), value(inner, other, &place)),
            None if place.is_default(wanted, &bare(inner, &place)) => {
                aligned.insert(key.clone(), inner.clone())
            }
            None => None,
        };
    }
    for (key, inner) in present.iter().filter(|(key, _)| !wanted.contains_key(*key)) {
        if let Some(inner) = worth(place, present, key, inner) {
            aligned.insert(key.clone(), inner);
        }
    }
    aligned
}

/// What a key says beyond its default; none if that is nothing.
fn worth(place: &Place, holder: &Map, key: &str, inner: &Value) -> Option<Value> {
    if place.is_added(key, inner) {
        return None;
    }
    let place = place.key(key, inner);
    let inner = bare(inner, &place);
    (!place.is_default(holder, &inner)).then_some(inner)
}

fn bare(value: &Value, place: &Place) -> Value {
    match value {
        Value::Map(map) => {
            let entries =
                map.iter().filter_map(|(key, inner)| Some((key.clone(), worth(place, map, key, inner)?)));
            Value::Map(entries.collect())
        }
        Value::List(items) => {
            let place = place.item();
            Value::List(items.iter().map(|item| named(bare(item, &place))).collect())
        }
        value => value.clone(),
    }
}

/// The name of an item first, as people write it; the API server sorts.
fn named(mut item: Value) -> Value {
    if let Value::Map(map) = &mut item
        && let Some(at) = map.get_index_of("name")
    {
        map.move_index(at, 0);
    }
    item
}

fn list(wanted: &[Value], present: &[Value], place: &Place) -> Vec<Value> {
    let keys = place.unordered().filter(|_| !place.is_env() || is_set(wanted) && is_set(present));
    let item = place.item();
    let mut left: Vec<Option<&Value>> = present.iter().map(Some).collect();
    let Some(keys) = keys else {
        let ordered = present.iter().enumerate().map(|(at, other)| {
            paired(wanted, (at, other), &item).unwrap_or_else(|| named(bare(other, &item)))
        });
        return ordered.collect();
    };
    let mut aligned = Vec::new();
    for one in wanted {
        let is_it = |other: &Value| is_pair(one, other, keys, &item);
        if let Some(found) = left.iter_mut().find(|other| other.is_some_and(is_it))
            && let Some(other) = found.take()
        {
            aligned.push(value(one, other, &item));
        }
    }
    aligned.extend(left.into_iter().flatten().map(|other| named(bare(other, &item))));
    aligned
}

/// A present item of an ordered list as the wanted one that it is compared with: that of the same name, else of the same
/// meaning, else in the same place.
fn paired(wanted: &[Value], (at, other): (usize, &Value), item: &Place) -> Option<Value> {
    if let Some(name) = other.get("name").and_then(Value::text) {
        let mut same = wanted.iter().filter(|one| one.get("name").and_then(Value::text) == Some(name));
        // Two of one name are told apart by the rest.
        if let (found, None) = (same.next(), same.next()) {
            return found.map(|one| value(one, other, item));
        }
    }
    let mut in_place = None;
    for (nth, one) in wanted.iter().enumerate() {
        let aligned = value(one, other, item);
        if aligned == *one {
            return Some(aligned);
        }
        if nth == at {
            in_place = Some(aligned);
        }
    }
    in_place
}

/// Whether two items are about the same thing.
fn is_pair(one: &Value, other: &Value, keys: &[&str], item: &Place) -> bool {
    if keys.is_empty() {
        return value(one, other, item) == *one;
    }
    let (Value::Map(one), Value::Map(other)) = (one, other) else { return one == other };
    let same = |key: &str| {
        let absent =
            |map: &Map, value: &Value| !map.contains_key(key) && item.key(key, value).is_default(map, value);
        match (one.get(key), other.get(key)) {
            (Some(one), Some(other)) => one == other,
            (Some(value), None) => absent(other, value),
            (None, Some(value)) => absent(one, value),
            (None, None) => true,
        }
    };
    keys.iter().all(|key| same(key))
}

/// Whether the order of variables means nothing: each is there once, and none is made from another.
fn is_set(env: &[Value]) -> bool {
    let name = |variable: &Value| variable.get("name").and_then(Value::text).map(str::to_owned);
    let mut names: Vec<_> = env.iter().map(name).collect();
    names.sort_unstable();
    let is_made = |variable: &Value| {
        variable.get("value").and_then(Value::text).is_some_and(|text| text.contains("$("))
    };
    names.windows(2).all(|pair| pair[0] != pair[1]) && !env.iter().any(is_made)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops at what it does not expect")]
mod tests {
    use super::*;
    use crate::objects::read;

    const WANTED: &str = include_str!("../../tests/objects/wanted.yaml");

    fn one(text: &str) -> Value {
        read(text).unwrap().remove(0)
    }

    #[test]
    fn what_the_cluster_makes_of_an_object_means_the_same() {
        let wanted = one(WANTED);
        let live = one(include_str!("../../tests/objects/live.yaml"));
        assert_ne!(live, wanted);
        assert_eq!(align(&wanted, &live, Present::Live, &[]), wanted);
        let back = align(&live, &wanted, Present::Live, &[]);
        assert_eq!(back.get("spec"), live.get("spec"));
        assert_eq!(align(&wanted, &prune(&live, &[]), Present::Live, &[]), wanted);
    }

    #[test]
    fn every_change_of_meaning_is_a_difference() {
        let wanted = one(WANTED);
        let changes = [
            ("maxRunners: 12", "maxRunners: 13"),
            ("maxRunners: 12", "maxRunners: \"12\""),
            ("reconciliationPeriod: 1m", "reconciliationPeriod: 2m"),
            ("memory: 1024Mi", "memory: 1Mi"),
            ("value: \"1\"", "value: 1"),
            ("imagePullPolicy: Always", "imagePullPolicy: IfNotPresent"),
            ("privileged: true", "privileged: false"),
            ("    spec:\n", "    spec:\n      hostNetwork: true\n"),
            ("  name: go\n", "  name: go\n  annotations: {team: a}\n"),
            ("- --mtu=1430", "- --mtu=1400"),
            ("effect: NoSchedule", "effect: NoExecute"),
        ];
        for (from, to) in changes {
            assert!(WANTED.contains(from), "{from}");
            let present = one(&WANTED.replace(from, to));
            assert_ne!(align(&wanted, &present, Present::Live, &[]), wanted, "{to}");
            assert_ne!(align(&present, &wanted, Present::Live, &[]), present, "{to}");
        }
    }

    /// Each list is compared once: twice each would not come to an end here.
    #[test]
    fn lists_in_lists_are_compared_once() {
        let nested = |inner: &str| {
            let (open, close) = ("[".repeat(60), "]".repeat(60));
            one(&format!("{{apiVersion: v1, kind: X, metadata: {{name: a}}, spec: {open}{inner}{close}}}"))
        };
        let (wanted, present) = (nested("1"), nested("2"));
        assert_eq!(align(&wanted, &wanted, Present::Live, &[]), wanted);
        assert_eq!(align(&wanted, &present, Present::Live, &[]), present);
    }

    #[test]
    fn the_order_of_variables_counts_where_one_is_made_from_another() {
        let env = |text: &str| {
            one(&format!(
                "{{apiVersion: v1, kind: Pod, metadata: {{name: a}}, spec: {{containers: [{{name: a, env: [{text}]}}]}}}}"
            ))
        };
        let (ab, ba) = (
            env("{name: A, value: x}, {name: B, value: y}"),
            env("{name: B, value: y}, {name: A, value: x}"),
        );
        assert_eq!(align(&ab, &ba, Present::Live, &[]), ab);
        let (ab, ba) = (
            env("{name: A, value: x}, {name: B, value: $(A)}"),
            env("{name: B, value: $(A)}, {name: A, value: x}"),
        );
        assert_ne!(align(&ab, &ba, Present::Live, &[]), ab);
    }
}
