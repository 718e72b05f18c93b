//! Where the holes of a text are.

use std::ops::Range;

use super::flaw::{Flaw, misplaced};
use super::hole::{self, Part};
use super::slot::{Role, Slot};
use super::{Event, Kind, Style, Tag};
use crate::text::Code;

/// Every scalar and comment with holes; a hole elsewhere is a flaw.
pub(super) fn slots(text: &str, events: &[Event<'_>], flaws: &mut Vec<Flaw>) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    // For each open collection: whether it is `{…}` or `[…]`, and for a mapping whether a key comes next.
    let mut open: Vec<(bool, Option<bool>)> = Vec::new();
    for event in events {
        let in_flow = open.iter().any(|(flow, _)| *flow);
        let is_key = open.last().is_some_and(|(_, key)| *key == Some(true));
        match &event.kind {
            Kind::Comment | Kind::Document(_) => {}
            Kind::End => {
                open.pop();
            }
            _ => {
                if let Some((_, Some(key))) = open.last_mut() {
                    *key = !*key;
                }
            }
        }
        let role = match &event.kind {
            Kind::Map(flow) => {
                open.push((*flow, Some(true)));
                continue;
            }
            Kind::List(flow) => {
                open.push((*flow, None));
                continue;
            }
            Kind::Comment => Role::Comment,
            Kind::Scalar(_, style) => Role::Scalar(*style),
            _ => continue,
        };
        if hole::holds(&text[event.span.clone()]) {
            flaws.extend(event.tag.is_some_and(|tag| tag != Tag::Text).then(|| tagged(event.span.clone())));
            match slot(text, event, role) {
                Some(slot) => slots.push(Slot { is_key, in_flow, ..slot }),
                None => flaws.push(cut(event.span.clone())),
            }
        }
    }
    flaws.extend(misplaced(text, &slots));
    // Only a comment on the line of a block scalar's header is inside another slot.
    for pair in slots.windows(2).filter(|pair| pair[1].span.start < pair[0].span.end) {
        let message = "a value cannot stand in a comment on the first line of a block scalar";
        flaws.push(
            Flaw::new(Code::MisplacedValue, pair[0].span.clone(), message)
                .help("move the comment to its own line"),
        );
    }
    slots
}

fn cut(at: Range<usize>) -> Flaw {
    Flaw::new(
        Code::CapturedText,
        at,
        "a filter has changed captured text in a way that hides where a value went",
    )
    .help("apply the filter to the value before it is printed")
}

fn tagged(at: Range<usize>) -> Flaw {
    Flaw::new(
        Code::MisplacedValue,
        at,
        "a value cannot have this tag: readers would take it for something else",
    )
    .help("remove the tag; in double quotes a value is always a string")
}

fn slot(text: &str, event: &Event<'_>, role: Role) -> Option<Slot> {
    let (span, tail) = match role {
        Role::Scalar(Style::Block) => block_span(text, &event.span)?,
        _ => (event.span.clone(), ""),
    };
    let raw = &text[span.clone()];
    let decoded = match &event.kind {
        Kind::Scalar(decoded, _) => decoded,
        _ => raw,
    };
    let decoded = hole::parts(decoded)?;
    let only_hole = match (role, decoded.as_slice()) {
        (Role::Scalar(Style::Plain), [Part::Hole(number)]) if event.tag.is_none() => Some(*number),
        _ => None,
    };
    Some(Slot {
        folds: raw.contains('\n'),
        raw: hole::parts(raw)?,
        decoded,
        only_hole,
        tail: tail.into(),
        role,
        indent: indent(text, event),
        is_key: false,
        in_flow: false,
        span,
    })
}

/// The indentation of a literal block scalar that does not tell its own.
fn indent(text: &str, event: &Event<'_>) -> Option<usize> {
    let Kind::Scalar(_, Style::Block) = event.kind else { return None };
    let (span, _) = block_span(text, &event.span)?;
    let header = text[span].lines().next()?;
    let is_literal = header.starts_with('|') && !header.contains(|char: char| char.is_ascii_digit());
    let line_start = text[..event.span.start].rfind('\n').map_or(0, |at| at + 1);
    is_literal.then_some(event.span.start - line_start)
}

/// A block scalar from its header to its last line break, and what follows the header on its line.
fn block_span<'t>(text: &'t str, content: &Range<usize>) -> Option<(Range<usize>, &'t str)> {
    let line_end = text[..content.start].trim_end().len();
    let line_start = text[..line_end].rfind('\n').map_or(0, |at| at + 1);
    let (start, tail) = block_header(&text[line_start..line_end])?;
    let end = text[..content.end].rfind('\n').map_or(content.end, |at| at + 1);
    Some((line_start + start..end, &text[line_start + tail..=line_end]))
}

/// Where the header of a block scalar starts and ends in its line: `|` or `>` and its indicators, then at most a comment.
fn block_header(line: &str) -> Option<(usize, usize)> {
    line.match_indices(['|', '>']).find_map(|(at, _)| {
        let rest = line[at + 1..].trim_start_matches(|char: char| "+-123456789".contains(char));
        let after = rest.trim_start();
        let is_header = after.is_empty() || (after.starts_with('#') && after.len() < rest.len());
        is_header.then(|| (at, line.len() - rest.len()))
    })
}
