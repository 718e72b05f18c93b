//! Where every value of a pool comes from.

use minijinja::value::ValueKind;
use serde_json::Value;

use super::config::Config;
use super::context::{is_optional, made};
use super::fleet::Choice;
use super::keys::KEYS;
use super::missing::NEEDED;
use super::only::meant;
use super::operator::template;
use super::pod;
use super::pool::{Object, Pool};
use super::unknown;
use crate::json::{self, Kind};
use crate::keys::{Key, Otherwise, list};
use crate::template::Reads;
use crate::text::{Code, Diagnostic, Diagnostics, Source, Sources, Span};

/// A pool, explained.
#[derive(Debug)]
pub struct Explanation {
    /// The names of its objects.
    pub objects: Vec<String>,
    /// In the order of the keys.
    pub facts: Vec<Fact>,
}

/// One value.
#[derive(Debug)]
pub struct Fact {
    /// Its key, and the names inside of that: `max_runners`, `env` and `TZ`.
    pub path: Vec<String>,
    /// The architecture of the object that has it, where the objects of the pool differ.
    pub arch: Option<String>,
    /// The value; `null` if there is none.
    pub value: Value,
    /// Where it comes from.
    pub origin: Origin,
    /// What it stands instead of, the nearest first.
    pub over: Vec<(Value, Origin)>,
    /// Whether neither the tool nor the template of the pool reads its key.
    pub is_unread: bool,
    /// The key that is meant by one that is not read, if any is near.
    pub meant: Option<String>,
}

impl Fact {
    fn new(path: Vec<String>, value: Value, origin: Origin, over: Vec<(Value, Origin)>) -> Self {
        Fact { path, arch: None, value, origin, over, is_unread: false, meant: None }
    }

    /// Its key, as `--set` spells it: `max_runners`, `env.TZ`.
    pub fn key(&self) -> String {
        self.path.join(".")
    }
}

/// Where a value comes from.
#[derive(Debug)]
pub enum Origin {
    /// The tool itself.
    BuiltIn,
    /// The pool.
    Pool(Span),
    /// What every pool starts from.
    Defaults(Span),
    /// What the pool extends, directly or not.
    Base(String, Span),
    /// The command line.
    Set(Span),
    /// Other keys of the pool, in words.
    Follows(String),
    /// Nothing, and nothing would work without it.
    Missing,
}

