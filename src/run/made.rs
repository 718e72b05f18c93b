//! A file that is made and committed, such as a workflow: written, or compared with what is there.

use anyhow::Context as _;
use similar::TextDiff;

use super::{Exit, Io};
use crate::cli::Made;
use crate::output;
use crate::shell::word;

/// What a workflow begins with, by which it is known to be made, and of what: the words before the names of files.
fn mark(text: &str) -> &str {
    let end = text.find(" workflow").map_or(0, |at| at + " workflow".len());
    if text.starts_with(output::MADE) { &text[..end] } else { text }
}

/// Prints a text, writes it into a file, or shows how a file differs from it.
pub(super) fn made(text: &str, to: &Made, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    if let Some(path) = &to.check {
        let there = match std::fs::read_to_string(path) {
            // Git may have changed the line breaks.
            Ok(there) => there.replace("\r\n", "\n"),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error).with_context(|| format!("cannot read {path}")),
        };
        if there == text {
            return Ok(Exit::Fine);
        }
        let diff = TextDiff::from_lines(there.as_str(), text);
        let shown = diff.unified_diff().header(path.as_str(), "what it should be").to_string();
        output::write_all(io.stdout, |out| out.write_all(shown.as_bytes()))?;
        // What somebody wrote is not replaced.
        let is_made = there.is_empty() || there.starts_with(mark(text));
        let what = if is_made {
            "is out of date: make it again"
        } else {
            "is not made by this command: move it away, and make it"
        };
        writeln!(io.stderr, "{path} {what} with `--output {}` instead of `--check`", word(path.as_str()))?;
        return Ok(Exit::Found);
    }
    match &to.output {
        None => output::write_all(io.stdout, |out| out.write_all(text.as_bytes()))?,
        Some(path) => output::replace_made(path, mark(text), text)?,
    }
    Ok(Exit::Fine)
}
