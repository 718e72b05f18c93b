//! What each command does, from its first read to its last write.

mod check;
mod config;
mod diff;
mod explain;
mod images;
mod import;
mod init;
mod kind;
mod list;
mod made;
mod man;
mod path;
mod release;
mod render;
mod schema;
mod shell;
mod templates;

use std::io::{Read, Write};

use crate::cli::{Cli, Command};
use crate::text::{Diagnostics, Sources, report};

/// The streams of a run.
pub struct Io<'a> {
    /// Where `-` reads.
    pub stdin: &'a mut dyn Read,
    /// Results only.
    pub stdout: &'a mut dyn Write,
    /// Whether it shows colour.
    pub color: bool,
    /// Everything else.
    pub stderr: &'a mut dyn Write,
}

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It did what it was asked.
    Fine = 0,
    /// `check` or `import` found an error or, with `--strict`, a warning; `diff` or a `--check` found a difference.
    Found = 1,
    /// It could not, and has said why.
    Failed = 2,
}

/// Runs a command. Nothing of a result has been written where it ends with [`Exit::Failed`], unless the
/// writing itself failed.
pub fn run(cli: &Cli, io: &mut Io<'_>) -> Exit {
    let done = match &cli.command {
        Command::Render(args) => render::render(args, cli.told.quiet, io),
        Command::Check(args) => check::check(args, cli.told.quiet, io),
        Command::Images(args) => images::images(args, cli.told.quiet, io),
        Command::Release(command) => release::release(command, cli.told.quiet, io),
        Command::List(args) => list::list(args, cli.told.quiet, io),
        Command::Explain(args) => explain::explain(args, io),
        Command::Schema(args) => schema::schema(args, io),
        Command::Init(args) => init::init(args, cli.told.quiet, io),
        Command::Completions(args) => shell::completions(args, io),
        Command::Man(args) => man::man(args, io),
        Command::Diff(args) => diff::diff(args, cli.told.quiet, io),
        Command::Import(args) => import::import(args, cli.told.quiet, io),
    };
    done.unwrap_or_else(|error| {
        // There is nowhere left to say that standard error cannot be written.
        let _ = writeln!(io.stderr, "error: {error:#}");
        Exit::Failed
    })
}

/// Whether a command is over soon and needs no more of a stack than every process has: a `render` whose templates are built
/// in, or whose template is brief.
pub fn is_brief(cli: &Cli) -> bool {
    matches!(&cli.command, Command::Render(args) if templates::are_brief(&args.pools.templates))
}

/// Reports what was found, and of a quiet run what stops it only.
fn tell(found: Diagnostics, sources: &Sources, quiet: bool, io: &mut Io<'_>) -> std::io::Result<Diagnostics> {
    let found = if quiet { found.errors() } else { found };
    report(&found, sources, io.stderr)?;
    Ok(found)
}
