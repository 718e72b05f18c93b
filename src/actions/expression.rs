//! Texts that GitHub would take for an expression.

use crate::json::{Kind, Value};
use crate::text::{Code, Diagnostic, Diagnostics};

/// Refuses every string in a value that holds `${{`: in a workflow GitHub would evaluate it, with the job's secrets.
pub fn refuse_expressions(value: &Value<'_>, diagnostics: &mut Diagnostics) {
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
pub fn only_expressions(diagnostics: &mut Diagnostics) {
    let is_expression = |found: &&Diagnostic| found.code == Code::Expression;
    let places: Vec<_> = diagnostics.iter().filter(is_expression).filter_map(Diagnostic::place).collect();
    diagnostics.retain_mut(|found| {
        found.code != Code::BadName || found.place().is_none_or(|place| !places.contains(&place))
    });
}
