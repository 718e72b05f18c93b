//! Objects as YAML, each value on a line of its own and quoted for every reader.

use super::value::{Map, Value};
use crate::yaml::written;

/// A document, without the `---` before it.
pub fn print(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::Map(map) if !map.is_empty() => entries(&mut out, map, 0),
        Value::List(items) if !items.is_empty() => list(&mut out, items, 0),
        _ => {
            scalar(&mut out, value);
            out.push('\n');
        }
    }
    out
}

/// The entries of a map; the first goes on where the text is.
fn entries(out: &mut String, map: &Map, indent: usize) {
    for (at, (key, value)) in map.iter().enumerate() {
        if at > 0 {
            blanks(out, indent);
        }
        out.push_str(&written(key, false));
        out.push(':');
        match value {
            Value::Map(inner) if !inner.is_empty() => {
                out.push('\n');
                blanks(out, indent + 2);
                entries(out, inner, indent + 2);
            }
            Value::List(items) if !items.is_empty() => {
                out.push('\n');
                blanks(out, indent + 2);
                list(out, items, indent + 2);
            }
            _ => {
                out.push(' ');
                scalar(out, value);
                out.push('\n');
            }
        }
    }
}

fn list(out: &mut String, items: &[Value], indent: usize) {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            blanks(out, indent);
        }
        out.push_str("- ");
        match item {
            Value::Map(inner) if !inner.is_empty() => entries(out, inner, indent + 2),
            Value::List(inner) if !inner.is_empty() => list(out, inner, indent + 2),
            _ => {
                scalar(out, item);
                out.push('\n');
            }
        }
    }
}

fn blanks(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}

/// A value on one line.
fn scalar(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(on) => out.push_str(if *on { "true" } else { "false" }),
        Value::Integer(number) => out.push_str(&number.to_string()),
        Value::Float(number) => out.push_str(&serde_json::Value::from(*number).to_string()),
        Value::Text(text) => out.push_str(&written(text, false)),
        Value::List(_) => out.push_str("[]"),
        Value::Map(_) => out.push_str("{}"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops at what it does not expect")]
mod tests {
    use super::*;
    use crate::objects::read;

    #[test]
    fn what_is_printed_reads_as_the_same() {
        let text = "apiVersion: v1\nkind: A\nmetadata:\n  name: a\nspec:\n  \"on\": [[1, -2.5], [], {a: {}, b: [{c: \"no\"}]}]\n  x: \"a\\nb: #\"\n";
        let objects = read(text).unwrap();
        assert_eq!(read(&print(&objects[0])).unwrap(), objects);
        assert!(print(&objects[0]).contains(
            "  \"on\":\n    - - 1\n      - -2.5\n    - []\n    - a: {}\n      b:\n        - c: \"no\"\n"
        ));
    }
}
