//! Values that rules have seen before.
//!
//! What a rule says depends only on the values that it looks at, and a fleet has few different images, quantities and labels.
//! Names are all different; but of what they are made of, a rule says the same for all plain ones of one length.

use std::hash::{Hash, Hasher};

use foldhash::HashMap;
use foldhash::fast::RandomState;
use indexmap::{Equivalent, IndexSet};
use minijinja::Value;
use minijinja::value::ValueKind;

use crate::text::is_same;
use crate::yaml::{CLOSE, OPEN};

/// How many strings of a hole are numbered.
const STRINGS: u16 = 4_000;
/// After so many strings of a hole of which not one in so many was seen again, they are left alone, as names are. Where
/// speed does not matter that is soon, so that tests come upon what is told by the lengths of names.
const TRIES: usize = if cfg!(debug_assertions) { 2 } else { 64 };
const RARE: usize = 8;
/// The longest names that are numbered by their lengths, in bytes: these are their numbers.
const NAMES: u16 = 250;
/// The integers below this have the numbers behind those of names and strings.
const INTEGERS: u16 = 1_000;
/// How many holes what is remembered can depend on.
pub(super) const HOLES: usize = 16;
/// How many combinations of values are remembered.
const KNOWN: usize = 4_000;

/// The strings that the holes of a skeleton had.
#[derive(Default)]
pub(super) struct Values(Vec<Strings>);

/// The values of a document as numbers.
pub(super) struct Numbers(Vec<Number>);

/// A value as a number.
#[derive(Clone, Copy)]
struct Number {
    /// One that only the same value of its hole has; none of a value that will hardly come again.
    own: Option<u16>,
    /// One that all plain names of this length have.
    of_length: Option<u16>,
}

impl Numbers {
    /// The number of a value; with `by_length` perhaps only that of a name of its length.
    pub(super) fn of(&self, hole: usize, by_length: bool) -> Option<u16> {
        let number = self.0.get(hole)?;
        number.own.or(number.of_length.filter(|_| by_length))
    }
}

impl Values {
    /// Numbers the values of a document.
    pub(super) fn numbers(&mut self, values: &[Value]) -> Numbers {
        self.0.resize_with(values.len(), Strings::default);
        let number = |(strings, value): (&mut Strings, &Value)| {
            let own = strings.number(value);
            let of_length = if own.is_none() { value.as_str().and_then(plain_name) } else { None };
            Number { own, of_length }
        };
        Numbers(self.0.iter_mut().zip(values).map(number).collect())
    }
}

/// The number of a plain name: lower-case letters and digits with single `-` between them, a letter first.
fn plain_name(text: &str) -> Option<u16> {
    let length = u16::try_from(text.len()).ok().filter(|length| *length <= NAMES)?;
    // Whether a letter or a digit was before.
    let mut is_word = false;
    for byte in text.bytes() {
        let is_sign = byte == b'-';
        if !(byte.is_ascii_lowercase() || byte.is_ascii_digit() || (is_sign && is_word)) {
            return None;
        }
        is_word = !is_sign;
    }
    (is_word && text.starts_with(|first: char| first.is_ascii_lowercase())).then_some(length)
}

/// The strings that a hole had; their places are their numbers, behind those of names.
#[derive(Default)]
struct Strings {
    known: IndexSet<Box<str>, RandomState>,
    /// How many of them were asked for again.
    again: usize,
    /// Whether they are hardly ever seen again.
    differ: bool,
}

/// A text as it is looked for among those that have numbers.
#[derive(Hash)]
struct Text<'t>(&'t str);

impl Equivalent<Box<str>> for Text<'_> {
    fn equivalent(&self, other: &Box<str>) -> bool {
        is_same(self.0, other)
    }
}

impl Strings {
    fn number(&mut self, value: &Value) -> Option<u16> {
        if self.differ {
            return None;
        }
        let Some(text) = value.as_str() else {
            let is_integer = value.kind() == ValueKind::Number && value.is_integer();
            let number = u16::try_from(value.clone()).ok().filter(|number| is_integer && *number < INTEGERS);
            return number.map(|number| NAMES + 1 + STRINGS + number);
        };
        let number = |place: usize| Some(NAMES + 1 + u16::try_from(place).ok()?);
        if let Some(place) = self.known.get_index_of(&Text(text)) {
            self.again += 1;
            return number(place);
        }
        let count = self.known.len();
        self.differ = count >= TRIES && self.again * RARE < count;
        // What was captured can hold other values, or some that are not known.
        if self.differ || count >= usize::from(STRINGS) || text.contains([OPEN, CLOSE]) {
            return None;
        }
        self.known.insert(text.into());
        number(count)
    }
}

