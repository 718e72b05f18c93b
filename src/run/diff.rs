//! `diff`

use anyhow::Context as _;
use camino::Utf8Path;
use serde_json::json;

use super::render::{files, fleet, owner};
use super::{Exit, Io, config, tell};
use crate::cli::{Diff, DiffFormat};
use crate::kubernetes::schema::Crd;
use crate::objects::{self, Action, Change, Identity, Present, Unclear, Value};
use crate::output::{self, Replaced};
use crate::runners::Fleet;
use crate::shell::word;
use crate::text::{Diagnostics, Sources};

/// The label that the built-in template gives to its objects, and its value.
const OURS: (&str, &str) = ("app.kubernetes.io/managed-by", "runner-ymls");

/// Shows what `render` would change.
pub(super) fn diff(args: &Diff, quiet: bool, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let is_stdin = |path: &Utf8Path| path == "-";
    anyhow::ensure!(
        !(is_stdin(&args.file) && args.live.as_deref().is_some_and(is_stdin)),
        "the config and the live objects cannot both be standard input; write one of them to a file"
    );
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let (fleet, crds) = fleet(&args.file, &args.pools, &mut sources, &mut diagnostics, io)?;
    let diagnostics = tell(diagnostics, &sources, quiet, io)?;
    if diagnostics.has_errors() {
        return Ok(Exit::Failed);
    }
    let found = match (&args.output, &args.live) {
        (Some(folder), _) => with_folder(folder, args, &fleet, &crds)?,
        (_, Some(live)) => with_live(live, args, &fleet, &crds, io)?,
        (None, None) => anyhow::bail!("name a folder with `-o`, or live objects with `--live`"),
    };
    let text = match args.format {
        DiffFormat::Text => found.changes.iter().map(|change| change.text(io.color)).collect(),
        DiffFormat::Json => found.json(),
    };
    output::write_all(io.stdout, |out| out.write_all(text.as_bytes()))?;
    if !quiet {
        writeln!(io.stderr, "{}", found.summary())?;
    }
    Ok(if found.changes.is_empty() { Exit::Fine } else { Exit::Found })
}

/// What would change, and what would not.
struct Found {
    /// What it was compared with, for people.
    with: String,
    changes: Vec<Shown>,
    /// Objects or files that stay as they are, at least in what they mean.
    same: usize,
    /// Live objects that are not for us to remove.
    others: usize,
}

/// A change, and where it is shown to be.
struct Shown {
    change: Change,
    /// The file of the object; none if it is live.
    file: Option<String>,
}

/// What `render -o` would do to a folder.
fn with_folder(folder: &Utf8Path, args: &Diff, fleet: &Fleet, crds: &[Crd]) -> anyhow::Result<Found> {
    let files = files(fleet);
    let (owner, may_prune) = owner(&args.file, folder)?;
    let prune = may_prune && args.pools.only.is_empty();
    let (replaced, same) = output::preview(folder, &files, &owner, prune)?;
    let mut found = Found { with: folder.to_string(), changes: Vec::new(), same, others: 0 };
    for Replaced { path, before, after } in replaced {
        let wanted = rendered(after.unwrap_or_default())?;
        let present = objects::read(&before.unwrap_or_default()).map_err(|error| {
            anyhow::anyhow!("{path}: {error}; `render -o {}` replaces it", word(folder.as_str()))
        })?;
        let changes = objects::compare(&wanted, &present, Present::Files, crds);
        let is_same = changes.iter().all(|change| change.action == Action::Keep);
        found.same += usize::from(is_same);
        let changes = changes.into_iter().filter(|change| change.action != Action::Keep);
        found.changes.extend(changes.map(|change| Shown { change, file: Some(path.to_string()) }));
    }
    Ok(found)
}

