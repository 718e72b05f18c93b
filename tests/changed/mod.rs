//! Objects in which one thing was changed.

use serde_json::{Value, json};

use crate::random::Random;

/// Texts that mean something somewhere, and some that mean nothing anywhere.
const TEXTS: [&str; 58] = [
    "",
    " ",
    "a b",
    "A_b",
    "a/b",
    "-a",
    "a.",
    "a",
    "..",
    "/abs",
    "../x",
    "a/../b",
    "true",
    "Always",
    "Never",
    "OnFailure",
    "None",
    "é",
    "a\nb",
    "$(A)",
    "1",
    "0",
    "99999999999",
    "10m",
    "1Gi",
    "-1",
    "1.5",
    "5e3",
    "0x10",
    "http",
    "a.b/c",
    "a.b/c/d",
    "metadata.name",
    "metadata.labels",
    "spec.nodeName",
    "limits.cpu",
    "requests.memory",
    "50%",
    "150%",
    "a=b",
    "*",
    "@daily",
    "@every 1d",
    "0 0 * * *",
    "60 * * * *",
    "10.0.0.1",
    "10.0.0.0/33",
    "::1",
    "Localhost",
    "Memory",
    "Exists",
    "In",
    "Equal",
    "NoSchedule",
    "user@x",
    "kubernetes.io/x",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "RollingUpdate",
];

const NUMBERS: [i64; 18] = [
    -1,
    0,
    1,
    2,
    5,
    100,
    101,
    255,
    511,
    512,
    600,
    3600,
    30000,
    65535,
    65536,
    2_147_483_647,
    2_147_483_648,
    9_223_372_036_854_775_807,
];

/// Where something is in a value: keys and numbers of items.
type Steps = Vec<String>;

fn paths(value: &Value, above: &Steps, all: &mut Vec<Steps>) {
    let below = |step: String, inner: &Value, all: &mut Vec<Steps>| {
        let path = above.iter().cloned().chain([step]).collect();
        paths(inner, &path, all);
        all.push(path);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, inner)| below(key.clone(), inner, all)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, inner)| below(at.to_string(), inner, all));
        }
        _ => {}
    }
}

fn at<'v>(value: &'v mut Value, path: &[String]) -> &'v mut Value {
    path.iter().fold(value, |value, step| match value {
        Value::Array(items) => &mut items[step.parse::<usize>().unwrap()],
        value => &mut value[step.as_str()],
    })
}

/// All values under a key, in any of the objects.
fn under(key: &str, objects: &[Value]) -> Vec<Value> {
    fn collect(value: &Value, key: &str, all: &mut Vec<Value>) {
        match value {
            Value::Object(map) => {
                all.extend(map.get(key).cloned());
                map.values().for_each(|inner| collect(inner, key, all));
            }
            Value::Array(items) => items.iter().for_each(|inner| collect(inner, key, all)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    for object in objects {
        collect(object, key, &mut all);
    }
    all
}

/// Changes one thing; what, in words. `objects` are where other values for it come from.
pub(crate) fn change(object: &mut Value, objects: &[Value], random: &mut Random) -> String {
    let mut all = Vec::new();
    paths(object, &Vec::new(), &mut all);
    all.retain(|path| !["apiVersion", "kind"].contains(&path[0].as_str()));
    let path = random.pick(&all).clone();
    let (last, above) = path.split_last().unwrap();
    let number = last.parse::<usize>().ok();
    let same = under(number.map_or(last, |_| &above[above.len() - 1]), objects);
    let how = match (random.below(10), at(object, above)) {
        (0 | 1, parent) => remove(parent, last, number),
        (2, parent) => spoil(parent, last, number),
        (3, _) => {
            let others: [&str; 8] = ["null", "true", "0", "\"x\"", "[]", "{}", "[\"x\"]", "1.5"];
            *at(object, &path) = serde_json::from_str(others[random.below(others.len())]).unwrap();
            "another type"
        }
        (4..=6, _) => another(at(object, &path), &same, random),
        _ => foreign(at(object, &path), random.pick(&same).clone(), random),
    };
    format!("{}: {how}", path.join("."))
}

fn remove(parent: &mut Value, last: &str, number: Option<usize>) -> &'static str {
    match (parent, number) {
        (Value::Array(items), Some(number)) => drop(items.remove(number)),
        (parent, _) => drop(parent.as_object_mut().unwrap().remove(last)),
    }
    "removed"
}

/// Gives an item twice, or another name to a key.
fn spoil(parent: &mut Value, last: &str, number: Option<usize>) -> &'static str {
    if let (Value::Array(items), Some(number)) = (&mut *parent, number) {
        items.push(items[number].clone());
        return "twice";
    }
    let map = parent.as_object_mut().unwrap();
    let value = map.remove(last).unwrap();
    map.insert(format!("{last}x"), value);
    "misspelt"
}

fn another(value: &mut Value, same: &[Value], random: &mut Random) -> &'static str {
    *value = match value {
        Value::Bool(on) => json!(!*on),
        Value::Number(_) => json!(random.pick(&NUMBERS)),
        Value::String(_) => json!(random.pick(&TEXTS)),
        _ => random.pick(same).clone(),
    };
    "another value"
}

/// What stands under the same key somewhere, or one entry of it.
fn foreign(value: &mut Value, other: Value, random: &mut Random) -> &'static str {
    match (value, other) {
        (Value::Object(map), Value::Object(other)) if !other.is_empty() => {
            let nth = random.below(other.len());
            map.extend(other.into_iter().nth(nth));
            "one more key"
        }
        (value, other) => {
            *value = other;
            "the value of another"
        }
    }
}
