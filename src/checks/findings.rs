//! What the rules see of a document, and what they say of it.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::fmt::Debug;

use super::finding::Finding;
use super::looked_at::LookedAt;
use super::memo::{Memo, Numbers, Same};
use super::path::Path;
use super::rule::{Places, Rule};
use crate::kubernetes::schema::{Violation, Waiting};
use crate::text::{Code, Severity};
use crate::yaml::{Content, Document, Item};

/// What could not be told without the values of a document.
pub(super) struct Task {
    what: What,
    item: Item,
    path: String,
    /// The object that it is in.
    root: Item,
    /// The values of which it has nothing to say.
    clean: RefCell<Memo<()>>,
}

/// What is still to be asked.
#[derive(Clone, Copy)]
pub(super) enum What {
    Rule(&'static Rule),
    Places(&'static Places),
}

/// The findings of one document, or of what all documents of a skeleton have in common.
pub(super) struct Findings<'d> {
    document: Document<'d>,
    /// What is known of all documents of the skeleton.
    common: &'d [Finding],
    pub(super) all: Vec<Finding>,
    /// What only values can tell.
    pub(super) tasks: Vec<Task>,
    /// The object that is looked at.
    pub(super) root: Item,
    /// Whether a rule has come upon something that is not known.
    open: Cell<bool>,
    /// What has been looked at.
    looked_at: LookedAt<'d>,
}

impl<'d> Findings<'d> {
    pub(super) fn new(document: Document<'d>, numbers: Option<Numbers<'d>>, common: &'d [Finding]) -> Self {
        let root = Item::Node(0);
        Findings {
            document,
            common,
            all: Vec::new(),
            tasks: Vec::new(),
            root,
            open: Cell::new(false),
            looked_at: LookedAt::new(numbers),
        }
    }

    /// Asks a rule. What it says is kept only if it has seen nothing unknown; else the values of each document tell.
    pub(super) fn ask(&mut self, rule: &'static Rule, item: &Item, path: &Path<'_>) {
        let before = self.all.len();
        self.open.set(false);
        rule.check(self, item, path);
        if self.open.get() {
            self.all.truncate(before);
            self.later(What::Rule(rule), item, path);
        }
    }

    /// Leaves something to the values of each document.
    pub(super) fn later(&mut self, what: What, item: &Item, path: &Path<'_>) {
        if self.document.holes.is_none() {
            let root = self.root.clone();
            let same = match what {
                What::Rule(rule) => rule.same(),
                What::Places(places) => places.same(),
            };
            let clean = RefCell::new(Memo::new(same));
            self.tasks.push(Task { what, item: item.clone(), path: path.to_string(), root, clean });
        }
    }

    /// Takes up what was left to the values of this document, unless the same values were all right before.
    pub(super) fn resume(&mut self, task: &Task) {
        let before = self.all.len();
        if self.looked_at.known(&task.clean).is_some() {
            // Where speed does not matter the rule is asked all the same.
            if cfg!(debug_assertions) {
                self.take_up(task);
                assert_eq!(self.all.len(), before, "a rule looked at more than it noted");
            }
            return;
        }
        self.looked_at.begin(task.clean.borrow().same());
        self.take_up(task);
        if self.all.len() == before {
            self.looked_at.keep(&task.clean, ());
        }
    }

    /// Finds something out from the values of this document, unless it is known of the same values.
    pub(super) fn remember<T: Clone + Debug>(
        &mut self,
        memo: &RefCell<Memo<T>>,
        find: impl FnOnce(&Self) -> T,
    ) -> T {
        if let Some(known) = self.looked_at.known(memo) {
            if cfg!(debug_assertions) {
                let found = find(self);
                assert_eq!(format!("{known:?}"), format!("{found:?}"), "more was looked at than was noted");
            }
            return known;
        }
        self.looked_at.begin(Same::default());
        let found = find(self);
        self.looked_at.keep(memo, found.clone());
        found
    }

