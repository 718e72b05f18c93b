//! The variables of a template.

use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use minijinja::Value;
use minijinja::value::{Enumerator, Object as Jinja};

use super::missing::NEEDED;
use super::pool::Object;
use super::{keys, pod};
use crate::json::{self, Entry, Kind};
use crate::template::{Alike, Failure, Reads, Rendered, Templates};
use crate::yaml::{Given, unknown, unknown_parts};

/// The Docker daemon's image: a release for amd64, arm64 and 32-bit arm. `stable-dind`, the article's, is no longer kept.
pub(crate) const DIND_IMAGE: &str = "docker:28.5.1-dind";
/// The MTU of the article's Docker daemon, which fits inside of common overlay networks, in bytes.
pub(crate) const DIND_MTU: i64 = 1430;
/// Where objects are unless a pool says otherwise.
pub(crate) const NAMESPACE: &str = "actions-runner";

/// The variables that a template reads, and how each gets its value.
pub(super) struct Variables {
    names: IndexMap<String, Variable, RandomState>,
    /// Whether every key of a pool may be read.
    is_open: bool,
}

/// How a variable gets its value.
struct Variable {
    /// Where the key of its name is in the table of keys.
    key: Option<usize>,
    /// Makes its value, if that is not simply the one of the key.
    make: Option<Make>,
    /// Whether the template has a value of its own for it.
    is_optional: bool,
}

type Make = for<'o> fn(&'o Object<'_, '_>) -> Option<Given<'o>>;

/// The values of one object.
struct Context {
    variables: Arc<Variables>,
    /// In the order of the names.
    values: Vec<Option<Value>>,
    /// Values of other names.
    others: Vec<(String, Value)>,
}

impl Variables {
    /// The variables of a template.
    pub(super) fn new(reads: &Reads) -> Self {
        let make = |name: &str| MAKERS.iter().find(|(made, _)| *made == name).map(|(_, make)| *make);
        let variable = |name: &str| Variable {
            key: keys::index(name),
            make: make(name),
            is_optional: is_optional(reads, name),
        };
        let is_key = |name: &str| keys::names().any(|key| key == name) && !reads.calls(name);
        let all = |name: &str| reads.is_open() && is_key(name);
        let mut names: Vec<String> = reads.names().filter(|name| !all(name)).map(str::to_owned).collect();
        names.extend(keys::names().filter(|name| all(name)).map(str::to_owned));
        let names = names.into_iter().map(|name| (name.clone(), variable(&name))).collect();
        Variables { names, is_open: reads.is_open() }
    }

    /// The values of an object, for the template.
    pub(super) fn of(self: &Arc<Self>, object: &Object<'_, '_>) -> Value {
        self.with(object, &[], &|_| None)
    }

    /// The same, where what must be given and is not is unknown: that has been said. So it has been of some names.
    pub(super) fn of_sketch(self: &Arc<Self>, object: &Object<'_, '_>, said: &[String]) -> Value {
        let is_needed = |name: &str| NEEDED.iter().any(|(key, other)| [*key, *other].contains(&name));
        self.with(object, said, &|name| is_needed(name).then(unknown))
    }

    /// The names, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// Renders a template for an object.
    pub(super) fn render<'o>(
        self: &Arc<Self>,
        templates: &Templates,
        template: &str,
        alike: Option<&Alike>,
        object: &'o Object<'_, '_>,
    ) -> Result<Rendered<'o>, Failure> {
        let Some(alike) = alike else { return templates.render(template, &self.of(object)) };
        let context =
            |values| Value::from_object(Context { values, others: Vec::new(), variables: Arc::clone(self) });
        templates.render_alike(template, alike, self.values(object, &[], &|_| None), context)
    }

    fn with(
        self: &Arc<Self>,
        object: &Object<'_, '_>,
        said: &[String],
        otherwise: &dyn Fn(&str) -> Option<Value>,
    ) -> Value {
        let others = if self.is_open { object.pool.settings.custom() } else { Vec::new() };
        let others =
            others.into_iter().filter_map(|key| Some((key.to_owned(), given(object, key)?.into()))).collect();
        Value::from_object(Context {
            values: self
                .values(object, said, otherwise)
                .into_iter()
                .map(|given| given.map(Value::from))
                .collect(),
            others,
            variables: Arc::clone(self),
        })
    }

    /// The values in the order of the names.
    fn values<'o>(
        &self,
        object: &'o Object<'_, '_>,
        said: &[String],
        otherwise: &dyn Fn(&str) -> Option<Value>,
    ) -> Vec<Option<Given<'o>>> {
        let value = |(name, variable): (&String, &Variable)| {
            if said.contains(name) {
                return Some(unknown_parts().into());
            }
            let value = match variable.make {
                Some(_) if variable.is_optional && given_at(object, variable.key, name).is_none() => None,
                Some(make) => make(object),
                None => given_at(object, variable.key, name),
            };
            value.or_else(|| otherwise(name).map(Given::from))
        };
        self.names.iter().map(value).collect()
    }
}

impl std::fmt::Debug for Context {
    /// Never shows a value.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("the variables of a pool")
    }
}

