//! The texts that messages point into: configs, templates, rendered documents.

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

/// One text and the name it goes by in messages.
#[derive(Debug)]
pub struct Source {
    /// Its place in [`Sources`].
    pub id: SourceId,
    /// The path as the user gave it, or `<stdin>`.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// Whether all of it is ASCII, as most configs are.
    pub is_ascii: bool,
}

/// Every text of a run. Texts are added and never changed, so spans stay true.
#[derive(Debug, Default)]
pub struct Sources(Vec<Rc<Source>>);

impl Sources {
    /// Adds a text under the name that messages show for it.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> Rc<Source> {
        let id = SourceId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        let text = text.into();
        let source = Rc::new(Source { id, name: name.into(), is_ascii: text.is_ascii(), text });
        self.0.push(Rc::clone(&source));
        source
    }

    /// The text of a span.
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
    /// The line on which a byte is; the first is 1.
    pub fn line(&self, at: u32) -> usize {
        self.text[..at as usize].matches('\n').count() + 1
    }

    /// The span of a range of bytes of this text; texts are at most 256 MB, so it fits.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        let offset = |at: usize| u32::try_from(at.min(self.text.len())).unwrap_or(u32::MAX);
        Span { source: self.id, start: offset(range.start), end: offset(range.end) }
    }
}
