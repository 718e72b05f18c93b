//! What the API server, the operator and other tools write into objects by themselves.

/// Fields of `metadata` that belong to the API server and to controllers; `kubectl apply` leaves them alone.
pub(super) const METADATA: [&str; 10] = [
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "selfLink",
    "managedFields",
    "ownerReferences",
    "finalizers",
];

/// What labels and annotations begin with that kubectl, Argo CD, Flux, Helm and Rancher give to their objects.
pub(super) const TOOLS: [&str; 8] = [
    "kubectl.kubernetes.io/",
    "deployment.kubernetes.io/",
    "argocd.argoproj.io/",
    "kustomize.toolkit.fluxcd.io/",
    "helm.toolkit.fluxcd.io/",
    "meta.helm.sh/",
    "objectset.rio.cattle.io/",
    "field.cattle.io/",
];

/// What fields have where they are not given: `pkg/apis/core/v1/defaults.go` of Kubernetes. Defaults of an object's own
/// fields are in its schema. A path that begins with a dot is the end of one.
pub(super) const DEFAULTS: &[(&str, &str)] = &[
    ("metadata.labels", "{}"),
    ("metadata.annotations", "{}"),
    (".metadata", "{}"),
    (".metadata.labels", "{}"),
    (".metadata.annotations", "{}"),
    ("pod.affinity", "{}"),
    ("pod.automountServiceAccountToken", "true"),
    ("pod.dnsPolicy", "ClusterFirst"),
    ("pod.enableServiceLinks", "true"),
    ("pod.hostIPC", "false"),
    ("pod.hostNetwork", "false"),
    ("pod.hostPID", "false"),
    ("pod.nodeSelector", "{}"),
    ("pod.preemptionPolicy", "PreemptLowerPriority"),
    ("pod.restartPolicy", "Always"),
    ("pod.schedulerName", "default-scheduler"),
    ("pod.securityContext", "{}"),
    ("pod.shareProcessNamespace", "false"),
    ("pod.terminationGracePeriodSeconds", "30"),
    ("pod.containers.env.value", ""),
    ("pod.containers.resources", "{}"),
    ("pod.containers.resources.limits", "{}"),
    ("pod.containers.resources.requests", "{}"),
    ("pod.containers.securityContext", "{}"),
    ("pod.containers.stdin", "false"),
    ("pod.containers.stdinOnce", "false"),
    ("pod.containers.terminationMessagePath", "/dev/termination-log"),
    ("pod.containers.terminationMessagePolicy", "File"),
    ("pod.containers.tty", "false"),
    ("pod.containers.ports.protocol", "TCP"),
    ("pod.containers.volumeMounts.readOnly", "false"),
    (".fieldRef.apiVersion", "v1"),
    (".httpGet.path", "/"),
    (".httpGet.scheme", "HTTP"),
    ("pod.containers.probe.failureThreshold", "3"),
    ("pod.containers.probe.periodSeconds", "10"),
    ("pod.containers.probe.successThreshold", "1"),
    ("pod.containers.probe.timeoutSeconds", "1"),
    ("pod.tolerations.operator", "Equal"),
    ("pod.volumes.configMap.defaultMode", "420"),
    ("pod.volumes.downwardAPI.defaultMode", "420"),
    ("pod.volumes.hostPath.type", ""),
    ("pod.volumes.projected.defaultMode", "420"),
    ("pod.volumes.secret.defaultMode", "420"),
    (".serviceAccountToken.expirationSeconds", "3600"),
];

/// Lists whose order means nothing, and what tells their items apart; whole items where nothing is named. The order of
/// all others counts: containers start in it, and of `envFrom` the later wins.
pub(super) const UNORDERED: &[(&str, &[&str])] = &[
    ("pod.containers.env", &["name"]),
    ("pod.containers.ports", &["containerPort", "protocol"]),
    ("pod.containers.volumeMounts", &["mountPath"]),
    ("pod.imagePullSecrets", &["name"]),
    ("pod.tolerations", &[]),
    ("pod.volumes", &["name"]),
    (".matchExpressions", &[]),
    (".matchExpressions.values", &[]),
    (".capabilities.add", &[]),
    (".capabilities.drop", &[]),
];
