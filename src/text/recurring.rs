//! Texts that come again and again.

use std::hash::Hash;

use foldhash::fast::RandomState;
use indexmap::{Equivalent, IndexMap};

use super::is_same;

/// How many texts are remembered.
pub const TEXTS: u16 = 4_000;
/// After so many texts of which not one in so many was seen again, they are left alone, as names are. Where speed does not
/// matter that is soon, so that tests come upon what is done then.
pub const TRIES: usize = if cfg!(debug_assertions) { 2 } else { 64 };
const RARE: usize = 8;

/// Texts of one place, each with what is known of it.
#[derive(Debug)]
pub struct Recurring<T> {
    known: IndexMap<Box<str>, T, RandomState>,
    /// How many of them were asked for again.
    again: usize,
    /// Whether they are hardly ever seen again.
    differ: bool,
}

impl<T> Default for Recurring<T> {
    fn default() -> Self {
        Recurring { known: IndexMap::default(), again: 0, differ: false }
    }
}

/// A text as it is looked for.
#[derive(Hash)]
struct Text<'t>(&'t str);

impl Equivalent<Box<str>> for Text<'_> {
    fn equivalent(&self, other: &Box<str>) -> bool {
        is_same(self.0, other)
    }
}

impl<T> Recurring<T> {
    /// What is known of a text, and how many others were added before it.
    pub fn get(&mut self, text: &str) -> Option<(usize, &T)> {
        if self.differ {
            return None;
        }
        let (place, _, known) = self.known.get_full(&Text(text))?;
        self.again += 1;
        Some((place, known))
    }

    /// Adds a text that is not known, if those of its place come again; how many were added before it, fewer than
    /// [`TEXTS`].
    pub fn add(&mut self, text: &str, known: T) -> Option<usize> {
        let count = self.known.len();
        self.differ |= count >= TRIES && self.again * RARE < count;
        if self.differ || count >= usize::from(TEXTS) {
            return None;
        }
        self.known.insert(text.into(), known);
        Some(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_all_differ_are_left_alone() {
        let mut texts = Recurring::default();
        let mut add = |text: &str| texts.get(text).map(|(place, ())| place).or_else(|| texts.add(text, ()));
        assert_eq!([add("a"), add("b"), add("a"), add("b")], [Some(0), Some(1), Some(0), Some(1)]);
        let added = (0..1_000).filter_map(|at| add(&at.to_string()));
        assert!((1..TRIES * RARE).contains(&added.count()));
        assert_eq!(add("a"), None);
    }
}
