//! The kinds of objects that Kubernetes has itself.

use crate::text::suggest;

/// The kinds of every version of a group that an API server of 1.29 or later has, the most stable versions first; of groups
/// that still change, only that they are there (<https://kubernetes.io/docs/reference/kubernetes-api/>).
const KINDS: &[(&str, &[&str])] = &[
    (
        "v1",
        &[
            "Binding",
            "ComponentStatus",
            "ConfigMap",
            "Endpoints",
            "Event",
            "LimitRange",
            "List",
            "Namespace",
            "Node",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "Pod",
            "PodTemplate",
            "ReplicationController",
            "ResourceQuota",
            "Secret",
            "Service",
            "ServiceAccount",
        ],
    ),
    ("apps/v1", &["ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"]),
    ("batch/v1", &["CronJob", "Job"]),
    ("autoscaling/v2", &["HorizontalPodAutoscaler"]),
    ("autoscaling/v1", &["HorizontalPodAutoscaler", "Scale"]),
    ("policy/v1", &["Eviction", "PodDisruptionBudget"]),
    ("rbac.authorization.k8s.io/v1", &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"]),
    ("networking.k8s.io/v1", &["IPAddress", "Ingress", "IngressClass", "NetworkPolicy", "ServiceCIDR"]),
    ("networking.k8s.io/v1beta1", &["IPAddress", "ServiceCIDR"]),
    ("networking.k8s.io/v1alpha1", &["ClusterCIDR", "IPAddress", "ServiceCIDR"]),
    ("node.k8s.io/v1", &["RuntimeClass"]),
    ("scheduling.k8s.io/v1", &["PriorityClass"]),
    (
        "storage.k8s.io/v1",
        &[
            "CSIDriver",
            "CSINode",
            "CSIStorageCapacity",
            "StorageClass",
            "VolumeAttachment",
            "VolumeAttributesClass",
        ],
    ),
    ("storage.k8s.io/v1beta1", &["VolumeAttributesClass"]),
    ("storage.k8s.io/v1alpha1", &["VolumeAttributesClass"]),
    ("coordination.k8s.io/v1", &["Lease"]),
    ("discovery.k8s.io/v1", &["EndpointSlice"]),
    ("events.k8s.io/v1", &["Event"]),
    (
        "admissionregistration.k8s.io/v1",
        &[
            "MutatingAdmissionPolicy",
            "MutatingAdmissionPolicyBinding",
            "MutatingWebhookConfiguration",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding",
            "ValidatingWebhookConfiguration",
        ],
    ),
    (
        "admissionregistration.k8s.io/v1beta1",
        &[
            "MutatingAdmissionPolicy",
            "MutatingAdmissionPolicyBinding",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding",
        ],
    ),
    (
        "admissionregistration.k8s.io/v1alpha1",
        &[
            "MutatingAdmissionPolicy",
            "MutatingAdmissionPolicyBinding",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding",
        ],
    ),
    ("apiextensions.k8s.io/v1", &["CustomResourceDefinition"]),
    ("apiregistration.k8s.io/v1", &["APIService"]),
    ("authentication.k8s.io/v1", &["SelfSubjectReview", "TokenRequest", "TokenReview"]),
    ("authentication.k8s.io/v1beta1", &["SelfSubjectReview"]),
    ("authentication.k8s.io/v1alpha1", &["SelfSubjectReview"]),
    (
        "authorization.k8s.io/v1",
        &[
            "LocalSubjectAccessReview",
            "SelfSubjectAccessReview",
            "SelfSubjectRulesReview",
            "SubjectAccessReview",
        ],
    ),
    ("certificates.k8s.io/v1", &["CertificateSigningRequest"]),
    ("flowcontrol.apiserver.k8s.io/v1", &["FlowSchema", "PriorityLevelConfiguration"]),
    ("flowcontrol.apiserver.k8s.io/v1beta3", &["FlowSchema", "PriorityLevelConfiguration"]),
    ("resource.k8s.io/v1", &[]),
    ("storagemigration.k8s.io/v1beta1", &[]),
];

/// Whose a kind of object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Kubernetes' own.
    Kubernetes,
    /// Somebody else's, which a CRD brings.
    Other,
    /// Nobody's: its group is Kubernetes' own, and has no such kind.
    Nobody,
    /// Nobody's: Kubernetes has such a kind in this version of a group.
    Version(&'static str),
    /// Nobody's: Kubernetes has this kind there.
    Kind(&'static str),
}

/// Whether a kind is the runner scale sets of GitHub's own operator (github.com/actions/actions-runner-controller,
/// `apis/actions.github.com`).
pub fn is_scale_set(api_version: &str, kind: &str) -> bool {
    api_version.starts_with("actions.github.com/") && kind == "AutoscalingRunnerSet"
}

/// Whose a kind is. Groups of others have a `.` in their names, and so have Kubernetes' newer ones, which can have kinds and
/// versions that nobody knows yet.
pub fn owner(api_version: &str, kind: &str) -> Owner {
    // What lists objects is of their kind.
    let kind = kind.strip_suffix("List").filter(|kind| !kind.is_empty()).unwrap_or(kind);
    let has = |(_, kinds): &&(&str, &[&str])| kinds.contains(&kind);
    let mut versions = KINDS.iter().filter(|(version, _)| *version == api_version);
    if versions.clone().any(|version| has(&version)) {
        return Owner::Kubernetes;
    }
    let group = group(api_version);
    let of_group = || KINDS.iter().filter(|(version, _)| self::group(version) == group);
    let is_old = !group.contains('.');
    if !is_old && of_group().next().is_none() {
        let near = |group: &str| strsim::damerau_levenshtein(group, self::group(api_version)) <= 2;
        let meant = KINDS.iter().filter(has).find(|(version, _)| near(self::group(version)));
        return meant.map_or(Owner::Other, |(version, _)| Owner::Version(version));
    }
    if let Some((version, _)) = of_group().find(has) {
        // Versions that are not stable are taken away once there is one that is.
        let is_gone = is_old || ["alpha", "beta"].iter().any(|word| api_version.contains(word));
        return if is_gone { Owner::Version(version) } else { Owner::Kubernetes };
    }
    if let Some(near) = versions.next().and_then(|(_, kinds)| suggest(kind, kinds.iter().copied())) {
        return Owner::Kind(near);
    }
    match KINDS.iter().find(has) {
        Some((version, _)) => Owner::Version(version),
        None if is_old => Owner::Nobody,
        None => Owner::Kubernetes,
    }
}

/// The group of a version, which is empty for the oldest kinds.
fn group(api_version: &str) -> &str {
    api_version.rsplit_once('/').map_or("", |(group, _)| group)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_their_owners() {
        for (version, kind, expected) in [
            ("v1", "ConfigMap", Owner::Kubernetes),
            ("v1", "ConfigMapList", Owner::Kubernetes),
            ("v1", "List", Owner::Kubernetes),
            ("v1", "ServiceAcount", Owner::Kind("ServiceAccount")),
            ("v1", "Deployment", Owner::Version("apps/v1")),
            ("v1", "Gizmo", Owner::Nobody),
            ("v2", "ConfigMap", Owner::Version("v1")),
            ("apps/v1beta1", "Deployment", Owner::Version("apps/v1")),
            ("app/v1", "Deployment", Owner::Version("apps/v1")),
            ("apps/v1", "ConfigMap", Owner::Version("v1")),
            ("extensions/v1beta1", "Ingress", Owner::Version("networking.k8s.io/v1")),
            ("batch/v1beta1", "CronJob", Owner::Version("batch/v1")),
            ("rbac.authorization.k8s.io/v1beta1", "Role", Owner::Version("rbac.authorization.k8s.io/v1")),
            ("rbac.authorisation.k8s.io/v1", "Role", Owner::Version("rbac.authorization.k8s.io/v1")),
            ("rbac.authorization.k8s.io/v2", "Role", Owner::Kubernetes),
            ("networking.k8s.io/v1", "Networkpolicy", Owner::Kind("NetworkPolicy")),
            ("resource.k8s.io/v1", "ResourceClaim", Owner::Kubernetes),
            ("admissionregistration.k8s.io/v1alpha1", "MutatingAdmissionPolicy", Owner::Kubernetes),
            ("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicyBinding", Owner::Kubernetes),
            ("gateway.networking.k8s.io/v1", "Gateway", Owner::Other),
            ("serving.knative.dev/v1", "Service", Owner::Other),
            ("networking.istio.io/v1", "ServiceEntry", Owner::Other),
        ] {
            assert_eq!(owner(version, kind), expected, "{version} {kind}");
        }
    }
}
