//! Where what is in documents comes from in their templates.

use std::rc::Rc;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use minijinja::Value;

use super::pool::Object;
use crate::template::{Place, Sketch, Templates, Trace, locate};
use crate::text::Sources;
use crate::yaml::{self, Item, Skeleton};

/// A document and what it was made from.
#[derive(Clone, Copy)]
pub(super) struct Made<'m> {
    /// The object of the pool.
    pub(super) object: &'m Object<'m, 'm>,
    /// The template's name.
    pub(super) template: &'m str,
    /// The variables of the template, which only messages need.
    pub(super) context: &'m dyn Fn() -> Value,
    /// What came of them.
    pub(super) sketch: &'m Sketch<'m>,
}

impl<'m> Made<'m> {
    pub(super) fn document(&self) -> yaml::Document<'m> {
        yaml::Document { skeleton: &self.sketch.skeleton, holes: Some(self.sketch.holes()) }
    }

    /// The hole whose value an item is; of several the first whose value may be what is wrong.
    pub(super) fn hole(&self, item: &Item) -> Option<usize> {
        let document = self.document();
        let mut unusual = None;
        document.each_hole(item, |hole, _| {
            let is_usual = self.sketch.holes().get(hole).is_none_or(is_usual);
            unusual = unusual.or((!is_usual).then_some(hole));
        });
        let first = document.hole(item)?;
        Some(if matches!(item, Item::Node(_)) { unusual.unwrap_or(first) } else { first })
    }

    /// Whether an item is put together, and the value in it is no mistake by itself.
    pub(super) fn is_joined(&self, item: &Item) -> bool {
        self.document().is_joined(item)
            && self.hole(item).and_then(|hole| self.sketch.holes().get(hole)).is_some_and(is_usual)
    }

    /// Whether several values are printed in an item.
    pub(super) fn has_several(&self, item: &Item) -> bool {
        let mut count = 0;
        self.document().each_hole(item, |_, _| count += 1);
        count > 1
    }
}

/// Whether a value is like most, so that it is no mistake by itself.
pub(super) fn is_usual(value: &Value) -> bool {
    let text = yaml::print(value);
    let is_part = |char: char| char.is_alphanumeric() || "-_./".contains(char);
    text.starts_with(char::is_alphanumeric)
        && text.ends_with(char::is_alphanumeric)
        && text.chars().all(is_part)
}

/// An item of all documents of a skeleton: its hole, and the byte it begins at.
type Written = (*const Skeleton, Option<usize>, usize);

/// What wrote the items that somebody has asked for. Their skeletons are kept, so that no other gets the address of one.
#[derive(Default)]
pub(super) struct Places {
    known: IndexMap<Written, (Rc<Skeleton>, Option<Place>), RandomState>,
    /// How the documents of the last skeleton are written: most of what is asked for is in one.
    last: Option<(Rc<Skeleton>, Option<Trace>)>,
}

impl Places {
    /// Where an item comes from in the template, which is the same for all documents of a skeleton.
    pub(super) fn of(
        &mut self,
        item: &Item,
        made: Made<'_>,
        templates: &Templates,
        sources: &mut Sources,
    ) -> Option<Place> {
        let skeleton = &made.sketch.skeleton;
        let node = match item {
            Item::Node(node) => *node,
            Item::Value(..) => skeleton.tree().roots()[0],
        };
        let (hole, span) = (made.hole(item), skeleton.tree().span(node));
        let written = (Rc::as_ptr(skeleton), hole, span.start);
        if let Some((_, place)) = self.known.get(&written) {
            return place.clone();
        }
        if self.last.as_ref().is_none_or(|(last, _)| !Rc::ptr_eq(last, skeleton)) {
            let trace = Trace::new(templates, made.template, &(made.context)());
            self.last = Some((Rc::clone(skeleton), trace));
        }
        let trace = self.last.as_ref().and_then(|(_, trace)| trace.as_ref());
        let place = trace.and_then(|trace| locate(templates, trace, &(hole, span), sources));
        self.known.insert(written, (Rc::clone(skeleton), place.clone()));
        place
    }
}
