//! Pods, as Kubernetes 1.29 has them, which is what the operator's CRD was made from.
//!
//! Generated from the `k8s-openapi` crate by `tests/schemas.rs` (`UPDATE_EXPECT=1 cargo test --test schemas`).

use super::{Field, Others, Schema, Shape, Unique};

static AFFINITY: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "nodeAffinity", schema: &NODE_AFFINITY },
        Field { name: "podAffinity", schema: &POD_AFFINITY },
        Field { name: "podAntiAffinity", schema: &POD_ANTI_AFFINITY },
    ],
    required: &[],
    others: Others::Dropped,
});

static AWS_ELASTIC_BLOCK_STORE_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "fsType", schema: &STRING },
        Field { name: "partition", schema: &INT32 },
        Field { name: "readOnly", schema: &BOOLEAN },
        Field { name: "volumeID", schema: &STRING },
    ],
    required: &["volumeID"],
    others: Others::Dropped,
});

static AZURE_DISK_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "cachingMode", schema: &STRING },
        Field { name: "diskName", schema: &STRING },
        Field { name: "diskURI", schema: &STRING },
        Field { name: "fsType", schema: &STRING },
        Field { name: "kind", schema: &STRING },
        Field { name: "readOnly", schema: &BOOLEAN },
    ],
    required: &["diskName", "diskURI"],
    others: Others::Dropped,
});

static AZURE_FILE_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "readOnly", schema: &BOOLEAN },
        Field { name: "secretName", schema: &STRING },
        Field { name: "shareName", schema: &STRING },
    ],
    required: &["secretName", "shareName"],
    others: Others::Dropped,
});

static BOOLEAN: Schema = Schema::of(Shape::Boolean);

static CAPABILITIES: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "add", schema: &STRING_LIST },
        Field { name: "drop", schema: &STRING_LIST },
    ],
    required: &[],
    others: Others::Dropped,
});

static CEPH_FS_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "monitors", schema: &STRING_LIST },
        Field { name: "path", schema: &STRING },
        Field { name: "readOnly", schema: &BOOLEAN },
        Field { name: "secretFile", schema: &STRING },
        Field { name: "secretRef", schema: &LOCAL_OBJECT_REFERENCE },
        Field { name: "user", schema: &STRING },
    ],
    required: &["monitors"],
    others: Others::Dropped,
});

static CINDER_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "fsType", schema: &STRING },
        Field { name: "readOnly", schema: &BOOLEAN },
        Field { name: "secretRef", schema: &LOCAL_OBJECT_REFERENCE },
        Field { name: "volumeID", schema: &STRING },
    ],
    required: &["volumeID"],
    others: Others::Dropped,
});

static CLAIM_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "resourceClaimName", schema: &STRING },
        Field { name: "resourceClaimTemplateName", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static CLUSTER_TRUST_BUNDLE_PROJECTION: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "labelSelector", schema: &LABEL_SELECTOR },
        Field { name: "name", schema: &STRING },
        Field { name: "optional", schema: &BOOLEAN },
        Field { name: "path", schema: &STRING },
        Field { name: "signerName", schema: &STRING },
    ],
    required: &["path"],
    others: Others::Dropped,
});

static CONFIG_MAP_ENV_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "name", schema: &STRING },
        Field { name: "optional", schema: &BOOLEAN },
    ],
    required: &[],
    others: Others::Dropped,
});

static CONFIG_MAP_KEY_SELECTOR: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "key", schema: &STRING },
        Field { name: "name", schema: &STRING },
        Field { name: "optional", schema: &BOOLEAN },
    ],
    required: &["key"],
    others: Others::Dropped,
});

static CONFIG_MAP_PROJECTION: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "items", schema: &KEY_TO_PATH_LIST },
        Field { name: "name", schema: &STRING },
        Field { name: "optional", schema: &BOOLEAN },
    ],
    required: &[],
    others: Others::Dropped,
});

static CONFIG_MAP_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "defaultMode", schema: &INT32 },
        Field { name: "items", schema: &KEY_TO_PATH_LIST },
        Field { name: "name", schema: &STRING },
        Field { name: "optional", schema: &BOOLEAN },
    ],
    required: &[],
    others: Others::Dropped,
});

static CONTAINER: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "args", schema: &STRING_LIST },
        Field { name: "command", schema: &STRING_LIST },
        Field { name: "env", schema: &ENV_VAR_LIST },
        Field { name: "envFrom", schema: &ENV_FROM_SOURCE_LIST },
        Field { name: "image", schema: &STRING },
        Field { name: "imagePullPolicy", schema: &STRING },
        Field { name: "lifecycle", schema: &LIFECYCLE },
        Field { name: "livenessProbe", schema: &PROBE },
        Field { name: "name", schema: &STRING },
        Field { name: "ports", schema: &CONTAINER_PORT_LIST_BY_CONTAINER_PORT_PROTOCOL },
        Field { name: "readinessProbe", schema: &PROBE },
        Field { name: "resizePolicy", schema: &CONTAINER_RESIZE_POLICY_LIST },
        Field { name: "resources", schema: &RESOURCE_REQUIREMENTS },
        Field { name: "restartPolicy", schema: &STRING },
        Field { name: "securityContext", schema: &SECURITY_CONTEXT },
        Field { name: "startupProbe", schema: &PROBE },
        Field { name: "stdin", schema: &BOOLEAN },
        Field { name: "stdinOnce", schema: &BOOLEAN },
        Field { name: "terminationMessagePath", schema: &STRING },
        Field { name: "terminationMessagePolicy", schema: &STRING },
        Field { name: "tty", schema: &BOOLEAN },
        Field { name: "volumeDevices", schema: &VOLUME_DEVICE_LIST },
        Field { name: "volumeMounts", schema: &VOLUME_MOUNT_LIST },
        Field { name: "workingDir", schema: &STRING },
    ],
    required: &["name"],
    others: Others::Dropped,
});

