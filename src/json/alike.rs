//! Maps that are written alike.
//!
//! Most pools of a config have the same keys in the same order, on lines of the same form: what stands between their values
//! is the same text. Where it is, only the values need reading.

use std::borrow::Cow;
use std::ops::Range;

use serde::Deserialize as _;
use serde_json::value::RawValue;

use super::read::{inner, value};
use super::{Entry, Kind, Map, Member, Members, Value, scalar};
use crate::text::{Diagnostics, Source, Span, is_same};

/// How many forms are remembered.
const FEW: usize = 4;
/// The longest map whose form is remembered, in bytes.
const LONGEST: usize = 16 << 10;
/// How much of a string is looked at at once, in bytes.
const STEP: usize = 8;
/// How many digits an integer has at most that surely fits into 64 bits.
const DIGITS: usize = 18;

/// The forms of some maps that were read.
#[derive(Default)]
pub struct Forms<'s>(Vec<Form<'s>>);

/// What a map has beside its values.
struct Form<'s> {
    /// The text before each value, and the place of the key in it, quotes included.
    before: Vec<(&'s str, Range<usize>)>,
    /// The text behind the last.
    end: &'s str,
}

impl<'s> Forms<'s> {
    /// Behind the value that begins at a byte.
    fn end(&mut self, source: &'s Source, start: usize) -> Option<usize> {
        if let Some(end) = self.0.iter().find_map(|form| form.end(source, start)) {
            return Some(end);
        }
        let end = raw_end(source, start)?;
        // To read a map takes longer than to find its end, and is worth it only for some that are short.
        if self.0.len() < FEW && end - start <= LONGEST && source.text[start..].starts_with('{') {
            self.value(source, source.span(start..end), &mut Diagnostics::default());
        }
        Some(end)
    }

    /// The value at a span that [`super::members`] gave, as [`super::value`] reads it.
    pub fn value(&mut self, source: &'s Source, span: Span, diagnostics: &mut Diagnostics) -> Value<'s> {
        if let Some(map) = self.0.iter().find_map(|form| form.read(source, span)) {
            return Value { span, kind: Kind::Map(map) };
        }
        let before = diagnostics.len();
        let value = value(source, span, diagnostics);
        if diagnostics.len() == before
            && let Kind::Map(map) = &value.kind
            && let Some(form) = Form::of(source, span, map)
        {
            self.0.truncate(FEW - 1);
            self.0.insert(0, form);
        }
        value
    }
}

/// The members of a config with which nothing is wrong, at a glance.
pub(super) fn members(source: &Source, start: usize) -> Option<Members<'_>> {
    let mut members = Members::default();
    let mut forms = Forms::default();
    let mut at = sign(source, blank(source, start), b'{')?;
    loop {
        let start = blank(source, at);
        let key = string(source.text.get(sign(source, start, b'"')?..)?)?;
        let key_span = source.span(start..start + key.len() + 2);
        if scalar::check_text(key, !source.is_ascii, key_span).is_some() {
            return None;
        }
        let value = blank(source, sign(source, blank(source, key_span.end as usize), b':')?);
        let end = forms.end(source, value)?;
        let member = Member { key_span, span: source.span(value..end) };
        if members.insert(Cow::Borrowed(key), member).is_some() {
            return None;
        }
        at = blank(source, end);
        match sign(source, at, b',') {
            Some(next) => at = next,
            None => break,
        }
    }
    (blank(source, sign(source, at, b'}')?) == source.text.len()).then_some(members)
}

/// Behind the blanks that stand at a byte.
fn blank(source: &Source, at: usize) -> usize {
    let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
    at + source.text.as_bytes()[at..].iter().take_while(is_blank).count()
}

/// Behind a sign that stands at a byte.
fn sign(source: &Source, at: usize, sign: u8) -> Option<usize> {
    (source.text.as_bytes().get(at) == Some(&sign)).then_some(at + 1)
}

