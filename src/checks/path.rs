//! Where something is in an object, written only when it is needed.

use std::fmt;

/// A path of keys and indices: `spec.containers[0].image`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'p> {
    Key(&'p str),
    Index(usize),
}

impl<'p> Path<'p> {
    /// A path that is written already: a field of the object, or `""`, the object itself.
    pub(super) const fn new(key: &'p str) -> Self {
        Path { parent: None, step: Step::Key(key) }
    }

    /// The path of a field.
    pub(super) fn key(&'p self, key: &'p str) -> Self {
        Path { parent: Some(self), step: Step::Key(key) }
    }

    fn is_root(&self) -> bool {
        self.parent.is_none() && matches!(self.step, Step::Key(""))
    }

    /// The path of an item.
    pub(super) fn index(&'p self, at: usize) -> Self {
        Path { parent: Some(self), step: Step::Index(at) }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_first = self.parent.is_none_or(Path::is_root);
        if let Some(parent) = self.parent {
            parent.fmt(out)?;
        }
        let (before, key, behind) = match self.step {
            Step::Index(at) => return write!(out, "[{at}]"),
            Step::Key(key) if self.parent.is_some() && key.contains(['.', '/', '[']) => ("[", key, "]"),
            Step::Key(key) if is_first => ("", key, ""),
            Step::Key(key) => (".", key, ""),
        };
        [before, key, behind].into_iter().try_for_each(|text| out.write_str(text))
    }
}
