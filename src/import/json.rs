//! A config as text: what fits is on one line.

use crate::objects::{Map, Value};
use crate::runners::KEYS;

/// The longest line, in characters.
const WIDTH: usize = 110;

/// A config: its pools in their order, and the keys of each in the order of the reference.
pub(super) fn write(pools: &Map) -> String {
    let ordered = pools.iter().map(|(name, pool)| {
        let mut keys = pool.map().cloned().unwrap_or_default();
        let rank = |key: &String| KEYS.iter().position(|known| known.name == key).unwrap_or(KEYS.len());
        keys.sort_by(|one, _, other, _| rank(one).cmp(&rank(other)));
        (name.clone(), Value::Map(keys))
    });
    let mut out = String::new();
    spread(&mut out, &Value::Map(ordered.collect()), 0);
    out.push('\n');
    out
}

/// Writes a value that begins `used` characters into its line, which is indented by `indent`.
fn value(out: &mut String, value: &Value, indent: usize, used: usize) {
    let line = inline(value);
    // A comma may follow.
    if value.is_empty()
        || used + line.chars().count() < WIDTH
        || !matches!(value, Value::List(_) | Value::Map(_))
    {
        out.push_str(&line);
    } else {
        spread(out, value, indent);
    }
}

fn spread(out: &mut String, of: &Value, indent: usize) {
    let inner = indent + 2;
    let (open, close, entries): (_, _, Vec<(String, &Value)>) = match of {
        Value::Map(map) => {
            ('{', '}', map.iter().map(|(key, value)| (format!("{}: ", quoted(key)), value)).collect())
        }
        of => ('[', ']', of.items().iter().map(|item| (String::new(), item)).collect()),
    };
    out.push(open);
    for (at, (key, item)) in entries.iter().enumerate() {
        out.push_str(if at > 0 { ",\n" } else { "\n" });
        out.extend(std::iter::repeat_n(' ', inner));
        out.push_str(key);
        value(out, item, inner, inner + key.chars().count());
    }
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
    out.push(close);
}

pub(super) fn inline(value: &Value) -> String {
    match value {
        Value::List(items) if items.is_empty() => "[]".to_owned(),
        Value::Map(map) if map.is_empty() => "{}".to_owned(),
        Value::List(items) => format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Value::Map(map) => {
            let entries = map.iter().map(|(key, value)| format!("{}: {}", quoted(key), inline(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Text(text) => quoted(text),
        Value::Null => "null".to_owned(),
        Value::Bool(on) => on.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => serde_json::Value::from(*number).to_string(),
    }
}

/// A string of JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
