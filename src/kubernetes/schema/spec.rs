//! What is below `spec` of Kubernetes' own kinds that make pods or serve them, as 1.29 has it.
//!
//! Generated from the `k8s-openapi` crate by `tests/schemas.rs` (`UPDATE_EXPECT=1 cargo test --test schemas`).

use super::{Field, Others, POD_TEMPLATE_SPEC, Schema, Shape, Unique};

static BOOLEAN: Schema = Schema::of(Shape::Boolean);

static CLIENT_IP_CONFIG: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "timeoutSeconds", schema: &INT32 },
    ],
    required: &[],
    others: Others::Dropped,
});

/// What such an object is to be.
pub(super) static CRON_JOB_SPEC: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "concurrencyPolicy", schema: &STRING },
        Field { name: "failedJobsHistoryLimit", schema: &INT32 },
        Field { name: "jobTemplate", schema: &JOB_TEMPLATE_SPEC },
        Field { name: "schedule", schema: &STRING },
        Field { name: "startingDeadlineSeconds", schema: &INT64 },
        Field { name: "successfulJobsHistoryLimit", schema: &INT32 },
        Field { name: "suspend", schema: &BOOLEAN },
        Field { name: "timeZone", schema: &STRING },
    ],
    required: &["jobTemplate", "schedule"],
    others: Others::Dropped,
});

/// What such an object is to be.
pub(super) static DAEMON_SET_SPEC: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "minReadySeconds", schema: &INT32 },
        Field { name: "revisionHistoryLimit", schema: &INT32 },
        Field { name: "selector", schema: &LABEL_SELECTOR },
        Field { name: "template", schema: &POD_TEMPLATE },
        Field { name: "updateStrategy", schema: &DAEMON_SET_UPDATE_STRATEGY },
    ],
    required: &["selector", "template"],
    others: Others::Dropped,
});

static DAEMON_SET_UPDATE_STRATEGY: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "rollingUpdate", schema: &ROLLING_UPDATE_DAEMON_SET },
        Field { name: "type", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

/// What such an object is to be.
pub(super) static DEPLOYMENT_SPEC: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "minReadySeconds", schema: &INT32 },
        Field { name: "paused", schema: &BOOLEAN },
        Field { name: "progressDeadlineSeconds", schema: &INT32 },
        Field { name: "replicas", schema: &INT32 },
        Field { name: "revisionHistoryLimit", schema: &INT32 },
        Field { name: "selector", schema: &LABEL_SELECTOR },
        Field { name: "strategy", schema: &DEPLOYMENT_STRATEGY },
        Field { name: "template", schema: &POD_TEMPLATE },
    ],
    required: &["selector", "template"],
    others: Others::Dropped,
});

static DEPLOYMENT_STRATEGY: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "rollingUpdate", schema: &ROLLING_UPDATE_DEPLOYMENT },
        Field { name: "type", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static INT32: Schema = Schema::of(Shape::Integer(32));

static INT32_LIST: Schema = Schema::of(Shape::List(&INT32, Unique::No));

static INT64: Schema = Schema::of(Shape::Integer(64));

static INT_OR_STRING: Schema = Schema::of(Shape::IntOrString);

/// What such an object is to be.
pub(super) static JOB_SPEC: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "activeDeadlineSeconds", schema: &INT64 },
        Field { name: "backoffLimit", schema: &INT32 },
        Field { name: "backoffLimitPerIndex", schema: &INT32 },
        Field { name: "completionMode", schema: &STRING },
        Field { name: "completions", schema: &INT32 },
        Field { name: "manualSelector", schema: &BOOLEAN },
        Field { name: "maxFailedIndexes", schema: &INT32 },
        Field { name: "parallelism", schema: &INT32 },
        Field { name: "podFailurePolicy", schema: &POD_FAILURE_POLICY },
        Field { name: "podReplacementPolicy", schema: &STRING },
        Field { name: "selector", schema: &LABEL_SELECTOR },
        Field { name: "suspend", schema: &BOOLEAN },
        Field { name: "template", schema: &POD_TEMPLATE },
        Field { name: "ttlSecondsAfterFinished", schema: &INT32 },
    ],
    required: &["template"],
    others: Others::Dropped,
});

static JOB_TEMPLATE_SPEC: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "metadata", schema: &OBJECT_META },
        Field { name: "spec", schema: &JOB_SPEC },
    ],
    required: &[],
    others: Others::Dropped,
});

static LABEL_SELECTOR: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "matchExpressions", schema: &LABEL_SELECTOR_REQUIREMENT_LIST },
        Field { name: "matchLabels", schema: &NULLABLE_STRING_MAP },
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

static MODIFY_VOLUME_STATUS: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "status", schema: &STRING },
        Field { name: "targetVolumeAttributesClassName", schema: &STRING },
    ],
    required: &["status"],
    others: Others::Dropped,
});

