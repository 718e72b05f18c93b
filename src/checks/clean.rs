//! Values that rules have seen before and found nothing wrong with.
//!
//! What a rule says depends only on the values that it looks at, and a fleet has few different images, quantities and labels.

use std::collections::HashSet;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use minijinja::Value;

use crate::yaml::{CLOSE, OPEN};

/// How many strings are numbered. Names of pools are all different, and there may be any number of them.
const STRINGS: usize = 1_000;

/// Strings by which documents are compared, each with its number.
#[derive(Default)]
pub(super) struct Strings(IndexMap<Box<str>, (), RandomState>);

impl Strings {
    /// The number of each value; none where it is not a string of its own, or not one of the first.
    pub(super) fn numbers(&mut self, values: &[Value]) -> Vec<Option<usize>> {
        values.iter().map(|value| self.number(value.as_str()?)).collect()
    }

    fn number(&mut self, text: &str) -> Option<usize> {
        if let Some(number) = self.0.get_index_of(text) {
            return Some(number);
        }
        // What was captured can hold other values, or some that are not known.
        if self.0.len() == STRINGS || text.contains([OPEN, CLOSE]) {
            return None;
        }
        Some(self.0.insert_full(text.into(), ()).0)
    }
}

/// The values that a rule has nothing to say of.
#[derive(Default)]
pub(super) struct Clean {
    /// Every hole that it has looked at.
    holes: Vec<usize>,
    known: HashSet<Box<[usize]>, RandomState>,
}

impl Clean {
    /// Whether the rule has seen these values.
    pub(super) fn holds(&self, numbers: &[Option<usize>]) -> bool {
        !self.known.is_empty() && self.key(numbers).is_some_and(|key| self.known.contains(&*key))
    }

    /// Remembers that it has nothing to say of these values, of which it has looked at some.
    pub(super) fn add(&mut self, looked_at: &[usize], numbers: &[Option<usize>]) {
        for hole in looked_at {
            if !self.holes.contains(hole) {
                self.holes.push(*hole);
                self.known.clear();
            }
        }
        self.known.extend(self.key(numbers));
    }

    fn key(&self, numbers: &[Option<usize>]) -> Option<Box<[usize]>> {
        self.holes.iter().map(|hole| *numbers.get(*hole)?).collect()
    }
}
