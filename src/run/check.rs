//! `check`

use super::render::fleet;
use super::{Exit, Io};
use crate::cli::{Check, Format};
use crate::text::{Code, Diagnostics, Sources, explain, formats, report, suggest};

/// Reports everything that is wrong in some configs.
pub(super) fn check(args: &Check, quiet: bool, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    if let Some(code) = &args.explain {
        return explain_code(code, io);
    }
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    for file in &args.files {
        fleet(file, &args.pools, &mut sources, &mut diagnostics, io)?;
    }
    let shown = if quiet { diagnostics.errors() } else { diagnostics };
    match args.format {
        Format::Text => report(&shown, &sources, io.stderr)?,
        Format::Json => write!(io.stdout, "{}", formats::json(&shown, &sources))?,
        Format::Sarif => write!(io.stdout, "{}", formats::sarif(&shown, &sources))?,
        Format::Github => {
            write!(io.stdout, "{}", formats::github(&shown, &sources))?;
            report(&shown, &sources, io.stderr)?;
        }
    }
    let fails = shown.has_errors() || (args.strict && !shown.is_empty());
    Ok(if fails { Exit::Found } else { Exit::Fine })
}

fn explain_code(code: &str, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let Some(text) = explain(code) else {
        let names = Code::ALL.iter().map(|(_, name, _)| *name);
        let near = suggest(code, names).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        anyhow::bail!("there is no code `{code}`{near}");
    };
    writeln!(io.stdout, "{text}")?;
    Ok(Exit::Fine)
}
