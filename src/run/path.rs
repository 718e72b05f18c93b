//! Paths of the user's that stand in what is made of his files.

use camino::{Utf8Component, Utf8Path};
use serde_json::Value;

use crate::actions::ensure_plain;
use crate::output::breaks_lines;

/// Fails if the name of a file is not one line, as the comment is that it stands in. YAML knows more line breaks than others.
pub(super) fn is_one_line(path: &Utf8Path) -> anyhow::Result<()> {
    anyhow::ensure!(
        !path.as_str().contains(breaks_lines),
        "the name of the config, {path:?}, is not one line"
    );
    Ok(())
}

/// The top of the repository that a folder is in, if it is in one.
fn top(folder: &Utf8Path) -> Option<&Utf8Path> {
    folder.ancestors().find(|folder| folder.join(".git").exists())
}

/// A path in a workflow, as seen from the top of the repository.
pub(super) fn inside(path: &Utf8Path) -> anyhow::Result<String> {
    is_one_line(path)?;
    ensure_plain(&Value::from(path.as_str()))?;
    let is_inside = !path.is_absolute() && !path.components().any(|part| part == Utf8Component::ParentDir);
    anyhow::ensure!(
        is_inside,
        "cannot make a workflow: `{path}` is no path as seen from the top of the repository"
    );
    let here = Utf8Path::new(".").canonicalize_utf8()?;
    if let Some(top) = top(&here).filter(|top| *top != here) {
        anyhow::bail!(
            "cannot make a workflow here: its paths are seen from the top of the repository; `cd {top}` first"
        );
    }
    let parts: Vec<&str> =
        path.components().filter(|part| *part != Utf8Component::CurDir).map(|part| part.as_str()).collect();
    Ok(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_of_a_repository_holds_its_git_folder() {
        let here = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
        if here.join(".git").exists() {
            assert_eq!(top(&here.join("src/run")), Some(here));
            assert_eq!(top(here), Some(here));
        }
        assert_eq!(top(Utf8Path::new("/")), None);
    }
}
