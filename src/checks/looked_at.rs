//! What a rule looks at: what came of it is remembered for the same values.

use std::cell::{Cell, RefCell};

use super::memo::{HOLES, Memo, Numbers, Same};

/// The holes whose values are looked at.
pub(super) struct LookedAt<'d> {
    /// The values as numbers; none for what all documents of a skeleton have in common.
    numbers: Option<Numbers<'d>>,
    holes: RefCell<Few>,
    /// Which values are the same for who looks.
    same: Cell<Same>,
    /// Whether who looks tells them apart all the same.
    is_close: Cell<bool>,
    /// Whether it no longer matters what more is looked at: nothing can be remembered of a value that was.
    is_moot: Cell<bool>,
}

/// As many holes as what is remembered can depend on.
#[derive(Default)]
struct Few {
    holes: [usize; HOLES],
    count: usize,
}

impl Few {
    fn all(&self) -> &[usize] {
        &self.holes[..self.count]
    }

    /// Adds one; false if there are too many.
    fn add(&mut self, hole: usize) -> bool {
        if self.all().contains(&hole) {
            return true;
        }
        let Some(place) = self.holes.get_mut(self.count) else { return false };
        *place = hole;
        self.count += 1;
        true
    }
}

impl<'d> LookedAt<'d> {
    /// Nothing yet.
    pub(super) fn new(numbers: Option<Numbers<'d>>) -> Self {
        let (same, is_close, is_moot) = (Cell::default(), Cell::default(), Cell::default());
        LookedAt { numbers, holes: RefCell::default(), same, is_close, is_moot }
    }

    /// What came of the values of this document before.
    pub(super) fn known<T: Clone>(&self, memo: &RefCell<Memo<T>>) -> Option<T> {
        memo.borrow().get(self.numbers?).cloned()
    }

    /// Begins to note what is looked at.
    pub(super) fn begin(&self, same: Same) {
        self.holes.borrow_mut().count = 0;
        self.same.set(same);
        self.is_close.set(false);
        self.is_moot.set(false);
    }

    /// All values are told apart, those that were looked at before too.
    pub(super) fn closely(&self) {
        self.is_close.set(true);
        let holes = self.holes.borrow();
        if !holes.all().iter().all(|hole| self.is_known(*hole, true)) {
            self.is_moot.set(true);
        }
    }

    /// Whether something can be remembered of the value of a hole; with `is_own` only of this very value.
    fn is_known(&self, hole: usize, is_own: bool) -> bool {
        let number = |same| self.numbers?.of(hole, same);
        let kept = number(self.same.get());
        kept.is_some() && (!is_own || kept == number(Same::default()))
    }

    /// Whether it matters what is looked at.
    pub(super) fn counts(&self) -> bool {
        self.numbers.is_some() && !self.is_moot.get()
    }

    /// Notes a hole. In a key a name is looked for, so that all of its letters count.
    pub(super) fn note(&self, hole: usize, is_key: bool) {
        if !self.is_known(hole, self.is_close.get() || is_key) || !self.holes.borrow_mut().add(hole) {
            self.is_moot.set(true);
        }
    }

    /// Remembers what came of all that has been looked at.
    pub(super) fn keep<T>(&self, memo: &RefCell<Memo<T>>, result: T) {
        if let Some(numbers) = self.numbers.filter(|_| !self.is_moot.get()) {
            memo.borrow_mut().add(self.holes.borrow().all(), numbers, result);
        }
    }
}
