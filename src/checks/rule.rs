//! Rules, and the places of an object that they are for.

use super::findings::{Findings, What};
use super::kinds::is_merged;
use super::memo::Same;
use super::path::Path;
use crate::keys::list;
use crate::text::{Code, did_you_mean, is_same, suggest};
use crate::yaml::{Content, Item};

/// What must be true of a place.
pub(super) enum Rule {
    /// A string is one of these words; `""` is one where the API server has a default for it.
    Words(&'static [&'static str]),
    /// A string is a name; the function says what is wrong with it, by its length and what it is made of.
    Name(Check),
    /// The same, where an empty string is no name, or has been told of.
    SomeName(Check),
    /// An integer is between two.
    Range(i64, i64),
    /// A list has an item.
    Filled,
    /// A map has values for these keys.
    Needs(&'static [&'static str]),
    /// A map has exactly one of these keys.
    One(&'static [&'static str]),
    /// A map has at most one of these keys with a value.
    AtMostOne(&'static [&'static str]),
    /// A list has at most so many items.
    AtMost(usize),
    /// No two items of a list have the same texts for all of these keys.
    Unique(&'static [&'static str]),
    /// This cannot be given here, and why.
    Never(&'static str),
    /// What a text is made of, which is the same for all plain names of one length.
    ByLength(Ask),
    /// The same for all images that differ only in the digits of their tags.
    ByVersion(Ask),
    /// Anything else.
    Ask(Ask),
}

/// What is wrong with a name.
pub(super) type Check = fn(&str) -> Result<(), String>;

/// A rule in code: what it is about, and where that is.
pub(super) type Ask = fn(&mut Findings<'_>, &Item, &Path<'_>);

/// Rules by place: keys, with `[]` for each item of a list and `{}` for each value of a map; the place itself is `""`.
pub(super) type Table = &'static [(&'static str, Rule)];

impl Rule {
    /// Of which values it says the same.
    pub(super) fn same(&self) -> Same {
        let names = matches!(self, Rule::Name(_) | Rule::SomeName(_) | Rule::Needs(_) | Rule::ByLength(_));
        Same { names, versions: matches!(self, Rule::ByVersion(_)) }
    }

    pub(super) fn check(&self, findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
        match self {
            Rule::ByLength(ask) | Rule::ByVersion(ask) | Rule::Ask(ask) => return ask(findings, item, path),
            Rule::Needs(keys) if findings.is_map(item) => return needs(findings, item, path, keys),
            Rule::One(keys) if findings.is_map(item) => return one(findings, item, path, keys),
            Rule::AtMostOne(keys) if findings.is_map(item) => return at_most_one(findings, item, path, keys),
            Rule::Needs(_) | Rule::One(_) | Rule::AtMostOne(_) => return,
            Rule::Never(why) => {
                findings.add(Code::InvalidField, item, path, *why).help("remove it");
                return;
            }
            _ => {}
        }
        match (self, findings.content(item)) {
            (Rule::Words(words), Content::Text(text)) if !words.contains(&&*text) => {
                let words = || words.iter().copied().filter(|word| !word.is_empty());
                let help = suggest(&text, words()).map(did_you_mean);
                let message = format!("this takes {}", either(words()));
                findings.add(Code::InvalidField, item, path, message).help = help;
            }
            (Rule::Name(check), Content::Text(text)) => findings.name(check(&text), item, path),
            (Rule::SomeName(check), Content::Text(text)) if !text.is_empty() => {
                findings.name(check(&text), item, path);
            }
            (Rule::Range(least, most), Content::Integer(number)) if !(least..=most).contains(&&number) => {
                let message = match *most {
                    i64::MAX => format!("this is at least {least}"),
                    _ => format!("this is {least} to {most}"),
                };
                findings.add(Code::InvalidField, item, path, message);
            }
            (Rule::Filled, Content::List(items)) if items.is_empty() => {
                findings.add(Code::InvalidField, item, path, "this list needs at least one item");
            }
            (Rule::AtMost(most), Content::List(items)) if items.len() > *most => {
                let message = format!("this list has at most {most} items, and this one has {}", items.len());
                findings.add(Code::InvalidField, item, path, message);
            }
            (Rule::Unique(keys), Content::List(items)) => unique(findings, &items, path, keys),
            // What has the wrong type the schema says.
            _ => {}
        }
    }
}

fn unique(findings: &mut Findings<'_>, items: &[Item], path: &Path<'_>, keys: &[&str]) {
    let mut seen = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let texts = keys.iter().map(|key| findings.text(item, &[key])).collect::<Option<Vec<_>>>();
        // What is missing is told of as that.
        let Some(texts) = texts else { continue };
        if seen.contains(&texts) {
            let message = format!("the list has {} already", list(texts.iter().map(|text| &**text)));
            findings.add(Code::DuplicateItem, item, &path.index(at), message).help("remove one of the two");
        }
        seen.push(texts);
    }
}

fn needs(findings: &mut Findings<'_>, map: &Item, path: &Path<'_>, keys: &[&str]) {
    for key in keys {
        let value = findings.get(map, key);
        if value.as_ref().is_some_and(|value| findings.string(value).is_none_or(|text| !text.is_empty())) {
            continue;
        }
        if is_merged(findings, path) {
            return;
        }
        let given = value.or_else(|| findings.given(map, key));
        let (message, item) = match &given {
            Some(value) => (format!("`{key}` has no value"), value),
            None => (format!("`{key}` is missing"), map),
        };
        let help = format!("write `{key}: …` with a value");
        findings.add(Code::MissingField, item, path, message).help(help);
    }
}

