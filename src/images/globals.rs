//! The arguments that `FROM` can use: those before the first one.

use std::collections::BTreeMap;

use super::expansion::{Scope, Value, platform_values};
use super::instruction::Word;
use crate::kubernetes::Arch;
use crate::text::{Diagnostic, Source};

/// Values of build arguments, by their names.
pub(super) type Args = BTreeMap<String, String>;

/// Their values.
pub(super) struct Globals<'s> {
    source: &'s Source,
    escape: char,
    given: &'s Args,
    values: BTreeMap<String, Value>,
}

impl<'s> Globals<'s> {
    /// Those that BuildKit gives by itself.
    pub(super) fn new(
        source: &'s Source,
        escape: char,
        given: &'s Args,
        (builder, arch): (Arch, Arch),
    ) -> Self {
        Globals { source, escape, given, values: platform_values(builder, arch) }
    }

    /// Adds one of which a word gives the name, and maybe a value.
    pub(super) fn add(&mut self, word: &Word) -> Result<(), Box<Diagnostic>> {
        let (name, default) = argument(word);
        let value = match (self.given.get(name), default) {
            (Some(given), _) => Ok(Ok(given.clone())),
            (None, Some(from)) => self.expand(word, from),
            (None, None) => return Ok(()),
        };
        // What is refused here has no value elsewhere.
        let (value, refused) = match value {
            Ok(value) => (value, Ok(())),
            Err(found) => (Err(found.clone()), Err(found)),
        };
        self.values.insert(name.to_owned(), value);
        refused
    }

    /// The value of a word from a byte on; an error is what BuildKit refuses wherever it stands.
    pub(super) fn expand(&self, word: &Word, from: usize) -> Result<Value, Box<Diagnostic>> {
        Scope { source: self.source, escape: self.escape, values: &self.values }.expand(word, from)
    }
}

/// The name of an argument, and where its value begins.
pub(super) fn argument(word: &Word) -> (&str, Option<usize>) {
    match word.text.split_once('=') {
        Some((name, _)) => (name, Some(name.len() + 1)),
        None => (&word.text, None),
    }
}
