//! From what went wrong inside a template to the line of it that the user must change.

use std::error::Error as _;
use std::ops::Range;

use minijinja::{Error, ErrorKind, OutputSpan, OutputSpanKind, Value};

use super::blocks::{Unpaired, unpaired};
use super::origin::{Origin, variables};
use super::tokens::tags;
use super::undefined::{Undefined, whole};
use super::{BUILT_IN_NAME, Failure, Templates, limit};
use crate::text::{Code, Diagnostic, Sources, Span, suggest};
use crate::yaml::{CLOSE, OPEN, expand};

/// A failure as findings in the template's own file.
pub struct Explained {
    /// What to show.
    pub diagnostics: Vec<Diagnostic>,
    /// The variable that has no value, or of which a part has none, if that is what went wrong.
    pub undefined: Option<String>,
    /// Whether it is the variable itself.
    pub is_whole: bool,
}

impl From<Diagnostic> for Explained {
    fn from(diagnostic: Diagnostic) -> Self {
        Explained { diagnostics: vec![diagnostic], undefined: None, is_whole: false }
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
            Explained { diagnostics: diagnostics.collect(), undefined: None, is_whole: false }
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
            Explained { diagnostics: diagnostics.collect(), undefined: None, is_whole: false }
        }
    }
}

/// A place in a template, whose text becomes a source.
pub fn point(templates: &Templates, name: &str, range: Range<usize>, sources: &mut Sources) -> Option<Span> {
    Places { templates, sources }.template(name, range)
}

/// Where something in a document comes from.
#[derive(Clone, Debug)]
pub struct Place {
    /// The place in a template that wrote it.
    pub span: Span,
    /// What was written there, if it was a value.
    pub origin: Option<Origin>,
    /// Whether it is in a template of ours, which the user cannot change.
    pub is_built_in: bool,
}

/// Finds what wrote an item of a document: a hole, or else a range of the text with holes.
pub fn locate(
    templates: &Templates,
    name: &str,
    context: &Value,
    (hole, range): &(Option<usize>, Range<usize>),
    sources: &mut Sources,
) -> Option<Place> {
    let (text, spans, _) = templates.traced(name, context)?;
    let mut at = Places { templates, sources };
    let written = match hole {
        Some(number) => {
            let (start, _) = text.match_indices(&format!("{OPEN}{number}{CLOSE}")).next()?;
            start..start + 1
        }
        None => range.clone(),
    };
    let span = at.output(&spans, &written)?;
    // What is declared safe is printed without a hole.
    let is_printed =
        hole.is_some() || of(&spans, &written).is_some_and(|span| span.kind() == OutputSpanKind::Expression);
    let origin = is_printed.then_some(()).and_then(|()| {
        let source = at.sources.get(span.source);
        Origin::new(&source.text, span.start as usize, nth(&spans, &written))
    });
    let is_built_in = at.sources.get(span.source).name.starts_with(BUILT_IN_NAME);
    Some(Place { span, origin, is_built_in })
}

/// The piece of the output that a range of it begins in.
fn of<'s>(spans: &'s [OutputSpan], range: &Range<usize>) -> Option<&'s OutputSpan> {
    spans.iter().find(|span| span.output_range().end > range.start).or(spans.last())
}

/// How often the place of a template that wrote a range of the output has written before.
fn nth(spans: &[OutputSpan], range: &Range<usize>) -> usize {
    let Some(at) = spans.iter().position(|span| span.output_range().end > range.start) else { return 0 };
    let place = |span: &OutputSpan| (span.name().to_owned(), span.source_range());
    let own = place(&spans[at]);
    spans[..at].iter().filter(|span| place(span) == own).count()
}

fn place_or_note(diagnostic: Diagnostic, place: Option<Span>, at: &mut Places<'_>, name: &str) -> Diagnostic {
    match place.or_else(|| at.template(name, 0..0)) {
        Some(span) => diagnostic.at(span, ""),
        None => diagnostic.note(format!("in the template `{name}`")),
    }
}

