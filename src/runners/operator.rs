//! The operator of a pool, and its template.

use std::borrow::Cow;

use super::fleet::Choice;
use super::pool::Pool;
use crate::template::built_in;
use crate::text::{Code, Diagnostic, Diagnostics, did_you_mean, suggest};

/// The operator of a pool that names none: the article's.
const OPERATOR: &str = "garo";

/// The name of the pool's template.
pub(super) fn template<'c>(
    pool: &Pool<'_>,
    choice: &Choice<'c>,
    found: &mut Diagnostics,
) -> Option<Cow<'c, str>> {
    if let Some(template) = choice.template {
        return Some(Cow::Borrowed(template));
    }
    let operator = pool.text("operator").or(choice.operator).unwrap_or(OPERATOR);
    // Whether it is a built-in one needs no look at the folder, for each pool again.
    let is_built_in = built_in(operator).is_some();
    let operators = if is_built_in { Vec::new() } else { choice.templates.folder().operators() };
    if is_built_in || operators.iter().any(|known| known == operator) {
        return Some(Cow::Owned(format!("{operator}/pool.yaml.j2")));
    }
    let near = suggest(operator, operators.iter().map(String::as_str));
    let text = near.map_or_else(|| format!("known are {}", operators.join(", ")), did_you_mean);
    let unknown = Diagnostic::new(Code::UnknownName, format!("there is no operator `{operator}`"));
    let is_there = near.is_none() && !choice.templates.folder().is_users();
    let help = is_there.then(|| {
        format!("type `--templates DIR` if its template is `DIR/{operator}/pool.yaml.j2`, as beside an imported config")
    });
    found.push(match pool.get("operator") {
        Some(entry) => unknown.at(entry.value.span, text).maybe_help(help),
        None => unknown.help(help.map_or(text.clone(), |help| format!("{text}; {help}"))),
    });
    None
}
