//! Objects that pods are made from, and services. Every version of Kubernetes has other fields in them: only what is misspelt is
//! told of, or of the wrong type.

use super::{Field, Others, POD_SPEC, POD_TEMPLATE_SPEC, Schema, Shape, Unique, spec};

const fn map(fields: &'static [Field], required: &'static [&'static str]) -> Schema {
    Schema::of(Shape::Map { fields, required, others: Others::Kept })
}

const fn field(name: &'static str, schema: &'static Schema) -> Field {
    Field { name, schema }
}

const fn native(schema: &'static Schema) -> Schema {
    Schema::of(Shape::Native(schema, &[]))
}

static TEMPLATE: Schema = native(&POD_TEMPLATE_SPEC);
static SPEC: Schema = native(&POD_SPEC);

/// `Pod`.
pub(super) static POD: Schema = map(&[field("spec", &SPEC)], &["spec"]);
/// `PodTemplate`.
pub(super) static POD_TEMPLATE: Schema = map(&[field("template", &TEMPLATE)], &["template"]);

/// `CronJob`.
pub(super) static CRON_JOB: Schema = map(&[field("spec", &OF_CRON_JOB)], &["spec"]);
static OF_CRON_JOB: Schema = native(&spec::CRON_JOB_SPEC);
/// `DaemonSet`.
pub(super) static DAEMON_SET: Schema = map(&[field("spec", &OF_DAEMON_SET)], &["spec"]);
static OF_DAEMON_SET: Schema = native(&spec::DAEMON_SET_SPEC);
/// `Deployment`.
pub(super) static DEPLOYMENT: Schema = map(&[field("spec", &OF_DEPLOYMENT)], &["spec"]);
static OF_DEPLOYMENT: Schema = native(&spec::DEPLOYMENT_SPEC);
/// `Job`.
pub(super) static JOB: Schema = map(&[field("spec", &OF_JOB)], &["spec"]);
static OF_JOB: Schema = native(&spec::JOB_SPEC);
/// `ReplicaSet`.
pub(super) static REPLICA_SET: Schema = map(&[field("spec", &OF_REPLICA_SET)], &["spec"]);
static OF_REPLICA_SET: Schema = native(&spec::REPLICA_SET_SPEC);
/// `ReplicationController`.
pub(super) static REPLICATION_CONTROLLER: Schema =
    map(&[field("spec", &OF_REPLICATION_CONTROLLER)], &["spec"]);
static OF_REPLICATION_CONTROLLER: Schema = native(&spec::REPLICATION_CONTROLLER_SPEC);
/// `Service`.
pub(super) static SERVICE: Schema = map(&[field("spec", &OF_SERVICE)], &[]);
static OF_SERVICE: Schema = native(&spec::SERVICE_SPEC);
/// `StatefulSet`.
pub(super) static STATEFUL_SET: Schema = map(&[field("spec", &OF_STATEFUL_SET)], &["spec"]);
static OF_STATEFUL_SET: Schema = native(&spec::STATEFUL_SET_SPEC);

/// KEDA's `ScaledJob`.
pub(super) static SCALED_JOB: Schema = map(&[field("spec", &SCALED_JOB_SPEC)], &[]);
static SCALED_JOB_SPEC: Schema = map(&[field("jobTargetRef", &WITH_TEMPLATE)], &["jobTargetRef"]);
static WITH_TEMPLATE: Schema = map(&[field("template", &TEMPLATE)], &["template"]);

/// Volcano's `Job`.
pub(super) static VOLCANO_JOB: Schema = map(&[field("spec", &VOLCANO_JOB_SPEC)], &[]);
static VOLCANO_JOB_SPEC: Schema = map(&[field("tasks", &TASKS)], &[]);
static TASKS: Schema = Schema::of(Shape::List(&WITH_TEMPLATE, Unique::No));

/// Somebody else's kind, which can hold a pod template in one of these places. What is called so is something else as often: it
/// is a pod where it has containers.
pub(super) static OTHER: Schema = Schema::of(Shape::Native(&OTHER_OBJECT, &["spec"]));
static OTHER_OBJECT: Schema = map(&[field("spec", &OTHER_SPEC)], &[]);
static OTHER_SPEC: Schema = Schema::of(Shape::Native(&OTHER_PLACES, &["podTemplateSpec", "template"]));
static OTHER_PLACES: Schema =
    map(&[field("podTemplateSpec", &OTHER_TEMPLATE), field("template", &OTHER_TEMPLATE)], &[]);
static OTHER_TEMPLATE: Schema = Schema::of(Shape::Native(&OTHER_POD_TEMPLATE, &["spec"]));
static OTHER_POD_TEMPLATE: Schema = map(&[field("spec", &OTHER_POD)], &[]);
static OTHER_POD: Schema = Schema::of(Shape::Native(&POD_SPEC, &["containers"]));
