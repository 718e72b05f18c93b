//! `--set PATH=VALUE`

use std::borrow::Cow;

use wildmatch::WildMatch;

use super::keys;
use super::only::meant;
use crate::json::{Entry, Kind, Map, Value, check_text};
use crate::keys::Type;
use crate::text::{Code, Diagnostic, Diagnostics, Source, Span};

/// What `--set` takes.
const PATHS: &str =
    "write `--set POOL.KEY=VALUE`, `--set '*.KEY=VALUE'` for all pools, or `--set '$defaults.KEY=VALUE'`";

/// Every change from the command line, in its order.
pub(super) struct Overrides<'s>(Vec<(WildMatch, Entry<'s>)>);

impl<'s> Overrides<'s> {
    /// Reads the changes; `names` are those of all pools and `$` layers.
    pub(super) fn read(set: &[&'s Source], names: &[&str], diagnostics: &mut Diagnostics) -> Self {
        Overrides(set.iter().filter_map(|source| read(source, names, diagnostics)).collect())
    }

    /// The changes of one pool, or of a `$` layer; patterns mean pools only.
    pub(super) fn of(&self, pool: &str) -> Map<'s> {
        let mut map = Map::default();
        for (pattern, entry) in &self.0 {
            if pattern.matches(pool) && pool.starts_with('$') == pattern.pattern().starts_with('$') {
                put(&mut map, entry.clone());
            }
        }
        map
    }
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

fn read<'s>(
    source: &'s Source,
    pools: &[&str],
    diagnostics: &mut Diagnostics,
) -> Option<(WildMatch, Entry<'s>)> {
    let text = source.text.as_str();
    if let Some(found) = check_text(text, true, source.span(0..text.len())) {
        diagnostics.push(found);
        return None;
    }
    let fail = |message: &str, help: &str| {
        Diagnostic::new(Code::UnknownName, message).at(source.span(0..text.len()), "").help(help)
    };
    let Some((path, _)) = text.split_once('=') else {
        diagnostics.push(fail("`--set` takes PATH=VALUE", PATHS));
        return None;
    };
    let exists = |pattern: &WildMatch| pools.iter().any(|name| pattern.matches(name));
    // The name of a pool can hold dots.
    let dots = path.match_indices('.').map(|(at, _)| at);
    let Some((pattern, dot)) =
        dots.map(|dot| (WildMatch::new(&path[..dot]), dot)).find(|(pattern, _)| exists(pattern))
    else {
        let help = path.split_once('.').map_or(PATHS.to_owned(), |(pool, _)| meant(pool, pools));
        diagnostics.push(fail("this path names no pool", &help));
        return None;
    };
    let value = source.span(path.len() + 1..text.len());
    let key = source.span(dot + 1..path.len());
    let path = &path[dot + 1..];
    let kind = path.split('.').next().and_then(keys::find).map(|key| key.kind);
    // The names of labels and resources hold dots, and nothing is below them.
    let depth = match kind {
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
    let is_text = match kind {
        Some(Type::Texts(..) | Type::Env | Type::Resources) => names.len() > 1,
        Some(Type::Text(_) | Type::Integer(_) | Type::Switch | Type::Quantity) => true,
        _ => false,
    };
    let mut value = typed(source, value, is_text, diagnostics);
    let mut names = names.into_iter().rev().peekable();
    while let Some(name) = names.next() {
        let entry = Entry { key: Cow::Borrowed(name), key_span: key, value };
        if names.peek().is_none() {
            return Some((pattern, entry));
        }
        value = Value { span: entry.value.span, kind: Kind::Map(Map(vec![entry])) };
    }
    None
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
    if is_json && (!is_text || text == "null" || text.starts_with('"')) {
        return crate::json::value(source, span, diagnostics);
    }
    Value { span, kind: Kind::Text(Cow::Borrowed(text)) }
}
