//! Kubernetes' own rules for pods, which no schema says.
//!
//! The rules are those of kubernetes/pkg/apis/core/validation/validation.go. An operator's resource is accepted without
//! them, and then no pod can be made.

use super::findings::Findings;
use super::kinds::is_merged;
use super::path::Path;
use super::rule::{Places, Rule, Table};
use super::{
    affinity, container, env, network, ports, probes, process, resources, security, tolerations, volumes,
};
use crate::kubernetes::name;
use crate::yaml::Item;

const POD: Table = &[
    ("restartPolicy", Rule::Words(&["", "Always", "OnFailure", "Never"])),
    ("dnsPolicy", Rule::Words(&["", "ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"])),
    ("preemptionPolicy", Rule::Words(&["Never", "PreemptLowerPriority"])),
    ("os.name", Rule::Words(&["linux", "windows"])),
    ("serviceAccountName", Rule::SomeName(name::dns_subdomain)),
    ("priorityClassName", Rule::SomeName(name::dns_subdomain)),
    ("runtimeClassName", Rule::Name(name::dns_subdomain)),
    ("nodeName", Rule::SomeName(name::dns_subdomain)),
    ("hostname", Rule::SomeName(name::dns_label)),
    ("subdomain", Rule::SomeName(name::dns_label)),
    ("imagePullSecrets[].name", Rule::SomeName(name::dns_subdomain)),
    ("activeDeadlineSeconds", Rule::Range(1, i32::MAX as i64)),
    ("terminationGracePeriodSeconds", Rule::Range(0, i64::MAX)),
    ("containers", Rule::Ask(containers)),
    (
        "ephemeralContainers[]",
        Rule::Never("no pod is made with such a container: `kubectl debug` adds one to a pod that runs"),
    ),
    ("readinessGates[].conditionType", Rule::Name(name::qualified)),
    ("schedulingGates[].name", Rule::Name(name::qualified)),
    ("schedulingGates", Rule::Unique(&["name"])),
    ("", Rule::Ask(container::names)),
    ("", Rule::Ask(volumes::mounted)),
    ("", Rule::Ask(env::other_containers)),
];

/// The rules of a container.
fn container() -> Places {
    let tables = [
        container::RULES,
        env::RULES,
        process::RULES,
        ports::RULES,
        resources::RULES,
        security::COMMON,
        security::CONTAINER,
        volumes::MOUNTS,
    ];
    let mut places = tables.into_iter().fold(Places::default(), |places, table| places.with("", table));
    for (probe, table) in [
        ("livenessProbe", probes::ONCE),
        ("readinessProbe", probes::READINESS),
        ("startupProbe", probes::ONCE),
    ] {
        places = places.with(probe, probes::RULES).with(probe, probes::HANDLER).with(probe, table);
    }
    for hook in ["lifecycle.postStart", "lifecycle.preStop"] {
        places = places.with(hook, probes::LIFECYCLE).with(hook, probes::HANDLER);
    }
    places
}

/// The rules of pods for the place of a pod's `spec`.
fn containers(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    if !is_merged(findings, path) {
        Rule::Filled.check(findings, item, path);
    }
}

pub(super) fn add(places: Places, path: &'static str) -> Places {
    let container = container();
    let mut pod = Places::default()
        .place_at("initContainers[]", container.clone())
        .with("initContainers[]", container::INIT)
        .place_at("containers[]", container)
        .with("tolerations[]", tolerations::RULES)
        .place_at("volumes[]", volumes::places());
    for table in [
        POD,
        security::COMMON,
        security::POD,
        probes::OF_POD,
        affinity::RULES,
        network::RULES,
        resources::OF_POD,
    ] {
        pod = pod.with("", table);
    }
    places.place_at(path, pod)
}
