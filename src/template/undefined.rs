//! What in an expression has no value, where Jinja only tells that something has none.

use std::ops::Range;

use minijinja::Value;
use minijinja::value::ValueKind;

use super::origin::variables;
use super::reads::assigns;
use super::tokens::{Kind, Tag, Token, tags};

/// What has no value.
pub(super) struct Undefined {
    /// Where it is in the template.
    pub(super) range: Range<usize>,
    /// The variable that it is, or would be a part of.
    pub(super) variable: String,
    /// Whether the variable itself has no value.
    pub(super) is_whole: bool,
    /// Whether something is asked of it, which nothing can be asked of.
    pub(super) is_asked: bool,
}

impl Undefined {
    /// Finds it in the part of a template that Jinja could not do.
    pub(super) fn find(source: &str, failed: &Range<usize>, context: &Value) -> Option<Self> {
        let tags = tags(source);
        // What Jinja tells can begin before the expression.
        let is_first = |token: &Token| (failed.start..failed.end).contains(&token.span.start);
        let (tag, first) = tags.iter().find_map(|tag| Some((tag, tag.tokens.iter().position(is_first)?)))?;
        let words = variables(source, tag.tokens[first].span.start);
        // What the template gives a value itself, the context does not tell.
        let is_own = |word: &str| tags.iter().any(|tag| assigns(source, tag).contains(&word));
        let find = |root, last, otherwise| {
            let context = Some(context).filter(|_| !is_own(tag.text(source, root)));
            Self::within(source, tag, (root, last, otherwise), &words, context)
        };
        let last = tag.tokens.iter().rposition(|token| token.span.end <= failed.end)?;
        // Of several operands the values tell which one has none.
        let is_variable = |word: &str| words.iter().any(|(own, _)| own == word);
        let within = || {
            let mut roots =
                tag.words(source).filter(|(at, word)| (first..=last).contains(at) && is_variable(word));
            roots.find_map(|(root, _)| find(root, end(tag, source, root), None))
        };
        if tag.text(source, first.wrapping_sub(1)) == "|" {
            let last = first.checked_sub(2)?;
            let root = root(tag, source, last);
            return find(root, last, None).or_else(within).or_else(|| find(root, last, Some(last)));
        }
        let root = root(tag, source, last);
        if root > first || tag.tokens[root].kind != Kind::Word {
            return within();
        }
        // What is not told by the values is told by the place: of a step, what it is a step from.
        let is_step = matches!(tag.text(source, first), "." | "[");
        let parts = parts(tag, source, root, last);
        let before = parts.iter().rev().nth(1).filter(|_| is_step);
        find(root, last, Some(*before.unwrap_or(&last)))
    }

    /// Finds it in an expression of so many tokens; where the values do not tell, it is what ends otherwise.
    fn within(
        source: &str,
        tag: &Tag,
        (root, last, otherwise): (usize, usize, Option<usize>),
        words: &[(String, String)],
        context: Option<&Value>,
    ) -> Option<Self> {
        let word = tag.text(source, root);
        let variable = words.iter().find(|(own, _)| own == word).map_or(word, |(_, variable)| variable);
        let parts = parts(tag, source, root, last);
        let is_unset =
            |part: &&usize| context.is_some_and(|context| is_unset(tag, source, &parts, **part, context));
        let end = parts.iter().find(is_unset).copied().or(otherwise)?;
        (tag.tokens[root].kind == Kind::Word).then(|| Undefined {
            range: tag.tokens[root].span.start..tag.tokens[end].span.end,
            variable: variable.to_owned(),
            is_whole: end == root,
            is_asked: end < last,
        })
    }
}

