//! What each command does, from its first read to its last write.

use std::io::{Read, Write};
use std::rc::Rc;

use anyhow::Context as _;
use camino::Utf8Path;

use crate::cli::{Cli, Command, Pools, Render};
use crate::output;
use crate::runners::{Choice, Fleet};
use crate::template::{Folder, Templates};
use crate::text::{Code, Diagnostic, Diagnostics, Source, Sources, report};

/// The largest config, in bytes.
const LIMIT: u64 = 256 << 20;

/// The streams of a run.
pub struct Io<'a> {
    /// Where `-` reads.
    pub stdin: &'a mut dyn Read,
    /// Results only.
    pub stdout: &'a mut dyn Write,
    /// Everything else.
    pub stderr: &'a mut dyn Write,
}

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It did what it was asked.
    Fine = 0,
    /// It could not, and has said why.
    Failed = 2,
}

/// Runs a command. Nothing has been written to standard output or a folder where it ends with [`Exit::Failed`], unless the
/// writing itself failed.
pub fn run(cli: &Cli, io: &mut Io<'_>) -> Exit {
    let done = match &cli.command {
        Command::Render(args) => render(args, cli.quiet, io),
    };
    done.unwrap_or_else(|error| {
        // There is nowhere left to say that standard error cannot be written.
        let _ = writeln!(io.stderr, "error: {error:#}");
        Exit::Failed
    })
}

fn render(args: &Render, quiet: bool, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let fleet = fleet(&args.pools, &mut sources, &mut diagnostics, io)?;
    if diagnostics.has_errors() || !quiet {
        report(&diagnostics, &sources, io.stderr)?;
    }
    if diagnostics.has_errors() {
        return Ok(Exit::Failed);
    }
    match &args.output {
        None => output::write_all(io.stdout, &fleet.text)?,
        Some(folder) => write_folder(folder, args, &fleet, quiet, io)?,
    }
    Ok(Exit::Fine)
}

fn fleet(
    args: &Pools,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
    io: &mut Io<'_>,
) -> anyhow::Result<Fleet> {
    let Some(config) = read(&args.file, sources, diagnostics, io)? else { return Ok(Fleet::default()) };
    let set: Vec<_> = args.set.iter().map(|text| sources.add("--set", text.as_str())).collect();
    let (folder, template) = templates(args)?;
    let choice = Choice {
        only: &args.only,
        set: &set.iter().map(AsRef::as_ref).collect::<Vec<&Source>>(),
        operator: args.operator.as_deref(),
        template: template.as_deref(),
        templates: &Templates::new(folder, crate::kubernetes::object::check),
    };
    Ok(Fleet::render(&config, &choice, sources, diagnostics))
}

/// The folder of templates, and the name of the one template in it if `-t` names one.
fn templates(args: &Pools) -> anyhow::Result<(Folder, Option<String>)> {
    match (&args.templates, &args.template) {
        (None, None) => Ok((Folder::built_in(), None)),
        (Some(folder), None) => Ok((Folder::open(folder)?, None)),
        (Some(folder), Some(template)) => {
            let inside = template.strip_prefix(folder).unwrap_or(template);
            Ok((Folder::open(folder)?, Some(inside.to_string())))
        }
        (None, Some(template)) => {
            let name = template.file_name().with_context(|| format!("{template} is not a template"))?;
            anyhow::ensure!(template.is_file(), "cannot read the template {template}: no such file");
            Ok((Folder::open(template.parent().unwrap_or(Utf8Path::new(".")))?, Some(name.to_owned())))
        }
    }
}

/// Reads a config, at most 256 MB of it. Nothing if it is not text.
fn read(
    path: &Utf8Path,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
    io: &mut Io<'_>,
) -> anyhow::Result<Option<Rc<Source>>> {
    let mut bytes = Vec::new();
    let name = if path == "-" { "<stdin>" } else { path.as_str() };
    let from: &mut dyn Read = if path == "-" {
        io.stdin
    } else {
        let file = std::fs::File::open(path).map_err(|error| {
            anyhow::anyhow!("cannot read {path}: {error}; name a config, or `-` for standard input")
        })?;
        if let Ok(metadata) = file.metadata() {
            anyhow::ensure!(!metadata.is_dir(), "cannot read {path}: it is a folder");
            bytes.reserve_exact(usize::try_from(metadata.len().min(LIMIT)).unwrap_or(0) + 1);
        }
        &mut { file }
    };
    from.take(LIMIT + 1).read_to_end(&mut bytes).with_context(|| format!("cannot read {name}"))?;
    anyhow::ensure!(bytes.len() as u64 <= LIMIT, "cannot read {name}: it is larger than 256 MB");
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Some(sources.add(name, text))),
        Err(error) => error,
    };
    let at = error.utf8_error().valid_up_to();
    let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
    let source = sources.add(name, text);
    let found = Diagnostic::new(Code::JsonSyntax, "this config is not UTF-8")
        .at(source.span(at..at + char::REPLACEMENT_CHARACTER.len_utf8()), "this is not a character")
        .help("save the file as UTF-8");
    diagnostics.push(found);
    Ok(None)
}

fn write_folder(
    folder: &Utf8Path,
    args: &Render,
    fleet: &Fleet,
    quiet: bool,
    io: &mut Io<'_>,
) -> anyhow::Result<()> {
    let owner = args.pools.file.file_name().filter(|name| *name != "-").unwrap_or("standard input");
    let files: Vec<output::File> = fleet
        .documents
        .iter()
        .map(|document| {
            let text = &fleet.text[document.range.clone()];
            let text = text.strip_prefix("---\n").unwrap_or(text);
            output::File { name: format!("{}.yaml", document.name), text: text.to_owned() }
        })
        .collect();
    let summary = output::write_folder(folder, &files, owner, args.pools.only.is_empty())?;
    if !quiet {
        let output::Summary { written, unchanged, removed } = summary;
        writeln!(io.stderr, "{folder}: {written} written, {unchanged} unchanged, {removed} removed")?;
    }
    Ok(())
}
