//! Which object an object is.

use std::fmt;

use super::value::Value;

/// What the API server tells objects apart by. Versions of one group hold the same objects.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    /// Empty for the core group.
    pub group: String,
    /// Its kind.
    pub kind: String,
    /// None where the object names none.
    pub namespace: Option<String>,
    /// Its name.
    pub name: String,
}

impl Identity {
    /// The identity of an object that [`super::read`] has read.
    pub fn of(object: &Value) -> Self {
        let text = |path: &[&str]| object.at(path).and_then(Value::text).map(str::to_owned);
        let version = text(&["apiVersion"]).unwrap_or_default();
        Identity {
            group: version.rsplit_once('/').map_or_else(String::new, |(group, _)| group.to_owned()),
            kind: text(&["kind"]).unwrap_or_default(),
            namespace: text(&["metadata", "namespace"]),
            name: text(&["metadata", "name"]).unwrap_or_default(),
        }
    }

    /// Whether an object of this identity can be the other one: it can be in any namespace if it names none.
    pub(super) fn can_be(&self, other: &Identity) -> bool {
        let is_there =
            self.namespace == other.namespace || self.namespace.is_none() || other.namespace.is_none();
        is_there && (&self.group, &self.kind, &self.name) == (&other.group, &other.kind, &other.name)
    }
}

impl fmt::Display for Identity {
    /// As a path: kind, namespace, name.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Identity { kind, namespace, name, .. } = self;
        match namespace {
            Some(namespace) => write!(out, "{kind}/{namespace}/{name}"),
            None => write!(out, "{kind}/{name}"),
        }
    }
}