fn jinja(at: &mut Places<'_>, name: &str, context: &Value, names: &[&str], error: &Error) -> Explained {
    let error = innermost(error);
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
            if let Some(explained) = stopped.and_then(|span| at.undefined(span, context, names)) {
                return explained;
            }
            let words = place.map(|span| variables(&at.sources.get(span.source).text, span.start as usize));
            let expression = expression.unwrap_or_else(|| "a variable".to_owned());
            let (expression, undefined) = unset(expression, &words.unwrap_or_default(), context);
            let help = instead(&expression, &undefined, names);
            let found =
                diagnostic(Code::UndefinedVariable, format!("`{expression}` has no value")).help(help);
            Explained { diagnostics: vec![found], undefined: Some(undefined), is_whole: true }
        }
        ErrorKind::SyntaxError => {
            let detail = detail.unwrap_or_else(|| "this is not Jinja".to_owned());
            let is_deep = detail.contains("recursion");
            let code = if is_deep { Code::TemplateLimit } else { Code::TemplateSyntax };
            at.unpaired(culprit, &detail).unwrap_or_else(|| diagnostic(code, detail)).into()
        }
        ErrorKind::TemplateNotFound => {
            let detail = not_found(detail, expression.as_deref());
            let help = "names are looked up in the folder of the template, or in `--templates`";
            diagnostic(Code::TemplateNotFound, detail).help(help).into()
        }
        ErrorKind::OutOfFuel => match detail {
            Some(detail) => diagnostic(Code::TemplateLimit, detail).into(),
            None => diagnostic(Code::TemplateLimit, "the template does not come to an end".to_owned())
                .help("look for a loop over far too many items")
                .into(),
        },
        _ if detail.as_deref().is_some_and(|detail| detail.contains("recursion")) => {
            let message = "templates call each other more than 100 times deep".to_owned();
            diagnostic(Code::TemplateLimit, message)
                .help("look for an include or a macro that calls itself")
                .into()
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

/// What to write for a variable without a value.
fn instead(expression: &str, undefined: &str, names: &[&str]) -> String {
    match suggest(undefined, names.iter().copied()).filter(|_| !names.contains(&undefined)) {
        Some(near) => format!("did you mean `{near}`?"),
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
            let piece = expand(&text[span.output_range()], &holes);
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

/// Looks up places in templates, whose texts become sources when they are first pointed at.
struct Places<'a> {
    templates: &'a Templates,
    sources: &'a mut Sources,
}

impl Places<'_> {
    /// A range of what Jinja has read, in the template's own text.
    fn template(&mut self, name: &str, range: Range<usize>) -> Option<Span> {
        self.own(name, self.templates.original(name, range))
    }

    /// Where Jinja has stopped: it gives a range of what it has read, or a line, or nothing of what it was not given.
    fn error(&mut self, name: &str, error: &Error) -> Option<Span> {
        if let Some(range) = error.range() {
            return self.template(name, range);
        }
        let line = error.line().and_then(|line| self.line(name, line));
        let range = line.or_else(|| self.refused(name));
        self.own(name, range.unwrap_or(0..0))
    }

    /// A range of the template's own text.
    fn own(&mut self, name: &str, range: Range<usize>) -> Option<Span> {
        self.templates.span(name, range, self.sources)
    }

    /// The text of a line, which Jinja counts from 1.
    fn line(&self, name: &str, line: usize) -> Option<Range<usize>> {
        let text = self.templates.text(name)?;
        let before: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
        let line = text[before..].lines().next()?;
        Some(before + line.len() - line.trim_start().len()..before + line.len())
    }

    /// What no template may have: a character that marks holes, or more than can be read.
    fn refused(&self, name: &str) -> Option<Range<usize>> {
        let text = self.templates.text(name)?;
        if let Some((at, found)) = text.match_indices([OPEN, CLOSE]).next() {
            return Some(at..at + found.len());
        }
        let (at, _) = limit::exceeded_in(&text, &tags(&text))?;
        Some(at..at + 1)
    }

    /// A statement without its partner, of which Jinja only tells where it had to be closed at last.
    fn unpaired(&mut self, name: &str, detail: &str) -> Option<Diagnostic> {
        if !detail.ends_with("end of block") && !detail.starts_with("unknown statement end") {
            return None;
        }
        let text = self.templates.text(name)?;
        let Unpaired { range, message, help } = unpaired(&text, &tags(&text))?;
        let span = self.own(name, range)?;
        Some(Diagnostic::new(Code::TemplateSyntax, message).at(span, "").help(help))
    }

    /// All of the expression of which Jinja has told the last steps.
    fn whole(&self, span: Span) -> Span {
        let source = self.sources.get(span.source);
        source.span(whole(&source.text, span.start as usize..span.end as usize))
    }

    /// What has no value at a place that Jinja has stopped at.
    fn undefined(&self, span: Span, context: &Value, names: &[&str]) -> Option<Explained> {
        let source = self.sources.get(span.source);
        let failed = span.start as usize..span.end as usize;
        let Undefined { range, variable, is_whole, is_asked } =
            Undefined::find(&source.text, &failed, context)?;
        let expression = &source.text[range.clone()];
        let help = if is_asked && !is_whole {
            format!("give it a value, or ask for it first: `{{% if {expression} %}}`")
        } else {
            instead(expression, &variable, names)
        };
        let found = Diagnostic::new(Code::UndefinedVariable, format!("`{expression}` has no value"));
        let diagnostics = vec![found.at(source.span(range.clone()), "").help(help)];
        Some(Explained { diagnostics, undefined: Some(variable), is_whole })
    }

    fn text(&self, span: Span) -> Option<String> {
        let text = &self.sources.get(span.source).text;
        text.get(span.start as usize..span.end as usize).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// The place in a template that wrote a range of the output.
    fn output(&mut self, spans: &[OutputSpan], range: &Range<usize>) -> Option<Span> {
        let span = of(spans, range)?;
        let (output, source) = (span.output_range(), span.source_range());
        let exact = span.kind() == OutputSpanKind::Raw && output.len() == source.len();
        if !exact {
            return self.template(span.name(), source);
        }
        let start = (source.start + range.start.saturating_sub(output.start)).min(source.end);
        let end = (start + range.len()).min(source.end);
        self.template(span.name(), start..end)
    }
}
