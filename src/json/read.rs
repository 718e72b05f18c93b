//! From text to values with their places.
//!
//! `serde_json` reads the JSON; a cursor walks beside it over the same bytes and notes where each value stands.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::fmt;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use serde::de::{self, Deserialize as _, DeserializeSeed, Deserializer as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{Entry, Kind, Map, Value, alike, scalar, syntax};
use crate::text::{Code, Diagnostic, Diagnostics, Source, Span};

/// Deeper than any pod is nested.
const DEPTH: usize = 64;
/// From this many keys on, duplicates are looked up instead of searched.
const MANY: usize = 32;

/// The keys of the top-level object, in the order of the file.
pub type Members<'s> = IndexMap<Cow<'s, str>, Member, RandomState>;

/// Where one of them stands; its value is not read yet, so that a file of 100,000 pools is never in memory as a tree.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// The place of the key, quotes included.
    pub key_span: Span,
    /// The place of the value.
    pub span: Span,
}

/// The members of the object that a config is. Nothing if the text is not JSON or not an object, and then the findings say
/// why.
pub fn members<'s>(source: &'s Source, diagnostics: &mut Diagnostics) -> Option<Members<'s>> {
    let start = if source.text.starts_with('\u{feff}') { 3 } else { 0 };
    if let Some(found) = syntax::not_an_object(source, start) {
        diagnostics.push(found);
        return None;
    }
    alike::members(source, start).or_else(|| members_one_by_one(source, start, diagnostics))
}

/// The same, whatever is wrong.
pub(super) fn members_one_by_one<'s>(
    source: &'s Source,
    start: usize,
    diagnostics: &mut Diagnostics,
) -> Option<Members<'s>> {
    let text = &source.text[start..];
    let reader = Reader::new(source, start, diagnostics);
    let mut json = serde_json::Deserializer::from_str(text);
    match json.deserialize_map(Top(&reader)).and_then(|members| json.end().map(|()| members)) {
        Ok(members) => Some(members),
        Err(error) => {
            reader.diagnostics.borrow_mut().extend(syntax::explain(source, start, text, &error));
            None
        }
    }
}

/// The value at a span that [`members`] gave; `null` where something is wrong with it as a whole.
pub fn value<'s>(source: &'s Source, span: Span, diagnostics: &mut Diagnostics) -> Value<'s> {
    let start = span.start as usize;
    let text = &source.text[start..span.end as usize];
    let reader = Reader::new(source, start, diagnostics);
    let mut json = serde_json::Deserializer::from_str(text);
    Seed(&reader).deserialize(&mut json).unwrap_or_else(|error| {
        reader.diagnostics.borrow_mut().extend(syntax::explain_value(source, start, text, &error));
        Value { span, kind: Kind::Wrong }
    })
}

/// The value that begins at a byte inside of another, if there is nothing to say of it.
pub(super) fn inner(source: &Source, start: usize) -> Option<Value<'_>> {
    let mut said = Diagnostics::default();
    let reader = Reader::new(source, start, &mut said);
    reader.depth.set(1);
    let mut json = serde_json::Deserializer::from_str(&source.text[start..]);
    let value = Seed(&reader).deserialize(&mut json).ok()?;
    said.is_empty().then_some(value)
}

/// The cursor, and where findings go.
struct Reader<'s, 'd> {
    source: &'s Source,
    at: Cell<usize>,
    depth: Cell<usize>,
    /// Whether it was said that something is nested too deep.
    deep: Cell<bool>,
    diagnostics: RefCell<&'d mut Diagnostics>,
}

impl<'s, 'd> Reader<'s, 'd> {
    fn new(source: &'s Source, at: usize, diagnostics: &'d mut Diagnostics) -> Self {
        let diagnostics = RefCell::new(diagnostics);
        Reader { source, at: Cell::new(at), depth: Cell::new(0), deep: Cell::new(false), diagnostics }
    }

