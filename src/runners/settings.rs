//! A pool's values, the later layers over the earlier ones.

use std::rc::Rc;

use super::keys::{self, KEYS};
use crate::json::{Entry, Kind, Map, Value};
use crate::text::{Span, is_same};

/// One layer of values over others: built in < `$defaults` < `extends` < the pool < `--set`.
#[derive(Debug, Default)]
pub(super) struct Settings<'s> {
    own: Map<'s>,
    layout: Rc<Layout<'s>>,
    /// What this layer takes away from the maps below, and where it says so.
    removed: Vec<Removed>,
}

/// Where the values of all layers that have the same keys over the same others are.
#[derive(Debug)]
struct Layout<'s> {
    /// For each key the tool knows, how many layers down its entry is, and where it is there.
    places: [Option<(u32, u32)>; KEYS.len()],
    /// The keys of this layer that the tool does not know.
    unknown: Vec<usize>,
    below: Option<Rc<Settings<'s>>>,
}

/// The path of an entry that a `null` takes away, and the place of that.
type Removed = (Vec<String>, Span);

impl Default for Layout<'_> {
    fn default() -> Self {
        Layout { places: [None; KEYS.len()], unknown: Vec::new(), below: None }
    }
}

impl<'s> Layout<'s> {
    fn of(own: &Map<'s>, below: Option<Rc<Settings<'s>>>) -> Self {
        let mut places = below.as_ref().map_or([None; KEYS.len()], |below| below.layout.places);
        places.iter_mut().flatten().for_each(|(depth, _)| *depth += 1);
        let mut unknown = Vec::new();
        for (at, entry) in own.0.iter().enumerate() {
            match keys::index(&entry.key) {
                Some(key) => places[key] = u32::try_from(at).ok().map(|at| (0, at)),
                None => unknown.push(at),
            }
        }
        Layout { places, unknown, below }
    }
}

impl<'s> Settings<'s> {
    /// A layer over another: scalars and lists replace, maps merge by key, `null` removes. `last` may be like it.
    pub(super) fn over(
        mut own: Map<'s>,
        below: Option<Rc<Settings<'s>>>,
        last: Option<&Settings<'s>>,
    ) -> Rc<Self> {
        let layout = match last.filter(|last| last.is_like(&own, below.as_ref())) {
            Some(last) => Rc::clone(&last.layout),
            None => Rc::new(Layout::of(&own, below)),
        };
        let mut removed = Vec::new();
        for entry in &mut own.0 {
            if let Kind::Map(map) = &mut entry.value.kind
                && let Some(below) = &layout.below
                && let Some(Entry { value: Value { kind: Kind::Map(inherited), .. }, .. }) =
                    below.find(&entry.key)
            {
                merge(&entry.key, map, inherited, keys::index(&entry.key).is_none(), &mut removed);
            }
        }
        Rc::new(Settings { own, layout, removed })
    }

    /// Whether a map over a layer has the same keys as this one, over the same.
    fn is_like(&self, own: &Map<'s>, below: Option<&Rc<Settings<'s>>>) -> bool {
        let is_over = match (&self.layout.below, below) {
            (Some(one), Some(other)) => Rc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        let mut both = self.own.0.iter().zip(&own.0);
        is_over && self.own.0.len() == own.0.len() && both.all(|(one, other)| is_same(&one.key, &other.key))
    }

    /// The entry of a key that has a value: `null` is none.
    #[inline]
    pub(super) fn get(&self, key: &str) -> Option<&Entry<'s>> {
        self.find(key).filter(|entry| !matches!(entry.value.kind, Kind::Null | Kind::Wrong))
    }