    /// Holds this document against what waits for its values, unless the same values were all right before.
    pub(super) fn held_against(&mut self, all: &[(Waiting, RefCell<Memo<()>>)]) {
        let mut violations = Vec::new();
        for (waiting, clean) in all {
            if self.looked_at.known(clean).is_some() {
                debug_assert!(
                    waiting.check(self.document).is_empty(),
                    "a schema looks at more than is in its place"
                );
                continue;
            }
            let found = waiting.check(self.document);
            if found.is_empty() {
                self.looked_at.begin(clean.borrow().same());
                let note = &mut |hole, is_key| self.looked_at.note(hole, is_key);
                self.document.each_hole_within(&waiting.item, note);
                self.looked_at.keep(clean, ());
            }
            violations.extend(found);
        }
        self.violations(violations);
    }

    /// What is looked at is told from all others, such as a name from those of its length.
    pub(super) fn look_closely(&self) {
        self.looked_at.closely();
    }

    fn take_up(&mut self, task: &Task) {
        self.root = task.root.clone();
        let path = Path::new(&task.path);
        match task.what {
            What::Rule(rule) => self.ask(rule, &task.item, &path),
            What::Places(places) => places.walk(self, &task.item, &path),
        }
    }

    /// Adds what a schema says, but for what a rule has said better.
    pub(super) fn violations(&mut self, violations: Vec<Violation>) {
        let misspelt: Vec<(String, String)> = violations.iter().filter_map(misspelt).collect();
        let is_misspelt = |code, path: &str, message: &str| {
            misspelt.iter().any(|(above, meant)| is_follow_up((code, path, message), above, meant))
        };
        if !misspelt.is_empty() {
            self.all.retain(|found| !is_misspelt(found.code, &found.path, &found.message));
        }
        let before = self.all.len();
        for Violation { code, path, message, help, item } in violations {
            let is_said = |other: &Finding| {
                other.path == path
                    && other.code.severity() == Severity::Error
                    && (other.message == message || code != Code::MissingField)
            };
            let is_said = self.common.iter().chain(&self.all[..before]).any(is_said);
            if !is_said && !is_misspelt(code, &path, &message) {
                self.all.push(Finding { help, ..Finding::new(code, item, path, message) });
            }
        }
    }

    pub(super) fn add(
        &mut self,
        code: Code,
        item: &Item,
        path: &Path<'_>,
        message: impl Into<String>,
    ) -> &mut Finding {
        self.all.push(Finding::new(code, item.clone(), path.to_string(), message.into()));
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

    /// Notes that the value of an item is looked at, or the keys of a map.
    #[inline]
    fn look_at(&self, item: &Item) {
        if self.looked_at.counts() && self.document.is_of_holes(item) {
            self.document.each_hole(item, |hole, is_key| self.looked_at.note(hole, is_key));
        }
    }

    /// What an item is.
    pub(super) fn content(&self, item: &Item) -> Content<'d> {
        self.look_at(item);
        let content = self.document.content(item);
        if matches!(content, Content::Open) {
            self.open.set(true);
        }
        content
    }

    /// Whether an item is a map.
    pub(super) fn is_map(&self, item: &Item) -> bool {
        self.look_at(item);
        if self.document.is_open(item) {
            self.open.set(true);
        }
        self.document.is_map(item)
    }

    /// Whether it is not known what an item is, or which keys it has.
    pub(super) fn is_open(&self, item: &Item) -> bool {
        self.look_at(item);
        self.document.is_open(item)
    }

    /// Whether something is a value that a template prints, and is not, even in part, its own text.
    pub(super) fn is_printed(&self, item: &Item) -> bool {
        self.document.hole(item).is_some() && !self.document.is_mixed(item)
    }

    /// Whether nobody will know what an item is, as something is wrong with it that has been told of.
    pub(super) fn is_unknown(&self, item: &Item) -> bool {
        self.look_at(item);
        self.document.holes.is_some() && self.document.is_open(item)
    }

    /// The value of a key, where it is not null.
    pub(super) fn get(&self, item: &Item, key: &str) -> Option<Item> {
        self.look_at(item);
        let value = self.document.get(item, key);
        if let Some(value) = &value {
            self.look_at(value);
        }
        if value.is_none() && self.document.is_open(item) {
            self.open.set(true);
        }
        value.filter(|value| !self.document.is_null(value))
    }