    fn push(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().push(diagnostic);
    }

    /// Moves to the first byte of the next token.
    fn token(&self) -> usize {
        let bytes = self.source.text.as_bytes();
        let mut at = self.at.get();
        while bytes.get(at).is_some_and(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',' | b':')) {
            at += 1;
        }
        self.at.set(at);
        at
    }

    /// Moves behind a token that was read from `start`, and gives its place.
    fn close(&self, start: usize, end: usize) -> Span {
        self.at.set(end);
        self.source.span(start..end)
    }

    /// Behind the string that starts at a byte.
    fn string_end(&self, start: usize, escaped: bool, length: usize) -> usize {
        if !escaped {
            return start + length + 2;
        }
        let bytes = self.source.text.as_bytes();
        let mut at = start + 1;
        while at < bytes.len() && bytes[at] != b'"' {
            at += if bytes[at] == b'\\' { 2 } else { 1 };
        }
        at + 1
    }

    fn string(&self, text: Cow<'s, str>) -> (Cow<'s, str>, Span) {
        let start = self.token();
        let span = self.close(start, self.string_end(start, matches!(text, Cow::Owned(_)), text.len()));
        // A string without escapes is as the file has it.
        let may_be_reserved = !self.source.is_ascii || matches!(text, Cow::Owned(_));
        if let Some(found) = scalar::check_text(&text, may_be_reserved, span) {
            self.push(found);
        }
        (text, span)
    }

    /// Behind the bracket that ends what is open.
    fn bracket(&self, start: usize) -> Span {
        let end = self.token() + 1;
        self.close(start, end)
    }

    fn duplicate(&self, key: &str, again: Span, first: Span) {
        let found = Diagnostic::new(Code::DuplicateKey, format!("`{key}` is given twice"))
            .at(again, "second definition")
            .label(first, "first definition")
            .note("most JSON readers silently keep only the second")
            .help("remove one of the two");
        self.push(found);
    }
}

/// Reads the top level and skips the values.
struct Top<'r, 's, 'd>(&'r Reader<'s, 'd>);

impl<'s> Visitor<'s> for Top<'_, 's, '_> {
    type Value = Members<'s>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'s>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let reader = self.0;
        reader.at.set(reader.token() + 1);
        let mut members = Members::default();
        while let Some(key) = map.next_key_seed(Key)? {
            let (key, key_span) = reader.string(key);
            let raw = map.next_value::<&'s RawValue>()?.get();
            let start = reader.token();
            let span = reader.close(start, start + raw.len());
            match members.entry(key) {
                indexmap::map::Entry::Occupied(first) => {
                    reader.duplicate(first.key(), key_span, first.get().key_span);
                }
                indexmap::map::Entry::Vacant(new) => {
                    new.insert(Member { key_span, span });
                }
            }
        }
        Ok(members)
    }
}

/// Reads a key.
struct Key;

impl<'s> DeserializeSeed<'s> for Key {
    type Value = Cow<'s, str>;

    fn deserialize<D: de::Deserializer<'s>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_str(self)
    }
}

impl<'s> Visitor<'s> for Key {
    type Value = Cow<'s, str>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a string")
    }

    fn visit_borrowed_str<E>(self, text: &'s str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

/// Reads a value.
struct Seed<'r, 's, 'd>(&'r Reader<'s, 'd>);

impl<'s> DeserializeSeed<'s> for Seed<'_, 's, '_> {
    type Value = Value<'s>;

    fn deserialize<D: de::Deserializer<'s>>(self, json: D) -> Result<Self::Value, D::Error> {
        let reader = self.0;
        let start = reader.token();
        if reader.depth.get() > DEPTH {
            if !reader.deep.replace(true) {
                let message = format!("this is nested more than {DEPTH} levels deep");
                let at = reader.source.span(start..start + 1);
                reader.push(Diagnostic::new(Code::TooDeep, message).at(at, ""));
            }
            return self.skip(json);
        }
        // The JSON reader gives up at a number that is out of its range.
        if let Some(found) = self.number_text().and_then(|(text, span)| scalar::out_of_range(text, span)) {
            reader.push(found);
            return self.skip(json);
        }
        json.deserialize_any(self)
    }
}

