//! Secrets, which no report shows.

use super::fields::step;
use super::value::Value;
use crate::kubernetes::LAST_APPLIED;
use crate::text::is_credential;

/// Annotations in which tools keep the whole object.
const COPIES: [&str; 2] = [LAST_APPLIED, "objectset.rio.cattle.io/applied"];

/// Both sides of a change without what is secret: all data of a `Secret`, and what looks like a credential anywhere. That
/// two secrets differ can still be seen.
pub(super) fn mask(before: Option<&Value>, after: Option<&Value>) -> (Option<Value>, Option<Value>) {
    let masked = |value: Option<&Value>, other: Option<&Value>, side: &str| {
        value.map(|object| match object.get("kind").and_then(Value::text) {
            Some("Secret") => secret(object, other, side),
            _ => cover(object, other, side, &is_credential),
        })
    };
    (masked(before, after, "before"), masked(after, before, "after"))
}

/// A `Secret`, of which the rest can be shown.
fn secret(object: &Value, other: Option<&Value>, side: &str) -> Value {
    each(object, other, &|key, value, other| match key {
        "data" | "stringData" => cover(value, other, side, &|_| true),
        "metadata" => each(value, other, &|key, value, other| match key {
            "annotations" => each(value, other, &|key, value, other| {
                cover(value, other, side, if COPIES.contains(&key) { &|_| true } else { &is_credential })
            }),
            _ => cover(value, other, side, &is_credential),
        }),
        _ => cover(value, other, side, &is_credential),
    })
}

/// The entries of a map, each made anew; what is no map is covered whole.
fn each(value: &Value, other: Option<&Value>, make: &dyn Fn(&str, &Value, Option<&Value>) -> Value) -> Value {
    let Value::Map(map) = value else { return make("data", value, other) };
    let entry = |(key, value): (&String, &Value)| {
        (key.clone(), make(key, value, other.and_then(|other| other.get(key))))
    };
    Value::Map(map.iter().map(entry).collect())
}

/// A value with stars for every text that is secret, and for every other scalar if all texts are.
fn cover(value: &Value, other: Option<&Value>, side: &str, is_secret: &dyn Fn(&str) -> bool) -> Value {
    match value {
        Value::Map(_) => each(value, other, &|_, value, other| cover(value, other, side, is_secret)),
        Value::List(items) => {
            let others = other.map(Value::items).unwrap_or_default();
            let inner = |(at, item)| cover(item, others.get(at), side, is_secret);
            Value::List(items.iter().enumerate().map(inner).collect())
        }
        Value::Text(text) if is_secret(text) => stars(value, other, side),
        Value::Bool(_) | Value::Integer(_) | Value::Float(_) if is_secret("") => stars(value, other, side),
        value => value.clone(),
    }
}

/// The path of the first value that looks like a credential.
pub fn credential(object: &Value) -> Option<String> {
    find(object, "")
}

fn find(value: &Value, path: &str) -> Option<String> {
    match value {
        Value::Map(map) => map.iter().find_map(|(key, value)| find(value, &step(path, key))),
        Value::List(items) => items.iter().enumerate().find_map(|(at, item)| {
            let name = item.get("name").and_then(Value::text).map_or_else(|| at.to_string(), str::to_owned);
            find(item, &format!("{path}[{name}]"))
        }),
        Value::Text(text) => is_credential(text).then(|| path.to_owned()),
        _ => None,
    }
}

fn stars(value: &Value, other: Option<&Value>, side: &str) -> Value {
    match other {
        Some(other) if other != value => Value::Text(format!("*** ({side})")),
        _ => Value::from("***"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops at what it does not expect")]
mod tests {
    use super::*;
    use crate::objects::{Present, compare, read};

    #[test]
    fn a_copy_of_a_secret_is_not_shown() {
        let text = r#"{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a", "annotations":
            {"kubectl.kubernetes.io/last-applied-configuration": "{\"data\":{\"a\":\"eA==\"}}", "b": "c"}}}"#;
        let change = compare(&[], &read(text).unwrap(), Present::Files, &[]).remove(0);
        let shown = crate::objects::print(&change.before.unwrap());
        assert!(!shown.contains("eA==") && shown.contains("b: c"), "{shown}");
    }

    #[test]
    fn secrets_are_not_shown() {
        let secret = |data: &str| {
            read(&format!("{{apiVersion: v1, kind: Secret, metadata: {{name: a}}, data: {{{data}}}}}"))
                .unwrap()
        };
        let change =
            compare(&secret("a: eA==, b: eQ=="), &secret("a: eA==, b: eg==, c: eA=="), Present::Live, &[])
                .remove(0);
        let data = |value: Option<Value>| crate::objects::print(value.unwrap().get("data").unwrap());
        assert_eq!(data(change.before), "a: \"***\"\nb: \"*** (before)\"\nc: \"***\"\n");
        assert_eq!(data(change.after), "a: \"***\"\nb: \"*** (after)\"\n");
        let nested = "a: {b: [eA==, {c: eg==}]}, m: 1234, p: true";
        let change = compare(&secret(nested), &[], Present::Files, &[]).remove(0);
        assert_eq!(data(change.after), "a:\n  b:\n    - \"***\"\n    - c: \"***\"\nm: \"***\"\np: \"***\"\n");
        let token = format!("ghp_{}", "a".repeat(36));
        let text = format!("{{apiVersion: v1, kind: A, metadata: {{name: a}}, env: [{{value: {token}}}]}}");
        let change = compare(&read(&text).unwrap(), &[], Present::Live, &[]).remove(0);
        assert!(!format!("{change:?}").contains(&token));
    }
}
