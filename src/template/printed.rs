//! What an expression prints directly, told from what it computes with.
//!
//! In `[{{ a }}{{ ", " if b }}]` the string is the author's text, part of the document's shape, and not a value. So are the
//! separators of a `join` and the blanks of an `indent` that are printed as they are. This module marks the three in a
//! template's text, before Jinja reads it, by adding to them: `|safe` to a string, `_printed` to the name of the filter.
//! The author's `safe` makes text of a value; where it does is added to it.

use std::borrow::Cow;
use std::ops::Range;

use super::tokens::{Kind, Tag, Token};
use super::{scope, structure};

/// Filters with a twin that keeps the values apart from the text it adds.
const FILTERS: [&str; 3] = ["join", "indent", "lower"];

/// Where something was added to a template's text: the place in what Jinja reads, and the length.
#[derive(Clone, Debug, Default)]
pub(super) struct Additions(Vec<(usize, usize)>);

impl Additions {
    /// A range of what Jinja reads in the template's own text.
    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        let back = |at: usize| {
            let before: usize = self
                .0
                .iter()
                .filter(|(place, _)| *place < at)
                .map(|(place, length)| (*length).min(at - place))
                .sum();
            at - before
        };
        back(range.start)..back(range.end)
    }
}

/// A template's text, which has these tags, as Jinja reads it.
pub(super) fn marked(source: &str, tags: &[Tag]) -> (String, Additions) {
    let mut additions = Vec::new();
    for tag in tags.iter().filter(|tag| !tag.is_statement) {
        operands(source, &tag.tokens, &mut additions);
    }
    additions.extend(structure::marks(source, tags).into_iter().map(|end| (end, Cow::Borrowed("|safe"))));
    additions.extend(tags.iter().flat_map(|tag| raw(source, tag)));
    additions.extend(scope::additions(source, tags));
    additions.sort_unstable();
    let (mut marked, mut added) = (String::with_capacity(source.len()), Vec::new());
    let mut copied = 0;
    for (at, addition) in additions {
        marked.push_str(&source[copied..at]);
        added.push((marked.len(), addition.len()));
        marked.push_str(&addition);
        copied = at;
    }
    marked.push_str(&source[copied..]);
    (marked, Additions(added))
}

/// The text of a template as it is.
pub(super) fn unmarked(source: &str, _: &[Tag]) -> (String, Additions) {
    (source.to_owned(), Additions::default())
}

/// The author's own `safe`, which is told where it stands: `safe_at(12)`. What it makes of a string of the template is text
/// either way.
fn raw<'t>(source: &'t str, tag: &'t Tag) -> impl Iterator<Item = (usize, Cow<'static, str>)> + 't {
    let text = |at: usize| tag.text(source, at);
    let is_safe = move |at: &usize| text(*at) == "safe" && text(at - 1) == "|" && text(at + 1) != "(";
    let is_value = |at: &usize| tag.tokens[at - 2].kind != Kind::Text;
    (2..tag.tokens.len()).filter(is_safe).filter(is_value).map(|at| {
        let span = &tag.tokens[at].span;
        (span.end, Cow::Owned(format!("_at({})", span.start)))
    })
}

