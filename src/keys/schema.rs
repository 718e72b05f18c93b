//! What keys take, as JSON Schema (2020-12): what an editor can say while the user types.
//!
//! It accepts whatever the reader accepts, and refuses what is of a wrong type. Only the reader says whether a name, an
//! image, a label or a quantity is well formed, whether an integer in a string is in range, that a number such as `4.0` is
//! not an integer, and all that takes more than one value to see.

use serde_json::{Map, Value, json};

use super::{Key, Otherwise, Type, needed};
use crate::kubernetes::Arch;

/// The version of JSON Schema.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
/// A quantity, as far as an expression can tell.
const QUANTITY: &str =
    r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?[0-9]+)?";

/// The schema of a map with some keys, without what it says of others.
pub fn schema(keys: &[Key]) -> Map<String, Value> {
    let properties: Map<String, Value> = keys.iter().map(|key| (key.name.to_owned(), of_key(key))).collect();
    Map::from_iter([("properties".to_owned(), properties.into()), ("type".to_owned(), "object".into())])
}

/// An integer in a string, or nothing.
const WHOLE: &str = "^([+-]?[0-9]+)?$";

/// The schema of a file that is one map with these keys, and no others.
pub fn file(name: &str, description: &str, keys: &[Key]) -> Value {
    let mut schema = record(keys);
    schema.extend([
        ("$schema".to_owned(), DIALECT.into()),
        ("title".to_owned(), name.into()),
        ("description".to_owned(), description.into()),
        ("$defs".to_owned(), definitions().into()),
    ]);
    schema.into()
}

/// What the schemas of keys refer to, for `$defs`.
pub fn definitions() -> Map<String, Value> {
    let names: Vec<&str> = Arch::ALL.iter().map(|arch| arch.name()).collect();
    let spellings: Vec<String> = Arch::spellings().map(any_case).collect();
    let pattern = format!("^({}/)?({})$", any_case("linux"), spellings.join("|"));
    let architecture = json!({
        "description": "an architecture, in any common spelling",
        "anyOf": [{ "enum": names }, { "type": "string", "pattern": pattern }],
    });
    let amount =
        json!({ "type": ["string", "integer", "null"], "minimum": 0, "pattern": format!("^{QUANTITY}$") });
    let amounts = json!({ "type": ["object", "null"], "additionalProperties": { "$ref": "#/$defs/amount" } });
    Map::from_iter(
        [("architecture", architecture), ("amount", amount), ("amounts", amounts)]
            .map(|(name, schema)| (name.to_owned(), schema)),
    )
}

fn of_key(key: &Key) -> Value {
    let mut schema = of_type(key.kind);
    schema["description"] = key.description().into();
    if !key.words.is_empty() {
        // What is not set has one of the last two.
        let words = key.words.iter().map(|word| Value::from(*word));
        schema["enum"] = words.chain(["".into(), Value::Null]).collect();
    }
    if key.is_filled {
        schema["minItems"] = 1.into();
    }
    if let Some(Otherwise::Value(value)) = key.otherwise {
        schema["default"] = parsed(value);
    }
    if let Some(example) = key.example {
        schema["examples"] = json!([parsed(example)]);
    }
    schema
}

/// A value of the table, which a test has read.
fn parsed(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_default()
}

/// The schema of what a key takes. `null` and `""` are for what is not set, whatever the type.
fn of_type(kind: Type) -> Value {
    match kind {
        Type::Text(_) => json!({ "type": ["string", "null"] }),
        Type::Integer(least, most) => json!({
            "type": ["integer", "string", "null"],
            "minimum": least,
            "maximum": most,
            "pattern": WHOLE,
        }),
        Type::Switch => json!({ "type": ["boolean", "string", "null"], "pattern": "^(true|false)?$" }),
        Type::Quantity => json!({
            "type": ["string", "integer", "null"],
            "minimum": 0,
            "pattern": format!("^({QUANTITY})?$"),
        }),
        Type::RunnerLabels | Type::Labels | Type::Names(_) => {
            json!({ "type": ["string", "array", "null"], "items": { "type": "string" } })
        }
        Type::Archs => {
            let arch = json!({ "$ref": "#/$defs/architecture" });
            json!({ "anyOf": [arch, { "type": "array", "items": arch }, { "enum": ["", null] }] })
        }
        Type::Gpu => json!({
            "type": ["integer", "object", "string", "null"],
            "minimum": 0,
            "maximum": i32::MAX,
            "pattern": WHOLE,
            "additionalProperties": { "$ref": "#/$defs/amount" },
        }),
        Type::Resources => map(&json!({ "$ref": "#/$defs/amount" })),
        Type::Requirements => {
            let amounts = json!({ "$ref": "#/$defs/amounts" });
            let mut schema = map(&json!({ "type": "null" }));
            schema["properties"] = json!({ "requests": amounts, "limits": amounts });
            schema
        }
        Type::Texts(..) => map(&json!({ "type": ["string", "null"] })),
        Type::Env => map(&json!({ "type": ["string", "object", "null"] })),
        Type::Map => map(&json!(true)),
        Type::Maps => list(&json!({ "type": "object" })),
        Type::ArchLabels => {
            // A job without labels has no runner.
            let labels = json!({ "type": ["string", "array"], "items": { "type": "string" }, "minItems": 1, "minLength": 1 });
            let mut schema = map(&labels);
            schema["propertyNames"] = json!({ "$ref": "#/$defs/architecture" });
            schema
        }
        Type::Record(keys) => {
            let mut schema = Value::Object(record(keys));
            schema["type"] = json!(["object", "string", "null"]);
            schema["maxLength"] = 0.into();
            schema
        }
        Type::Records(keys) => list(&record(keys).into()),
    }
}

/// The schema of a map with these keys, and no others.
fn record(keys: &[Key]) -> Map<String, Value> {
    let mut schema = schema(keys);
    schema.insert("additionalProperties".to_owned(), false.into());
    let needed = needed(keys);
    for key in keys.iter().filter(|key| needed.contains(&key.name)) {
        schema["properties"][key.name]["not"] = json!({ "enum": [null, ""] });
    }
    if !needed.is_empty() {
        schema.insert("required".to_owned(), needed.into());
    }
    schema
}

fn map(values: &Value) -> Value {
    json!({ "type": ["object", "string", "null"], "maxLength": 0, "additionalProperties": values })
}

fn list(items: &Value) -> Value {
    json!({ "type": ["array", "string", "null"], "maxLength": 0, "items": items })
}

/// An expression for a word in any case; JSON Schema has no switch for that.
fn any_case(word: &str) -> String {
    let letter = |char: char| match char {
        'a'..='z' => format!("[{}{char}]", char.to_ascii_uppercase()),
        char => char.to_string(),
    };
    word.chars().map(letter).collect()
}
