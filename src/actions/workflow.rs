//! A workflow file, made from a built-in template.

use anyhow::anyhow;
use serde_json::Value;

use crate::template::{Failure, Templates};
use crate::text::{Code, Diagnostic, Span};

/// The most bytes of a workflow file, above which GitHub starts no run and says nothing
/// (docs.github.com/actions/reference/limits).
const LARGEST: usize = 512_000;

/// The characters that the name of a job has fewer than.
const JOB: usize = 100;

/// The text of a workflow: a template under `templates/` with values, which can change nothing but the places where they
/// are printed.
///
/// It fails only if that is more than GitHub takes, for which there is an advice, or where a template of ours is at fault.
pub fn workflow(template: &str, values: &Value, advice: &str) -> anyhow::Result<String> {
    let context = minijinja::Value::from(minijinja::value::Serde(values));
    let rendered =
        Templates::of_workflows()?.render(template, &context).map_err(|failure| match failure {
            Failure::Jinja(error) => anyhow!("{template}: {error}"),
            Failure::Flaws(flaws) => anyhow!("{template}: {flaws:?}"),
            Failure::Misfits(misfits, _) => anyhow!("{template}: {misfits:?}"),
            Failure::Captured => anyhow!("{template}: captured text"),
        })?;
    let mut text = String::new();
    rendered.filled.write(&mut text);
    let size = text.len();
    anyhow::ensure!(
        size <= LARGEST,
        "the workflow would have {size} bytes, and GitHub runs none that has more than {LARGEST}; {advice}"
    );
    Ok(text)
}

/// A job with a name that GitHub does not take, if it is one, and what it is named after.
pub fn long_job(name: &str, place: Span) -> Option<Diagnostic> {
    let message = || format!("its job would be `{name}`, and such a name has fewer than {JOB} characters");
    (name.len() >= JOB).then(|| Diagnostic::new(Code::BadName, message()).at(place, "too long"))
}

/// Fails if a text is one that GitHub would evaluate. The configs have none; a path can.
pub fn ensure_plain(values: &Value) -> anyhow::Result<()> {
    match values {
        Value::String(text) => {
            anyhow::ensure!(!text.contains("${{"), "cannot make a workflow: GitHub would evaluate `{text}`");
            Ok(())
        }
        Value::Array(items) => items.iter().try_for_each(ensure_plain),
        Value::Object(map) => map.values().try_for_each(ensure_plain),
        _ => Ok(()),
    }
}

/// A path in the filter of an event, where some characters are patterns
/// (docs.github.com/actions/reference/workflow-syntax, "Filter pattern cheat sheet").
pub fn path_filter(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for char in path.chars() {
        if "*?+[]!\\".contains(char) {
            out.push('\\');
        }
        out.push(char);
    }
    out
}
