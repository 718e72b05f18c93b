//! What is not JSON, told in words that say what to type.

use camino::Utf8Path;

use super::mistakes;
use crate::text::{Code, Diagnostic, Source};

/// A text that does not even begin as an object.
pub(super) fn not_an_object(source: &Source, start: usize) -> Option<Diagnostic> {
    let text = &source.text[start..];
    let at = start + text.len() - text.trim_start().len();
    let first = source.text[at..].chars().next();
    let Some(first) = first else {
        let found = Diagnostic::new(Code::JsonSyntax, "this config is empty").at(source.span(0..0), "");
        return Some(found.help("write a map: `{ … }`"));
    };
    let word = |word: &str| source.text[at..].trim_end() == word;
    let kind = match first {
        'n' if word("null") => "null",
        't' | 'f' if word("true") || word("false") => "a boolean",
        '[' => "a list",
        '"' => "a string",
        '-' | '0'..='9' => "a number",
        '{' => return None,
        _ if matches!(Utf8Path::new(&source.name).extension(), Some("yaml" | "yml")) => {
            let found = Diagnostic::new(Code::JsonSyntax, "a config is JSON, and this is not");
            let help =
                "write `{ \"POOL\": { \"KEY\": \"VALUE\" } }`; `runner-ymls init` writes one to start from";
            return Some(found.at(source.span(at..at + first.len_utf8()), "expected `{`").help(help));
        }
        _ => return None,
    };
    let found = Diagnostic::new(Code::WrongType, format!("a config is a map, and this is {kind}"));
    Some(found.at(source.span(at..at + 1), "expected `{`"))
}

/// What is wrong with the text behind byte `start` of the source, which the JSON reader has refused: all that is certain, or
/// else what the reader says.
pub(super) fn explain(
    source: &Source,
    start: usize,
    text: &str,
    error: &serde_json::Error,
) -> Vec<Diagnostic> {
    let found = mistakes::find(source, start);
    let stopped = start + offset(text, error);
    let first = found.first().and_then(|found| found.at.as_ref());
    if first.is_some_and(|first| first.span.start as usize <= stopped) {
        return found;
    }
    explain_value(source, start, text, error)
}

/// What the JSON reader says of the slice `text`, which starts at byte `start` of the source.
fn refusal(source: &Source, start: usize, text: &str, error: &serde_json::Error) -> Diagnostic {
    let at = start + offset(text, error);
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    let here = at..at + source.text[at..].chars().next().map_or(0, char::len_utf8);
    Diagnostic::new(Code::JsonSyntax, message).at(source.span(here), "this was not expected")
}

/// What is wrong with a value that is JSON, but for what its strings mean: the slice `text`, as above.
pub(super) fn explain_value(
    source: &Source,
    start: usize,
    text: &str,
    error: &serde_json::Error,
) -> Vec<Diagnostic> {
    let half = |at| {
        let at = source.span(start + at..start + at + "\\u0000".len());
        Diagnostic::new(Code::JsonSyntax, "this escape is half a character")
            .at(at, "")
            .help("write the character itself, or both halves of it: `\\ud83d\\ude00`")
    };
    let halves: Vec<_> = halves(text).into_iter().map(half).collect();
    if halves.is_empty() { vec![refusal(source, start, text, error)] } else { halves }
}

/// Where escapes are that mean one half of a character and are not beside the other.
fn halves(text: &str) -> Vec<usize> {
    let unit = |at: usize| {
        let digits = text.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find('\\')) {
        at += next;
        match unit(at) {
            Some(0xd800..0xdc00) if matches!(unit(at + 6), Some(0xdc00..0xe000)) => at += 12,
            Some(0xd800..0xe000) => {
                found.push(at);
                at += 6;
            }
            Some(_) => at += 6,
            // Another escape, of one character.
            None => at += 2,
        }
    }
    found
}

/// Where the reader stopped, in bytes of its slice.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    let mut line_start = 0;
    for _ in 1..error.line() {
        line_start += text[line_start..].find('\n').map_or(0, |at| at + 1);
    }
    let mut at = (line_start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
