//! Texts that GitHub would take for an expression.

use crate::json::{Entry, Kind, Map, Value, members, value};
use crate::keys::{Key, check_record};
use crate::text::{Code, Diagnostic, Diagnostics, Source};

/// A whole file as a map that has only keys of a table, and no text that GitHub would evaluate; `whole` is the file in words.
pub fn record<'s>(
    source: &'s Source,
    keys: &'static [Key],
    whole: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Map<'s>> {
    let mut map = Map::default();
    for (key, member) in members(source, diagnostics)? {
        let value = value(source, member.span, diagnostics);
        refuse_expressions(&value, diagnostics);
        map.0.push(Entry { key, key_span: member.key_span, value });
    }
    let map = check_record(map, keys, whole, diagnostics);
    only_expressions(diagnostics);
    Some(map)
}

/// Refuses every string in a value that holds `${{`: in a workflow GitHub would evaluate it, with the job's secrets.
fn refuse_expressions(value: &Value<'_>, diagnostics: &mut Diagnostics) {
    match &value.kind {
        Kind::Text(text) if text.contains("${{") => {
            let message = "`${{` begins an expression, which GitHub would evaluate in the workflow";
            let found = Diagnostic::new(Code::Expression, message).at(value.span, "");
            diagnostics.push(found.help("write the value itself"));
        }
        Kind::List(items) => items.iter().for_each(|item| refuse_expressions(item, diagnostics)),
        Kind::Map(map) => map.0.iter().for_each(|entry| refuse_expressions(&entry.value, diagnostics)),
        _ => {}
    }
}

/// Drops what else is said of the form of such a string.
fn only_expressions(diagnostics: &mut Diagnostics) {
    let is_expression = |found: &&Diagnostic| found.code == Code::Expression;
    let places: Vec<_> = diagnostics.iter().filter(is_expression).filter_map(Diagnostic::place).collect();
    diagnostics.retain_mut(|found| {
        found.code != Code::BadName || found.place().is_none_or(|place| !places.contains(&place))
    });
}
