//! The values of the holes of a document.

use std::borrow::Cow;
use std::cell::OnceCell;

use minijinja::Value;

use super::hole::{self, CLOSE, OPEN};

/// A value that is printed.
#[derive(Clone, Debug)]
pub enum Given<'t> {
    /// A text that stands elsewhere and holds no hole, as no config may. Most are written and checked as they are, and
    /// never become a value of Jinja.
    Text(&'t str, OnceCell<Value>),
    /// Any value.
    Value(Value),
}

impl<'t> From<&'t str> for Given<'t> {
    fn from(text: &'t str) -> Self {
        Given::Text(text, OnceCell::new())
    }
}

impl From<Value> for Given<'_> {
    fn from(value: Value) -> Self {
        Given::Value(value)
    }
}

impl From<Given<'_>> for Value {
    fn from(given: Given<'_>) -> Self {
        match given {
            Given::Text(text, value) => value.into_inner().unwrap_or_else(|| Value::from(text)),
            Given::Value(value) => value,
        }
    }
}

impl Given<'_> {
    /// Whether it is not known, or has been made from what is not.
    pub(super) fn is_unknown(&self) -> bool {
        match self {
            Given::Text(..) => false,
            Given::Value(value) => hole::is_unknown(value),
        }
    }

    /// The text, if it is one.
    #[inline]
    pub fn text(&self) -> Option<&str> {
        match self {
            Given::Text(text, _) => Some(text),
            Given::Value(value) => value.as_str(),
        }
    }

    /// The value for Jinja.
    #[inline]
    pub fn value(&self) -> &Value {
        match self {
            Given::Text(text, value) => value.get_or_init(|| Value::from(*text)),
            Given::Value(value) => value,
        }
    }
}

/// The values of all holes, by their numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Holes<'h>(pub &'h [Given<'h>]);

impl<'h> Holes<'h> {
    /// The value of a hole.
    #[inline]
    pub fn get(self, number: usize) -> Option<&'h Value> {
        self.0.get(number).map(Given::value)
    }

    /// The text of a hole whose value is one.
    #[inline]
    pub fn text(self, number: usize) -> Option<&'h str> {
        self.0.get(number)?.text()
    }

    /// The value of a hole that is no text.
    #[inline]
    pub(super) fn other(self, number: usize) -> Option<&'h Value> {
        let given = self.0.get(number)?;
        given.text().is_none().then(|| given.value())
    }

    /// The text of a hole whose value is one, with what is in holes of its own; none if one of these is broken.
    #[inline]
    pub(super) fn whole_text(self, number: usize) -> Option<Cow<'h, str>> {
        match self.0.get(number)? {
            Given::Text(text, _) => {
                debug_assert!(!text.contains([OPEN, CLOSE]), "a config has no holes");
                Some(Cow::Borrowed(text))
            }
            Given::Value(value) => hole::expand(value.as_str()?, self.before(number)),
        }
    }

    /// The holes before another.
    pub(super) fn before(self, number: usize) -> Self {
        Holes(&self.0[..number.min(self.0.len())])
    }
}
