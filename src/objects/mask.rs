//! Secrets, which no report shows.

use super::fields::step;
use super::value::Value;
use crate::text::is_credential;

/// Both sides of a change without what is secret: the data of a `Secret`, and what looks like a credential anywhere. That
/// two secrets differ can still be seen.
pub(super) fn mask(before: Option<&Value>, after: Option<&Value>) -> (Option<Value>, Option<Value>) {
    let masked = |value: Option<&Value>, other: Option<&Value>, side: &str| {
        value.map(|object| {
            let is_secret = object.get("kind").and_then(Value::text) == Some("Secret");
            cover(object, other, side, &|path| is_secret && ["data", "stringData"].contains(&path))
        })
    };
    (masked(before, after, "before"), masked(after, before, "after"))
}

fn cover(value: &Value, other: Option<&Value>, side: &str, is_secret: &dyn Fn(&str) -> bool) -> Value {
    match value {
        Value::Map(map) => {
            let inner = |(key, value): (&String, &Value)| {
                let other = other.and_then(|other| other.get(key));
                let below: &dyn Fn(&str) -> bool = if is_secret(key) { &|_| true } else { &|_| false };
                let covered = match value {
                    Value::Map(_) | Value::List(_) => cover(value, other, side, below),
                    _ if is_secret(key) => stars(value, other, side),
                    _ => cover(value, other, side, below),
                };
                (key.clone(), covered)
            };
            Value::Map(map.iter().map(inner).collect())
        }
        Value::List(items) => {
            let others = other.map(Value::items).unwrap_or_default();
            let inner = |(at, item)| cover(item, others.get(at), side, &|_| false);
            Value::List(items.iter().enumerate().map(inner).collect())
        }
        Value::Text(text) if is_credential(text) => stars(value, other, side),
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
    use crate::objects::{compare, read};

    #[test]
    fn secrets_are_not_shown() {
        let secret = |data: &str| {
            read(&format!("{{apiVersion: v1, kind: Secret, metadata: {{name: a}}, data: {{{data}}}}}"))
                .unwrap()
        };
        let change = compare(secret("a: eA==, b: eQ=="), &secret("a: eA==, b: eg==, c: eA=="), &[]).remove(0);
        let data = |value: Option<Value>| crate::objects::print(value.unwrap().get("data").unwrap());
        assert_eq!(data(change.before), "a: \"***\"\nb: \"*** (before)\"\nc: \"***\"\n");
        assert_eq!(data(change.after), "a: \"***\"\nb: \"*** (after)\"\n");
        let token = format!("ghp_{}", "a".repeat(36));
        let text = format!("{{apiVersion: v1, kind: A, metadata: {{name: a}}, env: [{{value: {token}}}]}}");
        let change = compare(read(&text).unwrap(), &[], &[]).remove(0);
        assert!(!format!("{change:?}").contains(&token));
    }
}
