//! What an expression prints directly, told from what it computes with.
//!
//! In `[{{ a }}{{ ", " if b }}]` the string is the author's text, part of the document's shape, and not a value. So are the
//! separators of a `join` and the blanks of an `indent` that are printed as they are. This module marks the three in a
//! template's text, before Jinja reads it, by adding to them: `|safe` to a string, `_printed` to the name of the filter.

use std::ops::Range;

/// Filters with a twin that keeps the values apart from the text it adds.
const FILTERS: [&str; 3] = ["join", "indent", "lower"];

/// A template's text as Jinja reads it, and where something was added.
#[derive(Clone, Debug, Default)]
pub(super) struct Marked {
    pub(super) text: String,
    /// For each addition, its place in `text` and its length.
    added: Vec<(usize, usize)>,
}

impl Marked {
    /// Marks a template.
    pub(super) fn new(source: &str) -> Self {
        let mut additions = Vec::new();
        for expression in expressions(source) {
            operands(source, &tokens(source, expression), &mut additions);
        }
        additions.sort_unstable();
        let mut marked = Marked { text: String::with_capacity(source.len()), added: Vec::new() };
        let mut copied = 0;
        for (at, addition) in additions {
            marked.text.push_str(&source[copied..at]);
            marked.added.push((marked.text.len(), addition.len()));
            marked.text.push_str(addition);
            copied = at;
        }
        marked.text.push_str(&source[copied..]);
        marked
    }

    /// A template as it is.
    pub(super) fn unmarked(source: &str) -> Self {
        Marked { text: source.to_owned(), added: Vec::new() }
    }

    /// A range of `text` in the template's own text.
    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        let back = |at: usize| {
            let before: usize = self
                .added
                .iter()
                .filter(|(place, _)| *place < at)
                .map(|(place, length)| (*length).min(at - place))
                .sum();
            at - before
        };
        back(range.start)..back(range.end)
    }
}

/// The insides of every `{{ … }}`.
fn expressions(source: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = source[at..].find('{') {
        at += next;
        let rest = &source[at..];
        let end = if rest.starts_with("{#") {
            rest.find("#}").map(|end| at + end + 2)
        } else if rest.starts_with("{%") {
            let end = tag_end(source, at + 2, b'%');
            let is_raw =
                end.is_some_and(|end| source[at + 2..end].trim_matches(['-', '+', '%', '}', ' ']) == "raw");
            if is_raw { raw_end(source, at) } else { end }
        } else if rest.starts_with("{{") {
            let end = tag_end(source, at + 2, b'}');
            found.extend(end.map(|end| at + 2..end - 2));
            end
        } else {
            Some(at + 1)
        };
        match end {
            Some(end) => at = end,
            None => break,
        }
    }
    found
}

/// Behind the `%}` or `}}` of a tag whose inside starts at a byte.
fn tag_end(source: &str, mut at: usize, closing: u8) -> Option<usize> {
    let bytes = source.as_bytes();
    let mut depth = 0usize;
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'') => at = string_end(bytes, at, quote)?,
            byte if byte == closing && depth == 0 && bytes.get(at + 1) == Some(&b'}') => return Some(at + 2),
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    None
}

fn raw_end(source: &str, at: usize) -> Option<usize> {
    let end = at + source[at..].find("endraw")?;
    Some(end + source[end..].find("%}")? + 2)
}

/// The quote that ends the string that a quote starts.
fn string_end(bytes: &[u8], start: usize, quote: u8) -> Option<usize> {
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != quote {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at < bytes.len()).then_some(at)
}

/// A word, a string or a sign.
#[derive(Clone, Debug)]
struct Token {
    span: Range<usize>,
    /// How many brackets it stands in.
    depth: usize,
}

fn tokens(source: &str, expression: Range<usize>) -> Vec<Token> {
    let bytes = source.as_bytes();
    let mut tokens = Vec::new();
    let (mut at, mut depth) = (expression.start, 0usize);
    while at < expression.end {
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
        let (length, inside) = match bytes[at] {
            byte if byte.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            quote @ (b'"' | b'\'') => {
                let Some(end) = string_end(bytes, at, quote) else { return Vec::new() };
                (end + 1 - at, depth)
            }
            b'(' | b'[' | b'{' => {
                depth += 1;
                (1, depth - 1)
            }
            b')' | b']' | b'}' => {
                depth = depth.saturating_sub(1);
                (1, depth)
            }
            byte if is_word(&byte) => {
                (bytes[at..expression.end].iter().take_while(|byte| is_word(byte)).count(), depth)
            }
            _ => (1, depth),
        };
        tokens.push(Token { span: at..at + length, depth: inside });
        at += length;
    }
    // Whitespace control: `{{-` and `-}}`.
    let is_dash =
        |token: Option<&Token>| token.is_some_and(|token| matches!(&source[token.span.clone()], "-" | "+"));
    let from = usize::from(is_dash(tokens.first()) && tokens[0].span.start == expression.start);
    let to = tokens.len()
        - usize::from(
            is_dash(tokens.last()) && tokens.last().is_some_and(|last| last.span.end == expression.end),
        );
    tokens.get(from..to).unwrap_or_default().to_vec()
}

