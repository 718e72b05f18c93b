//! What is wrong with a skeleton's own text.

use std::collections::BTreeSet;
use std::ops::Range;

use super::slot::Slot;
use super::{CLOSE, Event, Kind, Node, OPEN, Scalar, Tag, Tree, is_special, nodes, resolve};
use crate::text::Code;

/// Something in a skeleton's own text that stops every document made from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Which kind of mistake it is.
    pub code: Code,
    /// Where in the skeleton.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl Flaw {
    /// A flaw at a range of bytes.
    pub fn new(code: Code, at: Range<usize>, message: impl Into<String>) -> Self {
        Flaw { code, at, message: message.into(), help: None }
    }

    /// What to write instead.
    #[must_use]
    pub fn help(mut self, help: &str) -> Self {
        self.help = Some(help.to_owned());
        self
    }
}

/// What the YAML reader stopped at.
pub(super) fn syntax_error(text: &str, at: usize, message: &str) -> Flaw {
    let node = text[at..].trim_start_matches(['&', '*', '!', '%']);
    if node.starts_with(OPEN) && !text[at..].starts_with(OPEN) {
        return misplaced_at(text, text.len() - node.len());
    }
    let message = format!("this is not YAML: {message}");
    // It stops where the line before a tab begins.
    match text[at..].find('\t').filter(|_| message.ends_with("a tab")) {
        Some(tab) => Flaw::new(Code::YamlSyntax, at + tab..at + tab + 1, message).help("indent by blanks"),
        None => Flaw::new(Code::YamlSyntax, at..next_char(text, at), message),
    }
}

/// The end of the character at a byte.
fn next_char(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |char| at + char.len_utf8())
}

/// What never appears in the output, wherever it comes from.
pub(super) fn special_characters(text: &str) -> Vec<Flaw> {
    let is_suspicious = |byte: u8| byte >= 0x7f || (byte < b' ' && byte != b'\n');
    let suspicious = text.bytes().enumerate().filter(|(_, byte)| is_suspicious(*byte));
    let chars = suspicious.filter_map(|(at, _)| Some((at, text.get(at..)?.chars().next()?)));
    // Parts of an emoji are joined by an invisible character.
    let joins = |at: usize| text[..at].chars().next_back().is_some_and(|before| before > '\u{2000}');
    chars
        .filter(|(_, char)| is_special(*char) && !matches!(*char, '\n' | '\t' | '\u{a0}' | OPEN | CLOSE))
        .filter(|(at, char)| *char != '\u{200d}' || !joins(*at))
        .map(|(at, char)| {
            let message = format!(
                "the character U+{:04X} is read differently by different YAML readers",
                u32::from(char)
            );
            Flaw::new(Code::SpecialCharacter, at..at + char.len_utf8(), message)
                .help("remove it, or write it as an escape in double quotes")
        })
        .collect()
}

