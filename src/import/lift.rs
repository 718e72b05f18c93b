//! What pools share, in `$defaults`.

use crate::objects::{Map, Value};

/// What makes a pool itself, and the keys that mean something else when they are not there than when they are `null`.
const OWN: [&str; 5] = ["name", "secret_ref_name", "runner_label", "archs", "operator"];
const NEVER_NULL: [&str; 1] = ["dind_mtu"];

/// Takes out of the pools what most of them share: pools that have another value keep it, and those that have none say so
/// with `null`.
pub(super) fn lift(pools: &mut Map) -> Map {
    let mut defaults = Map::new();
    if pools.len() < 2 {
        return defaults;
    }
    let mut names: Vec<String> = Vec::new();
    for key in pools.values().filter_map(Value::map).flat_map(Map::keys) {
        if !names.contains(key) && !OWN.contains(&key.as_str()) {
            names.push(key.clone());
        }
    }
    for key in names {
        let values: Vec<Option<&Value>> = pools.values().map(|pool| pool.get(&key)).collect();
        let is_map = values.iter().flatten().any(|value| matches!(value, Value::Map(_)));
        let shared =
            if is_map { shared_entries(&values).map(Value::Map) } else { shared_value(&key, &values) };
        if let Some(shared) = shared {
            for pool in pools.values_mut() {
                if let Value::Map(pool) = pool {
                    drop_shared(pool, &key, &shared);
                }
            }
            defaults.insert(key, shared);
        }
    }
    defaults
}

/// The value that most pools have, if it is worth it.
fn shared_value(key: &str, values: &[Option<&Value>]) -> Option<Value> {
    let count = |value: &Value| values.iter().filter(|other| **other == Some(value)).count();
    let missing = values.iter().filter(|value| value.is_none()).count();
    // The first of those that are as common.
    let best = values.iter().flatten().rev().max_by_key(|value| count(value))?;
    let is_most = count(best) * 2 > values.len() && count(best) > missing + 1;
    let can_be_missing = missing == 0 || !NEVER_NULL.contains(&key);
    (is_most && can_be_missing && **best != Value::Null).then(|| (*best).clone())
}

/// The entries that all pools have.
fn shared_entries(values: &[Option<&Value>]) -> Option<Map> {
    let maps: Option<Vec<&Map>> = values.iter().map(|value| value.and_then(Value::map)).collect();
    let maps = maps?;
    let first = maps.first()?;
    let is_shared = |(key, value): &(&String, &Value)| {
        // What is taken away below another key cannot be inherited.
        !matches!(value, Value::Null | Value::Map(_)) && maps.iter().all(|map| map.get(*key) == Some(*value))
    };
    let whole = maps.iter().all(|map| map == first);
    let shared: Map = if whole {
        (*first).clone()
    } else {
        first.iter().filter(is_shared).map(|(key, value)| (key.clone(), value.clone())).collect()
    };
    (!shared.is_empty()).then_some(shared)
}

fn drop_shared(pool: &mut Map, key: &str, shared: &Value) {
    match (pool.get_mut(key), shared) {
        (Some(own), shared) if own == shared => {
            pool.shift_remove(key);
        }
        (Some(Value::Map(own)), Value::Map(shared)) => own.retain(|key, _| !shared.contains_key(key)),
        (Some(_), _) => {}
        (None, _) => {
            pool.insert(key.to_owned(), Value::Null);
        }
    }
}
