//! Holes: what stands in a text for a value, and the text of a value.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{Enumerator, Object, ObjectRepr, ValueKind};

use super::Holes;
use crate::text::has_byte;

/// Opens a hole; its number follows. Neither configs nor templates may contain it.
pub const OPEN: char = '\u{10FFF0}';
/// Closes a hole.
pub const CLOSE: char = '\u{10FFF1}';

/// A value that is not known: nothing follows from it.
pub fn unknown() -> Value {
    // No text can have this character by itself, and whatever is made from it has it too.
    Value::from(String::from(CLOSE))
}

/// The same, of which nobody knows what is in it either.
pub fn unknown_parts() -> Value {
    Value::from_object(Unknown { depth: 0 })
}

/// A value whose attributes and items are not known either: its items only so many levels down, so that a walk ends.
#[derive(Debug)]
struct Unknown {
    depth: usize,
}

impl Unknown {
    const DEPTH: usize = 4;
}

impl Object for Unknown {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Iterable
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let item = (self.depth < Self::DEPTH).then(|| Value::from_object(Unknown { depth: self.depth + 1 }));
        Enumerator::Values(item.into_iter().collect())
    }

    fn get_value(self: &Arc<Self>, _: &Value) -> Option<Value> {
        Some(Value::from_dyn_object(Arc::clone(self)))
    }

    fn render(self: &Arc<Self>, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_char(CLOSE)
    }
}

/// Whether a value is not known, or has been made from one that is not.
pub fn is_unknown(value: &Value) -> bool {
    match value.as_str() {
        Some(text) => may_hold(text) && parts(text).is_none(),
        None => value.downcast_object_ref::<Unknown>().is_some(),
    }
}

/// A hole as it stands in a text.
pub fn mark(number: usize) -> String {
    format!("{OPEN}{number}{CLOSE}")
}

/// A stretch of text without holes, or a hole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Text(Box<str>),
    Hole(usize),
}

/// Whether a text can hold a hole at all: both marks begin with this byte, and hardly anything else does.
pub fn may_hold(text: &str) -> bool {
    has_byte(text, |byte| byte == 0xf4)
}

/// Whether a hole begins in a text.
pub(super) fn holds(text: &str) -> bool {
    may_hold(text) && text.contains(OPEN)
}

/// Cuts a text at its holes; none if something has cut through a hole.
pub(super) fn parts(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find([OPEN, CLOSE]) {
        let hole = rest[at..].strip_prefix(OPEN)?;
        let (number, after) = hole.split_once(CLOSE)?;
        if at > 0 {
            parts.push(Part::Text(rest[..at].into()));
        }
        parts.push(Part::Hole(number.parse().ok()?));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.into()));
    }
    Some(parts)
}

/// A text with its holes replaced by the text of their values, as Jinja would have printed it. None if a hole is broken.
///
/// A value can itself hold holes of lower numbers, when it was made from captured text.
pub fn expand<'t>(text: &'t str, holes: Holes<'_>) -> Option<Cow<'t, str>> {
    if !may_hold(text) {
        return Some(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    for part in parts(text)? {
        match part {
            Part::Text(text) => out.push_str(&text),
            Part::Hole(number) => {
                let printed = print(holes.get(number)?);
                out.push_str(&expand(&printed, holes.before(number))?);
            }
        }
    }
    Some(Cow::Owned(out))
}

/// What Python's Jinja2 prints for a value.
pub fn print(value: &Value) -> Cow<'_, str> {
    match value.as_str() {
        Some(text) => Cow::Borrowed(text),
        None => text(value).unwrap_or_else(|| {
            let mut out = String::new();
            flow(&mut out, value, "None", &mut |out, text| out.push_str(text));
            Cow::Owned(out)
        }),
    }
}

/// The text of a string, a number or a boolean, as Python prints it; none for anything else.
pub fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value.kind() {
        ValueKind::String => value.as_str().map(Cow::Borrowed),
        ValueKind::Bool => Some(Cow::Borrowed(if value.is_true() { "True" } else { "False" })),
        ValueKind::Number if value.is_integer() => Some(Cow::Owned(value.to_string())),
        ValueKind::Number => f64::try_from(value.clone()).ok().map(|number| Cow::Owned(python_float(number))),
        _ => None,
    }
}

/// The text of a number or a boolean that stands alone: an exponent follows a fraction (`1.0e+16`), as without one PyYAML
/// reads a string.
pub(super) fn typed(value: &Value) -> Option<Cow<'_, str>> {
    let text = text(value)?;
    match text.split_once('e') {
        Some((digits, exponent)) if value.kind() == ValueKind::Number && !digits.contains('.') => {
            Some(Cow::Owned(format!("{digits}.0e{exponent}")))
        }
        _ => Some(text),
    }
}

/// A float as Python's `repr` writes it.
fn python_float(number: f64) -> String {
    let shortest = format!("{number:e}");
    let Some((digits, exponent)) = shortest.split_once('e') else { return number.to_string() };
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if (-4..16).contains(&exponent) {
        let plain = number.to_string();
        return if plain.contains('.') { plain } else { plain + ".0" };
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}

/// Appends a list or a map on one line, as Python prints it, which YAML reads as the same list or map as long as its strings
/// are plain; `string` writes the others.
pub(super) fn flow(out: &mut String, value: &Value, null: &str, string: &mut dyn FnMut(&mut String, &str)) {
    match value.kind() {
        ValueKind::Map => {
            out.push('{');
            for (at, key) in value.try_iter().into_iter().flatten().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                flow_string(out, &print(&key), string);
                out.push_str(": ");
                flow(out, &value.get_item(&key).unwrap_or_default(), null, string);
            }
            out.push('}');
        }
        ValueKind::None => out.push_str(null),
        ValueKind::String => flow_string(out, value.as_str().unwrap_or_default(), string),
        ValueKind::Bool | ValueKind::Number => out.push_str(&typed(value).unwrap_or_default()),
        _ if is_unknown(value) => out.push(CLOSE),
        _ => match value.try_iter() {
            Ok(items) => {
                out.push('[');
                for (at, item) in items.enumerate() {
                    out.push_str(if at > 0 { ", " } else { "" });
                    flow(out, &item, null, string);
                }
                out.push(']');
            }
            Err(_) => {
                let _ = write!(out, "{value}");
            }
        },
    }
}

fn flow_string(out: &mut String, text: &str, string: &mut dyn FnMut(&mut String, &str)) {
    if text.contains(['\'', '\\']) || text.chars().any(super::is_special) {
        string(out, text);
    } else {
        out.push('\'');
        out.push_str(text);
        out.push('\'');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_holes() {
        let text = format!("a{OPEN}0{CLOSE}{OPEN}12{CLOSE}b");
        let expected = vec![Part::Text("a".into()), Part::Hole(0), Part::Hole(12), Part::Text("b".into())];
        assert_eq!(parts(&text), Some(expected));
        assert_eq!(parts(&format!("a{OPEN}1")), None);
        assert_eq!(parts(&format!("{CLOSE}")), None);
    }

    #[test]
    fn floats_print_as_in_python() {
        for (number, text) in [
            (1.5, "1.5"),
            (2.0, "2.0"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (1.5e-7, "1.5e-07"),
            (0.0001, "0.0001"),
        ] {
            assert_eq!(python_float(number), text);
        }
    }

    #[test]
    fn lists_and_maps_print_as_in_python() {
        let value: Value =
            [Value::from("a"), Value::from(1), Value::from(true), Value::from(())].into_iter().collect();
        assert_eq!(print(&value), "['a', 1, True, None]");
    }
}