impl<'s> Form<'s> {
    /// The form of a map with which nothing is wrong, if its keys are as they stand there.
    fn of(source: &'s Source, span: Span, map: &Map<'s>) -> Option<Self> {
        let mut behind = span.start as usize;
        let before = |entry: &Entry<'_>| {
            let [key, key_end] = [entry.key_span.start, entry.key_span.end].map(|at| at as usize - behind);
            let text = &source.text[behind..entry.value.span.start as usize];
            behind = entry.value.span.end as usize;
            matches!(entry.key, Cow::Borrowed(_)).then_some((text, key..key_end))
        };
        let before = map.0.iter().map(before).collect::<Option<_>>()?;
        Some(Form { before, end: &source.text[behind..span.end as usize] })
    }

    /// Behind the map that begins at a byte, if it is of this form.
    fn end(&self, source: &'s Source, start: usize) -> Option<usize> {
        let behind = |at, (before, _): &(&'s str, Range<usize>)| {
            let start = skip(source, at, before)?;
            match scalar_at(source, start) {
                Some((length, _)) => Some(start + length),
                None => raw_end(source, start),
            }
        };
        skip(source, self.before.iter().try_fold(start, behind)?, self.end)
    }

    /// The map at a span, if it is of this form and there is nothing to say of it.
    fn read(&self, source: &'s Source, span: Span) -> Option<Map<'s>> {
        let mut at = span.start as usize;
        let mut entries = Vec::with_capacity(self.before.len());
        for (before, key) in &self.before {
            let start = skip(source, at, before)?;
            let key_span = source.span(at + key.start..at + key.end);
            let key = &source.text[at + key.start + 1..at + key.end - 1];
            let value = read(source, start)?;
            at = value.span.end as usize;
            entries.push(Entry { key: Cow::Borrowed(key), key_span, value });
        }
        (skip(source, at, self.end)? == span.end as usize).then_some(Map(entries))
    }
}

/// Behind a text that stands at a byte.
fn skip(source: &Source, at: usize, text: &str) -> Option<usize> {
    let end = at + text.len();
    source.text.get(at..end).filter(|there| is_same(there, text)).map(|_| end)
}

/// The value that begins at a byte, if there is nothing to say of it.
fn read(source: &Source, start: usize) -> Option<Value<'_>> {
    let Some((length, kind)) = scalar_at(source, start) else { return inner(source, start) };
    let span = source.span(start..start + length);
    match &kind {
        Kind::Text(text) if scalar::check_text(text, !source.is_ascii, span).is_some() => None,
        _ => Some(Value { span, kind }),
    }
}

/// The string, number or word that begins at a byte, with its length, if that can be told at a glance.
fn scalar_at(source: &Source, start: usize) -> Option<(usize, Kind<'_>)> {
    let rest = &source.text[start..];
    match rest.as_bytes().first()? {
        b'"' => string(&rest[1..]).map(|text| (text.len() + 2, Kind::Text(Cow::Borrowed(text)))),
        b'0'..=b'9' => integer(rest),
        b't' if rest.starts_with("true") => Some((4, Kind::Bool(true))),
        b'f' if rest.starts_with("false") => Some((5, Kind::Bool(false))),
        b'n' if rest.starts_with("null") => Some((4, Kind::Null)),
        _ => None,
    }
}

/// Behind the value that begins at a byte, whatever it is, if it is JSON.
fn raw_end(source: &Source, start: usize) -> Option<usize> {
    let mut json = serde_json::Deserializer::from_str(&source.text[start..]);
    let raw = <&RawValue>::deserialize(&mut json).ok()?.get();
    Some(blank(source, start) + raw.len())
}

/// The text of a string without escapes, behind its first quote.
fn string(rest: &str) -> Option<&str> {
    let bytes = rest.as_bytes();
    let (steps, last) = bytes.as_chunks::<STEP>();
    let in_step = |(at, step): (usize, &[u8; STEP])| Some(at * STEP + special(u64::from_le_bytes(*step))?);
    let in_last = || last.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..b' '));
    let end = steps.iter().enumerate().find_map(in_step);
    let end = end.or_else(|| in_last().map(|at| bytes.len() - last.len() + at))?;
    (bytes[end] == b'"').then(|| &rest[..end])
}

/// The first byte of some that is a quote, a backslash or a control character: all of them are looked at at once.
fn special(bytes: u64) -> Option<usize> {
    const ONES: u64 = u64::MAX / 0xff;
    // The highest bit of each byte that is below a number, and perhaps of some behind the first.
    let below = |bytes: u64, least: u8| bytes.wrapping_sub(ONES * u64::from(least)) & !bytes & (ONES << 7);
    let is = |byte: u8| below(bytes ^ (ONES * u64::from(byte)), 1);
    let found = is(b'"') | is(b'\\') | below(bytes, b' ');
    (found != 0).then(|| found.trailing_zeros() as usize / STEP)
}

