//! Schemas from a user's CRD, as `kubectl get crd NAME -o yaml` prints it.

use serde::Deserialize as _;
use serde_json::Value;

use super::mistake::quoted;
use super::{Field, Limit, Others, Pattern, Schema, Shape, Unique};

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

/// Reads every CRD in a YAML or JSON text: one, several documents, or a `List`. Other objects are passed over. The schemas
/// live as long as the run.
pub fn read(text: &str) -> Result<Vec<Crd>, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut found = Vec::new();
    for value in documents(text)? {
        match value.get("items").and_then(Value::as_array) {
            Some(items) => items.iter().try_for_each(|item| crd(item, &mut found))?,
            None => crd(&value, &mut found)?,
        }
    }
    if found.is_empty() { Err("there is no CustomResourceDefinition in it".to_owned()) } else { Ok(found) }
}

fn documents(text: &str) -> Result<Vec<Value>, String> {
    // A YAML reader does not know all of JSON's escapes.
    if let Ok(value) = serde_json::from_str(text) {
        return Ok(vec![value]);
    }
    let documents = serde_yaml::Deserializer::from_str(text);
    documents
        .map(|document| Value::deserialize(document).map_err(|error| format!("this is not YAML: {error}")))
        .collect()
}

fn crd(value: &Value, found: &mut Vec<Crd>) -> Result<(), String> {
    if value.get("kind").and_then(Value::as_str) != Some("CustomResourceDefinition") {
        return Ok(());
    }
    let spec = value.get("spec").ok_or("the CRD has no `spec`")?;
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let group = text(spec.get("group")).ok_or("the CRD has no `spec.group`")?;
    let kind = text(spec.get("names").and_then(|names| names.get("kind")))
        .ok_or("the CRD has no `spec.names.kind`")?;
    let kind: &'static str = keep(kind);
    // Before v1 all versions had one schema.
    let common = spec.get("validation").and_then(|schema| schema.get("openAPIV3Schema"));
    let versions = spec.get("versions").and_then(Value::as_array).ok_or("the CRD has no `spec.versions`")?;
    for version in versions {
        let name = text(version.get("name")).ok_or("a version of the CRD has no name")?;
        let schema = version.get("schema").and_then(|schema| schema.get("openAPIV3Schema")).or(common);
        let api_version = keep(format!("{group}/{name}"));
        // Of a version without a schema anything goes.
        let schema = schema.map_or(Schema::of(Shape::Any), root);
        found.push(Crd { api_version, kind, schema: Box::leak(Box::new(schema)) });
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
        schema.shape = Shape::Map { fields: object(fields), required, others };
    }
    schema
}

/// The fields of an object, with those that all objects have.
fn object(fields: &[Field]) -> &'static [Field] {
    let known = ["apiVersion", "kind", "metadata"];
    let own = fields.iter().filter(|field| !known.contains(&field.name));
    let mut all_fields: Vec<Field> =
        own.map(|field| Field { name: field.name, schema: field.schema }).collect();
    let string: &'static Schema = Box::leak(Box::new(Schema::of(Shape::String)));
    let metadata = Shape::Map { fields: &[], required: &[], others: Others::Kept };
    let metadata: &'static Schema = Box::leak(Box::new(Schema::of(metadata)));
    all_fields
        .extend(known.map(|name| Field { name, schema: if name == "metadata" { metadata } else { string } }));
    all_fields.sort_by_key(|field| field.name);
    all(all_fields)
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
    for (name, field) in value.get("properties").and_then(Value::as_object).into_iter().flatten() {
        fields.push(Field { name: keep(name.as_str()), schema: Box::leak(Box::new(schema(field))) });
    }
    fields.sort_by_key(|field| field.name);
    let is = |key: &str| value.get(key).and_then(Value::as_bool) == Some(true);
    let others = match value.get("additionalProperties") {
        Some(inner @ Value::Object(_)) => Others::Are(Box::leak(Box::new(schema(inner)))),
        Some(Value::Bool(true)) => Others::Kept,
        _ if is("x-kubernetes-preserve-unknown-fields") => Others::Kept,
        _ => unknown,
    };
    let required = strings(value.get("required"));
    if is("x-kubernetes-embedded-resource") {
        // It is an object by itself.
        let required = [&["apiVersion", "kind"], required].concat();
        return Shape::Map { fields: object(&fields), required: all(required), others };
    }
    Shape::Map { fields: all(fields), required, others }
}

fn strings(value: Option<&Value>) -> &'static [&'static str] {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    all(items.filter_map(Value::as_str).map(keep).collect())
}

fn limits(value: &Value) -> Vec<Limit> {
    let mut limits = Vec::new();
    let number = |key: &str| value.get(key).and_then(Value::as_f64);
    let count = |key: &str| value.get(key).and_then(Value::as_u64);
    let flag = |key: &str| value.get(key).and_then(Value::as_bool).unwrap_or(false);
    if let Some(allowed) = value.get("enum").and_then(Value::as_array) {
        limits.push(Limit::Enum(all(allowed.iter().map(|value| keep(json(value))).collect())));
    }
    if let Some(pattern) = value.get("pattern").and_then(Value::as_str) {
        limits.push(Limit::Pattern(Box::leak(Box::new(Pattern::new(keep(pattern))))));
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
        let list = value.get(key).and_then(Value::as_array)?;
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

/// A value as JSON, as `check` writes what it compares with this: the keys of maps in order.
fn json(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(",")),
        Value::Object(map) => {
            let mut entries: Vec<_> =
                map.iter().map(|(key, value)| format!("{}:{}", quoted(key), json(value))).collect();
            entries.sort();
            format!("{{{}}}", entries.join(","))
        }
        // `1.0` is `1`, as it is in a document.
        Value::Number(number) if number.as_i64().is_none() => {
            number.as_f64().map_or_else(|| number.to_string(), |number| number.to_string())
        }
        other => other.to_string(),
    }
}
