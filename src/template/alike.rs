//! Documents of one template that have the same skeleton, told without rendering.
//!
//! What a template does with most variables is to print them: their values go into holes, and nothing follows from them. So
//! where all others have the same values as in a document before, the skeleton is the same one, and each hole has the
//! variable that it had there.

use std::cell::RefCell;
use std::rc::Rc;

use foldhash::HashMap;
use minijinja::Value;
use minijinja::value::{Object, ValueKind};

use super::sketch::{Rendered, Sketch};
use super::{Failure, Templates};
use super::{Reads, limit};
use crate::text::append;
use crate::yaml::{Given, Skeleton};

/// How many are remembered.
const MOST: usize = 1_000;

/// The documents of a template.
pub struct Alike {
    /// For each variable whether it is only printed.
    printed: Vec<bool>,
    known: RefCell<HashMap<Box<[u8]>, Known>>,
    /// What one key after the other is written in.
    scratch: RefCell<Vec<u8>>,
}

/// What is known of documents whose looked-at values are the same.
enum Known {
    /// There was one. What comes of them is looked into when there is another.
    Once,
    /// They have a skeleton in common, and where the values of its holes are from.
    Alike(Rc<Skeleton>, Vec<Hole>),
    /// More follows from what is printed, as from lines in a block scalar.
    Different,
}

/// Where the value of a hole is from.
enum Hole {
    /// A variable, by its place, and whether it is the last hole of the variable.
    Variable { at: usize, is_last: bool },
    /// It follows from what the template looks at.
    Fixed(Value),
}

impl Templates {
    /// What tells which documents of a template are alike; nothing where text that it made itself can look like a value.
    pub fn alike<'n>(&self, reads: &Reads, variables: impl Iterator<Item = &'n str>) -> Option<Alike> {
        (!self.has_own_text() && !reads.is_open()).then(|| Alike::new(reads, variables))
    }

    /// The same as [`Self::render`] with the context of some values, which need not render what is like a document before.
    pub fn render_alike<'t>(
        &self,
        name: &str,
        alike: &Alike,
        mut values: Vec<Option<Given<'t>>>,
        context_of: impl Fn(Vec<Option<Value>>) -> Value,
    ) -> Result<Rendered<'t>, Failure> {
        let context = |values: &[Option<Given<'t>>]| {
            context_of(values.iter().map(|given| Some(given.as_ref()?.value().clone())).collect())
        };
        let key = &mut *alike.scratch.borrow_mut();
        if !alike.key(&values, key) {
            return self.render(name, &context(&values));
        }
        let whole = cfg!(debug_assertions).then(|| context(&values));
        if let Some(sketch) = alike.sketch(key, &mut values) {
            let rendered = sketch.filled();
            // Where speed does not matter it is rendered all the same.
            if let Some(context) = whole {
                let whole = self.render(name, &context);
                debug_assert_eq!(told(&rendered), told(&whole), "more is looked at than told");
            }
            return rendered;
        }
        let rendered = self.render(name, &context(&values))?;
        alike.remember(key, &rendered.sketch, &values, |marked| {
            let (text, holes, printed) = self.with_holes(name, &context_of(marked)).ok()?;
            let skeleton = self.skeleton(text).ok()?;
            let is_as_is = printed.is_empty() && skeleton.blocks().is_empty();
            is_as_is.then_some((skeleton, holes))
        });
        Ok(rendered)
    }
}

impl Alike {
    /// The documents of a template that reads this, with these variables.
    pub(super) fn new<'n>(reads: &Reads, variables: impl Iterator<Item = &'n str>) -> Self {
        let printed = variables.map(|name| reads.only_prints(name)).collect();
        Alike { printed, known: RefCell::default(), scratch: RefCell::default() }
    }

    /// Writes down what tells the documents with these values from others, if that can be.
    fn key(&self, values: &[Option<Given<'_>>], key: &mut Vec<u8>) -> bool {
        key.clear();
        values.iter().zip(&self.printed).all(|(given, is_printed)| match given {
            None => {
                key.push(b'-');
                true
            }
            Some(given) if *is_printed => {
                key.push(b'+');
                given.text().is_some() || limit::check_value(given.value()).is_ok()
            }
            Some(Given::Text(text, _)) => {
                write_text(text, key);
                true
            }
            Some(Given::Value(value)) => write(value, key).is_some(),
        })
    }

    /// A document like one before. Its values are taken: by the key it has all that the other had.
    fn sketch<'t>(&self, key: &[u8], values: &mut [Option<Given<'t>>]) -> Option<Sketch<'t>> {
        let known = self.known.borrow();
        let Known::Alike(skeleton, sources) = known.get(key)? else { return None };
        let mut given = Vec::with_capacity(sources.len());
        for source in sources {
            given.push(match source {
                Hole::Variable { at, is_last: true } => values.get_mut(*at)?.take()?,
                Hole::Variable { at, is_last: false } => values.get(*at)?.clone()?,
                Hole::Fixed(value) => Given::Value(value.clone()),
            });
        }
        Some(Sketch { skeleton: Rc::clone(skeleton), given })
    }

    /// Remembers a document. Of the second one of its kind `render` makes another, with marks in the place of all that is
    /// only printed.
    fn remember(
        &self,
        key: &[u8],
        sketch: &Sketch<'_>,
        values: &[Option<Given<'_>>],
        render: impl FnOnce(Vec<Option<Value>>) -> Option<(Rc<Skeleton>, Vec<Value>)>,
    ) {
        let mut known = self.known.borrow_mut();
        if known.len() >= MOST {
            known.clear();
        }
        let Some(known @ Known::Once) = known.get_mut(key) else {
            known.entry(key.into()).or_insert(Known::Once);
            return;
        };
        let marked = values.iter().zip(&self.printed).enumerate().map(|(at, (given, is_printed))| {
            let given = given.as_ref()?;
            Some(if *is_printed { Value::from_object(Mark(at)) } else { given.value().clone() })
        });
        let marked = render(marked.collect()).filter(|(marked, _)| Rc::ptr_eq(marked, &sketch.skeleton));
        let variable = |value: &Value| value.downcast_object_ref().map(|Mark(at)| *at);
        *known = match marked {
            Some((skeleton, holes)) => {
                let hole = |(nth, value): (usize, &Value)| match variable(value) {
                    Some(at) => {
                        let mut behind = holes[nth + 1..].iter();
                        Hole::Variable { at, is_last: !behind.any(|other| variable(other) == Some(at)) }
                    }
                    None => Hole::Fixed(value.clone()),
                };
                Known::Alike(skeleton, holes.iter().enumerate().map(hole).collect())
            }
            None => Known::Different,
        };
    }
}

