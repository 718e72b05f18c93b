//! The tags of a template and the words, strings and signs in them, cut as Jinja cuts them.

use std::ops::Range;

/// The inside of a `{{ … }}` or a `{% … %}`.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    /// Without the signs of whitespace control.
    pub(super) tokens: Vec<Token>,
    pub(super) is_statement: bool,
}

/// A word, a number, a string or a sign.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) span: Range<usize>,
    pub(super) kind: Kind,
    /// How many brackets it stands in; a bracket stands outside of its own.
    pub(super) depth: usize,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Text,
    Sign,
}

impl Tag {
    /// The text of a token; nothing behind the last.
    pub(super) fn text<'t>(&self, source: &'t str, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.text(source))
    }

    /// The first word of a statement.
    pub(super) fn keyword<'t>(&'t self, source: &'t str) -> &'t str {
        if self.is_statement { self.text(source, 0) } else { "" }
    }

    /// Whether it is a `set` with a body up to `endset`, which sets nothing by itself.
    pub(super) fn is_set_block(&self, source: &str) -> bool {
        let is_equal = |token: &Token| token.depth == 0 && token.text(source) == "=";
        self.keyword(source) == "set" && !self.tokens.iter().any(is_equal)
    }

    /// The words that can be names of variables, by their places in `tokens`: not attributes, nor numbers.
    pub(super) fn words<'t>(&'t self, source: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
        self.tokens.iter().enumerate().filter_map(move |(at, token)| {
            let text = token.text(source);
            let is_name = token.kind == Kind::Word && !text.starts_with(|char: char| char.is_ascii_digit());
            (is_name && (at == 0 || self.text(source, at - 1) != ".")).then_some((at, text))
        })
    }
}

impl Token {
    pub(super) fn text<'t>(&self, source: &'t str) -> &'t str {
        &source[self.span.clone()]
    }

    /// What a string holds; none where that takes more than a look.
    pub(super) fn string<'t>(&self, source: &'t str) -> Option<&'t str> {
        let inside = self.span.start + 1..self.span.end.saturating_sub(1);
        source.get(inside).filter(|text| self.kind == Kind::Text && !text.contains('\\'))
    }
}

/// Every tag of a template, up to the first that does not end.
pub(super) fn tags(source: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(open) = source[at..].find('{').map(|next| at + next) {
        let end = match source.as_bytes().get(open + 1) {
            Some(b'#') => source[open + 2..].find("#}").map(|end| open + 2 + end + 2),
            Some(b'%') if is_raw(&source[open + 2..]) => raw_end(source, open + 2),
            Some(b'%') => tag(source, open + 2, "%}", &mut tags),
            Some(b'{') => tag(source, open + 2, "}}", &mut tags),
            _ => Some(open + 1),
        };
        match end {
            Some(end) => at = end,
            None => break,
        }
    }
    tags
}

/// Whether a statement is `raw`.
fn is_raw(inside: &str) -> bool {
    let inside = inside.strip_prefix(['-', '+']).unwrap_or(inside).trim_start();
    inside
        .strip_prefix("raw")
        .is_some_and(|rest| rest.trim_start().trim_start_matches(['-', '+']).starts_with("%}"))
}

/// Behind the `{% endraw %}` that ends what starts at a byte.
fn raw_end(source: &str, mut at: usize) -> Option<usize> {
    loop {
        at += source[at..].find("{%")? + 2;
        let inside = source[at..].strip_prefix(['-', '+']).unwrap_or(&source[at..]).trim_start();
        if let Some(rest) = inside.strip_prefix("endraw")
            && let Some(rest) = rest.trim_start().trim_start_matches(['-', '+']).strip_prefix("%}")
        {
            return Some(source.len() - rest.len());
        }
    }
}

/// Reads the tag whose inside starts at a byte, and gives the byte behind it.
fn tag(source: &str, start: usize, end: &str, tags: &mut Vec<Tag>) -> Option<usize> {
    let mut tokens = Vec::new();
    let mut depth = 0usize;
    let mut at = start + usize::from(source[start..].starts_with(['-', '+']));
    loop {
        let rest = &source[at..];
        let first = rest.chars().next()?;
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let unsigned = rest.strip_prefix(['-', '+']).unwrap_or(rest);
        if depth == 0 && unsigned.starts_with(end) {
            tags.push(Tag { tokens, is_statement: end == "%}" });
            return Some(source.len() - unsigned.len() + end.len());
        }
        let is_word = |char: char| char.is_alphanumeric() || char == '_';
        let (kind, length) = match first {
            '"' | '\'' => (Kind::Text, string_length(rest.as_bytes())?),
            _ if is_word(first) => (Kind::Word, rest.find(|char| !is_word(char)).unwrap_or(rest.len())),
            _ => (Kind::Sign, first.len_utf8()),
        };
        depth = depth.saturating_sub(usize::from(matches!(first, ')' | ']' | '}')));
        tokens.push(Token { span: at..at + length, kind, depth });
        depth += usize::from(matches!(first, '(' | '[' | '{'));
        at += length;
    }
}

/// The length of the string that a text begins with.
fn string_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    while *bytes.get(at)? != bytes[0] {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    Some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(source: &str) -> Vec<Vec<&str>> {
        tags(source).iter().map(|tag| tag.tokens.iter().map(|token| token.text(source)).collect()).collect()
    }

    #[test]
    fn a_tag_ends_where_jinja_ends_it() {
        for (source, tokens) in [
            (r#"{{ "}}" ~ v }}"#, vec![vec![r#""}}""#, "~", "v"]]),
            (r"{{ 'it\'s ' ~ v }}", vec![vec![r"'it\'s '", "~", "v"]]),
            (r#"{{ "\"" ~ v }}"#, vec![vec![r#""\"""#, "~", "v"]]),
            (
                "{{ {'a':{'b':1}}['a'] }}",
                vec![vec!["{", "'a'", ":", "{", "'b'", ":", "1", "}", "}", "[", "'a'", "]"]],
            ),
            ("{%- if a -%}x{%+ endif +%}", vec![vec!["if", "a"], vec!["endif"]]),
            ("{# {{ a }} #}{% raw %}{{ b }}{% endif %}{%- endraw -%}{{ c.d }}", vec![vec!["c", ".", "d"]]),
            ("{ {{é}} {{ ( }} {{ f }}", vec![vec!["é"]]),
        ] {
            assert_eq!(cut(source), tokens, "{source}");
        }
    }

    #[test]
    fn attributes_and_numbers_are_no_variables() {
        let source = "{{ a.b + 1e3 ~ \"c\" if d }}";
        let tags = tags(source);
        let names: Vec<&str> = tags[0].words(source).map(|(_, word)| word).collect();
        assert_eq!(names, ["a", "if", "d"]);
    }
}
