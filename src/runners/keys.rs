//! Every key a pool can have.

use crate::keys::{Key, MOST, Type, any, key};
use crate::kubernetes::name;
use crate::text::is_same;

/// Every key, the article's first.
pub const KEYS: &[Key] = &[
    key(
        "name",
        Type::Text(name::dns_subdomain),
        "the name of the object, which only abstract pools hand down",
    )
    .or_else("the pool's own name")
    .like(r#""cloudkernels-go""#),
    key("min_runners", Type::Integer(0, MOST), "the fewest runners kept waiting").or("1").like("2"),
    key("max_runners", Type::Integer(1, MOST), "the most runners at a time").like("12"),
    key("runner_label", Type::Text(name::label_value), "the label `runner` of the pods")
        .or_else("the object's name")
        .like(r#""cloudkernels-go""#),
    key("runner_value", Type::Text(any), "kept for templates of the Python tool").or(r#""runner""#),
    key("gh_org_value", Type::Text(name::github_owner), "the GitHub organization the runners register with")
        .or_else("`organization`")
        .like(r#""cloudkernels""#),
    key(
        "runner_input_labels_value",
        Type::RunnerLabels,
        "the labels workflows ask for; in a template one text with commas",
    )
    .or_else("the pool's name")
    .like(r#"["go", "lite"]"#),
    key("secret_ref_name", Type::Text(name::dns_subdomain), "the secret with the registration token")
        .or_else("the operator's `<name>-regtoken`")
        .like(r#""cloudkernels-go-regtoken""#),
    key("runner_image", Type::Text(name::image), "the image of the runner")
        .like(r#""harbor.nbfc.io/nubificus/gh-actions-runner:2.329.0""#),
    key(
        "exporter_image",
        Type::Text(name::image),
        "the image of the metrics exporter; no sidecar without one",
    )
    .like(r#""quay.io/evryfs/github-actions-runner-metrics:v0.0.3""#),
    key("node_selector_value", Type::Text(name::label_key), "a node label that must be `true`")
        .like(r#""cloudkernels/runners""#),
    key("runner_exclude_arch", Type::Archs, "architectures the pool stays away from").like(r#""arm""#),
    key("cpureq", Type::Quantity, "the runner's cpu request").like(r#""200m""#),
    key("cpulim", Type::Quantity, "the runner's cpu limit").like(r#""4""#),
    key("memreq", Type::Quantity, "the runner's memory request").like(r#""1Gi""#),
    key("memlim", Type::Quantity, "the runner's memory limit").like(r#""8Gi""#),
    key("extends", Type::Text(any), "another pool, or an abstract `$pool`, whose keys this one starts from")
        .like(r#""$gpu""#),
    key("operator", Type::Text(any), "the operator whose template is used").or(r#""garo""#),
    key("archs", Type::Archs, "one object per architecture").filled().like(r#"["amd64", "arm64"]"#),
    key("namespace", Type::Text(name::dns_label), "the namespace of the object").or(r#""actions-runner""#),
    key("organization", Type::Text(name::github_owner), "the owner in the object")
        .or_else("`gh_org_value`")
        .like(r#""cloudkernels""#),
    key(
        "repository",
        Type::Text(name::github_repository),
        "the repository the runners serve, instead of the whole organization",
    )
    .like(r#""vaccel""#),
    key("env", Type::Env, "more environment variables of the runner")
        .like(r#"{ "HTTP_PROXY": "http://proxy:3128" }"#),
    key("env_from", Type::Maps, "more sources of environment variables")
        .like(r#"[{ "configMapRef": { "name": "pip-mirror" } }]"#),
    key("node_selector", Type::Texts(name::label_key, name::label_value), "more node labels that must be so")
        .like(r#"{ "nvidia.com/gpu.present": "true" }"#),
    key("tolerations", Type::Maps, "taints the pods put up with")
        .like(r#"[{ "key": "ci", "operator": "Exists", "effect": "NoSchedule" }]"#),
    key("affinity", Type::Map, "where the pods want to be"),
    key("volumes", Type::Maps, "more volumes of the pods").like(r#"[{ "name": "cache", "emptyDir": {} }]"#),
    key("volume_mounts", Type::Maps, "more mounts of the runner")
        .like(r#"[{ "name": "cache", "mountPath": "/cache" }]"#),
    key("image_pull_secrets", Type::Maps, "secrets for private registries").like(r#"[{ "name": "harbor" }]"#),
    key("service_account", Type::Text(name::dns_subdomain), "the service account of the pods")
        .like(r#""github-runner""#),
    key("runtime_class", Type::Text(name::dns_subdomain), "the runtime class of the pods")
        .like(r#""nvidia""#),
    key("labels", Type::Texts(name::label_key, name::label_value), "more labels of the object and its pods")
        .like(r#"{ "team": "systems" }"#),
    key("annotations", Type::Texts(name::annotation_key, any), "more annotations of the pods")
        .like(r#"{ "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" }"#),
    key(
        "resources",
        Type::Requirements,
        "the runner's resources as Kubernetes spells them, over the four short keys",
    )
    .like(r#"{ "limits": { "hugepages-2Mi": "512Mi" } }"#),
    key("custom_resources", Type::Resources, "extended resources of the runner, such as devices")
        .like(r#"{ "xilinx.com/fpga-pynq": 1 }"#),
    key("dind", Type::Switch, "a Docker daemon beside the runner").or("true"),
    key("dind_image", Type::Text(name::daemon_image), "the image of the Docker daemon")
        .or(r#""docker:28.5.1-dind""#),
    key(
        "dind_mtu",
        Type::Integer(576, 65_535),
        "the MTU of the Docker daemon's networks, in bytes; `null` leaves it to the daemon",
    )
    .or("1430"),
    key("dind_resources", Type::Requirements, "the Docker daemon's resources")
        .or_else("the runner's four short keys")
        .like(r#"{ "limits": { "memory": "16Gi" } }"#),
    key("gpu", Type::Gpu, "NVIDIA GPUs of the runner").or("0").like("1"),
    key("kvm", Type::Switch, "virtual machines in the runner, by the KVM device plugin").or("false"),
    key("libvirt", Type::Switch, "the node's libvirt in the runner").or("false"),
    key("kind", Type::Switch, "throw-away Kubernetes clusters inside the runner's Docker daemon").or("false"),
    key("exporter", Type::Switch, "the metrics exporter").or_else("on with `exporter_image`"),
];

/// Each key's name and where it is in [`KEYS`], found by a hash that is made at build time: a pool's keys are looked up a
/// hundred times.
static PLACES: [(&str, usize); 128] = {
    let mut places = [("", 0); 128];
    let mut at = 0;
    while at < KEYS.len() {
        let mut slot = slot(KEYS[at].name.as_bytes());
        while !places[slot].0.is_empty() {
            slot = (slot + 1) % places.len();
        }
        places[slot] = (KEYS[at].name, at);
        at += 1;
    }
    places
};

const fn slot(name: &[u8]) -> usize {
    match name {
        [first, .., last] => {
            (name.len() * 14 + *first as usize * 15 + *last as usize * 7 + name[name.len() / 2] as usize)
                % 128
        }
        _ => name.len(),
    }
}

/// The place of a key in [`KEYS`].
#[inline]
pub(super) fn index(name: &str) -> Option<usize> {
    let mut slot = slot(name.as_bytes());
    loop {
        let (key, at) = PLACES[slot];
        match key {
            "" => return None,
            _ if is_same(key, name) => return Some(at),
            _ => slot = (slot + 1) % PLACES.len(),
        }
    }
}

/// The key of a name.
pub(super) fn find(name: &str) -> Option<&'static Key> {
    index(name).map(|at| &KEYS[at])
}

/// Every name a template can use in every pool: the keys, and what is only computed.
pub(super) fn names<'n>() -> impl Iterator<Item = &'n str> {
    KEYS.iter().map(|key| key.name).chain(["pool", "arch"])
}
