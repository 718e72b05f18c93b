//! How large an object is.

use std::borrow::Cow;

use minijinja::Value;
use minijinja::value::ValueKind;

use super::findings::Findings;
use super::path::Path;
use crate::kubernetes::LAST_APPLIED;
use crate::text::Code;
use crate::yaml::{Content, Document, Given, Item};

/// The most bytes of all annotations together (`TotalAnnotationSizeLimitB`), in one of which `kubectl apply` keeps a copy of
/// the object (<https://kubernetes.io/docs/reference/using-api/server-side-apply/>).
const ANNOTATIONS: usize = 256 << 10;
/// The most bytes of a request to etcd (<https://etcd.io/docs/v3.5/dev-guide/limit/>).
const STORED: usize = 1536 << 10;
/// The most bytes of all values of a config map or a secret (`MaxSecretSize` in kubernetes/pkg/apis/core/types.go).
const VALUES: usize = 1 << 20;
/// Documents whose text and values have fewer bytes are not measured.
const SMALL: usize = 64 << 10;

/// Whether a document may hold an object that is too large.
pub(super) fn is_large(document: Document<'_>) -> bool {
    let holes = document.holes.unwrap_or_default();
    let of_hole = |given: &Given<'_>| given.text().map_or_else(|| bytes(given.value()), str::len);
    document.skeleton.text().len() + holes.0.iter().map(of_hole).sum::<usize>() >= SMALL
}

fn bytes(value: &Value) -> usize {
    match value.kind() {
        ValueKind::String => value.as_str().map_or(0, str::len),
        ValueKind::Map => {
            let keys = value.try_iter().into_iter().flatten();
            keys.map(|key| bytes(&key) + bytes(&value.get_item(&key).unwrap_or_default())).sum()
        }
        ValueKind::Seq | ValueKind::Iterable => {
            value.try_iter().into_iter().flatten().map(|item| bytes(&item)).sum()
        }
        _ => 1,
    }
}

/// The bytes of the values of a config map or a secret, as text or as bytes; of others none.
fn values(findings: &Findings<'_>, object: &Item) -> usize {
    let kind = findings.text(object, &["kind"]).unwrap_or_default();
    if findings.text(object, &["apiVersion"]).as_deref() != Some("v1") {
        return 0;
    }
    let texts = match &*kind {
        "ConfigMap" => "data",
        "Secret" => "stringData",
        _ => return 0,
    };
    let all = ["data", "binaryData", "stringData"].into_iter().map(|key| {
        let entries = findings.get(object, key).map(|map| findings.entries(&map)).unwrap_or_default();
        let bytes = |(.., value): &(Cow<'_, str>, Item, Item)| {
            let text = findings.string(value).unwrap_or_default();
            // Four letters of base64 are three bytes.
            if key == texts { text.len() } else { text.trim_end().trim_end_matches('=').len() / 4 * 3 }
        };
        entries.iter().map(bytes).sum::<usize>()
    });
    all.sum()
}

/// An object that kubectl cannot apply, or no cluster stores.
pub(super) fn check(findings: &mut Findings<'_>, document: Document<'_>, object: &Item, path: &str) {
    let mut json = Json { document, bytes: 0, largest: (0, object.clone()) };
    json.add(object);
    let (item, path) = (&json.largest.1, Path::new(path));
    let values = values(findings, object);
    if values > VALUES {
        let message =
            format!("the values have {} KiB, and a cluster takes at most 1024 together", values >> 10);
        findings
            .add(Code::InvalidField, item, &path, message)
            .help("put what is large into an image or a volume, or make several of it");
    } else if json.bytes > STORED {
        findings
            .add(
                Code::InvalidField,
                item,
                &path,
                format!("the object has {} KiB, and a cluster stores at most 1536", json.bytes >> 10),
            )
            .help("put what is large into an image or a volume");
    } else if json.bytes + LAST_APPLIED.len() > ANNOTATIONS {
        let message = format!(
            "the object has {} KiB, and `kubectl apply` keeps a copy in an annotation of at most 256",
            json.bytes >> 10
        );
        findings
            .add(Code::LargeObject, item, &path, message)
            .help("apply it by `kubectl apply --server-side`, which keeps none");
    }
}

/// An object as kubectl writes it.
struct Json<'d> {
    document: Document<'d>,
    bytes: usize,
    /// How many bytes the largest text has, and where it is.
    largest: (usize, Item),
}

impl Json<'_> {
    fn add(&mut self, item: &Item) {
        self.bytes += match self.document.content(item) {
            Content::List(items) => {
                for item in &*items {
                    self.add(item);
                }
                items.len() + 2
            }
            Content::Map(entries) => {
                for (key, _, value) in &entries {
                    self.bytes += text(key) + 1;
                    self.add(value);
                }
                entries.len() + 2
            }
            Content::Text(inner) => {
                let bytes = text(&inner);
                if bytes > self.largest.0 {
                    self.largest = (bytes, item.clone());
                }
                bytes
            }
            Content::Integer(number) => number.to_string().len(),
            Content::Float(number) => number.to_string().len(),
            Content::Null | Content::Bool(_) | Content::Open => 4,
        };
    }
}

/// The bytes of a string in Go's JSON.
fn text(text: &str) -> usize {
    let char = |char: char| match char {
        '"' | '\\' | '\n' | '\r' | '\t' => 2,
        '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..' ' => 6,
        char => char.len_utf8(),
    };
    2 + text.chars().map(char).sum::<usize>()
}
