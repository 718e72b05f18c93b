//! Objects that pods are made from, as far as they are pods: of the rest every version of Kubernetes has other fields.

use super::{Field, Others, POD_SPEC, POD_TEMPLATE_SPEC, Schema, Shape, Unique};

const fn map(fields: &'static [Field], required: &'static [&'static str]) -> Schema {
    Schema::of(Shape::Map { fields, required, others: Others::Kept })
}

const fn field(name: &'static str, schema: &'static Schema) -> Field {
    Field { name, schema }
}

static ANY: Schema = Schema::of(Shape::Any);
static TEMPLATE: Schema = Schema::of(Shape::Native(&POD_TEMPLATE_SPEC, &[]));
static SPEC: Schema = Schema::of(Shape::Native(&POD_SPEC, &[]));

/// `Pod`.
pub(super) static POD: Schema = map(&[field("spec", &SPEC)], &["spec"]);
/// `PodTemplate`.
pub(super) static POD_TEMPLATE: Schema = map(&[field("template", &TEMPLATE)], &["template"]);

/// `Job`, and what is made as one.
pub(super) static JOB: Schema = map(&[field("spec", &JOB_SPEC)], &["spec"]);
static JOB_SPEC: Schema = map(&[field("template", &TEMPLATE)], &["template"]);

/// `CronJob`.
pub(super) static CRON_JOB: Schema = map(&[field("spec", &CRON_JOB_SPEC)], &["spec"]);
static CRON_JOB_SPEC: Schema =
    map(&[field("jobTemplate", &JOB), field("schedule", &ANY)], &["jobTemplate", "schedule"]);

/// `Deployment`, and others that find their pods by a selector.
pub(super) static WITH_SELECTOR: Schema = map(&[field("spec", &SELECTOR_AND_TEMPLATE)], &["spec"]);
static SELECTOR_AND_TEMPLATE: Schema =
    map(&[field("selector", &ANY), field("template", &TEMPLATE)], &["selector", "template"]);

/// KEDA's `ScaledJob`.
pub(super) static SCALED_JOB: Schema = map(&[field("spec", &SCALED_JOB_SPEC)], &[]);
static SCALED_JOB_SPEC: Schema = map(&[field("jobTargetRef", &JOB_SPEC)], &["jobTargetRef"]);

/// Volcano's `Job`.
pub(super) static VOLCANO_JOB: Schema = map(&[field("spec", &VOLCANO_JOB_SPEC)], &[]);
static VOLCANO_JOB_SPEC: Schema = map(&[field("tasks", &TASKS)], &[]);
static TASKS: Schema = Schema::of(Shape::List(&JOB_SPEC, Unique::No));

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