static CONTAINER_LIST: Schema = Schema::of(Shape::List(&CONTAINER, Unique::No));

static CONTAINER_PORT: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "containerPort", schema: &INT32 },
        Field { name: "hostIP", schema: &STRING },
        Field { name: "hostPort", schema: &INT32 },
        Field { name: "name", schema: &STRING },
        Field { name: "protocol", schema: &CONTAINER_PORTPROTOCOL },
    ],
    required: &["containerPort"],
    others: Others::Dropped,
});

static CONTAINER_PORTPROTOCOL: Schema = Schema { default: Some("\"TCP\""), ..Schema::of(Shape::String) };

static CONTAINER_PORT_LIST_BY_CONTAINER_PORT_PROTOCOL: Schema = Schema::of(Shape::List(&CONTAINER_PORT, Unique::Keys(&["containerPort", "protocol"])));

static CONTAINER_RESIZE_POLICY: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "resourceName", schema: &STRING },
        Field { name: "restartPolicy", schema: &STRING },
    ],
    required: &["resourceName", "restartPolicy"],
    others: Others::Dropped,
});

static CONTAINER_RESIZE_POLICY_LIST: Schema = Schema::of(Shape::List(&CONTAINER_RESIZE_POLICY, Unique::No));

static CSI_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "driver", schema: &STRING },
        Field { name: "fsType", schema: &STRING },
        Field { name: "nodePublishSecretRef", schema: &LOCAL_OBJECT_REFERENCE },
        Field { name: "readOnly", schema: &BOOLEAN },
        Field { name: "volumeAttributes", schema: &STRING_MAP },
    ],
    required: &["driver"],
    others: Others::Dropped,
});

static DOWNWARD_API_PROJECTION: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "items", schema: &DOWNWARD_API_VOLUME_FILE_LIST },
    ],
    required: &[],
    others: Others::Dropped,
});

static DOWNWARD_API_VOLUME_FILE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "fieldRef", schema: &OBJECT_FIELD_SELECTOR },
        Field { name: "mode", schema: &INT32 },
        Field { name: "path", schema: &STRING },
        Field { name: "resourceFieldRef", schema: &RESOURCE_FIELD_SELECTOR },
    ],
    required: &["path"],
    others: Others::Dropped,
});

static DOWNWARD_API_VOLUME_FILE_LIST: Schema = Schema::of(Shape::List(&DOWNWARD_API_VOLUME_FILE, Unique::No));

static DOWNWARD_API_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "defaultMode", schema: &INT32 },
        Field { name: "items", schema: &DOWNWARD_API_VOLUME_FILE_LIST },
    ],
    required: &[],
    others: Others::Dropped,
});

static EMPTY_DIR_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "medium", schema: &STRING },
        Field { name: "sizeLimit", schema: &QUANTITY },
    ],
    required: &[],
    others: Others::Dropped,
});

static ENV_FROM_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "configMapRef", schema: &CONFIG_MAP_ENV_SOURCE },
        Field { name: "prefix", schema: &STRING },
        Field { name: "secretRef", schema: &SECRET_ENV_SOURCE },
    ],
    required: &[],
    others: Others::Dropped,
});

static ENV_FROM_SOURCE_LIST: Schema = Schema::of(Shape::List(&ENV_FROM_SOURCE, Unique::No));

static ENV_VAR: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "name", schema: &STRING },
        Field { name: "value", schema: &STRING },
        Field { name: "valueFrom", schema: &ENV_VAR_SOURCE },
    ],
    required: &["name"],
    others: Others::Dropped,
});

static ENV_VAR_LIST: Schema = Schema::of(Shape::List(&ENV_VAR, Unique::No));

static ENV_VAR_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "configMapKeyRef", schema: &CONFIG_MAP_KEY_SELECTOR },
        Field { name: "fieldRef", schema: &OBJECT_FIELD_SELECTOR },
        Field { name: "resourceFieldRef", schema: &RESOURCE_FIELD_SELECTOR },
        Field { name: "secretKeyRef", schema: &SECRET_KEY_SELECTOR },
    ],
    required: &[],
    others: Others::Dropped,
});

static EPHEMERAL_CONTAINER: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "args", schema: &STRING_LIST },
        Field { name: "command", schema: &STRING_LIST },
        Field { name: "env", schema: &ENV_VAR_LIST },
        Field { name: "envFrom", schema: &ENV_FROM_SOURCE_LIST },
        Field { name: "image", schema: &STRING },
        Field { name: "imagePullPolicy", schema: &STRING },
        Field { name: "lifecycle", schema: &LIFECYCLE },
        Field { name: "livenessProbe", schema: &PROBE },
        Field { name: "name", schema: &STRING },
        Field { name: "ports", schema: &CONTAINER_PORT_LIST_BY_CONTAINER_PORT_PROTOCOL },
        Field { name: "readinessProbe", schema: &PROBE },
        Field { name: "resizePolicy", schema: &CONTAINER_RESIZE_POLICY_LIST },
        Field { name: "resources", schema: &RESOURCE_REQUIREMENTS },
        Field { name: "restartPolicy", schema: &STRING },
        Field { name: "securityContext", schema: &SECURITY_CONTEXT },
        Field { name: "startupProbe", schema: &PROBE },
        Field { name: "stdin", schema: &BOOLEAN },
        Field { name: "stdinOnce", schema: &BOOLEAN },
        Field { name: "targetContainerName", schema: &STRING },
        Field { name: "terminationMessagePath", schema: &STRING },
        Field { name: "terminationMessagePolicy", schema: &STRING },
        Field { name: "tty", schema: &BOOLEAN },
        Field { name: "volumeDevices", schema: &VOLUME_DEVICE_LIST },
        Field { name: "volumeMounts", schema: &VOLUME_MOUNT_LIST },
        Field { name: "workingDir", schema: &STRING },
    ],
    required: &["name"],
    others: Others::Dropped,
});

