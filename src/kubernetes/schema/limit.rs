//! What must be true of a value besides its type.

use regex_lite::Regex;

use super::{Limit, Schema};
use crate::yaml::Content;

impl Limit {
    /// What is wrong with a value, which is also given as JSON; `fits` says how many schemas it fits.
    pub(super) fn problem(
        &self,
        content: &Content<'_>,
        written: &str,
        fits: impl Fn(&'static [Schema]) -> usize,
    ) -> Option<String> {
        let number = match content {
            #[expect(clippy::cast_precision_loss, reason = "limits of schemas are small")]
            Content::Integer(number) => Some(*number as f64),
            Content::Float(number) => Some(*number),
            _ => None,
        };
        let length = match content {
            Content::Text(text) => Some(text.chars().count()),
            Content::List(items) => Some(items.len()),
            Content::Map(entries) => Some(entries.len()),
            _ => None,
        };
        match self {
            Limit::Enum(allowed) => {
                (!allowed.contains(&written)).then(|| format!("this is one of {}", allowed.join(", ")))
            }
            Limit::Pattern(pattern) => match content {
                Content::Text(text) if !Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(text)) => {
                    Some(format!("this does not match `{pattern}`"))
                }
                _ => None,
            },
            Limit::Length(least, most) => length
                .filter(|length| !(*least..=*most).contains(&(*length as u64)))
                .map(|length| format!("this has a length of {length}, and takes {least} to {most}")),
            Limit::Least(least, excluded) => number
                .filter(|number| number < least || (*excluded && number <= least))
                .map(|_| format!("this is {} {least}", if *excluded { "more than" } else { "at least" })),
            Limit::Greatest(most, excluded) => number
                .filter(|number| number > most || (*excluded && number >= most))
                .map(|_| format!("this is {} {most}", if *excluded { "less than" } else { "at most" })),
            Limit::MultipleOf(factor) => number
                .filter(|number| number % factor != 0.0)
                .map(|_| format!("this is a multiple of {factor}")),
            Limit::Format(format) => match content {
                Content::Text(text) if !is_of_format(format, text) => {
                    Some(format!("this is not of the format `{format}`"))
                }
                _ => None,
            },
            Limit::AnyOf(schemas) if fits(schemas) == 0 => {
                Some("this fits none of the alternatives".to_owned())
            }
            Limit::OneOf(schemas) if fits(schemas) != 1 => {
                Some("this fits not exactly one alternative".to_owned())
            }
            Limit::AllOf(schemas) if fits(schemas) != schemas.len() => {
                Some("this breaks a rule of its schema".to_owned())
            }
            Limit::Not(schema) if fits(std::slice::from_ref(*schema)) == 1 => {
                Some("this is what is excluded here".to_owned())
            }
            Limit::AnyOf(_) | Limit::OneOf(_) | Limit::AllOf(_) | Limit::Not(_) => None,
        }
    }
}

/// The pattern that CRDs have for quantities; what it lets through that Kubernetes does not is a rule of its own.
pub(super) fn is_quantity(text: &str) -> bool {
    fn number(text: &str) -> Option<&str> {
        let whole = text.trim_start_matches(|char: char| char.is_ascii_digit());
        let rest = match whole.strip_prefix('.') {
            Some(rest) => rest.trim_start_matches(|char: char| char.is_ascii_digit()),
            None => whole,
        };
        let is_number = whole.len() < text.len() || rest.len() + 1 < whole.len();
        is_number.then_some(rest)
    }
    let Some(unit) = number(text.strip_prefix(['+', '-']).unwrap_or(text)) else { return false };
    match unit.strip_prefix(['e', 'E']).filter(|exponent| !exponent.is_empty()) {
        Some("i") => unit == "Ei",
        Some(exponent) => number(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)) == Some(""),
        None => matches!(
            unit,
            "" | "n" | "u" | "m" | "k" | "M" | "G" | "T" | "P" | "E" | "Ki" | "Mi" | "Gi" | "Ti" | "Pi"
        ),
    }
}

/// Whether a string is of a format, for the formats that the API server checks and runners' CRDs use.
fn is_of_format(format: &str, text: &str) -> bool {
    match format {
        "date-time" => Regex::new(r"^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$")
            .is_ok_and(|pattern| pattern.is_match(text)),
        _ => true,
    }
}
