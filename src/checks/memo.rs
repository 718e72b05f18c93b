//! Values that rules have seen before.
//!
//! What a rule says depends only on the values that it looks at, and a fleet has few different quantities and labels. Names
//! and images are many; but of what they are made of, a rule says the same for all plain names of one length, and for all
//! images that differ in the digits of their tags. Such a value can be a part of what stands in a document.

use std::hash::{Hash, Hasher};
use std::num::NonZeroU16;

use foldhash::HashMap;
use foldhash::fast::RandomState;
use indexmap::IndexSet;
use minijinja::value::ValueKind;

use crate::text::{Recurring, push};
use crate::yaml::{Given, Holes, may_hold};

/// The longest names that are numbered by their lengths, in bytes.
const NAMES: u16 = 250;
/// The integers below this are numbered by themselves.
const INTEGERS: u16 = 1_000;
/// How many images are numbered by all but the digits of their tags.
const VERSIONS: u16 = 1_000;
/// The longest tag of such an image, and the longest image, in bytes.
const LONGEST_VERSION: usize = 32;
const LONGEST_IMAGE: usize = 250;
/// How many holes what is remembered can depend on.
pub(super) const HOLES: usize = 16;
/// How many combinations of values are remembered.
const KNOWN: usize = 4_000;

/// The strings that the holes of a skeleton had.
#[derive(Default)]
pub(super) struct Values {
    strings: Vec<Strings>,
    /// The numbers of one document after the other.
    numbers: Vec<Number>,
}

/// The values of a document as numbers.
#[derive(Clone, Copy)]
pub(super) struct Numbers<'n>(&'n [Number]);

/// Which values are the same to a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Same {
    /// Plain names of one length.
    pub(super) names: bool,
    /// Images that differ only in the digits of their tags.
    pub(super) versions: bool,
}

/// What is numbered, each from 0 or 1 on. Their numbers alternate, so that what is known by the first of each is a short list.
#[derive(Clone, Copy)]
enum Numbered {
    Name,
    Text,
    Integer,
    Version,
}

impl Numbered {
    fn number(self, place: u16) -> u16 {
        place * 4 + self as u16
    }
}

/// A value as a number: first for those to whom no others are the same, then with names, with versions, with both.
#[derive(Clone, Copy)]
struct Number([Option<NonZeroU16>; 4]);

impl Number {
    /// One that only the same value of its hole has, none of a value that will hardly come again; one that all plain names
    /// of this length have; and one that all images have that differ only in the digits of their tags.
    ///
    /// Names that come again keep their own numbers, which are enough. Images can come again, and still be too many.
    fn new(own: Option<u16>, name: Option<u16>, version: Option<u16>) -> Self {
        let all = [own, own.or(name), version.or(own), version.or(own).or(name)];
        Number(all.map(|number| NonZeroU16::new(number?)))
    }
}

impl Numbers<'_> {
    /// The number of a value, or of those that are the same.
    pub(super) fn of(self, hole: usize, same: Same) -> Option<u16> {
        let Number(all) = self.0.get(hole)?;
        all[usize::from(same.names) + 2 * usize::from(same.versions)].map(NonZeroU16::get)
    }
}

impl Values {
    /// Numbers the values of a document.
    pub(super) fn numbers(&mut self, holes: Holes<'_>) -> Numbers<'_> {
        self.strings.resize_with(holes.0.len(), Strings::default);
        self.numbers.clear();
        let strings = self.strings.iter_mut().zip(holes.0);
        self.numbers.extend(strings.map(|(strings, given)| strings.number(given)));
        Numbers(&self.numbers)
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
    let is_name = is_word && text.starts_with(|first: char| first.is_ascii_lowercase());
    is_name.then_some(Numbered::Name.number(length))
}

/// Writes an image whose tag is a version, such as `:v1.20-75`, with zeros in place of the digits of that. Other digits make
/// another image: `myoung34` is not `myoung12`, and `@sha512` not `@sha256`.
fn versioned<'o>(text: &str, out: &'o mut String) -> Option<&'o str> {
    let is_of_version = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-');
    let length = text.bytes().rev().take_while(is_of_version).count();
    let (image, version) = text.split_at(text.len() - length);
    let is_version = version.starts_with(|first: char| first.is_ascii_digit()) && length <= LONGEST_VERSION;
    let is_image = image.strip_suffix('v').unwrap_or(image).ends_with(':') && text.len() <= LONGEST_IMAGE;
    if !is_version || !is_image || image.contains('@') || may_hold(text) {
        return None;
    }
    out.clear();
    push(out, image);
    out.extend(version.chars().map(|char| if char.is_ascii_digit() { '0' } else { char }));
    Some(out)
}

