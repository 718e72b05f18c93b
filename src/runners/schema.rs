//! The JSON Schema of a runners.json.

use serde_json::{Value, json};

use super::keys::KEYS;
use crate::keys;

/// The schema. A key that it does not know may be a variable of a template, so only the reader can say.
pub fn schema() -> Value {
    let mut definitions = keys::definitions();
    definitions.insert("pool".to_owned(), keys::schema(KEYS).into());
    json!({
        "$schema": keys::DIALECT,
        "title": "runners.json",
        "description": "Pools of self-hosted GitHub Actions runners, for runner-ymls: a map from names to pools",
        "type": "object",
        "properties": {
            "$schema": { "description": "where this schema is, for editors" },
            "$defaults": {
                "description": "what every pool starts from",
                "$ref": "#/$defs/pool",
                "properties": { "name": false },
            },
        },
        "patternProperties": {
            r"^\$(?!schema$|defaults$)": {
                "description": "an abstract pool: never rendered, only extended",
                "$ref": "#/$defs/pool",
            },
        },
        "additionalProperties": { "description": "a pool of runners", "$ref": "#/$defs/pool" },
        "$defs": definitions,
    })
}
