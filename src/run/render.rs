//! `render`

use anyhow::Context as _;
use camino::Utf8Path;

use super::kind::Kind;
use super::templates::Named;
use super::{Exit, Io, config, tell};
use crate::cli::{Pools, Render};
use crate::kubernetes::schema::Crd;
use crate::output;
use crate::runners::{Choice, Fleet};
use crate::text::{Diagnostics, Source, Sources};

/// Prints the pools, or writes them into a folder.
pub(super) fn render(args: &Render, quiet: bool, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let (fleet, _) = fleet(&args.file, &args.pools, &mut sources, &mut diagnostics, io)?;
    let diagnostics = tell(diagnostics, &sources, quiet, io)?;
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
    // The process ends: thousands of documents need not be freed one by one.
    std::mem::forget(fleet);
    Ok(Exit::Fine)
}

/// The pools of a config as documents, all checked, and the schemas of the command line.
pub(super) fn fleet(
    file: &Utf8Path,
    args: &Pools,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
    io: &mut Io<'_>,
) -> anyhow::Result<(Fleet, Vec<Crd>)> {
    choose(file, args, sources, diagnostics, io, Fleet::render)
}

/// Reads a config and all that the command line names, and does something with what it chooses; also the schemas, as a pipe
/// is read once.
pub(super) fn choose<T: Default>(
    file: &Utf8Path,
    args: &Pools,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
    io: &mut Io<'_>,
    then: impl FnOnce(&Source, &Choice<'_>, &mut Sources, &mut Diagnostics) -> T,
) -> anyhow::Result<(T, Vec<Crd>)> {
    let Some(config) = config::read(file, sources, diagnostics, io)? else {
        return Ok((T::default(), Vec::new()));
    };
    let named = Named::read(&args.templates, &args.crd)?;
    let chosen = choose_from(&config, args, &named, sources, diagnostics, then);
    Kind::Runners.expect(&config, file, diagnostics)?;
    if !diagnostics.has_errors() {
        named.expect_use()?;
    }
    Ok((chosen, named.crds))
}

/// The same, of a config that has been read.
pub(super) fn choose_from<T>(
    config: &Source,
    args: &Pools,
    named: &Named<'_>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
    then: impl FnOnce(&Source, &Choice<'_>, &mut Sources, &mut Diagnostics) -> T,
) -> T {
    let set: Vec<_> = args.set.iter().map(|text| sources.add("--set", text.as_str())).collect();
    let set: Vec<&Source> = set.iter().map(AsRef::as_ref).collect();
    then(config, &named.choice(&args.only, &set), sources, diagnostics)
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
    let owner = if is_named {
        output::owner(config, folder).with_context(|| format!("cannot open the folder `{folder}`"))?
    } else {
        output::STDIN.to_owned()
    };
    Ok((owner, is_named))
}

/// One file per object.
pub(super) fn files(fleet: &Fleet) -> Vec<output::File> {
    let file = |(name, text)| output::File { name: format!("{name}.yaml"), text };
    fleet.files().into_iter().map(file).collect()
}
