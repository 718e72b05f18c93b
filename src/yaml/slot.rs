//! A scalar with holes, or a comment with holes: how it was written, and how it is written with its values in.

use std::borrow::Cow;
use std::ops::Range;

use minijinja::Value;
use minijinja::value::ValueKind;

use super::fill::Misfit;
use super::hole::{self, Part};
use super::skeleton::Block;
use super::{Holes, Style, is_plain, scalar};
use crate::text::push;

/// The longest key that readers accept on one line, in characters (YAML 1.1 and 1.2 §7.4: 1024 with its quotes).
const KEY_LIMIT: usize = 1000;
/// A key of fewer bytes is short enough whatever is in it: an escape has at most ten characters.
const SHORT_KEY: usize = KEY_LIMIT / 10;

/// What the holes of a slot stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Comment,
    Scalar(Style),
}

/// How a slot was written in one document. A document's forms are what its proof depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// In the template's own way.
    AsIs,
    /// In a block scalar of the template, a value of several lines as lines of it.
    Lines,
    /// As a whole in double quotes.
    Quoted,
    /// A number, a boolean or a null, without quotes.
    Typed,
    /// A list or a map on one line.
    Flow,
}

/// Whether a map in a value has a key that readers refuse for its length.
fn has_long_key(value: &Value) -> bool {
    let items = value.try_iter().into_iter().flatten();
    let is_long = |key: &Value| {
        let mut quoted = String::new();
        scalar::quote(&mut quoted, &hole::print(key));
        quoted.chars().count() > KEY_LIMIT
    };
    match value.kind() {
        ValueKind::Map => items
            .into_iter()
            .any(|key| is_long(&key) || value.get_item(&key).is_ok_and(|inner| has_long_key(&inner))),
        ValueKind::Seq | ValueKind::Iterable => items.into_iter().any(|item| has_long_key(&item)),
        _ => false,
    }
}

/// A scalar or a comment that has holes.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// What is replaced: the scalar with its quotes, or a block scalar with its header.
    pub(super) span: Range<usize>,
    pub(super) role: Role,
    pub(super) is_key: bool,
    pub(super) in_flow: bool,
    /// Whether it goes over several lines, which readers fold into one.
    pub(super) folds: bool,
    /// The text as written.
    pub(super) raw: Vec<Part>,
    /// The text as read.
    pub(super) decoded: Vec<Part>,
    /// The hole that a plain scalar is, which takes the value with its type; none where there is more, or a `!!str`.
    pub(super) only_hole: Option<usize>,
    /// What follows a block scalar's header, to stand behind the quotes that replace it.
    pub(super) tail: Box<str>,
    /// The indentation of a literal block scalar, in blanks; none for other scalars.
    pub(super) indent: Option<usize>,
}

impl Slot {
    /// Appends the slot with its values.
    pub(super) fn fill(&self, holes: Holes<'_>, out: &mut String) -> Result<Form, Misfit> {
        match (self.only_hole, self.role) {
            (Some(number), _) => self.whole(number, holes, out),
            (None, Role::Comment) => self.comment(holes, out),
            (None, Role::Scalar(style)) => self.mixed(style, holes, out),
        }
    }

    /// A plain scalar that is one hole takes the value with its type.
    fn whole(&self, number: usize, holes: Holes<'_>, out: &mut String) -> Result<Form, Misfit> {
        if let Some(text) = holes.text(number) {
            if self.is_surely_short(text) && scalar::is_plain_at_a_glance(text, self.in_flow) {
                push(out, text);
                return Ok(Form::AsIs);
            }
            let text = value_text(number, holes)?;
            self.fits_key(number, &text)?;
            if is_plain(&text, self.in_flow) {
                out.push_str(&text);
                return Ok(Form::AsIs);
            }
            scalar::quote(out, &text);
            return Ok(Form::Quoted);
        }
        let value = holes.get(number).ok_or_else(|| Misfit::broken(number))?;
        match value.kind() {
            ValueKind::Bool | ValueKind::Number => {
                if self.is_key {
                    scalar::quote(out, &value_text(number, holes)?);
                    return Ok(Form::Quoted);
                }
                if let Some(number) = value.as_i64().filter(|_| value.is_integer()) {
                    push(out, itoa::Buffer::new().format(number));
                    return Ok(Form::Typed);
                }
                let text = hole::typed(value).ok_or_else(|| Misfit::broken(number))?;
                if matches!(&*text, "nan" | "inf" | "-inf" | "NaN") {
                    return Err(Misfit::new(number, "is a number that JSON does not have"));
                }
                out.push_str(&text);
                Ok(Form::Typed)
            }
            ValueKind::None if !self.is_key => {
                out.push_str("null");
                Ok(Form::Typed)
            }
            ValueKind::Seq | ValueKind::Map | ValueKind::Iterable if !self.is_key => {
                let (start, mut broken) = (out.len(), false);
                hole::flow(out, value, "null", &mut |out, text| match hole::expand(text, holes) {
                    Some(text) => scalar::quote(out, &text),
                    None => broken = true,
                });
                // All keys are in what was written.
                if out.len() - start > KEY_LIMIT && has_long_key(value) {
                    return Err(Misfit::new(number, "has a key that is longer than a YAML key can be"));
                }
                if broken { Err(Misfit::broken(number)) } else { Ok(Form::Flow) }
            }
            _ => Err(Misfit::kind(number, value, "a key")),
        }
    }

