//! The findings as text for a person: annotated source, as rustc prints it.

use std::borrow::Cow;
use std::io;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use anstream::adapter::strip_str;
use indexmap::IndexMap;

use super::credential::{hide, hide_ranges};
use super::{Diagnostic, Diagnostics, Label, Severity, Source, Sources, Span};

/// Places further apart than this many lines are shown apart.
const NEAR: usize = 8;
/// More findings than anybody reads; only the first of them are shown.
const MANY: usize = 100;
/// Of a longer line, in bytes, only the part around a place is shown.
const LONG: usize = 300;

/// Writes every finding, sorted by file and place, then one line that counts them. It always writes colour; the stream
/// decides whether it passes.
pub fn report(diagnostics: &Diagnostics, sources: &Sources, out: &mut dyn io::Write) -> io::Result<()> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    let is_secret = |found: &&Diagnostic| found.secret;
    let secrets =
        diagnostics.iter().filter(is_secret).filter_map(|found| Some(found.at.as_ref()?.span)).collect();
    let findings = findings(diagnostics);
    let pages = Pages { sources, secrets };
    let renderer = Renderer::styled();
    let is_error = |found: &&(Cow<'_, Diagnostic>, usize)| found.0.code.severity() == Severity::Error;
    // Of too many, what stops the output comes first.
    let (errors, warnings): (Vec<_>, Vec<_>) = findings.iter().partition(|found| is_error(found));
    let first = errors.into_iter().chain(warnings);
    let shown: Vec<_> =
        if findings.len() > MANY { first.take(MANY).collect() } else { findings.iter().collect() };
    for (diagnostic, more) in &shown {
        let group = pages.group(diagnostic, *more);
        let text = renderer.render(&[group]);
        for line in text.lines().filter(|line| !is_nameless(line)) {
            writeln!(out, "{line}")?;
        }
        writeln!(out)?;
    }
    if shown.len() < findings.len() {
        let more = findings.len() - shown.len();
        writeln!(out, "{more} more are not shown; `check --format json` has all of them\n")?;
    }
    writeln!(out, "{}", summary(&findings, sources))?;
    // What is printed next on another stream comes after it.
    out.flush()
}

