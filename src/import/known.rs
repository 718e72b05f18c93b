//! The fields that the keys of a pool are about.

use crate::objects::Value;

/// Where the pod is.
const POD: &str = "spec.podTemplateSpec.spec.";

/// Fields that every object has, and the variables for them.
const ALWAYS: &[(&str, &str)] = &[
    ("metadata.name", "name"),
    ("metadata.namespace", "namespace"),
    ("spec.organization", "organization"),
    ("spec.minRunners", "min_runners"),
    ("spec.maxRunners", "max_runners"),
    ("spec.podTemplateSpec.metadata.labels.runner", "runner_label"),
    ("containers[runner].image", "runner_image"),
    ("containers[docker].image", "dind_image"),
    ("containers[exporter].image", "exporter_image"),
    ("containers[runner].env[GH_ORG].value", "gh_org_value"),
    ("containers[runner].env[ACTIONS_RUNNER_INPUT_LABELS].value", "runner_input_labels_value"),
    ("containers[runner].envFrom[0].secretRef.name", "secret_ref_name"),
];

/// Fields that some objects have, and the variables for them, which are empty or undefined for the others.
const OPTIONAL: &[(&str, &str)] = &[
    ("spec.repository", "repository"),
    ("containers[runner].env[GH_REPO].value", "repository"),
    ("containers[runner].resources", "resources"),
    ("containers[docker].resources", "dind_resources"),
    ("nodeSelector", "node_selector"),
    ("tolerations", "tolerations"),
    ("affinity", "affinity"),
    ("serviceAccountName", "service_account"),
    ("runtimeClassName", "runtime_class"),
    ("imagePullSecrets", "image_pull_secrets"),
];

/// The keys that the values of variables come from, where they have other names.
const SOURCES: &[(&str, &[&str])] = &[
    ("organization", &["organization", "gh_org_value"]),
    ("gh_org_value", &["organization", "gh_org_value"]),
    ("resources", &["cpureq", "cpulim", "memreq", "memlim", "gpu", "kvm", "custom_resources", "resources"]),
    ("dind_resources", &["cpureq", "cpulim", "memreq", "memlim", "dind_resources"]),
    ("node_selector", &["node_selector_value", "node_selector"]),
    ("tolerations", &["tolerations", "gpu"]),
    ("affinity", &["affinity", "runner_exclude_arch"]),
    ("exporter", &["exporter_image"]),
];

/// The variable for a field that every object has.
pub(super) fn always(path: &str) -> Option<&'static str> {
    find(ALWAYS, path)
}

/// The variable for a field that some objects have.
pub(super) fn optional(path: &str) -> Option<&'static str> {
    find(OPTIONAL, path)
}

/// The keys that every pool must have, with values that will do.
pub(super) fn required() -> [(&'static str, Value); 3] {
    [
        ("gh_org_value", Value::from("owner")),
        ("max_runners", Value::Integer(1)),
        ("runner_image", Value::from("image")),
    ]
}

/// Whether every pool must have the key of a variable that its template reads.
pub(super) fn is_required(variable: &str) -> bool {
    required().iter().any(|(key, _)| *key == variable)
}

/// Whether the value of a variable comes from a key.
pub(super) fn comes_from(variable: &str, key: &str) -> bool {
    let sources = SOURCES.iter().find(|(of, _)| *of == variable);
    sources.map_or(variable == key, |(_, sources)| sources.contains(&key))
}

/// Whether a field that a key is about is below a path.
pub(super) fn is_above(path: &str) -> bool {
    let is_below =
        |known: &str| full(known).strip_prefix(path).is_some_and(|rest| rest.starts_with(['.', '[']));
    path.is_empty() || ALWAYS.iter().chain(OPTIONAL).any(|(known, _)| is_below(known))
}

/// The key that holds what a list has in some objects only, if there is one for it.
pub(super) fn rest(path: &str) -> Option<&'static str> {
    let lists = [
        ("containers[runner].env", "env"),
        ("containers[runner].volumeMounts", "volume_mounts"),
        ("volumes", "volumes"),
    ];
    find(&lists, path)
}

fn find(table: &[(&'static str, &'static str)], path: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| full(known) == path).map(|(_, name)| *name)
}

fn full(known: &str) -> String {
    let is_whole = known.starts_with("metadata.") || known.starts_with("spec.");
    if is_whole { known.to_owned() } else { format!("{POD}{known}") }
}
