//! What several objects have in common, and what is different in each.

use super::derive::{Source, value_of};
use super::known;
use super::names::Names;
use super::pod::{has_kind, has_libvirt};
use crate::objects::{Map, Value};
use crate::runners::KEYS;

/// A part of a template.
pub(super) enum Node {
    /// The same in all objects.
    Literal(Value),
    /// A variable.
    Hole(String),
    /// Fields with their names.
    Map(Vec<(String, Part)>),
    /// Items, and the key that holds more of them.
    List(Vec<Part>, Option<&'static str>),
}

/// A field or an item, and the condition under which it is there.
pub(super) struct Part {
    pub(super) node: Node,
    pub(super) condition: Option<String>,
}

/// Values at one place, each with the number of its object.
type Values<'v> = [(usize, &'v Value)];

/// Finds what objects have in common.
pub(super) struct Unify {
    /// The variables of known keys that the template reads.
    read: Vec<&'static str>,
    /// For each object its own variables, and what it has in lists beyond the others.
    own: Vec<Map>,
    /// Names of own variables.
    names: Names,
    /// Switches, and the objects in which they are on.
    switches: Vec<(String, Vec<usize>)>,
    /// Keys that do not take what is there.
    wrong: Vec<String>,
}

impl Unify {
    /// The template of some objects.
    pub(super) fn new(objects: &[&Value], wrong: Vec<String>) -> (Self, Node) {
        let values: Vec<(usize, &Value)> = objects.iter().copied().enumerate().collect();
        let own = vec![Map::new(); objects.len()];
        let mut switches = switches(objects);
        switches.retain(|(name, _)| !wrong.contains(name));
        let mut unify = Unify { read: Vec::new(), own, names: Names::default(), switches, wrong };
        let node = unify.node(&values, "");
        (unify, node)
    }

    /// The keys of one object: of those that the built-in template would have, those that this one reads, and its own.
    pub(super) fn keys(&self, object: usize, keys: &Map) -> Map {
        let is_read = |key: &str| self.read.iter().any(|variable| known::comes_from(variable, key));
        let kept =
            keys.iter().filter(|(key, _)| is_read(key)).map(|(key, value)| (key.clone(), value.clone()));
        kept.chain(self.own[object].clone()).collect()
    }

    fn node(&mut self, values: &Values<'_>, path: &str) -> Node {
        // A pool must have some keys where its template reads them at all, even if not for this pool.
        let is_for_all = values.len() == self.own.len();
        let always = self.always(path).filter(|name| is_for_all || !known::is_required(name));
        if let Some(name) = always.or(self.optional(path)) {
            return self.known(name);
        }
        let Some((_, first)) = values.first() else { return Node::Literal(Value::Null) };
        // A known field inside of what is the same everywhere is a variable too.
        if values.iter().all(|(_, value)| value == first) && !known::is_above(path) {
            return Node::Literal((*first).clone());
        }
        // A map with nothing in it cannot be made of fields that are not there.
        let is_empty = |value: &Value| value.is_empty() && !known::is_above(path);
        if values.iter().all(|(_, value)| matches!(value, Value::Map(_)) && !is_empty(value)) {
            return self.map(values, path);
        }
        if values.iter().all(|(_, value)| matches!(value, Value::List(_))) {
            return self.list(values, path);
        }
        self.hole(values, path)
    }