/// The findings in the order they are shown, each with how many more there are of the same: one mistake in `$defaults` is
/// one finding. Of those that are the same but for the values in a text, the first values are shown too.
pub(super) fn findings(diagnostics: &Diagnostics) -> Vec<(Cow<'_, Diagnostic>, usize)> {
    /// How many values are shown.
    const SOME: usize = 3;
    // Each with the pool of the last, since pools come one after the other.
    let mut same: IndexMap<_, (Cow<'_, Diagnostic>, usize, Option<Span>), foldhash::fast::RandomState> =
        IndexMap::default();
    for diagnostic in diagnostics.iter() {
        let place = diagnostic.place();
        // Messages of what is wrong in a config name the pool, those of what is wrong in a document do not.
        let in_document = !diagnostic.about.is_empty();
        let message = diagnostic.words.as_deref().unwrap_or(&diagnostic.message);
        let words = if place.is_none() || in_document { message } else { "" };
        same.entry((diagnostic.code, place, diagnostic.about.as_str(), words))
            .and_modify(|(found, more, pool)| {
                for label in diagnostic.labels.iter().filter(|_| diagnostic.words.is_some()) {
                    if found.labels.len() < SOME && !found.labels.contains(label) {
                        found.to_mut().labels.push(label.clone());
                    }
                }
                let is_same = pool.is_some() && *pool == diagnostic.pool;
                *more += usize::from(!is_same) + diagnostic.more;
                *pool = diagnostic.pool;
            })
            .or_insert((Cow::Borrowed(diagnostic), diagnostic.more, diagnostic.pool));
    }
    let mut findings: Vec<_> = same.into_values().map(|(found, more, _)| (found, more)).collect();
    findings.sort_by_key(|(diagnostic, _)| (diagnostic.place(), diagnostic.code.severity()));
    findings
}

fn summary(findings: &[(Cow<'_, Diagnostic>, usize)], sources: &Sources) -> String {
    let count = |severity| findings.iter().filter(|(found, _)| found.code.severity() == severity).count();
    let words = |count, one: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {one}s")),
    };
    let counts = [words(count(Severity::Error), "error"), words(count(Severity::Warning), "warning")];
    let mut names: Vec<&str> = findings
        .iter()
        .filter_map(|(found, _)| Some(sources.get(found.at.as_ref()?.span.source).name.as_str()))
        .collect();
    names.dedup();
    let mut text = counts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if !names.is_empty() {
        text.push_str(" in ");
        text.push_str(&names.join(", "));
    }
    text
}

/// The texts.
struct Pages<'s> {
    sources: &'s Sources,
    /// What must not be shown in any of them.
    secrets: Vec<Span>,
}

impl<'s> Pages<'s> {
    fn group(&self, diagnostic: &'s Diagnostic, more: usize) -> Group<'s> {
        let level = match diagnostic.code.severity() {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut group =
            Group::with_title(level.primary_title(hide(&diagnostic.message)).id(diagnostic.code.name()));
        if let Some(at) = &diagnostic.at {
            group = group.elements(self.places(at, &diagnostic.labels, diagnostic.secret));
        }
        for note in &diagnostic.notes {
            group = group.element(Level::NOTE.message(hide(note)));
        }
        if more > 0 {
            group = group.element(Level::NOTE.message(format!("{more} more of the same")));
        }
        group.elements(diagnostic.help.as_deref().map(|help| Level::HELP.message(hide(help))))
    }

    /// The place of a finding with those near it, then the others.
    fn places(&self, at: &'s Label, labels: &'s [Label], secret: bool) -> Vec<Element<'s>> {
        if secret {
            return vec![self.origin(at.span).into()];
        }
        let (line, _) = self.line(at.span);
        let (near, far): (Vec<&Label>, Vec<&Label>) = labels.iter().partition(|label| {
            let (other, width) = self.line(label.span);
            label.span.source == at.span.source && line.abs_diff(other) <= NEAR && width <= LONG
        });
        let mut elements = self.snippet(at, &near, AnnotationKind::Primary);
        for label in far {
            elements.extend(self.snippet(label, &[], AnnotationKind::Context));
        }
        elements
    }

    fn snippet(&self, at: &'s Label, near: &[&'s Label], kind: AnnotationKind) -> Vec<Element<'s>> {
        let source = self.source(at.span);
        let (line, width) = self.line(at.span);
        if width > LONG {
            return self.part_of_line(at, kind);
        }
        let lines = || std::iter::once(at).chain(near.iter().copied()).map(|label| self.line(label.span).0);
        let (first, last) = (lines().min().unwrap_or(line), lines().max().unwrap_or(line));
        let window = source.line_range(first).start..source.line_range(last).end;
        let range = |span: Span| within(source, span, &window);
        let label = |label: &'s Label| Some(label.text.as_str()).filter(|text| !text.is_empty());
        let snippet = Snippet::source(self.shown(source, &window))
            .path(source.name.as_str())
            .line_start(first)
            .annotation(kind.span(range(at.span)).label(label(at)))
            .annotations(
                near.iter().map(|other| AnnotationKind::Context.span(range(other.span)).label(label(other))),
            );
        vec![snippet.into()]
    }

    /// A place in a very long line: the line and column are those of the file, the text is what is around it.
    fn part_of_line(&self, at: &'s Label, kind: AnnotationKind) -> Vec<Element<'s>> {
        let source = self.source(at.span);
        let line = source.line(at.span.start);
        let whole = source.line_range(line);
        let start = source.floor((at.span.start as usize).saturating_sub(LONG / 5).max(whole.start));
        let end = source.floor((at.span.start as usize + LONG / 2).min(whole.end));
        let window = start..end;
        let range = within(source, at.span, &window);
        let label = Some(at.text.as_str()).filter(|text| !text.is_empty());
        let snippet = Snippet::source(self.shown(source, &window))
            .line_start(line)
            .annotation(kind.span(range).label(label));
        vec![self.origin(at.span).into(), snippet.into()]
    }

    /// A part of a text without what is secret in it.
    fn shown(&self, source: &'s Source, window: &Range<usize>) -> Cow<'s, str> {
        let here = |span: &&Span| span.source == source.id;
        let secrets = self.secrets.iter().filter(here).map(|span| within(source, *span, window));
        match hide_ranges(&source.text[window.clone()], &secrets.collect::<Vec<_>>()) {
            Cow::Borrowed(text) => hide(text),
            Cow::Owned(text) => Cow::Owned(hide(&text).into_owned()),
        }
    }

    fn origin(&self, span: Span) -> Origin<'s> {
        let source = self.source(span);
        let (line, column) = source.position(span.start);
        Origin::path(source.name.as_str()).line(line).char_column(column)
    }

    fn source(&self, span: Span) -> &'s Source {
        self.sources.get(span.source)
    }

    /// The line of a place, and the line's length in bytes.
    fn line(&self, span: Span) -> (usize, usize) {
        let source = self.source(span);
        let line = source.line(span.start);
        (line, source.line_range(line).len())
    }
}

/// What the renderer puts above the part of a long line, whose file has been named before.
fn is_nameless(line: &str) -> bool {
    line.contains(":::") && strip_str(line).to_string().trim() == ":::"
}

/// A place inside of a window of the text; what goes further is cut at its end.
fn within(source: &Source, span: Span, window: &Range<usize>) -> Range<usize> {
    let inside = |at: u32| source.floor((at as usize).clamp(window.start, window.end)) - window.start;
    let start = inside(span.start);
    start..inside(span.end).max(start)
}
