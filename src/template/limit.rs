//! How large, deep and long what a template makes may be: far beyond any real one, and short of what breaks a machine.

use minijinja::value::ValueKind;
use minijinja::{Error, ErrorKind, Value};

use super::tokens::Tag;

/// Instructions that one document may take; real ones take hundreds.
pub(super) const FUEL: u64 = 1_000_000;
/// How deep templates may call each other.
pub(super) const CALLS: usize = 100;
/// How deep lists and maps may be nested, and brackets in a template.
const NESTED: usize = 100;
/// How many values a list or a map may hold, with all that are inside of it.
const PARTS: usize = 1_000_000;
/// The most that a text is indented or padded by, in characters.
const WIDTH: usize = 10_000;
/// Behind the last integer of 64 bits, which are what readers of YAML keep.
pub(super) const INTEGERS: f64 = 9_223_372_036_854_775_808.0;
/// How many words and signs a tag may have: each operator may nest in the one before.
const TOKENS: usize = 10_000;
/// How many `elif` a template may have: each nests in the one before.
const BRANCHES: usize = 1_000;

/// What is said where a limit is passed.
pub(super) fn exceeded(what: String) -> Error {
    Error::new(ErrorKind::OutOfFuel, what)
}

/// Refuses what has no value.
pub(super) fn defined(value: &Value) -> Result<(), Error> {
    if value.is_undefined() { Err(Error::from(ErrorKind::UndefinedError)) } else { Ok(()) }
}

/// Refuses a value that takes too long to write, and one of which a part has no value.
pub(super) fn check_value(value: &Value) -> Result<(), Error> {
    let mut parts = PARTS;
    check_part(value, 0, &mut parts)
}

fn check_part(value: &Value, depth: usize, parts: &mut usize) -> Result<(), Error> {
    if value.is_integer() && i64::try_from(value.clone()).is_err() {
        return Err(inexact());
    }
    if !matches!(value.kind(), ValueKind::Seq | ValueKind::Map | ValueKind::Iterable) {
        return defined(value);
    }
    if depth >= NESTED {
        return Err(exceeded(format!("this value is nested more than {NESTED} levels deep")));
    }
    for item in value.try_iter()? {
        *parts = parts
            .checked_sub(1)
            .ok_or_else(|| exceeded(format!("this value has more than {PARTS} parts")))?;
        let item = if value.kind() == ValueKind::Map { value.get_item(&item)? } else { item };
        check_part(&item, depth + 1, parts)?;
    }
    Ok(())
}

/// What is said of a number that readers would round.
pub(super) fn inexact() -> Error {
    Error::new(ErrorKind::InvalidOperation, "this number does not fit into 64 bits")
}

/// A width that a text is padded or indented to.
pub(super) fn width(width: usize) -> Result<usize, Error> {
    if width > WIDTH {
        return Err(exceeded(format!("a text is indented or padded by at most {WIDTH} characters")));
    }
    Ok(width)
}

/// What in a template's text nests more deeply than it can be read, and where it begins.
pub(super) fn exceeded_in(source: &str, tags: &[Tag]) -> Option<(usize, String)> {
    let mut branches = 0;
    for tag in tags {
        if let Some(token) = tag.tokens.iter().find(|token| token.depth > NESTED) {
            return Some((token.span.start, format!("brackets are nested more than {NESTED} levels deep")));
        }
        let start = tag.tokens.first().map_or(0, |token| token.span.start);
        if tag.tokens.len() > TOKENS {
            return Some((start, format!("a tag has at most {TOKENS} words and signs")));
        }
        branches += usize::from(tag.keyword(source) == "elif");
        if branches > BRANCHES {
            return Some((start, format!("a template has at most {BRANCHES} `elif`")));
        }
    }
    None
}