fn one(findings: &mut Findings<'_>, map: &Item, path: &Path<'_>, keys: &[&'static str]) {
    if keys.iter().any(|key| findings.get(map, key).is_some()) {
        return at_most_one(findings, map, path, keys);
    }
    if is_merged(findings, path) {
        return;
    }
    // What refers to something else in its place is a field that another schema may have, or is told of by ours.
    if findings.entries(map).iter().any(|(key, ..)| key.to_lowercase().ends_with("ref")) {
        return;
    }
    let message = format!("this needs {}", either(keys.iter().copied()));
    findings.add(Code::MissingField, map, path, message).help("write one of them");
}

fn at_most_one(findings: &mut Findings<'_>, map: &Item, path: &Path<'_>, keys: &[&'static str]) {
    let given = keys.iter().filter_map(|key| Some((*key, findings.get(map, key)?)));
    let is_filled = |value: &Item| findings.string(value).is_none_or(|text| !text.is_empty());
    let mut filled = given.filter(|(_, value)| is_filled(value));
    if let (Some((key, first)), Some((other, second))) = (filled.next(), filled.next()) {
        let message = format!("this takes only one of {}", list(keys.iter().copied()));
        findings
            .add(Code::InvalidField, &second, &path.key(other), message)
            .beside(&first, &path.key(key))
            .help("remove all but one");
    }
}

/// Refuses keys that are only for a map that says otherwise what it is.
pub(super) fn refuse(
    findings: &mut Findings<'_>,
    map: &Item,
    path: &Path<'_>,
    keys: &[&str],
    (message, help): (&str, &str),
) {
    for key in keys {
        if let Some(item) = findings.get(map, key) {
            findings.add(Code::InvalidField, &item, &path.key(key), message).help(help);
        }
    }
}

/// Names as a sentence leaves the choice of them.
pub(super) fn either<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let text = list(names);
    match text.rsplit_once(" and ") {
        Some((rest, last)) => format!("{rest} or {last}"),
        None => text,
    }
}

/// Rules as a tree of the places that they are for.
#[derive(Clone, Default)]
pub(super) struct Places {
    rules: Vec<&'static Rule>,
    fields: Vec<(&'static str, Places)>,
    items: Option<Box<Places>>,
    values: Option<Box<Places>>,
}

impl Places {
    /// Adds the rules of a table below a place.
    #[must_use]
    pub(super) fn with(mut self, path: &'static str, table: Table) -> Self {
        let place = self.place(path);
        for (inner, rule) in table {
            place.place(inner).rules.push(rule);
        }
        self
    }

    /// Puts places below a place that has none yet.
    #[must_use]
    pub(super) fn place_at(mut self, path: &'static str, places: Places) -> Self {
        *self.place(path) = places;
        self
    }

    fn place(&mut self, path: &'static str) -> &mut Places {
        let mut place = self;
        for step in path.split('.').filter(|step| !step.is_empty()) {
            let (items, values) = (step.strip_suffix("[]"), step.strip_suffix("{}"));
            let key = items.or(values).unwrap_or(step);
            // The rows of a table that belong together follow each other.
            let at = place.fields.iter().rposition(|(name, _)| is_same(name, key));
            let at = at.unwrap_or(place.fields.len());
            if at == place.fields.len() {
                place.fields.push((key, Places::default()));
            }
            place = &mut place.fields[at].1;
            if items.is_some() {
                place = place.items.get_or_insert_default();
            } else if values.is_some() {
                place = place.values.get_or_insert_default();
            }
        }
        place
    }

    /// Of which values all of its rules say the same.
    pub(super) fn same(&self) -> Same {
        let inner = self.fields.iter().map(|(_, places)| places);
        let inner = inner.chain(self.items.as_deref()).chain(self.values.as_deref());
        let all = self.rules.iter().map(|rule| rule.same()).chain(inner.map(Places::same));
        all.fold(Same { names: true, versions: true }, |all, one| Same {
            names: all.names && one.names,
            versions: all.versions && one.versions,
        })
    }

    /// All checks of names.
    #[cfg(test)]
    pub(super) fn names(&self) -> Vec<Check> {
        let own = self.rules.iter().filter_map(|rule| match rule {
            Rule::Name(check) | Rule::SomeName(check) => Some(*check),
            _ => None,
        });
        let inner = self.fields.iter().map(|(_, places)| places);
        let inner = inner.chain(self.items.as_deref()).chain(self.values.as_deref());
        own.chain(inner.flat_map(Places::names)).collect()
    }

    /// Asks all rules of an item and of what is in it.
    pub(super) fn walk(&'static self, findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
        if findings.is_open(item) {
            return findings.later(What::Places(self), item, path);
        }
        for rule in &self.rules {
            findings.ask(rule, item, path);
        }
        for (key, places) in &self.fields {
            if let Some(value) = findings.get(item, key) {
                places.walk(findings, &value, &path.key(key));
            }
        }
        if let Some(places) = &self.items {
            for (at, inner) in findings.items(item).iter().enumerate() {
                places.walk(findings, inner, &path.index(at));
            }
        }
        if let Some(places) = &self.values {
            for (key, _, value) in &findings.entries(item) {
                places.walk(findings, value, &path.key(key));
            }
        }
    }
}
