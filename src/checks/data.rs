//! What config maps and secrets hold.

use serde_json::{Map, Value};

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table, either};
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

/// Rules of `ValidateSecret`; how large its values can be [`super::size`] tells.
pub(super) const SECRET: Table = &[
    ("data", Rule::Ask(keys)),
    ("data{}", Rule::Ask(bytes)),
    ("stringData", Rule::Ask(keys)),
    ("", Rule::Ask(type_needs)),
];

/// The keys that a secret of a type has, each with what stands in for it.
const TYPES: [(&str, &[&[&str]]); 5] = [
    ("kubernetes.io/basic-auth", &[&["username", "password"]]),
    ("kubernetes.io/dockercfg", &[&[".dockercfg"]]),
    ("kubernetes.io/dockerconfigjson", &[&[".dockerconfigjson"]]),
    ("kubernetes.io/ssh-auth", &[&[SSH_KEY]]),
    ("kubernetes.io/tls", &[&["tls.crt"], &["tls.key"]]),
];

/// The type of a secret with the token of a service account, and the annotation that names the account.
const TOKEN: &str = "kubernetes.io/service-account-token";
const ACCOUNT: &str = "kubernetes.io/service-account.name";
const SSH_KEY: &str = "ssh-privatekey";
/// What the keys begin with whose values Docker reads.
const DOCKER: &str = ".docker";
/// Where the values of a secret are.
const MAPS: [&str; 2] = ["data", "stringData"];

fn keys(findings: &mut Findings<'_>, map: &Item, path: &Path<'_>) {
    for (key, item, _) in findings.entries(map) {
        findings.name(name::data_key(&key), &item, &path.key(&key));
    }
}

fn bytes(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    if findings.string(item).is_some_and(|text| decoded(&text).is_none()) {
        // The value may be a secret, and is not shown.
        let found = findings.add(Code::InvalidField, item, path, "this is not base64");
        found.help(
            "run it through `base64`; a secret takes it as it is in `stringData`, and a config map in `data`",
        );
    }
}

/// As Go reads it: passing over ends of lines.
fn decoded(text: &str) -> Option<Vec<u8>> {
    base64::decode(&text.replace(['\r', '\n'], ""))
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
    let place = path.key("type");
    let is_empty = |text: &str| text.is_empty();
    let account = findings.text(secret, &["metadata", "annotations", ACCOUNT]);
    if text == TOKEN && account.as_deref().is_none_or(is_empty) {
        let message = format!("a secret of this type has the annotation `{ACCOUNT}`");
        findings
            .add(Code::MissingField, &item, &place, message)
            .help("add it with the name of the account that the token is for");
    }
    let Some((_, all)) = TYPES.iter().find(|(name, _)| *name == text) else { return };
    for keys in *all {
        let values: Vec<_> = MAPS
            .into_iter()
            .flat_map(|map| keys.iter().map(move |key| (map, *key)))
            .filter_map(|(map, key)| Some((map, key, findings.at(secret, &[map, key])?)))
            .collect();
        // Only a key to log in with must be more than there.
        let is_missing =
            |item: &Item| keys == &[SSH_KEY] && findings.string(item).as_deref().is_some_and(is_empty);
        if values.iter().all(|(.., item)| is_missing(item)) {
            let message = format!("a secret of this type has {}", either(keys.iter().copied()));
            findings
                .add(Code::MissingField, &item, &place, message)
                .help(format!("add `stringData: {{{}: …}}`", keys[0]));
        }
        for (map, key, item) in values.iter().filter(|_| keys[0].starts_with(DOCKER)) {
            docker_config(findings, item, &path.key(map).key(key), *map == "data");
        }
    }
}

/// What Docker reads is a map in JSON.
fn docker_config(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>, is_encoded: bool) {
    let Some(text) = findings.string(item) else { return };
    // What is no base64 has been told of.
    let bytes = if is_encoded { decoded(&text) } else { Some(text.as_bytes().to_vec()) };
    if bytes.is_some_and(|bytes| serde_json::from_slice::<Option<Map<String, Value>>>(&bytes).is_err()) {
        // The value is a secret, and is not shown.
        findings
            .add(Code::InvalidField, item, path, "this is no map in JSON, and no cluster takes such a secret")
            .help("write what `docker login` writes: `{\"auths\": {…}}`");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_what_go_reads() {
        for text in ["", "YQ==", "YWI=", "YWJj", "YW\nJj\n", "+/+/"] {
            assert!(decoded(text).is_some(), "{text}");
        }
        for text in ["a", "YQ", "YQ=", "hunter2!", "YQ==YQ==", "-_-_"] {
            assert!(decoded(text).is_none(), "{text}");
        }
    }
}
