//! A JSON value that knows where it stands.

use std::borrow::Cow;

use crate::text::Span;

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Value<'s> {
    /// From its first byte to its last, quotes and brackets included.
    pub span: Span,
    /// What it is.
    pub kind: Kind<'s>,
}

impl Value<'_> {
    /// Whether it is wrong, which has been said.
    pub fn is_wrong(&self) -> bool {
        self.kind == Kind::Wrong
    }

    /// Whether it is wrong, or something in it is.
    pub fn holds_wrong(&self) -> bool {
        match &self.kind {
            Kind::Wrong => true,
            Kind::List(items) => items.iter().any(Value::holds_wrong),
            Kind::Map(map) => map.0.iter().any(|entry| entry.value.holds_wrong()),
            _ => false,
        }
    }
}

/// The JSON types; numbers keep whether they were written as integers.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind<'s> {
    /// `null`
    Null,
    /// A value that is wrong, which has been said; nothing more follows from it.
    Wrong,
    /// `true` or `false`
    Bool(bool),
    /// A number without a fraction or an exponent.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// A string, borrowed from the text where it has no escapes.
    Text(Cow<'s, str>),
    /// An array.
    List(Vec<Value<'s>>),
    /// An object.
    Map(Map<'s>),
}

/// An object, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map<'s>(pub Vec<Entry<'s>>);

/// One key of an object and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'s> {
    /// The key.
    pub key: Cow<'s, str>,
    /// Its place, quotes included.
    pub key_span: Span,
    /// The value.
    pub value: Value<'s>,
}

impl<'s> Map<'s> {
    /// The entry of a key.
    pub fn get(&self, key: &str) -> Option<&Entry<'s>> {
        self.0.iter().find(|entry| entry.key == key)
    }
}

impl From<&Value<'_>> for serde_json::Value {
    fn from(value: &Value<'_>) -> Self {
        match &value.kind {
            Kind::Null | Kind::Wrong => serde_json::Value::Null,
            Kind::Bool(on) => (*on).into(),
            Kind::Integer(number) => (*number).into(),
            Kind::Float(number) => (*number).into(),
            Kind::Text(text) => text.as_ref().into(),
            Kind::List(items) => items.iter().map(serde_json::Value::from).collect(),
            Kind::Map(map) => {
                map.0.iter().map(|entry| (entry.key.to_string(), Self::from(&entry.value))).collect()
            }
        }
    }
}

impl Kind<'_> {
    /// The type's name in messages, with its article.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::Wrong => "a wrong value",
            Kind::Bool(_) => "a boolean",
            Kind::Integer(_) => "an integer",
            Kind::Float(_) => "a number",
            Kind::Text(_) => "a string",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a map",
        }
    }
}
