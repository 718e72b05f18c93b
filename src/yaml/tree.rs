//! The shape of a skeleton: its documents as a tree, which is what checks read.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Event, Item, Kind, Style, Tag};
use crate::text::is_same;

/// A mapping, a sequence or a scalar, by its place in [`Tree`].
#[derive(Clone, Debug)]
pub enum Node {
    /// Keys and values, in the order of the text.
    Map(Vec<(usize, usize)>),
    /// Items, each a node.
    List(Vec<Item>),
    /// A scalar: its decoded text, holes included, and whether it is plain, so that its text can mean a number.
    Scalar(Box<str>, bool),
    /// An alias of what it is itself in, which no reader takes. Any other is the node that it stands for.
    Alias,
}

/// The documents of a stream.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Every node and the bytes it begins at; a parent comes after its children.
    nodes: Vec<(Node, Range<usize>)>,
    /// For each node its slot, if it is a scalar with holes.
    slots: Vec<Option<u32>>,
    /// For each node whether it is a mapping with a hole in a key.
    open: Vec<bool>,
    /// The root of each document.
    roots: Vec<usize>,
    /// The nodes of anchors.
    anchors: BTreeMap<usize, usize>,
    /// Keys before a `<<` that brings the same: readers do not agree which of the two is kept.
    late: Vec<usize>,
    /// How many nodes a node has with all of its aliases written out.
    sizes: Vec<u64>,
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
            Kind::Scalar(text, style) => {
                let is_plain = match event.tag {
                    Some(Tag::Text) => false,
                    Some(Tag::Plain) => true,
                    _ => *style == Style::Plain,
                };
                Node::Scalar(text.as_ref().into(), is_plain)
            }
            Kind::List(_) => {
                let mut items = Vec::new();
                while let Some(item) = self.node(events) {
                    items.push(Item::Node(item));
                }
                Node::List(items)
            }
            Kind::Map(_) => {
                let mut entries = Vec::new();
                while let Some(key) = self.node(events) {
                    let Some(value) = self.node(events) else { break };
                    entries.push((key, value));
                }
                Node::Map(self.merged(entries))
            }
            Kind::Alias(anchor) => match self.anchors.get(anchor) {
                Some(node) => return Some(*node),
                None => Node::Alias,
            },
            Kind::End | Kind::Document(_) | Kind::Comment => return None,
        };
        let size = |node: &usize| self.sizes[*node];
        let size = match &node {
            Node::Map(entries) => entries
                .iter()
                .map(|(key, value)| size(key).saturating_add(size(value)))
                .fold(1, u64::saturating_add),
            Node::List(items) => nodes(items).map(|node| size(&node)).fold(1, u64::saturating_add),
            Node::Scalar(..) | Node::Alias => 1,
        };
        self.sizes.push(size);
        self.nodes.push((node, event.span.clone()));
        let node = self.nodes.len() - 1;
        self.anchors.extend(event.anchor.map(|anchor| (anchor, node)));
        Some(node)
    }

    /// The entries of a map with those that `<<` takes from other maps, as YAML 1.1 and so kubectl does: what the map says
    /// itself goes before, and earlier maps before later ones.
    fn merged(&mut self, entries: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
        let Some(first) = entries.iter().position(|(key, _)| self.is_merge(*key)) else { return entries };
        let early = entries[..first].to_vec();
        let (merges, mut all): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(|(key, _)| self.is_merge(*key));
        for entry in merges.into_iter().flat_map(|entry| self.brought(entry)).collect::<Vec<_>>() {
            let is_same = |(other, _): &&(usize, usize)| {
                self.scalar(*other).is_some() && self.scalar(*other) == self.scalar(entry.0)
            };
            let late = early.iter().find(is_same).map(|(key, _)| *key);
            if !all.iter().any(|entry| is_same(&entry)) {
                all.push(entry);
            }
            self.late.extend(late);
        }
        all
    }

    /// The entries that a `<<` brings; the entry itself where it is none, of which `flaw` tells.
    fn brought(&self, (key, value): (usize, usize)) -> Vec<(usize, usize)> {
        let maps = match self.get(value) {
            Node::List(items) => nodes(items).collect(),
            _ => vec![value],
        };
        let entries = maps.into_iter().map(|map| match self.get(map) {
            Node::Map(entries) => entries.clone(),
            _ => vec![(key, value)],
        });
        entries.flatten().collect()
    }

    /// Keys before a `<<` that brings the same.
    pub(super) fn late(&self) -> &[usize] {
        &self.late
    }

    /// Whether a key is `<<` without quotes, which takes entries from other maps.
    pub(super) fn is_merge(&self, key: usize) -> bool {
        matches!(self.get(key), Node::Scalar(text, true) if **text == *"<<")
    }

    /// How many nodes there are with all aliases written out.
    pub(super) fn size(&self) -> u64 {
        self.roots.iter().map(|root| self.sizes[*root]).fold(0, u64::saturating_add)
    }

    /// How many nodes were written.
    pub(super) fn written(&self) -> usize {
        self.nodes.len()
    }

    /// Remembers which scalar is which slot.
    pub(super) fn set_slots(&mut self, slot: impl Fn(usize, &Self) -> Option<u32>) {
        self.slots = (0..self.nodes.len()).map(|node| slot(node, self)).collect();
        let is_open = |(node, _): &(Node, Range<usize>)| match node {
            Node::Map(entries) => entries.iter().any(|(key, _)| self.slots[*key].is_some()),
            _ => false,
        };
        self.open = self.nodes.iter().map(is_open).collect();
    }

    /// Whether a node is a mapping with a hole in a key.
    pub(super) fn is_open(&self, node: usize) -> bool {
        self.open[node]
    }

    /// Whether a node is a scalar with holes, or a mapping with one in a key.
    pub(super) fn is_of_holes(&self, node: usize) -> bool {
        self.open[node] || self.slots[node].is_some()
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

    /// The root of each document that has content; kubectl passes over the others.
    pub fn filled(&self) -> impl Iterator<Item = usize> {
        let is_empty = |root: &usize| self.scalar(*root).is_some_and(str::is_empty);
        self.roots.iter().copied().filter(move |root| !is_empty(root))
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
        let is_key = |name: usize| self.scalar(name).is_some_and(|name| is_same(name, key));
        entries.iter().find(|(name, _)| is_key(*name)).map(|(_, value)| *value)
    }

    /// Every mapping: its entries.
    pub(super) fn maps(&self) -> impl Iterator<Item = &[(usize, usize)]> {
        self.nodes.iter().filter_map(|(node, _)| match node {
            Node::Map(entries) => Some(entries.as_slice()),
            _ => None,
        })
    }
}

/// The nodes of a list.
pub fn nodes(items: &[Item]) -> impl Iterator<Item = usize> {
    items.iter().filter_map(|item| if let Item::Node(node) = item { Some(*node) } else { None })
}
