//! What a template sets, and how far that reaches.
//!
//! What an included template sets, or the body of a `set`, a `filter` or an `autoescape`, stays there in Jinja2; and a
//! macro sees what its template has set of a name even if it sets it itself. The engine does neither. So a `with` is put
//! around the first, and into a macro a test of each such name, which makes the engine hand it over; neither of the two
//! prints anything.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::tokens::{Kind, Tag};

/// Something to add to a template's text: the byte where it is added, and what.
type Addition = (usize, Cow<'static, str>);

/// What is added to a template so that what it sets reaches as far as in Jinja2.
pub(super) fn additions(source: &str, tags: &[Tag]) -> Vec<Addition> {
    let set: BTreeSet<&str> = tags.iter().flat_map(|tag| assigned(source, tag)).collect();
    let mut additions = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        let (Some(first), Some(last)) = (tag.tokens.first(), tag.tokens.last()) else { continue };
        let (start, end) = (first.span.start, last.span.end);
        match tag.keyword(source) {
            "include" => {
                additions.push((start, Cow::Borrowed("with %}{% ")));
                additions.push((end, Cow::Borrowed(" %}{% endwith ")));
            }
            "set" if tag.is_set_block(source) => additions.push((end, Cow::Borrowed(" %}{% with "))),
            "filter" | "autoescape" => additions.push((end, Cow::Borrowed(" %}{% with "))),
            "endset" | "endfilter" | "endautoescape" => {
                additions.push((start, Cow::Borrowed("endwith %}{% ")));
            }
            opening @ ("macro" | "call") => {
                let names = needed(source, &tags[at + 1..], opening, &set);
                let test = |name: &&str| format!(" %}}{{% if {name} %}}{{% endif ");
                let tests: String = names.iter().map(test).collect();
                additions.extend((!tests.is_empty()).then_some((end, Cow::Owned(tests))));
            }
            _ => {}
        }
    }
    additions
}

/// The names that a macro sets and may have from its template, and all that the template sets if it includes another.
fn needed<'t>(source: &'t str, body: &'t [Tag], opening: &str, set: &BTreeSet<&'t str>) -> BTreeSet<&'t str> {
    let mut names = BTreeSet::new();
    let mut depth = 0;
    for tag in body {
        let word = tag.keyword(source);
        depth += usize::from(word == opening);
        if word.strip_prefix("end") == Some(opening) {
            if depth == 0 {
                break;
            }
            depth -= 1;
        }
        names.extend(assigned(source, tag));
        if word == "include" {
            names.extend(set);
        }
    }
    names
}

/// The names that a `set`, a `with` or a `for` gives values.
pub(super) fn assigned<'t>(source: &'t str, tag: &'t Tag) -> Vec<&'t str> {
    let text = |at: usize| tag.text(source, at);
    let is_name = |at: &usize| {
        tag.tokens[*at].kind == Kind::Word && text(at.wrapping_sub(1)) != "." && text(at + 1) != "."
    };
    let until = |end: &str| {
        let end = (1..tag.tokens.len()).find(|at| tag.tokens[*at].depth == 0 && text(*at) == end);
        end.unwrap_or(tag.tokens.len())
    };
    let places: Vec<usize> = match tag.keyword(source) {
        "set" if tag.is_set_block(source) => vec![1],
        "set" => (1..until("=")).collect(),
        "for" => (1..until("in")).collect(),
        "with" => {
            (1..tag.tokens.len()).filter(|at| tag.tokens[*at].depth == 0 && text(at + 1) == "=").collect()
        }
        _ => Vec::new(),
    };
    places.into_iter().filter(|at| *at < tag.tokens.len()).filter(is_name).map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tags;
    use super::*;

    #[test]
    fn the_names_that_are_set() {
        for (source, expected) in [
            ("{% set a = b %}", vec!["a"]),
            ("{% set a, (b, c) = d == e %}", vec!["a", "b", "c"]),
            ("{% set n.a = b %}", vec![]),
            ("{% set a | upper %}", vec!["a"]),
            ("{% for a, b in c if d == e %}", vec!["a", "b"]),
            ("{% with a = b, c = f(d = 1) %}", vec!["a", "c"]),
            ("{{ a == b }}", vec![]),
        ] {
            assert_eq!(assigned(source, &tags(source)[0]), expected, "{source}");
        }
    }
}