static NULLABLE_QUANTITY: Schema = Schema { nullable: true, ..Schema::of(Shape::Any) };

static NULLABLE_QUANTITY_MAP: Schema = Schema::of(Shape::Map { fields: &[], required: &[], others: Others::Are(&NULLABLE_QUANTITY) });

static NULLABLE_STRING: Schema = Schema { nullable: true, ..Schema::of(Shape::String) };

static NULLABLE_STRING_MAP: Schema = Schema::of(Shape::Map { fields: &[], required: &[], others: Others::Are(&NULLABLE_STRING) });

static OBJECT_META: Schema = Schema::of(Shape::Map { fields: &[], required: &[], others: Others::Kept });

static PERSISTENT_VOLUME_CLAIM: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiVersion", schema: &STRING },
        Field { name: "kind", schema: &STRING },
        Field { name: "metadata", schema: &OBJECT_META },
        Field { name: "spec", schema: &PERSISTENT_VOLUME_CLAIM_SPEC },
        Field { name: "status", schema: &PERSISTENT_VOLUME_CLAIM_STATUS },
    ],
    required: &["metadata"],
    others: Others::Dropped,
});

static PERSISTENT_VOLUME_CLAIM_CONDITION: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "lastProbeTime", schema: &STRING },
        Field { name: "lastTransitionTime", schema: &STRING },
        Field { name: "message", schema: &STRING },
        Field { name: "reason", schema: &STRING },
        Field { name: "status", schema: &STRING },
        Field { name: "type", schema: &STRING },
    ],
    required: &["status", "type"],
    others: Others::Dropped,
});

static PERSISTENT_VOLUME_CLAIM_CONDITION_LIST: Schema = Schema::of(Shape::List(&PERSISTENT_VOLUME_CLAIM_CONDITION, Unique::No));

static PERSISTENT_VOLUME_CLAIM_LIST: Schema = Schema::of(Shape::List(&PERSISTENT_VOLUME_CLAIM, Unique::No));

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

static PERSISTENT_VOLUME_CLAIM_STATUS: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "accessModes", schema: &STRING_LIST },
        Field { name: "allocatedResourceStatuses", schema: &NULLABLE_STRING_MAP },
        Field { name: "allocatedResources", schema: &NULLABLE_QUANTITY_MAP },
        Field { name: "capacity", schema: &NULLABLE_QUANTITY_MAP },
        Field { name: "conditions", schema: &PERSISTENT_VOLUME_CLAIM_CONDITION_LIST },
        Field { name: "currentVolumeAttributesClassName", schema: &STRING },
        Field { name: "modifyVolumeStatus", schema: &MODIFY_VOLUME_STATUS },
        Field { name: "phase", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static POD_FAILURE_POLICY: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "rules", schema: &POD_FAILURE_POLICY_RULE_LIST },
    ],
    required: &["rules"],
    others: Others::Dropped,
});

static POD_FAILURE_POLICY_ON_EXIT_CODES_REQUIREMENT: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "containerName", schema: &STRING },
        Field { name: "operator", schema: &STRING },
        Field { name: "values", schema: &INT32_LIST },
    ],
    required: &["operator", "values"],
    others: Others::Dropped,
});

static POD_FAILURE_POLICY_ON_POD_CONDITIONS_PATTERN: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "status", schema: &STRING },
        Field { name: "type", schema: &STRING },
    ],
    required: &["status", "type"],
    others: Others::Dropped,
});

static POD_FAILURE_POLICY_ON_POD_CONDITIONS_PATTERN_LIST: Schema = Schema::of(Shape::List(&POD_FAILURE_POLICY_ON_POD_CONDITIONS_PATTERN, Unique::No));

static POD_FAILURE_POLICY_RULE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "action", schema: &STRING },
        Field { name: "onExitCodes", schema: &POD_FAILURE_POLICY_ON_EXIT_CODES_REQUIREMENT },
        Field { name: "onPodConditions", schema: &POD_FAILURE_POLICY_ON_POD_CONDITIONS_PATTERN_LIST },
    ],
    required: &["action"],
    others: Others::Dropped,
});

static POD_FAILURE_POLICY_RULE_LIST: Schema = Schema::of(Shape::List(&POD_FAILURE_POLICY_RULE, Unique::No));

static POD_TEMPLATE: Schema = Schema::of(Shape::Native(&POD_TEMPLATE_SPEC, &[]));

/// What such an object is to be.
pub(super) static REPLICATION_CONTROLLER_SPEC: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "minReadySeconds", schema: &INT32 },
        Field { name: "replicas", schema: &INT32 },
        Field { name: "selector", schema: &NULLABLE_STRING_MAP },
        Field { name: "template", schema: &POD_TEMPLATE },
    ],
    required: &[],
    others: Others::Dropped,
});

