//! Kinds of Kubernetes' own that are as they were for years, as 1.29 has them.
//!
//! Generated from the `k8s-openapi` crate by `tests/schemas.rs` (`UPDATE_EXPECT=1 cargo test --test schemas`).

use super::{Field, Others, Schema, Shape, Unique};

static AGGREGATION_RULE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "clusterRoleSelectors", schema: &LABEL_SELECTOR_LIST },
    ],
    required: &[],
    others: Others::Dropped,
});

static BOOLEAN: Schema = Schema::of(Shape::Boolean);

/// An object of this kind.
pub(super) static CLUSTER_ROLE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "aggregationRule", schema: &AGGREGATION_RULE },
        Field { name: "apiVersion", schema: &STRING },
        Field { name: "kind", schema: &STRING },
        Field { name: "metadata", schema: &OBJECT_META },
        Field { name: "rules", schema: &POLICY_RULE_LIST },
    ],
    required: &["metadata"],
    others: Others::Dropped,
});

/// An object of this kind.
pub(super) static CLUSTER_ROLE_BINDING: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiVersion", schema: &STRING },
        Field { name: "kind", schema: &STRING },
        Field { name: "metadata", schema: &OBJECT_META },
        Field { name: "roleRef", schema: &ROLE_REF },
        Field { name: "subjects", schema: &SUBJECT_LIST },
    ],
    required: &["metadata", "roleRef"],
    others: Others::Dropped,
});

static CONDITION: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "lastTransitionTime", schema: &STRING },
        Field { name: "message", schema: &STRING },
        Field { name: "observedGeneration", schema: &INT64 },
        Field { name: "reason", schema: &STRING },
        Field { name: "status", schema: &STRING },
        Field { name: "type", schema: &STRING },
    ],
    required: &["lastTransitionTime", "message", "reason", "status", "type"],
    others: Others::Dropped,
});

static CONDITION_LIST: Schema = Schema::of(Shape::List(&CONDITION, Unique::No));

/// An object of this kind.
pub(super) static CONFIG_MAP: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiVersion", schema: &STRING },
        Field { name: "binaryData", schema: &NULLABLE_STRING_MAP },
        Field { name: "data", schema: &NULLABLE_STRING_MAP },
        Field { name: "immutable", schema: &BOOLEAN },
        Field { name: "kind", schema: &STRING },
        Field { name: "metadata", schema: &OBJECT_META },
    ],
    required: &["metadata"],
    others: Others::Dropped,
});

static INT32: Schema = Schema::of(Shape::Integer(32));

static INT64: Schema = Schema::of(Shape::Integer(64));

static INT_OR_STRING: Schema = Schema::of(Shape::IntOrString);

static IP_BLOCK: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "cidr", schema: &STRING },
        Field { name: "except", schema: &STRING_LIST },
    ],
    required: &["cidr"],
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

static LABEL_SELECTOR_LIST: Schema = Schema::of(Shape::List(&LABEL_SELECTOR, Unique::No));

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

/// An object of this kind.
pub(super) static LIMIT_RANGE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiVersion", schema: &STRING },
        Field { name: "kind", schema: &STRING },
        Field { name: "metadata", schema: &OBJECT_META },
        Field { name: "spec", schema: &LIMIT_RANGE_SPEC },
    ],
    required: &["metadata"],
    others: Others::Dropped,
});

static LIMIT_RANGE_ITEM: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "default", schema: &NULLABLE_QUANTITY_MAP },
        Field { name: "defaultRequest", schema: &NULLABLE_QUANTITY_MAP },
        Field { name: "max", schema: &NULLABLE_QUANTITY_MAP },
        Field { name: "maxLimitRequestRatio", schema: &NULLABLE_QUANTITY_MAP },
        Field { name: "min", schema: &NULLABLE_QUANTITY_MAP },
        Field { name: "type", schema: &STRING },
    ],
    required: &["type"],
    others: Others::Dropped,
});

static LIMIT_RANGE_ITEM_LIST: Schema = Schema::of(Shape::List(&LIMIT_RANGE_ITEM, Unique::No));

static LIMIT_RANGE_SPEC: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "limits", schema: &LIMIT_RANGE_ITEM_LIST },
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

static MODIFY_VOLUME_STATUS: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "status", schema: &STRING },
        Field { name: "targetVolumeAttributesClassName", schema: &STRING },
    ],
    required: &["status"],
    others: Others::Dropped,
});

