//! Every key a pool can have.

use crate::keys::{Key, Type, any, key};
use crate::kubernetes::name;

/// Every key, the article's first.
pub const KEYS: &[Key] = &[
    key("name", Type::Text(name::dns_subdomain), "the name of the object; the pool's own name unless given"),
    key("min_runners", Type::Integer(0), "the fewest runners kept waiting; 1 unless given"),
    key("max_runners", Type::Integer(1), "the most runners at a time"),
    key(
        "runner_label",
        Type::Text(name::label_value),
        "the label `runner` of the pods; the object's name unless given",
    ),
    key("runner_value", Type::Text(any), "kept for templates of the Python tool; `runner` unless given"),
    key("gh_org_value", Type::Text(name::github_owner), "the GitHub organization the runners register with"),
    key(
        "runner_input_labels_value",
        Type::RunnerLabels,
        "the labels workflows ask for; the pool's name unless given",
    ),
    key(
        "secret_ref_name",
        Type::Text(name::dns_subdomain),
        "the secret with the registration token; `<name>-regtoken` unless given",
    ),
    key("runner_image", Type::Text(name::image), "the image of the runner"),
    key(
        "exporter_image",
        Type::Text(name::image),
        "the image of the metrics exporter; no sidecar without one",
    ),
    key("node_selector_value", Type::Text(name::label_key), "a node label that must be `true`"),
    key("runner_exclude_arch", Type::Archs, "architectures the pool stays away from"),
    key("cpureq", Type::Quantity, "the runner's cpu request"),
    key("cpulim", Type::Quantity, "the runner's cpu limit"),
    key("memreq", Type::Quantity, "the runner's memory request"),
    key("memlim", Type::Quantity, "the runner's memory limit"),
    key("extends", Type::Text(any), "another pool, or an abstract `$pool`, whose keys this one starts from"),
    key("operator", Type::Text(any), "the operator whose template is used; `garo` unless given"),
    key("archs", Type::Archs, "one object per architecture"),
    key(
        "namespace",
        Type::Text(name::dns_label),
        "the namespace of the object; `actions-runner` unless given",
    ),
    key(
        "organization",
        Type::Text(name::github_owner),
        "the owner in the object; `gh_org_value` unless given",
    ),
    key(
        "repository",
        Type::Text(name::github_repository),
        "the repository the runners serve, instead of the whole organization",
    ),
    key("env", Type::Env, "more environment variables of the runner"),
    key("env_from", Type::Maps, "more sources of environment variables"),
    key("node_selector", Type::Texts(name::label_key, name::label_value), "more node labels that must be so"),
    key("tolerations", Type::Maps, "taints the pods put up with"),
    key("affinity", Type::Map, "where the pods want to be"),
    key("volumes", Type::Maps, "more volumes of the pods"),
    key("volume_mounts", Type::Maps, "more mounts of the runner"),
    key("image_pull_secrets", Type::Maps, "secrets for private registries"),
    key("service_account", Type::Text(name::dns_subdomain), "the service account of the pods"),
    key("runtime_class", Type::Text(name::dns_subdomain), "the runtime class of the pods, such as `nvidia`"),
    key("labels", Type::Texts(name::label_key, name::label_value), "more labels of the object and its pods"),
    key("annotations", Type::Texts(name::label_key, any), "more annotations of the pods"),
    key(
        "resources",
        Type::Requirements,
        "the runner's resources as Kubernetes spells them, over the four short keys",
    ),
    key("custom_resources", Type::Resources, "extended resources of the runner, such as devices"),
    key("dind", Type::Switch, "a Docker daemon beside the runner; on unless `false`"),
    key("dind_image", Type::Text(name::image), "the image of the Docker daemon"),
    key(
        "dind_mtu",
        Type::Integer(576),
        "the MTU of the Docker daemon's networks, in bytes; 1430 unless given",
    ),
    key(
        "dind_resources",
        Type::Requirements,
        "the Docker daemon's resources; the runner's four short keys unless given",
    ),
    key("gpu", Type::Gpu, "NVIDIA GPUs of the runner"),
    key("kvm", Type::Switch, "virtual machines in the runner, by the KVM device plugin"),
    key("libvirt", Type::Switch, "the node's libvirt in the runner"),
    key("kind", Type::Switch, "throw-away Kubernetes clusters inside the runner's Docker daemon"),
    key("exporter", Type::Switch, "the metrics exporter; on where `exporter_image` is given"),
];

/// Where each key is in [`KEYS`], found by a hash that is made at build time: a pool's keys are looked up a hundred times.
static PLACES: [Option<usize>; 128] = {
    let mut places = [None; 128];
    let mut at = 0;
    while at < KEYS.len() {
        let mut slot = slot(KEYS[at].name.as_bytes());
        while places[slot].is_some() {
            slot = (slot + 1) % places.len();
        }
        places[slot] = Some(at);
        at += 1;
    }
    places
};

const fn slot(name: &[u8]) -> usize {
    match name {
        [first, .., last] => {
            (name.len() * 31 + *first as usize * 5 + *last as usize + name[name.len() / 2] as usize) % 128
        }
        _ => name.len(),
    }
}

/// The place of a key in [`KEYS`].
pub(super) fn index(name: &str) -> Option<usize> {
    let mut slot = slot(name.as_bytes());
    while let Some(at) = PLACES[slot] {
        if KEYS[at].name == name {
            return Some(at);
        }
        slot = (slot + 1) % PLACES.len();
    }
    None
}

/// The key of a name.
pub(super) fn find(name: &str) -> Option<&'static Key> {
    index(name).map(|at| &KEYS[at])
}

/// Every name a template can use in every pool: the keys, and what is only computed.
pub(super) fn names<'n>() -> impl Iterator<Item = &'n str> {
    KEYS.iter().map(|key| key.name).chain(["pool", "arch"])
}
