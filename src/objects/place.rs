//! Where in an object a value stands, and what Kubernetes makes of it there.

use std::borrow::Cow;

use super::filled::{DEFAULTS, DELETION, METADATA, RESTARTED, TOOLS, UNORDERED};
use super::read::json;
use super::value::{Map, Value};
use crate::kubernetes::schema::{self, Crd, POD_TEMPLATE_SPEC, Schema, Shape};
use crate::kubernetes::{Quantity, duration};
use crate::yaml::{Scalar, resolve};

/// Where the objects are that rendered ones are compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Present {
    /// In a cluster, where the API server, controllers and tools write into them too.
    Live,
    /// In files, which hold what was written there and no more.
    Files,
}

/// A place. In a pod its path begins at the pod, wherever that is: `pod.containers.env` is a place in every kind of object.
#[derive(Clone, Debug)]
pub(super) struct Place {
    schema: Option<&'static Schema>,
    path: String,
    present: Present,
}

impl Place {
    /// An object as a whole.
    pub(super) fn of(object: &Value, crds: &[Crd], present: Present) -> Self {
        let text = |key| object.get(key).and_then(Value::text).unwrap_or_default();
        let schema = schema::find(crds, text("apiVersion"), text("kind"));
        Place { schema, path: String::new(), present }
    }

    /// The value of a key in this place; `holder` is the map that has it.
    pub(super) fn key(&self, key: &str, value: &Value) -> Self {
        let schema = self.schema.and_then(|schema| schema.field(key));
        if value.get("containers").is_some() {
            let pod = || POD_TEMPLATE_SPEC.field("spec");
            return Place { schema: schema.or_else(pod), path: "pod".to_owned(), ..*self };
        }
        let key = match key {
            "initContainers" => "containers",
            "livenessProbe" | "readinessProbe" | "startupProbe" => "probe",
            key => key,
        };
        let path = if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        Place { schema, path, ..*self }
    }

    /// An item of the list in this place.
    pub(super) fn item(&self) -> Self {
        let schema = match self.schema.map(|schema| &schema.shape) {
            Some(Shape::List(item, _)) => Some(*item),
            _ => None,
        };
        Place { schema, path: self.path.clone(), ..*self }
    }

    /// Whether two values mean the same here: `1024Mi` is `1Gi`, and `60s` is `1m`.
    pub(super) fn is_same(&self, one: &Value, other: &Value) -> bool {
        if one == other {
            return true;
        }
        match (one, other) {
            (Value::Integer(_) | Value::Text(_), Value::Integer(_) | Value::Text(_))
                if self.is_quantity() =>
            {
                quantity(one).is_some_and(|one| Some(one) == quantity(other))
            }
            (Value::Text(one), Value::Text(other)) if self.is_duration() => {
                duration::nanoseconds(one).is_some_and(|one| Some(one) == duration::nanoseconds(other))
            }
            #[expect(clippy::cast_precision_loss, reason = "JSON has one type for both")]
            (Value::Integer(one), Value::Float(other)) | (Value::Float(other), Value::Integer(one)) => {
                (*one as f64 - *other).abs() < f64::EPSILON
            }
            _ => false,
        }
    }

    fn is_quantity(&self) -> bool {
        let is_amount = |path: &str| {
            let holder = path.rsplit_once('.').map_or("", |(holder, _)| holder);
            [".requests", ".limits", ".capacity"].iter().any(|end| holder.ends_with(end))
        };
        matches!(self.schema.map(|schema| &schema.shape), Some(Shape::Quantity)) || is_amount(&self.path)
    }

    /// The fields that garo's types have as Go durations, which it writes back as `1m0s`.
    fn is_duration(&self) -> bool {
        ["spec.minTtl", "spec.reconciliationPeriod"].contains(&self.path.as_str())
    }

    /// What the items of the list in this place are told apart by, if their order means nothing.
    pub(super) fn unordered(&self) -> Option<&'static [&'static str]> {
        UNORDERED.iter().find(|(path, _)| self.is_at(path)).map(|(_, keys)| *keys)
    }

    /// Whether the items of the list in this place are variables, of which later ones can be made from earlier ones.
    pub(super) fn is_env(&self) -> bool {
        self.path == "pod.containers.env"
    }

    /// Whether the API server, the operator or a tool has added a key to the map in this place, and nobody else cares.
    pub(super) fn is_added(&self, key: &str, value: &Value) -> bool {
        let is_deletion = |item: &Value| item.text().is_some_and(|text| DELETION.contains(&text));
        self.present == Present::Live
            && match self.path.as_str() {
                "" => key == "status",
                "metadata" if key == "finalizers" => value.items().iter().all(is_deletion),
                "metadata" => METADATA.contains(&key),
                "metadata.labels" | "metadata.annotations" => TOOLS.contains(&key),
                path => (path, key) == RESTARTED,
            }
    }

    /// Whether the value in this place says no more than if it were not there; `holder` is the map that has it.
    pub(super) fn is_default(&self, holder: &Map, value: &Value) -> bool {
        (self.path.starts_with("pod.") && *value == Value::List(Vec::new()))
            || self.default(holder).is_some_and(|default| self.is_same(&default, value))
    }

    /// What this place has where nothing is given.
    fn default<'h>(&self, holder: &'h Map) -> Option<Cow<'h, Value>> {
        match self.path.as_str() {
            "pod.containers.imagePullPolicy" => {
                return holder.get("image").and_then(Value::text).map(|image| Cow::Owned(pull_policy(image)));
            }
            "pod.volumes.image.pullPolicy" => {
                let image = holder.get("reference").and_then(Value::text);
                return image.map(|image| Cow::Owned(pull_policy(image)));
            }
            "pod.serviceAccount" => return holder.get("serviceAccountName").map(Cow::Borrowed),
            _ => {}
        }
        let listed = DEFAULTS.iter().find(|(path, _)| self.is_at(path)).map(|(_, text)| literal(text));
        let own = || json(self.schema?.default?)?.pop();
        listed.or_else(own).map(Cow::Owned)
    }

    /// Whether this is the place of a path, which is the end of one if it begins with a dot.
    fn is_at(&self, path: &str) -> bool {
        self.path == path || (path.starts_with('.') && self.path.ends_with(path))
    }
}

/// As the API server does: an image that can change under its name is always pulled.
fn pull_policy(image: &str) -> Value {
    let (name, digest) = image.split_once('@').map_or((image, None), |(name, digest)| (name, Some(digest)));
    let last = name.rsplit('/').next().unwrap_or(name);
    let is_fixed = last.split_once(':').map_or(digest.is_some(), |(_, tag)| tag != "latest");
    Value::from(if is_fixed { "IfNotPresent" } else { "Always" })
}

fn literal(text: &str) -> Value {
    match resolve(text) {
        Scalar::Bool(on) => Value::Bool(on),
        Scalar::Integer(number) => Value::Integer(number),
        _ if text == "{}" => Value::Map(Map::new()),
        _ => Value::from(text),
    }
}

fn quantity(value: &Value) -> Option<Quantity> {
    match value {
        Value::Integer(number) => Some(Quantity::whole(*number)),
        Value::Text(text) => Quantity::parse(text).ok(),
        _ => None,
    }
}
