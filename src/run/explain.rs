//! `explain`

use serde_json::{Value, json};

use super::kind::Kind;
use super::templates::Named;
use super::{Exit, Io, config};
use crate::cli::{Explain, Facts};
use crate::output::{Table, write_all};
use crate::runners::{self, Explanation, Fact, Origin};
use crate::text::{Diagnostics, Source, Sources, report};

/// Shows where every value of a pool comes from.
pub(super) fn explain(args: &Explain, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let config = config::read(&args.file, &mut sources, &mut diagnostics, io)?;
    let set: Vec<_> = args.set.iter().map(|text| sources.add("--set", text.as_str())).collect();
    let set: Vec<&Source> = set.iter().map(AsRef::as_ref).collect();
    let named = Named::read(&args.templates, &[])?;
    let explanation = config.as_ref().and_then(|config| {
        runners::explain(config, &named.choice(&[], &set), &args.pool, &mut sources, &mut diagnostics)
    });
    if let Some(config) = &config {
        Kind::Runners.expect(config, &args.file, &diagnostics)?;
    }
    let Some(explanation) = explanation.filter(|_| !diagnostics.has_errors()) else {
        report(&diagnostics.errors(), &sources, io.stderr)?;
        return Ok(Exit::Failed);
    };
    let text = match args.format {
        Facts::Text => text(args, &explanation, &sources),
        Facts::Json => json(args, &explanation, &sources),
    };
    write_all(io.stdout, |out| out.write_all(text.as_bytes()))?;
    Ok(Exit::Fine)
}

fn text(args: &Explain, explanation: &Explanation, sources: &Sources) -> String {
    let mut table = Table::new(["key", "value", "from", "line", "instead of"]);
    for fact in &explanation.facts {
        let over = |(value, origin): &(Value, Origin)| {
            let line = line(origin, sources).map(|line| format!(", line {line}")).unwrap_or_default();
            format!("{} ({}{line})", one_line(value), from(origin, sources))
        };
        table.row([
            fact.arch.as_ref().map_or(fact.key(), |arch| format!("{} ({arch})", fact.key())),
            one_line(&fact.value),
            unread(fact).map_or_else(
                || from(&fact.origin, sources),
                |unread| format!("{}, {unread}", from(&fact.origin, sources)),
            ),
            line(&fact.origin, sources).map(|line| line.to_string()).unwrap_or_default(),
            fact.over.iter().map(over).collect::<Vec<_>>().join("; "),
        ]);
    }
    let objects =
        if explanation.objects.is_empty() { "no object".into() } else { explanation.objects.join(", ") };
    format!("{} of {} becomes {objects}\n\n{}", args.pool, args.file, table.text())
}

fn from(origin: &Origin, sources: &Sources) -> String {
    match origin {
        Origin::BuiltIn => "built in".to_owned(),
        Origin::Pool(_) => "the pool".to_owned(),
        Origin::Defaults(_) => "$defaults".to_owned(),
        Origin::Base(name, _) => format!("extends {name}"),
        Origin::Set(span) => {
            let text = &sources.get(span.source).text;
            format!("--set {}", text.split('=').next().unwrap_or_default())
        }
        Origin::Follows(words) => words.replace('`', ""),
        Origin::Missing => "nothing, and it is needed".to_owned(),
    }
}

/// What there is to say of a key that nothing reads.
fn unread(fact: &Fact) -> Option<String> {
    let words = match &fact.meant {
        Some(meant) => format!("but not read; did you mean {meant}?"),
        None => "but not read by the template".to_owned(),
    };
    fact.is_unread.then_some(words)
}

/// The line of the config on which a value is.
fn line(origin: &Origin, sources: &Sources) -> Option<usize> {
    match origin {
        Origin::Pool(span) | Origin::Defaults(span) | Origin::Base(_, span) => {
            Some(sources.get(span.source).line(span.start))
        }
        Origin::BuiltIn | Origin::Set(_) | Origin::Follows(_) | Origin::Missing => None,
    }
}

/// A value on one line.
fn one_line(value: &Value) -> String {
    match value {
        Value::Null => "not set".to_owned(),
        Value::String(text) if !text.chars().any(char::is_control) => text.clone(),
        value => value.to_string(),
    }
}

fn json(args: &Explain, explanation: &Explanation, sources: &Sources) -> String {
    let written = |value: &Value, origin: &Origin| json!({ "value": value, "from": from(origin, sources), "line": line(origin, sources) });
    let item = |fact: &Fact| {
        let mut item = written(&fact.value, &fact.origin);
        item["key"] = fact.key().into();
        item["arch"] = fact.arch.clone().into();
        item["read"] = (!fact.is_unread).into();
        item["meant"] = fact.meant.clone().into();
        item["instead_of"] = fact.over.iter().map(|(value, origin)| written(value, origin)).collect();
        item
    };
    let all = json!({
        "pool": args.pool,
        "file": args.file.as_str(),
        "objects": explanation.objects,
        "values": explanation.facts.iter().map(item).collect::<Vec<_>>(),
    });
    format!("{all:#}\n")
}
