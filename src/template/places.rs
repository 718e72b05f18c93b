//! Places in templates: where what went wrong, or what a document holds, was written.

use std::ops::Range;

use minijinja::{Error, OutputSpan, OutputSpanKind, Value};

use super::origin::Origin;
use super::tokens::tags;
use super::undefined::whole;
use super::{BUILT_IN_NAME, Templates, limit};
use crate::text::{Sources, Span};
use crate::yaml::{CLOSE, OPEN};

/// Looks up places in templates, whose texts become sources when they are first pointed at.
pub(super) struct Places<'a> {
    pub(super) templates: &'a Templates,
    pub(super) sources: &'a mut Sources,
}

impl Places<'_> {
    /// A range of what Jinja has read, in the template's own text.
    pub(super) fn template(&mut self, name: &str, range: Range<usize>) -> Option<Span> {
        self.own(name, self.templates.original(name, range))
    }

    /// Where Jinja has stopped: it gives a range of what it has read, or a line, or nothing of what it was not given.
    pub(super) fn error(&mut self, name: &str, error: &Error) -> Option<Span> {
        if let Some(range) = error.range() {
            return self.template(name, range);
        }
        let line = error.line().and_then(|line| self.line(name, line));
        let range = line.or_else(|| self.refused(name));
        self.own(name, range.unwrap_or(0..0))
    }

    /// A range of the template's own text.
    pub(super) fn own(&mut self, name: &str, range: Range<usize>) -> Option<Span> {
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

    /// All of the expression of which Jinja has told the last steps.
    pub(super) fn whole(&self, span: Span) -> Span {
        let source = self.sources.get(span.source);
        source.span(whole(&source.text, span.start as usize..span.end as usize))
    }

    /// The text of a place.
    pub(super) fn text(&self, span: Span) -> Option<String> {
        let text = &self.sources.get(span.source).text;
        text.get(span.start as usize..span.end as usize).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// The place in a template that wrote a range of the output.
    pub(super) fn output(&mut self, spans: &[OutputSpan], range: &Range<usize>) -> Option<Span> {
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

/// A text with holes, and what wrote each piece of it.
#[derive(Debug)]
pub struct Trace {
    text: String,
    spans: Vec<OutputSpan>,
}

impl Trace {
    /// Renders a document once more: slow, for messages only.
    pub fn new(templates: &Templates, name: &str, context: &Value) -> Option<Self> {
        let (text, spans, _) = templates.traced(name, context)?;
        Some(Trace { text, spans })
    }
}

/// Finds what wrote an item of a document: a hole, or else a range of the text with holes.
pub fn locate(
    templates: &Templates,
    Trace { text, spans }: &Trace,
    (hole, range): &(Option<usize>, Range<usize>),
    sources: &mut Sources,
) -> Option<Place> {
    let mut at = Places { templates, sources };
    let written = match hole {
        Some(number) => {
            let (start, _) = text.match_indices(&format!("{OPEN}{number}{CLOSE}")).next()?;
            start..start + 1
        }
        None => range.clone(),
    };
    let span = at.output(spans, &written)?;
    // What is declared safe is printed without a hole.
    let is_printed =
        hole.is_some() || of(spans, &written).is_some_and(|span| span.kind() == OutputSpanKind::Expression);
    let origin = is_printed.then_some(()).and_then(|()| {
        let source = at.sources.get(span.source);
        Origin::new(&source.text, span.start as usize, nth(spans, &written))
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
    let (name, range) = (spans[at].name(), spans[at].source_range());
    spans[..at].iter().filter(|span| span.source_range() == range && span.name() == name).count()
}
