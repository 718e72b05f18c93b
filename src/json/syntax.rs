//! What is not JSON, told in words that say what to type.

use camino::Utf8Path;
use serde_json::error::Category;

use crate::text::{Code, Diagnostic, Source, suggest};

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

/// An error of the JSON reader in the slice `text`, which starts at byte `start` of the source.
pub(super) fn explain(source: &Source, start: usize, text: &str, error: &serde_json::Error) -> Diagnostic {
    let at = start + offset(text, error);
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    if message.contains("recursion limit") {
        let end = (at + 1).min(source.text.len());
        return Diagnostic::new(Code::TooDeep, "this is nested more than 64 levels deep")
            .at(source.span(at..end), "");
    }
    if error.classify() == Category::Eof {
        return unclosed(source, start);
    }
    if let Some(found) = open_key(source, at).filter(|_| message == "expected `:`") {
        return found;
    }
    let found = |message: &str| Diagnostic::new(Code::JsonSyntax, message);
    let here = source.span(at..next_char(&source.text, at));
    let (word_start, word) = word_at(&source.text, at);
    let word_span = source.span(word_start..word_start + word.len());
    match (message, source.text[at..].chars().next()) {
        (_, Some('/' | '#')) => found("JSON has no comments").at(here, "").help("remove the comment"),
        (_, Some('\'')) => {
            found("strings are in double quotes").at(here, "").help("write `\"` instead of `'`")
        }
        ("trailing comma" | "key must be a string", Some('}' | ']')) => {
            let comma = source.text[..at].rfind(',').unwrap_or(at);
            found("there is a comma behind the last entry").at(source.span(comma..comma + 1), "remove this")
        }
        ("key must be a string", Some(',')) => {
            found("there is no entry before this comma").at(here, "remove this")
        }
        (message, Some(close @ ('}' | ']'))) if message.starts_with("expected `,`") => {
            let open = if close == '}' { '[' } else { '{' };
            found(&format!("`{open}` is closed by `{close}`"))
                .at(here, if close == '}' { "expected `]`" } else { "expected `}`" })
        }
        ("trailing characters", _) => found("the config ends before this")
            .at(here, "")
            .help("a config is one map: put everything between one `{` and `}`"),
        (message, _) if message.starts_with("expected `,`") => {
            let before = source.text[..at].trim_end().len();
            found(message)
                .at(here, "this was not expected")
                .label(source.span(before.saturating_sub(1)..before), "a `,` is missing after this")
        }
        (message, _) if message != "key must be a string" && json_word(word).is_some() => {
            found(&format!("`{word}` is not JSON")).at(word_span, json_word(word).unwrap_or_default())
        }
        ("key must be a string", _) => found(message).at(word_span, "put it in double quotes"),
        (message, _) if message.starts_with("control character") => {
            found("a string goes over the end of its line, or holds a control character")
                .at(here, "write `\\n` or `\\t` here")
        }
        (message, _) if message.contains("surrogate") => {
            found("this escape is half a character").at(here, message)
        }
        (message, _) => found(message).at(if word.is_empty() { here } else { word_span }, ""),
    }
}

/// A key whose closing quote is that of the value, so that it holds the `:` that is behind it.
fn open_key(source: &Source, at: usize) -> Option<Diagnostic> {
    let before = source.text[..at].trim_end();
    let start = before.strip_suffix('"')?.rfind('"')?;
    let key = before[start + 1..before.len() - 1].trim_end().strip_suffix(':')?;
    let found = Diagnostic::new(Code::JsonSyntax, "a key has no `\"` behind it");
    Some(found.at(source.span(start..before.len()), "").help(format!("write `\"{key}\":`")))
}

/// What to write instead of a word of another language, or a mistyped one.
fn json_word(word: &str) -> Option<String> {
    Some(match word {
        "True" => "write `true`".to_owned(),
        "False" => "write `false`".to_owned(),
        "None" | "undefined" => "write `null`".to_owned(),
        "NaN" | "Infinity" => "write a number, or a string".to_owned(),
        _ => format!("did you mean `{}`?", suggest(word, ["true", "false", "null"])?),
    })
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

fn next_char(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(at, |char| at + char.len_utf8())
}

/// The word around a byte, and where it starts.
fn word_at(text: &str, at: usize) -> (usize, &str) {
    let is_part = |char: char| char.is_alphanumeric() || char == '_';
    let start =
        at - text[..at].chars().rev().take_while(|char| is_part(*char)).map(char::len_utf8).sum::<usize>();
    let end = at + text[at..].chars().take_while(|char| is_part(*char)).map(char::len_utf8).sum::<usize>();
    (start, &text[start..end])
}

/// The end of the text, and the bracket or quote that it leaves open.
fn unclosed(source: &Source, start: usize) -> Diagnostic {
    let mut open = Vec::new();
    let mut string = None;
    let mut escaped = false;
    for (at, byte) in source.text.bytes().enumerate().skip(start) {
        match (string, byte) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(_), b'"') => string = None,
            (None, b'"') => string = Some(at),
            (None, b'{' | b'[') => open.push(at),
            (None, b'}' | b']') => drop(open.pop()),
            _ => {}
        }
    }
    let end = source.text.trim_end().len();
    let last = source.span(end.saturating_sub(1)..end);
    // Behind these comes a value, or one more.
    let is_value = source.text[..end].ends_with([':', ',']);
    let (what, at) = match (string, open.last()) {
        (Some(at), _) => ("`\"`", Some(at)),
        (None, at) if is_value => ("value", at.copied()),
        (None, Some(at)) if source.text.as_bytes()[*at] == b'[' => ("`]`", Some(*at)),
        (None, Some(at)) => ("`}`", Some(*at)),
        (None, None) => ("value", None),
    };
    let found = Diagnostic::new(Code::JsonSyntax, format!("the config ends where a {what} is missing"))
        .at(last, "the end")
        .help(if what == "value" {
            "the rest of the file is missing".to_owned()
        } else {
            format!("write {what} here")
        });
    match at {
        Some(at) => found.label(source.span(at..at + 1), "this is not closed"),
        None => found,
    }
}
