//! The rules and traps of runner scale sets, which GitHub's own operator makes
//! (<https://github.com/actions/actions-runner-controller>, `apis/actions.github.com` and `controllers/actions.github.com`).

use super::findings::Findings;
use super::garo::min_above_max;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::text::Code;
use crate::yaml::{Content, Item};

/// The container that is told how to register (`EphemeralRunnerContainerName`).
const RUNNER: &str = "runner";
/// By it the controller knows the objects of its own version.
const VERSION: &str = "app.kubernetes.io/version";

pub(super) const RULES: Table = &[
    ("", Rule::Needs(&["spec"])),
    ("metadata", Rule::Ask(version)),
    ("spec", Rule::Needs(&["githubConfigUrl", "githubConfigSecret", "template"])),
    ("spec", Rule::Ask(order)),
    ("spec.githubConfigUrl", Rule::Name(config_url)),
    ("spec.template.spec", Rule::Ask(runner)),
];

/// The controller deletes scale sets of other versions than its own (`IsVersionAllowed`).
fn version(findings: &mut Findings<'_>, metadata: &Item, path: &Path<'_>) {
    let labels = findings.get(metadata, "labels");
    let Some(item) = labels.as_ref().and_then(|labels| findings.get(labels, VERSION)) else {
        let message = format!("the controller deletes a scale set without the label `{VERSION}`");
        let help = format!("add it with the version of the controller: `{VERSION}: 0.14.2`");
        findings.add(Code::ScaleSetVersion, labels.as_ref().unwrap_or(metadata), path, message).help(help);
        return;
    };
    if findings.string(&item).is_some_and(|text| !is_version(&text)) {
        let message = "the controller cannot read this version, and deletes the scale set";
        let labels = path.key("labels");
        findings
            .add(Code::ScaleSet, &item, &labels.key(VERSION), message)
            .help("write that of the controller without a `v`, such as `0.14.2`");
    }
}

/// Up to three numbers, and anything after the third (`parseSemver`).
fn is_version(text: &str) -> bool {
    let mut parts = text.splitn(3, '.');
    let is_number = |part: &str| {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && (digits == 1 || !part.starts_with('0'))
    };
    let is_whole = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    parts.by_ref().take(2).all(|part| is_number(part) && is_whole(part)) && parts.next().is_none_or(is_number)
}

fn order(findings: &mut Findings<'_>, spec: &Item, path: &Path<'_>) {
    min_above_max(
        findings,
        spec,
        path,
        "`minRunners` is above `maxRunners`, and the listener does not start",
    );
}

/// An enterprise, an organization or a repository (`ParseGitHubConfigFromURL`).
fn config_url(text: &str) -> Result<(), String> {
    let rest = text.trim_matches('/').split_once("://").map(|(_, rest)| rest);
    let (_, path) = rest.and_then(|rest| rest.split_once('/')).unwrap_or_default();
    match path.trim_matches('/').split('/').collect::<Vec<_>>()[..] {
        [one] | [one, _] if !one.is_empty() => Ok(()),
        _ => Err("this is the address of an organization, a repository or an enterprise; \
                  write one such as `https://github.com/acme` or `https://github.com/acme/site`"
            .into()),
    }
}

/// The controller gives what a runner registers with to the container of this name, and to no other.
fn runner(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    let Some(list) = findings.get(pod, "containers") else { return };
    let Content::List(containers) = findings.content(&list) else { return };
    // One without a name has been told of.
    let may_be = |item: &Item| findings.get(item, "name").is_none() || findings.is(item, "name", RUNNER);
    if containers.iter().any(may_be) {
        return;
    }
    let message = format!("no container is named `{RUNNER}`, and no other is told how to register");
    let (item, nth) = containers.first().map_or((&list, None), |first| (first, Some(0)));
    let list = path.key("containers");
    let place = nth.map_or(list, |nth| list.index(nth));
    findings
        .add(Code::ScaleSet, item, &place, message)
        .help(format!("name the container of the runner `{RUNNER}`"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_the_controller_does() {
        for text in ["0.14.2", "0.14", "1", "0.14.2-rc1", "0.14.2.1"] {
            assert!(is_version(text), "{text}");
        }
        for text in ["", "v0.14.2", "0.14.", "0.x", "0.014.2", "0-1", "0.14.x", "latest"] {
            assert!(!is_version(text), "{text}");
        }
    }

    #[test]
    fn an_address_names_whom_the_runners_are_for() {
        for text in
            ["https://github.com/acme", "https://github.com/acme/site/", "http://ghes:8443/enterprises/acme"]
        {
            assert_eq!(config_url(text), Ok(()), "{text}");
        }
        for text in
            ["https://github.com", "https://github.com/", "acme", "https://github.com/acme/site/tree/main"]
        {
            assert!(config_url(text).is_err(), "{text}");
        }
    }
}