/// Marks what the operands of an expression print: the parts between `~`, and the two sides of an `if`.
fn operands(source: &str, tokens: &[Token], additions: &mut Vec<(usize, &'static str)>) {
    let text = |token: &Token| &source[token.span.clone()];
    let Some(depth) = tokens.first().map(|token| token.depth) else { return };
    let mut start = 0;
    let mut in_condition = false;
    for at in 0..=tokens.len() {
        let word = tokens.get(at).filter(|token| token.depth == depth).map(text);
        if at < tokens.len() && !matches!(word, Some("~" | "if" | "else")) {
            continue;
        }
        if !in_condition {
            operand(source, &tokens[start..at], additions);
        }
        in_condition = match word {
            Some("if") => true,
            Some("else") => false,
            _ => in_condition,
        };
        start = at + 1;
    }
}

fn operand(source: &str, tokens: &[Token], additions: &mut Vec<(usize, &'static str)>) {
    let text = |token: &Token| &source[token.span.clone()];
    let [first, rest @ ..] = tokens else { return };
    let is_string = text(first).starts_with(['"', '\'']);
    if rest.is_empty() && is_string {
        return additions.push((first.span.end, "|safe"));
    }
    let is_group = text(first) == "("
        && tokens.len() > 1
        && tokens.iter().skip(1).position(|token| token.depth == first.depth) == Some(tokens.len() - 2);
    if is_group {
        return operands(source, &tokens[1..tokens.len() - 1], additions);
    }
    let outer = || tokens.iter().filter(|token| token.depth == first.depth);
    let computes = |token: &Token| {
        matches!(
            text(token),
            "+" | "-" | "*" | "/" | "%" | "=" | "!" | "<" | ">" | "and" | "or" | "not" | "in" | "is"
        )
    };
    if outer().any(computes) {
        return;
    }
    let Some(bar) = tokens.iter().rposition(|token| token.depth == first.depth && text(token) == "|") else {
        return;
    };
    let Some(name) = tokens.get(bar + 1).filter(|name| FILTERS.contains(&text(name))) else { return };
    let call = &tokens[bar + 2..];
    let is_call = call.is_empty()
        || (text(&call[0]) == "("
            && call[1..].iter().filter(|token| token.depth == first.depth).count() == 1);
    let is_simple = !call.iter().any(|token| text(token) == "=" && token.depth == first.depth + 1)
        || text(name) == "indent";
    if is_call && is_simple {
        additions.push((name.span.end, "_printed"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_directly_is_marked() {
        for (source, marked) in [
            ("{{ ', ' if not loop.last }}", "{{ ', '|safe if not loop.last }}"),
            ("{{- ('a' if x == 'b' else 'c') -}}", "{{- ('a'|safe if x == 'b' else 'c'|safe) -}}"),
            ("{{ 'a' ~ x ~ 'b' }}", "{{ 'a'|safe ~ x ~ 'b'|safe }}"),
            ("{{ ('a' ~ x)|upper }}", "{{ ('a' ~ x)|upper }}"),
            (
                "{{ 'a'|upper }} {{ x == 'a' }} {{ f('a') }} {{ 'a' in x }}",
                "{{ 'a'|upper }} {{ x == 'a' }} {{ f('a') }} {{ 'a' in x }}",
            ),
            ("{{ x | join(', ') }}", "{{ x | join_printed(', ') }}"),
            ("{{ x | join(',') | upper }}", "{{ x | join(',') | upper }}"),
            ("{{ x | join(', ', attribute='n') }}", "{{ x | join(', ', attribute='n') }}"),
            (
                "{{ x|indent(4, first=true) }}{{ x|indent }}",
                "{{ x|indent_printed(4, first=true) }}{{ x|indent_printed }}",
            ),
            (
                "{% if 'a' %}{% raw %}{{ 'a' }}{% endraw %}{# {{ 'a' }} #}",
                "{% if 'a' %}{% raw %}{{ 'a' }}{% endraw %}{# {{ 'a' }} #}",
            ),
            ("{{ ( }} {{ }} {{ ) }} {{ - }} {{ x | }}", "{{ ( }} {{ }} {{ ) }} {{ - }} {{ x | }}"),
            ("{{ {'a': 'b'}['a'] }} {{ 'é' }}", "{{ {'a': 'b'}['a'] }} {{ 'é'|safe }}"),
        ] {
            assert_eq!(Marked::new(source).text, marked);
        }
    }

    #[test]
    fn places_are_those_of_the_template() {
        let marked = Marked::new("{{ 'a' }}{{ b }}");
        assert_eq!(marked.text, "{{ 'a'|safe }}{{ b }}");
        assert_eq!(marked.original(17..18), 12..13);
        assert_eq!(marked.original(3..11), 3..6);
    }
}
