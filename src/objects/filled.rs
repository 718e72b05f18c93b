//! What the API server, the operator and other tools write into objects by themselves.

use crate::kubernetes::LAST_APPLIED;

/// Fields of an object's `metadata` that belong to the API server and to controllers; `kubectl apply` leaves them alone.
/// Owners are named by their `uid`, which is another in every cluster.
pub(super) const METADATA: [&str; 9] = [
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "selfLink",
    "managedFields",
    "ownerReferences",
];

/// Finalizers that the API server gives to what is being deleted; all others are somebody's wish.
pub(super) const DELETION: [&str; 2] = ["foregroundDeletion", "orphan"];

/// Labels and annotations that tools give to whatever they apply, by themselves. Others of the same prefixes, such as
/// `argocd.argoproj.io/sync-wave`, are what people tell these tools, and count.
pub(super) const TOOLS: [&str; 20] = [
    // What `kubectl apply` compares with.
    LAST_APPLIED,
    // The controller of Deployments counts.
    "deployment.kubernetes.io/revision",
    // Argo CD: which application an object is of.
    "argocd.argoproj.io/instance",
    "argocd.argoproj.io/tracking-id",
    "argocd.argoproj.io/installation-id",
    // Flux: which Kustomization or HelmRelease an object is of, and of what.
    "kustomize.toolkit.fluxcd.io/name",
    "kustomize.toolkit.fluxcd.io/namespace",
    "kustomize.toolkit.fluxcd.io/checksum",
    "helm.toolkit.fluxcd.io/name",
    "helm.toolkit.fluxcd.io/namespace",
    // Helm: which release an object is of.
    "meta.helm.sh/release-name",
    "meta.helm.sh/release-namespace",
    // Rancher: which bundle an object is of, what was applied, and where it is reached.
    "objectset.rio.cattle.io/applied",
    "objectset.rio.cattle.io/hash",
    "objectset.rio.cattle.io/id",
    "objectset.rio.cattle.io/owner-gvk",
    "objectset.rio.cattle.io/owner-name",
    "objectset.rio.cattle.io/owner-namespace",
    "field.cattle.io/projectId",
    "field.cattle.io/publicEndpoints",
];

/// Argo CD's label unless it is told to use another, which charts set too.
pub const INSTANCE: &str = "app.kubernetes.io/instance";

/// `kubectl rollout restart` writes this into the pods of workloads, and into nothing else.
pub(super) const RESTARTED: (&str, &str) =
    ("spec.template.metadata.annotations", "kubectl.kubernetes.io/restartedAt");

