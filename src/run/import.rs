//! `import`

use std::fmt::Write as _;

use camino::{Utf8Path, Utf8PathBuf};

use super::{Exit, Io, config, tell};
use crate::cli::Import;
use crate::import::{CONFIG, Imported, Refused, TEMPLATE};
use crate::kubernetes::schema::{API_VERSION, KIND};
use crate::objects::{self, Field, INSTANCE, Identity, Value};
use crate::output::{self, File};
use crate::shell::word;
use crate::text::count;

/// The objects, and the fields of each, that are listed before it says how many more there are.
const SHOWN: usize = 5;

/// Makes a config from live objects.
pub(super) fn import(args: &Import, quiet: bool, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let (name, text) = config::text(&args.file, io)?;
    let objects = config::objects(name, &text, objects::read, "import -")?;
    let objects: Vec<Value> = objects.iter().map(|object| objects::prune(object, &[])).collect();
    check(name, &objects)?;
    let mut imported = crate::import::import(&objects, args.output.as_deref())
        .map_err(|refused| anyhow::anyhow!("{}", refusal(&refused)))?;
    match &args.output {
        None => output::write_all(io.stdout, |out| out.write_all(imported.config.as_bytes()))?,
        Some(folder) => {
            let file = |name: &str, text: &str| File { name: name.to_owned(), text: text.to_owned() };
            let mut files = vec![file(CONFIG, &imported.config)];
            files.extend(imported.template.as_deref().map(|text| file(TEMPLATE, text)));
            create(folder, &files)?;
        }
    }
    imported.diagnostics = tell(imported.diagnostics, &imported.sources, quiet, io)?;
    if !quiet {
        write!(io.stderr, "{}", summary(&imported, objects.len(), args))?;
    }
    Ok(if imported.diagnostics.has_errors() { Exit::Found } else { Exit::Fine })
}

/// Writes the files of a config, none of which may be there.
fn create(folder: &Utf8Path, files: &[File]) -> anyhow::Result<()> {
    let paths: Vec<Utf8PathBuf> = files.iter().map(|file| folder.join(&file.name)).collect();
    let taken = |path: &Utf8PathBuf| anyhow::anyhow!("`{path}` is there already; name another folder");
    if let Some(path) = paths.iter().find(|path| path.exists()) {
        return Err(taken(path));
    }
    for (path, file) in paths.iter().zip(files) {
        anyhow::ensure!(output::create(path, &file.text)?, taken(path));
    }
    Ok(())
}

/// Only pools can be imported.
fn check(name: &str, objects: &[Value]) -> anyhow::Result<()> {
    let is_pool = |object: &Value| {
        let is = |key, text| object.get(key).and_then(Value::text) == Some(text);
        is("apiVersion", API_VERSION) && is("kind", KIND)
    };
    let others: Vec<String> = objects
        .iter()
        .filter(|object| !is_pool(object))
        .map(|object| format!("`{}`", Identity::of(object)))
        .collect();
    let step = if others.len() < objects.len() {
        "; print the pools alone with `kubectl get gar -A -o yaml`"
    } else {
        ""
    };
    anyhow::ensure!(
        others.is_empty(),
        "only a `{KIND}` of `{API_VERSION}` can be imported, and {name} has {}{}{step}",
        others.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", "),
        if others.len() > SHOWN { format!(" and {} more", others.len() - SHOWN) } else { String::new() }
    );
    if let Some((object, path)) =
        objects.iter().find_map(|object| Some((object, objects::credential(object)?)))
    {
        anyhow::bail!(
            "`{path}` of `{}` looks like a credential, and a config holds only the names of secrets; put it into a Kubernetes Secret, and name that there",
            Identity::of(object)
        );
    }
    if let Some(twice) = objects::twice(objects) {
        anyhow::bail!("{name} has `{twice}` twice; leave out one of the two");
    }
    anyhow::ensure!(!objects.is_empty(), "{name} has no objects; print some with `kubectl get gar -o yaml`");
    Ok(())
}

/// What stands in the way of a config.
fn refusal(refused: &Refused) -> String {
    let what = if refused.needs_template { "the keys of a pool" } else { "a config" };
    let mut text = format!("{what} cannot say all of these objects");
    for (identity, fields) in refused.objects.iter().take(SHOWN) {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n  {identity}");
        for (at, field) in fields.iter().take(SHOWN).enumerate() {
            let _ = write!(text, "{} `{}`", if at == 0 { ":" } else { "," }, field.path);
            if !refused.needs_template {
                text.push_str(&made(field));
            }
        }
        if fields.is_empty() {
            text.push_str(": nothing like it can be rendered");
        }
        if fields.len() > SHOWN {
            let _ = write!(text, " and {} more", fields.len() - SHOWN);
        }
    }
    if refused.objects.len() > SHOWN {
        let _ = write!(text, "\n  and {} more", refused.objects.len() - SHOWN);
    }
    for reason in refused.reasons.iter().take(SHOWN) {
        let _ = write!(text, "\nin the way is: {reason}");
    }
    text.push_str(if refused.needs_template {
        "\ntype `-o DIR` for a config with a template for them beside it"
    } else {
        "\ncorrect it in the objects, and import them again"
    });
    text
}

/// What a field is and what a config makes of it, if that can be said in a word.
fn made(field: &Field) -> String {
    let word = |value: &Option<Value>| match value {
        None => Some("nothing".to_owned()),
        Some(Value::List(_) | Value::Map(_)) => None,
        Some(value) => serde_json::to_string(value).ok().map(|text| format!("`{text}`")),
    };
    match (word(&field.before), word(&field.after)) {
        (Some(before), Some(after)) => format!(" is {before}, and a config makes {after} of it"),
        _ => String::new(),
    }
}

fn summary(imported: &Imported, objects: usize, args: &Import) -> String {
    let mut text = format!("{} from {}", count(imported.pools, "pool"), count(objects, "object"));
    if imported.templated > 0 {
        let _ = write!(text, ", {} with a template of their own", imported.templated);
    }
    if imported.instances > 0 {
        let of = count(imported.instances, "object");
        let _ = write!(
            text,
            "\nleft out: the label `{INSTANCE}` of {of}, which Argo CD gives to what it applies"
        );
    }
    text.push('\n');
    let Some(folder) = &args.output else { return text };
    let path = |name: &str| word(folder.join(name).as_str());
    let templates = imported.template.as_ref().map(|_| format!(" --templates {}", path("templates")));
    let (config, templates) = (path(CONFIG), templates.unwrap_or_default());
    let first = if imported.diagnostics.has_errors() { "correct what is wrong, then " } else { "" };
    let _ = writeln!(text, "next: {first}runner-ymls render {config}{templates} | kubectl diff -f -");
    text
}