/// A part of a template from where the expression begins of which it is the last steps.
pub(super) fn whole(source: &str, range: Range<usize>) -> Range<usize> {
    let tags = tags(source);
    let steps = tags.iter().find_map(|tag| {
        let first = tag.tokens.iter().position(|token| token.span.start == range.start)?;
        matches!(tag.text(source, first), "." | "[").then_some((tag, first.checked_sub(1)?))
    });
    // Brackets behind an operator are a list.
    let is_operand = |(tag, before): &(&Tag, usize)| is_operand(&tag.tokens[*before], source);
    match steps.filter(is_operand) {
        Some((tag, before)) => tag.tokens[root(tag, source, before)].span.start..range.end,
        None => range,
    }
}

/// Whether a token can be the last of what something is asked of.
fn is_operand(token: &Token, source: &str) -> bool {
    let text = token.text(source);
    token.kind == Kind::Text
        || matches!(text, ")" | "]" | "}")
        || (token.kind == Kind::Word && !matches!(text, "and" | "or" | "not" | "in" | "is" | "if" | "else"))
}

/// The first token of what a token is the last of: of `a` in `a.b[0]|first`.
fn root(tag: &Tag, source: &str, mut at: usize) -> usize {
    loop {
        let token = &tag.tokens[at];
        if matches!(token.text(source), ")" | "]" | "}") {
            let is_opening =
                |other: &Token| other.depth == token.depth && matches!(other.text(source), "(" | "[" | "{");
            let Some(open) = tag.tokens[..at].iter().rposition(is_opening) else { return at };
            at = open;
            // Brackets behind an operator are no step from anything.
            let before = at.checked_sub(1).map(|before| &tag.tokens[before]);
            if !before.is_some_and(|before| is_operand(before, source)) {
                return at;
            }
            at -= 1;
            continue;
        }
        match at.checked_sub(1).map(|before| tag.text(source, before)) {
            Some("." | "|") if at > 1 => at -= 2,
            _ => return at,
        }
    }
}

/// The last token of what is asked of something: of `a`, the `]` of `a.b[0]`.
fn end(tag: &Tag, source: &str, root: usize) -> usize {
    let depth = tag.tokens[root].depth;
    let is_step = |at: &usize| {
        let is_own = || {
            matches!(tag.text(source, *at), "." | "[" | "]" | "(" | ")") || tag.text(source, at - 1) == "."
        };
        tag.tokens[*at].depth > depth || (tag.tokens[*at].depth == depth && is_own())
    };
    (root + 1..tag.tokens.len()).take_while(is_step).last().unwrap_or(root)
}

/// The last token of each part of an expression that something is asked of: `a`, `a.b` and `a.b[0]` of `a.b[0]`.
fn parts(tag: &Tag, source: &str, root: usize, last: usize) -> Vec<usize> {
    let depth = tag.tokens[root].depth;
    let is_end = |at: &usize| {
        let next = tag.text(source, at + 1);
        tag.tokens[*at].depth == depth
            && !matches!(tag.text(source, *at), "." | "|" | "[" | "(")
            && (*at == last || next != "(")
    };
    (root..=last).filter(is_end).collect()
}

/// Whether a part has no value, as far as that can be told without computing anything.
fn is_unset(tag: &Tag, source: &str, parts: &[usize], part: usize, context: &Value) -> bool {
    let mut value = context.clone();
    let mut start = None;
    for end in parts.iter().take_while(|end| **end <= part) {
        let step = match start {
            None => context.get_attr(tag.text(source, *end)),
            Some(before) => match &tag.tokens[before + 1..=*end] {
                [dot, name] if dot.text(source) == "." => value.get_attr(name.text(source)),
                [_, key, _] => match (key.string(source), key.text(source).parse::<i64>()) {
                    (Some(key), _) => value.get_item(&Value::from(key)),
                    (None, Ok(index)) => value.get_item(&Value::from(index)),
                    _ => return false,
                },
                _ => return false,
            },
        };
        match step {
            Ok(next) if next.kind() == ValueKind::Undefined => return *end == part,
            Ok(next) => value = next,
            Err(_) => return false,
        }
        start = Some(*end);
    }
    false
}
