//! Skeletons that have been parsed, by their texts.

use std::cell::RefCell;
use std::hash::BuildHasher as _;
use std::rc::Rc;

use foldhash::HashMap;
use foldhash::fast::RandomState;

use crate::text::is_same;
use crate::yaml::{Flaw, Skeleton};

/// How many are remembered. Pools that differ in more ways than this are parsed again.
const MOST: usize = 1_000;

/// The skeletons of all documents so far.
#[derive(Default)]
pub(super) struct Skeletons {
    hasher: RandomState,
    /// By the hash of the text; of two texts with the same one the later is remembered.
    known: RefCell<HashMap<u64, Rc<Skeleton>>>,
}

impl Skeletons {
    /// The skeleton of a text that ends with a line break, parsed and checked unless it is known.
    pub(super) fn of(
        &self,
        text: &str,
        check: impl Fn(&Skeleton) -> Vec<Flaw>,
    ) -> Result<Rc<Skeleton>, Vec<Flaw>> {
        let hash = self.hasher.hash_one(text);
        if let Some(skeleton) =
            self.known.borrow().get(&hash).filter(|skeleton| is_same(skeleton.text(), text))
        {
            return Ok(Rc::clone(skeleton));
        }
        let skeleton = Rc::new(Skeleton::new(text)?);
        let flaws = check(&skeleton);
        if !flaws.is_empty() {
            return Err(flaws);
        }
        let mut known = self.known.borrow_mut();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(hash, Rc::clone(&skeleton));
        Ok(skeleton)
    }
}