/// What fields have where they are not given: what `pkg/apis/core/v1/defaults.go` of Kubernetes fills in, and what the
/// reference of its API says that a field left out means. `automountServiceAccountToken` and `preemptionPolicy` are not
/// among them: without them the service account and the priority class decide, nor is `runAsNonRoot` of a container,
/// which the pod's stands for. Defaults of an object's own fields are in its schema or with its kind. A path that
/// begins with a dot is the end of one; see `Path::is`.
pub(super) const DEFAULTS: &[(&str, &str)] = &[
    ("metadata.labels", "{}"),
    ("metadata.annotations", "{}"),
    (".metadata", "{}"),
    (".metadata.labels", "{}"),
    (".metadata.annotations", "{}"),
    ("pod.affinity", "{}"),
    ("pod.dnsPolicy", "ClusterFirst"),
    ("pod.enableServiceLinks", "true"),
    ("pod.hostIPC", "false"),
    ("pod.hostNetwork", "false"),
    ("pod.hostPID", "false"),
    ("pod.hostUsers", "true"),
    ("pod.hostname", ""),
    ("pod.nodeName", ""),
    ("pod.nodeSelector", "{}"),
    ("pod.priorityClassName", ""),
    ("pod.restartPolicy", "Always"),
    ("pod.runtimeClassName", ""),
    ("pod.schedulerName", "default-scheduler"),
    ("pod.securityContext", "{}"),
    ("pod.securityContext.fsGroupChangePolicy", "Always"),
    ("pod.securityContext.runAsNonRoot", "false"),
    ("pod.serviceAccountName", ""),
    ("pod.setHostnameAsFQDN", "false"),
    ("pod.shareProcessNamespace", "false"),
    ("pod.subdomain", ""),
    ("pod.terminationGracePeriodSeconds", "30"),
    ("pod.containers.env.value", ""),
    ("pod.containers.env.valueFrom.configMapKeyRef.optional", "false"),
    ("pod.containers.env.valueFrom.secretKeyRef.optional", "false"),
    ("pod.containers.envFrom.configMapRef.optional", "false"),
    ("pod.containers.envFrom.prefix", ""),
    ("pod.containers.envFrom.secretRef.optional", "false"),
    ("pod.containers.resources", "{}"),
    ("pod.containers.resources.limits", "{}"),
    ("pod.containers.resources.requests", "{}"),
    ("pod.containers.securityContext", "{}"),
    ("pod.containers.securityContext.capabilities", "{}"),
    ("pod.containers.securityContext.privileged", "false"),
    ("pod.containers.securityContext.procMount", "Default"),
    ("pod.containers.securityContext.readOnlyRootFilesystem", "false"),
    ("pod.containers.stdin", "false"),
    ("pod.containers.stdinOnce", "false"),
    ("pod.containers.terminationMessagePath", "/dev/termination-log"),
    ("pod.containers.terminationMessagePolicy", "File"),
    ("pod.containers.tty", "false"),
    ("pod.containers.ports.protocol", "TCP"),
    ("pod.containers.volumeMounts.mountPropagation", "None"),
    ("pod.containers.volumeMounts.readOnly", "false"),
    ("pod.containers.volumeMounts.recursiveReadOnly", "Disabled"),
    ("pod.containers.volumeMounts.subPath", ""),
    ("pod.containers.volumeMounts.subPathExpr", ""),
    ("pod.containers.workingDir", ""),
    ("pod.containers.env.valueFrom.fieldRef.apiVersion", "v1"),
    ("pod.containers.lifecycle.postStart.httpGet.path", "/"),
    ("pod.containers.lifecycle.postStart.httpGet.scheme", "HTTP"),
    ("pod.containers.lifecycle.preStop.httpGet.path", "/"),
    ("pod.containers.lifecycle.preStop.httpGet.scheme", "HTTP"),
    ("pod.containers.probe.grpc.service", ""),
    ("pod.containers.probe.httpGet.path", "/"),
    ("pod.containers.probe.httpGet.scheme", "HTTP"),
    ("pod.containers.probe.initialDelaySeconds", "0"),
    ("pod.containers.probe.failureThreshold", "3"),
    ("pod.containers.probe.periodSeconds", "10"),
    ("pod.containers.probe.successThreshold", "1"),
    ("pod.containers.probe.timeoutSeconds", "1"),
    ("pod.tolerations.operator", "Equal"),
    ("pod.volumes.azureDisk.cachingMode", "ReadWrite"),
    ("pod.volumes.azureDisk.fsType", "ext4"),
    ("pod.volumes.azureDisk.kind", "Shared"),
    ("pod.volumes.azureDisk.readOnly", "false"),
    ("pod.volumes.configMap.defaultMode", "420"),
    ("pod.volumes.configMap.optional", "false"),
    ("pod.volumes.csi.readOnly", "false"),
    ("pod.volumes.downwardAPI.defaultMode", "420"),
    ("pod.volumes.downwardAPI.items.fieldRef.apiVersion", "v1"),
    ("pod.volumes.emptyDir.medium", ""),
    ("pod.volumes.ephemeral.volumeClaimTemplate.spec.volumeMode", "Filesystem"),
    ("pod.volumes.hostPath.type", ""),
    ("pod.volumes.iscsi.iscsiInterface", "default"),
    ("pod.volumes.nfs.readOnly", "false"),
    ("pod.volumes.persistentVolumeClaim.readOnly", "false"),
    ("pod.volumes.projected.defaultMode", "420"),
    ("pod.volumes.projected.sources.configMap.optional", "false"),
    ("pod.volumes.projected.sources.downwardAPI.items.fieldRef.apiVersion", "v1"),
    ("pod.volumes.projected.sources.secret.optional", "false"),
    ("pod.volumes.projected.sources.serviceAccountToken.expirationSeconds", "3600"),
    ("pod.volumes.rbd.keyring", "/etc/ceph/keyring"),
    ("pod.volumes.rbd.pool", "rbd"),
    ("pod.volumes.rbd.user", "admin"),
    ("pod.volumes.scaleIO.fsType", "xfs"),
    ("pod.volumes.scaleIO.storageMode", "ThinProvisioned"),
    ("pod.volumes.secret.defaultMode", "420"),
    ("pod.volumes.secret.optional", "false"),
];

/// Maps whose values are quantities, whatever their keys are, in every kind of object that has no schema.
pub(super) const AMOUNTS: &[&str] = &[".resources.requests", ".resources.limits"];

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
    ("pod.containers.securityContext.capabilities.add", &[]),
    ("pod.containers.securityContext.capabilities.drop", &[]),
];
