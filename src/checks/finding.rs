//! Something wrong in a rendered object.

use crate::text::Code;
use crate::yaml::Item;

/// What is wrong, and where in the object.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Its kind.
    pub code: Code,
    /// Where in the object: `spec.containers[0].image`.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What to write.
    pub help: Option<String>,
    /// The key or the value it is about.
    pub item: Item,
}

impl Finding {
    /// What to write.
    pub(super) fn help(&mut self, help: impl Into<String>) {
        self.help = Some(help.into());
    }
}
