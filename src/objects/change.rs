//! What becomes of objects.

use super::align::{align, prune};
use super::identity::Identity;
use super::mask::mask;
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
/// others.
pub fn compare(wanted: Vec<Value>, objects: &[Value], present: Present, crds: &[Crd]) -> Vec<Change> {
    let identities: Vec<Identity> = objects.iter().map(Identity::of).collect();
    let mut used = vec![false; objects.len()];
    let mut changes = Vec::new();
    for object in wanted {
        let identity = Identity::of(&object);
        let found = identities.iter().enumerate().position(|(at, other)| !used[at] && identity.is(other));
        let before = found.map(|at| {
            used[at] = true;
            align(&object, &objects[at], present, crds)
        });
        changes.push(Change::new(identity, before.as_ref(), Some(&object)));
    }
    let others = objects.iter().zip(identities).zip(used).filter(|(_, used)| !used);
    changes.extend(others.map(|((object, identity), _)| match present {
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
