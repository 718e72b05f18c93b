//! `init`

use camino::Utf8PathBuf;

use super::{Exit, Io, schema};
use crate::cli::{Init, Kind};
use crate::output;
use crate::template::{Folder, built_in};
use crate::text::suggest;

/// A config of one pool, which says where its schema is.
const STARTER: &str = include_str!("../../configs/starter.json");

/// Writes files to start from, and says what to do next.
pub(super) fn init(args: &Init, quiet: bool, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let config = match args.path.extension() {
        Some("json") => args.path.clone(),
        _ => args.path.join("runners.json"),
    };
    anyhow::ensure!(
        config == args.path || !args.path.is_file(),
        "{} is not a folder; name one, or a config that ends in `.json`",
        args.path
    );
    let template = args.template.as_deref().map(template).transpose()?;
    let mut files = vec![
        (config.clone(), STARTER.to_owned()),
        (config.with_file_name("runners.schema.json"), schema::text(Kind::Runners)),
    ];
    let own_template = config.with_file_name("pool.yaml.j2");
    files.extend(template.map(|text| (own_template.clone(), text.to_owned())));

    let (written, kept) = write(&files)?;
    anyhow::ensure!(
        !written.is_empty(),
        "there is nothing to write: {} already there; `runner-ymls check {config}` says what is wrong with it",
        are(&kept)
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
    let flag = if template.is_some() { format!(" -t {own_template}") } else { String::new() };
    writeln!(io.stderr, "  runner-ymls render {config}{flag}")?;
    Ok(Exit::Fine)
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
        let hint = near.map_or_else(
            || format!("known are {}", operators.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        anyhow::anyhow!("there is no operator `{operator}`; {hint}")
    })
}