/// Explains a pool; nothing if there is no such pool, which is then said.
pub fn explain(
    source: &Source,
    choice: &Choice<'_>,
    name: &str,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Explanation> {
    let mut config = Config::read(source, choice.set, diagnostics)?;
    let Some(at) = config.find(name) else {
        diagnostics.push(unknown(&mut config, name));
        return None;
    };
    let pool = config.pool(at, diagnostics);
    let reads = reads(&pool, choice, sources, diagnostics)?;
    let objects = pool.objects();
    let explainer = Explainer { config: &config, pool: &pool, objects: &objects, reads: &reads };
    let mut facts: Vec<Fact> = KEYS.iter().flat_map(|key| explainer.key(key)).collect();
    facts.extend(pool.settings.custom().into_iter().flat_map(|key| explainer.custom(key)));
    Some(Explanation { objects: objects.iter().map(|object| object.name.to_string()).collect(), facts })
}

/// What the template of a pool reads; nothing if it cannot be read, which is then said.
fn reads(
    pool: &Pool<'_>,
    choice: &Choice<'_>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Reads> {
    let template = template(pool, choice, diagnostics)?;
    let failure = match choice.templates.reads(&template) {
        Ok(reads) => return Some(reads),
        Err(failure) => failure,
    };
    let context = minijinja::Value::from(());
    let explained = crate::template::explain(choice.templates, &template, &context, &[], &failure, sources);
    diagnostics.extend(explained.diagnostics);
    None
}

fn unknown(config: &mut Config<'_>, name: &str) -> Diagnostic {
    let of = config.pools().find(|pool| {
        let pool = config.pool(*pool, &mut Diagnostics::default());
        pool.objects().iter().any(|object| object.name == name)
    });
    let names: Vec<&str> = config.pools().map(|pool| config.name(pool)).collect();
    let help = if name.starts_with('$') {
        "what begins with `$` makes no object: name a pool, which shows what it has of it".to_owned()
    } else if let Some(of) = of {
        format!("this is an object of the pool `{}`: name that", config.name(of))
    } else {
        meant(name, &names)
    };
    Diagnostic::new(Code::UnknownName, format!("there is no pool `{name}`")).help(help)
}

/// A value without values of its own, and its path.
type Leaf<'v, 's> = (Vec<String>, &'v json::Value<'s>);

struct Explainer<'e, 's> {
    config: &'e Config<'s>,
    pool: &'e Pool<'s>,
    objects: &'e [Object<'e, 's>],
    reads: &'e Reads,
}

impl<'s> Explainer<'_, 's> {
    /// What the objects have for a key, and what is given for it where that is the same.
    fn key(&self, key: &Key) -> Vec<Fact> {
        let mut facts = self.given(key.name);
        // The names of the objects are not a value among others.
        if key.name != "name" {
            let made = self.made(key, &facts);
            facts.retain(|fact| !self.is_replaced(fact, &made));
            facts.extend(made);
        }
        if facts.is_empty() {
            facts.extend(self.unset(key.name));
        }
        facts
    }

    /// What is given for a key that the tool does not know.
    fn custom(&self, key: &str) -> Vec<Fact> {
        let mut facts = self.given(key);
        if facts.is_empty() {
            facts.extend(self.unset(key));
        }
        if !unknown::is_read(key, self.reads) {
            let meant = unknown::meant(key, &[self.reads]);
            for fact in &mut facts {
                fact.is_unread = true;
                fact.meant = meant.map(str::to_owned);
            }
        }
        facts
    }

    /// What the layers give for a key, value by value, and what they take away.
    fn given(&self, key: &str) -> Vec<Fact> {
        let Some(entry) = self.pool.get(key) else { return Vec::new() };
        let mut paths: Vec<Vec<String>> =
            leaves(key, &entry.value).into_iter().map(|(path, _)| path).collect();
        let removed = self.removed(key, &paths);
        // A map that all has been taken from is not a value beside that.
        paths.retain(|path| path.len() > 1 || removed.is_empty());
        paths.extend(removed);
        paths.into_iter().filter_map(|path| self.layered(path)).collect()
    }

    /// The paths that layers have and the pool has not.
    fn removed(&self, key: &str, given: &[Vec<String>]) -> Vec<Vec<String>> {
        let mut removed: Vec<Vec<String>> = Vec::new();
        for layer in self.pool.settings.layers() {
            let Some(entry) = layer.entries().find(|entry| entry.key == key) else { continue };
            for (path, _) in leaves(key, &entry.value) {
                let is_there = |other: &Vec<String>| {
                    other.starts_with(&path) || (other.len() > 1 && path.starts_with(other))
                };
                if path.len() > 1 && !given.iter().chain(&removed).any(is_there) {
                    removed.push(path);
                }
            }
        }
        removed
    }

    /// The value at a path, and those that it stands instead of.
    fn layered(&self, path: Vec<String>) -> Option<Fact> {
        let mut layers = self.layers(&path).into_iter();
        let (value, origin) = layers.next()?;
        Some(Fact::new(path, value, origin, layers.collect()))
    }

    /// What each layer says of a path, the latest first.
    fn layers(&self, path: &[String]) -> Vec<(Value, Origin)> {
        let mut found: Vec<json::Value<'_>> = Vec::new();
        for value in self.pool.settings.layers().filter_map(|layer| layer.says(path)) {
            // What a map inherits is in it too.
            if found.last().is_none_or(|last| last.span != value.span) {
                found.push(value);
            }
        }
        // A `null` that took nothing from a map is no story.
        while path.len() > 1 && found.last().is_some_and(|last| last.kind == Kind::Null) {
            found.pop();
        }
        found.iter().map(|value| (value.into(), self.origin(value.span))).collect()
    }

    fn origin(&self, span: Span) -> Origin {
        match self.config.owner(span) {
            None => Origin::Set(span),
            Some("$defaults") => Origin::Defaults(span),
            Some(name) if name == self.pool.key => Origin::Pool(span),
            Some(name) => Origin::Base(name.to_owned(), span),
        }
    }

    /// What the objects have for a key and nobody gave.
    fn made(&self, key: &Key, given: &[Fact]) -> Vec<Fact> {
        let is_new = |(path, value, _): &(Vec<String>, Value, Origin)| {
            !given.iter().any(|fact| fact.path == *path && fact.value == *value)
        };
        let mut facts: Vec<Fact> = Vec::new();
        for object in self.objects {
            for (path, value, origin) in self.values(object, key).into_iter().filter(is_new) {
                let over = self.layers(&path);
                facts.push(Fact { arch: object.arch.clone(), ..Fact::new(path, value, origin, over) });
            }
        }
        self.share(facts)
    }

    /// Whether every object has something else in place of what is given.
    fn is_replaced(&self, given: &Fact, made: &[Fact]) -> bool {
        let mut instead = made.iter().filter(|made| given.path.starts_with(&made.path)).peekable();
        let is_everywhere = instead.peek().is_some_and(|first| first.arch.is_none());
        is_everywhere || instead.count() == self.objects.len().max(1)
    }

    /// What all objects have in common is one fact.
    fn share(&self, facts: Vec<Fact>) -> Vec<Fact> {
        let mut shared: Vec<Fact> = Vec::new();
        let same = |one: &Fact, other: &Fact| one.path == other.path && one.value == other.value;
        let count = |fact: &Fact| facts.iter().filter(|other| same(fact, other)).count();
        let common: Vec<bool> = facts.iter().map(|fact| count(fact) == self.objects.len()).collect();
        for (fact, is_common) in facts.into_iter().zip(common) {
            match is_common {
                false => shared.push(fact),
                true if shared.iter().any(|other| same(other, &fact)) => {}
                true => shared.push(Fact { arch: None, ..fact }),
            }
        }
        shared
    }

    /// The values of a key in an object, each with what it follows from.
    fn values(&self, object: &Object<'_, 's>, key: &Key) -> Vec<(Vec<String>, Value, Origin)> {
        if let Some(value) = pod_value(object, key.name) {
            // The rules that keep a pool off an architecture are one value, five maps deep.
            let leaves = if key.name == "affinity" {
                vec![(vec![key.name.to_owned()], &value)]
            } else {
                leaves(key.name, &value)
            };
            let leaves = leaves.into_iter().filter(|(_, value)| !is_empty(&(*value).into()));
            return leaves.map(|(path, value)| (path, value.into(), self.follows(value))).collect();
        }
        let given = self.pool.get(key.name).map(|entry| Value::from(&entry.value));
        let built_in = match key.otherwise {
            Some(Otherwise::Value(value)) => serde_json::from_str(value).ok(),
            _ => None,
        };
        if given.is_none() && is_optional(self.reads, key.name) {
            return Vec::new();
        }
        let made = made(object, key.name).and_then(|value| scalar(&value));
        let Some(value) = made.or(built_in.filter(|_| self.pool.settings.find(key.name).is_none())) else {
            return Vec::new();
        };
        let origin = match key.otherwise {
            Some(Otherwise::Words(words)) => Origin::Follows(words.to_owned()),
            _ => Origin::BuiltIn,
        };
        let is_told = given.as_ref() == Some(&value);
        if is_told { Vec::new() } else { vec![(vec![key.name.to_owned()], value, origin)] }
    }

    /// The keys whose values are in a value.
    fn follows(&self, value: &json::Value<'_>) -> Origin {
        let mut spans = Vec::new();
        collect_spans(value, &mut spans);
        let is_used = |key: &&Key| {
            self.pool
                .get(key.name)
                .is_some_and(|entry| spans.iter().any(|span| entry.value.span.holds(*span)))
        };
        Origin::Follows(list(KEYS.iter().filter(is_used).map(|key| key.name)))
    }

    /// A key that has no value: because a layer says so, or although it is needed.
    fn unset(&self, key: &str) -> Option<Fact> {
        let path = vec![key.to_owned()];
        let mut layers = self.layers(&path).into_iter();
        let needed = |(needed, other): &(&str, &str)| {
            *needed == key && self.pool.get(other).is_none() && self.reads.requires(key)
        };
        let given = layers.next().map(|(_, origin)| origin);
        let origin = if NEEDED.iter().any(needed) { Some(Origin::Missing) } else { given }?;
        Some(Fact::new(path, Value::Null, origin, layers.collect()))
    }
}

