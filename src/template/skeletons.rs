//! Skeletons that have been parsed, by their texts.

use std::cell::RefCell;
use std::hash::BuildHasher as _;
use std::rc::Rc;

use foldhash::HashMap;
use foldhash::fast::RandomState;

use crate::yaml::{Flaw, Skeleton};

/// How many are remembered. Pools that differ in more ways than this are parsed again.
const MOST: usize = 1_000;
/// How much of two texts is compared at once, in bytes.
const STEP: usize = 32;

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

/// Whether two texts are the same, in steps that the compiler has an instruction for: the libc of the released binaries
/// compares byte by byte, which takes as long as to render.
fn is_same(one: &str, other: &str) -> bool {
    let (one, rest_of_one) = one.as_bytes().as_chunks::<STEP>();
    let (other, rest_of_other) = other.as_bytes().as_chunks::<STEP>();
    one.len() == other.len()
        && rest_of_one == rest_of_other
        && one.iter().zip(other).all(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_to_the_last_byte() {
        let text = "a: 1\n".repeat(20);
        assert!(is_same(&text, &text.clone()));
        assert!(is_same("", ""));
        for at in 0..text.len() {
            let mut other = text.clone();
            other.replace_range(at..=at, "!");
            assert!(!is_same(&text, &other), "{at}");
            assert!(!is_same(&text, &text[..at]), "{at}");
        }
    }
}
