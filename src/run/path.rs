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

/// A path in a workflow, as seen from the top of the repository.
pub(super) fn inside(path: &Utf8Path) -> anyhow::Result<String> {
    is_one_line(path)?;
    ensure_plain(&Value::from(path.as_str()))?;
    let is_inside = !path.is_absolute() && !path.components().any(|part| part == Utf8Component::ParentDir);
    anyhow::ensure!(
        is_inside,
        "cannot make a workflow: `{path}` is no path as seen from the top of the repository"
    );
    let parts: Vec<&str> =
        path.components().filter(|part| *part != Utf8Component::CurDir).map(|part| part.as_str()).collect();
    Ok(parts.join("/"))
}