/// An object of this kind.
pub(super) static NAMESPACE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiVersion", schema: &STRING },
        Field { name: "kind", schema: &STRING },
        Field { name: "metadata", schema: &OBJECT_META },
        Field { name: "spec", schema: &NAMESPACE_SPEC },
        Field { name: "status", schema: &NAMESPACE_STATUS },
    ],
    required: &["metadata"],
    others: Others::Dropped,
});

static NAMESPACE_CONDITION: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "lastTransitionTime", schema: &STRING },
        Field { name: "message", schema: &STRING },
        Field { name: "reason", schema: &STRING },
        Field { name: "status", schema: &STRING },
        Field { name: "type", schema: &STRING },
    ],
    required: &["status", "type"],
    others: Others::Dropped,
});

static NAMESPACE_CONDITION_LIST: Schema = Schema::of(Shape::List(&NAMESPACE_CONDITION, Unique::No));

static NAMESPACE_SPEC: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "finalizers", schema: &STRING_LIST },
    ],
    required: &[],
    others: Others::Dropped,
});

static NAMESPACE_STATUS: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "conditions", schema: &NAMESPACE_CONDITION_LIST },
        Field { name: "phase", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

/// An object of this kind.
pub(super) static NETWORK_POLICY: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiVersion", schema: &STRING },
        Field { name: "kind", schema: &STRING },
        Field { name: "metadata", schema: &OBJECT_META },
        Field { name: "spec", schema: &NETWORK_POLICY_SPEC },
    ],
    required: &["metadata"],
    others: Others::Dropped,
});

static NETWORK_POLICY_EGRESS_RULE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "ports", schema: &NETWORK_POLICY_PORT_LIST },
        Field { name: "to", schema: &NETWORK_POLICY_PEER_LIST },
    ],
    required: &[],
    others: Others::Dropped,
});

static NETWORK_POLICY_EGRESS_RULE_LIST: Schema = Schema::of(Shape::List(&NETWORK_POLICY_EGRESS_RULE, Unique::No));

static NETWORK_POLICY_INGRESS_RULE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "from", schema: &NETWORK_POLICY_PEER_LIST },
        Field { name: "ports", schema: &NETWORK_POLICY_PORT_LIST },
    ],
    required: &[],
    others: Others::Dropped,
});

static NETWORK_POLICY_INGRESS_RULE_LIST: Schema = Schema::of(Shape::List(&NETWORK_POLICY_INGRESS_RULE, Unique::No));

static NETWORK_POLICY_PEER: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "ipBlock", schema: &IP_BLOCK },
        Field { name: "namespaceSelector", schema: &LABEL_SELECTOR },
        Field { name: "podSelector", schema: &LABEL_SELECTOR },
    ],
    required: &[],
    others: Others::Dropped,
});

static NETWORK_POLICY_PEER_LIST: Schema = Schema::of(Shape::List(&NETWORK_POLICY_PEER, Unique::No));

static NETWORK_POLICY_PORT: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "endPort", schema: &INT32 },
        Field { name: "port", schema: &INT_OR_STRING },
        Field { name: "protocol", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static NETWORK_POLICY_PORT_LIST: Schema = Schema::of(Shape::List(&NETWORK_POLICY_PORT, Unique::No));

static NETWORK_POLICY_SPEC: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "egress", schema: &NETWORK_POLICY_EGRESS_RULE_LIST },
        Field { name: "ingress", schema: &NETWORK_POLICY_INGRESS_RULE_LIST },
        Field { name: "podSelector", schema: &LABEL_SELECTOR },
        Field { name: "policyTypes", schema: &STRING_LIST },
    ],
    required: &[],
    others: Others::Dropped,
});

static NULLABLE_QUANTITY: Schema = Schema { nullable: true, ..Schema::of(Shape::Any) };

static NULLABLE_QUANTITY_MAP: Schema = Schema::of(Shape::Map { fields: &[], required: &[], others: Others::Are(&NULLABLE_QUANTITY) });

static NULLABLE_STRING: Schema = Schema { nullable: true, ..Schema::of(Shape::String) };

static NULLABLE_STRING_MAP: Schema = Schema::of(Shape::Map { fields: &[], required: &[], others: Others::Are(&NULLABLE_STRING) });