static EPHEMERAL_CONTAINER_LIST: Schema = Schema::of(Shape::List(&EPHEMERAL_CONTAINER, Unique::No));

static EPHEMERAL_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "volumeClaimTemplate", schema: &PERSISTENT_VOLUME_CLAIM_TEMPLATE },
    ],
    required: &[],
    others: Others::Dropped,
});

static EXEC_ACTION: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "command", schema: &STRING_LIST },
    ],
    required: &[],
    others: Others::Dropped,
});

static FC_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "fsType", schema: &STRING },
        Field { name: "lun", schema: &INT32 },
        Field { name: "readOnly", schema: &BOOLEAN },
        Field { name: "targetWWNs", schema: &STRING_LIST },
        Field { name: "wwids", schema: &STRING_LIST },
    ],
    required: &[],
    others: Others::Dropped,
});

static FLEX_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "driver", schema: &STRING },
        Field { name: "fsType", schema: &STRING },
        Field { name: "options", schema: &STRING_MAP },
        Field { name: "readOnly", schema: &BOOLEAN },
        Field { name: "secretRef", schema: &LOCAL_OBJECT_REFERENCE },
    ],
    required: &["driver"],
    others: Others::Dropped,
});

static FLOCKER_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "datasetName", schema: &STRING },
        Field { name: "datasetUUID", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static GCE_PERSISTENT_DISK_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "fsType", schema: &STRING },
        Field { name: "partition", schema: &INT32 },
        Field { name: "pdName", schema: &STRING },
        Field { name: "readOnly", schema: &BOOLEAN },
    ],
    required: &["pdName"],
    others: Others::Dropped,
});

static GIT_REPO_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "directory", schema: &STRING },
        Field { name: "repository", schema: &STRING },
        Field { name: "revision", schema: &STRING },
    ],
    required: &["repository"],
    others: Others::Dropped,
});

static GLUSTERFS_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "endpoints", schema: &STRING },
        Field { name: "path", schema: &STRING },
        Field { name: "readOnly", schema: &BOOLEAN },
    ],
    required: &["endpoints", "path"],
    others: Others::Dropped,
});

static GRPC_ACTION: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "port", schema: &INT32 },
        Field { name: "service", schema: &STRING },
    ],
    required: &["port"],
    others: Others::Dropped,
});

static HOST_ALIAS: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "hostnames", schema: &STRING_LIST },
        Field { name: "ip", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static HOST_ALIAS_LIST: Schema = Schema::of(Shape::List(&HOST_ALIAS, Unique::No));

static HOST_PATH_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "path", schema: &STRING },
        Field { name: "type", schema: &STRING },
    ],
    required: &["path"],
    others: Others::Dropped,
});

static HTTP_GET_ACTION: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "host", schema: &STRING },
        Field { name: "httpHeaders", schema: &HTTP_HEADER_LIST },
        Field { name: "path", schema: &STRING },
        Field { name: "port", schema: &INT_OR_STRING },
        Field { name: "scheme", schema: &STRING },
    ],
    required: &["port"],
    others: Others::Dropped,
});

static HTTP_HEADER: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "name", schema: &STRING },
        Field { name: "value", schema: &STRING },
    ],
    required: &["name", "value"],
    others: Others::Dropped,
});

static HTTP_HEADER_LIST: Schema = Schema::of(Shape::List(&HTTP_HEADER, Unique::No));

static INT32: Schema = Schema::of(Shape::Integer(32));

static INT64: Schema = Schema::of(Shape::Integer(64));

static INT64_LIST: Schema = Schema::of(Shape::List(&INT64, Unique::No));

static INT_OR_STRING: Schema = Schema::of(Shape::IntOrString);

static ISCSI_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "chapAuthDiscovery", schema: &BOOLEAN },
        Field { name: "chapAuthSession", schema: &BOOLEAN },
        Field { name: "fsType", schema: &STRING },
        Field { name: "initiatorName", schema: &STRING },
        Field { name: "iqn", schema: &STRING },
        Field { name: "iscsiInterface", schema: &STRING },
        Field { name: "lun", schema: &INT32 },
        Field { name: "portals", schema: &STRING_LIST },
        Field { name: "readOnly", schema: &BOOLEAN },
        Field { name: "secretRef", schema: &LOCAL_OBJECT_REFERENCE },
        Field { name: "targetPortal", schema: &STRING },
    ],
    required: &["iqn", "lun", "targetPortal"],
    others: Others::Dropped,
});

static KEY_TO_PATH: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "key", schema: &STRING },
        Field { name: "mode", schema: &INT32 },
        Field { name: "path", schema: &STRING },
    ],
    required: &["key", "path"],
    others: Others::Dropped,
});

static KEY_TO_PATH_LIST: Schema = Schema::of(Shape::List(&KEY_TO_PATH, Unique::No));

static LABEL_SELECTOR: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "matchExpressions", schema: &LABEL_SELECTOR_REQUIREMENT_LIST },
        Field { name: "matchLabels", schema: &STRING_MAP },
    ],
    required: &[],
    others: Others::Dropped,
});

