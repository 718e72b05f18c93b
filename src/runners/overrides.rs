//! `--set PATH=VALUE`

use std::borrow::Cow;
use std::cell::Cell;

use wildmatch::WildMatch;

use super::keys;
use super::only::meant;
use super::settings::Settings;
use crate::json::{Entry, Kind, Map, Value, check_text};
use crate::keys::Type;
use crate::text::{Code, Diagnostic, Diagnostics, Source, Span};
use crate::yaml::print;

/// What `--set` takes.
const PATHS: &str =
    "write `--set POOL.KEY=VALUE`, `--set '*.KEY=VALUE'` for all pools, or `--set '$defaults.KEY=VALUE'`";

/// Every change from the command line, in its order.
pub(super) struct Overrides<'s>(Vec<Override<'s>>);

/// A change from the command line.
struct Override<'s> {
    pattern: WildMatch,
    /// The names of its path, below the pool.
    names: Vec<&'s str>,
    entry: Entry<'s>,
    /// Whether it was said that its path goes into a list.
    refused: Cell<bool>,
}

impl<'s> Overrides<'s> {
    /// Reads the changes; `names` are those of all pools and `$` layers.
    pub(super) fn read(set: &[&'s Source], names: &[&str], diagnostics: &mut Diagnostics) -> Self {
        Overrides(set.iter().filter_map(|source| read(source, names, diagnostics)).collect())
    }

    /// The changes of one pool, or of a `$` layer, to what it has by itself; patterns mean pools only.
    pub(super) fn of(&self, pool: &str, settings: &Settings<'s>, diagnostics: &mut Diagnostics) -> Map<'s> {
        let mut map = Map::default();
        for change in self.0.iter().filter(|change| change.is_of(pool)) {
            let (key, names) = change.names.split_first().unwrap_or((&"", &[]));
            let there = map.get(key).or_else(|| settings.get(key));
            if let Some(list) = there.and_then(|entry| list_above(key, &entry.value, names)) {
                if !change.refused.replace(true) {
                    diagnostics.push(into_list(list, change.entry.key_span));
                }
                continue;
            }
            put(&mut map, change.entry.clone());
        }
        map
    }

    /// What a pool, or a `$` layer, extends by the command line.
    pub(super) fn extends(&self, pool: &str) -> Option<&Value<'s>> {
        let changes = self.0.iter().filter(|change| change.is_of(pool) && change.names == ["extends"]);
        changes.last().map(|change| &change.entry.value)
    }
}

/// What a variable of the environment has instead of a text, as Kubernetes spells it.
const SOURCE: &str = "valueFrom";

impl Override<'_> {
    fn is_of(&self, pool: &str) -> bool {
        self.pattern.matches(pool) && pool.starts_with('$') == self.pattern.pattern().starts_with('$')
    }
}

/// The name of the list that a path goes into.
fn list_above<'n>(name: &'n str, value: &Value<'_>, names: &[&'n str]) -> Option<&'n str> {
    let (next, names) = names.split_first()?;
    match &value.kind {
        Kind::List(_) => Some(name),
        Kind::Map(map) => list_above(next, &map.get(next)?.value, names),
        _ => None,
    }
}

fn into_list(list: &str, path: Span) -> Diagnostic {
    Diagnostic::new(Code::WrongType, format!("`{list}` is a list, and `--set` changes only all of it"))
        .at(path, "")
        .help("write the whole list: `--set 'POOL.KEY=[\"ONE\", \"TWO\"]'`")
}

/// Puts an entry into a map, into the maps inside of it where both are maps.
fn put<'s>(map: &mut Map<'s>, entry: Entry<'s>) {
    match map.0.iter_mut().find(|other| other.key == entry.key) {
        Some(Entry { value: Value { kind: Kind::Map(into), .. }, .. })
            if matches!(entry.value.kind, Kind::Map(_)) =>
        {
            if let Kind::Map(from) = entry.value.kind {
                from.0.into_iter().for_each(|entry| put(into, entry));
            }
        }
        Some(other) => *other = entry,
        None => map.0.push(entry),
    }
}

