//! Where in an object a value stands, and what Kubernetes makes of it there.

use std::borrow::Cow;

use super::filled::{AMOUNTS, DEFAULTS, DELETION, METADATA, RESTARTED, TOOLS, UNORDERED};
use super::kinds::{Kind, RBAC};
use super::path::Path;
use super::read::json;
use super::value::{Map, Value};
use crate::kubernetes::schema::{self, Crd, Others, POD_TEMPLATE_SPEC, Schema, Shape};
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

/// A place: what is known of the value that stands there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'p> {
    kind: &'static Kind,
    schema: Option<&'static Schema>,
    path: Path<'p>,
    present: Present,
}

impl Place<'_> {
    /// An object as a whole.
    pub(super) fn of(object: &Value, crds: &[Crd], present: Present) -> Self {
        let text = |key| object.get(key).and_then(Value::text).unwrap_or_default();
        let (version, kind) = (text("apiVersion"), text("kind"));
        let is_pod = (version, kind) == ("v1", "Pod");
        let pod = || is_pod.then_some(&POD_TEMPLATE_SPEC);
        Place {
            kind: Kind::find(version, kind),
            schema: schema::find(crds, version, kind).or_else(pod),
            path: Path::Object,
            present,
        }
    }

    /// The value of a key in this place.
    pub(super) fn key<'k>(&'k self, key: &'k str, value: &Value) -> Place<'k> {
        let schema = self.schema.and_then(|schema| schema.field(key));
        if self.is_pod(key, schema, value) {
            return Place { schema: schema.or_else(pod), path: Path::Pod, ..*self };
        }
        // Below a key that people choose, only a schema tells what the fields are.
        let is_free = match self.schema.map(|schema| &schema.shape) {
            Some(Shape::Map { fields, others: Others::Are(_), .. }) => fields.is_empty(),
            Some(Shape::Map { fields, .. }) if !fields.is_empty() => false,
            _ => self.path.is_free(),
        };
        let key = match key {
            "initContainers" => "containers",
            "livenessProbe" | "readinessProbe" | "startupProbe" => "probe",
            key => key,
        };
        let path = if is_free { Path::Free } else { Path::Key(key, &self.path) };
        Place { schema, path, ..*self }
    }

    /// Whether the value of a key is a pod: by its schema, or as the `spec` of a template that has a list of containers.
    fn is_pod(&self, key: &str, schema: Option<&'static Schema>, value: &Value) -> bool {
        if let (Some(schema), Some(pod)) = (schema, pod())
            && std::ptr::eq(schema, pod)
        {
            return true;
        }
        let is_template =
            |name: &str| name.trim_end_matches("Spec").to_ascii_lowercase().ends_with("template");
        let is_list =
            |list: &Value| !list.items().is_empty() && list.items().iter().all(|item| item.map().is_some());
        key == "spec"
            && self.path.last().is_some_and(is_template)
            && value.get("containers").is_some_and(is_list)
    }

    /// An item of the list in this place.
    pub(super) fn item(&self) -> Self {
        let schema = match self.schema.map(|schema| &schema.shape) {
            Some(Shape::List(item, _)) => Some(*item),
            _ => None,
        };
        Place { schema, ..*self }
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

    /// Whether this is an amount: by its schema, or where the API has amounts and no schema says otherwise.
    fn is_quantity(&self) -> bool {
        match self.schema.map(|schema| &schema.shape) {
            Some(Shape::Quantity) => true,
            None | Some(Shape::Any | Shape::IntOrString) => self.path.holder().is_some_and(|holder| {
                AMOUNTS.iter().chain(self.kind.quantities).any(|amounts| holder.is(amounts))
            }),
            Some(_) => false,
        }
    }

    fn is_duration(&self) -> bool {
        self.kind.durations.iter().any(|path| self.path.is(path))
    }

    /// What the items of the list in this place are told apart by, if their order means nothing.
    pub(super) fn unordered(&self) -> Option<&'static [&'static str]> {
        UNORDERED.iter().find(|(path, _)| self.path.is(path)).map(|(_, keys)| *keys)
    }

    /// Whether the items of the list in this place are variables, of which later ones can be made from earlier ones.
    pub(super) fn is_env(&self) -> bool {
        self.path.is("pod.containers.env")
    }

    /// Whether the API server, the operator or a tool has added a key to the map in this place, and nobody else cares.
    pub(super) fn is_added(&self, key: &str, value: &Value) -> bool {
        let is_mark = |text: &str| self.kind.marks.contains(&text);
        let is_deletion =
            |item: &Value| item.text().is_some_and(|text| DELETION.contains(&text) || is_mark(text));
        if self.present != Present::Live {
            return false;
        }
        if matches!(self.path, Path::Object) {
            return key == "status" || self.kind.filled.contains(&key);
        }
        let is_filled = || {
            // A service without an address of its own is somebody's wish.
            let is_none = key == "clusterIP" && value.text() == Some("None");
            let below = Path::Key(key, &self.path);
            !is_none && self.kind.filled.iter().any(|path| below.is(path))
        };
        if self.path.is("metadata") {
            if key == "finalizers" { value.items().iter().all(is_deletion) } else { METADATA.contains(&key) }
        } else if self.path.is("metadata.labels") || self.path.is("metadata.annotations") {
            TOOLS.contains(&key) || is_mark(key)
        } else {
            (key == RESTARTED.1 && self.path.is(RESTARTED.0)) || is_filled()
        }
    }

    /// Whether the value in this place says no more than if it were not there; `holder` is the map that has it.
    pub(super) fn is_default(&self, holder: &Map, value: &Value) -> bool {
        (self.path.is_in_pod() && *value == Value::List(Vec::new()))
            || self.default(holder).is_some_and(|default| self.is_same(&default, value))
    }

    /// What this place has where nothing is given.
    fn default<'h>(&self, holder: &'h Map) -> Option<Cow<'h, Value>> {
        let last = self.path.last()?;
        let other = |key: &str| holder.get(key);
        let image = |key| other(key).and_then(Value::text).map(|image| Cow::Owned(pull_policy(image)));
        match last {
            "imagePullPolicy" if self.path.is("pod.containers.imagePullPolicy") => return image("image"),
            "pullPolicy" if self.path.is("pod.volumes.image.pullPolicy") => return image("reference"),
            "serviceAccount" if self.path.is("pod.serviceAccount") => {
                return other("serviceAccountName").map(Cow::Borrowed);
            }
            "targetPort" if self.kind.is("Service") && self.path.is("spec.ports.targetPort") => {
                return other("port").map(Cow::Borrowed);
            }
            "apiGroup" if self.kind.is_binding() && self.path.is("subjects.apiGroup") => {
                let is_account = other("kind").and_then(Value::text) == Some("ServiceAccount");
                return Some(Cow::Owned(Value::from(if is_account { "" } else { RBAC })));
            }
            _ => {}
        }
        let listed = DEFAULTS.iter().chain(self.kind.defaults).find(|(path, _)| self.path.is(path));
        let own = || json(self.schema?.default?)?.pop();
        listed.map(|(_, text)| literal(text)).or_else(own).map(Cow::Owned)
    }
}

/// The schema of pods.
fn pod() -> Option<&'static Schema> {
    POD_TEMPLATE_SPEC.field("spec")
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