static LABEL_SELECTOR_REQUIREMENT: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "key", schema: &STRING },
        Field { name: "operator", schema: &STRING },
        Field { name: "values", schema: &STRING_LIST },
    ],
    required: &["key", "operator"],
    others: Others::Dropped,
});

static LABEL_SELECTOR_REQUIREMENT_LIST: Schema = Schema::of(Shape::List(&LABEL_SELECTOR_REQUIREMENT, Unique::No));

static LIFECYCLE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "postStart", schema: &LIFECYCLE_HANDLER },
        Field { name: "preStop", schema: &LIFECYCLE_HANDLER },
    ],
    required: &[],
    others: Others::Dropped,
});

static LIFECYCLE_HANDLER: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "exec", schema: &EXEC_ACTION },
        Field { name: "httpGet", schema: &HTTP_GET_ACTION },
        Field { name: "sleep", schema: &SLEEP_ACTION },
        Field { name: "tcpSocket", schema: &TCP_SOCKET_ACTION },
    ],
    required: &[],
    others: Others::Dropped,
});

static LOCAL_OBJECT_REFERENCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "name", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static LOCAL_OBJECT_REFERENCE_LIST: Schema = Schema::of(Shape::List(&LOCAL_OBJECT_REFERENCE, Unique::No));

static NFS_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "path", schema: &STRING },
        Field { name: "readOnly", schema: &BOOLEAN },
        Field { name: "server", schema: &STRING },
    ],
    required: &["path", "server"],
    others: Others::Dropped,
});

static NODE_AFFINITY: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "preferredDuringSchedulingIgnoredDuringExecution", schema: &PREFERRED_SCHEDULING_TERM_LIST },
        Field { name: "requiredDuringSchedulingIgnoredDuringExecution", schema: &NODE_SELECTOR },
    ],
    required: &[],
    others: Others::Dropped,
});

static NODE_SELECTOR: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "nodeSelectorTerms", schema: &NODE_SELECTOR_TERM_LIST },
    ],
    required: &["nodeSelectorTerms"],
    others: Others::Dropped,
});

static NODE_SELECTOR_REQUIREMENT: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "key", schema: &STRING },
        Field { name: "operator", schema: &STRING },
        Field { name: "values", schema: &STRING_LIST },
    ],
    required: &["key", "operator"],
    others: Others::Dropped,
});

static NODE_SELECTOR_REQUIREMENT_LIST: Schema = Schema::of(Shape::List(&NODE_SELECTOR_REQUIREMENT, Unique::No));

static NODE_SELECTOR_TERM: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "matchExpressions", schema: &NODE_SELECTOR_REQUIREMENT_LIST },
        Field { name: "matchFields", schema: &NODE_SELECTOR_REQUIREMENT_LIST },
    ],
    required: &[],
    others: Others::Dropped,
});

static NODE_SELECTOR_TERM_LIST: Schema = Schema::of(Shape::List(&NODE_SELECTOR_TERM, Unique::No));

static OBJECT_FIELD_SELECTOR: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiVersion", schema: &STRING },
        Field { name: "fieldPath", schema: &STRING },
    ],
    required: &["fieldPath"],
    others: Others::Dropped,
});

static OBJECT_META: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "annotations", schema: &STRING_MAP },
        Field { name: "finalizers", schema: &STRING_LIST },
        Field { name: "labels", schema: &STRING_MAP },
        Field { name: "name", schema: &STRING },
        Field { name: "namespace", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static PERSISTENT_VOLUME_CLAIM_SPEC: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "accessModes", schema: &STRING_LIST },
        Field { name: "dataSource", schema: &TYPED_LOCAL_OBJECT_REFERENCE },
        Field { name: "dataSourceRef", schema: &TYPED_OBJECT_REFERENCE },
        Field { name: "resources", schema: &VOLUME_RESOURCE_REQUIREMENTS },
        Field { name: "selector", schema: &LABEL_SELECTOR },
        Field { name: "storageClassName", schema: &STRING },
        Field { name: "volumeAttributesClassName", schema: &STRING },
        Field { name: "volumeMode", schema: &STRING },
        Field { name: "volumeName", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static PERSISTENT_VOLUME_CLAIM_TEMPLATE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "metadata", schema: &OBJECT_META },
        Field { name: "spec", schema: &PERSISTENT_VOLUME_CLAIM_SPEC },
    ],
    required: &["spec"],
    others: Others::Dropped,
});

static PERSISTENT_VOLUME_CLAIM_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "claimName", schema: &STRING },
        Field { name: "readOnly", schema: &BOOLEAN },
    ],
    required: &["claimName"],
    others: Others::Dropped,
});

static PHOTON_PERSISTENT_DISK_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "fsType", schema: &STRING },
        Field { name: "pdID", schema: &STRING },
    ],
    required: &["pdID"],
    others: Others::Dropped,
});

static POD_AFFINITY: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "preferredDuringSchedulingIgnoredDuringExecution", schema: &WEIGHTED_POD_AFFINITY_TERM_LIST },
        Field { name: "requiredDuringSchedulingIgnoredDuringExecution", schema: &POD_AFFINITY_TERM_LIST },
    ],
    required: &[],
    others: Others::Dropped,
});

static POD_AFFINITY_TERM: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "labelSelector", schema: &LABEL_SELECTOR },
        Field { name: "matchLabelKeys", schema: &STRING_LIST },
        Field { name: "mismatchLabelKeys", schema: &STRING_LIST },
        Field { name: "namespaceSelector", schema: &LABEL_SELECTOR },
        Field { name: "namespaces", schema: &STRING_LIST },
        Field { name: "topologyKey", schema: &STRING },
    ],
    required: &["topologyKey"],
    others: Others::Dropped,
});

