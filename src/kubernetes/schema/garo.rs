//! The custom resource of evryfs' operator, `GithubActionRunner`.
//!
//! Its own fields are those of `api/v1alpha1/githubactionrunner_types.go` in
//! <https://github.com/evryfs/github-actions-runner-operator>.

use super::{Field, Limit, Others, POD_TEMPLATE_SPEC, Schema, Shape};

/// Their `apiVersion`.
pub const API_VERSION: &str = "garo.tietoevry.com/v1alpha1";
/// Their `kind`.
pub const KIND: &str = "GithubActionRunner";

const STRING: Schema = Schema::of(Shape::String);
const BOOLEAN: Schema = Schema::of(Shape::Boolean);
const ANY_MAP: Schema = map(&[], &[], Others::Kept);

const fn map(fields: &'static [Field], required: &'static [&'static str], others: Others) -> Schema {
    Schema::of(Shape::Map { fields, required, others })
}

const fn field(name: &'static str, schema: &'static Schema) -> Field {
    Field { name, schema }
}

const fn default(schema: Schema, default: &'static str) -> Schema {
    Schema { default: Some(default), ..schema }
}

const fn limited(schema: Schema, limits: &'static [Limit]) -> Schema {
    Schema { limits, ..schema }
}

const INTEGER: Schema = Schema::of(Shape::Integer(64));

/// The secret that holds the operator's own token.
const TOKEN_REF: Schema = map(
    &[field("key", &STRING), field("name", &STRING), field("optional", &BOOLEAN)],
    &["key"],
    Others::Dropped,
);

/// `garo.tietoevry.com/v1alpha1` `GithubActionRunner`. The API server checks `metadata` by rules of its own, and `status` is
/// the operator's.
pub static GARO: Schema = map(
    &[
        field("apiVersion", &STRING),
        field("kind", &STRING),
        field("metadata", &ANY_MAP),
        field("spec", &SPEC),
        field("status", &ANY_MAP),
    ],
    &[],
    Others::Dropped,
);

static SPEC: Schema = map(
    &[
        field("deletionOrder", &DELETION_ORDER),
        field("maxRunners", &MAX_RUNNERS),
        field("minRunners", &MIN_RUNNERS),
        field("minTtl", &MIN_TTL),
        field("organization", &STRING),
        field("podTemplateSpec", &POD_TEMPLATE_SPEC),
        field("reconciliationPeriod", &RECONCILIATION_PERIOD),
        field("repository", &STRING),
        field("tokenRef", &TOKEN_REF),
    ],
    &["maxRunners", "minRunners", "organization", "podTemplateSpec"],
    Others::Dropped,
);

static DELETION_ORDER: Schema =
    default(limited(STRING, &[Limit::Enum(&["\"MostRecent\"", "\"LeastRecent\""])]), "\"LeastRecent\"");
static MAX_RUNNERS: Schema = limited(INTEGER, &[Limit::Least(1.0, false)]);
static MIN_RUNNERS: Schema = default(limited(INTEGER, &[Limit::Least(0.0, false)]), "1");
static MIN_TTL: Schema = default(STRING, "\"0m\"");
static RECONCILIATION_PERIOD: Schema = default(STRING, "\"1m\"");
