//! Probes of a container, and what is done when it starts and stops.

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::{Content, Item};

pub(super) const RULES: Table = &[
    ("", Rule::One(&["exec", "httpGet", "tcpSocket", "grpc"])),
    ("initialDelaySeconds", Rule::Range(0, i64::MAX)),
    ("timeoutSeconds", Rule::Range(0, i64::MAX)),
    ("periodSeconds", Rule::Range(0, i64::MAX)),
    ("successThreshold", Rule::Range(0, i64::MAX)),
    ("failureThreshold", Rule::Range(0, i64::MAX)),
    ("terminationGracePeriodSeconds", Rule::Range(1, i64::MAX)),
];

/// A container that has started, or lives, has done so once (`validateLivenessProbe`, `validateStartupProbe`).
pub(super) const ONCE: Table = &[("successThreshold", Rule::Ask(once))];

/// Nothing is stopped that is not ready (`validateReadinessProbe`).
pub(super) const READINESS: Table = &[(
    "terminationGracePeriodSeconds",
    Rule::Never("a readiness probe stops nothing, and has no grace period"),
)];

/// What is done to a container: for a probe, or when it starts or stops.
pub(super) const HANDLER: Table = &[
    ("exec", Rule::Needs(&["command"])),
    ("exec.command", Rule::Filled),
    ("httpGet.scheme", Rule::Words(&["", "HTTP", "HTTPS"])),
    ("httpGet.port", Rule::Ask(port)),
    ("httpGet.httpHeaders[].name", Rule::SomeName(name::http_header)),
    ("tcpSocket.port", Rule::Ask(port)),
    ("grpc.port", Rule::Ask(port)),
];

/// What is done when a container starts or stops.
pub(super) const LIFECYCLE: Table = &[
    ("", Rule::One(&["exec", "httpGet", "sleep", "tcpSocket"])),
    ("sleep.seconds", Rule::Range(0, i64::MAX)),
];

/// The rules of a pod with such containers.
pub(super) const OF_POD: Table = &[("", Rule::Ask(sleep))];

/// How long a pod has to stop, unless it says so.
const GRACE: i64 = 30;

fn once(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    // 0 is what is not given.
    if matches!(findings.content(item), Content::Integer(2..)) {
        findings.add(
            Code::InvalidField,
            item,
            path,
            "this is 1: only a readiness probe counts its successes",
        );
    }
}

/// A container does not sleep for longer than its pod has to stop (`validateSleepAction`).
fn sleep(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    let given = findings.number(pod, "terminationGracePeriodSeconds");
    let grace = given.map_or(GRACE, |(seconds, _)| seconds);
    let list = path.key("containers");
    for (at, container) in findings.list(pod, "containers").iter().enumerate() {
        for hook in ["postStart", "preStop"] {
            let Some(action) = findings.at(container, &["lifecycle", hook, "sleep"]) else { continue };
            let Some((seconds, item)) = findings.number(&action, "seconds") else { continue };
            if (0..seconds).contains(&grace) {
                let nth = list.index(at);
                let lifecycle = nth.key("lifecycle");
                let hook = lifecycle.key(hook);
                findings
                    .add(
                        Code::InvalidField,
                        &item,
                        &hook.key("sleep").key("seconds"),
                        format!("the pod has {grace} seconds to stop"),
                    )
                    .help(format!("write `terminationGracePeriodSeconds: {seconds}` in the pod"));
            }
        }
    }
}

/// A number, or the name of a port of the container.
fn port(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    match findings.content(item) {
        Content::Integer(number) if !(1..=65535).contains(&number) => {
            findings.add(Code::InvalidField, item, path, "this is 1 to 65535");
        }
        Content::Text(text) => findings.name(name::port_name(&text), item, path),
        _ => {}
    }
}
