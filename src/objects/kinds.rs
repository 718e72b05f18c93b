//! Kinds of objects that templates make, and what their fields have where they are not given.
//!
//! Pods are the same in all of them, and have a list of their own.

/// What is known of a kind beyond what is true of all.
#[derive(Debug)]
pub(super) struct Kind {
    group: &'static str,
    name: &'static str,
    /// What fields have where they are not given: what `pkg/apis/*/v1/defaults.go` of Kubernetes fills in, and what the
    /// reference of its API says that a field left out means.
    pub(super) defaults: &'static [(&'static str, &'static str)],
    /// Fields that the API server or a controller gives a value to that nobody can know before.
    pub(super) filled: &'static [&'static str],
    /// Labels, annotations and finalizers that the API server and its controllers give to each.
    pub(super) marks: &'static [&'static str],
    /// Maps whose values are quantities, whatever their keys are.
    pub(super) quantities: &'static [&'static str],
    /// Go durations, which are written back in another spelling: `1m` as `1m0s`.
    pub(super) durations: &'static [&'static str],
}

const fn kind(
    group: &'static str,
    name: &'static str,
    defaults: &'static [(&'static str, &'static str)],
) -> Kind {
    Kind { group, name, defaults, filled: &[], marks: &[], quantities: &[], durations: &[] }
}

/// A kind of which nothing is known.
static OTHER: Kind = kind("", "", &[]);