/// What applying would do to live objects.
fn with_live(
    live: &Utf8Path,
    args: &Diff,
    fleet: &Fleet,
    crds: &[Crd],
    io: &mut Io<'_>,
) -> anyhow::Result<Found> {
    let (name, text) = config::text(live, io)?;
    // Both cannot be standard input.
    let file = if args.file == "-" { "runners.json" } else { args.file.as_str() };
    let command = format!("diff {} --live -", word(file));
    let present = config::objects(name, &text, objects::printed, &command)?;
    let mut text = String::new();
    fleet.documents.iter().for_each(|document| {
        text.push_str("---\n");
        document.write(&mut text);
    });
    let wanted = rendered(&text)?;
    let namespaces: Vec<_> = wanted.iter().map(|object| Identity::of(object).namespace).collect();
    let mut found = Found { with: name.to_owned(), changes: Vec::new(), same: 0, others: 0 };
    if let Some(unclear) = objects::unclear(&wanted, &present) {
        anyhow::bail!("{}", which(name, &unclear));
    }
    for change in objects::compare(&wanted, &present, Present::Live, crds) {
        let is_ours = change.before.as_ref().is_some_and(is_ours);
        let is_here = namespaces.contains(&change.identity.namespace);
        match change.action {
            Action::Keep => found.same += 1,
            // With `--only` they may be of the other pools.
            Action::Remove if !args.pools.only.is_empty() => {}
            Action::Remove if !is_ours || !is_here => found.others += 1,
            _ => found.changes.push(Shown { change, file: None }),
        }
    }
    Ok(found)
}

/// What is there twice, or may be any of several, and what to do about it.
fn which(name: &str, unclear: &Unclear) -> String {
    let list = |all: &[Identity]| all.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(" and ");
    match unclear {
        Unclear::Twice(twice) => format!("{name} has `{twice}` twice; leave out one of the two"),
        Unclear::Wanted(one, others) => format!(
            "the template gives `{one}` no `metadata.namespace`, and {name} has {}; give it one, or print the objects \
             of one namespace alone with `kubectl get -n NAMESPACE`",
            list(others)
        ),
        Unclear::Present(one, others) => format!(
            "`{one}` of {name} names no namespace, and the config makes {}; write its `metadata.namespace` into {name}",
            list(others)
        ),
    }
}

fn rendered(text: &str) -> anyhow::Result<Vec<Value>> {
    objects::read(text).map_err(anyhow::Error::msg).context("what is rendered cannot be compared")
}

fn is_ours(object: &Value) -> bool {
    object.at(&["metadata", "labels", OURS.0]).and_then(Value::text) == Some(OURS.1)
}

impl Shown {
    fn text(&self, color: bool) -> String {
        let Change { identity, before, after, .. } = &self.change;
        let name = |side: &str, object: &Option<Value>| match (object, &self.file) {
            (None, _) => "/dev/null".to_owned(),
            (_, Some(file)) => file.clone(),
            (_, None) => format!("{side}/{identity}"),
        };
        let print = |object: &Option<Value>| object.as_ref().map(objects::print).unwrap_or_default();
        let names = (name("live", before), name("rendered", after));
        objects::unified(&print(before), &print(after), (&names.0, &names.1), color)
    }

    fn json(&self) -> serde_json::Value {
        let Change { identity, action, before, after } = &self.change;
        // Of what changes the fields say all; of what comes or goes, the object.
        let (before, after, fields) = match (before, after) {
            (Some(before), Some(after)) => (None, None, objects::fields(before, after)),
            (before, after) => (before.as_ref(), after.as_ref(), Vec::new()),
        };
        let field = |field: objects::Field| json!({ "path": field.path, "before": field.before, "after": field.after });
        json!({
            "action": match action {
                Action::Create => "create",
                Action::Change => "change",
                Action::Remove => "remove",
                Action::Keep => "keep",
            },
            "object": { "group": identity.group, "kind": identity.kind, "namespace": identity.namespace, "name": identity.name },
            "file": self.file,
            "fields": fields.into_iter().map(field).collect::<Vec<_>>(),
            "before": before,
            "after": after,
        })
    }
}

impl Found {
    fn summary(&self) -> String {
        let count = |action| self.changes.iter().filter(|shown| shown.change.action == action).count();
        let counts = [
            (count(Action::Create), "to create"),
            (count(Action::Change), "to change"),
            (count(Action::Remove), "to remove"),
            (self.same, "unchanged"),
            (self.others, "not of this config"),
        ];
        let counts = counts.into_iter().filter(|(count, _)| *count > 0);
        let counts: Vec<String> = counts.map(|(count, what)| format!("{count} {what}")).collect();
        format!("{}: {}", self.with, counts.join(", "))
    }

    fn json(&self) -> String {
        let changes: Vec<_> = self.changes.iter().map(Shown::json).collect();
        let all = json!({ "changes": changes, "unchanged": self.same, "others": self.others });
        format!("{all:#}\n")
    }
}
