//! Methods of Python's strings, lists and maps that the engine and its Python compatibility do not have.

use minijinja::value::{ValueKind, from_args};
use minijinja::{Error, ErrorKind, State, Value};
use minijinja_contrib::pycompat;

use super::limit;
use crate::yaml::{is_unknown, unknown};

/// Calls a method by its name.
pub(super) fn call(state: &mut State, value: &Value, method: &str, args: &[Value]) -> Result<Value, Error> {
    if is_unknown(value) {
        // Whatever follows from what is not known is not known.
        let pair = || Value::from(vec![unknown(), unknown()]);
        return Ok(if method == "items" { Value::from(vec![pair()]) } else { unknown() });
    }
    let own = match value.kind() {
        ValueKind::String => args
            .iter()
            .try_for_each(limit::defined)
            .and_then(|()| string(value.as_str().unwrap_or_default(), method, args))?,
        ValueKind::Map | ValueKind::Seq if method == "copy" => Some(value.clone()),
        ValueKind::Seq if method == "index" => index(value, args)?,
        _ => None,
    };
    own.map_or_else(|| pycompat::unknown_method_callback(state, value, method, args), Ok)
}

fn index(list: &Value, args: &[Value]) -> Result<Option<Value>, Error> {
    let (wanted,): (Value,) = from_args(args)?;
    let found = list.try_iter()?.position(|item| item == wanted);
    found
        .map(|at| Some(Value::from(at)))
        .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "the list has no such item"))
}

fn string(text: &str, method: &str, args: &[Value]) -> Result<Option<Value>, Error> {
    let list = |items: Vec<&str>| Some(items.into_iter().map(Value::from).collect());
    Ok(match method {
        "rsplit" if !args.is_empty() => {
            let (separator, most): (&str, Option<usize>) = from_args(args)?;
            let mut items: Vec<&str> = match most {
                Some(most) => text.rsplitn(most.saturating_add(1), separator).collect(),
                None => text.rsplit(separator).collect(),
            };
            items.reverse();
            list(items)
        }
        "partition" => {
            let (separator,): (&str,) = from_args(args)?;
            let (before, after) = text.split_once(separator).unwrap_or((text, ""));
            list(vec![before, if before.len() < text.len() { separator } else { "" }, after])
        }
        "rpartition" => {
            let (separator,): (&str,) = from_args(args)?;
            let (before, after) = text.rsplit_once(separator).unwrap_or(("", text));
            list(vec![before, if after.len() < text.len() { separator } else { "" }, after])
        }
        "removeprefix" => {
            let (prefix,): (&str,) = from_args(args)?;
            Some(Value::from(text.strip_prefix(prefix).unwrap_or(text)))
        }
        "removesuffix" => {
            let (suffix,): (&str,) = from_args(args)?;
            Some(Value::from(text.strip_suffix(suffix).unwrap_or(text)))
        }
        "title" => Some(Value::from(title(text))),
        "splitlines" if args.is_empty() => list(lines(text)),
        "index" | "rindex" => Some(Value::from(place(text, method, args)?)),
        "casefold" => Some(Value::from(text.to_lowercase().replace('ß', "ss"))),
        "swapcase" => {
            let swap = |char: char| {
                if char.is_uppercase() {
                    char.to_lowercase().to_string()
                } else {
                    char.to_uppercase().to_string()
                }
            };
            Some(Value::from(text.chars().map(swap).collect::<String>()))
        }
        "zfill" => {
            let (width,): (usize,) = from_args(args)?;
            let (sign, digits) = text.split_at(usize::from(text.starts_with(['-', '+'])));
            let zeros = limit::width(width)?.saturating_sub(text.chars().count());
            Some(Value::from(format!("{sign}{}{digits}", "0".repeat(zeros))))
        }
        "ljust" | "rjust" | "center" => {
            let (width, fill): (usize, Option<&str>) = from_args(args)?;
            let side = match method {
                "ljust" => Side::Right,
                "rjust" => Side::Left,
                _ => Side::Both,
            };
            Some(Value::from(pad(text, width, fill.unwrap_or(" "), side)?))
        }
        _ => None,
    })
}

/// Each letter that follows none large, all others small.
fn title(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_word = false;
    for char in text.chars() {
        if in_word {
            out.extend(char.to_lowercase());
        } else {
            out.extend(char.to_uppercase());
        }
        in_word = char.is_alphabetic();
    }
    out
}

/// The lines of a text, at all that Python takes for the end of one.
fn lines(text: &str) -> Vec<&str> {
    let is_end =
        |char: char| matches!(char, '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(is_end) {
        lines.push(&rest[..at]);
        let length = rest[at..].chars().next().map_or(0, char::len_utf8);
        let is_pair = rest[at..].starts_with("\r\n");
        rest = &rest[at + length + usize::from(is_pair)..];
    }
    if !rest.is_empty() {
        lines.push(rest);
    }
    lines
}

/// Where a part of a text is, in characters.
fn place(text: &str, method: &str, args: &[Value]) -> Result<usize, Error> {
    let (part,): (&str,) = from_args(args)?;
    let at = if method == "index" { text.find(part) } else { text.rfind(part) };
    let at = at.ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "the text has no such part"))?;
    Ok(text[..at].chars().count())
}

/// Where characters are added.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Left,
    Right,
    Both,
}

/// A text made as long as `width`, as Python does: of an odd number, `center` puts the odd one left if the width is odd.
pub(super) fn pad(text: &str, width: usize, fill: &str, side: Side) -> Result<String, Error> {
    let length = text.chars().count();
    let missing = limit::width(width)?.saturating_sub(length);
    let left = match side {
        Side::Left => missing,
        Side::Right => 0,
        Side::Both => missing / 2 + (missing & width & 1),
    };
    Ok(format!("{}{text}{}", fill.repeat(left), fill.repeat(missing - left)))
}
