//! The parts of a pod that follow from several keys.

use std::borrow::Cow;

use super::pool::{Object, Pool};
use crate::json::{Entry, Kind, Map, Value};
use crate::text::Span;

/// The resource of an NVIDIA GPU (github.com/NVIDIA/k8s-device-plugin).
pub(crate) const GPU: &str = "nvidia.com/gpu";
/// The resource of a KVM device (github.com/kubevirt/kubevirt, device plugins).
pub(crate) const KVM: &str = "devices.kubevirt.io/kvm";
/// The keys that give a runner devices; the later goes before.
const DEVICES: [&str; 3] = ["gpu", "kvm", "custom_resources"];
/// The label by which nodes tell their architecture (kubernetes.io/docs/reference/labels-annotations-taints).
pub(crate) const ARCH_LABEL: &str = "kubernetes.io/arch";

/// The affinity that decides whether a pod may be on a node at all.
pub(crate) const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";

fn string<'s>(span: Span, text: impl Into<Cow<'s, str>>) -> Value<'s> {
    Value { span, kind: Kind::Text(text.into()) }
}

fn map<'s>(span: Span, entries: impl IntoIterator<Item = (Cow<'s, str>, Value<'s>)>) -> Value<'s> {
    let entry = |(key, value)| Entry { key, key_span: span, value };
    Value { span, kind: Kind::Map(Map(entries.into_iter().map(entry).collect())) }
}

/// The map of a key, made if it is not there or `null`; none if the key has another value.
fn inner<'m, 's>(into: &'m mut Map<'s>, key: &'static str, span: Span) -> Option<&'m mut Map<'s>> {
    let at = into.0.iter().position(|entry| entry.key == key).unwrap_or(into.0.len());
    if at == into.0.len() {
        into.0.push(Entry { key: Cow::Borrowed(key), key_span: span, value: map(span, []) });
    }
    let value = &mut into.0[at].value;
    if value.kind == Kind::Null {
        value.kind = Kind::Map(Map::default());
    }
    match &mut value.kind {
        Kind::Map(map) => Some(map),
        _ => None,
    }
}

/// Sets a key, or merges into it where both values are maps.
fn put<'s>(into: &mut Map<'s>, key: Cow<'s, str>, key_span: Span, value: Value<'s>) {
    match into.0.iter_mut().find(|entry| entry.key == key) {
        Some(entry) => match (&mut entry.value.kind, value.kind) {
            (Kind::Map(into), Kind::Map(from)) => {
                from.0.into_iter().for_each(|entry| put(into, entry.key, entry.key_span, entry.value));
            }
            (_, kind) => entry.value = Value { span: value.span, kind },
        },
        None => into.0.push(Entry { key, key_span, value }),
    }
}

/// `requests` and `limits` of the runner (`resources`) or of the Docker daemon (`dind_resources`): the four short keys, then
/// devices, then the key itself over them.
pub(super) fn requirements<'s>(pool: &Pool<'s>, key: &str) -> Map<'s> {
    let mut all = Map::default();
    for (short, side, resource) in [
        ("cpureq", "requests", "cpu"),
        ("memreq", "requests", "memory"),
        ("cpulim", "limits", "cpu"),
        ("memlim", "limits", "memory"),
    ] {
        // What is wrong is kept: that there is something is known.
        if let Some(Entry { key_span, value, .. }) =
            pool.settings.find(short).filter(|entry| entry.value.kind != Kind::Null)
            && let Some(side) = inner(&mut all, side, *key_span)
        {
            put(side, Cow::Borrowed(resource), *key_span, value.clone());
        }
    }
    if key == "resources" {
        devices(pool, &mut all);
    }
    if let Some(Entry { value: Value { kind: Kind::Map(own), .. }, .. }) = pool.get(key) {
        for entry in &own.0 {
            put(&mut all, entry.key.clone(), entry.key_span, entry.value.clone());
        }
    }
    all
}

/// The devices that `gpu`, `kvm` or `custom_resources` gives a pool, each with how many.
pub(super) fn given<'s>(pool: &Pool<'s>, key: &str) -> Vec<Entry<'s>> {
    let Some(Entry { key_span, value, .. }) = pool.get(key) else { return Vec::new() };
    let device = |name, kind| {
        let value = Value { span: value.span, kind };
        vec![Entry { key: Cow::Borrowed(name), key_span: *key_span, value }]
    };
    match (key, &value.kind) {
        ("gpu", Kind::Integer(1..)) => device(GPU, value.kind.clone()),
        ("kvm", Kind::Bool(true)) => device(KVM, Kind::Integer(1)),
        (_, Kind::Map(devices)) => devices.0.clone(),
        _ => Vec::new(),
    }
}

/// Extended resources are limits: their requests are the same by Kubernetes' own rule.
fn devices<'s>(pool: &Pool<'s>, all: &mut Map<'s>) {
    for Entry { key, key_span, value } in DEVICES.iter().flat_map(|key| given(pool, key)) {
        if let Some(limits) = inner(all, "limits", key_span) {
            put(limits, key, key_span, value);
        }
    }
}