    /// The value of a key, even if it is null.
    pub(super) fn given(&self, item: &Item, key: &str) -> Option<Item> {
        self.look_at(item);
        self.document.get(item, key)
    }

    /// The item at a path of keys.
    pub(super) fn at(&self, item: &Item, path: &[&str]) -> Option<Item> {
        let (first, rest) = path.split_first()?;
        rest.iter().try_fold(self.get(item, first)?, |item, key| self.get(&item, key))
    }

    /// The items of a list; none of anything else.
    pub(super) fn items(&self, item: &Item) -> Cow<'d, [Item]> {
        match self.content(item) {
            Content::List(items) => items,
            _ => Cow::default(),
        }
    }

    /// The items of the list of a key; none if there is no such list.
    pub(super) fn list(&self, item: &Item, key: &str) -> Cow<'d, [Item]> {
        self.get(item, key).map(|list| self.items(&list)).unwrap_or_default()
    }

    /// The entries of a map: key, the key's own item, value.
    pub(super) fn entries(&self, item: &Item) -> Vec<(Cow<'d, str>, Item, Item)> {
        match self.content(item) {
            Content::Map(entries) => entries,
            _ => Vec::new(),
        }
    }

    /// The text of a string.
    pub(super) fn string(&self, item: &Item) -> Option<Cow<'d, str>> {
        match self.content(item) {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The string at a path of keys.
    pub(super) fn text(&self, item: &Item, path: &[&str]) -> Option<Cow<'d, str>> {
        self.string(&self.at(item, path)?)
    }

    /// Whether the string of a key is this one.
    pub(super) fn is(&self, item: &Item, key: &str, text: &str) -> bool {
        // Most are fixed texts, and not this one.
        let fixed = self.document.get(item, key).and_then(|value| self.document.fixed(&value));
        if fixed.is_some_and(|fixed| fixed != text) {
            self.look_at(item);
            return false;
        }
        self.get(item, key).is_some_and(|value| self.string(&value).is_some_and(|value| value == text))
    }

    /// The name of the object that is looked at.
    pub(super) fn object_name(&self) -> Option<Cow<'d, str>> {
        self.text(&self.root, &["metadata", "name"])
    }

    /// Whether a key is `true`.
    pub(super) fn is_true(&self, item: &Item, key: &str) -> bool {
        self.get(item, key).is_some_and(|item| matches!(self.content(&item), Content::Bool(true)))
    }

    /// The integer of a key, and its item.
    pub(super) fn number(&self, item: &Item, key: &str) -> Option<(i64, Item)> {
        let item = self.get(item, key)?;
        match self.content(&item) {
            Content::Integer(number) => Some((number, item)),
            _ => None,
        }
    }
}

/// Whether something is only said because a key is misspelt, which is told of as that.
fn is_follow_up((code, path, message): (Code, &str, &str), above: &str, meant: &str) -> bool {
    let quoted = format!("`{meant}`");
    match code {
        Code::MissingField if path == above => {
            message == format!("{quoted} is missing")
                || message.strip_prefix("this needs ").is_some_and(|rest| rest.contains(&quoted))
        }
        Code::MissingField => path.strip_prefix(above).and_then(|rest| rest.strip_prefix('.')) == Some(meant),
        Code::DockerPrivileged => {
            meant == "privileged" && above.strip_suffix(".securityContext") == Some(path)
        }
        _ => false,
    }
}

/// Where a key is misspelt, and the one that was meant.
fn misspelt(Violation { code, path, help, .. }: &Violation) -> Option<(String, String)> {
    let help = help.as_deref().filter(|_| *code == Code::UnknownField)?;
    let meant = help.strip_prefix("did you mean `")?.strip_suffix("`?")?;
    // A key with dots stands in brackets.
    let end = if path.ends_with(']') { path.rfind('[') } else { path.rfind('.') };
    let above = &path[..end.unwrap_or(0)];
    Some((above.to_owned(), meant.to_owned()))
}
