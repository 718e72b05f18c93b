//! From what went wrong inside a template to the line of it that the user must change.

use std::error::Error as _;

use minijinja::{Error, ErrorKind, Value};

use super::blocks::{Unpaired, unpaired};
use super::origin::variables;
use super::places::Places;
use super::slips;
use super::tokens::tags;
use super::undefined::Undefined;
use super::{Failure, Templates};
use crate::text::{Code, Diagnostic, Sources, Span, did_you_mean, suggest};
use crate::yaml::{CLOSE, Holes, OPEN, expand};

/// A failure as findings in the template's own file.
pub struct Explained {
    /// What to show.
    pub diagnostics: Vec<Diagnostic>,
    /// The variable that has no value, or of which a part has none, if that is what went wrong.
    pub undefined: Option<String>,
}

impl From<Diagnostic> for Explained {
    fn from(diagnostic: Diagnostic) -> Self {
        Explained { diagnostics: vec![diagnostic], undefined: None }
    }
}

/// Says where in the template a failure comes from. `names` are the variables that have a value.
pub fn explain(
    templates: &Templates,
    name: &str,
    context: &Value,
    names: &[&str],
    failure: &Failure,
    sources: &mut Sources,
) -> Explained {
    let mut at = Places { templates, sources };
    match failure {
        Failure::Jinja(error) => jinja(&mut at, name, context, names, error),
        Failure::Captured => captured(&mut at, name, context).into(),
        Failure::Flaws(flaws) => {
            let trace = templates.traced(name, context);
            let diagnostics = flaws.iter().map(|flaw| {
                let place = trace.as_ref().and_then(|(_, spans, _)| at.output(spans, &flaw.at));
                let diagnostic =
                    Diagnostic::new(flaw.code, flaw.message.clone()).maybe_help(flaw.help.clone());
                place_or_note(diagnostic, place, &mut at, name)
            });
            Explained { diagnostics: diagnostics.collect(), undefined: None }
        }
        Failure::Misfits(misfits, _) => {
            let trace = templates.traced(name, context);
            let diagnostics = misfits.iter().map(|misfit| {
                let place = trace.as_ref().and_then(|(text, spans, _)| {
                    let (start, _) = text.match_indices(&format!("{OPEN}{}{CLOSE}", misfit.hole)).next()?;
                    at.output(spans, &(start..start + 1))
                });
                let expression = place.and_then(|span| at.text(span)).unwrap_or_else(|| "a value".to_owned());
                let message = format!("`{expression}` {}", misfit.reason);
                let help =
                    misfit.help.as_ref().map(|help| help.replace("{{ … ", &format!("{{{{ {expression} ")));
                let diagnostic = Diagnostic::new(misfit.code, message).maybe_help(help);
                place_or_note(diagnostic, place, &mut at, name)
            });
            Explained { diagnostics: diagnostics.collect(), undefined: None }
        }
    }
}

fn place_or_note(diagnostic: Diagnostic, place: Option<Span>, at: &mut Places<'_>, name: &str) -> Diagnostic {
    match place.or_else(|| at.template(name, 0..0)) {
        Some(span) => diagnostic.at(span, ""),
        None => diagnostic.note(format!("in the template `{name}`")),
    }
}

fn jinja(at: &mut Places<'_>, name: &str, context: &Value, names: &[&str], error: &Error) -> Explained {
    let error = innermost(error);
    let mut explained = stopped(at, name, context, names, error);
    if let [found] = &mut *explained.diagnostics
        && let (None, Some(place)) = (&found.help, found.place())
    {
        // Jinja may stop inside of a character.
        let source = at.sources.get(place.source);
        let (before, from) = source.text.split_at(source.floor(place.start as usize));
        found.help = slips::help(error.kind(), at.sources.text(place), before, from);
    }
    explained
}

