//! From a finding in a rendered object to what the user must change: a value of the config, or a line of the template.

use super::pool::Object;
use crate::checks::{Finding, Runners, check_accounts, check_names};
use crate::json::{Kind, Value};
use crate::template::{BUILT_IN_NAME, Place};
use crate::text::{Code, Diagnostic, Sources, Span};
use crate::yaml::{Content, Document};

/// A finding, pointing at its cause.
pub(super) fn diagnose(
    finding: &Finding,
    document: Document<'_>,
    place: Option<&Place>,
    object: &Object<'_, '_>,
) -> Diagnostic {
    let found = Diagnostic::new(finding.code, finding.message.clone()).maybe_help(finding.help.clone());
    let expression = place.and_then(|place| place.expression.as_deref());
    let cause = expression.and_then(|expression| cause(object, expression, &document.content(&finding.item)));
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

/// What is wrong between objects.
pub(super) fn between(runners: &[(Runners, Span)]) -> Vec<Diagnostic> {
    let all: Vec<Runners> = runners.iter().map(|(runners, _)| runners.clone()).collect();
    let names = check_names(&all).into_iter().map(|(longer, shorter)| {
        let (long, short) = (&runners[longer], &runners[shorter]);
        let (longer, shorter) = (&long.0.names.1, &short.0.names.1);
        let (message, label) = if longer == shorter {
            let message = format!(
                "two objects are named `{longer}`, and the operator counts the runners of both as each one's, whatever their namespaces, so that neither scales"
            );
            (message, "and so is this one")
        } else {
            let message = format!(
                "`{longer}` begins with `{shorter}`, so the operator counts its runners as that object's, and neither scales"
            );
            (message, "begins with this one")
        };
        Diagnostic::new(Code::PrefixName, message)
            .at(long.1, "this name")
            .label(short.1, label)
            .help("give one of the two a name that the other does not begin with")
    });
    let accounts = check_accounts(&all).into_iter().map(|(one, other)| {
        let (one, other) = (&runners[one], &runners[other]);
        let message =
            format!("the pods of `{}` have the service account of `{}`", one.0.names.1, other.0.names.1);
        Diagnostic::new(Code::ForeignAccount, message)
            .at(one.1, "this object")
            .label(other.1, "the owner of the account")
            .help("give it a service account of its own")
    });
    names.chain(accounts).collect()
}

/// The value of the config that an expression printed; none where it was computed.
fn cause(object: &Object<'_, '_>, expression: &str, content: &Content<'_>) -> Option<Span> {
    let name = expression
        .split(|char: char| !char.is_alphanumeric() && char != '_')
        .find(|word| !word.is_empty())?;
    let pool = object.pool;
    if let Some(entry) = pool.get(name) {
        return Some(inside(&entry.value, content).unwrap_or(entry.value.span));
    }
    if matches!(name, "name" | "pool") {
        return Some(pool.span);
    }
    // A variable of a loop, or one that follows from others: whatever key holds the same.
    let mut layer = Some(&pool.settings);
    while let Some(settings) = layer {
        let found = settings.entries().find_map(|entry| inside(&entry.value, content));
        if found.is_some() {
            return found;
        }
        layer = settings.below();
    }
    None
}

/// The place in a value of what was written: itself, or something in it.
fn inside(value: &Value<'_>, content: &Content<'_>) -> Option<Span> {
    let is_same = match (&value.kind, content) {
        (Kind::Text(text), Content::Text(written)) => text == written,
        (Kind::Integer(number), Content::Integer(written)) => number == written,
        (Kind::Bool(on), Content::Bool(written)) => on == written,
        _ => false,
    };
    if is_same {
        return Some(value.span);
    }
    match &value.kind {
        Kind::List(items) => items.iter().find_map(|item| inside(item, content)),
        Kind::Map(map) => map.0.iter().find_map(|entry| {
            let is_key = matches!(content, Content::Text(written) if entry.key == *written);
            if is_key { Some(entry.key_span) } else { inside(&entry.value, content) }
        }),
        _ => None,
    }
}