static POD_AFFINITY_TERM_LIST: Schema = Schema::of(Shape::List(&POD_AFFINITY_TERM, Unique::No));

static POD_ANTI_AFFINITY: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "preferredDuringSchedulingIgnoredDuringExecution", schema: &WEIGHTED_POD_AFFINITY_TERM_LIST },
        Field { name: "requiredDuringSchedulingIgnoredDuringExecution", schema: &POD_AFFINITY_TERM_LIST },
    ],
    required: &[],
    others: Others::Dropped,
});

static POD_DNS_CONFIG: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "nameservers", schema: &STRING_LIST },
        Field { name: "options", schema: &POD_DNS_CONFIG_OPTION_LIST },
        Field { name: "searches", schema: &STRING_LIST },
    ],
    required: &[],
    others: Others::Dropped,
});

static POD_DNS_CONFIG_OPTION: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "name", schema: &STRING },
        Field { name: "value", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static POD_DNS_CONFIG_OPTION_LIST: Schema = Schema::of(Shape::List(&POD_DNS_CONFIG_OPTION, Unique::No));

static POD_OS: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "name", schema: &STRING },
    ],
    required: &["name"],
    others: Others::Dropped,
});

static POD_READINESS_GATE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "conditionType", schema: &STRING },
    ],
    required: &["conditionType"],
    others: Others::Dropped,
});

static POD_READINESS_GATE_LIST: Schema = Schema::of(Shape::List(&POD_READINESS_GATE, Unique::No));

static POD_RESOURCE_CLAIM: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "name", schema: &STRING },
        Field { name: "source", schema: &CLAIM_SOURCE },
    ],
    required: &["name"],
    others: Others::Dropped,
});

static POD_RESOURCE_CLAIM_LIST_BY_NAME: Schema = Schema::of(Shape::List(&POD_RESOURCE_CLAIM, Unique::Keys(&["name"])));

static POD_SCHEDULING_GATE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "name", schema: &STRING },
    ],
    required: &["name"],
    others: Others::Dropped,
});

static POD_SCHEDULING_GATE_LIST_BY_NAME: Schema = Schema::of(Shape::List(&POD_SCHEDULING_GATE, Unique::Keys(&["name"])));

static POD_SECURITY_CONTEXT: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "fsGroup", schema: &INT64 },
        Field { name: "fsGroupChangePolicy", schema: &STRING },
        Field { name: "runAsGroup", schema: &INT64 },
        Field { name: "runAsNonRoot", schema: &BOOLEAN },
        Field { name: "runAsUser", schema: &INT64 },
        Field { name: "seLinuxOptions", schema: &SE_LINUX_OPTIONS },
        Field { name: "seccompProfile", schema: &SECCOMP_PROFILE },
        Field { name: "supplementalGroups", schema: &INT64_LIST },
        Field { name: "sysctls", schema: &SYSCTL_LIST },
        Field { name: "windowsOptions", schema: &WINDOWS_SECURITY_CONTEXT_OPTIONS },
    ],
    required: &[],
    others: Others::Dropped,
});

/// What a pod is.
pub static POD_SPEC: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "activeDeadlineSeconds", schema: &INT64 },
        Field { name: "affinity", schema: &AFFINITY },
        Field { name: "automountServiceAccountToken", schema: &BOOLEAN },
        Field { name: "containers", schema: &CONTAINER_LIST },
        Field { name: "dnsConfig", schema: &POD_DNS_CONFIG },
        Field { name: "dnsPolicy", schema: &STRING },
        Field { name: "enableServiceLinks", schema: &BOOLEAN },
        Field { name: "ephemeralContainers", schema: &EPHEMERAL_CONTAINER_LIST },
        Field { name: "hostAliases", schema: &HOST_ALIAS_LIST },
        Field { name: "hostIPC", schema: &BOOLEAN },
        Field { name: "hostNetwork", schema: &BOOLEAN },
        Field { name: "hostPID", schema: &BOOLEAN },
        Field { name: "hostUsers", schema: &BOOLEAN },
        Field { name: "hostname", schema: &STRING },
        Field { name: "imagePullSecrets", schema: &LOCAL_OBJECT_REFERENCE_LIST },
        Field { name: "initContainers", schema: &CONTAINER_LIST },
        Field { name: "nodeName", schema: &STRING },
        Field { name: "nodeSelector", schema: &STRING_MAP },
        Field { name: "os", schema: &POD_OS },
        Field { name: "overhead", schema: &QUANTITY_MAP },
        Field { name: "preemptionPolicy", schema: &STRING },
        Field { name: "priority", schema: &INT32 },
        Field { name: "priorityClassName", schema: &STRING },
        Field { name: "readinessGates", schema: &POD_READINESS_GATE_LIST },
        Field { name: "resourceClaims", schema: &POD_RESOURCE_CLAIM_LIST_BY_NAME },
        Field { name: "restartPolicy", schema: &STRING },
        Field { name: "runtimeClassName", schema: &STRING },
        Field { name: "schedulerName", schema: &STRING },
        Field { name: "schedulingGates", schema: &POD_SCHEDULING_GATE_LIST_BY_NAME },
        Field { name: "securityContext", schema: &POD_SECURITY_CONTEXT },
        Field { name: "serviceAccount", schema: &STRING },
        Field { name: "serviceAccountName", schema: &STRING },
        Field { name: "setHostnameAsFQDN", schema: &BOOLEAN },
        Field { name: "shareProcessNamespace", schema: &BOOLEAN },
        Field { name: "subdomain", schema: &STRING },
        Field { name: "terminationGracePeriodSeconds", schema: &INT64 },
        Field { name: "tolerations", schema: &TOLERATION_LIST },
        Field { name: "topologySpreadConstraints", schema: &TOPOLOGY_SPREAD_CONSTRAINT_LIST_BY_TOPOLOGY_KEY_WHEN_UNSATISFIABLE },
        Field { name: "volumes", schema: &VOLUME_LIST },
    ],
    required: &["containers"],
    others: Others::Dropped,
});

