//! The YAML parser, behind one adapter: only this file names the crate.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{Event as Parsed, Parser, ScalarStyle, StructureStyle, options};

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `|` or `>`
    Block,
}

/// What an event is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind<'t> {
    /// A scalar with its escapes and line folds undone.
    Scalar(Cow<'t, str>, Style),
    /// The start of a mapping; whether it is `{…}`.
    Map(bool),
    /// The start of a sequence; whether it is `[…]`.
    List(bool),
    /// The end of a mapping or a sequence.
    End,
    /// `*name`, by the number of its anchor.
    Alias(usize),
    /// A document begins; whether there is a `---`.
    Document(bool),
    /// `# …`
    Comment,
}

/// One piece of a document and the bytes it was written with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event<'t> {
    /// What it is.
    pub kind: Kind<'t>,
    /// Where it is.
    pub span: Range<usize>,
    /// `&name`, by its number.
    pub anchor: Option<usize>,
    /// `!!name`, if it has one.
    pub tag: Option<Tag>,
}

/// What a tag says of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// `!!str` or `!`: a string.
    Text,
    /// `!!int`, `!!float`, `!!bool` or `!!null`: what its text means without quotes.
    Plain,
    /// `!!map`
    Map,
    /// `!!seq`
    List,
    /// Any other.
    Other,
}

/// Why a text is not YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The byte where the reader stopped.
    pub at: usize,
    /// The reader's own words.
    pub message: String,
}

/// Every event of a stream of documents.
pub fn parse(text: &str) -> Result<Vec<Event<'_>>, SyntaxError> {
    let options = options! { disallow_directives: true, max_buffered_comment_events: usize::MAX };
    // A scalar, a key or an end has a dozen bytes or so, and its line break.
    let mut events = Vec::with_capacity(text.len() / 16);
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) = next.map_err(|error| SyntaxError {
            at: error.marker().byte_offset().unwrap_or(text.len()).min(text.len()),
            message: error.kind().to_string(),
        })?;
        let span = span.byte_range().unwrap_or_default();
        let (anchor, tag) = properties(&event);
        if let Some(kind) = kind(event, &span) {
            events.push(Event { kind, span, anchor, tag });
        }
    }
    Ok(events)
}

fn properties(event: &Parsed<'_>) -> (Option<usize>, Option<Tag>) {
    let (Parsed::Scalar(.., anchor, tag)
    | Parsed::SequenceStart(_, anchor, tag)
    | Parsed::MappingStart(_, anchor, tag)) = event
    else {
        return (None, None);
    };
    let meaning = tag.as_ref().map(|tag| match (tag.handle(), tag.suffix()) {
        ("tag:yaml.org,2002:", "str") | ("!" | "", "") | ("", "!") => Tag::Text,
        ("tag:yaml.org,2002:", "int" | "float" | "bool" | "null") => Tag::Plain,
        ("tag:yaml.org,2002:", "map") => Tag::Map,
        ("tag:yaml.org,2002:", "seq") => Tag::List,
        _ => Tag::Other,
    });
    (Some(*anchor).filter(|anchor| *anchor > 0), meaning)
}

fn kind<'t>(event: Parsed<'t>, span: &Range<usize>) -> Option<Kind<'t>> {
    Some(match event {
        // The parser says `~` for a value that is not there.
        Parsed::Scalar(_, ScalarStyle::Plain, ..) if span.is_empty() => {
            Kind::Scalar(Cow::Borrowed(""), Style::Plain)
        }
        Parsed::Scalar(text, style, ..) => Kind::Scalar(
            text,
            match style {
                ScalarStyle::Plain => Style::Plain,
                ScalarStyle::SingleQuoted => Style::Single,
                ScalarStyle::DoubleQuoted => Style::Double,
                ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
            },
        ),
        Parsed::MappingStart(style, ..) => Kind::Map(style == StructureStyle::Flow),
        Parsed::SequenceStart(style, ..) => Kind::List(style == StructureStyle::Flow),
        Parsed::MappingEnd | Parsed::SequenceEnd => Kind::End,
        Parsed::Alias(anchor) => Kind::Alias(anchor),
        Parsed::DocumentStart(explicit, _) => Kind::Document(explicit),
        Parsed::Comment(..) => Kind::Comment,
        _ => return None,
    })
}
