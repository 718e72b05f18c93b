//! What was meant by a field that does not exist.

use super::{Field, POD_SPEC, Schema, Shape};
use crate::text::{did_you_mean, suggest};
use crate::yaml::Content;

/// What to write for a key that a map cannot have, if that can be told: a field that is not given yet and takes such a value.
pub(super) fn meant(
    schema: &Schema,
    key: &str,
    value: &Content<'_>,
    given: impl Fn(&str) -> bool,
) -> Option<String> {
    let fields = fields(schema);
    let names = || possible(fields, value, &given);
    // `name` of a secret is `secretName` of a volume.
    let is_end = |name: &&str| key.len() > 3 && name.to_lowercase().ends_with(&key.to_lowercase());
    // And `configMapName` is its `name`, and `podTemplate` the beginning of `podTemplateSpec`.
    let is_in = |name: &&str| name.len() > 3 && key.to_lowercase().ends_with(&name.to_lowercase());
    let is_start = |name: &&str| key.len() > 8 && name.starts_with(key);
    let near = suggest(key, names())
        .or_else(|| names().find(is_end))
        .or_else(|| names().find(is_in))
        .or_else(|| names().find(is_start));
    let has = |field: &&Field| field.schema.named(key).is_some();
    match near {
        Some(near) => Some(did_you_mean(near)),
        None if key == "image" && schema.field("emptyDir").is_some() => {
            Some("the CRD of the operator has no image volumes: put the files into the runner's image".into())
        }
        None => {
            let inside = fields.iter().find(has).map(|field| format!("put it under `{}`", field.name));
            inside.or_else(|| level(schema, key))
        }
    }
}

/// Fields of pods that versions after 1.29 have (`k8s.io/api/core/v1/types.go` of 1.35), as far as their names are like those of
/// others.
const LATER: [&str; 6] = [
    "fileKeyRef",
    "hostnameOverride",
    "recursiveReadOnly",
    "resources",
    "restartPolicyRules",
    "supplementalGroupsPolicy",
];

/// The field that was probably meant by a key that a later version may have: one that is spelt nearly so.
pub(super) fn misspelt(
    schema: &Schema,
    key: &str,
    value: &Content<'_>,
    given: impl Fn(&str) -> bool,
) -> Option<String> {
    if LATER.contains(&key) {
        return None;
    }
    let fields = fields(schema);
    // Of the same letters it is the same field, whatever its value is, and even if it is given too.
    let same = fields.iter().map(|field| field.name).find(|name| name.eq_ignore_ascii_case(key));
    same.or_else(|| suggest(key, possible(fields, value, &given))).map(did_you_mean)
}

/// The fields of a map; none of anything else.
fn fields(schema: &Schema) -> &'static [Field] {
    match &schema.shape {
        Shape::Map { fields, .. } => fields,
        _ => &[],
    }
}

/// The fields that are not given yet and take such a value.
fn possible(
    fields: &'static [Field],
    value: &Content<'_>,
    given: impl Fn(&str) -> bool,
) -> impl Iterator<Item = &'static str> {
    let may_be = move |field: &&Field| !given(field.name) && takes(&field.schema.shape, value);
    fields.iter().filter(may_be).map(|field| field.name)
}

/// Where in a pod a key belongs that stands a level too high or too low.
pub(super) fn level(schema: &Schema, key: &str) -> Option<String> {
    let Shape::List(container, _) = &POD_SPEC.field("containers")?.shape else { return None };
    // Newer pods have some of them at both.
    if LATER.contains(&key) {
        return None;
    }
    let (is_pod, is_container) =
        (schema.field("containers").is_some(), schema.field("imagePullPolicy").is_some());
    if is_pod && container.field(key).is_some() {
        return Some("put it into one of the `containers`".to_owned());
    }
    (is_container && POD_SPEC.field(key).is_some()).then(|| "put it beside `containers`".to_owned())
}

/// Whether a map or a list stands where one is taken: of other values people take one for another.
fn takes(shape: &Shape, value: &Content<'_>) -> bool {
    match (shape, value) {
        (Shape::Any, _) | (_, Content::Open | Content::Null) => true,
        (Shape::Map { .. } | Shape::Native(..), value) => matches!(value, Content::Map(_)),
        (Shape::List(..), value) => matches!(value, Content::List(_)),
        (_, value) => !matches!(value, Content::Map(_) | Content::List(_)),
    }
}
