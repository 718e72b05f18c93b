//! `metadata`, which the API server checks by rules of its own.

use super::affinity::{label_keys, label_value};
use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::kubernetes::schema::IN_QUOTES;
use crate::kubernetes::{is_scale_set, name};
use crate::text::{Code, did_you_mean, suggest};
use crate::yaml::{Content, Item};

/// What an object can have there (`ObjectMeta`).
const FIELDS: [&str; 15] = [
    "annotations",
    "creationTimestamp",
    "deletionGracePeriodSeconds",
    "deletionTimestamp",
    "finalizers",
    "generateName",
    "generation",
    "labels",
    "managedFields",
    "name",
    "namespace",
    "ownerReferences",
    "resourceVersion",
    "selfLink",
    "uid",
];

/// The most bytes of all annotations together (`TotalAnnotationSizeLimitB`).
const MOST: usize = 256 << 10;

/// The rules of an object's own.
pub(super) const RULES: Table = &[
    ("metadata", Rule::ByLength(fields)),
    ("metadata", Rule::ByLength(applied)),
    ("metadata.name", Rule::ByLength(object_name)),
    ("metadata.namespace", Rule::SomeName(name::dns_label)),
    ("metadata.finalizers[]", Rule::Name(name::label_key)),
    ("metadata.ownerReferences[]", Rule::Needs(&["apiVersion", "kind", "name", "uid"])),
];

/// The rules of a pod template's, which are an object's as well.
pub(super) const OF_TEMPLATE: Table = &[
    ("metadata.labels", Rule::Ask(label_keys)),
    ("metadata.labels{}", Rule::ByLength(label_value)),
    ("metadata.annotations", Rule::Ask(annotations)),
];

/// Fields that nobody knows, and values of the wrong type.
fn fields(findings: &mut Findings<'_>, metadata: &Item, path: &Path<'_>) {
    for (key, key_item, value) in findings.entries(metadata) {
        let path = path.key(&key);
        if !FIELDS.contains(&&*key) {
            let message =
                format!("`{key}` is not a field here, and the API server would drop it without a word");
            let help = suggest(&key, FIELDS).map(did_you_mean);
            findings.add(Code::UnknownField, &key_item, &path, message).help = help;
            continue;
        }
        let (expected, fits) = match (&*key, findings.content(&value)) {
            ("name" | "namespace", Content::Null) => {
                findings.add(Code::MissingField, &value, &path, format!("`{key}` has no value"));
                continue;
            }
            (_, Content::Null | Content::Open) => continue,
            ("name" | "namespace" | "generateName", content) => {
                ("a string", matches!(content, Content::Text(_)))
            }
            ("labels" | "annotations", content) => ("a map", matches!(content, Content::Map(_))),
            ("finalizers", content) => ("a list", matches!(content, Content::List(_))),
            _ => continue,
        };
        if !fits {
            let help = if expected == "a string" { IN_QUOTES } else { "" };
            let found = findings.add(Code::WrongFieldType, &value, &path, format!("this takes {expected}"));
            found.help = (!help.is_empty()).then(|| help.to_owned());
        }
    }
}

fn object_name(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let Some(text) = findings.string(item) else { return };
    // Most names are right for all kinds.
    let is_plain = text.len() <= 52 && text.starts_with(|first: char| first.is_ascii_lowercase());
    if is_plain && name::dns_label(&text).is_ok() {
        return;
    }
    let root = findings.root.clone();
    let of_root = |key| findings.text(&root, &[key]).unwrap_or_default();
    let rule = match (&*of_root("apiVersion"), &*of_root("kind")) {
        // The names of roles and their bindings can be nearly anything.
        (version, _) if version.starts_with("rbac.") => name::path_segment,
        // The names of its pods begin with it, and are those of their hosts.
        (_, "Namespace") | ("apps/v1", "StatefulSet") => name::dns_label,
        ("v1", "Service") => name::service,
        ("batch/v1", "CronJob") => name::cron_job,
        ("batch/v1", "Job") => name::job,
        (version, kind) if is_scale_set(version, kind) => name::scale_set,
        _ => name::dns_subdomain,
    };
    findings.name(rule(&text), item, path);
}

/// `kubectl apply` finds an object by its name, and refuses one whose name the API server is to make.
fn applied(findings: &mut Findings<'_>, metadata: &Item, path: &Path<'_>) {
    let Some(item) = findings.get(metadata, "generateName") else { return };
    if findings.get(metadata, "name").is_none() {
        findings
            .add(
                Code::GeneratedName,
                &item,
                &path.key("generateName"),
                "`kubectl apply` takes no object without a `name`",
            )
            .help("write `name: …`, or make the object by `kubectl create -f -`");
    }
}

fn annotations(findings: &mut Findings<'_>, map: &Item, path: &Path<'_>) {
    let mut size = 0;
    for (key, key_item, value) in findings.entries(map) {
        let path = path.key(&key);
        findings.name(name::annotation_key(&key), &key_item, &path);
        match findings.content(&value) {
            Content::Text(text) => size += key.len() + text.len(),
            Content::Null | Content::Open => {}
            _ => findings.add(Code::WrongFieldType, &value, &path, "this takes a string").help(IN_QUOTES),
        }
    }
    if size > MOST {
        findings.add(Code::InvalidField, map, path, "annotations have at most 256 KiB together");
    }
}