fn read<'s>(source: &'s Source, pools: &[&str], diagnostics: &mut Diagnostics) -> Option<Override<'s>> {
    let text = source.text.as_str();
    if let Some(found) = check_text(text, true, source.span(0..text.len())) {
        diagnostics.push(found);
        return None;
    }
    let fail = |message: &str, help: &str| {
        Diagnostic::new(Code::UnknownName, message).at(source.span(0..text.len()), "").help(help)
    };
    let Some((path, given)) = text.split_once('=') else {
        diagnostics.push(fail("`--set` takes PATH=VALUE", PATHS));
        return None;
    };
    let Some(dot) = end_of_pool(path, pools) else {
        let help = path.split_once('.').map_or(PATHS.to_owned(), |(pool, _)| meant(pool, pools));
        diagnostics.push(fail("this path names no pool", &help));
        return None;
    };
    let pattern = WildMatch::new(&path[..dot]);
    let value = source.span(path.len() + 1..text.len());
    let key = source.span(dot + 1..path.len());
    let path = &path[dot + 1..];
    let kind = path.split('.').next().and_then(keys::find).map(|key| key.kind);
    // The names of labels and resources hold dots, and nothing is below them.
    let depth = match kind {
        Some(Type::Env) if path.split('.').nth(2).is_some_and(|part| part == SOURCE) => usize::MAX,
        Some(Type::Texts(..) | Type::Env | Type::Resources | Type::Gpu) => 2,
        Some(Type::Requirements) => 3,
        _ => usize::MAX,
    };
    let Some(names) = names(path, depth) else {
        let found = Diagnostic::new(Code::UnknownName, "a name in this path is empty, or its `\"` is not closed")
            .at(key, "")
            .help("names are parted by dots; one that holds a dot stands in quotes: `--set 'POOL.KEY.\"a.b/c\"=VALUE'`");
        diagnostics.push(found);
        return None;
    };
    if let Some(list) = names.iter().find_map(|name| indexed(name)).filter(|_| !path.contains('"')) {
        diagnostics.push(into_list(list, key));
        return None;
    }
    let is_text = match kind {
        Some(Type::Env) if names.len() == 2 && is_source(given) => false,
        Some(Type::Texts(..) | Type::Env | Type::Resources) => {
            names.len() > 1 && names.last().is_none_or(|last| *last != SOURCE)
        }
        Some(Type::Text(_) | Type::Integer(..) | Type::Switch | Type::Quantity) => true,
        _ => false,
    };
    let value = typed(source, value, is_text, diagnostics);
    let (first, inner) = names.split_first()?;
    let value = inner.iter().rev().fold(value, |value, name| {
        let span = value.span;
        let entry = Entry { key: Cow::Borrowed(name), key_span: key, value };
        Value { span, kind: Kind::Map(Map(vec![entry])) }
    });
    let entry = Entry { key: Cow::Borrowed(first), key_span: key, value };
    Some(Override { pattern, names, entry, refused: Cell::new(false) })
}

/// Whether a value is meant as what a variable of the environment has instead of a text.
fn is_source(value: &str) -> bool {
    let key = value.strip_prefix('{').and_then(|rest| rest.trim_start().strip_prefix('"'));
    key.and_then(|key| key.strip_prefix(SOURCE)).is_some_and(|rest| rest.starts_with('"'))
}

/// The place of the dot behind the pool of a path. The name of a pool can hold dots, and begin with that of another.
fn end_of_pool(path: &str, pools: &[&str]) -> Option<usize> {
    let dots = || path.match_indices('.').map(|(at, _)| at);
    let exact = dots().rev().find(|dot| pools.contains(&&path[..*dot]));
    exact.or_else(|| {
        dots().find(|dot| {
            let pattern = WildMatch::new(&path[..*dot]);
            // It is under all pools even where the file has none.
            pattern.pattern() == "$defaults" || pools.iter().any(|name| pattern.matches(name))
        })
    })
}

/// The name of a list whose item a name means, as in `hosts[0]`.
fn indexed(name: &str) -> Option<&str> {
    let (list, number) = name.strip_suffix(']')?.split_once('[')?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(list)
}

/// The names of a path, which dots part and quotes keep together; the one at `depth` is all the rest.
fn names(path: &str, depth: usize) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = Some(path);
    while let Some(path) = rest {
        let (name, after) = match path.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None if names.len() + 1 == depth => (path, ""),
            None => path.split_at(path.find('.').unwrap_or(path.len())),
        };
        rest = if after.is_empty() { None } else { Some(after.strip_prefix('.')?) };
        if name.is_empty() {
            return None;
        }
        names.push(name);
    }
    Some(names)
}

/// A value from the command line: JSON where the key takes more than a text, otherwise the text. `null` takes a value away
/// everywhere, and the text of this word is `"null"`.
fn typed<'s>(source: &'s Source, span: Span, is_text: bool, diagnostics: &mut Diagnostics) -> Value<'s> {
    let text = &source.text[span.start as usize..span.end as usize];
    let is_json = serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok() && text.trim() == text;
    // `1.20` and `1e3` are rather versions, and as numbers they would be others.
    let is_spelled = match (text.parse::<i64>(), text.parse::<f64>()) {
        (Ok(number), _) => number.to_string() != text,
        (_, Ok(number)) => print(&number.into()) != text,
        _ => false,
    };
    if is_json && !is_spelled && (!is_text || text == "null" || text.starts_with('"')) {
        return crate::json::value(source, span, diagnostics);
    }
    if let Some(open) = text.chars().next().filter(|first| !is_text && matches!(first, '[' | '{')) {
        let what = if open == '[' { "list" } else { "map" };
        let found = Diagnostic::new(Code::JsonSyntax, format!("this begins as a {what}, and is not JSON"))
            .at(span, "")
            .help(format!(
                "write JSON: its strings are in double quotes, and so is a text that begins with `{open}`"
            ));
        diagnostics.push(found);
        return Value { span, kind: Kind::Wrong };
    }
    Value { span, kind: Kind::Text(Cow::Borrowed(text)) }
}