static KINDS: &[Kind] = &[
    Kind {
        durations: &["spec.minTtl", "spec.reconciliationPeriod"],
        ..kind("garo.tietoevry.com", "GithubActionRunner", &[("spec.tokenRef.optional", "false")])
    },
    kind(
        "apps",
        "Deployment",
        &[
            ("spec.minReadySeconds", "0"),
            ("spec.paused", "false"),
            ("spec.progressDeadlineSeconds", "600"),
            ("spec.replicas", "1"),
            ("spec.revisionHistoryLimit", "10"),
            ("spec.strategy", "{}"),
            ("spec.strategy.type", "RollingUpdate"),
            ("spec.strategy.rollingUpdate", "{}"),
            ("spec.strategy.rollingUpdate.maxSurge", "25%"),
            ("spec.strategy.rollingUpdate.maxUnavailable", "25%"),
        ],
    ),
    kind("apps", "ReplicaSet", &[("spec.minReadySeconds", "0"), ("spec.replicas", "1")]),
    kind(
        "apps",
        "StatefulSet",
        &[
            ("spec.minReadySeconds", "0"),
            ("spec.persistentVolumeClaimRetentionPolicy", "{}"),
            ("spec.persistentVolumeClaimRetentionPolicy.whenDeleted", "Retain"),
            ("spec.persistentVolumeClaimRetentionPolicy.whenScaled", "Retain"),
            ("spec.podManagementPolicy", "OrderedReady"),
            ("spec.replicas", "1"),
            ("spec.revisionHistoryLimit", "10"),
            ("spec.updateStrategy", "{}"),
            ("spec.updateStrategy.type", "RollingUpdate"),
            ("spec.updateStrategy.rollingUpdate", "{}"),
            ("spec.updateStrategy.rollingUpdate.partition", "0"),
            ("spec.volumeClaimTemplates.apiVersion", "v1"),
            ("spec.volumeClaimTemplates.kind", "PersistentVolumeClaim"),
            ("spec.volumeClaimTemplates.spec.volumeMode", "Filesystem"),
            ("spec.volumeClaimTemplates.status", "{}"),
            ("spec.volumeClaimTemplates.status.phase", "Pending"),
        ],
    ),
    Kind {
        marks: &["deprecated.daemonset.template.generation"],
        ..kind(
            "apps",
            "DaemonSet",
            &[
                ("spec.minReadySeconds", "0"),
                ("spec.revisionHistoryLimit", "10"),
                ("spec.updateStrategy", "{}"),
                ("spec.updateStrategy.type", "RollingUpdate"),
                ("spec.updateStrategy.rollingUpdate", "{}"),
                ("spec.updateStrategy.rollingUpdate.maxSurge", "0"),
                ("spec.updateStrategy.rollingUpdate.maxUnavailable", "1"),
            ],
        )
    },
    kind(
        "batch",
        "CronJob",
        &[
            ("spec.concurrencyPolicy", "Allow"),
            ("spec.failedJobsHistoryLimit", "1"),
            ("spec.successfulJobsHistoryLimit", "3"),
            ("spec.suspend", "false"),
        ],
    ),
    Kind {
        filled: &[
            "spec.clusterIP",
            "spec.clusterIPs",
            "spec.healthCheckNodePort",
            "spec.ipFamilies",
            "spec.ports.nodePort",
        ],
        ..kind(
            "",
            "Service",
            &[
                ("spec.allocateLoadBalancerNodePorts", "true"),
                ("spec.externalTrafficPolicy", "Cluster"),
                ("spec.internalTrafficPolicy", "Cluster"),
                ("spec.ipFamilyPolicy", "SingleStack"),
                ("spec.ports.protocol", "TCP"),
                ("spec.publishNotReadyAddresses", "false"),
                ("spec.sessionAffinity", "None"),
                ("spec.type", "ClusterIP"),
            ],
        )
    },
    kind("", "ConfigMap", &[("binaryData", "{}"), ("data", "{}"), ("immutable", "false")]),
    kind("", "Secret", &[("data", "{}"), ("immutable", "false"), ("stringData", "{}"), ("type", "Opaque")]),
    // Before Kubernetes 1.24 every account is given a token.
    Kind { filled: &["secrets"], ..kind("", "ServiceAccount", &[]) },
    Kind { filled: &["spec"], marks: &["kubernetes.io/metadata.name"], ..kind("", "Namespace", &[]) },
    Kind {
        filled: &["spec.storageClassName", "spec.volumeName"],
        marks: &[
            "kubernetes.io/pvc-protection",
            "pv.kubernetes.io/bind-completed",
            "pv.kubernetes.io/bound-by-controller",
            "volume.beta.kubernetes.io/storage-provisioner",
            "volume.kubernetes.io/storage-provisioner",
        ],
        ..kind("", "PersistentVolumeClaim", &[("spec.volumeMode", "Filesystem")])
    },
    Kind {
        marks: &["kubernetes.io/pv-protection", "pv.kubernetes.io/bound-by-controller"],
        quantities: &["spec.capacity"],
        ..kind(
            "",
            "PersistentVolume",
            &[("spec.persistentVolumeReclaimPolicy", "Retain"), ("spec.volumeMode", "Filesystem")],
        )
    },
    Kind { quantities: &["spec.hard"], ..kind("", "ResourceQuota", &[]) },
    kind("autoscaling", "HorizontalPodAutoscaler", &[("spec.minReplicas", "1")]),
    kind(RBAC, "RoleBinding", BINDING),
    kind(RBAC, "ClusterRoleBinding", BINDING),
];

const BINDING: &[(&str, &str)] = &[("roleRef.apiGroup", RBAC)];

/// The group of roles and of who has them.
pub(super) const RBAC: &str = "rbac.authorization.k8s.io";

impl Kind {
    /// What is known of a kind.
    pub(super) fn find(api_version: &str, kind: &str) -> &'static Kind {
        let group = api_version.rsplit_once('/').map_or("", |(group, _)| group);
        KINDS.iter().find(|known| (known.group, known.name) == (group, kind)).unwrap_or(&OTHER)
    }

    /// Whether it is a kind of the core group.
    pub(super) fn is(&self, name: &str) -> bool {
        (self.group, self.name) == ("", name)
    }

    /// Whether it says who has a role.
    pub(super) fn is_binding(&self) -> bool {
        self.group == RBAC
    }
}