/// What came of values, for as long as the values are the same.
pub(super) struct Memo<T> {
    /// Whether plain names of one length are the same.
    by_length: bool,
    /// Every hole that was looked at.
    holes: Vec<usize>,
    /// What came of the values of one hole, by their numbers.
    of_one: Vec<Option<T>>,
    /// What came of those of several.
    known: HashMap<Key, T>,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Memo { by_length: false, holes: Vec::new(), of_one: Vec::new(), known: HashMap::default() }
    }
}

impl<T> Memo<T> {
    /// What comes of values, and with `by_length` the same of all plain names of one length.
    pub(super) fn new(by_length: bool) -> Self {
        Memo { by_length, ..Memo::default() }
    }

    /// Whether plain names of one length are the same.
    pub(super) fn by_length(&self) -> bool {
        self.by_length
    }

    /// What came of these values.
    pub(super) fn get(&self, numbers: &Numbers) -> Option<&T> {
        if let [hole] = *self.holes {
            let number = numbers.of(hole, self.by_length)?;
            return self.of_one.get(usize::from(number))?.as_ref();
        }
        if self.known.is_empty() {
            return None;
        }
        self.known.get(&self.key(numbers)?)
    }

    /// Remembers what came of these values, of which some were looked at.
    pub(super) fn add(&mut self, looked_at: &[usize], numbers: &Numbers, result: T) {
        for hole in looked_at {
            if !self.holes.contains(hole) {
                self.holes.push(*hole);
                self.of_one.clear();
                self.known.clear();
            }
        }
        if let [hole] = *self.holes {
            let Some(number) = numbers.of(hole, self.by_length).map(usize::from) else { return };
            if number >= self.of_one.len() {
                self.of_one.resize_with(number + 1, || None);
            }
            self.of_one[number] = Some(result);
        } else if self.known.len() < KNOWN
            && let Some(key) = self.key(numbers)
        {
            self.known.insert(key, result);
        }
    }

    fn key(&self, numbers: &Numbers) -> Option<Key> {
        if self.holes.len() > HOLES {
            return None;
        }
        let mut key = Key::default();
        for (at, hole) in self.holes.iter().enumerate() {
            key.0[at / 4] |= u64::from(numbers.of(*hole, self.by_length)?) << (at % 4 * 16);
        }
        Some(key)
    }
}

/// The numbers of some values, then zeros: four in each word, which is quicker to hash than one by one.
#[derive(Default, PartialEq, Eq)]
struct Key([u64; HOLES / 4]);

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.iter().for_each(|word| state.write_u64(*word));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_values_is_known_while_they_are_the_same() {
        let (mut known, mut memo) = (Values::default(), Memo::default());
        let values = |name: &str, count: i64| [Value::from(name), Value::from(count), Value::from(1.5)];
        let one = known.numbers(&values("a", 1));
        assert_eq!(memo.get(&one), None);
        memo.add(&[0], &one, "first");
        assert_eq!(memo.get(&known.numbers(&values("a", 2))), Some(&"first"));
        assert_eq!(memo.get(&known.numbers(&values("b", 1))), None);
        memo.add(&[0, 1], &one, "second");
        assert_eq!(memo.get(&known.numbers(&values("a", 2))), None);
        assert_eq!(memo.get(&known.numbers(&values("a", 1))), Some(&"second"));
        let mut memo = Memo::default();
        memo.add(&[2], &one, "third");
        assert_eq!(memo.get(&one), None, "no float has a number");
    }

    #[test]
    fn strings_that_all_differ_have_no_numbers() {
        let mut strings = Strings::default();
        let numbers = (0..1_000).filter_map(|at| strings.number(&Value::from(at.to_string())));
        assert_eq!(numbers.count(), TRIES);
    }

    #[test]
    fn plain_names_are_known_by_their_lengths() {
        for (name, length) in [("a", 1), ("a-1", 3), ("go1-x", 5)] {
            assert_eq!(plain_name(name), Some(length), "{name}");
        }
        for name in
            ["", "-", "-a", "a-", "a--b", "1a", "A", "a.b", "a b", "é", &"a".repeat(usize::from(NAMES) + 1)]
        {
            assert_eq!(plain_name(name), None, "{name}");
        }
        let mut known = Values::default();
        let name = |number: usize| [Value::from(format!("pool-{number:04}"))];
        let all: Vec<_> = (0..TRIES + 2).map(|number| known.numbers(&name(number))).collect();
        let [.., before, last] = all.as_slice() else { panic!() };
        for by_length in [false, true] {
            let mut memo = Memo::new(by_length);
            memo.add(&[0], before, ());
            assert_eq!(memo.get(last).is_some(), by_length);
        }
    }
}
