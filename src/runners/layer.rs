//! The values of one layer, checked one by one: each key by its own type.

use super::keys;
use crate::json::{Forms, Kind, Map};
use crate::text::{Code, Diagnostic, Diagnostics, Source, Span};

/// Reads the map at a span of the config and checks every value in it. What is wrong, a value or all of it, is marked as
/// such, so that nothing follows from it.
pub(super) fn read<'s>(
    forms: &mut Forms<'s>,
    source: &'s Source,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Option<Map<'s>> {
    let value = forms.value(source, span, diagnostics);
    match value.kind {
        Kind::Map(map) => Some(check(map, diagnostics)),
        Kind::Wrong => None,
        kind => {
            let text = &source.text[span.start as usize..span.end as usize];
            let first = text
                .char_indices()
                .nth(1)
                .map_or(span.end, |(at, _)| span.start + u32::try_from(at).unwrap_or(0));
            let message = format!("a pool is a map of its keys, and this is {}", kind.name());
            // Other tools have a list of pools under a key.
            let help = matches!(kind, Kind::List(_)).then(|| {
                "pools stand by their names in the outermost map of the file: `{ \"go\": { … }, \"rust\": { … } }`"
                    .into()
            });
            diagnostics.push(
                Diagnostic::new(Code::WrongType, message)
                    .at(Span { end: first, ..span }, "expected `{`")
                    .maybe_help(help),
            );
            None
        }
    }
}

/// Checks every value of a map.
pub(super) fn check<'s>(map: Map<'s>, diagnostics: &mut Diagnostics) -> Map<'s> {
    crate::keys::check(map, &keys::find, diagnostics)
}
