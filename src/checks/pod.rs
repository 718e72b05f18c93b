//! Kubernetes' own rules for pods, which no schema says.
//!
//! The rules are those of kubernetes/pkg/apis/core/validation/validation.go. An operator's resource is accepted without
//! them, and then no pod can be made.

use super::rule::{Places, Rule, Table};
use super::{affinity, container, env, ports, probes, resources, tolerations, volumes};
use crate::kubernetes::name;

const POD: Table = &[
    ("restartPolicy", Rule::Words(&["Always", "OnFailure", "Never"])),
    ("dnsPolicy", Rule::Words(&["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"])),
    ("preemptionPolicy", Rule::Words(&["Never", "PreemptLowerPriority"])),
    ("os.name", Rule::Words(&["linux", "windows"])),
    ("serviceAccountName", Rule::Name(name::dns_subdomain)),
    ("priorityClassName", Rule::Name(name::dns_subdomain)),
    ("runtimeClassName", Rule::Name(name::dns_subdomain)),
    ("schedulerName", Rule::Name(name::dns_subdomain)),
    ("nodeName", Rule::Name(name::dns_subdomain)),
    ("hostname", Rule::Name(name::dns_label)),
    ("subdomain", Rule::Name(name::dns_label)),
    ("imagePullSecrets[]", Rule::Needs(&["name"])),
    ("imagePullSecrets[].name", Rule::SomeName(name::dns_subdomain)),
    ("activeDeadlineSeconds", Rule::Range(1, i32::MAX as i64)),
    ("terminationGracePeriodSeconds", Rule::Range(0, i64::MAX)),
    ("containers", Rule::Filled),
    ("", Rule::Ask(container::names)),
    ("", Rule::Ask(volumes::mounted)),
];

/// Where containers are in a pod.
const CONTAINERS: [&str; 2] = ["initContainers[]", "containers[]"];
/// Where containers have probes.
const PROBES: [&str; 6] = [
    "containers[].livenessProbe",
    "containers[].readinessProbe",
    "containers[].startupProbe",
    "initContainers[].livenessProbe",
    "initContainers[].readinessProbe",
    "initContainers[].startupProbe",
];

/// The rules of pods for the place of a pod's `spec`.
pub(super) fn add(places: Places, path: &'static str) -> Places {
    let mut pod = Places::default()
        .with("", POD)
        .with("", affinity::RULES)
        .with("tolerations[]", tolerations::RULES)
        .with("volumes[]", volumes::RULES);
    for list in CONTAINERS {
        for table in [container::RULES, env::RULES, ports::RULES, resources::RULES, volumes::MOUNTS] {
            pod = pod.with(list, table);
        }
    }
    for probe in PROBES {
        pod = pod.with(probe, probes::RULES);
    }
    places.place_at(path, pod)
}
