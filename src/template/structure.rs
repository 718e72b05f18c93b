//! Strings of a template's own text that make the shape of the document by way of a variable: a separator that is set
//! once, the blanks of an indentation, what a `joiner` or a `cycle` gives.
//!
//! Where such a string can only be printed it is marked as text, as if it stood where it is printed. Elsewhere it looks like
//! a value, and a document whose shape would be another than Jinja's is refused.

use std::collections::BTreeSet;

use minijinja::Value;
use minijinja::value::ValueKind;

use super::tokens::{Kind, Tag, Token};
use crate::yaml::Quoted;

/// The strings in templates' own text that can make the shape of a document.
#[derive(Debug, Default)]
pub(super) struct Own(BTreeSet<String>);

/// How a printed text would make the shape of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// As one of the strings itself.
    Part,
    /// As several items.
    Items,
    /// As an empty list or map, or a text with quotes around it.
    Whole,
}

impl Own {
    /// Adds those of a template.
    pub(super) fn add(&mut self, source: &str, tags: &[Tag]) {
        self.0.extend(tags.iter().flat_map(|tag| &tag.tokens).filter_map(|token| shaping(source, token)));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The shape that a text would make which these strings can have made.
    pub(super) fn shape(&self, text: &str) -> Option<Shape> {
        let is_blank = |text: &str| text.trim().is_empty();
        let has = |part: &str| self.0.iter().any(|own| own.contains(part));
        let is_own = || self.0.contains(text) || (is_blank(text) && self.0.iter().any(|own| is_blank(own)));
        let quote = text.chars().next().filter(|char| matches!(char, '\'' | '"'));
        let is_quoted = quote.is_some_and(|quote| text.len() > 2 && text.ends_with(quote));
        if matches!(text, "[]" | "{}") && self.0.contains(text) {
            Some(Shape::Whole)
        } else if is_structure(text) && is_own() {
            Some(Shape::Part)
        } else if quote.is_some_and(|quote| is_quoted && has(&quote.to_string())) {
            Some(Shape::Whole)
        } else {
            (text.contains(',') && has(",")).then_some(Shape::Items)
        }
    }
}

impl Shape {
    /// Whether it is lost by the quotes that a scalar gets.
    pub(super) fn is_lost(self, quoted: Quoted) -> bool {
        match self {
            Shape::Part => !quoted.is_whole,
            Shape::Items => quoted.in_flow,
            Shape::Whole => quoted.is_whole,
        }
    }

    /// What to write instead.
    pub(super) fn help(self) -> &'static str {
        match self {
            Shape::Part => "write the text where it is printed: `{{ \", \" if not loop.last }}`",
            Shape::Items => {
                "join the items where they stand: `[{{ list | join(\", \") }}]`, or print the list as it is: `{{ list }}`"
            }
            Shape::Whole => {
                "write `[]` or `{}` without quotes, and no quotes around a value: it gets those that it needs"
            }
        }
    }
}

/// Whether a string is somewhere in the variables of a template, and so a value.
pub(super) fn is_given(value: &Value, text: &str) -> bool {
    let is_map = value.kind() == ValueKind::Map;
    match value.as_str() {
        Some(given) => given == text,
        None => value.try_iter().into_iter().flatten().any(|item| {
            is_given(&item, text)
                || (is_map && value.get_item(&item).is_ok_and(|inner| is_given(&inner, text)))
        }),
    }
}

/// Whether a string would rather make the shape of a document than be a value in it: it has blanks at an end, or nothing
/// but signs.
fn is_structure(text: &str) -> bool {
    let is_blank = |char: Option<char>| char.is_some_and(char::is_whitespace);
    !text.is_empty()
        && (is_blank(text.chars().next())
            || is_blank(text.chars().next_back())
            || !text.contains(char::is_alphanumeric))
}

/// A string that can make a shape, by itself or as a part of another.
fn shaping(source: &str, token: &Token) -> Option<String> {
    string(source, token).filter(|text| is_structure(text) || text.contains([',', '\'', '"']))
}

/// The strings that can be marked: the bytes behind them.
pub(super) fn marks(source: &str, tags: &[Tag]) -> Vec<usize> {
    let mut marks = Vec::new();
    for tag in tags {
        if matches!(tag.keyword(source), "set" | "with" | "macro") {
            let parts = match tag.text(source, 0) {
                // Behind the name and the bracket: what a parameter is where it is not given.
                "macro" => tag.tokens.get(3..).unwrap_or_default(),
                _ => &tag.tokens[1..],
            };
            let depth = parts.first().map_or(0, |token| token.depth);
            let end = parts.iter().position(|token| token.depth < depth).unwrap_or(parts.len());
            for part in parts[..end].split(|token| token.depth == depth && token.text(source) == ",") {
                let [name, sign, value @ ..] = part else { continue };
                if sign.text(source) == "=" && is_only_printed(source, tags, name.text(source)) {
                    marks.extend(constants(source, value));
                }
            }
        }
        for at in 0..tag.tokens.len() {
            marks.extend(arguments(source, tag, at));
        }
    }
    marks
}

fn structure(source: &str, token: &Token) -> Option<String> {
    string(source, token).filter(|text| is_structure(text))
}

