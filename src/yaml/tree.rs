//! The shape of a skeleton: its documents as a tree, which is what checks read.

use std::ops::Range;

use super::{Event, Kind, Style};

/// A mapping, a sequence or a scalar, by its place in [`Tree`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Keys and values, in the order of the text.
    Map(Vec<(usize, usize)>),
    /// Items.
    List(Vec<usize>),
    /// A scalar: its decoded text, holes included, and whether it is plain, so that its text can mean a number.
    Scalar(Box<str>, bool),
    /// An alias, which may stand for anything.
    Alias,
}

/// The documents of a stream.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Every node and the bytes it begins at; a parent comes after its children.
    nodes: Vec<(Node, Range<usize>)>,
    /// For each node its slot, if it is a scalar with holes.
    slots: Vec<Option<u32>>,
    /// The root of each document.
    roots: Vec<usize>,
}

impl Tree {
    /// The tree of a stream that has been read without an error.
    pub(super) fn new(events: &[Event<'_>]) -> Self {
        let mut tree = Tree::default();
        let mut events = events.iter().filter(|event| event.kind != Kind::Comment).peekable();
        while let Some(event) = events.next() {
            if matches!(event.kind, Kind::Document(_)) {
                let root = tree.node(&mut events);
                tree.roots.extend(root);
            }
        }
        tree
    }

    fn node<'e, 't: 'e>(&mut self, events: &mut impl Iterator<Item = &'e Event<'t>>) -> Option<usize> {
        let event = events.next()?;
        let node = match &event.kind {
            Kind::Scalar(text, style) => Node::Scalar(text.as_ref().into(), *style == Style::Plain),
            Kind::List(_) => {
                let mut items = Vec::new();
                while let Some(item) = self.node(events) {
                    items.push(item);
                }
                Node::List(items)
            }
            Kind::Map(_) => {
                let mut entries = Vec::new();
                while let Some(key) = self.node(events) {
                    let Some(value) = self.node(events) else { break };
                    entries.push((key, value));
                }
                Node::Map(entries)
            }
            Kind::Alias => Node::Alias,
            Kind::End | Kind::Document(_) | Kind::Comment => return None,
        };
        self.nodes.push((node, event.span.clone()));
        Some(self.nodes.len() - 1)
    }

    /// Remembers which scalar is which slot.
    pub(super) fn set_slots(&mut self, slot: impl Fn(usize, &Self) -> Option<u32>) {
        self.slots = (0..self.nodes.len()).map(|node| slot(node, self)).collect();
    }

    /// The slot of a scalar with holes.
    pub(super) fn slot(&self, node: usize) -> Option<usize> {
        self.slots[node].map(|slot| slot as usize)
    }

    /// A node.
    pub fn get(&self, node: usize) -> &Node {
        &self.nodes[node].0
    }

    /// The bytes a scalar was written with, or the place where a mapping or a sequence begins.
    pub fn span(&self, node: usize) -> Range<usize> {
        self.nodes[node].1.clone()
    }

    /// The root of each document.
    pub fn roots(&self) -> &[usize] {
        &self.roots
    }

    /// The text of a scalar.
    pub fn scalar(&self, node: usize) -> Option<&str> {
        match self.get(node) {
            Node::Scalar(text, _) => Some(text),
            _ => None,
        }
    }

    /// The value of a key that has no hole in it.
    pub fn value(&self, map: usize, key: &str) -> Option<usize> {
        let Node::Map(entries) = self.get(map) else { return None };
        entries.iter().find(|(name, _)| self.scalar(*name) == Some(key)).map(|(_, value)| *value)
    }

    /// Every mapping: its entries.
    pub(super) fn maps(&self) -> impl Iterator<Item = &[(usize, usize)]> {
        self.nodes.iter().filter_map(|(node, _)| match node {
            Node::Map(entries) => Some(entries.as_slice()),
            _ => None,
        })
    }
}