    /// The variable for a field that every object has, if all values of it can come from keys.
    fn always(&self, path: &str) -> Option<&'static str> {
        known::always(path).filter(|name| !self.is_wrong(name))
    }

    /// The variable for a field that some objects have.
    fn optional(&self, path: &str) -> Option<&'static str> {
        known::optional(path).filter(|name| !self.is_wrong(name))
    }

    /// The key that holds what a list has in some objects only.
    fn rest(&self, path: &str) -> Option<&'static str> {
        known::rest(path).filter(|name| !self.is_wrong(name))
    }

    fn is_wrong(&self, variable: &str) -> bool {
        self.wrong.iter().any(|key| known::comes_from(variable, key))
    }

    /// Whether a field is there even where nothing is given: the operator has a default for it.
    fn is_implied(&self, path: &str) -> bool {
        self.always(path) == Some("min_runners")
    }

    fn map(&mut self, values: &Values<'_>, path: &str) -> Node {
        let mut keys: Vec<&String> = Vec::new();
        for key in values.iter().filter_map(|(_, value)| value.map()).flat_map(Map::keys) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        // What all have comes first, so that an item of a list can begin with it.
        let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        let is_in_all = |key: &str| {
            self.is_implied(&below(key)) || values.iter().all(|(_, value)| value.get(key).is_some())
        };
        keys.sort_by_key(|key| !is_in_all(key));
        let parts = keys.into_iter().map(|key| {
            let inner: Vec<(usize, &Value)> =
                values.iter().filter_map(|(at, value)| Some((*at, value.get(key)?))).collect();
            (key.clone(), self.part(&inner, values.len(), &below(key)))
        });
        Node::Map(parts.collect())
    }

    /// What some of so many objects have.
    fn part(&mut self, values: &Values<'_>, all: usize, path: &str) -> Part {
        if let Some(name) = self.optional(path) {
            return Part { node: self.known(name), condition: Some(name.to_owned()) };
        }
        if values.len() == all || self.is_implied(path) {
            return Part { node: self.node(values, path), condition: None };
        }
        if self.switch(values).is_none() && !known::is_above(path) {
            let name = self.own(values, path);
            return Part { condition: Some(format!("{name} is defined")), node: Node::Hole(name) };
        }
        let condition = self.condition(values, path);
        Part { node: self.node(values, path), condition: Some(condition) }
    }

    fn list(&mut self, values: &Values<'_>, path: &str) -> Node {
        let lists: Vec<(usize, &[Value])> = values.iter().map(|(at, value)| (*at, value.items())).collect();
        if lists.iter().all(|(_, items)| is_named(items)) {
            let any_order = || (self.rest(path).is_some() && !refers(&lists)).then(|| names(&lists));
            return match order(&lists).or_else(any_order) {
                Some(names) => self.named_items(&lists, &names, path),
                None => self.hole(values, path),
            };
        }
        let count = lists.first().map_or(0, |(_, items)| items.len());
        if lists.iter().any(|(_, items)| items.len() != count) {
            return self.hole(values, path);
        }
        let mut parts = Vec::new();
        for number in 0..count {
            let items: Vec<(usize, &Value)> =
                lists.iter().filter_map(|(at, items)| Some((*at, items.get(number)?))).collect();
            parts.push(self.item(&items, lists.len(), &format!("{path}[{number}]")));
        }
        Node::List(parts, None)
    }

    /// The items of lists, by their names.
    fn named_items(&mut self, lists: &[(usize, &[Value])], names: &[String], path: &str) -> Node {
        let rest = self.rest(path);
        let mut parts = Vec::new();
        for name in names {
            let items: Vec<(usize, &Value)> = lists
                .iter()
                .filter_map(|(at, items)| Some((*at, items.iter().find(|item| name_of(item) == Some(name))?)))
                .collect();
            match rest.filter(|_| items.len() < lists.len() && self.switch(&items).is_none()) {
                Some(key) => self.add(&items, key),
                None => parts.push(self.item(&items, lists.len(), &format!("{path}[{name}]"))),
            }
        }
        let has_rest = rest.filter(|key| self.own.iter().any(|own| own.contains_key(*key)));
        Node::List(parts, has_rest)
    }

    /// Adds items to a key that holds more of a list.
    fn add(&mut self, items: &Values<'_>, key: &str) {
        for (at, item) in items {
            let (name, value) = (name_of(item).unwrap_or_default().to_owned(), value_of(item));
            let own = self.own[*at].entry(key.to_owned());
            match own.or_insert_with(|| {
                if key == "env" { Value::Map(Map::new()) } else { Value::List(Vec::new()) }
            }) {
                Value::Map(env) => drop(env.insert(name, value)),
                Value::List(list) => list.push((*item).clone()),
                _ => {}
            }
        }
    }

    fn item(&mut self, items: &Values<'_>, all: usize, path: &str) -> Part {
        let has_start = match items.first() {
            Some((_, Value::Map(first))) => {
                first.keys().any(|key| items.iter().all(|(_, item)| item.get(key).is_some()))
            }
            _ => true,
        };
        if has_start {
            return self.part(items, all, path);
        }
        let condition = (items.len() < all).then(|| self.condition(items, path));
        Part { node: self.hole(items, path), condition }
    }

    fn known(&mut self, name: &'static str) -> Node {
        if !self.read.contains(&name) {
            self.read.push(name);
        }
        Node::Hole(name.to_owned())
    }

    fn hole(&mut self, values: &Values<'_>, path: &str) -> Node {
        Node::Hole(self.own(values, path))
    }

    /// A variable of the template's own.
    fn own(&mut self, values: &Values<'_>, path: &str) -> String {
        let name = self.names.add(path);
        for (at, value) in values {
            self.own[*at].insert(name.clone(), (*value).clone());
        }
        name
    }

    /// The switch that is on in just these objects.
    fn switch(&self, values: &Values<'_>) -> Option<&str> {
        let objects: Vec<usize> = values.iter().map(|(at, _)| *at).collect();
        self.switches.iter().find(|(_, on)| *on == objects).map(|(name, _)| name.as_str())
    }

    /// The condition under which just these objects have something.
    fn condition(&mut self, values: &Values<'_>, path: &str) -> String {
        if let Some(name) = self.switch(values).map(str::to_owned) {
            let known = KEYS.iter().map(|key| key.name).find(|known| *known == name);
            if let Some(known) = known {
                self.known(known);
                return name;
            }
            return format!("{name} is defined");
        }
        let name = self.names.add(path);
        let on: Vec<usize> = values.iter().map(|(at, _)| *at).collect();
        for at in &on {
            self.own[*at].insert(name.clone(), Value::Bool(true));
        }
        self.switches.push((name.clone(), on));
        format!("{name} is defined")
    }
}