    /// A comment takes what stays on its line.
    fn comment(&self, holes: Holes<'_>, out: &mut String) -> Result<Form, Misfit> {
        for part in &self.raw {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Hole(number) => {
                    let text = value_text(*number, holes)?;
                    if scalar::has_special(&text) {
                        let reason = "holds a line break or a special character, and stands in a comment";
                        return Err(Misfit::new(*number, reason));
                    }
                    out.push_str(&text);
                }
            }
        }
        Ok(Form::AsIs)
    }

    /// Text and values together are a string, written as the template has it where that reads as this string.
    fn mixed(&self, style: Style, holes: Holes<'_>, out: &mut String) -> Result<Form, Misfit> {
        let start = out.len();
        if self.as_is(style, holes, out)? && !ends_document(&out[start..]) {
            return Ok(Form::AsIs);
        }
        out.truncate(start);
        if self.as_lines(holes, out)? && !ends_document(&out[start..]) {
            return Ok(Form::Lines);
        }
        out.truncate(start);
        let mut text = String::new();
        let mut last = 0;
        for part in &self.decoded {
            match part {
                Part::Text(part) => text.push_str(part),
                Part::Hole(number) => {
                    last = *number;
                    text.push_str(&value_text(*number, holes)?);
                }
            }
        }
        let text = self.chomped(Cow::Owned(text));
        self.fits_key(last, &text)?;
        scalar::quote(out, &text);
        out.push_str(&self.tail);
        Ok(Form::Quoted)
    }

    /// Appends the slot in its own style; false if that would not read as the same string.
    fn as_is(&self, style: Style, holes: Holes<'_>, out: &mut String) -> Result<bool, Misfit> {
        let start = out.len();
        for part in &self.raw {
            let number = match part {
                Part::Text(text) => {
                    push(out, text);
                    continue;
                }
                Part::Hole(number) => *number,
            };
            let text = value_text(number, holes)?;
            if (self.folds && (text.is_empty() || text.trim().len() < text.len()))
                || (style != Style::Double && scalar::has_special(&text))
            {
                return Ok(false);
            }
            match style {
                Style::Double => scalar::escape(out, &text),
                Style::Single => out.push_str(&text.replace('\'', "''")),
                Style::Plain | Style::Block => out.push_str(&text),
            }
        }
        let written = &out[start..];
        Ok(match style {
            // A plain scalar over several lines reads as one line; its own breaks are blanks then.
            Style::Plain if self.folds => {
                is_plain(&written.split_whitespace().collect::<Vec<_>>().join(" "), self.in_flow)
            }
            Style::Plain => is_plain(written, self.in_flow) && self.key_is_short(written),
            Style::Single | Style::Double => self.key_is_short(written),
            Style::Block => true,
        })
    }

    /// Appends a literal block scalar whose values may have several lines; false if a line of one would read otherwise.
    fn as_lines(&self, holes: Holes<'_>, out: &mut String) -> Result<bool, Misfit> {
        let Some(indent) = self.indent else { return Ok(false) };
        let end = self.end().filter(|_| self.chomps());
        for part in &self.raw {
            let number = match part {
                Part::Text(text) => {
                    out.push_str(text);
                    continue;
                }
                Part::Hole(number) => *number,
            };
            let text = value_text(number, holes)?;
            let text = if end == Some(number) { text.trim_end_matches('\n') } else { &text };
            if text.is_empty()
                || text.trim().len() < text.len()
                || text.lines().any(scalar::has_special)
                || text.contains('\r')
            {
                return Ok(false);
            }
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    out.push('\n');
                    out.extend(std::iter::repeat_n(' ', if line.is_empty() { 0 } else { indent }));
                }
                out.push_str(line);
            }
        }
        Ok(true)
    }

    fn key_is_short(&self, text: &str) -> bool {
        !self.is_key || text.chars().count() <= KEY_LIMIT
    }

    fn is_surely_short(&self, text: &str) -> bool {
        !self.is_key || text.len() < SHORT_KEY
    }

    fn fits_key(&self, number: usize, text: &str) -> Result<(), Misfit> {
        if self.is_surely_short(text) {
            return Ok(());
        }
        let mut quoted = String::new();
        scalar::quote(&mut quoted, text);
        if self.key_is_short(&quoted) {
            return Ok(());
        }
        Err(Misfit::new(number, "is longer than a YAML key can be"))
    }

    /// Whether it is a block scalar that has one line break at its end or, with `-`, none.
    fn chomps(&self) -> bool {
        let header = match self.raw.first() {
            Some(Part::Text(text)) => text.lines().next().and_then(|line| line.split('#').next()),
            _ => None,
        };
        self.role == Role::Scalar(Style::Block) && header.is_some_and(|header| !header.contains('+'))
    }

    /// The hole that its last line ends with.
    fn end(&self) -> Option<usize> {
        match &*self.decoded {
            [.., Part::Hole(end)] => Some(*end),
            [.., Part::Hole(end), Part::Text(text)] if &**text == "\n" => Some(*end),
            _ => None,
        }
    }

    /// A text of it as it is read: the line breaks at the end of a block scalar are its own, and those of values count for none.
    fn chomped<'t>(&self, text: Cow<'t, str>) -> Cow<'t, str> {
        let kept = text.trim_end_matches('\n').len();
        if kept == 0 || kept == text.len() || !self.chomps() {
            return text;
        }
        let is_clipped = matches!(self.decoded.last(), Some(Part::Text(end)) if end.ends_with('\n'));
        Cow::Owned(format!("{}{}", &text[..kept], if is_clipped { "\n" } else { "" }))
    }

    /// Its holes, if it is a literal block scalar that does not tell its indentation.
    pub(super) fn blocks(&self) -> impl Iterator<Item = Block> {
        self.indent.into_iter().flat_map(|indent| self.holes().map(move |hole| Block { hole, indent }))
    }

    /// Its holes.
    pub(super) fn holes(&self) -> impl Iterator<Item = usize> {
        self.decoded
            .iter()
            .filter_map(|part| if let Part::Hole(number) = part { Some(*number) } else { None })
    }

    /// Whether it is put together: of several values, or of a value and text.
    pub(super) fn is_joined(&self) -> bool {
        self.decoded.len() > 1
    }

    /// Whether there is text besides the holes.
    pub(super) fn is_mixed(&self) -> bool {
        self.decoded.iter().any(|part| matches!(part, Part::Text(_))) && self.holes().next().is_some()
    }

    /// The string that readers get for this slot; none where it is not a string.
    pub(super) fn reading<'h>(&self, holes: Holes<'h>) -> Option<Cow<'h, str>> {
        if let [Part::Hole(number)] = &*self.decoded {
            return Some(self.chomped(value_text(*number, holes).ok()?));
        }
        let mut text = String::new();
        for part in &self.decoded {
            match part {
                Part::Text(part) => text.push_str(part),
                Part::Hole(number) => text.push_str(&value_text(*number, holes).ok()?),
            }
        }
        Some(self.chomped(Cow::Owned(text)))
    }
}

/// Whether a line after the first would end the document, whatever it stands in: kubectl cuts before it reads any YAML.
fn ends_document(written: &str) -> bool {
    written.split('\n').skip(1).any(|line| line.starts_with("---") || line.starts_with("..."))
}

/// The text of a value inside a string.
fn value_text(number: usize, holes: Holes<'_>) -> Result<Cow<'_, str>, Misfit> {
    if let Some(text) = holes.whole_text(number) {
        return Ok(text);
    }
    let value = holes.other(number).ok_or_else(|| Misfit::broken(number))?;
    hole::text(value).ok_or_else(|| Misfit::kind(number, value, "a string"))
}
