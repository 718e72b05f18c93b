//! A document before its values are written, and with them.

use std::rc::Rc;

use minijinja::Value;

use super::Failure;
use crate::yaml::{Filled, Given, Holes, Misfit, Skeleton, is_unknown, print};

/// A document before its values are written: all that checks look at.
#[derive(Clone, Debug)]
pub struct Sketch<'t> {
    /// The text with holes.
    pub skeleton: Rc<Skeleton>,
    /// The values of the holes.
    pub given: Vec<Given<'t>>,
}

impl Sketch<'_> {
    pub(super) fn new(skeleton: Rc<Skeleton>, holes: Vec<Value>) -> Self {
        Sketch { skeleton, given: holes.into_iter().map(Given::from).collect() }
    }

    /// The values of the holes.
    pub fn holes(&self) -> Holes<'_> {
        Holes(&self.given)
    }

    /// Known values that cannot stand where they are printed.
    pub fn misfits(&self) -> Option<Failure> {
        let mut misfits = self.skeleton.misfits(self.holes());
        misfits.retain(|misfit| self.holes().get(misfit.hole).is_some_and(|value| !holds_unknown(value)));
        (!misfits.is_empty()).then(|| self.clone().refused(misfits))
    }

    /// Why it is no document.
    pub(super) fn refused(self, misfits: Vec<Misfit>) -> Failure {
        Failure::Misfits(misfits, self.given.into_iter().map(Value::from).collect())
    }
}

impl<'t> Sketch<'t> {
    /// The document with its values.
    pub(super) fn filled(self) -> Result<Rendered<'t>, Failure> {
        match self.skeleton.fill(self.holes()) {
            Ok(filled) => Ok(Rendered { sketch: self, filled }),
            Err(misfits) => Err(self.refused(misfits)),
        }
    }
}

/// Whether a value, or something in it, is not known.
fn holds_unknown(value: &Value) -> bool {
    is_unknown(&Value::from(print(value).as_ref()))
}

/// What came of a template and a context.
#[derive(Debug)]
pub struct Rendered<'t> {
    /// What checks look at.
    pub sketch: Sketch<'t>,
    /// The document, or documents.
    pub filled: Filled,
}
