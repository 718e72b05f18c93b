//! What a skeleton holds once its values are in: data, whether it comes from the template's text or from a value.

use std::borrow::Cow;

use minijinja::Value;
use minijinja::value::ValueKind;

use super::slot::Slot;
use super::{Given, Holes, Node, Scalar, Skeleton, hole, nodes, resolve};

/// A piece of a document: a node of the skeleton, or a part of the value of a hole.
#[derive(Clone, Debug)]
pub enum Item {
    /// A node of the tree.
    Node(usize),
    /// A value, and the number of the hole that it, or what it is a part of, was printed by.
    Value(Value, usize),
}

/// What an item is.
#[derive(Clone, Debug)]
pub enum Content<'d> {
    /// `null`, or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// A string.
    Text(Cow<'d, str>),
    /// The items of a sequence.
    List(Cow<'d, [Item]>),
    /// The entries of a mapping: key, the key's own item, value.
    Map(Vec<(Cow<'d, str>, Item, Item)>),
    /// A scalar with holes whose values are not known, or a mapping with one as a key.
    Open,
}

/// A skeleton and the values of its holes; no values for what all documents of the skeleton have in common.
#[derive(Clone, Copy, Debug)]
pub struct Document<'d> {
    /// The text, its tree and the places of its holes.
    pub skeleton: &'d Skeleton,
    /// The values by the numbers of their holes.
    pub holes: Option<Holes<'d>>,
}

impl<'d> Document<'d> {
    /// What an item is.
    pub fn content(&self, item: &Item) -> Content<'d> {
        match item {
            Item::Node(node) => self.node(*node),
            Item::Value(value, hole) => self.value(value, *hole),
        }
    }

    fn node(&self, node: usize) -> Content<'d> {
        let tree = self.skeleton.tree();
        match tree.get(node) {
            Node::Alias => Content::Open,
            Node::List(items) => Content::List(Cow::Borrowed(items)),
            Node::Map(entries) => {
                let mut map = Vec::with_capacity(entries.len());
                for (key, value) in entries {
                    let Some(text) = self.key(*key) else { return Content::Open };
                    map.push((text, Item::Node(*key), Item::Node(*value)));
                }
                Content::Map(map)
            }
            Node::Scalar(text, plain) => match (self.skeleton.slot(node), self.holes) {
                (Some(_), None) => Content::Open,
                (Some(slot), Some(holes)) => self.slot(slot, holes),
                (None, _) if !*plain => Content::Text(Cow::Borrowed(text)),
                (None, _) => match resolve(text) {
                    Scalar::Null => Content::Null,
                    Scalar::Bool(on) => Content::Bool(on),
                    Scalar::Integer(number) => Content::Integer(number),
                    Scalar::Float(number) => Content::Float(number),
                    Scalar::Text(text) => Content::Text(Cow::Borrowed(text)),
                },
            },
        }
    }

    fn key(&self, node: usize) -> Option<Cow<'d, str>> {
        match (self.skeleton.slot(node), self.holes) {
            (Some(slot), holes) => slot.reading(holes?),
            (None, _) => self.skeleton.tree().scalar(node).map(Cow::Borrowed),
        }
    }

    fn slot(&self, slot: &Slot, holes: Holes<'d>) -> Content<'d> {
        if let Some(number) = slot.only_hole {
            if let Some(text) = holes.whole_text(number) {
                return Content::Text(text);
            }
            let Some(value) = holes.get(number) else { return Content::Null };
            return self.value(value, number);
        }
        slot.reading(holes).map_or(Content::Open, Content::Text)
    }

    fn value(&self, value: &Value, hole: usize) -> Content<'d> {
        match value.kind() {
            ValueKind::None | ValueKind::Undefined => Content::Null,
            ValueKind::Bool => Content::Bool(value.is_true()),
            ValueKind::Number => match (i64::try_from(value.clone()), f64::try_from(value.clone())) {
                (Ok(number), _) if value.is_integer() => Content::Integer(number),
                (_, Ok(number)) => Content::Float(number),
                _ => Content::Null,
            },
            ValueKind::String => match self.text(value.as_str().unwrap_or_default()) {
                Some(text) => Content::Text(text),
                None => Content::Open,
            },
            ValueKind::Map => {
                let keys = value.try_iter().into_iter().flatten();
                let entry = |key: Value| {
                    let inner = value.get_item(&key).unwrap_or_default();
                    let text = self.text(&hole::print(&key))?;
                    Some((text, Item::Value(key, hole), Item::Value(inner, hole)))
                };
                keys.map(entry).collect::<Option<_>>().map_or(Content::Open, Content::Map)
            }
            _ if hole::is_unknown(value) => Content::Open,
            _ => {
                let items = value.try_iter().into_iter().flatten();
                Content::List(items.map(|item| Item::Value(item, hole)).collect())
            }
        }
    }

    /// A text, which can hold holes itself when it was made from captured text; none where one is not known.
    fn text(&self, text: &str) -> Option<Cow<'d, str>> {
        Some(Cow::Owned(hole::expand(text, self.holes.unwrap_or_default())?.into_owned()))
    }

    /// The document of the text that an item is in.
    pub fn root(&self, item: &Item) -> Option<Item> {
        let tree = self.skeleton.tree();
        let at = match item {
            Item::Node(node) => tree.span(*node).start,
            Item::Value(_, hole) => self.skeleton.start(*hole)?,
        };
        tree.roots().iter().rfind(|root| tree.span(**root).start <= at).map(|root| Item::Node(*root))
    }

    /// The hole whose value an item is or holds; the first of several.
    pub fn hole(&self, item: &Item) -> Option<usize> {
        match item {
            Item::Value(_, hole) => Some(*hole),
            Item::Node(node) => self.skeleton.slot(*node)?.holes().next(),
        }
    }

    /// Whether an item is a text of the template's own with a value in it.
    pub fn is_mixed(&self, item: &Item) -> bool {
        let Item::Node(node) = item else { return false };
        self.skeleton.slot(*node).is_some_and(Slot::is_mixed)
    }

    /// Whether a value tells what an item is, or which keys it has.
    pub fn is_of_holes(&self, item: &Item) -> bool {
        match item {
            Item::Node(node) => self.skeleton.tree().is_of_holes(*node),
            Item::Value(..) => true,
        }
    }

    /// Whether an item is put together: of several values, or of a value and text of the template's own.
    pub fn is_joined(&self, item: &Item) -> bool {
        let Item::Node(node) = item else { return false };
        self.skeleton.slot(*node).is_some_and(Slot::is_joined)
    }

    /// The holes whose values tell what an item is, or which keys it has; each with whether it is in a key.
    pub fn each_hole(&self, item: &Item, mut visit: impl FnMut(usize, bool)) {
        let node = match item {
            Item::Node(node) => *node,
            Item::Value(_, hole) => return visit(*hole, false),
        };
        let mut scalar = |node, is_key| {
            let holes = self.skeleton.slot(node).into_iter().flat_map(Slot::holes);
            holes.for_each(|hole| visit(hole, is_key));
        };
        match self.skeleton.tree().get(node) {
            Node::Map(entries) if self.skeleton.tree().is_open(node) => {
                for (key, _) in entries {
                    scalar(*key, true);
                }
            }
            Node::Scalar(..) => scalar(node, false),
            Node::Map(_) | Node::List(_) | Node::Alias => {}
        }
    }

    /// The text of a scalar without holes, whatever it means.
    pub fn fixed(&self, item: &Item) -> Option<&'d str> {
        let Item::Node(node) = item else { return None };
        self.skeleton.tree().scalar(*node).filter(|_| self.skeleton.slot(*node).is_none())
    }

    /// The holes whose values tell what an item is and all that is in it.
    pub fn each_hole_within(&self, item: &Item, visit: &mut impl FnMut(usize, bool)) {
        self.each_hole(item, &mut *visit);
        let Item::Node(node) = item else { return };
        let inside: Vec<usize> = match self.skeleton.tree().get(*node) {
            Node::Map(entries) => entries.iter().map(|(_, value)| *value).collect(),
            Node::List(items) => nodes(items).collect(),
            Node::Scalar(..) | Node::Alias => return,
        };
        for node in inside {
            self.each_hole_within(&Item::Node(node), visit);
        }
    }

    /// Whether it is not known what an item is, or which keys it has.
    pub fn is_open(&self, item: &Item) -> bool {
        let node = match item {
            Item::Node(node) => *node,
            Item::Value(value, _) => return hole::is_unknown(value),
        };
        let tree = self.skeleton.tree();
        match (tree.get(node), self.skeleton.slot(node), self.holes) {
            (Node::Map(_), _, None) => tree.is_open(node),
            (Node::Scalar(..), Some(_), None) => true,
            (Node::Scalar(..), Some(slot), Some(holes)) => {
                slot.holes().any(|hole| holes.0.get(hole).is_some_and(Given::is_unknown))
            }
            _ => false,
        }
    }

    /// Whether an item is null.
    pub fn is_null(&self, item: &Item) -> bool {
        let is_null = |value: &Value| value.is_none() || value.is_undefined();
        let node = match item {
            Item::Node(node) => *node,
            Item::Value(value, _) => return is_null(value),
        };
        match (self.skeleton.tree().get(node), self.skeleton.slot(node)) {
            (Node::Scalar(..), Some(slot)) => {
                let value = slot.only_hole.and_then(|hole| self.holes?.other(hole));
                value.is_some_and(is_null)
            }
            (Node::Scalar(text, true), None) => resolve::is_null(text),
            _ => false,
        }
    }

    /// Whether an item is a mapping.
    pub fn is_map(&self, item: &Item) -> bool {
        let is_map = |value: &Value| value.kind() == ValueKind::Map;
        match item {
            Item::Value(value, _) => is_map(value),
            Item::Node(node) => match (self.skeleton.tree().get(*node), self.skeleton.slot(*node)) {
                (Node::Map(_), _) => true,
                (Node::Scalar(..), Some(slot)) => {
                    slot.only_hole.and_then(|hole| self.holes?.other(hole)).is_some_and(is_map)
                }
                _ => false,
            },
        }
    }

    /// The value of a key of a mapping.
    pub fn get(&self, item: &Item, key: &str) -> Option<Item> {
        match item {
            Item::Node(node) => match self.skeleton.tree().get(*node) {
                Node::Map(entries) => {
                    let tree = self.skeleton.tree();
                    if !tree.is_open(*node) {
                        return tree.value(*node, key).map(Item::Node);
                    }
                    let is_key = |node: usize| match tree.slot(node) {
                        None => tree.scalar(node) == Some(key),
                        Some(_) => self.key(node).is_some_and(|text| text == key),
                    };
                    entries.iter().find(|(name, _)| is_key(*name)).map(|(_, value)| Item::Node(*value))
                }
                Node::Scalar(..) => {
                    let hole = self.hole(item)?;
                    let value = self.holes?.get(hole)?;
                    self.get(&Item::Value(value.clone(), hole), key)
                }
                _ => None,
            },
            Item::Value(value, hole) if value.kind() == ValueKind::Map => {
                let inner = value.get_attr(key).ok()?;
                (!inner.is_undefined()).then_some(Item::Value(inner, *hole))
            }
            Item::Value(..) => None,
        }
    }

    /// The items of a sequence; none of anything else.
    pub fn items(&self, item: &Item) -> Cow<'d, [Item]> {
        match self.content(item) {
            Content::List(items) => items,
            _ => Cow::default(),
        }
    }

    /// The text of a string.
    pub fn string(&self, item: &Item) -> Option<Cow<'d, str>> {
        match self.content(item) {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }
}
