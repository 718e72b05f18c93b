//! Keys that the tool does not know: those of the user's own templates, or misspelt ones.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::keys;
use super::settings::Settings;
use crate::json::{Entry, Kind};
use crate::template::Reads;
use crate::text::{Code, Diagnostic, Diagnostics, Span, did_you_mean, suggest};

/// Every such key so far.
#[derive(Default)]
pub(super) struct Unknown {
    names: BTreeSet<String>,
    /// Inherited ones.
    inherited: IndexMap<Span, Inherited>,
}

/// A key that pools inherit.
struct Inherited {
    key: String,
    is_pool: bool,
    /// Whether a template reads it.
    is_read: bool,
}

impl Unknown {
    /// The keys of a pool, and whether it is one and not a map of pools. A key is known if the tool knows it or the template
    /// reads it; what is inherited may be meant for other pools.
    pub(super) fn pool(&mut self, settings: &Settings<'_>, reads: &Reads, found: &mut Diagnostics) -> bool {
        let (mut is_one, of_maps) = (true, settings.is_of_maps());
        for entry in settings.unknown() {
            self.name(&entry.key);
            if !is_read(&entry.key, reads) {
                let is_pool = of_maps || is_pool(entry);
                is_one &= !is_pool;
                found.push(unknown_key(&entry.key, is_pool, entry.key_span, &[reads]));
            }
        }
        for layer in settings.layers().skip(1) {
            for entry in layer.unknown() {
                self.name(&entry.key);
                self.inherit(entry, is_read(&entry.key, reads));
            }
        }
        is_one
    }

    /// The keys of a pool that was not chosen: other pools may leave them out.
    pub(super) fn left_out(&mut self, settings: &Settings<'_>) {
        settings.custom().into_iter().for_each(|key| self.name(key));
    }

    fn inherit(&mut self, entry: &Entry<'_>, is_read: bool) {
        let new = || Inherited { key: entry.key.to_string(), is_pool: is_pool(entry), is_read: false };
        self.inherited.entry(entry.key_span).or_insert_with(new).is_read |= is_read;
    }

    /// The keys of an abstract pool that no pool extends: any of the templates may be meant.
    pub(super) fn abstract_pool(&mut self, settings: &Settings<'_>, all: &[&Reads]) {
        for entry in settings.unknown() {
            self.inherit(entry, all.iter().any(|reads| is_read(&entry.key, reads)));
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
        for (span, Inherited { key, is_pool, .. }) in self.inherited.iter().filter(|(_, it)| !it.is_read) {
            found.push(unknown_key(key, *is_pool, *span, all));
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

/// Whether the value of a key that nobody knows is a pool.
fn is_pool(entry: &Entry<'_>) -> bool {
    matches!(&entry.value.kind, Kind::Map(map) if map.0.iter().any(|inner| keys::find(&inner.key).is_some()))
}

fn unknown_key(key: &str, is_pool: bool, span: Span, all: &[&Reads]) -> Diagnostic {
    let found = Diagnostic::new(Code::UnknownKey, format!("unknown key `{key}`"));
    match meant(key, all) {
        _ if is_pool => found
            .at(span, "is this a pool?")
            .help("pools stand beside each other in the outermost map of the file: move it there"),
        Some(near) => found.at(span, did_you_mean(near)),
        None => found.at(span, "").help("a key is known if the tool knows it or the template reads it"),
    }
}
