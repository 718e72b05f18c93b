//! The filled text, parsed back and held against the tree it must read as.

use std::borrow::Cow;

use minijinja::Value;

use super::hole::{self, Part};
use super::slot::{Form, Role, Slot};
use super::{Event, Holes, Kind, Misfit, Style, parse};

/// What a reader must see next. Scalars carry whether they are plain.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Seen<'t> {
    Scalar(Cow<'t, str>, bool),
    Other(Kind<'t>),
}

/// What readers see of a skeleton, in which scalars with holes are left out.
#[derive(Debug)]
pub(super) struct Shape(Vec<Step>);

#[derive(Debug)]
enum Step {
    Fixed(Seen<'static>),
    /// The next scalar with holes, and whether it is plain.
    Slot(bool),
}

impl Shape {
    /// The shape of a skeleton's events.
    pub(super) fn new(events: &[Event<'_>]) -> Self {
        let step = |kind: &Kind<'_>| match kind {
            Kind::Scalar(text, style) if hole::holds(text) => Step::Slot(*style == Style::Plain),
            Kind::Scalar(text, style) => {
                Step::Fixed(Seen::Scalar(Cow::Owned(text.as_ref().to_owned()), *style == Style::Plain))
            }
            // The style of a collection is the template's own business.
            Kind::Map(_) => Step::Fixed(Seen::Other(Kind::Map(true))),
            Kind::List(_) => Step::Fixed(Seen::Other(Kind::List(true))),
            Kind::Document(explicit) => Step::Fixed(Seen::Other(Kind::Document(*explicit))),
            Kind::End | Kind::Comment => Step::Fixed(Seen::Other(Kind::End)),
            Kind::Alias(anchor) => Step::Fixed(Seen::Other(Kind::Alias(*anchor))),
        };
        Shape(
            events.iter().map(|event| &event.kind).filter(|kind| **kind != Kind::Comment).map(step).collect(),
        )
    }

    /// Fails if a reader of `text` would not see the skeleton's events with these values.
    ///
    /// This cannot happen; it is the last line of defence against a mistake in the rules of `slot`.
    pub(super) fn prove(
        &self,
        slots: &[Slot],
        forms: &[Form],
        holes: Holes<'_>,
        text: &str,
    ) -> Result<(), Misfit> {
        let expected = self.expected(slots, forms, holes);
        let found = parse(text).ok().map(|events| seen(events.into_iter().map(|event| event.kind)));
        if expected.is_some() && expected == found {
            return Ok(());
        }
        let hole = slots.iter().flat_map(|slot| &slot.decoded).find_map(|part| match part {
            Part::Hole(number) => Some(*number),
            Part::Text(_) => None,
        });
        Err(Misfit::new(
            hole.unwrap_or(0),
            "cannot be written here so that every reader gets it back; please report this",
        ))
    }

    fn expected<'h>(&'h self, slots: &[Slot], forms: &[Form], holes: Holes<'h>) -> Option<Vec<Seen<'h>>> {
        let mut filled = slots.iter().zip(forms).filter(|(slot, _)| slot.role != Role::Comment);
        let mut expected = Vec::with_capacity(self.0.len());
        for step in &self.0 {
            let plain = match step {
                Step::Fixed(seen) => {
                    expected.push(seen.clone());
                    continue;
                }
                Step::Slot(plain) => *plain,
            };
            let (slot, form) = filled.next()?;
            match (form, slot.decoded.as_slice()) {
                (Form::Flow, [Part::Hole(number)]) => collection(holes.get(*number)?, holes, &mut expected)?,
                (Form::Typed, [Part::Hole(number)]) => expected.push(typed(holes.get(*number)?)),
                (Form::Quoted, _) => expected.push(Seen::Scalar(slot.reading(holes)?, false)),
                _ => expected.push(Seen::Scalar(slot.reading(holes)?, plain)),
            }
        }
        Some(expected)
    }
}

fn seen<'t>(kinds: impl Iterator<Item = Kind<'t>>) -> Vec<Seen<'t>> {
    kinds
        .filter(|kind| *kind != Kind::Comment)
        .map(|kind| match kind {
            Kind::Scalar(text, style) => Seen::Scalar(text, style == Style::Plain),
            // The style of a collection is the template's own business.
            Kind::Map(_) => Seen::Other(Kind::Map(true)),
            Kind::List(_) => Seen::Other(Kind::List(true)),
            kind => Seen::Other(kind),
        })
        .collect()
}

fn typed<'t>(value: &Value) -> Seen<'t> {
    let text = hole::typed(value).map_or(Cow::Borrowed("null"), |text| Cow::Owned(text.into_owned()));
    Seen::Scalar(text, true)
}

fn collection(value: &Value, holes: Holes<'_>, expected: &mut Vec<Seen<'_>>) -> Option<()> {
    use minijinja::value::ValueKind as Is;
    match value.kind() {
        Is::Map => {
            expected.push(Seen::Other(Kind::Map(true)));
            for key in value.try_iter().ok()? {
                expected
                    .push(Seen::Scalar(hole::expand(&hole::print(&key), holes)?.into_owned().into(), false));
                collection(&value.get_item(&key).ok()?, holes, expected)?;
            }
            expected.push(Seen::Other(Kind::End));
        }
        Is::String => {
            expected.push(Seen::Scalar(hole::expand(value.as_str()?, holes)?.into_owned().into(), false));
        }
        Is::None | Is::Bool | Is::Number => expected.push(typed(value)),
        _ => {
            expected.push(Seen::Other(Kind::List(true)));
            for item in value.try_iter().ok()? {
                collection(&item, holes, expected)?;
            }
            expected.push(Seen::Other(Kind::End));
        }
    }
    Some(())
}
