//! `tojson` as Jinja2 has it.

use std::fmt::Write as _;

use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Error, Value};

use super::limit;
use crate::yaml::{is_unknown, text};

/// `tojson` as in Jinja2: keys sorted, blanks after `,` and `:`, ASCII only, and `<`, `>`, `&` and `'` escaped. Its result is
/// text of the document, not a value.
#[expect(clippy::needless_pass_by_value, reason = "the signature of a filter")]
pub(super) fn tojson(value: &Value, indent: Option<usize>, options: Kwargs) -> Result<Value, Error> {
    let indent = indent.or(options.get("indent")?);
    options.assert_all_used()?;
    let indent = indent.map(limit::width).transpose()?;
    limit::check_value(value)?;
    // Nothing follows from what is not known.
    if is_unknown(value) {
        return Ok(value.clone());
    }
    let mut out = String::new();
    write_json(&mut out, value, indent, 0);
    Ok(Value::from_safe_string(out))
}

fn write_json(out: &mut String, value: &Value, indent: Option<usize>, depth: usize) {
    match value.kind() {
        ValueKind::String => write_string(out, value.as_str().unwrap_or_default()),
        ValueKind::Bool => out.push_str(if value.is_true() { "true" } else { "false" }),
        ValueKind::Number => out.push_str(&text(value).unwrap_or_default()),
        ValueKind::Map => {
            let mut keys: Vec<Value> = value.try_iter().into_iter().flatten().collect();
            keys.sort();
            write_items(out, ['{', '}'], &keys, indent, depth, |out, key| {
                write_string(out, &crate::yaml::print(key));
                out.push_str(": ");
                write_json(out, &value.get_item(key).unwrap_or_default(), indent, depth + 1);
            });
        }
        ValueKind::Seq | ValueKind::Iterable => {
            let items: Vec<Value> = value.try_iter().into_iter().flatten().collect();
            write_items(out, ['[', ']'], &items, indent, depth, |out, item| {
                write_json(out, item, indent, depth + 1);
            });
        }
        _ => out.push_str("null"),
    }
}

fn write_items(
    out: &mut String,
    [open, close]: [char; 2],
    items: &[Value],
    indent: Option<usize>,
    depth: usize,
    mut item: impl FnMut(&mut String, &Value),
) {
    let line = |out: &mut String, depth: usize| {
        if let Some(indent) = indent {
            out.push('\n');
            out.push_str(&" ".repeat(indent * depth));
        }
    };
    out.push(open);
    for (at, value) in items.iter().enumerate() {
        match (at, indent) {
            (0, _) => {}
            (_, Some(_)) => out.push(','),
            (_, None) => out.push_str(", "),
        }
        line(out, depth + 1);
        item(out, value);
    }
    if !items.is_empty() {
        line(out, depth);
    }
    out.push(close);
}

fn write_string(out: &mut String, text: &str) {
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            // A hole in captured text must stay whole.
            crate::yaml::OPEN | crate::yaml::CLOSE => out.push(char),
            ' '..='~' if !"<>&'".contains(char) => out.push(char),
            _ => {
                for unit in char.encode_utf16(&mut [0; 2]) {
                    // Writing to a string cannot fail.
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push('"');
}