impl<'s> Object<'_, 's> {
    /// The labels that a node must have.
    pub(super) fn node_selector(&self) -> Value<'s> {
        let span = self.pool.span;
        let mut labels = Map::default();
        if let Some(label) = self.pool.text("node_selector_value") {
            let span = self.pool.place("node_selector_value");
            put(&mut labels, Cow::Owned(label.to_owned()), span, string(span, "true"));
        }
        if let Some(Entry { value: Value { kind: Kind::Map(own), .. }, .. }) = self.pool.get("node_selector")
        {
            own.0
                .iter()
                .for_each(|entry| put(&mut labels, entry.key.clone(), entry.key_span, entry.value.clone()));
        }
        if let Some(arch) = &self.arch {
            let span = self.pool.place("archs");
            put(&mut labels, Cow::Borrowed(ARCH_LABEL), span, string(span, arch.clone()));
        }
        Value { span, kind: Kind::Map(labels) }
    }

    /// The taints that the pods put up with; GPU nodes are tainted with the name of their resource.
    pub(super) fn tolerations(&self) -> Value<'s> {
        let span = self.pool.place("gpu");
        let mut all = match self.pool.get("tolerations").map(|entry| &entry.value.kind) {
            Some(Kind::List(own)) => own.clone(),
            _ => Vec::new(),
        };
        let is_any = |gpu: &Entry<'_>| match &gpu.value.kind {
            Kind::Null | Kind::Integer(0) => false,
            Kind::Text(amount) => amount != "0",
            _ => true,
        };
        for gpu in given(self.pool, "gpu").into_iter().filter(is_any).map(|gpu| gpu.key) {
            let tolerates = |item: &Value<'_>| match &item.kind {
                Kind::Map(map) => {
                    let is = |key: &str, text: &str| {
                        map.get(key).is_none_or(|entry| match &entry.value.kind {
                            Kind::Text(given) => given == text || given.is_empty(),
                            kind => *kind == Kind::Null,
                        })
                    };
                    is("key", &gpu) && is("effect", "NoSchedule")
                }
                _ => false,
            };
            if !all.iter().any(tolerates) {
                let pairs = [("key", gpu), ("operator", "Exists".into()), ("effect", "NoSchedule".into())];
                all.push(map(span, pairs.map(|(key, text)| (Cow::Borrowed(key), string(span, text)))));
            }
        }
        Value { span, kind: Kind::List(all) }
    }

    /// Where the pods want to be, and the architectures they must not be on.
    ///
    /// Terms of `nodeSelectorTerms` are alternatives, so each of them gets the exclusion
    /// (kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node).
    pub(super) fn affinity(&self) -> Option<Value<'s>> {
        let own = self.pool.get("affinity").map(|entry| entry.value.clone());
        let excluded = self.pool.archs("runner_exclude_arch");
        if self.arch.is_some() || excluded.is_empty() {
            return own.filter(|own| !matches!(&own.kind, Kind::Map(map) if map.0.is_empty()));
        }
        let span = self.pool.place("runner_exclude_arch");
        let values = excluded.iter().map(|arch| string(span, (*arch).to_owned())).collect();
        let exclusion = map(
            span,
            [
                ("key".into(), string(span, ARCH_LABEL)),
                ("operator".into(), string(span, "NotIn")),
                ("values".into(), Value { span, kind: Kind::List(values) }),
            ],
        );
        let mut affinity = match own.map(|own| own.kind) {
            Some(Kind::Map(own)) => own,
            _ => Map::default(),
        };
        let node = inner(&mut affinity, "nodeAffinity", span);
        if let Some(required) = node.and_then(|node| inner(node, REQUIRED, span)) {
            add_to_terms(required, &exclusion, span);
        }
        Some(Value { span, kind: Kind::Map(affinity) })
    }
}

/// What in an affinity is not as Kubernetes spells it, so that an exclusion could not be put there: the value, and what is
/// expected instead.
pub(super) fn misshapen<'v, 's>(affinity: &'v Value<'s>) -> Option<(&'v Value<'s>, &'static str)> {
    let mut value = affinity;
    for key in ["nodeAffinity", REQUIRED, "nodeSelectorTerms"] {
        let Kind::Map(map) = &value.kind else { return Some((value, "a map")) };
        match map.get(key).filter(|entry| entry.value.kind != Kind::Null) {
            Some(entry) => value = &entry.value,
            None => return None,
        }
    }
    let Kind::List(terms) = &value.kind else { return Some((value, "a list")) };
    terms.iter().find_map(|term| {
        let Kind::Map(map) = &term.kind else { return Some((term, "a map")) };
        let expressions = &map.get("matchExpressions")?.value;
        (!matches!(expressions.kind, Kind::List(_) | Kind::Null)).then_some((expressions, "a list"))
    })
}

fn add_to_terms<'s>(required: &mut Map<'s>, exclusion: &Value<'s>, span: Span) {
    let (mut terms, is_new) = match required.get("nodeSelectorTerms").map(|entry| &entry.value.kind) {
        Some(Kind::List(terms)) if !terms.is_empty() => (terms.clone(), false),
        _ => (vec![map(span, [])], true),
    };
    // A term without conditions selects no node, and would select nearly all (`NodeSelectorTerm`).
    let is_filled = |term: &Map<'_>, key| {
        term.get(key).is_some_and(|entry| matches!(&entry.value.kind, Kind::List(items) if !items.is_empty()))
    };
    for term in &mut terms {
        let Kind::Map(term) = &mut term.kind else { continue };
        if !is_new && !is_filled(term, "matchExpressions") && !is_filled(term, "matchFields") {
            continue;
        }
        let mut expressions = match term.get("matchExpressions").map(|entry| &entry.value.kind) {
            Some(Kind::List(expressions)) => expressions.clone(),
            _ => Vec::new(),
        };
        expressions.push(exclusion.clone());
        put(term, "matchExpressions".into(), span, Value { span, kind: Kind::List(expressions) });
    }
    put(required, "nodeSelectorTerms".into(), span, Value { span, kind: Kind::List(terms) });
}