/// What such an object is to be.
pub(super) static REPLICA_SET_SPEC: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "minReadySeconds", schema: &INT32 },
        Field { name: "replicas", schema: &INT32 },
        Field { name: "selector", schema: &LABEL_SELECTOR },
        Field { name: "template", schema: &POD_TEMPLATE },
    ],
    required: &["selector"],
    others: Others::Dropped,
});

static ROLLING_UPDATE_DAEMON_SET: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "maxSurge", schema: &INT_OR_STRING },
        Field { name: "maxUnavailable", schema: &INT_OR_STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static ROLLING_UPDATE_DEPLOYMENT: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "maxSurge", schema: &INT_OR_STRING },
        Field { name: "maxUnavailable", schema: &INT_OR_STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static ROLLING_UPDATE_STATEFUL_SET_STRATEGY: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "maxUnavailable", schema: &INT_OR_STRING },
        Field { name: "partition", schema: &INT32 },
    ],
    required: &[],
    others: Others::Dropped,
});

static SERVICE_PORT: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "appProtocol", schema: &STRING },
        Field { name: "name", schema: &STRING },
        Field { name: "nodePort", schema: &INT32 },
        Field { name: "port", schema: &INT32 },
        Field { name: "protocol", schema: &STRING },
        Field { name: "targetPort", schema: &INT_OR_STRING },
    ],
    required: &["port"],
    others: Others::Dropped,
});

static SERVICE_PORT_LIST: Schema = Schema::of(Shape::List(&SERVICE_PORT, Unique::No));

/// What such an object is to be.
pub(super) static SERVICE_SPEC: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "allocateLoadBalancerNodePorts", schema: &BOOLEAN },
        Field { name: "clusterIP", schema: &STRING },
        Field { name: "clusterIPs", schema: &STRING_LIST },
        Field { name: "externalIPs", schema: &STRING_LIST },
        Field { name: "externalName", schema: &STRING },
        Field { name: "externalTrafficPolicy", schema: &STRING },
        Field { name: "healthCheckNodePort", schema: &INT32 },
        Field { name: "internalTrafficPolicy", schema: &STRING },
        Field { name: "ipFamilies", schema: &STRING_LIST },
        Field { name: "ipFamilyPolicy", schema: &STRING },
        Field { name: "loadBalancerClass", schema: &STRING },
        Field { name: "loadBalancerIP", schema: &STRING },
        Field { name: "loadBalancerSourceRanges", schema: &STRING_LIST },
        Field { name: "ports", schema: &SERVICE_PORT_LIST },
        Field { name: "publishNotReadyAddresses", schema: &BOOLEAN },
        Field { name: "selector", schema: &NULLABLE_STRING_MAP },
        Field { name: "sessionAffinity", schema: &STRING },
        Field { name: "sessionAffinityConfig", schema: &SESSION_AFFINITY_CONFIG },
        Field { name: "type", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static SESSION_AFFINITY_CONFIG: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "clientIP", schema: &CLIENT_IP_CONFIG },
    ],
    required: &[],
    others: Others::Dropped,
});

static STATEFUL_SET_ORDINALS: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "start", schema: &INT32 },
    ],
    required: &[],
    others: Others::Dropped,
});

static STATEFUL_SET_PERSISTENT_VOLUME_CLAIM_RETENTION_POLICY: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "whenDeleted", schema: &STRING },
        Field { name: "whenScaled", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

/// What such an object is to be.
pub(super) static STATEFUL_SET_SPEC: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "minReadySeconds", schema: &INT32 },
        Field { name: "ordinals", schema: &STATEFUL_SET_ORDINALS },
        Field { name: "persistentVolumeClaimRetentionPolicy", schema: &STATEFUL_SET_PERSISTENT_VOLUME_CLAIM_RETENTION_POLICY },
        Field { name: "podManagementPolicy", schema: &STRING },
        Field { name: "replicas", schema: &INT32 },
        Field { name: "revisionHistoryLimit", schema: &INT32 },
        Field { name: "selector", schema: &LABEL_SELECTOR },
        Field { name: "serviceName", schema: &STRING },
        Field { name: "template", schema: &POD_TEMPLATE },
        Field { name: "updateStrategy", schema: &STATEFUL_SET_UPDATE_STRATEGY },
        Field { name: "volumeClaimTemplates", schema: &PERSISTENT_VOLUME_CLAIM_LIST },
    ],
    required: &["selector", "template"],
    others: Others::Dropped,
});

static STATEFUL_SET_UPDATE_STRATEGY: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "rollingUpdate", schema: &ROLLING_UPDATE_STATEFUL_SET_STRATEGY },
        Field { name: "type", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static STRING: Schema = Schema::of(Shape::String);

static STRING_LIST: Schema = Schema::of(Shape::List(&STRING, Unique::No));

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

static VOLUME_RESOURCE_REQUIREMENTS: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "limits", schema: &NULLABLE_QUANTITY_MAP },
        Field { name: "requests", schema: &NULLABLE_QUANTITY_MAP },
    ],
    required: &[],
    others: Others::Dropped,
});
