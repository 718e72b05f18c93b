//! Strings of a template's own text that make the shape of the document by way of a variable: a separator that is set
//! once, the blanks of an indentation, what a `joiner` or a `cycle` gives.
//!
//! Where such a string can only be printed it is marked as text, as if it stood where it is printed. Elsewhere it looks like
//! a value, and a document whose shape would be another than Jinja's is refused.

use super::tokens::{Kind, Tag, Token};

/// Whether a string would rather make the shape of a document than be a value in it: it has blanks at an end, or nothing
/// but signs.
pub(super) fn is_structure(text: &str) -> bool {
    let is_blank = |char: Option<char>| char.is_some_and(char::is_whitespace);
    !text.is_empty()
        && (is_blank(text.chars().next())
            || is_blank(text.chars().next_back())
            || !text.contains(char::is_alphanumeric))
}

/// Every such string of a template.
pub(super) fn literals(source: &str, tags: &[Tag]) -> Vec<String> {
    tags.iter().flat_map(|tag| &tag.tokens).filter_map(|token| structure(source, token)).collect()
}

/// The strings that can be marked: the bytes behind them.
pub(super) fn marks(source: &str, tags: &[Tag]) -> Vec<usize> {
    let mut marks = Vec::new();
    for tag in tags {
        if tag.is_statement && matches!(tag.text(source, 0), "set" | "with") {
            for part in tag.tokens[1..].split(|token| token.depth == 0 && token.text(source) == ",") {
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
    let text = token.text(source);
    let inside = text.get(1..text.len() - 1).filter(|_| token.kind == Kind::Text)?;
    Some(inside.replace("\\n", "\n").replace("\\t", "\t")).filter(|text| is_structure(text))
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
    let ends = ends.filter(|ends| ends.iter().any(|token| structure(source, token).is_some()));
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
        let is_tested = tag.is_statement && matches!(tag.text(source, 0), "if" | "elif");
        let ends = |text: &str| matches!(text, "" | "~" | "if" | "else" | "(" | ")");
        let is_printed = |at: usize| {
            let before = if at == 0 { "" } else { tag.text(source, at - 1) };
            let is_call = before == "(" && at > 1 && tag.tokens[at - 2].kind == Kind::Word;
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
            ("{% set s = ', ' %}{{ b | join(s) }}", vec![]),
            ("{% set s = ', ' %}{{ s | length }}", vec![]),
            ("{% set s = ', ' %}{{ f(s) }}", vec![]),
            ("{% set s = ', ' %}{% set t = b.split(s) %}", vec![]),
            ("{% set s = 'word' %}{{ s }}", vec![]),
            ("{% set s = ', ' ~ b %}{{ s }}", vec![]),
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
