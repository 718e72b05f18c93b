//! Texts that YAML readers like to take for something else, or that end what they stand in.

use std::collections::BTreeSet;

use crate::random::Random;

/// Words with a meaning in YAML 1.1 or 1.2, in every case.
const WORDS: &[&str] =
    &["y", "n", "yes", "no", "on", "off", "true", "false", "null", ".nan", ".inf", "-.inf", "+.inf"];

/// Numbers, dates, times and near misses of them.
#[rustfmt::skip] // one text a line would be pages
const NUMBERS: &[&str] = &[
    "0", "-0", "1", "-1", "+1", "010", "0755", "08", "0o17", "0O17", "0b101", "0x1F", "0X1f", "0xg", "1_000", "_1",
    "1_", "+_1", "-_1", "1.20", "1.", ".5", "-.5", "+.5", ".", "..", "1e3", "1E3", "1e", "e1", "1e+3", "1.5e-3",
    "1e400", "12e45678", "123456789012345678901234567890", "9223372036854775808", "-9223372036854775809", "12:30:45",
    "1:2", "190:20:30", "190:20:30.15", "2001-01-01", "2001-1-1", "2001-01-01T00:00:00Z", "2001-12-14 21:59:43.10 -5",
    "1,000", "1 000", "0.0.0", "1.2.3", "200m", "1Gi", "4000m", "1e1Gi", "0x", "0b", "0o", "--1", "+-1", "١٢", "½",
];

/// What has a meaning in YAML by its place: indicators, comments, tags, anchors, separators, directives, escapes.
#[rustfmt::skip] // one text a line would be pages
const SIGNS: &[&str] = &[
    "", " ", "  ", "\t", "\n", "\r", "\r\n", "---", "--- ", "---a", "--- a", "...", "... a", "\n---\n", "\n...\n",
    "a\n--- b", "%YAML 1.2", "%TAG ! x", "&a", "&a x", "*a", "!", "!!str", "!!str x", "!!binary Y2xvdWQ=", "!local x",
    "a: b", "a:", ":a", ": ", "a :b", "a: ", "- a", "-a", "-", "- ", "? a", "?a", "?", "a #b", "a#b", "#a", " #", "#",
    "[a]", "[", "]", "{a: b}", "{", "}", "{}", "[]", "a, b", ",", "a]", "a}", "|", "|-", ">", ">+", "@a", "`a", "%a",
    "'", "''", "\"", "\"\"", "'a'", "\"a\"", "'a", "\"a", "a'b", "a\"b", "\\", "\\n", "\\\"", "\\x41", "a\\", "<<",
    "<<: *a", "=", "~", "~a", "<", "a\nb: c", "a\n  b: c", "a\n\n\nb", "\n\n", "a\n", "\na", " a", "a ", "\ta", "a\t",
    "a\tb", "a: \t", "a\t#b", "x\nkind: Secret", "{{ name }}", "{% raw %}", "{# x #}", "}}", "%}", "${A}", "$(A)",
    "x: \"1\"\n      hostPID: true\n      #", "img:1\n          securityContext: {privileged: true}", "NaN", "nan", "inf",
];

/// Characters outside ASCII that readers treat in ways of their own, or that nobody sees.
#[rustfmt::skip] // one text a line would be pages
const CHARACTERS: &[char] = &[
    '\0', '\u{1}', '\u{7}', '\u{8}', '\u{b}', '\u{c}', '\u{1b}', '\u{7f}', '\u{80}', '\u{85}', '\u{9f}', '\u{a0}',
    '\u{ad}', '\u{61c}', '\u{200b}', '\u{200d}', '\u{200f}', '\u{2028}', '\u{2029}', '\u{202e}', '\u{2066}',
    '\u{3000}', '\u{feff}', '\u{fffd}', '\u{fffe}', '\u{ffff}', '\u{d7ff}', '\u{e0041}', '\u{1f600}', '\u{10ffff}',
    'é', 'ß', 'İ', '日', '\u{301}', '\u{f0000}', '\u{f0001}', '\u{e000}', '\u{10fffd}',
];

#[rustfmt::skip] // one text a line would be pages
const ALPHABET: &[&str] = &[
    "a", "b", "n", "y", "0", "1", "7", "e", "x", "o", ".", "-", "+", "_", ":", ": ", " ", " #", "#", ",", "[", "]",
    "{", "}", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`", "?", "=", "<<", "~", "\\", "/", "\t", "\n", "\r",
    "---", "...", "\u{85}", "\u{2028}", "\u{feff}", "é", "\u{1f600}", "\0", "\u{1b}", "yes", "null", "- ", "? ",
];

/// Every text of at most two printable ASCII characters, all of the lists above in odd company, and `random` more.
pub(crate) fn texts(random: usize) -> Vec<String> {
    let mut texts: BTreeSet<String> =
        [WORDS, NUMBERS, SIGNS].concat().into_iter().map(String::from).collect();
    texts.extend(WORDS.iter().flat_map(|word| cases(word)));
    for first in ' '..='~' {
        texts.insert(first.to_string());
        texts.extend((' '..='~').map(|second| format!("{first}{second}")));
    }
    for text in [NUMBERS, SIGNS].concat() {
        texts.extend([
            format!("{text} "),
            format!(" {text}"),
            format!("{text}:"),
            format!("x {text}"),
            format!("{text} #"),
        ]);
        texts.extend([format!("{text}\n"), format!("x\n{text}"), format!("{text}-x"), format!("'{text}'")]);
    }
    for character in CHARACTERS {
        texts.extend([
            format!("{character}"),
            format!("a{character}b"),
            format!("{character} a"),
            format!("a {character}"),
        ]);
        texts.insert(format!("go{character}  - name: x{character}    value: y"));
    }
    texts.extend(["a".repeat(5000), "a b ".repeat(500), "é: ".repeat(300), "-".repeat(80), "a\n".repeat(40)]);
    let (mut source, size) = (Random(20_240_517), texts.len() + random);
    while texts.len() < size {
        let length = 1 + source.below(9);
        texts.insert((0..length).map(|_| *source.pick(ALPHABET)).collect());
    }
    texts.into_iter().collect()
}

/// The word with each of its letters small or capital.
fn cases(word: &str) -> Vec<String> {
    word.chars().fold(vec![String::new()], |starts, letter| {
        let both = [letter.to_ascii_lowercase(), letter.to_ascii_uppercase()];
        starts.iter().flat_map(|start| both.map(|letter| format!("{start}{letter}"))).collect()
    })
}

/// Whether the text may be refused everywhere: the private planes are where holes are marked.
pub(crate) fn is_private(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..))
}

/// Whether the text is of one line and of characters that everyone sees, so that it can stand where nothing is quoted.
pub(crate) fn is_clean(text: &str) -> bool {
    text.chars().all(|c| matches!(c, ' '..='~' | 'é' | 'ß' | '日' | '\u{1f600}'))
}
