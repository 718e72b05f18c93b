//! The resources of containers, backwards.

use super::derive::{Source, put};
use super::pod::is_gpu;
use crate::objects::{Map, Value};
use crate::runners::{GPU, KVM};

/// The four short keys.
const SHORT: [(&str, &str, &str); 4] = [
    ("cpureq", "requests", "cpu"),
    ("cpulim", "limits", "cpu"),
    ("memreq", "requests", "memory"),
    ("memlim", "limits", "memory"),
];

/// The runner's resources: the short keys, devices, and the rest as Kubernetes spells it.
pub(super) fn resources(source: &Source<'_>, keys: &mut Map) {
    let resources = source.container("runner").and_then(|runner| runner.get("resources"));
    let mut rest = resources.and_then(Value::map).cloned().unwrap_or_default();
    for (key, side, resource) in SHORT {
        put(keys, key, take(&mut rest, side, resource));
    }
    let tolerates = source.pod("tolerations").is_some_and(|all| all.items().iter().any(is_gpu));
    if let Some(count) = rest.get("limits").and_then(|limits| integer(limits.get(GPU)?))
        && (tolerates && count > 0)
    {
        take(&mut rest, "limits", GPU);
        put(keys, "gpu", Some(Value::Integer(count)));
    }
    if rest.get("limits").and_then(|limits| integer(limits.get(KVM)?)) == Some(1) {
        take(&mut rest, "limits", KVM);
        put(keys, "kvm", Some(Value::Bool(true)));
    }
    let limits = rest.get("limits").and_then(Value::map).cloned().unwrap_or_default();
    let mut custom = Map::new();
    for name in limits.keys().filter(|name| name.contains('/')) {
        let amount = take(&mut rest, "limits", name);
        custom.extend(amount.map(|amount| (name.clone(), amount)));
    }
    put(keys, "custom_resources", Some(Value::Map(custom)));
    put(keys, "resources", Some(Value::Map(rest)));
}

/// In what the Docker daemon's resources differ from the runner's short keys; `null` takes away.
pub(super) fn dind_resources(source: &Source<'_>, keys: &mut Map) {
    let Some(docker) = source.container("docker") else { return };
    let own = docker.get("resources").and_then(Value::map).cloned().unwrap_or_default();
    let mut change = Map::new();
    for side in ["requests", "limits"] {
        let short = SHORT.iter().filter(|(_, of, _)| *of == side);
        let below: Map = short
            .filter_map(|(key, _, resource)| Some(((*resource).to_owned(), keys.get(*key)?.clone())))
            .collect();
        let amounts = own.get(side).and_then(Value::map);
        let change_of_side = match amounts {
            None if below.is_empty() => continue,
            None => Value::Null,
            Some(amounts) => Value::Map(over(&below, amounts)),
        };
        if !change_of_side.is_empty() {
            change.insert(side.to_owned(), change_of_side);
        }
    }
    change.extend(own.into_iter().filter(|(side, _)| side != "requests" && side != "limits"));
    put(keys, "dind_resources", Some(Value::Map(change)));
}

/// What has to be put over a map to get another.
fn over(below: &Map, wanted: &Map) -> Map {
    let gone = below.keys().filter(|key| !wanted.contains_key(*key)).map(|key| (key.clone(), Value::Null));
    let new = wanted.iter().filter(|(key, value)| below.get(*key) != Some(value));
    new.map(|(key, value)| (key.clone(), value.clone())).chain(gone).collect()
}

/// Takes an amount out of its side, and the side away once it is empty.
fn take(resources: &mut Map, side: &str, resource: &str) -> Option<Value> {
    let Some(Value::Map(amounts)) = resources.get_mut(side) else { return None };
    let amount = amounts.shift_remove(resource);
    if amounts.is_empty() {
        resources.shift_remove(side);
    }
    amount
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        Value::Text(text) => text.parse().ok(),
        _ => None,
    }
}