    /// The entry of a key, even if it only says that there is no value.
    #[inline]
    pub(super) fn find(&self, key: &str) -> Option<&Entry<'s>> {
        self.at(keys::index(key), key)
    }

    /// The same of a key that has been looked for in the table of keys.
    pub(super) fn at(&self, known: Option<usize>, key: &str) -> Option<&Entry<'s>> {
        let Some(known) = known else { return self.layers().find_map(|layer| layer.own.get(key)) };
        let (depth, at) = self.layout.places[known]?;
        let mut layer = self;
        for _ in 0..depth {
            layer = layer.layout.below.as_deref()?;
        }
        layer.own.0.get(at as usize)
    }

    /// Whether a key takes away the value of a layer below.
    pub(super) fn removes(&self, key: &str) -> bool {
        let below = self.layout.below.as_deref();
        match self.own.get(key) {
            Some(entry) => {
                entry.value.kind == Kind::Null && below.is_some_and(|below| below.get(key).is_some())
            }
            None => below.is_some_and(|below| below.removes(key)),
        }
    }

    /// Whether all that this layer has are maps under keys that the tool does not know.
    pub(super) fn is_of_maps(&self) -> bool {
        let is_map = |entry: &Entry<'_>| matches!(entry.value.kind, Kind::Map(_));
        !self.own.0.is_empty()
            && self.layout.unknown.len() == self.own.0.len()
            && self.own.0.iter().all(is_map)
    }

    /// The entries of this layer alone whose keys the tool does not know.
    pub(super) fn unknown(&self) -> impl Iterator<Item = &Entry<'s>> {
        self.layout.unknown.iter().map(|at| &self.own.0[*at])
    }

    /// The keys of all layers that the tool does not know.
    pub(super) fn custom(&self) -> Vec<&str> {
        let mut custom: Vec<&str> = self.unknown().map(|entry| entry.key.as_ref()).collect();
        custom.extend(self.layout.below.iter().flat_map(|below| below.custom()));
        custom.sort_unstable();
        custom.dedup();
        custom
    }

    /// The entries of this layer alone.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry<'s>> {
        self.own.0.iter()
    }

    /// What this layer, with what its maps inherit, says of a path: a value, or that there is none.
    pub(super) fn says(&self, path: &[String]) -> Option<Value<'s>> {
        let (key, names) = path.split_first()?;
        let mut value = &self.own.get(key)?.value;
        for name in names {
            // What is no map stands in place of all that was inside of one.
            let Kind::Map(map) = &value.kind else { break };
            let Some(entry) = map.get(name) else {
                let (_, span) = self.removed.iter().find(|(removed, _)| path.starts_with(removed))?;
                return Some(Value { span: *span, kind: Kind::Null });
            };
            value = &entry.value;
        }
        Some(value.clone())
    }

    /// This layer and those under it, the later ones first.
    pub(super) fn layers(&self) -> impl Iterator<Item = &Settings<'s>> {
        std::iter::successors(Some(self), |layer| layer.layout.below.as_deref())
    }

    /// The layer under this one.
    pub(super) fn below(&self) -> Option<&Rc<Settings<'s>>> {
        self.layout.below.as_ref()
    }
}

/// Puts what the map of a key inherits before its own entries, and takes away what is `null`. In a variable of the user's own
/// `null` is a value where it takes nothing away.
fn merge<'s>(key: &str, map: &mut Map<'s>, inherited: &Map<'s>, is_own: bool, removed: &mut Vec<Removed>) {
    let before = removed.len();
    let own = std::mem::take(&mut map.0);
    map.0.clone_from(&inherited.0);
    for mut entry in own {
        let Some(at) = map.0.iter().position(|other| other.key == entry.key) else {
            map.0.push(entry);
            continue;
        };
        let there = &map.0[at].value.kind;
        if let (Kind::Map(map), Kind::Map(inherited)) = (&mut entry.value.kind, there) {
            merge(&entry.key, map, inherited, is_own, removed);
        }
        if is_own && entry.value.kind == Kind::Null && *there != Kind::Null {
            removed.push((vec![entry.key.to_string()], entry.value.span));
            map.0.remove(at);
        } else {
            map.0[at] = entry;
        }
    }
    map.0.retain(|entry| {
        let is_removed = entry.value.kind == Kind::Null && !is_own;
        if is_removed {
            removed.push((vec![entry.key.to_string()], entry.value.span));
        }
        !is_removed
    });
    removed[before..].iter_mut().for_each(|(path, _)| path.insert(0, key.to_owned()));
}
