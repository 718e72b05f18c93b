//! Names in Kubernetes objects.
//!
//! The rules are those of `apimachinery/pkg/util/validation/validation.go`; most are told in
//! <https://kubernetes.io/docs/concepts/overview/working-with-objects/names/>.

use super::rule::{Rule, is_word, to_word};

/// The name of an object: a DNS-1123 subdomain of 1 to 253 characters.
pub fn dns_subdomain(name: &str) -> Result<(), String> {
    Rule {
        noun: "the name of an object",
        made_of: "lower-case letters, digits, `-` and `.`, with a letter or digit at both ends and around each `.`",
        max: 253,
        valid: is_subdomain,
        repair: to_subdomain,
    }
    .check(name)
}

/// The name of a namespace, container or volume: a DNS-1123 label of 1 to 63 characters.
pub fn dns_label(name: &str) -> Result<(), String> {
    Rule {
        noun: "the name",
        made_of: "lower-case letters, digits and `-`, with a letter or digit at both ends",
        max: 63,
        valid: is_label,
        repair: to_label,
    }
    .check(name)
}

/// The name of a cron job: that of an object, so short that its jobs can have longer ones (`validateCronJob`).
pub fn cron_job(name: &str) -> Result<(), String> {
    short("a cron job", 52, name)
}

/// The name of a job: that of an object, which is also the value of the label `job-name` of its pods
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/job/#writing-a-job-spec>).
pub fn job(name: &str) -> Result<(), String> {
    short("a job", 63, name)
}

/// The name of a scale set: that of an object, which is also the value of the label `actions.github.com/scale-set-name` of
/// its listener (`controllers/actions.github.com/resourcebuilder.go` of the operator).
pub fn scale_set(name: &str) -> Result<(), String> {
    short("a scale set", 63, name)
}

/// The name of an object that is shorter than others can be.
fn short(noun: &str, most: usize, name: &str) -> Result<(), String> {
    dns_subdomain(name)?;
    if name.len() <= most {
        return Ok(());
    }
    Err(format!("the name of {noun} has at most {most} characters, and this one has {}", name.len()))
}

/// The name of a role or of who has it: what can be a part of an address (`IsValidPathSegmentName` in
/// apimachinery/pkg/api/validation/path).
pub fn path_segment(name: &str) -> Result<(), String> {
    if matches!(name, "" | "." | "..") || name.contains(['/', '%']) {
        return Err("this name is not empty, `.` or `..`, and has no `/` and no `%` in it".to_owned());
    }
    Ok(())
}

/// The key of a label or node selector: a name of 1 to 63 characters, which may have a DNS-1123 subdomain
/// of at most 253 and a `/` before it.
///
/// <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set>
pub fn label_key(key: &str) -> Result<(), String> {
    with_domain("the key of a label", key)
}

/// The key of an annotation: as that of a label, but for the case of the domain (`ValidateAnnotations` in
/// apimachinery/pkg/api/validation/objectmeta.go).
pub fn annotation_key(key: &str) -> Result<(), String> {
    match label_key(&key.to_lowercase()) {
        Ok(()) => Ok(()),
        Err(_) => label_key(key),
    }
}

/// The value of a label or node selector: empty, or 1 to 63 characters.
///
/// <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set>
pub fn label_value(value: &str) -> Result<(), String> {
    if value.is_empty() {
        return Ok(());
    }
    Rule {
        noun: "the value of a label",
        made_of: "letters, digits, `-`, `_` and `.`, with a letter or digit at both ends",
        max: 63,
        valid: |value| is_word(value, "-_."),
        repair: |value| to_word(value, "-_."),
    }
    .check(value)
}

/// The name of an environment variable (`IsRelaxedEnvVarName`, which the API server goes by since 1.32), but for blanks,
/// which it takes and nobody means.
pub fn env_name(name: &str) -> Result<(), String> {
    Rule {
        noun: "the name of an environment variable",
        made_of: "letters, digits and signs of ASCII but `=`, without blanks",
        // Kubernetes sets no limit; the kernel takes 128 KiB for the name and the value together.
        max: 128 * 1024,
        valid: is_env_name,
        repair: |name| name.trim().chars().map(|c| if is_env_char(c) { c } else { '_' }).collect(),
    }
    .check(name)
}

/// The name of a port: an IANA service name of 1 to 15 characters.
pub fn port_name(name: &str) -> Result<(), String> {
    Rule {
        noun: "the name of a port",
        made_of: "lower-case letters, digits and single `-`, with a letter in it and a letter or digit at both ends",
        max: 15,
        valid: |name| {
            is_label(name) && !name.contains("--") && name.bytes().any(|byte| byte.is_ascii_lowercase())
        },
        repair: to_label,
    }
    .check(name)
}

