//! Which strings may be written without quotes, and how the others are quoted.
//!
//! "Every reader" is kubectl's (YAML 1.1 by way of JSON), PyYAML's and YAML 1.2's. Where they could differ, there are quotes.
//! The rule was checked against them on every printable ASCII string of up to three characters; `tests/readers.rs`
//! repeats a part of that.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::text::push;

/// Words that some reader takes for a boolean, a null, a number or a merge key, in any case.
const WORDS: [&str; 17] = [
    "y", "yes", "n", "no", "true", "false", "on", "off", "null", "~", ".nan", ".inf", "+.inf", "-.inf", "<<",
    "=", "",
];

/// Whether every reader gets this very string from the same text without quotes, as a key or a value.
pub fn is_plain(text: &str, in_flow: bool) -> bool {
    let bytes = text.as_bytes();
    let Some(&first) = bytes.first() else { return false };
    if is_plain_at_a_glance(text, in_flow) {
        return true;
    }
    let ends = text.starts_with(' ') || text.ends_with([' ', ':']);
    let parts = text.contains(": ") || text.contains(" #");
    let flow = in_flow && text.contains([',', '[', ']', '{', '}', ':', '?', '#']);
    let means_more = ends || parts || flow || has_special(text) || is_word(text) || is_numberish(bytes);
    starts_plain(text, first) && !means_more
}

/// The same of most values. What it does not take can still be plain; what it takes holds no hole.
pub(super) fn is_plain_at_a_glance(text: &str, in_flow: bool) -> bool {
    let bytes = text.as_bytes();
    let is_letter = |first: &u8| first.is_ascii_alphanumeric();
    bytes.first().is_some_and(is_letter)
        && is_ordinary(bytes, in_flow)
        && !is_word(text)
        && !is_numberish(bytes)
}

/// What a byte can do in a plain scalar: nothing, something in flow collections only, or something anywhere.
const ROLES: [u8; 256] = {
    let mut roles = [2; 256];
    let mut byte = 0u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'/' | b'@' | b'-') {
            roles[byte as usize] = 0;
        } else if matches!(byte, b':' | b',') {
            roles[byte as usize] = 1;
        }
        byte += 1;
    }
    roles
};

/// Names, labels, images, paths: most values, told at a glance.
fn is_ordinary(bytes: &[u8], in_flow: bool) -> bool {
    let roles = bytes.iter().fold(0, |roles, byte| roles | ROLES[usize::from(*byte)]);
    roles <= u8::from(!in_flow) && !bytes.ends_with(b":")
}

fn starts_plain(text: &str, first: u8) -> bool {
    match first {
        b'-' => !text.starts_with("---") && text.as_bytes().get(1).is_some_and(|next| *next != b' '),
        b'.' => !text.starts_with("..."),
        _ => !b"?:,[]{}#&*!|>'\"%@`".contains(&first),
    }
}

fn is_word(text: &str) -> bool {
    text.len() <= 5 && WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Integers in every base, floats, sexagesimals, dates and times of every reader all look like this; so do some harmless
/// strings, which get quotes they do not need.
fn is_numberish(bytes: &[u8]) -> bool {
    matches!(bytes.first(), Some(b'-' | b'+' | b'.' | b'0'..=b'9'))
        && bytes.iter().all(|byte| byte.is_ascii_hexdigit() || b"xXoO_,.:+-TtZz ".contains(byte))
        && !is_version(bytes)
        && !is_commit(bytes)
}

/// `1.2.3`, `10.0.0.1`: more than one point, and digits around each, is no number anywhere.
fn is_version(bytes: &[u8]) -> bool {
    let is_digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let parts = || bytes.split(|byte| *byte == b'.');
    parts().count() > 2 && parts().all(is_digits)
}

/// `5ba3f2e`: a letter that is no exponent, in what has no prefix of a base, is no number anywhere.
fn is_commit(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte))
        && bytes.iter().any(|byte| b"abcdf".contains(byte))
        && !bytes.starts_with(b"0b")
}