impl Jinja for Context {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        match self.variables.names.get_index_of(key) {
            Some(at) => self.values[at].clone(),
            None => self.others.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone()),
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let set = self.variables.names.keys().zip(&self.values).filter(|(_, value)| value.is_some());
        Enumerator::Values(set.map(|(name, _)| Value::from(name.as_str())).collect())
    }
}

/// Those of the variables below that follow from other keys, or are no keys. Without a value `namespace` would be Jinja's
/// function.
const ALWAYS: [&str; 12] = [
    "namespace",
    "pool",
    "name",
    "arch",
    "organization",
    "gh_org_value",
    "exporter",
    "resources",
    "dind_resources",
    "node_selector",
    "tolerations",
    "affinity",
];

/// Whether a template has a value of its own for a variable wherever it uses it, so that ours is in its way.
pub(super) fn is_optional(reads: &Reads, name: &str) -> bool {
    reads.is_optional(name) && !ALWAYS.contains(&name)
}

/// The variables that follow from other keys, or have a value where none is given.
const MAKERS: &[(&str, Make)] = &[
    ("pool", |object| Some(Given::from(&*object.pool.key))),
    ("name", |object| Some(Given::from(&*object.name))),
    ("arch", |object| object.arch.as_deref().map(Given::from)),
    ("namespace", |object| given(object, "namespace").or_else(|| Some(Given::from(NAMESPACE)))),
    ("min_runners", |object| given(object, "min_runners").or_else(|| Some(Value::from(1).into()))),
    ("runner_label", |object| given(object, "runner_label").or_else(|| Some(Given::from(&*object.name)))),
    ("runner_value", |object| given(object, "runner_value").or_else(|| Some(Given::from("runner")))),
    ("runner_input_labels_value", |object| {
        given(object, "runner_input_labels_value").or_else(|| Some(Given::from(object.pool.name())))
    }),
    ("secret_ref_name", |object| Some(secret(object))),
    ("organization", |object| given(object, "organization").or_else(|| given(object, "gh_org_value"))),
    ("gh_org_value", |object| given(object, "gh_org_value").or_else(|| given(object, "organization"))),
    ("dind", |object| Some(Value::from(object.pool.switch("dind", true)).into())),
    ("dind_image", |object| given(object, "dind_image").or_else(|| Some(Given::from(DIND_IMAGE)))),
    ("dind_mtu", |object| {
        let built_in =
            || object.pool.settings.find("dind_mtu").is_none().then(|| Value::from(DIND_MTU).into());
        given(object, "dind_mtu").or_else(built_in)
    }),
    ("exporter", |object| Some(Value::from(object.pool.has_exporter()).into())),
    ("kvm", |object| Some(Value::from(object.pool.switch("kvm", false)).into())),
    ("libvirt", |object| Some(Value::from(object.pool.switch("libvirt", false)).into())),
    // Without a Docker daemon it is told of, and nothing follows from it.
    ("kind", |object| {
        Some(Value::from(object.pool.switch("kind", false) && object.pool.switch("dind", true)).into())
    }),
    ("gpu", |object| given(object, "gpu").or_else(|| Some(Value::from(0).into()))),
    ("resources", |object| Some(requirements(object, "resources").into())),
    ("dind_resources", |object| Some(requirements(object, "dind_resources").into())),
    ("node_selector", |object| Some(value(&object.node_selector()).into())),
    ("tolerations", |object| Some(value(&object.tolerations()).into())),
    ("affinity", |object| object.affinity().map(|affinity| value(&affinity).into())),
    ("archs", |object| given(object, "archs").or_else(empty_list)),
    ("env_from", |object| given(object, "env_from").or_else(empty_list)),
    ("volumes", |object| given(object, "volumes").or_else(empty_list)),
    ("volume_mounts", |object| given(object, "volume_mounts").or_else(empty_list)),
    ("image_pull_secrets", |object| given(object, "image_pull_secrets").or_else(empty_list)),
    ("env", |object| given(object, "env").or_else(empty_map)),
    ("labels", |object| given(object, "labels").or_else(empty_map)),
    ("annotations", |object| given(object, "annotations").or_else(empty_map)),
    ("custom_resources", |object| given(object, "custom_resources").or_else(empty_map)),
];

/// The value that a variable has by itself, or that follows from other keys.
pub(super) fn made(object: &Object<'_, '_>, name: &str) -> Option<Value> {
    MAKERS.iter().find(|(made, _)| *made == name).and_then(|(_, make)| make(object)).map(Value::from)
}

