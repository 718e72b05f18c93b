//! `init`

use camino::{Utf8Path, Utf8PathBuf};

use super::{Exit, Io, schema};
use crate::cli::{Init, Kind};
use crate::keys::list;
use crate::output;
use crate::shell::word;
use crate::template::{Folder, built_in};
use crate::text::{did_you_mean, suggest};

/// A config of one pool, which says where its schema is.
const STARTER: &str = include_str!("../../configs/starter.json");

/// Writes files to start from, and says what to do next.
pub(super) fn init(args: &Init, quiet: bool, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    expect_folder(args)?;
    // What begins with `-` would be an option of the command that is shown.
    let dash = args.path.as_str().starts_with('-');
    let config = config(&if dash { Utf8Path::new(".").join(&args.path) } else { args.path.clone() })?;
    let operator = args.template.as_ref().map(|operator| operator.as_deref().unwrap_or("garo"));
    let template = operator.map(template).transpose()?;
    let mut files = vec![
        (config.clone(), STARTER.to_owned()),
        (config.with_file_name("runners.schema.json"), schema::text(Kind::Runners)),
    ];
    let own_template = config.with_file_name("pool.yaml.j2");
    files.extend(template.map(|text| (own_template.clone(), text.to_owned())));

    let (written, kept) = write(&files)?;
    anyhow::ensure!(
        !written.is_empty(),
        "there is nothing to write: {} already there; `runner-ymls check {}` says what is wrong with it",
        are(&kept),
        word(config.as_str())
    );
    if quiet {
        return Ok(Exit::Fine);
    }
    for (what, paths) in [("wrote", &written), ("kept", &kept)] {
        if !paths.is_empty() {
            writeln!(io.stderr, "{what} {}", paths.join(", "))?;
        }
    }
    if written.contains(&config.as_str()) {
        writeln!(
            io.stderr,
            "next: set `gh_org_value`, `runner_image` and the name of the pool in {config}, then"
        )?;
    } else {
        writeln!(io.stderr, "next:")?;
    }
    let flag =
        if template.is_some() { format!(" -t {}", word(own_template.as_str())) } else { String::new() };
    writeln!(io.stderr, "  runner-ymls render {}{flag}", word(config.as_str()))?;
    Ok(Exit::Fine)
}

/// Fails if a new folder may be meant as the operator of `--template`, which is given behind a `=`.
fn expect_folder(args: &Init) -> anyhow::Result<()> {
    let path = &args.path;
    let is_word = !path.as_str().contains(['/', '.']) && !path.exists();
    anyhow::ensure!(
        !is_word || args.template != Some(None),
        "there is no folder {path}; write `--template={path}` for an operator, or `{path}/` for a new folder"
    );
    Ok(())
}

/// The config to write: the one that is named, or the usual one in the folder that is.
fn config(path: &Utf8Path) -> anyhow::Result<Utf8PathBuf> {
    let bare = Utf8Path::new(path.as_str().trim_end_matches('/'));
    anyhow::ensure!(
        bare.as_str() == path.as_str() || !bare.is_file(),
        "{bare} is a file; name a folder, or leave out the `/`"
    );
    let is_folder = path.is_dir() || path.as_str().ends_with('/');
    match path.extension().filter(|_| !is_folder) {
        Some("json") => return Ok(path.to_owned()),
        Some("yaml" | "yml") => {
            let json = word(path.with_extension("json").as_str());
            anyhow::bail!("{path} would not be read: a config is JSON; write `runner-ymls init {json}`")
        }
        _ => {}
    }
    anyhow::ensure!(!path.is_file(), "{path} is not a folder; name one, or a config that ends in `.json`");
    Ok(path.join("runners.json"))
}

/// Writes the files that are not there; the names of those written, and of those kept.
fn write(files: &[(Utf8PathBuf, String)]) -> anyhow::Result<(Vec<&str>, Vec<&str>)> {
    let (mut written, mut kept) = (Vec::new(), Vec::new());
    for (path, text) in files {
        let names = if output::create(path, text)? { &mut written } else { &mut kept };
        names.push(path.as_str());
    }
    Ok((written, kept))
}

fn are(names: &[&str]) -> String {
    format!("{} {}", names.join(" and "), if names.len() == 1 { "is" } else { "are" })
}

fn template(operator: &str) -> anyhow::Result<&'static str> {
    built_in(operator).ok_or_else(|| {
        let operators = Folder::built_in().operators();
        let near = suggest(operator, operators.iter().map(String::as_str));
        let hint = near
            .map_or_else(|| format!("there is {}", list(operators.iter().map(String::as_str))), did_you_mean);
        anyhow::anyhow!("there is no operator `{operator}`; {hint}")
    })
}