/// The switches of the built-in template, and the objects that have what they bring.
fn switches(objects: &[&Value]) -> Vec<(String, Vec<usize>)> {
    let sources: Vec<Source<'_>> =
        objects.iter().map(|object| Source { object, base: "", has_archs: false, selector: None }).collect();
    let switch = |name: &str, has: &dyn Fn(&Source<'_>) -> bool| {
        let on = sources.iter().enumerate().filter(|(_, source)| has(source));
        (name.to_owned(), on.map(|(at, _)| at).collect())
    };
    vec![
        switch("dind", &|source| source.container("docker").is_some()),
        switch("exporter", &|source| source.container("exporter").is_some()),
        switch("kind", &has_kind),
        switch("libvirt", &has_libvirt),
    ]
}

/// The names of the items of several lists, in an order that all of them have; none if they contradict each other.
fn order(lists: &[(usize, &[Value])]) -> Option<Vec<String>> {
    let mut left = names(lists);
    let mut ordered: Vec<String> = Vec::new();
    while !left.is_empty() {
        // One that in no list comes after another that is left.
        let is_first = |name: &String| {
            lists.iter().all(|(_, items)| {
                let before = items.iter().filter_map(name_of).take_while(|other| other != name);
                let is_there = items.iter().any(|item| name_of(item) == Some(name));
                !is_there || before.into_iter().all(|other| ordered.iter().any(|done| done == other))
            })
        };
        let at = left.iter().position(is_first)?;
        ordered.push(left.remove(at));
    }
    Some(ordered)
}

/// The names of the items of several lists, as they come.
fn names(lists: &[(usize, &[Value])]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in lists.iter().flat_map(|(_, items)| *items).filter_map(name_of) {
        if names.iter().all(|known| known != name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// Whether the order of items, which are those of a list with a key for the rest, can mean something.
fn refers(lists: &[(usize, &[Value])]) -> bool {
    let refers =
        |item: &Value| item.get("value").and_then(Value::text).is_some_and(|text| text.contains("$("));
    lists.iter().any(|(_, items)| items.iter().any(refers))
}

/// Whether every item has a name of its own.
fn is_named(items: &[Value]) -> bool {
    let mut names: Vec<_> = items.iter().map(name_of).collect();
    names.sort_unstable();
    names.iter().all(Option::is_some) && names.windows(2).all(|pair| pair[0] != pair[1])
}

fn name_of(item: &Value) -> Option<&str> {
    item.get("name").and_then(Value::text)
}
