//! `list`

use serde_json::{Value, json};

use super::kind::Kind;
use super::render::choose;
use super::{Exit, Io, config};
use crate::cli::{List, Table as Format};
use crate::keys;
use crate::output::{Table, markdown, write_all};
use crate::runners::{self, Listed, Range};
use crate::text::{Diagnostics, Sources, report};
use crate::yaml;

/// Shows the objects that `render` makes.
pub(super) fn list(args: &List, quiet: bool, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    if args.format == Format::Names {
        return names(args, io);
    }
    let (listed, _) = choose(&args.file, &args.pools, &mut sources, &mut diagnostics, io, runners::list)?;
    if diagnostics.has_errors() {
        report(&diagnostics.errors(), &sources, io.stderr)?;
        return Ok(Exit::Failed);
    }
    let text = match args.format {
        Format::Json => format!("{:#}\n", listed.iter().map(object).collect::<Value>()),
        Format::Markdown => table(&listed, markdown::text, markdown::code).markdown(),
        Format::Text | Format::Names => table(&listed, str::to_owned, str::to_owned).text(),
    };
    write_all(io.stdout, |out| out.write_all(text.as_bytes()))?;
    if !quiet {
        note(&listed, io)?;
    }
    Ok(Exit::Fine)
}

/// Says which rows may be other than what the cluster gets.
fn note(listed: &[Listed], io: &mut Io<'_>) -> anyhow::Result<()> {
    let mut pools: Vec<&str> =
        listed.iter().filter(|item| !item.is_rendered).map(|item| item.pool.as_str()).collect();
    pools.dedup();
    if !pools.is_empty() {
        let pools = keys::list(pools);
        writeln!(
            io.stderr,
            "note: of {pools} this shows the keys of the config: how objects of this kind make runners is not known"
        )?;
    }
    Ok(())
}

fn names(args: &List, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let config = config::read(&args.file, &mut Sources::default(), &mut Diagnostics::default(), io)?;
    let config = config.filter(|config| Kind::of(config) == Kind::Runners);
    let names = config.map(|config| runners::names(&config)).unwrap_or_default();
    write_all(io.stdout, |out| names.iter().try_for_each(|name| writeln!(out, "{name}")))?;
    Ok(Exit::Fine)
}

fn table(listed: &[Listed], text: impl Fn(&str) -> String, code: impl Fn(&str) -> String) -> Table<9> {
    let mut table = Table::new(["pool", "object", "arch", "min", "max", "cpu", "memory", "runs-on", "image"]);
    let number = |number: Option<i64>| number.map_or("-".to_owned(), |number| number.to_string());
    let or_none = |item: &Option<String>| item.as_ref().map_or("-".to_owned(), |item| text(item));
    let labels =
        |item: &Listed| item.runs_on.as_ref().map_or("?".to_owned(), |labels| code(&runs_on(labels)));
    for item in listed {
        table.row([
            text(&item.pool),
            text(&item.object),
            or_none(&item.arch),
            number(item.min),
            number(item.max),
            text(&range(&item.cpu)),
            text(&range(&item.memory)),
            labels(item),
            or_none(&item.image),
        ]);
    }
    table
}

fn range(Range { request, limit }: &Range) -> String {
    match (request, limit) {
        (None, None) => "-".to_owned(),
        (Some(request), Some(limit)) if request == limit => limit.clone(),
        (request, limit) => {
            let end = |amount: &Option<String>| amount.clone().unwrap_or_default();
            format!("{}..{}", end(request), end(limit))
        }
    }
}

/// The labels as YAML has them in a workflow.
fn runs_on(labels: &[String]) -> String {
    let labels: Vec<_> = labels.iter().map(|label| yaml::written(label, true)).collect();
    format!("[{}]", labels.join(", "))
}

fn object(item: &Listed) -> Value {
    let range = |range: &Range| json!({ "request": range.request, "limit": range.limit });
    json!({
        "pool": item.pool,
        "kind": item.kind,
        "object": item.object,
        "namespace": item.namespace,
        "arch": item.arch,
        "min": item.min,
        "max": item.max,
        "cpu": range(&item.cpu),
        "memory": range(&item.memory),
        "runs_on": item.runs_on,
        "image": item.image,
    })
}
