//! Something wrong in a rendered object.

use std::borrow::Cow;

use super::path::Path;
use crate::kubernetes::schema::Violation;
use crate::text::Code;
use crate::yaml::{Document, Item};

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

/// The findings of one document.
pub(super) struct Findings<'d> {
    pub(super) document: Document<'d>,
    pub(super) all: Vec<Finding>,
}

impl<'d> Findings<'d> {
    pub(super) fn new(document: Document<'d>) -> Self {
        Findings { document, all: Vec::new() }
    }

    pub(super) fn violations(&mut self, violations: Vec<Violation>) {
        self.all.extend(violations.into_iter().map(|Violation { code, path, message, help, item }| {
            Finding { code, path, message, help, item }
        }));
    }

    pub(super) fn add(
        &mut self,
        code: Code,
        item: &Item,
        path: &Path<'_>,
        message: impl Into<String>,
    ) -> &mut Finding {
        let finding =
            Finding { code, path: path.to_string(), message: message.into(), help: None, item: item.clone() };
        self.all.push(finding);
        let last = self.all.len() - 1;
        &mut self.all[last]
    }

    /// Adds what a check of a name says: the rule, then a hint.
    pub(super) fn name(&mut self, checked: Result<(), String>, item: &Item, path: &Path<'_>) {
        if let Err(reason) = checked {
            let (rule, hint) = reason.split_once("; ").unwrap_or((&reason, ""));
            let help = (!hint.is_empty()).then(|| hint.to_owned());
            self.add(Code::BadName, item, path, rule).help = help;
        }
    }

    /// The item at a path of keys.
    pub(super) fn at(&self, item: &Item, path: &[&str]) -> Option<Item> {
        path.iter().try_fold(item.clone(), |item, key| self.document.get(&item, key))
    }

    /// Whether a rule that looks at these items has its turn. What no value decides is checked once for all documents of a
    /// skeleton, the rest for each document.
    pub(super) fn due<'i>(&self, items: impl IntoIterator<Item = &'i Item>) -> bool {
        let fixed = items.into_iter().all(|item| self.document.is_fixed(item));
        fixed == self.document.holes.is_none()
    }

    /// The items of the list of a key; none if there is no such list.
    pub(super) fn list(&self, item: &Item, key: &str) -> Vec<Item> {
        self.document.get(item, key).map(|list| self.document.items(&list)).unwrap_or_default()
    }

    /// The string at a path of keys.
    pub(super) fn text(&self, item: &Item, path: &[&str]) -> Option<Cow<'d, str>> {
        self.document.string(&self.at(item, path)?)
    }
}

impl Finding {
    /// What to write.
    pub(super) fn help(&mut self, help: impl Into<String>) {
        self.help = Some(help.into());
    }
}
