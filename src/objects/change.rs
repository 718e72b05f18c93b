//! What becomes of objects.

use std::collections::BTreeSet;

use super::align::{align, prune};
use super::identity::Identity;
use super::mask::mask;
use super::pairs::{identities, pairs};
use super::place::Present;
use super::value::Value;
use crate::kubernetes::schema::Crd;

/// What happens to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It is not there yet.
    Create,
    /// It is there and means something else.
    Change,
    /// It is there and no longer wanted.
    Remove,
    /// It is there and means the same.
    Keep,
}

/// An object before and after, written alike, without secrets.
#[derive(Clone, Debug)]
pub struct Change {
    /// Which object.
    pub identity: Identity,
    /// What happens to it.
    pub action: Action,
    /// As it is; none for a new one.
    pub before: Option<Value>,
    /// As it is wanted; none for one to remove.
    pub after: Option<Value>,
}

/// Compares wanted objects with present ones, and says what becomes of each: first the wanted in their order, then the
/// others. What is [`super::unclear`] is compared with nothing.
pub fn compare(wanted: &[Value], objects: &[Value], present: Present, crds: &[Crd]) -> Vec<Change> {
    let (own, others) = (identities(wanted), identities(objects));
    let pairs = pairs(&own, &others);
    let used: BTreeSet<usize> = pairs.iter().flatten().copied().collect();
    let mut changes: Vec<Change> = wanted
        .iter()
        .zip(own)
        .zip(&pairs)
        .map(|((object, identity), found)| {
            let before = found.map(|at| align(object, &objects[at], present, crds));
            Change::new(identity, before.as_ref(), Some(object))
        })
        .collect();
    let others = objects.iter().zip(others).enumerate().filter(|(at, _)| !used.contains(at));
    changes.extend(others.map(|(_, (object, identity))| match present {
        Present::Live => Change::new(identity, Some(&prune(object, crds)), None),
        Present::Files => Change::new(identity, Some(object), None),
    }));
    changes
}

impl Change {
    fn new(identity: Identity, before: Option<&Value>, after: Option<&Value>) -> Self {
        let action = match (before, after) {
            (None, _) => Action::Create,
            (_, None) => Action::Remove,
            (before, after) if before == after => Action::Keep,
            _ => Action::Change,
        };
        let (before, after) = mask(before, after);
        Change { identity, action, before, after }
    }
}
