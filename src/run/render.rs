//! `render`

use anyhow::Context as _;
use camino::{Utf8DirEntry, Utf8Path};

use super::kind::Kind;
use super::{Exit, Io, config};
use crate::cli::{Pools, Render};
use crate::kubernetes::schema::{self, Crd};
use crate::output;
use crate::runners::{Choice, Fleet};
use crate::shell::word;
use crate::template::{Folder, Templates};
use crate::text::{Diagnostics, Source, Sources, report};

/// Prints the pools, or writes them into a folder.
pub(super) fn render(args: &Render, quiet: bool, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let fleet = fleet(&args.file, &args.pools, &mut sources, &mut diagnostics, io)?;
    if diagnostics.has_errors() || !quiet {
        report(&diagnostics, &sources, io.stderr)?;
    }
    if diagnostics.has_errors() {
        return Ok(if args.check { Exit::Found } else { Exit::Failed });
    }
    if args.check {
        return Ok(Exit::Fine);
    }
    match &args.output {
        None => output::write_all(io.stdout, |out| fleet.write(out))?,
        Some(folder) => write_folder(folder, args, &fleet, quiet, io)?,
    }
    Ok(Exit::Fine)
}

/// The pools of a config as documents, all checked.
pub(super) fn fleet(
    file: &Utf8Path,
    args: &Pools,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
    io: &mut Io<'_>,
) -> anyhow::Result<Fleet> {
    choose(file, args, sources, diagnostics, io, Fleet::render)
}

/// Reads a config and all that the command line names, and does something with what it chooses.
pub(super) fn choose<T: Default>(
    file: &Utf8Path,
    args: &Pools,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
    io: &mut Io<'_>,
    then: impl FnOnce(&Source, &Choice<'_>, &mut Sources, &mut Diagnostics) -> T,
) -> anyhow::Result<T> {
    let Some(config) = config::read(file, sources, diagnostics, io)? else {
        return Ok(T::default());
    };
    let chosen = choose_from(&config, args, sources, diagnostics, then)?;
    Kind::Runners.expect(&config, file, diagnostics)?;
    Ok(chosen)
}

/// The same, of a config that has been read.
pub(super) fn choose_from<T>(
    config: &Source,
    args: &Pools,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
    then: impl FnOnce(&Source, &Choice<'_>, &mut Sources, &mut Diagnostics) -> T,
) -> anyhow::Result<T> {
    let set: Vec<_> = args.set.iter().map(|text| sources.add("--set", text.as_str())).collect();
    let (folder, template) = templates(args)?;
    let crds = crds(args, &folder)?;
    let choice = Choice {
        only: &args.only,
        set: &set.iter().map(AsRef::as_ref).collect::<Vec<&Source>>(),
        operator: args.operator.as_deref(),
        template: template.as_deref(),
        templates: &Templates::new(folder, crate::kubernetes::object::check),
        crds: &crds,
    };
    Ok(then(config, &choice, sources, diagnostics))
}

/// The schemas of a command line.
pub(super) fn all_crds(args: &Pools) -> anyhow::Result<Vec<Crd>> {
    crds(args, &templates(args)?.0)
}

/// The schemas that the command line names, then those beside the templates.
fn crds(args: &Pools, folder: &Folder) -> anyhow::Result<Vec<Crd>> {
    let mut files = Vec::new();
    for path in &args.crd {
        let text =
            std::fs::read_to_string(path).map_err(|error| anyhow::anyhow!("cannot read {path}: {error}"))?;
        files.push((path.clone(), text));
    }
    files.extend(folder.crds()?);
    let mut crds = Vec::new();
    for (path, text) in files {
        crds.extend(schema::read(&text).map_err(|error| anyhow::anyhow!("{path}: {error}"))?);
    }
    Ok(crds)
}

/// The folder of templates, and the name of the one template in it if `-t` names one.
fn templates(args: &Pools) -> anyhow::Result<(Folder, Option<String>)> {
    match (&args.templates, &args.template) {
        (None, None) => Ok((Folder::built_in(), None)),
        (Some(folder), None) => Ok((open(folder)?, None)),
        (Some(folder), Some(template)) => {
            let inside = template.strip_prefix(folder).unwrap_or(template);
            Ok((Folder::open(folder)?, Some(inside.to_string())))
        }
        (None, Some(template)) => {
            let name = template.file_name().with_context(|| format!("{template} is not a template"))?;
            anyhow::ensure!(
                template.is_file(),
                "cannot read the template {template}: no such file; `runner-ymls init --template` writes one to edit"
            );
            Ok((Folder::open(template.parent().unwrap_or(Utf8Path::new(".")))?, Some(name.to_owned())))
        }
    }
}

/// A folder with a folder for each operator. One that has only templates of its own would change nothing, without a word.
fn open(folder: &Utf8Path) -> anyhow::Result<Folder> {
    anyhow::ensure!(
        folder.is_dir(),
        "{folder} is not a folder; `--templates` takes one with a folder for each operator, and `-t` one template"
    );
    let entries: Vec<_> =
        folder.read_dir_utf8().map(|entries| entries.filter_map(Result::ok).collect()).unwrap_or_default();
    let is_operator = |entry: &Utf8DirEntry| entry.path().join("pool.yaml.j2").is_file();
    if let Some(lone) = entries.iter().find(|entry| entry.file_name().ends_with(".yaml.j2"))
        && !entries.iter().any(is_operator)
    {
        anyhow::bail!(
            "{folder} has no folder for an operator, such as `{}`; one template is named by `-t {}`",
            folder.join("garo"),
            word(lone.path().as_str())
        );
    }
    Folder::open(folder)
}

fn write_folder(
    folder: &Utf8Path,
    args: &Render,
    fleet: &Fleet,
    quiet: bool,
    io: &mut Io<'_>,
) -> anyhow::Result<()> {
    anyhow::ensure!(
        !folder.is_file(),
        "{folder} is a file; `-o` takes a folder, for one file per object; without it all is printed, for `> pools.yaml`"
    );
    let files = files(fleet);
    let (owner, may_prune) = owner(&args.file, folder)?;
    let summary = output::write_folder(folder, &files, &owner, may_prune && args.pools.only.is_empty())?;
    if !quiet {
        let output::Summary { written, unchanged, removed } = summary;
        writeln!(io.stderr, "{folder}: {written} written, {unchanged} unchanged, {removed} removed")?;
    }
    Ok(())
}

/// Whose the files of a folder are, and whether others of this owner can be said to be stale.
pub(super) fn owner(config: &Utf8Path, folder: &Utf8Path) -> anyhow::Result<(String, bool)> {
    // Standard input has no name: what is there may come from another.
    let is_named = config != "-";
    let owner = if is_named { output::owner(config, folder)? } else { "standard input".to_owned() };
    Ok((owner, is_named))
}

/// One file per object.
pub(super) fn files(fleet: &Fleet) -> Vec<output::File> {
    let file = |(name, text)| output::File { name: format!("{name}.yaml"), text };
    fleet.files().into_iter().map(file).collect()
}
