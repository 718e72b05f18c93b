//! The findings for machines: JSON, GitHub annotations, SARIF.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::percent::percent;
use super::report::findings;
use super::{Code, Diagnostic, Diagnostics, Severity, Sources, Span, explain};

/// One JSON array: for each finding its code, severity, message, place, notes and help. Lines and columns begin at 1;
/// columns count characters.
pub fn json(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let item = |(diagnostic, more): (Cow<'_, Diagnostic>, usize)| {
        json!({
            "code": diagnostic.code.name(),
            "severity": severity(&diagnostic),
            "message": diagnostic.message,
            "place": diagnostic.at.as_ref().map(|at| place(at.span, sources)),
            "others": diagnostic.labels.iter().map(|label| {
                json!({ "place": place(label.span, sources), "text": label.text })
            }).collect::<Vec<_>>(),
            "notes": diagnostic.notes,
            "help": help(&diagnostic),
            "count": more + 1,
        })
    };
    let items: Vec<Value> = findings(diagnostics).into_iter().map(item).collect();
    format!("{:#}\n", Value::Array(items))
}

/// A workflow command a finding, which GitHub shows as an annotation
/// (docs.github.com/actions/reference/workflow-commands-for-github-actions).
pub fn github(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut out = String::new();
    for (diagnostic, more) in findings(diagnostics) {
        let title = diagnostic.code.name();
        let in_file = diagnostic.at.as_ref().filter(|at| is_file(at.span, sources));
        let place = in_file.map_or_else(String::new, |at| {
            let [line, column, end_line, end_column] = position(at.span, sources);
            let file = property(&sources.get(at.span.source).name);
            let columns = if line == end_line {
                format!(",col={column},endColumn={end_column}")
            } else {
                String::new()
            };
            format!("file={file},line={line},endLine={end_line}{columns},")
        });
        let mut message = message(&diagnostic, more, sources);
        // An annotation has one place.
        for label in &diagnostic.labels {
            let [line, column, ..] = position(label.span, sources);
            let name = &sources.get(label.span.source).name;
            let _ = write!(message, "\n{name}:{line}:{column}: {}", label.text);
        }
        // Writing to a string cannot fail.
        let _ = writeln!(out, "::{} {place}title={title}::{}", severity(&diagnostic), data(&message));
    }
    out
}

/// A log of the Static Analysis Results Interchange Format 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0).
pub fn sarif(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let findings = findings(diagnostics);
    let mut codes: Vec<Code> = findings.iter().map(|(diagnostic, _)| diagnostic.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rule = |code: &Code| json!({ "id": code.name(), "shortDescription": { "text": explain(code.name()).and_then(|text| text.lines().nth(2)).unwrap_or_default() } });
    let result = |(diagnostic, more): &(Cow<'_, Diagnostic>, usize)| {
        let text = message(diagnostic, *more, sources);
        let location = |span: Span| {
            let [line, column, end_line, end_column] = position(span, sources);
            let region = json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column });
            json!({ "physicalLocation": {
                "artifactLocation": { "uri": percent(&sources.get(span.source).name, "-._~/") },
                "region": region,
            } })
        };
        // GitHub shows no result without a location: what has no place is about the config as a whole.
        let whole = || Some(location(sources.first()?.span(0..0)));
        let in_file = diagnostic.at.as_ref().filter(|at| is_file(at.span, sources));
        let place = in_file.map(|at| location(at.span)).or_else(whole);
        let mut result = json!({
            "ruleId": diagnostic.code.name(),
            "level": severity(diagnostic),
            "message": { "text": text },
            "locations": place.into_iter().collect::<Vec<_>>(),
            "occurrenceCount": more + 1,
        });
        let others = diagnostic.labels.iter().filter(|label| is_file(label.span, sources));
        let others = others.map(|label| {
            let mut other = location(label.span);
            other["message"] = json!({ "text": label.text });
            other
        });
        let others: Vec<Value> = others.collect();
        if !others.is_empty() {
            result["relatedLocations"] = json!(others);
        }
        result
    };
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "runner-ymls", "rules": codes.iter().map(rule).collect::<Vec<_>>() } },
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(result).collect::<Vec<_>>(),
        }],
    });
    format!("{log:#}\n")
}

/// Whether a place is in a file, and not in an option of the command line.
fn is_file(span: Span, sources: &Sources) -> bool {
    !sources.get(span.source).name.starts_with("--")
}

/// All that is said of a finding, a line each.
fn message(diagnostic: &Diagnostic, more: usize, sources: &Sources) -> String {
    let mut lines = vec![diagnostic.message.clone()];
    lines.extend(help(diagnostic));
    lines.extend(diagnostic.notes.iter().cloned());
    let option = diagnostic.at.as_ref().filter(|at| !is_file(at.span, sources));
    lines.extend(option.map(|at| format!("in `{}`", sources.get(at.span.source).name)));
    lines.extend((more > 0).then(|| format!("{more} more of the same")));
    lines.join("\n")
}

fn severity(diagnostic: &Diagnostic) -> &'static str {
    match diagnostic.code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// What to type: the help, or the words under the place.
fn help(diagnostic: &Diagnostic) -> Option<String> {
    let label = || diagnostic.at.as_ref().map(|at| at.text.clone()).filter(|text| !text.is_empty());
    diagnostic.help.clone().or_else(label)
}

fn place(span: Span, sources: &Sources) -> Value {
    let [line, column, end_line, end_column] = position(span, sources);
    json!({ "file": sources.get(span.source).name, "line": line, "column": column, "endLine": end_line, "endColumn": end_column })
}

/// The line and column where a span begins, and those behind its end.
fn position(span: Span, sources: &Sources) -> [usize; 4] {
    let source = sources.get(span.source);
    let ((line, column), (end_line, end_column)) = (source.position(span.start), source.position(span.end));
    [line, column, end_line, end_column]
}

/// A text in a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