/// kubectl cuts the stream at lines that start with `---` and drops what follows a `...`, before it reads any YAML.
pub(super) fn document_markers(text: &str, events: &[Event<'_>]) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let mut at = 0;
    let starts = events.iter().filter(|event| event.kind == Kind::Document(true));
    let starts: Vec<usize> = starts.map(|event| event.span.start).collect();
    for line in text.split_inclusive('\n') {
        let span = at..at + line.trim_end().len();
        if line.starts_with("---") {
            if starts.binary_search(&at).is_err() || line.trim_end() != "---" {
                flaws.push(
                    Flaw::new(
                        Code::DocumentMarker,
                        span,
                        "kubectl ends the document at this line, or refuses it",
                    )
                    .help("a line that begins with `---` can only be `---`, between two documents"),
                );
            }
        } else if line.starts_with("...") {
            flaws.push(
                Flaw::new(
                    Code::DocumentMarker,
                    span,
                    "kubectl drops everything after a line that begins with `...`",
                )
                .help("remove the line"),
            );
        }
        at += line.len();
    }
    flaws
}

/// More nodes than any real document has. A few aliases of aliases can stand for more than there is memory for.
const MOST: u64 = 1_000_000;

/// Tags, keys and aliases that kubectl refuses, or reads as something else than they look like.
pub(super) fn misread_nodes(events: &[Event<'_>], tree: &Tree) -> Vec<Flaw> {
    let mut flaws: Vec<Flaw> = events.iter().filter_map(tag).collect();
    for (key, value) in tree.maps().flatten() {
        match tree.get(*key) {
            Node::Map(_) | Node::List(_) => flaws.push(
                Flaw::new(Code::MisreadKey, tree.span(*key), "kubectl takes no list and no map for a key")
                    .help("write a string"),
            ),
            _ if tree.is_merge(*key) => flaws.push(
                Flaw::new(
                    Code::MisreadKey,
                    tree.span(*key),
                    "`<<` takes the entries of a map, or of a list of maps",
                )
                .help("write `\"<<\"` if that is the key, else write the entries out"),
            ),
            _ => {}
        }
        flaws.extend([key, value].into_iter().filter_map(|node| circle(tree, *node)));
    }
    flaws.extend(tree.late().iter().map(|key| {
        let message = "readers do not agree whether this or what `<<` brings is kept";
        Flaw::new(Code::MisreadKey, tree.span(*key), message).help("write `<<` before all other keys")
    }));
    if tree.size() > MOST && tree.size() > tree.written() as u64 {
        let message = "the aliases here stand for more than a million values, and kubectl refuses that";
        flaws.push(Flaw::new(Code::YamlSyntax, tree.span(tree.roots()[0]), message).help("write them out"));
    }
    flaws
}

fn circle(tree: &Tree, node: usize) -> Option<Flaw> {
    let at = match tree.get(node) {
        Node::Alias => tree.span(node),
        Node::List(items) => tree.span(nodes(items).find(|item| matches!(tree.get(*item), Node::Alias))?),
        _ => return None,
    };
    let message = "an alias cannot be inside of what it stands for";
    Some(Flaw::new(Code::YamlSyntax, at, message).help("write it out"))
}

/// A tag that some readers follow and others do not.
fn tag(event: &Event<'_>) -> Option<Flaw> {
    let fits = match (&event.kind, event.tag?) {
        (Kind::Scalar(..), Tag::Text) | (Kind::Map(_), Tag::Map) | (Kind::List(_), Tag::List) => true,
        // Of one with a hole `slots` tells.
        (Kind::Scalar(text, _), _) if text.contains(OPEN) => true,
        (Kind::Scalar(text, _), Tag::Plain) => !matches!(resolve(text), Scalar::Text(_)),
        _ => false,
    };
    let message = "readers do not agree about this tag";
    (!fits).then(|| {
        Flaw::new(Code::YamlSyntax, event.span.clone(), message).help("write the value itself, without a tag")
    })
}

/// Holes outside of scalars and comments.
pub(super) fn misplaced(text: &str, slots: &[Slot]) -> Vec<Flaw> {
    let inside = |at: usize| {
        let next = slots.partition_point(|slot| slot.span.end <= at);
        slots.get(next).is_some_and(|slot| slot.span.contains(&at))
    };
    text.match_indices(OPEN).filter(|(at, _)| !inside(*at)).map(|(at, _)| misplaced_at(text, at)).collect()
}

fn misplaced_at(text: &str, at: usize) -> Flaw {
    let end = text[at..].find(CLOSE).map_or(at, |end| at + end + CLOSE.len_utf8());
    Flaw::new(Code::MisplacedValue, at..end, "a value cannot be an anchor, an alias, a tag or a directive")
}

/// kubectl keeps the last of two equal keys and says nothing.
pub(super) fn duplicate_keys(tree: &Tree) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for map in tree.maps() {
        let mut seen = BTreeSet::new();
        for (key, _) in map {
            let Node::Scalar(text, _) = tree.get(*key) else { continue };
            if !text.contains(OPEN) && !seen.insert(text) {
                flaws.push(
                    Flaw::new(
                        Code::DuplicateKey,
                        tree.span(*key),
                        format!("the key `{text}` is already in this map"),
                    )
                    .help("remove one of the two: kubectl would keep the last and say nothing"),
                );
            }
        }
    }
    flaws
}