fn stopped(at: &mut Places<'_>, name: &str, context: &Value, names: &[&str], error: &Error) -> Explained {
    let culprit = error.name().unwrap_or(name);
    let stopped = at.error(culprit, error);
    let place = stopped.map(|span| at.whole(span));
    let expression = place.and_then(|span| at.text(span)).filter(|text| !text.contains('\n'));
    let diagnostic = |code, message: String| {
        let diagnostic = Diagnostic::new(code, message);
        match place {
            Some(span) => diagnostic.at(span, ""),
            None => diagnostic.note(format!("in the template `{culprit}`")),
        }
    };
    let detail = error.detail().map(|detail| detail.replace(", did you", "; did you"));
    match error.kind() {
        // What fails because of such a value is no other mistake.
        kind if kind == ErrorKind::UndefinedError
            || detail.as_deref().is_some_and(|detail| detail.contains("undefined")) =>
        {
            if let Some(explained) = stopped.and_then(|span| undefined(at, span, context, names)) {
                return explained;
            }
            let words = place.map(|span| variables(&at.sources.get(span.source).text, span.start as usize));
            let expression = expression.unwrap_or_else(|| "a variable".to_owned());
            let (expression, undefined) = unset(expression, &words.unwrap_or_default(), context);
            let help = instead(&expression, &undefined, names);
            let found =
                diagnostic(Code::UndefinedVariable, format!("`{expression}` has no value")).help(help);
            Explained { diagnostics: vec![found], undefined: Some(undefined) }
        }
        ErrorKind::SyntaxError => {
            let detail = detail.unwrap_or_else(|| "this is not Jinja".to_owned());
            let is_deep = detail.contains("recursion");
            let code = if is_deep { Code::TemplateLimit } else { Code::TemplateSyntax };
            without_partner(at, culprit, &detail).unwrap_or_else(|| diagnostic(code, detail)).into()
        }
        ErrorKind::TemplateNotFound => {
            let detail = not_found(detail, expression.as_deref());
            let help = "names are looked up in the folder of the template, or in `--templates`";
            diagnostic(Code::TemplateNotFound, detail).help(help).into()
        }
        kind if is_limit(kind, detail.as_deref()) => {
            let (message, help) = limit(kind, detail);
            diagnostic(Code::TemplateLimit, message).maybe_help(help.map(str::to_owned)).into()
        }
        ErrorKind::UnknownFunction => {
            let function = first_name(expression.as_deref().unwrap_or("this"));
            diagnostic(Code::TemplateError, format!("there is no function `{function}`")).into()
        }
        kind => {
            let detail =
                detail.filter(|detail| !tells_value(detail, context)).unwrap_or_else(|| kind.to_string());
            let message =
                expression.map_or_else(|| detail.clone(), |expression| format!("`{expression}`: {detail}"));
            diagnostic(Code::TemplateError, message).into()
        }
    }
}

fn is_limit(kind: ErrorKind, detail: Option<&str>) -> bool {
    kind == ErrorKind::OutOfFuel || detail.is_some_and(|detail| detail.contains("recursion"))
}

/// What a template has too much of, and where to look.
fn limit(kind: ErrorKind, detail: Option<String>) -> (String, Option<&'static str>) {
    match detail.filter(|_| kind == ErrorKind::OutOfFuel) {
        Some(detail) => (detail, None),
        None if kind == ErrorKind::OutOfFuel => {
            let message = "the template does not come to an end".to_owned();
            (message, Some("look for a loop over far too many items"))
        }
        None => {
            let message = "templates call each other more than 100 times deep".to_owned();
            (message, Some("look for an include or a macro that calls itself"))
        }
    }
}

/// What to write for a variable without a value.
fn instead(expression: &str, undefined: &str, names: &[&str]) -> String {
    if matches!(undefined, "null" | "nil" | "None" | "undefined") {
        return "write `none`".to_owned();
    }
    match suggest(undefined, names.iter().copied()).filter(|_| !names.contains(&undefined)) {
        Some(near) => did_you_mean(near),
        None => format!("give it a value, or write `{{{{ {expression} | default(\"…\") }}}}`"),
    }
}

/// What has no value in a tag, as it is written and as the variable that it comes from: where a filter or an operator
/// fails for what it is given, that.
fn unset(expression: String, words: &[(String, String)], context: &Value) -> (String, String) {
    let first = first_name(&expression).to_owned();
    let is_unset = |(_, variable): &&(String, String)| {
        context.get_attr(variable).is_ok_and(|value| value.is_undefined())
    };
    match words.iter().find(|(word, _)| *word == first) {
        Some((_, variable)) => (expression, variable.clone()),
        None => match words.iter().find(is_unset) {
            Some((word, variable)) => (word.clone(), variable.clone()),
            None => (expression, first),
        },
    }
}