/// Line breaks, control characters, and characters that cannot be seen: never written raw.
///
/// U+0085, U+2028 and U+2029 are here because kubectl breaks lines there and YAML 1.2 readers do not.
pub fn is_special(char: char) -> bool {
    matches!(char,
        '\0'..='\x1f' | '\x7f'..='\u{a0}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{e0fff}'
        | '\u{f0000}'..)
}

/// Whether a text has a special character.
pub(super) fn has_special(text: &str) -> bool {
    let is_printable = |byte: &u8| (b' '..=b'~').contains(byte);
    !text.as_bytes().iter().all(is_printable) && text.chars().any(is_special)
}

/// A string as a scalar: as it is where every reader takes that for this string, else in double quotes.
pub fn written(text: &str, in_flow: bool) -> Cow<'_, str> {
    if is_plain(text, in_flow) {
        return Cow::Borrowed(text);
    }
    let mut quoted = String::new();
    quote(&mut quoted, text);
    Cow::Owned(quoted)
}

/// Appends a string in double quotes, on one line, with the escapes that YAML 1.1 and 1.2 share.
pub fn quote(out: &mut String, text: &str) {
    out.push('"');
    escape(out, text);
    out.push('"');
}

/// Appends a string as it stands between double quotes.
pub(super) fn escape(out: &mut String, text: &str) {
    if is_ordinary(text.as_bytes(), false) {
        return push(out, text);
    }
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Writing to a string cannot fail.
            _ if is_special(char) && u32::from(char) < 0x1_0000 => {
                let _ = write!(out, "\\u{:04X}", u32::from(char));
            }
            _ if is_special(char) => {
                let _ = write!(out, "\\U{:08X}", u32::from(char));
            }
            _ => out.push(char),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_strings_stay_plain() {
        for text in [
            "go",
            "cloudkernels-go",
            "200m",
            "1024Mi",
            "x86_64",
            "v1.2.3",
            "harbor.nbfc.io/a/b:1.2",
            "a:b",
            "--mtu=1430",
            "tcp://h:1",
            "1.2.3",
            "10.0.0.1",
            "5ba3f2e",
            "1e5f",
        ] {
            assert!(is_plain(text, false), "{text}");
        }
    }

    const OTHERS: [&str; 49] = [
        "",
        "y",
        "No",
        "ON",
        "~",
        "null",
        "1",
        "1.20",
        "010",
        "0o17",
        "1_000",
        "1e3",
        "+1",
        ".5",
        "0x1F",
        "12:30:45",
        "2001-01-01",
        "=",
        "<<",
        ".inf",
        "a: b",
        "a #b",
        " a",
        "a ",
        "a:",
        "- a",
        "-",
        "--- a",
        "...",
        "? a",
        "@a",
        "`a",
        "%a",
        "!a",
        "&a",
        "*a",
        "|",
        ">",
        "'a",
        "\"a",
        "#a",
        "[a",
        "{a",
        "a\nb",
        "a\tb",
        "a\u{85}b",
        "a\u{2028}b",
        "\u{feff}a",
        "a\u{200b}",
    ];

    #[test]
    fn strings_that_some_reader_takes_for_something_else_do_not() {
        for text in OTHERS {
            assert!(!is_plain(text, false), "{text:?}");
        }
        for text in ["0b1", "0b1f", "1e5", "1..2", "1.2.", "1.2", "0xab", "1_0.1.1"] {
            assert!(!is_plain(text, false), "{text}");
        }
        for text in ["a,b", "a?", "a:b", "a#b", "[", "a}"] {
            assert!(!is_plain(text, true), "{text:?}");
        }
    }

    #[test]
    fn quoting_leaves_nothing_raw_that_readers_differ_about() {
        let mut out = String::new();
        quote(&mut out, "a\"\\\n\r\t\0\u{85}\u{2028}\u{feff}\u{10fff0}é😀");
        assert_eq!(out, r#""a\"\\\n\r\t\u0000\u0085\u2028\uFEFF\U0010FFF0é😀""#);
    }
}