/// What pods are made from.
pub static POD_TEMPLATE_SPEC: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "metadata", schema: &OBJECT_META },
        Field { name: "spec", schema: &POD_SPEC },
    ],
    required: &[],
    others: Others::Dropped,
});

static PORTWORX_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "fsType", schema: &STRING },
        Field { name: "readOnly", schema: &BOOLEAN },
        Field { name: "volumeID", schema: &STRING },
    ],
    required: &["volumeID"],
    others: Others::Dropped,
});

static PREFERRED_SCHEDULING_TERM: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "preference", schema: &NODE_SELECTOR_TERM },
        Field { name: "weight", schema: &INT32 },
    ],
    required: &["preference", "weight"],
    others: Others::Dropped,
});

static PREFERRED_SCHEDULING_TERM_LIST: Schema = Schema::of(Shape::List(&PREFERRED_SCHEDULING_TERM, Unique::No));

static PROBE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "exec", schema: &EXEC_ACTION },
        Field { name: "failureThreshold", schema: &INT32 },
        Field { name: "grpc", schema: &GRPC_ACTION },
        Field { name: "httpGet", schema: &HTTP_GET_ACTION },
        Field { name: "initialDelaySeconds", schema: &INT32 },
        Field { name: "periodSeconds", schema: &INT32 },
        Field { name: "successThreshold", schema: &INT32 },
        Field { name: "tcpSocket", schema: &TCP_SOCKET_ACTION },
        Field { name: "terminationGracePeriodSeconds", schema: &INT64 },
        Field { name: "timeoutSeconds", schema: &INT32 },
    ],
    required: &[],
    others: Others::Dropped,
});

static PROJECTED_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "defaultMode", schema: &INT32 },
        Field { name: "sources", schema: &VOLUME_PROJECTION_LIST },
    ],
    required: &[],
    others: Others::Dropped,
});

static QUANTITY: Schema = Schema::of(Shape::Quantity);

static QUANTITY_MAP: Schema = Schema::of(Shape::Map { fields: &[], required: &[], others: Others::Are(&QUANTITY) });

static QUOBYTE_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "group", schema: &STRING },
        Field { name: "readOnly", schema: &BOOLEAN },
        Field { name: "registry", schema: &STRING },
        Field { name: "tenant", schema: &STRING },
        Field { name: "user", schema: &STRING },
        Field { name: "volume", schema: &STRING },
    ],
    required: &["registry", "volume"],
    others: Others::Dropped,
});

static RBD_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "fsType", schema: &STRING },
        Field { name: "image", schema: &STRING },
        Field { name: "keyring", schema: &STRING },
        Field { name: "monitors", schema: &STRING_LIST },
        Field { name: "pool", schema: &STRING },
        Field { name: "readOnly", schema: &BOOLEAN },
        Field { name: "secretRef", schema: &LOCAL_OBJECT_REFERENCE },
        Field { name: "user", schema: &STRING },
    ],
    required: &["image", "monitors"],
    others: Others::Dropped,
});

static RESOURCE_CLAIM: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "name", schema: &STRING },
    ],
    required: &["name"],
    others: Others::Dropped,
});

static RESOURCE_CLAIM_LIST_BY_NAME: Schema = Schema::of(Shape::List(&RESOURCE_CLAIM, Unique::Keys(&["name"])));

static RESOURCE_FIELD_SELECTOR: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "containerName", schema: &STRING },
        Field { name: "divisor", schema: &QUANTITY },
        Field { name: "resource", schema: &STRING },
    ],
    required: &["resource"],
    others: Others::Dropped,
});

static RESOURCE_REQUIREMENTS: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "claims", schema: &RESOURCE_CLAIM_LIST_BY_NAME },
        Field { name: "limits", schema: &QUANTITY_MAP },
        Field { name: "requests", schema: &QUANTITY_MAP },
    ],
    required: &[],
    others: Others::Dropped,
});

static SCALE_IO_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "fsType", schema: &STRING },
        Field { name: "gateway", schema: &STRING },
        Field { name: "protectionDomain", schema: &STRING },
        Field { name: "readOnly", schema: &BOOLEAN },
        Field { name: "secretRef", schema: &LOCAL_OBJECT_REFERENCE },
        Field { name: "sslEnabled", schema: &BOOLEAN },
        Field { name: "storageMode", schema: &STRING },
        Field { name: "storagePool", schema: &STRING },
        Field { name: "system", schema: &STRING },
        Field { name: "volumeName", schema: &STRING },
    ],
    required: &["gateway", "secretRef", "system"],
    others: Others::Dropped,
});

static SECCOMP_PROFILE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "localhostProfile", schema: &STRING },
        Field { name: "type", schema: &STRING },
    ],
    required: &["type"],
    others: Others::Dropped,
});

static SECRET_ENV_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "name", schema: &STRING },
        Field { name: "optional", schema: &BOOLEAN },
    ],
    required: &[],
    others: Others::Dropped,
});

