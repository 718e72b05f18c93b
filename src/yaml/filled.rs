//! A document: a skeleton and its values.

use std::rc::Rc;

use super::Skeleton;

/// A skeleton with the values of one document, which reads as these values. It is kept apart from the text that the
/// skeleton gives to all of its documents, so that thousands of them take little memory until they are written.
#[derive(Debug)]
pub struct Filled {
    skeleton: Rc<Skeleton>,
    /// What is written in place of each scalar with holes, one after the other.
    values: Box<str>,
    /// Where each of them ends, in bytes.
    ends: Box<[u32]>,
}

impl Filled {
    pub(super) fn new(skeleton: Rc<Skeleton>, values: &str, ends: &[u32]) -> Self {
        Filled { skeleton, values: values.into(), ends: ends.into() }
    }

    /// What it is made from.
    pub fn skeleton(&self) -> &Skeleton {
        &self.skeleton
    }

    /// The text, in pieces.
    pub fn pieces(&self) -> impl Iterator<Item = &str> {
        self.skeleton.pieces(&self.values, &self.ends)
    }

    /// Appends the text.
    pub fn write(&self, out: &mut String) {
        out.extend(self.pieces());
    }
}
