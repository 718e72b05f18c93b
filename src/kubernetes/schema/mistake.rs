//! What to write in place of a value of the wrong type.

use super::Shape;
use super::limit::octal;
use crate::yaml::Content;

/// What to do with a value that is to be a string.
pub const IN_QUOTES: &str = "put it in double quotes";

/// A string as JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// What a value is, in words.
pub(super) fn noun(content: &Content<'_>) -> &'static str {
    match content {
        Content::Null => "null",
        Content::Bool(_) => "a boolean",
        Content::Integer(_) => "an integer",
        Content::Float(_) => "a number",
        Content::Text(_) => "a string",
        Content::List(_) => "a list",
        Content::Map(_) | Content::Open => "a map",
    }
}

/// What to write in place of a value that is not of this shape, if that can be told.
pub(super) fn help(shape: &Shape, content: &Content<'_>, path: &str) -> Option<String> {
    let help = match (shape, content) {
        (Shape::String, Content::Bool(_) | Content::Integer(_) | Content::Float(_)) => {
            // As a duration, a number alone has no unit.
            let is_duration = path.ends_with("Period") || path.ends_with("Ttl");
            if is_duration { "write it with its unit, such as `30s` or `1m`" } else { IN_QUOTES }
        }
        (Shape::Quantity, Content::Float(_)) => IN_QUOTES,
        (Shape::Integer(_), Content::Text(text)) => return Some(integer(text)),
        (Shape::Boolean, Content::Text(text)) if !matches!(&**text, "true" | "false") => {
            "write `true` or `false`"
        }
        (Shape::Boolean | Shape::Number, Content::Text(_)) => "write it without quotes",
        (Shape::List(item, _), Content::Text(text)) if matches!(item.shape, Shape::String) => {
            return Some(format!("write `[{}]`", quoted(text)));
        }
        (Shape::List(..), Content::Map(_)) => "write a list, with `- ` before each item",
        (Shape::Map { fields, .. }, Content::Text(text))
            if fields.iter().any(|field| field.name == "name") =>
        {
            return Some(format!("write `{{name: {text}}}`"));
        }
        (_, Content::Null) => "give it a value, or leave out the key",
        _ => return None,
    };
    Some(help.to_owned())
}

/// The integer that was meant by a text.
fn integer(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match octal(text) {
        Some(number) => format!("write `{number}`, which is {text} in octal digits"),
        None if text[digits..].chars().all(char::is_alphabetic) && (1..text.len()).contains(&digits) => {
            format!("write the number alone, such as `{}`", &text[..digits])
        }
        None => "write it without quotes".to_owned(),
    }
}
