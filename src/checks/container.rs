//! Containers: their names and images.

use std::borrow::Cow;

use super::findings::Findings;
use super::kinds::is_merged;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::Item;

/// Tags that are another image whenever somebody pushes.
const FLOATING: [&str; 9] =
    ["latest", "master", "main", "edge", "nightly", "stable", "dev", "develop", "unstable"];
/// Tags of Docker's own image that are another engine whenever one is released.
const FLOATING_DOCKER: [&str; 5] = ["dind", "dind-rootless", "rootless", "cli", "rc"];
/// Tags of Docker's own image that are no longer kept.
const WITHDRAWN: [&str; 4] = ["stable", "stable-dind", "edge", "edge-dind"];

pub(super) const RULES: Table = &[
    ("name", Rule::Name(name::dns_label)),
    ("imagePullPolicy", Rule::Words(&["", "Always", "IfNotPresent", "Never"])),
    ("terminationMessagePolicy", Rule::Words(&["", "File", "FallbackToLogsOnError"])),
    // More than `Always` since 1.34 (`ContainerRestartRules`).
    ("restartPolicy", Rule::Words(&["Always", "OnFailure", "Never"])),
    ("resizePolicy", Rule::Unique(&["resourceName"])),
    ("resizePolicy[].resourceName", Rule::Words(&["cpu", "memory"])),
    ("resizePolicy[].restartPolicy", Rule::Words(&["NotRequired", "RestartContainer"])),
    ("", Rule::ByVersion(image)),
];

/// What is done to a container while it runs.
const RUNNING: [&str; 4] = ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"];

/// The rules of containers that run before the others.
pub(super) const INIT: Table = &[("", Rule::Ask(init))];

/// A container that is waited for has no probes: nobody looks whether it runs (`validateInitContainers`).
fn init(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>) {
    if findings.is(container, "restartPolicy", "Always") {
        return;
    }
    for key in RUNNING {
        if let Some(item) = findings.get(container, key) {
            let message = format!("an init container has no `{key}`");
            findings
                .add(Code::InvalidField, &item, &path.key(key), message)
                .help("remove it, or write `restartPolicy: Always` if the container runs beside the others");
        }
    }
}

/// All containers of a pod with their places in it.
pub(super) fn all(findings: &Findings<'_>, pod: &Item) -> Vec<(&'static str, usize, Item)> {
    let lists = ["initContainers", "containers"].into_iter();
    lists
        .flat_map(|list| {
            let items = findings.list(pod, list).into_owned();
            items.into_iter().enumerate().map(move |(at, item)| (list, at, item))
        })
        .collect()
}

/// The names of all containers of a pod: no two are the same.
pub(super) fn names(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    let all = all(findings, pod);
    let mut names: Vec<(Cow<'_, str>, Item)> = Vec::with_capacity(all.len());
    for (list, at, container) in &all {
        let Some(item) = findings.get(container, "name") else { continue };
        let Some(text) = findings.string(&item) else { continue };
        if let Some((_, first)) = names.iter().find(|(other, _)| *other == text) {
            let above = path.key(list);
            let nth = above.index(*at);
            findings
                .add(
                    Code::DuplicateItem,
                    &item,
                    &nth.key("name"),
                    format!("there is another container `{text}`"),
                )
                .beside(first, &above.key("name"))
                .help("give it another name");
        }
        names.push((text, item));
    }
}

fn image(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>) {
    let path = path.key("image");
    let Some(item) = findings.get(container, "image") else {
        if is_merged(findings, &path) {
            return;
        }
        findings.add(Code::MissingField, container, &path, "a container needs an `image`");
        return;
    };
    let Some(image) = findings.string(&item) else { return };
    if let Err(reason) = name::image(&image) {
        return findings.name(Err(reason), &item, &path);
    }
    if let Some(why) = floating(&image) {
        findings.add(Code::FloatingTag, &item, &path, why).help("name a version: `image:1.2.3`");
    }
}

/// Why nobody can say which image this is.
fn floating(image: &str) -> Option<&'static str> {
    let (repository, tag) = name::image_parts(image);
    let tag = tag.unwrap_or_default();
    // None of those that float has a digit.
    if tag.bytes().any(|byte| byte.is_ascii_digit()) || image.contains('@') {
        return None;
    }
    let name = repository.rsplit('/').next().unwrap_or_default();
    let is_docker = name == "docker";
    if is_docker && WITHDRAWN.contains(&tag) {
        return Some("this tag is no longer kept: its engine is years old");
    }
    let floats = tag.is_empty() || FLOATING.contains(&tag) || (is_docker && FLOATING_DOCKER.contains(&tag));
    floats.then_some("this image is another one whenever its registry says so")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_without_a_version_float() {
        let all = FLOATING.iter().chain(&FLOATING_DOCKER).chain(&WITHDRAWN);
        assert!(!all.copied().any(|tag| tag.contains(|char: char| char.is_ascii_digit())));
        for image in [
            "a/b",
            "a/b:latest",
            "a/b:main",
            "r.io:5000/a/b",
            "docker:dind",
            "library/docker:stable-dind",
            "docker.io/library/docker:stable-dind",
            "a/b:nightly",
        ] {
            assert!(floating(image).is_some(), "{image}");
        }
        for image in
            ["a/b:1", "a/b:v2.329.0", "docker:28-dind", "a/b:dind", "a/b:ubuntu-22.04", "r.io:5000/a:1"]
        {
            assert!(floating(image).is_none(), "{image}");
        }
    }
}