/// Marks what the operands of an expression print: the parts between `~`, and the two sides of an `if`.
fn operands(source: &str, tokens: &[Token], additions: &mut Vec<(usize, Cow<'static, str>)>) {
    let text = |token: &Token| token.text(source);
    let Some(depth) = tokens.first().map(|token| token.depth) else { return };
    let mut start = 0;
    let mut in_condition = false;
    for at in 0..=tokens.len() {
        let word = tokens.get(at).filter(|token| token.depth == depth).map(text);
        if at < tokens.len() && !matches!(word, Some("~" | "if" | "else")) {
            continue;
        }
        // Of `a ~ "b" == c` nothing is printed but `True` or `False`.
        let side = side(source, tokens, start, depth);
        if !in_condition && !side.iter().any(|token| token.depth == depth && compares(text(token))) {
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

/// The side of an `if` that a token is in, all of the operands in it.
fn side<'t>(source: &str, tokens: &'t [Token], at: usize, depth: usize) -> &'t [Token] {
    let is_end = |token: &Token| token.depth == depth && matches!(token.text(source), "if" | "else");
    let start = tokens[..at.min(tokens.len())].iter().rposition(is_end).map_or(0, |end| end + 1);
    let end = tokens[start..].iter().position(is_end).map_or(tokens.len(), |end| start + end);
    &tokens[start..end]
}

/// Whether a sign or a word makes something else of whole operands: all of them bind less than `~`.
fn compares(text: &str) -> bool {
    matches!(text, "=" | "!" | "<" | ">" | "and" | "or" | "not" | "in" | "is")
}

fn operand(source: &str, tokens: &[Token], additions: &mut Vec<(usize, Cow<'static, str>)>) {
    let text = |token: &Token| token.text(source);
    let [first, rest @ ..] = tokens else { return };
    if rest.is_empty() && first.kind == Kind::Text {
        return additions.push((first.span.end, Cow::Borrowed("|safe")));
    }
    let is_group = text(first) == "("
        && tokens.len() > 1
        && tokens.iter().skip(1).position(|token| token.depth == first.depth) == Some(tokens.len() - 2);
    if is_group {
        return operands(source, &tokens[1..tokens.len() - 1], additions);
    }
    let outer = || tokens.iter().filter(|token| token.depth == first.depth);
    let computes = |token: &Token| matches!(text(token), "+" | "-" | "*" | "/" | "%");
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
        additions.push((name.span.end, Cow::Borrowed("_printed")));
        // A separator is text only if the author wrote it: one from the config is a value.
        if let ("join", [_, separator, _]) = (text(name), call)
            && separator.kind == Kind::Text
        {
            additions.push((separator.span.end, Cow::Borrowed("|safe")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tags;
    use super::*;

    #[test]
    fn what_is_printed_directly_is_marked() {
        for (source, expected) in [
            ("{{ ', ' if not loop.last }}", "{{ ', '|safe if not loop.last }}"),
            ("{{- ('a' if x == 'b' else 'c') -}}", "{{- ('a'|safe if x == 'b' else 'c'|safe) -}}"),
            ("{{ 'a' ~ x ~ 'b' }}", "{{ 'a'|safe ~ x ~ 'b'|safe }}"),
            ("{{ ('a' ~ x)|upper }}", "{{ ('a' ~ x)|upper }}"),
            (
                "{{ 'a'|upper }} {{ x == 'a' }} {{ f('a') }} {{ 'a' in x }}",
                "{{ 'a'|upper }} {{ x == 'a' }} {{ f('a') }} {{ 'a' in x }}",
            ),
            ("{{ 'a' ~ x == 'ab' }}{{ '' ~ x or 'b' }}", "{{ 'a' ~ x == 'ab' }}{{ '' ~ x or 'b' }}"),
            ("{{ 'a' ~ x if x == 'b' else 'c' in y }}", "{{ 'a'|safe ~ x if x == 'b' else 'c' in y }}"),
            ("{{ x | join(', ') }}", "{{ x | join_printed(', '|safe) }}"),
            ("{{ x | join(y) }}", "{{ x | join_printed(y) }}"),
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
            ("{% set y = x|safe %}{{ 'a' | safe }}", "{% set y = x|safe_at(13) %}{{ 'a' | safe }}"),
            ("{{ {'a': 'b'}['a'] }} {{ 'é' }}", "{{ {'a': 'b'}['a'] }} {{ 'é'|safe }}"),
        ] {
            assert_eq!(marked(source, &tags(source)).0, expected);
        }
    }

    #[test]
    fn places_are_those_of_the_template() {
        let source = "{{ 'a' }}{{ b }}";
        let (marked, additions) = marked(source, &tags(source));
        assert_eq!(marked, "{{ 'a'|safe }}{{ b }}");
        assert_eq!(additions.original(17..18), 12..13);
        assert_eq!(additions.original(3..11), 3..6);
    }
}