/// A name with an optional domain, as conditions, gates and such have: the rule of keys of labels.
pub fn qualified(name: &str) -> Result<(), String> {
    with_domain("the name", name)
}

fn with_domain(noun: &'static str, name: &str) -> Result<(), String> {
    Rule {
        noun,
        made_of: "at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends, after an optional \
                  lower-case domain of at most 253 characters and a `/`",
        max: 317,
        valid: is_key,
        repair: to_key,
    }
    .check(name)
}

/// The key of an entry of a `ConfigMap` or a secret.
pub fn data_key(key: &str) -> Result<(), String> {
    Rule {
        noun: "the key of a ConfigMap or a secret",
        made_of: "letters, digits, `-`, `_` and `.`, and not `.`, nor does it begin with `..`",
        max: 253,
        valid: |key| {
            key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
                && key != "."
                && !key.starts_with("..")
        },
        repair: |key| to_word(key, "-_."),
    }
    .check(key)
}

/// The name of a resource: one of Kubernetes' own, or one with a domain.
pub fn resource(name: &str) -> Result<(), String> {
    const OWN: [&str; 3] = ["cpu", "memory", "ephemeral-storage"];
    let is_own = OWN.contains(&name) || name.strip_prefix("hugepages-").is_some_and(|size| !size.is_empty());
    // The API server takes these for quotas, and nowhere else (`IsExtendedResourceName`).
    if let Some(rest) = name.strip_prefix("requests.").filter(|rest| rest.contains('/')) {
        return Err(format!(
            "a resource of a container does not begin with `requests.`; did you mean `{rest}`?"
        ));
    }
    if is_own || (name.contains('/') && is_key(name)) {
        return Ok(());
    }
    let rule = "a resource is `cpu`, `memory`, `ephemeral-storage`, `hugepages-…`, or has the domain of its device plugin \
                before it, as in `nvidia.com/gpu`";
    // `cpu` is near, and would be another limit of the CPU.
    let near = if name == "gpu" { Some("nvidia.com/gpu") } else { crate::text::suggest(name, OWN) };
    Err(match near {
        Some(near) => format!("{rule}; did you mean `{near}`?"),
        None if name.contains('/') => rule.to_owned(),
        None => format!("{rule}; write its domain before it: `example.com/{name}`"),
    })
}

/// The name of what a device plugin gives: not of what every node has.
pub fn device(name: &str) -> Result<(), String> {
    let keys = match name {
        "cpu" => "`cpureq` and `cpulim`",
        "memory" => "`memreq` and `memlim`",
        "ephemeral-storage" => "`resources`",
        _ => return Ok(()),
    };
    Err(format!("every node has this, and it is no device; write {keys}"))
}

fn is_label(name: &str) -> bool {
    is_label_of(name.as_bytes())
}

fn is_label_of(bytes: &[u8]) -> bool {
    let is_edge = |byte: &u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9');
    let are_edges = bytes.first().is_some_and(is_edge) && bytes.last().is_some_and(is_edge);
    are_edges && bytes.iter().all(|byte| is_edge(byte) || *byte == b'-')
}

fn to_label(name: &str) -> String {
    to_word(&name.to_ascii_lowercase(), "-")
}

/// The parts of a subdomain are labels but for their length, which Kubernetes does not limit.
pub(super) fn is_subdomain(name: &str) -> bool {
    name.as_bytes().split(|byte| *byte == b'.').all(is_label_of)
}

pub(super) fn to_subdomain(name: &str) -> String {
    let labels: Vec<_> = name.split('.').map(to_label).filter(|label| !label.is_empty()).collect();
    labels.join(".")
}

fn is_key(key: &str) -> bool {
    let (prefix, name) = key.split_once('/').map_or((None, key), |(prefix, name)| (Some(prefix), name));
    is_word(name, "-_.")
        && name.len() <= 63
        && prefix.is_none_or(|prefix| is_subdomain(prefix) && prefix.len() <= 253)
}

fn to_key(key: &str) -> String {
    match key.split_once('/') {
        Some((prefix, name)) if !prefix.is_empty() => {
            format!("{}/{}", to_subdomain(prefix), to_word(name, "-_."))
        }
        Some((_, name)) => to_word(name, "-_."),
        None => to_word(key, "-_."),
    }
}

fn is_env_name(name: &str) -> bool {
    name.chars().all(is_env_char)
}

fn is_env_char(c: char) -> bool {
    c.is_ascii_graphic() && c != '='
}

#[cfg(test)]
mod tests {
    use super::super::table::check;
    use super::*;

    /// A name of so many characters.
    fn long(count: usize) -> String {
        "a".repeat(count)
    }

