//! A map whose values have been checked, read by what its keys take.

use super::{Key, Type, list};
use crate::json::{Entry, Kind, Map, Value};
use crate::kubernetes::Arch;
use crate::text::{Code, Diagnostic, Diagnostics, Span, suggest};

/// A checked map. What is wrong with a value has been said, and the value counts as not given.
#[derive(Clone, Copy)]
pub struct Record<'m, 's> {
    map: &'m Map<'s>,
    keys: &'static [Key],
    /// Where it is.
    pub span: Span,
}

impl<'m, 's> Record<'m, 's> {
    /// A map that [`super::check_record`] has seen, and its keys.
    pub fn new(map: &'m Map<'s>, keys: &'static [Key], span: Span) -> Self {
        Record { map, keys, span }
    }

    /// The entry of a key that has a value.
    pub fn get(&self, key: &str) -> Option<&'m Entry<'s>> {
        self.map.get(key).filter(|entry| !matches!(entry.value.kind, Kind::Null | Kind::Wrong))
    }

    /// Where the value of a key is, or the record if there is none.
    pub fn place(&self, key: &str) -> Span {
        self.map.get(key).map_or_else(|| self.start(), |entry| entry.value.span)
    }

    /// The bracket that opens the record.
    pub fn start(&self) -> Span {
        Span { end: self.span.end.min(self.span.start + 1), ..self.span }
    }

    /// A string.
    pub fn text(&self, key: &str) -> Option<&'m str> {
        text(&self.get(key)?.value)
    }

    /// Whether a key has something that could not be read, which has been said, or is misspelt.
    pub fn is_unread(&self, key: &str) -> bool {
        match self.map.get(key).map(|entry| &entry.value) {
            Some(Value { kind: Kind::List(items), .. }) => items.iter().any(Value::is_wrong),
            Some(value) => value.is_wrong(),
            None => self.is_misspelt(key),
        }
    }

    /// An integer.
    pub fn integer(&self, key: &str) -> Option<i64> {
        match self.get(key)?.value.kind {
            Kind::Integer(number) => Some(number),
            _ => None,
        }
    }

    /// A switch, `false` unless given.
    pub fn switch(&self, key: &str) -> bool {
        self.get(key).is_some_and(|entry| entry.value.kind == Kind::Bool(true))
    }

    /// The strings of a list, with their places.
    pub fn texts(&self, key: &str) -> Vec<(&'m str, Span)> {
        self.items(key).iter().filter_map(|item| Some((text(item)?, item.span))).collect()
    }

    /// Architectures, with their places.
    pub fn archs(&self, key: &str) -> Vec<(Arch, Span)> {
        self.items(key).iter().filter_map(|item| Some((Arch::parse(text(item)?)?, item.span))).collect()
    }

    /// The entries of a map.
    pub fn entries(&self, key: &str) -> &'m [Entry<'s>] {
        match self.get(key).map(|entry| &entry.value.kind) {
            Some(Kind::Map(map)) => &map.0,
            _ => &[],
        }
    }

    /// A map.
    pub fn record(&self, key: &str) -> Option<Record<'m, 's>> {
        match (&self.get(key)?.value, self.kind(key)?) {
            (Value { kind: Kind::Map(map), span }, Type::Record(keys)) => Some(Record::new(map, keys, *span)),
            _ => None,
        }
    }

    /// The maps of a list.
    pub fn records(&self, key: &str) -> Vec<Record<'m, 's>> {
        let Some(Type::Records(keys)) = self.kind(key) else { return Vec::new() };
        let record = |item: &'m Value<'s>| match &item.kind {
            Kind::Map(map) => Some(Record::new(map, keys, item.span)),
            _ => None,
        };
        self.items(key).iter().filter_map(record).collect()
    }

    fn kind(&self, key: &str) -> Option<Type> {
        self.keys.iter().find(|known| known.name == key).map(|known| known.kind)
    }

    /// Whether an unknown key is surely meant to be this one, which has been said.
    fn is_misspelt(&self, key: &str) -> bool {
        let known = || self.keys.iter().map(|known| known.name);
        let unknown = self.map.0.iter().filter(|entry| self.kind(&entry.key).is_none());
        unknown.filter_map(|entry| suggest(&entry.key, known())).any(|near| near == key)
    }

    /// Reports the keys that have no value and need one.
    pub fn require(&self, keys: &[&'static str], whole: &str, diagnostics: &mut Diagnostics) {
        let mut absent = Vec::new();
        for key in keys {
            let entry = self.map.get(key);
            if entry.is_some_and(|entry| entry.value.kind != Kind::Null) || self.is_misspelt(key) {
                continue;
            }
            let Some(entry) = entry else {
                absent.push(*key);
                continue;
            };
            let found = Diagnostic::new(Code::MissingValue, format!("{whole} has no `{key}`"));
            diagnostics.push(found.at(entry.value.span, "this means that it is not set"));
        }
        if !absent.is_empty() {
            let absent = list(absent);
            let found = Diagnostic::new(Code::MissingValue, format!("{whole} has no {absent}"));
            diagnostics.push(found.at(self.start(), format!("expected {absent} in this map")));
        }
    }

    fn items(&self, key: &str) -> &'m [Value<'s>] {
        match self.get(key).map(|entry| &entry.value) {
            Some(Value { kind: Kind::List(items), .. }) => items,
            Some(value) => std::slice::from_ref(value),
            None => &[],
        }
    }
}

fn text<'m>(value: &'m Value<'_>) -> Option<&'m str> {
    match &value.kind {
        Kind::Text(text) => Some(text),
        _ => None,
    }
}