fn string(source: &str, token: &Token) -> Option<String> {
    let text = token.text(source);
    let inside = text.get(1..text.len() - 1).filter(|_| token.kind == Kind::Text)?;
    Some(inside.replace("\\n", "\n").replace("\\t", "\t").replace("\\'", "'").replace("\\\"", "\""))
}

/// The ends of the strings that an expression chooses from, if it is nothing but such a string, or one `if` another.
fn constants(source: &str, tokens: &[Token]) -> Vec<usize> {
    let Some(depth) = tokens.first().map(|token| token.depth) else { return Vec::new() };
    let is = |token: &Token, word: &str| token.depth == depth && token.text(source) == word;
    let sides = tokens
        .split(|token| is(token, "else"))
        .map(|side| side.split(|token| is(token, "if")).next().unwrap_or_default());
    let ends = sides.map(|side| match side {
        [token] if token.kind == Kind::Text => Some(token),
        _ => None,
    });
    let ends: Option<Vec<&Token>> = ends.collect();
    let is_typed = |token: &Token| matches!(token.string(source), Some("true" | "false" | "null"));
    let ends = ends.filter(|ends| {
        ends.iter().any(|token| structure(source, token).is_some())
            || ends.iter().all(|token| is_typed(token))
    });
    ends.into_iter().flatten().map(|token| token.span.end).collect()
}

/// The ends of the arguments of `joiner(…)` and `loop.cycle(…)`, if all of them are strings.
fn arguments(source: &str, tag: &Tag, at: usize) -> Vec<usize> {
    let is_call = match tag.text(source, at) {
        "joiner" => true,
        "cycle" => at > 1 && tag.text(source, at - 1) == "." && tag.text(source, at - 2) == "loop",
        _ => false,
    };
    if !is_call || tag.text(source, at + 1) != "(" {
        return Vec::new();
    }
    let arguments = tag.tokens[at + 2..].iter().take_while(|token| token.depth > tag.tokens[at].depth);
    let arguments: Vec<&Token> = arguments.filter(|token| token.text(source) != ",").collect();
    let is_fixed = arguments.iter().all(|token| token.kind == Kind::Text);
    if !is_fixed || !arguments.iter().any(|token| structure(source, token).is_some()) {
        return Vec::new();
    }
    arguments.into_iter().map(|token| token.span.end).collect()
}

/// Whether a variable is nowhere an argument or an operand of something that computes.
fn is_only_printed(source: &str, tags: &[Tag], name: &str) -> bool {
    tags.iter().all(|tag| {
        let is_set = |at: usize| tag.is_statement && tag.text(source, at + 1) == "=" && at > 0;
        let is_tested = matches!(tag.keyword(source), "if" | "elif");
        let ends = |text: &str| matches!(text, "" | "~" | "if" | "else" | "(" | ")");
        let is_printed = |at: usize| {
            let before = if at == 0 { "" } else { tag.text(source, at - 1) };
            let is_call = before == "("
                && at > 1
                && tag.tokens[at - 2].kind == Kind::Word
                && !(at > 2 && tag.text(source, at - 2) == "join" && tag.text(source, at - 3) == "|");
            !tag.is_statement && ends(before) && ends(tag.text(source, at + 1)) && !is_call
        };
        tag.words(source)
            .filter(|(_, word)| *word == name)
            .all(|(at, _)| is_set(at) || is_tested || is_printed(at))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tags;
    use super::*;

    #[test]
    fn strings_that_are_only_printed_are_marked() {
        for (source, marked) in [
            ("{% set s = ', ' %}{{ s }}{{ s if a else b }}", vec!["', '"]),
            ("{% set s = ', ' if a else '' %}{% if s %}{{ b ~ s }}{% endif %}", vec!["', '", "''"]),
            ("{% set s = ', ' %}{{ b | join(s) }}", vec!["', '"]),
            ("{% set s = ', ' %}{{ join(s) }}", vec![]),
            ("{% set s = ', ' %}{{ s | length }}", vec![]),
            ("{% set s = ', ' %}{{ f(s) }}", vec![]),
            ("{% set s = ', ' %}{% set t = b.split(s) %}", vec![]),
            ("{% set s = 'word' %}{{ s }}", vec![]),
            ("{% set s = ', ' ~ b %}{{ s }}", vec![]),
            ("{% set s = 'true' if a else 'false' %}{{ s }}", vec!["'true'", "'false'"]),
            ("{% macro m(a, s=', ') %}{{ a | join(s) }}{% endmacro %}{{ m(b) }}", vec!["', '"]),
            ("{% macro m(a, s=', ') %}{{ a.split(s) }}{% endmacro %}{{ m(b) }}", vec![]),
            ("{% with s = '  ', t = 'x' %}{{ s }}{{ t }}{% endwith %}", vec!["'  '"]),
            ("{% set c = joiner(', ') %}{{ c() }}{{ loop.cycle('', '\\n') }}", vec!["', '", "''", "'\\n'"]),
            ("{{ loop.cycle('odd', 'even') }}{{ loop.cycle(a, ', ') }}{{ b.cycle(', ') }}", vec![]),
        ] {
            let found: Vec<&str> = marks(source, &tags(source))
                .into_iter()
                .map(|end| {
                    let start = source[..end - 1].rfind('\'').unwrap();
                    &source[start..end]
                })
                .collect();
            assert_eq!(found, marked, "{source}");
        }
    }
}