    #[test]
    fn subdomains() {
        let (most, more) = (long(253), long(254));
        check(
            dns_subdomain,
            &["a", "0", "cloudkernels-go", "a.b", "1.2.3", "a--b", "a-1.b-2", &most],
            &[
                ("", "the name of an object cannot be empty"),
                (&more, "at most 253 characters, and this one has 254"),
                ("Cloud_Kernels", "did you mean `cloud-kernels`?"),
                ("-a", "did you mean `a`?"),
                ("a-", "did you mean `a`?"),
                ("a..b", "did you mean `a.b`?"),
                (".a", "did you mean `a`?"),
                ("a.-b", "did you mean `a.b`?"),
                ("a b", "did you mean `a-b`?"),
                ("a/b", "did you mean `a-b`?"),
                ("a\n", "did you mean `a`?"),
                ("é", "with a letter or digit at both ends"),
                ("..", "with a letter or digit at both ends"),
            ],
        );
    }

    #[test]
    fn labels() {
        let (most, more) = (long(63), long(64));
        check(
            dns_label,
            &["a", "0", "a-b", "123", &most],
            &[
                ("", "cannot be empty"),
                (&more, "at most 63 characters, and this one has 64"),
                ("a.b", "did you mean `a-b`?"),
                ("A", "did you mean `a`?"),
                ("-", "lower-case letters"),
            ],
        );
    }

    #[test]
    fn keys() {
        let (most, more) = (long(63), long(64));
        let (most_prefix, more_prefix) = (format!("{}/a", long(253)), format!("{}/a", long(254)));
        check(
            label_key,
            &["a", "A", "kubernetes.io/arch", "a/B_c.d-e", "nvidia.com/gpu", "1", &most, &most_prefix],
            &[
                ("", "cannot be empty"),
                (&more, "at most 63"),
                (&more_prefix, "at most 253"),
                ("/a", "did you mean `a`?"),
                ("a/", "the key of a label"),
                ("a/b/c", "did you mean `a/b-c`?"),
                ("Kubernetes.IO/arch", "did you mean `kubernetes.io/arch`?"),
                ("a_b/c", "did you mean `a-b/c`?"),
                ("kubernetes.io/arch ", "did you mean `kubernetes.io/arch`?"),
                ("_a", "did you mean `a`?"),
                ("a b", "did you mean `a-b`?"),
            ],
        );
    }

    #[test]
    fn values() {
        let (most, more) = (long(63), long(64));
        check(
            label_value,
            &["", "a", "A_b.c-D", "1", "true", &most],
            &[
                (&more, "at most 63"),
                ("-a", "did you mean `a`?"),
                ("a_", "did you mean `a`?"),
                ("a b", "did you mean `a-b`?"),
                ("a/b", "did you mean `a-b`?"),
                (" ", "the value of a label is letters"),
            ],
        );
    }

    #[test]
    fn environment() {
        check(
            env_name,
            &["A", "_", "my.var", "my-var", "-", ".a", "A1", "HTTP_PROXY", "a__B:C", "7Z", "..", "a/b"],
            &[
                ("", "cannot be empty"),
                ("A B", "did you mean `A_B`?"),
                ("A ", "did you mean `A`?"),
                ("A=", "did you mean `A_`?"),
                ("ä", "did you mean `_`?"),
            ],
        );
    }

    #[test]
    fn ports() {
        check(
            port_name,
            &["http", "a1", "1a", "metrics-http"],
            &[
                ("", "cannot be empty"),
                ("Foo_x", "did you mean `foo-x`?"),
                ("80", "a letter in it"),
                ("a--b", "single `-`"),
                ("a-name-too-long-", "did you mean `a-name-too-long`?"),
                ("a-name-that-is-too-long", "at most 15 characters, and this one has 23"),
            ],
        );
    }

    #[test]
    fn keys_of_data() {
        check(
            data_key,
            &["a", ".dockerconfigjson", "A_b-c.d"],
            &[("..a", "the key of"), ("a b", "did you mean `a-b`?")],
        );
    }

    #[test]
    fn qualified_names() {
        check(
            qualified,
            &["a", "acme.com/Ready_1"],
            &[("a/b/c", "did you mean `a/b-c`?"), ("", "the name cannot be")],
        );
    }

    #[test]
    fn resources() {
        check(
            resource,
            &["cpu", "ephemeral-storage", "hugepages-2Mi", "nvidia.com/gpu"],
            &[
                ("gpu", "has the domain"),
                ("requests.a.b/c", "did you mean `a.b/c`?"),
                ("Memory", "did you mean `memory`?"),
                ("a b/c", "has the domain"),
            ],
        );
    }
}
