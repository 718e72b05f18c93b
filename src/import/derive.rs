//! From an object to the keys of a pool that may render to it: what the built-in template does, backwards.
//!
//! Nothing here has to be proved: every candidate is rendered, and compared with its object.

use super::pod::{affinity, dind, libvirt, node_selector, tolerations};
use super::resources::{dind_resources, resources};
use crate::objects::{Map, Value};
use crate::runners::NAMESPACE;

/// The object of a pool, as its keys see it.
pub(super) struct Source<'o> {
    pub(super) object: &'o Value,
    /// The pool's name: the object's, or what is before its architecture.
    pub(super) base: &'o str,
    /// Whether the pool has `archs`, so that the architecture is not a label of its own.
    pub(super) has_archs: bool,
    /// The label that chooses nodes in most pools.
    pub(super) selector: Option<&'o str>,
}

/// What the labels and annotations are that no key is about.
const OWN_LABEL: &str = "app.kubernetes.io/managed-by";
const SCRAPE: [&str; 2] = ["prometheus.io/scrape", "prometheus.io/port"];
/// Variables that follow from `dind`.
const DOCKER: [&str; 4] = ["DOCKER_TLS_CERTDIR", "DOCKER_HOST", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH"];
/// Variables that follow from keys of other names.
const ENV: [&str; 3] = ["GH_ORG", "GH_REPO", "ACTIONS_RUNNER_INPUT_LABELS"];

impl<'o> Source<'o> {
    /// The name of the object.
    pub(super) fn name(&self) -> &'o str {
        self.object.at(&["metadata", "name"]).and_then(Value::text).unwrap_or_default()
    }

    /// A field of `spec`.
    pub(super) fn spec(&self, key: &str) -> Option<&'o Value> {
        self.object.at(&["spec", key])
    }

    /// A field of the pod.
    pub(super) fn pod(&self, key: &str) -> Option<&'o Value> {
        self.object.at(&["spec", "podTemplateSpec", "spec", key])
    }

    /// A container.
    pub(super) fn container(&self, name: &str) -> Option<&'o Value> {
        named(self.pod("containers")?, name)
    }

    /// A variable of the runner.
    fn variable(&self, name: &str) -> Option<&'o Value> {
        named(self.container("runner")?.get("env")?, name)?.get("value")
    }

    /// The keys of the pool.
    pub(super) fn keys(&self) -> Map {
        let mut keys = Map::new();
        self.identity(&mut keys);
        self.marks(&mut keys);
        self.runner(&mut keys);
        self.mounts(&mut keys);
        dind(self, &mut keys);
        libvirt(self, &mut keys);
        put(
            &mut keys,
            "exporter_image",
            self.container("exporter").and_then(|found| found.get("image")).cloned(),
        );
        resources(self, &mut keys);
        dind_resources(self, &mut keys);
        node_selector(self, &mut keys);
        affinity(self, &mut keys);
        tolerations(self, &mut keys);
        for (key, field) in [
            ("service_account", "serviceAccountName"),
            ("runtime_class", "runtimeClassName"),
            ("image_pull_secrets", "imagePullSecrets"),
        ] {
            put(&mut keys, key, self.pod(field).cloned());
        }
        keys
    }

    fn identity(&self, keys: &mut Map) {
        let namespace = self.object.at(&["metadata", "namespace"]);
        put(keys, "namespace", namespace.filter(|name| name.text() != Some(NAMESPACE)).cloned());
        let owner = self.variable("GH_ORG");
        put(keys, "gh_org_value", owner.cloned());
        put(keys, "organization", self.spec("organization").filter(|name| Some(*name) != owner).cloned());
        put(keys, "repository", self.spec("repository").cloned());
        let least = self.spec("minRunners").filter(|least| **least != Value::Integer(1));
        put(keys, "min_runners", least.cloned());
        put(keys, "max_runners", self.spec("maxRunners").cloned());
    }

    /// Labels and annotations.
    fn marks(&self, keys: &mut Map) {
        let without = |map: Option<&Value>, names: &[&str]| {
            let entries = map.and_then(Value::map).into_iter().flatten();
            let rest = entries.filter(|(key, _)| !names.contains(&key.as_str()));
            Value::Map(rest.map(|(key, value)| (key.clone(), value.clone())).collect())
        };
        let labels = self.object.at(&["metadata", "labels"]);
        put(keys, "labels", Some(without(labels, &[OWN_LABEL])));
        let pod = |key| self.object.at(&["spec", "podTemplateSpec", "metadata", key]);
        let label = pod("labels").and_then(|labels| labels.get("runner"));
        put(keys, "runner_label", label.filter(|label| label.text() != Some(self.name())).cloned());
        let implied: &[&str] = if self.container("exporter").is_some() { &SCRAPE } else { &[] };
        put(keys, "annotations", Some(without(pod("annotations"), implied)));
    }

    /// The runner's image, variables and secret.
    fn runner(&self, keys: &mut Map) {
        let Some(runner) = self.container("runner") else { return };
        put(keys, "runner_image", runner.get("image").cloned());
        let labels = self.variable("ACTIONS_RUNNER_INPUT_LABELS").and_then(Value::text);
        put(keys, "runner_input_labels_value", labels.filter(|labels| *labels != self.base).map(labels_of));
        let has_docker = self.container("docker").is_some();
        let mut env = Map::new();
        for variable in runner.get("env").map(Value::items).unwrap_or_default() {
            let Some(name) = variable.get("name").and_then(Value::text) else { continue };
            if ENV.contains(&name) || (has_docker && DOCKER.contains(&name)) {
                continue;
            }
            env.insert(name.to_owned(), value_of(variable));
        }
        put(keys, "env", Some(Value::Map(env)));
        let sources = runner.get("envFrom").map(Value::items).unwrap_or_default();
        let secret =
            sources.first().and_then(|source| source.at(&["secretRef", "name"])).and_then(Value::text);
        let implied = format!("{}-regtoken", self.name());
        put(keys, "secret_ref_name", secret.filter(|secret| *secret != implied).map(Value::from));
        let rest = sources.iter().skip(usize::from(secret.is_some()));
        put(keys, "env_from", Some(Value::List(rest.cloned().collect())));
    }

    /// Volumes that are not the template's own, and the runner's mounts of them.
    fn mounts(&self, keys: &mut Map) {
        let own = |item: &&Value| {
            let name = item.get("name").and_then(Value::text).unwrap_or_default();
            let is = |container| self.container(container).is_some();
            match name {
                "runner-work" => false,
                "docker-certs" | "docker-storage" => !is("docker"),
                "runner-diag" => !is("exporter"),
                "modules" | "cgroup" => !super::pod::has_kind(self),
                "libvirt" => !super::pod::has_libvirt(self),
                _ => true,
            }
        };
        let rest = |list: Option<&Value>| {
            Value::List(list.map(Value::items).unwrap_or_default().iter().filter(own).cloned().collect())
        };
        put(keys, "volumes", Some(rest(self.pod("volumes"))));
        let mounts = self.container("runner").and_then(|runner| runner.get("volumeMounts"));
        put(keys, "volume_mounts", Some(rest(mounts)));
    }
}

/// Sets a key that has something to say.
pub(super) fn put(keys: &mut Map, key: &str, value: Option<Value>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        keys.insert(key.to_owned(), value);
    }
}

/// The item of a list that has a name.
pub(super) fn named<'o>(list: &'o Value, name: &str) -> Option<&'o Value> {
    list.items().iter().find(|item| item.get("name").and_then(Value::text) == Some(name))
}

/// What the key `env` holds of a variable: its text, or where it comes from.
pub(super) fn value_of(variable: &Value) -> Value {
    let rest: Map =
        variable.map().into_iter().flatten().filter(|(key, _)| *key != "name").map(owned).collect();
    match rest.get("value") {
        Some(value) if rest.len() == 1 => value.clone(),
        None if rest.is_empty() => Value::from(""),
        _ => Value::Map(rest),
    }
}

fn owned((key, value): (&String, &Value)) -> (String, Value) {
    (key.clone(), value.clone())
}

fn labels_of(text: &str) -> Value {
    if text.contains(',') && !text.contains(' ') {
        Value::List(text.split(',').map(Value::from).collect())
    } else {
        Value::from(text)
    }
}