/// The strings that a hole had, numbered by their places.
#[derive(Default)]
struct Strings {
    /// Each with the number of those that differ only in the digits of their tags.
    known: Recurring<Option<u16>>,
    versions: IndexSet<Box<str>, RandomState>,
    scratch: String,
}

impl Strings {
    fn number(&mut self, given: &Given<'_>) -> Number {
        let Some(text) = given.text() else {
            let value = given.value();
            let is_integer = value.kind() == ValueKind::Number && value.is_integer();
            let number = u16::try_from(value.clone()).ok().filter(|number| is_integer && *number < INTEGERS);
            return Number::new(number.map(|number| Numbered::Integer.number(number)), None, None);
        };
        let number = |place: usize| Some(Numbered::Text.number(u16::try_from(place).ok()?));
        if let Some((place, version)) = self.known.get(text) {
            return Number::new(number(place), None, *version);
        }
        let name = plain_name(text);
        let version = if name.is_none() { self.version(text) } else { None };
        // What was captured can hold other values, or some that are not known.
        let place = if may_hold(text) { None } else { self.known.add(text, version) };
        Number::new(place.and_then(number), name, version)
    }

    fn version(&mut self, text: &str) -> Option<u16> {
        let text = versioned(text, &mut self.scratch)?;
        let place = match self.versions.get_index_of(text) {
            Some(place) => place,
            None if self.versions.len() < usize::from(VERSIONS) => self.versions.insert_full(text.into()).0,
            None => return None,
        };
        Some(Numbered::Version.number(u16::try_from(place).ok()?))
    }
}

/// What came of values, for as long as the values are the same.
pub(super) struct Memo<T> {
    /// Which values are the same.
    same: Same,
    /// Every hole that was looked at.
    holes: Vec<usize>,
    /// What came of the values of one hole, by their numbers.
    of_one: Vec<Option<T>>,
    /// What came of those of several.
    known: HashMap<Key, T>,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Memo { same: Same::default(), holes: Vec::new(), of_one: Vec::new(), known: HashMap::default() }
    }
}

impl<T> Memo<T> {
    /// What comes of values, of which some are the same.
    pub(super) fn new(same: Same) -> Self {
        Memo { same, ..Memo::default() }
    }

    /// Which values are the same.
    pub(super) fn same(&self) -> Same {
        self.same
    }

    /// What came of these values.
    pub(super) fn get(&self, numbers: Numbers<'_>) -> Option<&T> {
        if let [hole] = *self.holes {
            let number = numbers.of(hole, self.same)?;
            return self.of_one.get(usize::from(number))?.as_ref();
        }
        if self.known.is_empty() {
            return None;
        }
        self.known.get(&self.key(numbers)?)
    }

