//! What must be true of a value besides its type.

use std::sync::OnceLock;

use regex_lite::Regex;

use super::{Limit, Schema, format};
use crate::yaml::Content;

/// Whether a value keeps a limit.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It does.
    Kept,
    /// It does not, and why.
    Broken(String),
    /// Only values that are not known yet tell.
    Open,
}

/// How many schemas a value fits for sure, and how many it may fit.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fits {
    pub(super) sure: usize,
    pub(super) open: usize,
}

/// A regular expression, which is compiled when it is first needed.
#[derive(Debug)]
pub struct Pattern {
    text: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern as a CRD has it.
    pub const fn new(text: &'static str) -> Self {
        Pattern { text, compiled: OnceLock::new() }
    }

    /// Whether a string matches it somewhere. What the engine does not have (`\p{L}`) matches everything: the API server
    /// tells.
    fn is_match(&self, text: &str) -> bool {
        let compiled = self.compiled.get_or_init(|| Regex::new(self.text).ok());
        compiled.as_ref().is_none_or(|pattern| pattern.is_match(text))
    }

    fn is_known(&self) -> bool {
        self.compiled.get_or_init(|| Regex::new(self.text).ok()).is_some()
    }
}

impl Limit {
    /// Whether a value keeps it. The value is also given as JSON, where all of it is known; `fits` says how many schemas it
    /// fits.
    pub(super) fn verdict(
        &self,
        content: &Content<'_>,
        written: Option<&str>,
        fits: impl Fn(&'static [Schema]) -> Fits,
    ) -> Verdict {
        match self {
            Limit::Enum(allowed) => match written {
                None => Verdict::Open,
                Some(written) if allowed.contains(&written) => Verdict::Kept,
                Some(_) => Verdict::Broken(format!("this is one of {}", allowed.join(", "))),
            },
            Limit::AnyOf(schemas) => match fits(schemas) {
                Fits { sure: 0, open: 0 } => Verdict::Broken("this fits none of the alternatives".to_owned()),
                Fits { sure: 0, .. } => Verdict::Open,
                Fits { .. } => Verdict::Kept,
            },
            Limit::OneOf(schemas) => match fits(schemas) {
                Fits { sure: 1, open: 0 } => Verdict::Kept,
                Fits { sure: 0 | 1, open: 1.. } => Verdict::Open,
                Fits { .. } => Verdict::Broken("this fits not exactly one alternative".to_owned()),
            },
            Limit::AllOf(schemas) => match fits(schemas) {
                Fits { sure, .. } if sure == schemas.len() => Verdict::Kept,
                Fits { sure, open } if sure + open == schemas.len() => Verdict::Open,
                Fits { .. } => Verdict::Broken("this breaks a rule of its schema".to_owned()),
            },
            Limit::Not(schema) => match fits(std::slice::from_ref(*schema)) {
                Fits { sure: 0, open: 0 } => Verdict::Kept,
                Fits { sure: 0, .. } => Verdict::Open,
                Fits { .. } => Verdict::Broken("this is what is excluded here".to_owned()),
            },
            Limit::Pattern(pattern) if matches!(content, Content::Text(_)) && !pattern.is_known() => {
                Verdict::Open
            }
            _ => self.problem(content).map_or(Verdict::Kept, Verdict::Broken),
        }
    }

    /// What is wrong with a value by itself.
    fn problem(&self, content: &Content<'_>) -> Option<String> {
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
            Limit::Pattern(pattern) => match content {
                Content::Text(text) if !pattern.is_match(text) => {
                    Some(format!("this does not match `{}`", pattern.text))
                }
                _ => None,
            },
            Limit::Length(least, most) => length
                .filter(|length| !(*least..=*most).contains(&(*length as u64)))
                .map(|length| match *most {
                    u64::MAX => format!("this has a length of {length}, and takes at least {least}"),
                    _ => format!("this has a length of {length}, and takes {least} to {most}"),
                }),
            Limit::Least(least, excluded) => number
                .filter(|number| number < least || (*excluded && number <= least))
                .map(|_| format!("this is {} {least}", if *excluded { "more than" } else { "at least" })),
            Limit::Greatest(most, excluded) => number
                .filter(|number| number > most || (*excluded && number >= most))
                .map(|_| format!("this is {} {most}", if *excluded { "less than" } else { "at most" })),
            Limit::MultipleOf(factor) => number
                .filter(|number| number % factor != 0.0)
                .map(|_| format!("this is a multiple of {factor}")),
            Limit::Format(name) => match content {
                Content::Text(text) if !format::is_of(name, text) => {
                    Some(format!("this is not of the format `{name}`"))
                }
                _ => None,
            },
            Limit::Enum(_) | Limit::AnyOf(_) | Limit::OneOf(_) | Limit::AllOf(_) | Limit::Not(_) => None,
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

/// What a text of octal digits is, as permissions are written, which no JSON number is.
pub(super) fn octal(text: &str) -> Option<u32> {
    let is_octal = text.len() > 1 && text.starts_with('0');
    is_octal.then(|| u32::from_str_radix(text, 8).ok()).flatten()
}

/// Whether a value is a number without a fraction.
pub(super) fn is_whole(content: &Content<'_>) -> bool {
    match content {
        Content::Integer(_) => true,
        Content::Float(number) => number.is_finite() && number.fract() == 0.0,
        _ => false,
    }
}

/// Whether a whole number fits into so many bits.
pub(super) fn fits(content: &Content<'_>, bits: u8) -> bool {
    match content {
        Content::Integer(number) => bits == 64 || i32::try_from(*number).is_ok(),
        Content::Float(number) => number.abs() < 2f64.powi(i32::from(bits) - 1),
        _ => false,
    }
}
