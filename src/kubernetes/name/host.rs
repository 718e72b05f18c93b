//! Names of hosts, and of what a pod says to them and sets in the kernel of its own.

use super::object::{is_subdomain, to_subdomain};
use super::rule::{Rule, is_word, to_word};

/// The name of a host: as that of an object.
pub fn host(name: &str) -> Result<(), String> {
    Rule {
        noun: "the name of a host",
        made_of: "lower-case letters, digits, `-` and `.`, with a letter or digit at both ends and around each `.`",
        max: 253,
        valid: is_subdomain,
        repair: to_subdomain,
    }
    .check(name)
}

/// A domain in which names are looked for, as the most lenient version of Kubernetes takes it: `.`, or the name of a host
/// that can have `_` in it and `.` after it (`AllowRelaxedDNSSearchValidation`).
pub fn search(name: &str) -> Result<(), String> {
    Rule {
        noun: "a domain",
        made_of: "lower-case letters, digits, `-`, `_` and `.`",
        max: 254,
        valid: |name| name == "." || is_subdomain(&name.strip_suffix('.').unwrap_or(name).replace('_', "a")),
        repair: to_subdomain,
    }
    .check(name)
}

/// The name of a header of HTTP (`IsHTTPHeaderName`).
pub fn http_header(name: &str) -> Result<(), String> {
    Rule {
        noun: "the name of a header",
        made_of: "letters, digits and `-`",
        // Kubernetes sets no limit.
        max: usize::MAX,
        valid: |name| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
        repair: |name| to_word(name, "-"),
    }
    .check(name)
}

/// The name of a setting of the kernel: parts with `.` or `/` between them (`IsValidSysctlName`).
pub fn sysctl(name: &str) -> Result<(), String> {
    Rule {
        noun: "the name of a sysctl",
        made_of: "lower-case letters, digits, `-` and `_` in parts with `.` between them",
        max: 253,
        valid: |name| {
            let is_part =
                |part: &str| is_word(part, "-_") && !part.bytes().any(|byte| byte.is_ascii_uppercase());
            name.split(['.', '/']).all(is_part)
        },
        repair: |name| to_word(&name.to_ascii_lowercase(), "-_./"),
    }
    .check(name)
}

/// The name of a service, which is that of a host: a DNS-1035 label (`ValidateServiceName`).
pub fn service(name: &str) -> Result<(), String> {
    Rule {
        noun: "the name of a service",
        made_of: "lower-case letters, digits and `-`, with a letter at its beginning and a letter or digit at its end",
        max: 63,
        valid: |name| name.as_bytes()[0].is_ascii_lowercase() && !name.contains('.') && is_subdomain(name),
        repair: |name| {
            let name = to_word(&name.to_ascii_lowercase(), "-");
            name.trim_start_matches(|first: char| !first.is_ascii_lowercase()).to_owned()
        },
    }
    .check(name)
}

#[cfg(test)]
mod tests {
    use super::super::table::check;
    use super::*;

    #[test]
    fn hosts_and_what_is_named_like_them() {
        check(
            host,
            &["a", "b.example"],
            &[("a b", "did you mean `a-b`?"), ("", "the name of a host cannot be empty")],
        );
        check(
            search,
            &[".", "a.b", "a.b.", "_tcp.a"],
            &[("a b", "did you mean `a-b`?"), ("a..b", "a domain is")],
        );
        check(
            service,
            &["a", "go-1"],
            &[
                ("2-a", "did you mean `a`?"),
                ("go.1", "did you mean `go-1`?"),
                ("9", "the name of a service is"),
            ],
        );
        check(http_header, &["X-Runner"], &[("a b", "did you mean `a-b`?"), ("", "cannot be empty")]);
        check(
            sysctl,
            &["kernel.shm_rmid_forced", "net/ipv4/ip_local_port_range"],
            &[
                ("a b", "did you mean `a-b`?"),
                ("Net.core", "did you mean `net.core`?"),
                ("a..b", "the name of a sysctl is"),
            ],
        );
    }
}
