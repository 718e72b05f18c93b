//! A document: a skeleton and its values.

use std::rc::Rc;

use super::Skeleton;
use super::skeleton::Place;

/// A skeleton and where in it the values of one document are, which reads as these values. The text that all documents of a
/// skeleton have in common is there once, so that thousands of them take little memory until they are written.
#[derive(Debug)]
pub struct Filled {
    skeleton: Rc<Skeleton>,
    place: Place,
}

impl Filled {
    pub(super) fn new(skeleton: Rc<Skeleton>, place: Place) -> Self {
        Filled { skeleton, place }
    }

    /// Visits the text in pieces.
    pub fn each_piece(&self, visit: impl FnMut(&str)) {
        self.skeleton.each_piece(self.place, visit);
    }

    /// Appends the text.
    pub fn write(&self, out: &mut String) {
        self.each_piece(|piece| out.push_str(piece));
    }
}
