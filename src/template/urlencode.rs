//! `urlencode` as Jinja2 has it.

use std::fmt::Write as _;

use minijinja::Value;
use minijinja::value::ValueKind;

use crate::yaml::print;

/// A text for the path of an address; the pairs of a map, or of a list of pairs, for its query.
pub(super) fn urlencode(value: &Value) -> String {
    let pairs: Vec<(Value, Value)> = match value.kind() {
        ValueKind::Map => {
            let keys = value.try_iter().into_iter().flatten();
            keys.map(|key| (key.clone(), value.get_item(&key).unwrap_or_default())).collect()
        }
        ValueKind::Seq | ValueKind::Iterable => {
            let side = |pair: &Value, at: usize| pair.get_item(&Value::from(at)).unwrap_or_default();
            let items = value.try_iter().into_iter().flatten();
            items.map(|pair| (side(&pair, 0), side(&pair, 1))).collect()
        }
        _ => return encode(&print(value), '/', "%20"),
    };
    let query = |value: &Value| encode(&print(value), '~', "+");
    let pairs: Vec<String> =
        pairs.iter().map(|(key, value)| format!("{}={}", query(key), query(value))).collect();
    pairs.join("&")
}

fn encode(text: &str, safe: char, blank: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match char::from(byte) {
            char if char.is_ascii_alphanumeric() || "-_.~".contains(char) || char == safe => out.push(char),
            ' ' => out.push_str(blank),
            // Writing to a string cannot fail.
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
    out
}
