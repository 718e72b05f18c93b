//! Schemas from a user's CRD, as `kubectl get crd NAME -o yaml` prints it.

use serde::Deserialize as _;
use serde_yaml::Value;

use super::{Field, Limit, Others, Schema, Shape, Unique};

/// The schema of one version of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Crd {
    /// Such as `actions.github.com/v1alpha1`.
    pub api_version: &'static str,
    /// Such as `AutoscalingRunnerSet`.
    pub kind: &'static str,
    /// What objects of it are.
    pub schema: &'static Schema,
}

/// Reads every CRD in a YAML or JSON text: one, several documents, or a `List`. The schemas live as long as the run.
pub fn read(text: &str) -> Result<Vec<Crd>, String> {
    let mut found = Vec::new();
    for document in serde_yaml::Deserializer::from_str(text) {
        let value = Value::deserialize(document).map_err(|error| format!("this is not YAML: {error}"))?;
        match value.get("items").and_then(Value::as_sequence) {
            Some(items) => items.iter().try_for_each(|item| crd(item, &mut found))?,
            None if value.is_null() => {}
            None => crd(&value, &mut found)?,
        }
    }
    if found.is_empty() { Err("there is no CustomResourceDefinition in it".to_owned()) } else { Ok(found) }
}

fn crd(value: &Value, found: &mut Vec<Crd>) -> Result<(), String> {
    let spec = value.get("spec").ok_or("this is not a CustomResourceDefinition: it has no `spec`")?;
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let group = text(spec.get("group")).ok_or("the CRD has no `spec.group`")?;
    let kind = text(spec.get("names").and_then(|names| names.get("kind")))
        .ok_or("the CRD has no `spec.names.kind`")?;
    let kind: &'static str = keep(kind);
    let versions =
        spec.get("versions").and_then(Value::as_sequence).ok_or("the CRD has no `spec.versions`")?;
    for version in versions {
        let name = text(version.get("name")).ok_or("a version of the CRD has no name")?;
        let schema = version.get("schema").and_then(|schema| schema.get("openAPIV3Schema"));
        let schema = schema.ok_or_else(|| format!("version `{name}` of the CRD has no schema"))?;
        let api_version = keep(format!("{group}/{name}"));
        found.push(Crd { api_version, kind, schema: Box::leak(Box::new(root(schema))) });
    }
    Ok(())
}

fn keep(text: impl Into<Box<str>>) -> &'static str {
    Box::leak(text.into())
}

fn all<T>(items: Vec<T>) -> &'static [T] {
    Vec::leak(items)
}

/// The schema of an object: the API server knows its metadata itself.
fn root(value: &Value) -> Schema {
    let mut schema = schema(value);
    if let Shape::Map { fields, required, others } = schema.shape {
        let known = ["apiVersion", "kind", "metadata"];
        let mut all_fields: Vec<Field> = fields
            .iter()
            .filter(|field| !known.contains(&field.name))
            .map(|field| Field { name: field.name, schema: field.schema })
            .collect();
        let string: &'static Schema = Box::leak(Box::new(Schema::of(Shape::String)));
        let metadata = Shape::Map { fields: &[], required: &[], others: Others::Kept };
        let metadata: &'static Schema = Box::leak(Box::new(Schema::of(metadata)));
        all_fields.extend(
            known.map(|name| Field { name, schema: if name == "metadata" { metadata } else { string } }),
        );
        all_fields.sort_by_key(|field| field.name);
        let fields = all(all_fields);
        schema.shape = Shape::Map { fields, required, others };
    }
    schema
}

fn schema(value: &Value) -> Schema {
    let flag = |key: &str| value.get(key).and_then(Value::as_bool).unwrap_or(false);
    Schema {
        shape: shape(value),
        nullable: flag("nullable"),
        default: value.get("default").map(|default| keep(json(default))),
        limits: all(limits(value)),
    }
}

fn shape(value: &Value) -> Shape {
    let flag = |key: &str| value.get(key).and_then(Value::as_bool).unwrap_or(false);
    if flag("x-kubernetes-int-or-string") {
        return Shape::IntOrString;
    }
    match value.get("type").and_then(Value::as_str) {
        Some("boolean") => Shape::Boolean,
        Some("integer") if value.get("format").and_then(Value::as_str) == Some("int32") => Shape::Integer(32),
        Some("integer") => Shape::Integer(64),
        Some("number") => Shape::Number,
        Some("string") => Shape::String,
        Some("array") => {
            let items = value.get("items").map_or(Schema::of(Shape::Any), schema);
            Shape::List(Box::leak(Box::new(items)), unique(value))
        }
        Some("object") => map(value, Others::Dropped),
        // A rule without a type, inside of `anyOf` and such, says nothing of other fields.
        _ if value.get("properties").is_some() || value.get("required").is_some() => map(value, Others::Kept),
        _ => Shape::Any,
    }
}