/// The keys that hold, in the object, what follows from other keys too.
fn pod_value<'s>(object: &Object<'_, 's>, key: &str) -> Option<json::Value<'s>> {
    match key {
        "resources" | "dind_resources" => {
            let map = pod::requirements(object.pool, key);
            Some(json::Value { span: object.pool.span, kind: Kind::Map(map) })
        }
        "node_selector" => Some(object.node_selector()),
        "tolerations" => Some(object.tolerations()),
        "affinity" if !object.pool.archs("runner_exclude_arch").is_empty() => object.affinity(),
        _ => None,
    }
}

/// A template's value; lists and maps are as they were given.
pub(super) fn scalar(value: &minijinja::Value) -> Option<Value> {
    match value.kind() {
        ValueKind::String => value.as_str().map(Value::from),
        ValueKind::Bool => Some(value.is_true().into()),
        ValueKind::Number => value.as_i64().map(Value::from),
        _ => None,
    }
}

fn leaves<'v, 's>(key: &str, value: &'v json::Value<'s>) -> Vec<Leaf<'v, 's>> {
    let mut leaves = Vec::new();
    collect_leaves(&mut vec![key.to_owned()], value, &mut leaves);
    leaves
}

fn collect_leaves<'v, 's>(
    path: &mut Vec<String>,
    value: &'v json::Value<'s>,
    leaves: &mut Vec<Leaf<'v, 's>>,
) {
    match &value.kind {
        Kind::Map(map) if !map.0.is_empty() => {
            for entry in &map.0 {
                path.push(entry.key.to_string());
                collect_leaves(path, &entry.value, leaves);
                path.pop();
            }
        }
        _ => leaves.push((path.clone(), value)),
    }
}

fn collect_spans(value: &json::Value<'_>, spans: &mut Vec<Span>) {
    match &value.kind {
        Kind::List(items) => items.iter().for_each(|item| collect_spans(item, spans)),
        Kind::Map(map) => map.0.iter().for_each(|entry| collect_spans(&entry.value, spans)),
        _ => spans.push(value.span),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}
