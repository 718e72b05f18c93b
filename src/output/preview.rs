//! What writing a folder would do to it.

use std::fs;

use anyhow::Context as _;
use camino::{Utf8Path, Utf8PathBuf};

use super::File;
use super::folder::{Listing, check_names, examine, find_stale, list};
use super::header::header;

/// A file that would be written or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced<'f> {
    /// Where it is.
    pub path: Utf8PathBuf,
    /// What is in it; none if it is not there.
    pub before: Option<String>,
    /// What stands in it below the header; none if it is removed.
    pub after: Option<&'f str>,
}

/// What [`super::write_folder`] would do to a folder, and how many files it would leave as they are. It fails where that
/// would fail because of what is in the folder.
pub fn preview<'f>(
    dir: &Utf8Path,
    files: &'f [File],
    owner: &str,
    prune: bool,
) -> anyhow::Result<(Vec<Replaced<'f>>, usize)> {
    check_names(files)?;
    let header = header(owner);
    let present = if dir.exists() { list(dir)? } else { Listing::new() };
    let refusal = format!("`render -o` would write nothing into `{dir}`");
    let plan = examine(dir, files, owner, &present, &refusal)?;
    let mut replaced = Vec::new();
    for target in plan.changed {
        let path = dir.join(&target.file.name);
        let before = target.old.map(|_| read(&path)).transpose()?;
        replaced.push(Replaced { path, before, after: Some(&target.file.text) });
    }
    let stale = if prune { find_stale(dir, files, &header, &present)? } else { Vec::new() };
    for path in stale {
        replaced.push(Replaced { before: Some(read(&path)?), path, after: None });
    }
    Ok((replaced, plan.unchanged))
}

fn read(path: &Utf8Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read `{path}`"))
}