    /// Remembers what came of these values, of which some were looked at.
    pub(super) fn add(&mut self, looked_at: &[usize], numbers: Numbers<'_>, result: T) {
        for hole in looked_at {
            if !self.holes.contains(hole) {
                self.holes.push(*hole);
                self.of_one.clear();
                self.known.clear();
            }
        }
        if let [hole] = *self.holes {
            let Some(number) = numbers.of(hole, self.same).map(usize::from) else { return };
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

    fn key(&self, numbers: Numbers<'_>) -> Option<Key> {
        if self.holes.len() > HOLES {
            return None;
        }
        let mut key = Key::default();
        for (at, hole) in self.holes.iter().enumerate() {
            key.0[at / 4] |= u64::from(numbers.of(*hole, self.same)?) << (at % 4 * 16);
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
    use minijinja::Value;

    use super::*;
    use crate::text::TRIES;

    fn numbers(known: &mut Values, values: &[Value]) -> Vec<Number> {
        let given: Vec<Given<'_>> = values.iter().cloned().map(Given::from).collect();
        known.numbers(Holes(&given)).0.to_vec()
    }

    #[test]
    fn what_came_of_values_is_known_while_they_are_the_same() {
        let (mut known, mut memo) = (Values::default(), Memo::default());
        let mut values = |name: &str, count: i64| {
            numbers(&mut known, &[Value::from(name), Value::from(count), Value::from(1.5)])
        };
        let one = values("a", 1);
        assert_eq!(memo.get(Numbers(&one)), None);
        memo.add(&[0], Numbers(&one), "first");
        assert_eq!(memo.get(Numbers(&values("a", 2))), Some(&"first"));
        assert_eq!(memo.get(Numbers(&values("b", 1))), None);
        memo.add(&[0, 1], Numbers(&one), "second");
        assert_eq!(memo.get(Numbers(&values("a", 2))), None);
        assert_eq!(memo.get(Numbers(&values("a", 1))), Some(&"second"));
        let mut memo = Memo::default();
        memo.add(&[2], Numbers(&one), "third");
        assert_eq!(memo.get(Numbers(&one)), None, "no float has a number");
    }

    /// Whether what is known of the one before the last of many strings is known of the last.
    fn is_known_of_the_next(string: impl Fn(usize) -> String, same: Same) -> bool {
        let (mut known, mut memo) = (Values::default(), Memo::new(same));
        let mut all = (0..TRIES + 2).map(|at| numbers(&mut known, &[Value::from(string(at))]));
        memo.add(&[0], Numbers(&all.nth(TRIES).unwrap()), ());
        memo.get(Numbers(&all.next().unwrap())).is_some()
    }

    #[test]
    fn plain_names_are_known_by_their_lengths() {
        for (name, length) in [("a", 1), ("a-1", 3), ("go1-x", 5)] {
            assert_eq!(plain_name(name), Some(Numbered::Name.number(length)), "{name}");
        }
        for name in
            ["", "-", "-a", "a-", "a--b", "1a", "A", "a.b", "a b", "é", &"a".repeat(usize::from(NAMES) + 1)]
        {
            assert_eq!(plain_name(name), None, "{name}");
        }
        for names in [false, true] {
            let name = |at| format!("pool-{at:04}");
            assert_eq!(is_known_of_the_next(name, Same { names, ..Same::default() }), names);
        }
    }

    #[test]
    fn images_are_known_by_all_but_the_digits_of_their_tags() {
        for (text, expected) in [
            ("a:1", Some("a:0")),
            ("a/b-2:v1.20-75", Some("a/b-2:v0.00-00")),
            (":1-", Some(":0-")),
            ("a", None),
            ("a:1a", None),
            ("a:a1", None),
            ("a1", None),
            ("a/myoung34", None),
            ("a@sha256", None),
            ("a@sha256:1", None),
            ("1.2", None),
            ("", None),
            (&format!("a:{}", "1".repeat(LONGEST_VERSION + 1)), None),
            (&format!("{}:1", "a".repeat(LONGEST_IMAGE)), None),
        ] {
            assert_eq!(versioned(text, &mut String::new()), expected, "{text}");
        }
        for versions in [false, true] {
            let image = |at| format!("acme.io/go:v{at:04}");
            assert_eq!(is_known_of_the_next(image, Same { versions, ..Same::default() }), versions);
            let image = |at| format!("acme.io/go-{at:04}:v1");
            assert!(!is_known_of_the_next(image, Same { versions, ..Same::default() }));
        }
    }
}