/// A number that begins a text, if it is an integer.
fn integer(rest: &str) -> Option<(usize, Kind<'static>)> {
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let is_whole = !rest[length..].starts_with(['.', 'e', 'E']);
    let is_plain = is_whole && (length == 1 || (length <= DIGITS && !rest.starts_with('0')));
    let number = is_plain.then(|| rest[..length].parse().ok())??;
    Some((length, Kind::Integer(number)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::read::members_one_by_one;
    use crate::text::Sources;

    #[test]
    fn what_is_alike_reads_as_it_does_alone() {
        let values = [
            r#""text""#,
            r#""""#,
            r#""é \" \n""#,
            "\"a\tb\"",
            "0",
            "12",
            "-3",
            "01",
            "1.5",
            "1e3",
            "1e999",
            "true",
            "nul",
            "null",
            "123456789012345678",
            "1234567890123456789",
            "99999999999999999999",
            r#"{ "a": [1, "b"] }"#,
            r#"{ "a": 1, "a": 2 }"#,
            "[[1], {}]",
            r#""ghp_0123456789abcdefghijklmnopqrstuvwxyzAB""#,
            "'a'",
            "\"a",
            "",
        ];
        let map = |value: &str, last: &str| format!("{{ \"first\": {value},\n  \"last\" : {last} }}");
        for one in values {
            for other in values {
                let text = format!(
                    "{{ \"a\": {}, \"b\": {}, \"c\": {} }}",
                    map("1", "2"),
                    map(one, other),
                    map(other, one)
                );
                let source = Sources::default().add("", text);
                let said = &mut Diagnostics::default();
                let Some(members) = members_one_by_one(&source, 0, said) else { continue };
                let mut forms = Forms::default();
                for (nth, member) in members.values().enumerate() {
                    // Those of which there is nothing to say are of the form of the first.
                    let is_alike = forms.0.iter().any(|form| form.read(&source, member.span).is_some());
                    let (mut said, mut alone_said) = (Diagnostics::default(), Diagnostics::default());
                    let read = forms.value(&source, member.span, &mut said);
                    let alone = value(&source, member.span, &mut alone_said);
                    assert_eq!(is_alike, nth > 0 && alone_said.is_empty(), "{}", source.text);
                    assert_eq!(
                        format!("{read:?} {said:?}"),
                        format!("{alone:?} {alone_said:?}"),
                        "{}",
                        source.text
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_told_at_a_glance_is_what_is_read_one_by_one() {
        let right = "{ \"é\": {\"a\": \"b\", \"c\": 12, \"d\": {}},\n\"f\": {\"a\": \"\", \"c\": 0, \"d\": null},\r\n\
                     \t\"g\" : {\"a\": false, \"c\": \"x\", \"d\": {\"e\": [1]}} , \"h\": \"i\", \"j\": {\"k\": -1.5e3} }";
        let others = [
            "", "\"", "\\", ",", ":", "{", "}", "[", "]", "0", "1", "-", ".", "e", "\n", "\u{1}", " ", "é",
            "\\u00e9", "t", "null",
        ];
        // Writes something at a place, or in the place of what is there.
        let changed = |text: &str, nth: usize| {
            let places: Vec<_> = text.char_indices().map(|(at, char)| (at, at + char.len_utf8())).collect();
            let (at, end) = places[nth / others.len() / 2 % places.len()];
            let end = if (nth / others.len()).is_multiple_of(2) { at } else { end };
            [&text[..at], others[nth % others.len()], &text[end..]].concat()
        };
        let once = (0..right.len() * 2 * others.len()).map(|nth| changed(right, nth));
        // Of two changes there are too many: some that are far from each other.
        let twice = once.clone().enumerate().map(|(nth, text)| changed(&text, nth.wrapping_mul(7_919)));
        let (mut told, mut refused) = (0, 0);
        for text in once.chain(twice) {
            let source = Sources::default().add("", text);
            let mut said = Diagnostics::default();
            let expected = members_one_by_one(&source, 0, &mut said).filter(|_| said.is_empty());
            let Some(members) = members(&source, 0) else {
                refused += 1;
                continue;
            };
            told += 1;
            assert_eq!(format!("{:?}", Some(members)), format!("{expected:?}"), "{}", source.text);
        }
        assert!(told > 1_000 && refused > 1_000, "{told} {refused}");
        // A blank before the value that ends a map is none of its form.
        let cut_off = Sources::default().add("", "{\"a\": {\"b\": 1}, \"c\": {\"b\":  {}}");
        assert!(members(&cut_off, 0).is_none());
    }

    #[test]
    fn a_string_ends_at_its_quote() {
        for length in 0..40 {
            for (byte, is_end) in [('"', true), ('\\', false), ('\u{1f}', false), ('\n', false)] {
                let text = "é!~ \u{7f}\u{80}".chars().cycle().take(length).collect::<String>();
                let rest = format!("{text}{byte}\"\\\u{1}");
                assert_eq!(string(&rest), is_end.then_some(text.as_str()), "{rest:?}");
                assert_eq!(string(&text), None);
            }
        }
    }
}