fn unique(value: &Value) -> Unique {
    match value.get("x-kubernetes-list-type").and_then(Value::as_str) {
        Some("set") => Unique::Items,
        Some("map") => Unique::Keys(strings(value.get("x-kubernetes-list-map-keys"))),
        _ if value.get("uniqueItems").and_then(Value::as_bool) == Some(true) => Unique::Items,
        _ => Unique::No,
    }
}

fn map(value: &Value, unknown: Others) -> Shape {
    let mut fields: Vec<Field> = Vec::new();
    for (name, field) in value.get("properties").and_then(Value::as_mapping).into_iter().flatten() {
        if let Some(name) = name.as_str() {
            fields.push(Field { name: keep(name), schema: Box::leak(Box::new(schema(field))) });
        }
    }
    fields.sort_by_key(|field| field.name);
    let keeps = value.get("x-kubernetes-preserve-unknown-fields").and_then(Value::as_bool) == Some(true)
        || value.get("x-kubernetes-embedded-resource").and_then(Value::as_bool) == Some(true);
    let others = match value.get("additionalProperties") {
        Some(Value::Mapping(_)) => Others::Are(Box::leak(Box::new(
            value.get("additionalProperties").map_or(Schema::of(Shape::Any), schema),
        ))),
        Some(Value::Bool(true)) => Others::Kept,
        _ if keeps => Others::Kept,
        _ => unknown,
    };
    Shape::Map { fields: all(fields), required: strings(value.get("required")), others }
}

fn strings(value: Option<&Value>) -> &'static [&'static str] {
    let items = value.and_then(Value::as_sequence).into_iter().flatten();
    all(items.filter_map(Value::as_str).map(keep).collect())
}

fn limits(value: &Value) -> Vec<Limit> {
    let mut limits = Vec::new();
    let number = |key: &str| value.get(key).and_then(Value::as_f64);
    let count = |key: &str| value.get(key).and_then(Value::as_u64);
    let flag = |key: &str| value.get(key).and_then(Value::as_bool).unwrap_or(false);
    if let Some(allowed) = value.get("enum").and_then(Value::as_sequence) {
        limits.push(Limit::Enum(all(allowed.iter().map(|value| keep(json(value))).collect())));
    }
    if let Some(pattern) = value.get("pattern").and_then(Value::as_str) {
        limits.push(Limit::Pattern(keep(pattern)));
    }
    for (least, most) in
        [("minLength", "maxLength"), ("minItems", "maxItems"), ("minProperties", "maxProperties")]
    {
        if count(least).or(count(most)).is_some() {
            limits.push(Limit::Length(count(least).unwrap_or(0), count(most).unwrap_or(u64::MAX)));
        }
    }
    limits.extend(number("minimum").map(|least| Limit::Least(least, flag("exclusiveMinimum"))));
    limits.extend(number("maximum").map(|most| Limit::Greatest(most, flag("exclusiveMaximum"))));
    limits.extend(number("multipleOf").map(Limit::MultipleOf));
    if let Some(format) =
        value.get("format").and_then(Value::as_str).filter(|format| !format.starts_with("int"))
    {
        limits.push(Limit::Format(keep(format)));
    }
    let schemas = |key: &str| {
        let list = value.get(key).and_then(Value::as_sequence)?;
        Some(all(list.iter().map(schema).collect()))
    };
    // Of a value that is an integer or a string this says only that again.
    let is_int_or_string = flag("x-kubernetes-int-or-string");
    limits.extend(schemas("anyOf").filter(|_| !is_int_or_string).map(Limit::AnyOf));
    limits.extend(schemas("oneOf").map(Limit::OneOf));
    limits.extend(schemas("allOf").filter(|_| !is_int_or_string).map(Limit::AllOf));
    limits.extend(value.get("not").map(|not| Limit::Not(Box::leak(Box::new(schema(not))))));
    limits
}

/// A value as JSON, as `check` writes what it compares with this.
fn json(value: &Value) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
