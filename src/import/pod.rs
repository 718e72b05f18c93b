//! The switches and the places of a pod, backwards.

use super::derive::{Source, named, put};
use crate::objects::{Map, Value};
use crate::runners::{ARCH_LABEL, DIND_IMAGE, DIND_MTU, GPU, REQUIRED};

/// The Docker daemon.
pub(super) fn dind(source: &Source<'_>, keys: &mut Map) {
    let Some(docker) = source.container("docker") else {
        put(keys, "dind", Some(Value::Bool(false)));
        return;
    };
    put(keys, "dind_image", docker.get("image").filter(|image| image.text() != Some(DIND_IMAGE)).cloned());
    let mtu = mtu(docker);
    if mtu != Some(DIND_MTU) {
        keys.insert("dind_mtu".to_owned(), mtu.map_or(Value::Null, Value::Integer));
    }
    if has_kind(source) {
        put(keys, "kind", Some(Value::Bool(true)));
    }
}

fn mtu(docker: &Value) -> Option<i64> {
    docker.get("args")?.items().first()?.text()?.strip_prefix("--mtu=")?.parse().ok()
}

/// Whether the Docker daemon has what `kind` needs.
pub(super) fn has_kind(source: &Source<'_>) -> bool {
    let mounts = source.container("docker").and_then(|docker| docker.get("volumeMounts"));
    mounts.is_some_and(|mounts| ["modules", "cgroup"].iter().all(|name| named(mounts, name).is_some()))
}

/// Whether the runner has the node's libvirt.
pub(super) fn has_libvirt(source: &Source<'_>) -> bool {
    let path = source.pod("volumes").and_then(|volumes| named(volumes, "libvirt")?.at(&["hostPath", "path"]));
    path.and_then(Value::text) == Some("/var/run/libvirt")
}

/// The node's libvirt.
pub(super) fn libvirt(source: &Source<'_>, keys: &mut Map) {
    if has_libvirt(source) {
        put(keys, "libvirt", Some(Value::Bool(true)));
    }
}

/// The labels of nodes, one of which may have a key of its own.
pub(super) fn node_selector(source: &Source<'_>, keys: &mut Map) {
    let mut labels = source.pod("nodeSelector").and_then(Value::map).cloned().unwrap_or_default();
    if source.has_archs {
        labels.shift_remove(ARCH_LABEL);
    }
    if let Some(label) = chooser(&labels, source.selector) {
        labels.shift_remove(&label);
        put(keys, "node_selector_value", Some(Value::Text(label)));
    }
    put(keys, "node_selector", Some(Value::Map(labels)));
}

/// The label that chooses the nodes: that of most pools, else one of its domain, else the only one.
fn chooser(labels: &Map, usual: Option<&str>) -> Option<String> {
    let domain = |label: &str| label.split_once('/').map(|(domain, _)| domain.to_owned());
    let set: Vec<&String> =
        labels.iter().filter(|(_, value)| value.text() == Some("true")).map(|(label, _)| label).collect();
    let is_usual = |label: &&&String| Some(label.as_str()) == usual;
    let is_near = |label: &&&String| usual.is_some_and(|usual| domain(usual) == domain(label));
    let near = set.iter().find(is_usual).or_else(|| set.iter().find(is_near));
    near.or(set.first().filter(|_| set.len() == 1)).map(|label| (*label).clone())
}

/// Where the pods want to be, and the architectures they are kept off.
pub(super) fn affinity(source: &Source<'_>, keys: &mut Map) {
    let Some(affinity) = source.pod("affinity") else { return };
    let whole = |keys: &mut Map| put(keys, "affinity", Some(affinity.clone()));
    if source.has_archs {
        return whole(keys);
    }
    let terms =
        affinity.at(&["nodeAffinity", REQUIRED, "nodeSelectorTerms"]).map(Value::items).unwrap_or_default();
    let Some(excluded) = terms.first().and_then(exclusion) else { return whole(keys) };
    if terms.iter().any(|term| exclusion(term) != Some(excluded)) {
        return whole(keys);
    }
    put(keys, "runner_exclude_arch", excluded.get("values").cloned());
    let terms: Vec<Value> =
        terms.iter().map(|term| without(term, excluded)).filter(|term| !term.is_empty()).collect();
    put(keys, "affinity", Some(with_terms(affinity, terms)));
}

/// The part of a term that keeps pods off architectures.
fn exclusion(term: &Value) -> Option<&Value> {
    let is_it = |expression: &&Value| {
        expression.get("key").and_then(Value::text) == Some(ARCH_LABEL)
            && expression.get("operator").and_then(Value::text) == Some("NotIn")
    };
    term.get("matchExpressions")?.items().iter().find(is_it)
}

fn without(term: &Value, expression: &Value) -> Value {
    let mut term = term.map().cloned().unwrap_or_default();
    if let Some(Value::List(expressions)) = term.get_mut("matchExpressions") {
        expressions.retain(|other| other != expression);
        if expressions.is_empty() {
            term.shift_remove("matchExpressions");
        }
    }
    Value::Map(term)
}

/// An affinity with other terms; what is left empty is left out.
fn with_terms(affinity: &Value, terms: Vec<Value>) -> Value {
    let mut affinity = affinity.map().cloned().unwrap_or_default();
    if let Some(Value::Map(node)) = affinity.get_mut("nodeAffinity") {
        if terms.is_empty() {
            node.shift_remove(REQUIRED);
        } else if let Some(Value::Map(required)) = node.get_mut(REQUIRED) {
            required.insert("nodeSelectorTerms".to_owned(), Value::List(terms));
        }
        if node.is_empty() {
            affinity.shift_remove("nodeAffinity");
        }
    }
    Value::Map(affinity)
}

/// The taints that the pods put up with; `gpu` brings its own.
pub(super) fn tolerations(source: &Source<'_>, keys: &mut Map) {
    let all = source.pod("tolerations").map(Value::items).unwrap_or_default();
    let rest = all.iter().filter(|item| !keys.contains_key("gpu") || !is_gpu(item));
    let rest = Value::List(rest.cloned().collect());
    put(keys, "tolerations", Some(rest));
}

/// Whether a toleration is the one that `gpu` brings.
pub(super) fn is_gpu(toleration: &Value) -> bool {
    let wanted = [("key", GPU), ("operator", "Exists"), ("effect", "NoSchedule")];
    let Some(map) = toleration.map() else { return false };
    map.len() == wanted.len()
        && wanted.iter().all(|(key, text)| toleration.get(key).and_then(Value::text) == Some(*text))
}