/// A computed name of a template is a value, and values are not told.
fn not_found(detail: Option<String>, expression: Option<&str>) -> String {
    let detail = detail.unwrap_or_default();
    let is_named =
        |name: &&str| ["'", "\"", "`"].iter().any(|quote| detail.contains(&format!("{quote}{name}{quote}")));
    let literals = expression.into_iter().flat_map(|text| text.split(['"', '\'']).skip(1).step_by(2));
    match literals.filter(is_named).collect::<Vec<_>>()[..] {
        [name] if detail.contains("exist") => format!("there is no template `{name}`"),
        [] if expression.is_some() => "there is no template of the name that is computed here".to_owned(),
        _ => detail,
    }
}

/// The error that the others only pass on.
fn innermost(error: &Error) -> &Error {
    let mut found = error;
    let mut next = error.source();
    while let Some(source) = next {
        found = source.downcast_ref::<Error>().unwrap_or(found);
        next = source.source();
    }
    found
}

fn first_name(expression: &str) -> &str {
    expression
        .split(|char: char| !char.is_alphanumeric() && char != '_')
        .find(|word| !word.is_empty())
        .unwrap_or(expression)
}

/// Whether a message would show what a variable holds.
fn tells_value(message: &str, value: &Value) -> bool {
    match value.try_iter() {
        Ok(items) if value.as_str().is_none() => {
            let is_map = value.kind() == minijinja::value::ValueKind::Map;
            items.into_iter().any(|item| {
                let item = if is_map { value.get_item(&item).unwrap_or_default() } else { item };
                tells_value(message, &item)
            })
        }
        _ => {
            let text = crate::yaml::print(value);
            let is_part = |char: char| char.is_alphanumeric();
            let stands_alone = |at: usize| {
                !message[..at].ends_with(is_part) && !message[at + text.len()..].starts_with(is_part)
            };
            !text.is_empty() && message.match_indices(text.as_ref()).any(|(at, _)| stands_alone(at))
        }
    }
}

/// Finds the first piece of the output that is not what Jinja prints without holes.
fn captured(at: &mut Places<'_>, name: &str, context: &Value) -> Diagnostic {
    let place = at.templates.traced(name, context).and_then(|(text, spans, holes)| {
        let plain = at.templates.plain(name, context).ok()?;
        let mut rest = plain.as_str();
        let culprit = spans.iter().find(|span| {
            let piece = expand(&text[span.output_range()], Holes(&holes));
            match piece.as_deref().and_then(|piece| rest.strip_prefix(piece)) {
                Some(after) => {
                    rest = after;
                    false
                }
                None => true,
            }
        })?;
        at.template(culprit.name(), culprit.source_range())
    });
    let message =
        "captured text was changed or compared here, which hides where a value goes in the document";
    let diagnostic = Diagnostic::new(Code::CapturedText, message)
        .note("text is captured by macros, `{% set %}` and `{% filter %}` blocks, `{% call %}` and `super()`")
        .help("filter or compare the value itself, before it is printed");
    place_or_note(diagnostic, place, at, name)
}

/// A statement without its partner, of which Jinja only tells where it had to be closed at last.
fn without_partner(at: &mut Places<'_>, name: &str, detail: &str) -> Option<Diagnostic> {
    if !detail.ends_with("end of block") && !detail.starts_with("unknown statement end") {
        return None;
    }
    let text = at.templates.text(name)?;
    let Unpaired { range, message, help } = unpaired(&text, &tags(&text))?;
    let span = at.own(name, range)?;
    Some(Diagnostic::new(Code::TemplateSyntax, message).at(span, "").help(help))
}

/// What has no value at a place that Jinja has stopped at.
fn undefined(at: &Places<'_>, span: Span, context: &Value, names: &[&str]) -> Option<Explained> {
    let source = at.sources.get(span.source);
    let failed = span.start as usize..span.end as usize;
    let Undefined { range, variable, is_whole, is_asked } = Undefined::find(&source.text, &failed, context)?;
    // On one line, whatever it is in the template.
    let expression = source.text[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
    let help = if is_asked && !is_whole {
        format!("give it a value, or ask for it first: `{{% if {expression} %}}`")
    } else {
        instead(&expression, &variable, names)
    };
    let found = Diagnostic::new(Code::UndefinedVariable, format!("`{expression}` has no value"));
    let diagnostics = vec![found.at(source.span(range.clone()), "").help(help)];
    Some(Explained { diagnostics, undefined: Some(variable) })
}
