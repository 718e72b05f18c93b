//! The texts that messages point into: configs, templates, rendered documents.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

/// Which text a span lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A range of bytes in one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text.
    pub source: SourceId,
    /// Its first byte.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
}

impl Span {
    /// Whether another lies in this one, or is the same.
    pub fn holds(self, other: Span) -> bool {
        self.source == other.source && self.start <= other.start && other.end <= self.end
    }
}

/// One text and the name it goes by in messages.
#[derive(Debug)]
pub struct Source {
    /// Its place in [`Sources`].
    pub id: SourceId,
    /// The path as the user gave it, or what else messages call it: `<stdin>`, `--set`, `<built in>/…`.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// Whether all of it is ASCII, as most configs are.
    pub is_ascii: bool,
    /// Where its lines begin, once somebody asks.
    lines: OnceCell<Vec<u32>>,
}

/// Every text of a run. Texts are added and never changed, so spans stay true.
#[derive(Debug, Default)]
pub struct Sources(Vec<Rc<Source>>);

impl Sources {
    /// Adds a text under the name that messages show for it.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> Rc<Source> {
        let id = SourceId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        let text = text.into();
        let (name, is_ascii) = (name.into(), text.is_ascii());
        let source = Rc::new(Source { id, name, text, is_ascii, lines: OnceCell::new() });
        self.0.push(Rc::clone(&source));
        source
    }

    /// The text of an id.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[id.0 as usize]
    }

    /// What is at a place.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// The one that was read first.
    pub fn first(&self) -> Option<&Rc<Source>> {
        self.0.first()
    }

    /// The text already added under this name, if any.
    pub fn named(&self, name: &str) -> Option<&Rc<Source>> {
        self.0.iter().find(|source| source.name == name)
    }
}

impl Source {
    /// The line and the column of a byte, in characters; the first of both is 1.
    pub fn position(&self, at: u32) -> (usize, usize) {
        let line = self.line(at);
        let before = &self.text[self.line_range(line).start..self.floor(at as usize)];
        (line, before.chars().count() + 1)
    }

    /// The line on which a byte is; the first is 1.
    pub fn line(&self, at: u32) -> usize {
        self.lines().partition_point(|start| *start <= at)
    }

    /// The bytes of a line, its break not included; of one behind the last, none at the end.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let start = |line: usize| self.lines().get(line).map(|start| *start as usize);
        let from = line.checked_sub(1).and_then(start).unwrap_or(self.text.len());
        let to = start(line).map_or(self.text.len(), |next| next - 1);
        from..to.max(from)
    }

    /// The start of the character that a byte belongs to.
    pub fn floor(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(breaks.filter_map(|(at, _)| u32::try_from(at + 1).ok())).collect()
        })
    }

    /// The span of a range of bytes of this text; texts are at most 256 MB, so it fits.
    pub fn span(&self, range: Range<usize>) -> Span {
        let offset = |at: usize| u32::try_from(at.min(self.text.len())).unwrap_or(u32::MAX);
        Span { source: self.id, start: offset(range.start), end: offset(range.end) }
    }
}
