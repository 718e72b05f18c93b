//! From a finding in a rendered object to what the user must change: a value of the config, or a line of the template.

use super::context::spanned;
use super::pool::Object;
use crate::checks::Finding;
use crate::json::{Kind, Value};
use crate::template::{BUILT_IN_NAME, Place};
use crate::text::{Diagnostic, Sources, Span};
use crate::yaml::{Content, Document};

/// A finding, pointing at its cause.
pub(super) fn diagnose(
    finding: &Finding,
    document: Document<'_>,
    place: Option<&Place>,
    object: &Object<'_, '_>,
) -> Diagnostic {
    let found = Diagnostic::new(finding.code, finding.message.clone())
        .maybe_help(finding.help.clone())
        .about(&finding.path);
    let cause = place.and_then(|place| cause(object, place, finding, document));
    let own = place.filter(|place| !place.is_built_in);
    let found = match (cause, own) {
        (Some(span), Some(place)) => found.at(span, "").label(place.span, "printed here"),
        (None, Some(place)) => found.at(place.span, ""),
        (cause, None) => found.at(cause.unwrap_or(object.place()), ""),
    };
    let path = if finding.path.is_empty() { String::new() } else { format!("`{}` of ", finding.path) };
    found.note(format!("in {path}the object `{}`", object.name))
}

/// A finding about a key that the template prints twice, pointing at the config where one of the two comes from there.
pub(super) fn already_set(
    found: Diagnostic,
    key: &str,
    object: &Object<'_, '_>,
    sources: &Sources,
) -> Diagnostic {
    let mut layers = std::iter::successors(Some(&object.pool.settings), |layer| layer.below());
    let Some(span) = layers.find_map(|layer| layer.entries().find_map(|entry| key_in(&entry.value, key)))
    else {
        return found;
    };
    let again = Diagnostic::new(found.code, format!("the template sets `{key}` itself"))
        .at(span, "remove this, or give it another name")
        .maybe_help(found.help);
    match found.at.filter(|place| !sources.get(place.span.source).name.starts_with(BUILT_IN_NAME)) {
        Some(place) => again.label(place.span, "printed here"),
        None => again,
    }
}

/// The place of a key in the maps of a value.
fn key_in(value: &Value<'_>, key: &str) -> Option<Span> {
    match &value.kind {
        Kind::Map(map) => {
            let own = map.get(key).map(|entry| entry.key_span);
            own.or_else(|| map.0.iter().find_map(|entry| key_in(&entry.value, key)))
        }
        Kind::List(items) => items.iter().find_map(|item| key_in(item, key)),
        _ => None,
    }
}

/// The value of the config that was printed at a place; none where it was computed.
fn cause(object: &Object<'_, '_>, place: &Place, finding: &Finding, document: Document<'_>) -> Option<Span> {
    let origin = place.origin.as_ref()?;
    let Some(value) = spanned(object, &origin.variable) else {
        return matches!(origin.variable.as_str(), "name" | "pool").then(|| object.place());
    };
    let content = document.content(&finding.item);
    let steps = steps(&finding.path);
    let part = match &origin.element {
        None => Part::Value(&value),
        Some((depth, is_key)) => {
            let parts = elements(&value, *depth, *is_key);
            let holds = |part: &&Part<'_, '_>| part.find(&steps, &content, document).is_some();
            // Where a loop leaves items out, the first that fits is as good as any.
            let nth = parts.get(origin.nth).filter(holds).or_else(|| parts.iter().find(holds));
            *nth.or_else(|| parts.get(origin.nth))?
        }
    };
    Some(part.find(&steps, &content, document).unwrap_or_else(|| part.span()))
}

/// A key or a value of the config.
#[derive(Clone, Copy)]
enum Part<'v, 's> {
    Key(&'v str, Span),
    Value(&'v Value<'s>),
}

/// The items of a list, or the keys or values of a map, so many levels down.
fn elements<'v, 's>(value: &'v Value<'s>, depth: usize, is_key: bool) -> Vec<Part<'v, 's>> {
    let inner: Vec<(Option<(&str, Span)>, &Value<'_>)> = match &value.kind {
        Kind::List(items) => items.iter().map(|item| (None, item)).collect(),
        Kind::Map(map) => {
            map.0.iter().map(|entry| (Some((&*entry.key, entry.key_span)), &entry.value)).collect()
        }
        _ => Vec::new(),
    };
    if depth > 1 {
        return inner.into_iter().flat_map(|(_, value)| elements(value, depth - 1, is_key)).collect();
    }
    let part = |(key, value)| match key {
        Some((key, span)) if is_key => Part::Key(key, span),
        _ => Part::Value(value),
    };
    inner.into_iter().map(part).collect()
}

impl Part<'_, '_> {
    fn span(&self) -> Span {
        match self {
            Part::Key(_, span) => *span,
            Part::Value(value) => value.span,
        }
    }

    /// Where in it something of a document comes from. How much of the document's path is inside of the value shows where
    /// both are the same.
    fn find(&self, steps: &[&str], content: &Content<'_>, document: Document<'_>) -> Option<Span> {
        let value = match self {
            Part::Key(key, span) => {
                return matches!(content, Content::Text(text) if text == key).then_some(*span);
            }
            Part::Value(value) => *value,
        };
        (0..=steps.len()).find_map(|at| {
            let inside = &steps[at..];
            let whole = walk(value, inside).filter(|found| is_same(found, content, document));
            whole.map(|found| found.span).or_else(|| {
                // It may be about the key.
                let (last, above) = inside.split_last()?;
                let Kind::Map(map) = &walk(value, above)?.kind else { return None };
                let is_key = matches!(content, Content::Text(text) if text == last);
                map.get(last).filter(|_| is_key).map(|entry| entry.key_span)
            })
        })
    }
}

fn walk<'v, 's>(value: &'v Value<'s>, steps: &[&str]) -> Option<&'v Value<'s>> {
    steps.iter().try_fold(value, |value, step| match &value.kind {
        Kind::Map(map) => map.get(step).map(|entry| &entry.value),
        Kind::List(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}

fn is_same(value: &Value<'_>, content: &Content<'_>, document: Document<'_>) -> bool {
    match (&value.kind, content) {
        (Kind::Text(text), Content::Text(written)) => text == written,
        (Kind::Integer(number), Content::Integer(written)) => number == written,
        (Kind::Float(number), Content::Float(written)) => (number - written).abs() < f64::EPSILON,
        (Kind::Bool(on), Content::Bool(written)) => on == written,
        (Kind::Null, Content::Null) => true,
        (Kind::List(items), Content::List(written)) => {
            let same = |(item, written)| is_same(item, &document.content(written), document);
            items.len() == written.len() && items.iter().zip(written).all(same)
        }
        (Kind::Map(map), Content::Map(written)) => {
            let entries = map.0.iter().filter(|entry| entry.value.kind != Kind::Null);
            let entries: Vec<_> = entries.collect();
            entries.len() == written.len()
                && written.iter().all(|(key, _, inner)| {
                    let entry = entries.iter().find(|entry| entry.key == *key);
                    entry.is_some_and(|entry| is_same(&entry.value, &document.content(inner), document))
                })
        }
        _ => false,
    }
}

/// The keys and indices of a path: `a.b[0][c.d/e]`.
fn steps(path: &str) -> Vec<&str> {
    let mut steps = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('[') {
            let (step, after) = inside.split_once(']').unwrap_or((inside, ""));
            steps.push(step);
            rest = after;
        } else {
            rest = rest.strip_prefix('.').unwrap_or(rest);
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            steps.push(&rest[..end]);
            rest = &rest[end..];
        }
    }
    steps
}
