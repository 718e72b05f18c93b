//! What a rule looks at: what came of it is remembered for the same values.

use std::cell::{Cell, RefCell};

use super::memo::{HOLES, Memo, Numbers};

/// The holes whose values are looked at.
pub(super) struct LookedAt<'d> {
    /// The values as numbers; none for what all documents of a skeleton have in common.
    numbers: Option<&'d Numbers>,
    holes: RefCell<Vec<usize>>,
    /// Whether plain names of one length are the same for who looks.
    by_length: Cell<bool>,
    /// Whether it no longer matters what more is looked at: nothing can be remembered of a value that was.
    is_moot: Cell<bool>,
}

impl<'d> LookedAt<'d> {
    /// Nothing yet.
    pub(super) fn new(numbers: Option<&'d Numbers>) -> Self {
        let (holes, by_length, is_moot) = (RefCell::default(), Cell::default(), Cell::default());
        LookedAt { numbers, holes, by_length, is_moot }
    }

    /// What came of the values of this document before.
    pub(super) fn known<T: Clone>(&self, memo: &RefCell<Memo<T>>) -> Option<T> {
        memo.borrow().get(self.numbers?).cloned()
    }

    /// Begins to note what is looked at.
    pub(super) fn begin(&self, by_length: bool) {
        self.holes.borrow_mut().clear();
        self.by_length.set(by_length);
        self.is_moot.set(false);
    }

    /// From here on names are told apart.
    pub(super) fn closely(&self) {
        self.by_length.set(false);
    }

    /// Whether it matters what is looked at.
    pub(super) fn counts(&self) -> bool {
        self.numbers.is_some() && !self.is_moot.get()
    }

    /// Notes a hole. In a key a name is looked for, so that all of its letters count.
    pub(super) fn note(&self, hole: usize, is_key: bool) {
        let by_length = self.by_length.get() && !is_key;
        let is_known = self.numbers.is_some_and(|numbers| numbers.of(hole, by_length).is_some());
        let mut holes = self.holes.borrow_mut();
        if !holes.contains(&hole) {
            holes.push(hole);
        }
        if !is_known || holes.len() > HOLES {
            self.is_moot.set(true);
        }
    }

    /// Remembers what came of all that has been looked at.
    pub(super) fn keep<T>(&self, memo: &RefCell<Memo<T>>, result: T) {
        if let Some(numbers) = self.numbers.filter(|_| !self.is_moot.get()) {
            memo.borrow_mut().add(&self.holes.borrow(), numbers, result);
        }
    }
}
