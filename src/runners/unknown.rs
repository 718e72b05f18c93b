//! Keys that the tool does not know: those of the user's own templates, or misspelt ones.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::keys;
use super::settings::Settings;
use crate::template::Reads;
use crate::text::{Code, Diagnostic, Diagnostics, Span, suggest};

/// Every such key so far.
#[derive(Default)]
pub(super) struct Unknown {
    names: BTreeSet<String>,
    /// Inherited ones, and whether a template reads them.
    inherited: IndexMap<Span, (String, bool)>,
}

impl Unknown {
    /// The keys of a pool. One is known if the tool knows it or the template reads it; what is inherited may be meant for
    /// other pools.
    pub(super) fn pool(&mut self, settings: &Settings<'_>, reads: &Reads, found: &mut Diagnostics) {
        for entry in settings.unknown() {
            self.name(&entry.key);
            if !is_read(&entry.key, reads) {
                found.push(unknown_key(&entry.key, entry.key_span, &[reads]));
            }
        }
        for layer in settings.layers().skip(1) {
            for entry in layer.unknown() {
                self.name(&entry.key);
                let inherited = self.inherited.entry(entry.key_span);
                inherited.or_insert_with(|| (entry.key.to_string(), false)).1 |= is_read(&entry.key, reads);
            }
        }
    }

    /// The keys of an abstract pool that no pool extends: any of the templates may be meant.
    pub(super) fn abstract_pool(&mut self, settings: &Settings<'_>, all: &[&Reads]) {
        for entry in settings.unknown() {
            let is_read = || all.iter().any(|reads| is_read(&entry.key, reads));
            let inherited = self.inherited.entry(entry.key_span);
            inherited.or_insert_with(|| (entry.key.to_string(), is_read()));
        }
    }

    fn name(&mut self, key: &str) {
        if !self.names.contains(key) {
            self.names.insert(key.to_owned());
        }
    }

    /// Their names in pools.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// What no template reads of what is inherited.
    pub(super) fn inherited(&self, all: &[&Reads], found: &mut Diagnostics) {
        for (span, (key, _)) in self.inherited.iter().filter(|(_, (_, is_read))| !is_read) {
            found.push(unknown_key(key, *span, all));
        }
    }
}

/// Whether a template reads a key that the tool does not know. Of one that includes what nobody can tell, it may, unless the
/// key is a misspelt one.
pub(super) fn is_read(key: &str, reads: &Reads) -> bool {
    let is_misspelt = || suggest(key, keys::names()).is_some();
    reads.contains(key) || (reads.is_open() && !is_misspelt())
}

/// The key that is meant by one that is not known, if any is near.
pub(super) fn meant<'r>(key: &str, all: &[&'r Reads]) -> Option<&'r str> {
    let read = all.iter().flat_map(|reads| reads.needed().map(|(name, ..)| name));
    // A template has the names of the object for variables, and they are no keys.
    let known = keys::KEYS.iter().map(|key| key.name).chain(read);
    suggest(key, known.filter(|name| *name != key))
}

fn unknown_key(key: &str, span: Span, all: &[&Reads]) -> Diagnostic {
    let found = Diagnostic::new(Code::UnknownKey, format!("unknown key `{key}`"));
    match meant(key, all) {
        Some(near) => found.at(span, format!("did you mean `{near}`?")),
        None => found.at(span, "").help("a key is known if the tool knows it or the template reads it"),
    }
}
