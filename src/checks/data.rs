//! What config maps and secrets hold.

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::kubernetes::{base64, name};
use crate::text::Code;
use crate::yaml::Item;

/// Rules of `ValidateConfigMap`.
pub(super) const CONFIG_MAP: Table = &[
    ("data", Rule::Ask(keys)),
    ("binaryData", Rule::Ask(keys)),
    ("binaryData{}", Rule::Ask(bytes)),
    ("", Rule::Ask(twice)),
];

/// Rules of `ValidateSecret`.
pub(super) const SECRET: Table = &[
    ("data", Rule::Ask(keys)),
    ("data{}", Rule::Ask(bytes)),
    ("stringData", Rule::Ask(keys)),
    ("", Rule::Ask(type_needs)),
];

/// The keys that a secret of a type has.
const TYPES: [(&str, &[&str]); 4] = [
    ("kubernetes.io/dockercfg", &[".dockercfg"]),
    ("kubernetes.io/dockerconfigjson", &[".dockerconfigjson"]),
    ("kubernetes.io/ssh-auth", &["ssh-privatekey"]),
    ("kubernetes.io/tls", &["tls.crt", "tls.key"]),
];

fn keys(findings: &mut Findings<'_>, map: &Item, path: &Path<'_>) {
    for (key, item, _) in findings.entries(map) {
        findings.name(name::data_key(&key), &item, &path.key(&key));
    }
}

fn bytes(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    if findings.string(item).is_some_and(|text| !is_base64(&text)) {
        // The value may be a secret, and is not shown.
        let found = findings.add(Code::InvalidField, item, path, "this is not base64");
        found.help(
            "run it through `base64`; a secret takes it as it is in `stringData`, and a config map in `data`",
        );
    }
}

/// As Go reads it: passing over ends of lines.
fn is_base64(text: &str) -> bool {
    base64::decode(&text.replace(['\r', '\n'], "")).is_some()
}

/// No key is both text and bytes.
fn twice(findings: &mut Findings<'_>, object: &Item, path: &Path<'_>) {
    let Some(data) = findings.get(object, "data") else { return };
    let Some(binary) = findings.get(object, "binaryData") else { return };
    for (key, item, _) in findings.entries(&binary) {
        if findings.get(&data, &key).is_some() {
            let message = format!("`{key}` is in `data` too");
            findings
                .add(Code::DuplicateItem, &item, &path.key("binaryData").key(&key), message)
                .help("remove one of the two");
        }
    }
}

/// A secret of a known type has what that is made of.
fn type_needs(findings: &mut Findings<'_>, secret: &Item, path: &Path<'_>) {
    let Some(item) = findings.get(secret, "type") else { return };
    let Some(text) = findings.string(&item) else { return };
    let Some((_, keys)) = TYPES.iter().find(|(name, _)| *name == text) else { return };
    for key in *keys {
        let is_in = |map| findings.at(secret, &[map, key]).is_some();
        if !is_in("data") && !is_in("stringData") {
            let message = format!("a secret of this type has `{key}`");
            findings
                .add(Code::MissingField, &item, &path.key("type"), message)
                .help(format!("add `stringData: {{{key}: …}}`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_what_go_reads() {
        for text in ["", "YQ==", "YWI=", "YWJj", "YW\nJj\n", "+/+/"] {
            assert!(is_base64(text), "{text}");
        }
        for text in ["a", "YQ", "YQ=", "hunter2!", "YQ==YQ==", "-_-_"] {
            assert!(!is_base64(text), "{text}");
        }
    }
}