static OBJECT_META: Schema = Schema::of(Shape::Map { fields: &[], required: &[], others: Others::Kept });

static OBJECT_REFERENCE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiVersion", schema: &STRING },
        Field { name: "fieldPath", schema: &STRING },
        Field { name: "kind", schema: &STRING },
        Field { name: "name", schema: &STRING },
        Field { name: "namespace", schema: &STRING },
        Field { name: "resourceVersion", schema: &STRING },
        Field { name: "uid", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static OBJECT_REFERENCE_LIST: Schema = Schema::of(Shape::List(&OBJECT_REFERENCE, Unique::No));

static OVERHEAD: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "podFixed", schema: &NULLABLE_QUANTITY_MAP },
    ],
    required: &[],
    others: Others::Dropped,
});

/// An object of this kind.
pub(super) static PERSISTENT_VOLUME_CLAIM: Schema = Schema::of(Shape::Map {
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

/// An object of this kind.
pub(super) static POD_DISRUPTION_BUDGET: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiVersion", schema: &STRING },
        Field { name: "kind", schema: &STRING },
        Field { name: "metadata", schema: &OBJECT_META },
        Field { name: "spec", schema: &POD_DISRUPTION_BUDGET_SPEC },
        Field { name: "status", schema: &POD_DISRUPTION_BUDGET_STATUS },
    ],
    required: &["metadata"],
    others: Others::Dropped,
});

static POD_DISRUPTION_BUDGET_SPEC: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "maxUnavailable", schema: &INT_OR_STRING },
        Field { name: "minAvailable", schema: &INT_OR_STRING },
        Field { name: "selector", schema: &LABEL_SELECTOR },
        Field { name: "unhealthyPodEvictionPolicy", schema: &STRING },
    ],
    required: &[],
    others: Others::Dropped,
});

static POD_DISRUPTION_BUDGET_STATUS: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "conditions", schema: &CONDITION_LIST },
        Field { name: "currentHealthy", schema: &INT32 },
        Field { name: "desiredHealthy", schema: &INT32 },
        Field { name: "disruptedPods", schema: &NULLABLE_STRING_MAP },
        Field { name: "disruptionsAllowed", schema: &INT32 },
        Field { name: "expectedPods", schema: &INT32 },
        Field { name: "observedGeneration", schema: &INT64 },
    ],
    required: &["currentHealthy", "desiredHealthy", "disruptionsAllowed", "expectedPods"],
    others: Others::Dropped,
});

static POLICY_RULE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiGroups", schema: &STRING_LIST },
        Field { name: "nonResourceURLs", schema: &STRING_LIST },
        Field { name: "resourceNames", schema: &STRING_LIST },
        Field { name: "resources", schema: &STRING_LIST },
        Field { name: "verbs", schema: &STRING_LIST },
    ],
    required: &["verbs"],
    others: Others::Dropped,
});

static POLICY_RULE_LIST: Schema = Schema::of(Shape::List(&POLICY_RULE, Unique::No));

/// An object of this kind.
pub(super) static PRIORITY_CLASS: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiVersion", schema: &STRING },
        Field { name: "description", schema: &STRING },
        Field { name: "globalDefault", schema: &BOOLEAN },
        Field { name: "kind", schema: &STRING },
        Field { name: "metadata", schema: &OBJECT_META },
        Field { name: "preemptionPolicy", schema: &STRING },
        Field { name: "value", schema: &INT32 },
    ],
    required: &["metadata"],
    others: Others::Dropped,
});

/// An object of this kind.
pub(super) static RESOURCE_QUOTA: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiVersion", schema: &STRING },
        Field { name: "kind", schema: &STRING },
        Field { name: "metadata", schema: &OBJECT_META },
        Field { name: "spec", schema: &RESOURCE_QUOTA_SPEC },
        Field { name: "status", schema: &RESOURCE_QUOTA_STATUS },
    ],
    required: &["metadata"],
    others: Others::Dropped,
});

static RESOURCE_QUOTA_SPEC: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "hard", schema: &NULLABLE_QUANTITY_MAP },
        Field { name: "scopeSelector", schema: &SCOPE_SELECTOR },
        Field { name: "scopes", schema: &STRING_LIST },
    ],
    required: &[],
    others: Others::Dropped,
});