impl<'s> Seed<'_, 's, '_> {
    /// Goes on behind a value of which something is wrong as a whole.
    fn skip<D: de::Deserializer<'s>>(&self, json: D) -> Result<Value<'s>, D::Error> {
        let raw = <&'s RawValue>::deserialize(json)?.get();
        Ok(self.word(raw.len(), Kind::Wrong))
    }

    /// The number that comes next, if one does.
    fn number_text(&self) -> Option<(&'s str, Span)> {
        let start = self.0.token();
        let text = &self.0.source.text[start..];
        if !text.starts_with(|char: char| char == '-' || char.is_ascii_digit()) {
            return None;
        }
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
        let length = text.bytes().take_while(is_part).count();
        Some((&text[..length], self.0.source.span(start..start + length)))
    }

    fn word(&self, length: usize, kind: Kind<'s>) -> Value<'s> {
        let start = self.0.token();
        Value { span: self.0.close(start, start + length), kind }
    }

    fn number(&self) -> Value<'s> {
        let (text, span) = self.number_text().unwrap_or_else(|| ("", self.0.source.span(0..0)));
        self.0.at.set(span.end as usize);
        match scalar::number(text, span) {
            Ok(kind) => Value { span, kind },
            Err(found) => {
                self.0.push(*found);
                Value { span, kind: Kind::Wrong }
            }
        }
    }

    fn text(&self, text: Cow<'s, str>) -> Value<'s> {
        let (text, span) = self.0.string(text);
        Value { span, kind: Kind::Text(text) }
    }
}

impl<'s> Visitor<'s> for Seed<'_, 's, '_> {
    type Value = Value<'s>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(self.word(4, Kind::Null))
    }

    fn visit_bool<E>(self, on: bool) -> Result<Self::Value, E> {
        Ok(self.word(if on { 4 } else { 5 }, Kind::Bool(on)))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(self.number())
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(self.number())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(self.number())
    }

    fn visit_borrowed_str<E>(self, text: &'s str) -> Result<Self::Value, E> {
        Ok(self.text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(self.text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'s>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let reader = self.0;
        let start = reader.token();
        reader.at.set(start + 1);
        reader.depth.set(reader.depth.get() + 1);
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(Seed(reader))? {
            items.push(item);
        }
        reader.depth.set(reader.depth.get() - 1);
        Ok(Value { span: reader.bracket(start), kind: Kind::List(items) })
    }

    fn visit_map<A: MapAccess<'s>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let reader = self.0;
        let start = reader.token();
        reader.at.set(start + 1);
        reader.depth.set(reader.depth.get() + 1);
        let mut entries: Vec<Entry<'s>> = Vec::with_capacity(16);
        let mut seen: IndexMap<Cow<'s, str>, usize, RandomState> = IndexMap::default();
        while let Some(key) = map.next_key_seed(Key)? {
            let (key, key_span) = reader.string(key);
            let value = map.next_value_seed(Seed(reader))?;
            if entries.len() == MANY {
                seen.extend(entries.iter().enumerate().map(|(at, entry)| (entry.key.clone(), at)));
            }
            let first = if entries.len() < MANY {
                entries.iter().position(|entry| entry.key == key)
            } else {
                let at = entries.len();
                Some(*seen.entry(key.clone()).or_insert(at)).filter(|first| *first < at)
            };
            if let Some(first) = first {
                reader.duplicate(&key, key_span, entries[first].key_span);
                continue;
            }
            entries.push(Entry { key, key_span, value });
        }
        reader.depth.set(reader.depth.get() - 1);
        Ok(Value { span: reader.bracket(start), kind: Kind::Map(Map(entries)) })
    }
}
