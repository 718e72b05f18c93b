//! The values of one layer, checked one by one: each key by its own type.

use super::keys::{self, KEYS};
use crate::json::{Entry, Forms, Kind, Map};
use crate::keys::{Key, Type};
use crate::text::{Code, Diagnostic, Diagnostics, Recurring, Source, Span};

/// Reads one layer after the other.
pub(super) struct Layers<'s> {
    source: &'s Source,
    forms: Forms<'s>,
    /// The texts of each key with which nothing was wrong.
    right: Vec<Recurring<()>>,
}

impl<'s> Layers<'s> {
    /// The layers of a config.
    pub(super) fn new(source: &'s Source) -> Self {
        Layers { source, forms: Forms::default(), right: Vec::new() }
    }

    /// Reads the map at a span and checks every value in it. What is wrong, a value or all of it, is marked as such, so that
    /// nothing follows from it.
    pub(super) fn read(&mut self, span: Span, diagnostics: &mut Diagnostics) -> Option<Map<'s>> {
        match self.forms.value(self.source, span, diagnostics).kind {
            Kind::Map(map) => Some(self.check(map, diagnostics)),
            Kind::Wrong => None,
            kind => {
                diagnostics.push(no_map(self.source, span, &kind));
                None
            }
        }
    }

    /// Checks the values of a map that were not right before.
    fn check(&mut self, map: Map<'s>, diagnostics: &mut Diagnostics) -> Map<'s> {
        let before = diagnostics.len();
        self.right.resize_with(KEYS.len(), Recurring::default);
        let map = crate::keys::check(map, &mut |entry| self.unchecked(entry), diagnostics);
        if diagnostics.len() > before {
            self.right.clear();
        }
        map
    }

    /// The key to check an entry by, unless it has a text that was right before.
    fn unchecked(&mut self, entry: &Entry<'s>) -> Option<&'static Key> {
        let at = keys::index(&entry.key)?;
        let key = &KEYS[at];
        if let Kind::Text(text) = &entry.value.kind
            && !text.is_empty()
            && is_kept(key.kind)
        {
            if self.right[at].get(text).is_some() {
                debug_assert!(is_right(entry), "what is wrong with a text depends on more");
                return None;
            }
            // If it is not right, all are forgotten.
            self.right[at].add(text, ());
        }
        Some(key)
    }
}

/// Whether a text with which nothing is wrong stays as it is; an empty one means that there is none.
fn is_kept(kind: Type) -> bool {
    matches!(kind, Type::Text(_) | Type::Quantity | Type::RunnerLabels)
}

fn is_right(entry: &Entry<'_>) -> bool {
    let (mut said, one) = (Diagnostics::default(), Map(vec![entry.clone()]));
    check(one.clone(), &mut said) == one && said.is_empty()
}

fn no_map(source: &Source, span: Span, kind: &Kind<'_>) -> Diagnostic {
    let text = &source.text[span.start as usize..span.end as usize];
    let first =
        text.char_indices().nth(1).map_or(span.end, |(at, _)| span.start + u32::try_from(at).unwrap_or(0));
    let message = format!("a pool is a map of its keys, and this is {}", kind.name());
    // Other tools have a list of pools under a key.
    let help = matches!(kind, Kind::List(_)).then(|| {
        "pools stand by their names in the outermost map of the file: `{ \"go\": { … }, \"rust\": { … } }`"
            .into()
    });
    Diagnostic::new(Code::WrongType, message).at(Span { end: first, ..span }, "expected `{`").maybe_help(help)
}

/// Checks every value of a map.
pub(super) fn check<'s>(map: Map<'s>, diagnostics: &mut Diagnostics) -> Map<'s> {
    crate::keys::check(map, &mut |entry| keys::find(&entry.key), diagnostics)
}
