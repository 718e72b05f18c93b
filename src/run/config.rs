//! Reading a file that the user names.

use std::io::{ErrorKind, IsTerminal as _, Read};
use std::rc::Rc;

use anyhow::Context as _;
use camino::Utf8Path;

use super::Io;
use super::kind::{self, refuse_schema};
use crate::objects::Value;
use crate::text::{Code, Diagnostic, Diagnostics, Source, Sources};

/// The largest config, in bytes.
const LIMIT: u64 = 256 << 20;

/// Reads a config, at most 256 MB of it. Nothing if it is not text.
pub(super) fn read(
    path: &Utf8Path,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
    io: &mut Io<'_>,
) -> anyhow::Result<Option<Rc<Source>>> {
    let (name, bytes) =
        bytes(path, "name a config, or `-` for standard input, or start with `runner-ymls init`", io)?;
    let error = match String::from_utf8(bytes) {
        Ok(text) => {
            let source = sources.add(name, text);
            refuse_schema(&source)?;
            return Ok(Some(source));
        }
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

/// Reads a file that is not a config, at most 256 MB of it: the name it goes by, and its text.
pub(super) fn text<'p>(path: &'p Utf8Path, io: &mut Io<'_>) -> anyhow::Result<(&'p str, String)> {
    let (name, bytes) = bytes(path, "name a file, or `-` for standard input", io)?;
    let text = String::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8"))?;
    Ok((name, text))
}

/// Objects from a text. Who gives a config in their place hears so, and how `command` is given them.
pub(super) fn objects(
    name: &str,
    text: &str,
    read: fn(&str) -> Result<Vec<Value>, String>,
    command: &str,
) -> anyhow::Result<Vec<Value>> {
    read(text).map_err(|error| match kind::config(name, text) {
        Some(kind) => anyhow::anyhow!(
            "{name} is a {kind}, and this takes objects; type `kubectl get gar -A -o yaml | runner-ymls {command}`"
        ),
        None => anyhow::anyhow!("{name}: {error}"),
    })
}

/// The name that a file goes by, and what is in it.
fn bytes<'p>(path: &'p Utf8Path, help: &str, io: &mut Io<'_>) -> anyhow::Result<(&'p str, Vec<u8>)> {
    let mut bytes = Vec::new();
    let name = if path == "-" { "<stdin>" } else { path.as_str() };
    let from: &mut dyn Read = if path == "-" {
        anyhow::ensure!(
            !std::io::stdin().is_terminal(),
            "standard input is a terminal; name a file, or pipe one into this"
        );
        io.stdin
    } else {
        let file = std::fs::File::open(path).map_err(|error| {
            let error = match error.kind() {
                ErrorKind::NotFound => "there is no such file".to_owned(),
                _ => error.to_string(),
            };
            anyhow::anyhow!("cannot read {path}: {error}; {help}")
        })?;
        if let Ok(metadata) = file.metadata() {
            anyhow::ensure!(!metadata.is_dir(), "cannot read {path}: it is a folder; name a file in it");
            bytes.reserve_exact(usize::try_from(metadata.len().min(LIMIT)).unwrap_or(0) + 1);
        }
        &mut { file }
    };
    from.take(LIMIT + 1).read_to_end(&mut bytes).with_context(|| format!("cannot read {name}"))?;
    anyhow::ensure!(bytes.len() as u64 <= LIMIT, "cannot read {name}: it is larger than 256 MB");
    Ok((name, bytes))
}