static SECRET_KEY_SELECTOR: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "key", schema: &STRING },
        Field { name: "name", schema: &STRING },
        Field { name: "optional", schema: &BOOLEAN },
    ],
    required: &["key"],
    others: Others::Dropped,
});

static SECRET_PROJECTION: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "items", schema: &KEY_TO_PATH_LIST },
        Field { name: "name", schema: &STRING },
        Field { name: "optional", schema: &BOOLEAN },
    ],
    required: &[],
    others: Others::Dropped,
});

static SECRET_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "defaultMode", schema: &INT32 },
        Field { name: "items", schema: &KEY_TO_PATH_LIST },
        Field { name: "optional", schema: &BOOLEAN },
        Field { name: "secretName", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static SECURITY_CONTEXT: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "allowPrivilegeEscalation", schema: &BOOLEAN },
        Field { name: "capabilities", schema: &CAPABILITIES },
        Field { name: "privileged", schema: &BOOLEAN },
        Field { name: "procMount", schema: &STRING },
        Field { name: "readOnlyRootFilesystem", schema: &BOOLEAN },
        Field { name: "runAsGroup", schema: &INT64 },
        Field { name: "runAsNonRoot", schema: &BOOLEAN },
        Field { name: "runAsUser", schema: &INT64 },
        Field { name: "seLinuxOptions", schema: &SE_LINUX_OPTIONS },
        Field { name: "seccompProfile", schema: &SECCOMP_PROFILE },
        Field { name: "windowsOptions", schema: &WINDOWS_SECURITY_CONTEXT_OPTIONS },
    ],
    required: &[],
    others: Others::Dropped,
});

static SERVICE_ACCOUNT_TOKEN_PROJECTION: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "audience", schema: &STRING },
        Field { name: "expirationSeconds", schema: &INT64 },
        Field { name: "path", schema: &STRING },
    ],
    required: &["path"],
    others: Others::Dropped,
});

static SE_LINUX_OPTIONS: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "level", schema: &STRING },
        Field { name: "role", schema: &STRING },
        Field { name: "type", schema: &STRING },
        Field { name: "user", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static SLEEP_ACTION: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "seconds", schema: &INT64 },
    ],
    required: &["seconds"],
    others: Others::Dropped,
});

static STORAGE_OS_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "fsType", schema: &STRING },
        Field { name: "readOnly", schema: &BOOLEAN },
        Field { name: "secretRef", schema: &LOCAL_OBJECT_REFERENCE },
        Field { name: "volumeName", schema: &STRING },
        Field { name: "volumeNamespace", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static STRING: Schema = Schema::of(Shape::String);

static STRING_LIST: Schema = Schema::of(Shape::List(&STRING, Unique::No));

static STRING_MAP: Schema = Schema::of(Shape::Map { fields: &[], required: &[], others: Others::Are(&STRING) });

static SYSCTL: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "name", schema: &STRING },
        Field { name: "value", schema: &STRING },
    ],
    required: &["name", "value"],
    others: Others::Dropped,
});

static SYSCTL_LIST: Schema = Schema::of(Shape::List(&SYSCTL, Unique::No));

static TCP_SOCKET_ACTION: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "host", schema: &STRING },
        Field { name: "port", schema: &INT_OR_STRING },
    ],
    required: &["port"],
    others: Others::Dropped,
});

static TOLERATION: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "effect", schema: &STRING },
        Field { name: "key", schema: &STRING },
        Field { name: "operator", schema: &STRING },
        Field { name: "tolerationSeconds", schema: &INT64 },
        Field { name: "value", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static TOLERATION_LIST: Schema = Schema::of(Shape::List(&TOLERATION, Unique::No));

static TOPOLOGY_SPREAD_CONSTRAINT: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "labelSelector", schema: &LABEL_SELECTOR },
        Field { name: "matchLabelKeys", schema: &STRING_LIST },
        Field { name: "maxSkew", schema: &INT32 },
        Field { name: "minDomains", schema: &INT32 },
        Field { name: "nodeAffinityPolicy", schema: &STRING },
        Field { name: "nodeTaintsPolicy", schema: &STRING },
        Field { name: "topologyKey", schema: &STRING },
        Field { name: "whenUnsatisfiable", schema: &STRING },
    ],
    required: &["maxSkew", "topologyKey", "whenUnsatisfiable"],
    others: Others::Dropped,
});

static TOPOLOGY_SPREAD_CONSTRAINT_LIST_BY_TOPOLOGY_KEY_WHEN_UNSATISFIABLE: Schema = Schema::of(Shape::List(&TOPOLOGY_SPREAD_CONSTRAINT, Unique::Keys(&["topologyKey", "whenUnsatisfiable"])));

static TYPED_LOCAL_OBJECT_REFERENCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiGroup", schema: &STRING },
        Field { name: "kind", schema: &STRING },
        Field { name: "name", schema: &STRING },
    ],
    required: &["kind", "name"],
    others: Others::Dropped,
});

static TYPED_OBJECT_REFERENCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiGroup", schema: &STRING },
        Field { name: "kind", schema: &STRING },
        Field { name: "name", schema: &STRING },
        Field { name: "namespace", schema: &STRING },
    ],
    required: &["kind", "name"],
    others: Others::Dropped,
});

