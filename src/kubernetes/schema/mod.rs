//! Structural schemas: what the API server takes of a kind of object.
//!
//! The dialect is that of a CRD, the structural part of `OpenAPI` v3
//! (<https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/>). The built-in ones
//! are statics, so that none is parsed when the tool runs; those of a user's CRD live as long as the run.

mod check;
mod crd;
mod format;
mod garo;
mod limit;
mod meant;
mod mistake;
mod model;
#[rustfmt::skip]
mod own;
#[rustfmt::skip]
mod pod;
#[rustfmt::skip]
mod spec;
mod workload;

pub use check::{Violation, Waiting, check};
pub use crd::{Crd, read};
pub use garo::{API_VERSION, GARO, KIND};
pub use limit::Pattern;
pub use mistake::IN_QUOTES;
pub use model::{Field, Limit, Others, Schema, Shape, Unique};
pub use pod::{POD_SPEC, POD_TEMPLATE_SPEC};

/// The schema of a kind of object: of the user's, which go first, or the built-in one.
pub fn find(crds: &[Crd], api_version: &str, kind: &str) -> Option<&'static Schema> {
    let own = crds.iter().find(|crd| crd.api_version == api_version && crd.kind == kind);
    own.map(|crd| crd.schema).or_else(|| ((api_version, kind) == (API_VERSION, KIND)).then_some(&GARO))
}

/// The schema of one of Kubernetes' own kinds. Those that are not here have other fields in every version of it.
pub fn of_kubernetes(api_version: &str, kind: &str) -> Option<&'static Schema> {
    Some(match (api_version, kind) {
        ("v1", "ConfigMap") => &own::CONFIG_MAP,
        ("v1", "LimitRange") => &own::LIMIT_RANGE,
        ("v1", "Namespace") => &own::NAMESPACE,
        ("v1", "PersistentVolumeClaim") => &own::PERSISTENT_VOLUME_CLAIM,
        ("v1", "ResourceQuota") => &own::RESOURCE_QUOTA,
        ("v1", "Secret") => &own::SECRET,
        ("v1", "ServiceAccount") => &own::SERVICE_ACCOUNT,
        ("v1", "Pod") => &workload::POD,
        ("v1", "PodTemplate") => &workload::POD_TEMPLATE,
        ("v1", "ReplicationController") => &workload::REPLICATION_CONTROLLER,
        ("v1", "Service") => &workload::SERVICE,
        ("apps/v1", "DaemonSet") => &workload::DAEMON_SET,
        ("apps/v1", "Deployment") => &workload::DEPLOYMENT,
        ("apps/v1", "ReplicaSet") => &workload::REPLICA_SET,
        ("apps/v1", "StatefulSet") => &workload::STATEFUL_SET,
        ("batch/v1", "Job") => &workload::JOB,
        ("batch/v1", "CronJob") => &workload::CRON_JOB,
        ("networking.k8s.io/v1", "NetworkPolicy") => &own::NETWORK_POLICY,
        ("node.k8s.io/v1", "RuntimeClass") => &own::RUNTIME_CLASS,
        ("policy/v1", "PodDisruptionBudget") => &own::POD_DISRUPTION_BUDGET,
        ("rbac.authorization.k8s.io/v1", "ClusterRole") => &own::CLUSTER_ROLE,
        ("rbac.authorization.k8s.io/v1", "ClusterRoleBinding") => &own::CLUSTER_ROLE_BINDING,
        ("rbac.authorization.k8s.io/v1", "Role") => &own::ROLE,
        ("rbac.authorization.k8s.io/v1", "RoleBinding") => &own::ROLE_BINDING,
        ("scheduling.k8s.io/v1", "PriorityClass") => &own::PRIORITY_CLASS,
        _ => return None,
    })
}

/// Where objects of somebody else's kinds have pods.
const PODS: [&[&str]; 4] =
    [&["template"], &["podTemplateSpec"], &["jobTargetRef", "template"], &["tasks", "template"]];

/// The schema of the pods in an object of somebody else's kind, unless its own says what they are.
pub fn of_pods(api_version: &str, kind: &str, own: Option<&'static Schema>) -> Option<&'static Schema> {
    let of_spec = own.and_then(|own| own.named("spec"));
    let within = |at: Option<&'static Schema>, key: &&str| match at?.shape {
        Shape::List(items, _) => items.named(key),
        _ => at?.named(key),
    };
    let has_pod = |path: &&[&str]| path.iter().chain(&["spec", "containers"]).fold(of_spec, within).is_some();
    if PODS.iter().any(has_pod) {
        return None;
    }
    match (api_version.split('/').next()?, kind) {
        // Knative names containers that have no name, and has fields of its own
        // (<https://github.com/knative/serving/blob/main/pkg/apis/serving/fieldmask.go>).
        (group, _) if group.ends_with("knative.dev") => None,
        ("keda.sh", "ScaledJob") => Some(&workload::SCALED_JOB),
        ("batch.volcano.sh", "Job") => Some(&workload::VOLCANO_JOB),
        _ => Some(&workload::OTHER),
    }
}
