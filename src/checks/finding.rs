//! Something wrong in a rendered object.

use super::path::Path;
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
    /// Another that it is about just as much, and where that is.
    pub other: Option<(Item, String)>,
    /// The part of a text with commas that it is about.
    pub part: Option<String>,
}

impl Finding {
    pub(super) fn new(code: Code, item: Item, path: String, message: String) -> Self {
        Finding { code, path, message, help: None, item, other: None, part: None }
    }

    /// What to write.
    pub(super) fn help(&mut self, help: impl Into<String>) {
        self.help = Some(help.into());
    }

    /// Another key or value that it is about just as much.
    pub(super) fn beside(&mut self, item: &Item, path: &Path<'_>) -> &mut Self {
        self.other = Some((item.clone(), path.to_string()));
        self
    }

    /// The part of a text with commas that it is about.
    pub(super) fn part(&mut self, part: &str) -> &mut Self {
        self.part = Some(part.to_owned());
        self
    }
}