/// The value of a variable with its place in the config: its own, or of the key that it follows from.
pub(super) fn spanned<'s>(object: &Object<'_, 's>, name: &str) -> Option<json::Value<'s>> {
    /// Keys that stand in for others.
    const OTHERS: [(&str, &str); 5] = [
        ("organization", "gh_org_value"),
        ("gh_org_value", "organization"),
        ("secret_ref_name", "name"),
        ("runner_label", "name"),
        ("runner_input_labels_value", "name"),
    ];
    let pool = object.pool;
    match name {
        "resources" | "dind_resources" => {
            let kind = Kind::Map(pod::requirements(pool, name));
            return Some(json::Value { span: pool.place(name), kind });
        }
        "node_selector" => return Some(object.node_selector()),
        "tolerations" => return Some(object.tolerations()),
        "affinity" => return object.affinity(),
        _ => {}
    }
    let other = || OTHERS.iter().find(|(key, _)| *key == name).map(|(_, other)| *other);
    let entry = pool.get(name).or_else(|| pool.get(other()?));
    let of_name = || {
        let span = pool.span;
        other().filter(|other| *other == "name").map(|_| json::Value { span, kind: Kind::Null })
    };
    // `null` can be what is wrong.
    let null = || pool.settings.find(name).map(|entry| entry.value.clone());
    entry.map(|entry| entry.value.clone()).or_else(of_name).or_else(null)
}

/// The value of the key of this name.
fn given<'o>(object: &'o Object<'_, '_>, name: &str) -> Option<Given<'o>> {
    given_at(object, keys::index(name), name)
}

fn given_at<'o>(object: &'o Object<'_, '_>, key: Option<usize>, name: &str) -> Option<Given<'o>> {
    let settings = &object.pool.settings;
    let of = &settings.at(key, name)?.value;
    match &of.kind {
        Kind::Text(text) => Some(Given::from(text.as_ref())),
        Kind::Wrong => Some(unknown().into()),
        // `null` is a value for a template of the user's own, unless it takes one away.
        Kind::Null => (key.is_none() && !settings.removes(name)).then(|| Value::from(()).into()),
        _ if key.is_none() => Some(with_nulls(of).into()),
        _ => Some(value(of).into()),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "what stands in for a value that may be given")]
fn empty_list<'o>() -> Option<Given<'o>> {
    Some(Value::from(Vec::<Value>::new()).into())
}

#[expect(clippy::unnecessary_wraps, reason = "what stands in for a value that may be given")]
fn empty_map<'o>() -> Option<Given<'o>> {
    Some(Value::from_pairs(std::iter::empty::<(&str, Value)>()).into())
}

fn requirements(object: &Object<'_, '_>, key: &str) -> Value {
    let is_wrong = |entry: &Entry<'_>| entry.value.kind == Kind::Wrong;
    if object.pool.settings.find(key).is_some_and(is_wrong) {
        return unknown();
    }
    map(&pod::requirements(object.pool, key))
}

/// The registration secret that the operator makes for an object. The name it has for the pool as a whole means the same,
/// and without an architecture is the same.
fn secret<'o>(object: &'o Object<'_, '_>) -> Given<'o> {
    let is_own = |given: &str| given.strip_suffix("-regtoken") == Some(object.pool.name());
    match object.pool.text("secret_ref_name") {
        Some(given) if object.arch.is_none() || !is_own(given) => Given::from(given),
        _ => Value::from(format!("{}-regtoken", object.name)).into(),
    }
}

fn map(map: &json::Map<'_>) -> Value {
    let pairs = map.0.iter().filter(|entry| entry.value.kind != Kind::Null);
    Value::from_pairs(pairs.map(|entry| (entry.key.as_ref(), value(&entry.value))))
}

fn value(of: &json::Value<'_>) -> Value {
    match &of.kind {
        Kind::Null => Value::from(()),
        Kind::Wrong => unknown(),
        Kind::Bool(on) => Value::from(*on),
        Kind::Integer(number) => Value::from(*number),
        Kind::Float(number) => Value::from(*number),
        Kind::Text(text) => Value::from(text.as_ref()),
        Kind::List(items) => items.iter().map(value).collect(),
        Kind::Map(entries) => map(entries),
    }
}

/// A value of the user's own, where `null` is one too.
fn with_nulls(of: &json::Value<'_>) -> Value {
    match &of.kind {
        Kind::List(items) => items.iter().map(with_nulls).collect(),
        Kind::Map(json::Map(entries)) => {
            Value::from_pairs(entries.iter().map(|entry| (entry.key.as_ref(), with_nulls(&entry.value))))
        }
        _ => value(of),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Otherwise;
    use crate::runners::config::Config;
    use crate::runners::explain::scalar;
    use crate::text::{Diagnostics, Sources};

    #[test]
    fn what_holds_unless_given_is_what_the_table_says() {
        let source = Sources::default().add("", r#"{ "go": {} }"#);
        let mut diagnostics = Diagnostics::default();
        let mut config = Config::read(&source, &[], &mut diagnostics).unwrap();
        let pool = config.pool(0, &mut diagnostics);
        for object in pool.objects() {
            for key in keys::KEYS {
                let made = made(&object, key.name).and_then(|value| scalar(&value));
                match key.otherwise {
                    // The operator chooses the template, and is no variable unless given.
                    Some(Otherwise::Value(_)) if key.name == "operator" => assert_eq!(made, None),
                    Some(Otherwise::Value(value)) => {
                        assert_eq!(made, serde_json::from_str(value).ok(), "{}", key.name);
                    }
                    Some(Otherwise::Words(_)) => {}
                    None => assert_eq!(made, None, "{}", key.name),
                }
            }
        }
    }
}