static RESOURCE_QUOTA_STATUS: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "hard", schema: &NULLABLE_QUANTITY_MAP },
        Field { name: "used", schema: &NULLABLE_QUANTITY_MAP },
    ],
    required: &[],
    others: Others::Dropped,
});

/// An object of this kind.
pub(super) static ROLE: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiVersion", schema: &STRING },
        Field { name: "kind", schema: &STRING },
        Field { name: "metadata", schema: &OBJECT_META },
        Field { name: "rules", schema: &POLICY_RULE_LIST },
    ],
    required: &["metadata"],
    others: Others::Dropped,
});

/// An object of this kind.
pub(super) static ROLE_BINDING: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiVersion", schema: &STRING },
        Field { name: "kind", schema: &STRING },
        Field { name: "metadata", schema: &OBJECT_META },
        Field { name: "roleRef", schema: &ROLE_REF },
        Field { name: "subjects", schema: &SUBJECT_LIST },
    ],
    required: &["metadata", "roleRef"],
    others: Others::Dropped,
});

static ROLE_REF: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiGroup", schema: &STRING },
        Field { name: "kind", schema: &STRING },
        Field { name: "name", schema: &STRING },
    ],
    required: &["kind", "name"],
    others: Others::Dropped,
});

/// An object of this kind.
pub(super) static RUNTIME_CLASS: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiVersion", schema: &STRING },
        Field { name: "handler", schema: &STRING },
        Field { name: "kind", schema: &STRING },
        Field { name: "metadata", schema: &OBJECT_META },
        Field { name: "overhead", schema: &OVERHEAD },
        Field { name: "scheduling", schema: &SCHEDULING },
    ],
    required: &["handler", "metadata"],
    others: Others::Dropped,
});

static SCHEDULING: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "nodeSelector", schema: &NULLABLE_STRING_MAP },
        Field { name: "tolerations", schema: &TOLERATION_LIST },
    ],
    required: &[],
    others: Others::Dropped,
});

static SCOPED_RESOURCE_SELECTOR_REQUIREMENT: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "operator", schema: &STRING },
        Field { name: "scopeName", schema: &STRING },
        Field { name: "values", schema: &STRING_LIST },
    ],
    required: &["operator", "scopeName"],
    others: Others::Dropped,
});

static SCOPED_RESOURCE_SELECTOR_REQUIREMENT_LIST: Schema = Schema::of(Shape::List(&SCOPED_RESOURCE_SELECTOR_REQUIREMENT, Unique::No));

static SCOPE_SELECTOR: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "matchExpressions", schema: &SCOPED_RESOURCE_SELECTOR_REQUIREMENT_LIST },
    ],
    required: &[],
    others: Others::Dropped,
});

/// An object of this kind.
pub(super) static SECRET: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiVersion", schema: &STRING },
        Field { name: "data", schema: &NULLABLE_STRING_MAP },
        Field { name: "immutable", schema: &BOOLEAN },
        Field { name: "kind", schema: &STRING },
        Field { name: "metadata", schema: &OBJECT_META },
        Field { name: "stringData", schema: &NULLABLE_STRING_MAP },
        Field { name: "type", schema: &STRING },
    ],
    required: &["metadata"],
    others: Others::Dropped,
});

/// An object of this kind.
pub(super) static SERVICE_ACCOUNT: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiVersion", schema: &STRING },
        Field { name: "automountServiceAccountToken", schema: &BOOLEAN },
        Field { name: "imagePullSecrets", schema: &LOCAL_OBJECT_REFERENCE_LIST },
        Field { name: "kind", schema: &STRING },
        Field { name: "metadata", schema: &OBJECT_META },
        Field { name: "secrets", schema: &OBJECT_REFERENCE_LIST },
    ],
    required: &["metadata"],
    others: Others::Dropped,
});

static STRING: Schema = Schema::of(Shape::String);

static STRING_LIST: Schema = Schema::of(Shape::List(&STRING, Unique::No));

static SUBJECT: Schema = Schema::of(Shape::Map {
    fields: &[
        Field { name: "apiGroup", schema: &STRING },
        Field { name: "kind", schema: &STRING },
        Field { name: "name", schema: &STRING },
        Field { name: "namespace", schema: &STRING },
    ],
    required: &["kind", "name"],
    others: Others::Dropped,
});

static SUBJECT_LIST: Schema = Schema::of(Shape::List(&SUBJECT, Unique::No));

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
