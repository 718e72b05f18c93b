//! A value that cannot stand where its hole is.

use minijinja::Value;
use minijinja::value::ValueKind;

use crate::text::Code;

/// Why a document cannot be filled: which hole, and what is wrong with its value. The value itself is never told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The number of the hole.
    pub hole: usize,
    /// Which kind of mistake it is.
    pub code: Code,
    /// The rest of a sentence that begins with the hole's expression.
    pub reason: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl Misfit {
    pub(super) fn new(hole: usize, reason: impl Into<String>) -> Self {
        Misfit { hole, code: Code::MisplacedValue, reason: reason.into(), help: None }
    }

    /// Text that the template has made and means as a part of its own.
    pub fn structure(hole: usize, help: &str) -> Self {
        Misfit {
            hole,
            code: Code::CapturedText,
            reason:
                "is text of the template, which is written as a value here, and not as a part of the shape"
                    .to_owned(),
            help: Some(help.to_owned()),
        }
    }

    pub(super) fn duplicate_key(hole: usize) -> Self {
        Misfit {
            hole,
            code: Code::DuplicateKey,
            reason: "makes a key that this map already has".to_owned(),
            help: Some("kubectl would keep the last of the two and say nothing".to_owned()),
        }
    }

    pub(super) fn too_long(hole: usize) -> Self {
        Misfit::new(hole, "makes a document of more than 4 GB")
    }

    pub(super) fn broken(hole: usize) -> Self {
        Misfit::new(hole, "was made from captured text in a way that hides where a value went")
    }

    pub(super) fn kind(hole: usize, value: &Value, place: &str) -> Self {
        let (kind, help) = match value.kind() {
            ValueKind::None => ("null", Some("give it a value, or write `{{ … | default(\"…\", true) }}`")),
            ValueKind::Undefined => ("undefined", None),
            ValueKind::Seq | ValueKind::Iterable => {
                ("a list", Some("write `{{ … | join(\",\") }}`, or let it stand alone: `key: {{ … }}`"))
            }
            ValueKind::Map => ("a map", Some("name one of its keys, or let it stand alone: `key: {{ … }}`")),
            _ => ("no value that YAML has", None),
        };
        Misfit {
            hole,
            code: Code::MisplacedValue,
            reason: format!("is {kind} and stands where {place} is needed"),
            help: help.map(str::to_owned),
        }
    }
}