static VOLUME: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "awsElasticBlockStore", schema: &AWS_ELASTIC_BLOCK_STORE_VOLUME_SOURCE },
        Field { name: "azureDisk", schema: &AZURE_DISK_VOLUME_SOURCE },
        Field { name: "azureFile", schema: &AZURE_FILE_VOLUME_SOURCE },
        Field { name: "cephfs", schema: &CEPH_FS_VOLUME_SOURCE },
        Field { name: "cinder", schema: &CINDER_VOLUME_SOURCE },
        Field { name: "configMap", schema: &CONFIG_MAP_VOLUME_SOURCE },
        Field { name: "csi", schema: &CSI_VOLUME_SOURCE },
        Field { name: "downwardAPI", schema: &DOWNWARD_API_VOLUME_SOURCE },
        Field { name: "emptyDir", schema: &EMPTY_DIR_VOLUME_SOURCE },
        Field { name: "ephemeral", schema: &EPHEMERAL_VOLUME_SOURCE },
        Field { name: "fc", schema: &FC_VOLUME_SOURCE },
        Field { name: "flexVolume", schema: &FLEX_VOLUME_SOURCE },
        Field { name: "flocker", schema: &FLOCKER_VOLUME_SOURCE },
        Field { name: "gcePersistentDisk", schema: &GCE_PERSISTENT_DISK_VOLUME_SOURCE },
        Field { name: "gitRepo", schema: &GIT_REPO_VOLUME_SOURCE },
        Field { name: "glusterfs", schema: &GLUSTERFS_VOLUME_SOURCE },
        Field { name: "hostPath", schema: &HOST_PATH_VOLUME_SOURCE },
        Field { name: "iscsi", schema: &ISCSI_VOLUME_SOURCE },
        Field { name: "name", schema: &STRING },
        Field { name: "nfs", schema: &NFS_VOLUME_SOURCE },
        Field { name: "persistentVolumeClaim", schema: &PERSISTENT_VOLUME_CLAIM_VOLUME_SOURCE },
        Field { name: "photonPersistentDisk", schema: &PHOTON_PERSISTENT_DISK_VOLUME_SOURCE },
        Field { name: "portworxVolume", schema: &PORTWORX_VOLUME_SOURCE },
        Field { name: "projected", schema: &PROJECTED_VOLUME_SOURCE },
        Field { name: "quobyte", schema: &QUOBYTE_VOLUME_SOURCE },
        Field { name: "rbd", schema: &RBD_VOLUME_SOURCE },
        Field { name: "scaleIO", schema: &SCALE_IO_VOLUME_SOURCE },
        Field { name: "secret", schema: &SECRET_VOLUME_SOURCE },
        Field { name: "storageos", schema: &STORAGE_OS_VOLUME_SOURCE },
        Field { name: "vsphereVolume", schema: &VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE },
    ],
    required: &["name"],
    others: Others::Dropped,
});

static VOLUME_DEVICE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "devicePath", schema: &STRING },
        Field { name: "name", schema: &STRING },
    ],
    required: &["devicePath", "name"],
    others: Others::Dropped,
});

static VOLUME_DEVICE_LIST: Schema = Schema::of(Shape::List(&VOLUME_DEVICE, Unique::No));

static VOLUME_LIST: Schema = Schema::of(Shape::List(&VOLUME, Unique::No));

static VOLUME_MOUNT: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "mountPath", schema: &STRING },
        Field { name: "mountPropagation", schema: &STRING },
        Field { name: "name", schema: &STRING },
        Field { name: "readOnly", schema: &BOOLEAN },
        Field { name: "subPath", schema: &STRING },
        Field { name: "subPathExpr", schema: &STRING },
    ],
    required: &["mountPath", "name"],
    others: Others::Dropped,
});

static VOLUME_MOUNT_LIST: Schema = Schema::of(Shape::List(&VOLUME_MOUNT, Unique::No));

static VOLUME_PROJECTION: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "clusterTrustBundle", schema: &CLUSTER_TRUST_BUNDLE_PROJECTION },
        Field { name: "configMap", schema: &CONFIG_MAP_PROJECTION },
        Field { name: "downwardAPI", schema: &DOWNWARD_API_PROJECTION },
        Field { name: "secret", schema: &SECRET_PROJECTION },
        Field { name: "serviceAccountToken", schema: &SERVICE_ACCOUNT_TOKEN_PROJECTION },
    ],
    required: &[],
    others: Others::Dropped,
});

static VOLUME_PROJECTION_LIST: Schema = Schema::of(Shape::List(&VOLUME_PROJECTION, Unique::No));

static VOLUME_RESOURCE_REQUIREMENTS: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "limits", schema: &QUANTITY_MAP },
        Field { name: "requests", schema: &QUANTITY_MAP },
    ],
    required: &[],
    others: Others::Dropped,
});

static VSPHERE_VIRTUAL_DISK_VOLUME_SOURCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "fsType", schema: &STRING },
        Field { name: "storagePolicyID", schema: &STRING },
        Field { name: "storagePolicyName", schema: &STRING },
        Field { name: "volumePath", schema: &STRING },
    ],
    required: &["volumePath"],
    others: Others::Dropped,
});

static WEIGHTED_POD_AFFINITY_TERM: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "podAffinityTerm", schema: &POD_AFFINITY_TERM },
        Field { name: "weight", schema: &INT32 },
    ],
    required: &["podAffinityTerm", "weight"],
    others: Others::Dropped,
});

static WEIGHTED_POD_AFFINITY_TERM_LIST: Schema = Schema::of(Shape::List(&WEIGHTED_POD_AFFINITY_TERM, Unique::No));

static WINDOWS_SECURITY_CONTEXT_OPTIONS: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "gmsaCredentialSpec", schema: &STRING },
        Field { name: "gmsaCredentialSpecName", schema: &STRING },
        Field { name: "hostProcess", schema: &BOOLEAN },
        Field { name: "runAsUserName", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});