/// All that a document tells.
fn told(rendered: &Result<Rendered<'_>, Failure>) -> String {
    let mut text = String::new();
    match rendered {
        Ok(Rendered { sketch, filled }) => {
            filled.write(&mut text);
            let holes: Vec<&Value> = sketch.given.iter().map(Given::value).collect();
            format!("{holes:?} in {text}")
        }
        Err(failure) => format!("{failure:?}"),
    }
}

/// What stands for the value of a variable, by its place.
#[derive(Debug)]
struct Mark(usize);

impl Object for Mark {}

/// Begins what has a length.
fn begin(kind: u8, length: usize, key: &mut Vec<u8>) {
    key.push(kind);
    key.extend_from_slice(&length.to_le_bytes());
}

fn write_text(text: &str, key: &mut Vec<u8>) {
    begin(b's', text.len(), key);
    append(key, text);
}

/// Appends a value so that no other value has the same bytes.
fn write(value: &Value, key: &mut Vec<u8>) -> Option<()> {
    match value.kind() {
        ValueKind::None => key.push(b'n'),
        ValueKind::Bool => key.push(if value.is_true() { b't' } else { b'f' }),
        ValueKind::Number if value.is_integer() => {
            key.push(b'i');
            key.extend_from_slice(&i64::try_from(value.clone()).ok()?.to_le_bytes());
        }
        ValueKind::Number => {
            key.push(b'd');
            key.extend_from_slice(&f64::try_from(value.clone()).ok()?.to_bits().to_le_bytes());
        }
        ValueKind::String if !value.is_safe() => write_text(value.as_str()?, key),
        ValueKind::Seq => {
            begin(b'l', value.len()?, key);
            for item in value.try_iter().ok()? {
                write(&item, key)?;
            }
        }
        ValueKind::Map => {
            begin(b'm', value.len()?, key);
            for (name, value) in value.as_object()?.try_iter_pairs()? {
                write(&name, key)?;
                write(&value, key)?;
            }
        }
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::Folder;

    #[test]
    fn the_third_of_a_kind_is_told_without_rendering() {
        let text = "a: {{ printed }}{% if tested %}\nb: c{% endif %}\n";
        let templates = Templates::new(Folder::of_one(text), |_| Vec::new());
        let names = ["printed", "tested"];
        let reads = templates.reads("pool.yaml.j2").unwrap();
        let alike = templates.alike(&reads, names.into_iter()).unwrap();
        let context = |values: Vec<Option<Value>>| {
            Value::from_pairs(names.into_iter().zip(values).filter_map(|(name, value)| Some((name, value?))))
        };
        let is_known = |mut values: Vec<Option<Given<'_>>>| {
            let mut key = Vec::new();
            assert!(alike.key(&values, &mut key));
            alike.sketch(&key, &mut values).is_some()
        };
        let values = |printed: &'static str, tested: bool| {
            vec![Some(printed.into()), Some(Value::from(tested).into())]
        };
        for printed in ["1", "2"] {
            let values = values(printed, true);
            assert!(!is_known(values.clone()));
            templates.render_alike("pool.yaml.j2", &alike, values, context).unwrap();
        }
        assert!(is_known(values("3", true)));
        assert!(!is_known(values("3", false)));
        assert!(!is_known(vec![None, Some(Value::from(true).into())]));
    }

    #[test]
    fn values_that_print_or_test_differently_have_different_bytes() {
        let list = |items: &[&str]| items.iter().copied().map(Value::from).collect::<Value>();
        let map = |entries: &[(&str, i64)]| Value::from_pairs(entries.iter().copied());
        let all = [
            Value::from(()),
            Value::from(false),
            Value::from(0),
            Value::from(0.0),
            Value::from(-0.0),
            Value::from(1),
            Value::from(1.0),
            Value::from(true),
            Value::from(""),
            Value::from("1"),
            list(&[]),
            list(&["a", "b"]),
            list(&["ab"]),
            map(&[]),
            map(&[("a", 1), ("b", 2)]),
            map(&[("b", 2), ("a", 1)]),
            [list(&["a"]), Value::from("b")].into_iter().collect(),
            [list(&["a", "b"])].into_iter().collect(),
        ];
        let bytes = |value: &Value| {
            let mut bytes = Vec::new();
            write(value, &mut bytes).map(|()| bytes)
        };
        for (at, one) in all.iter().enumerate() {
            assert!(bytes(one).is_some(), "{one:?}");
            for other in &all[at + 1..] {
                assert_ne!(bytes(one), bytes(other), "{one:?} and {other:?}");
            }
        }
        assert_eq!(bytes(&Value::from_safe_string("a".into())), None);
    }
}
