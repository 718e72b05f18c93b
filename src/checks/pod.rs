//! Kubernetes' own rules for pods, which no schema says.
//!
//! The rules are those of kubernetes/pkg/apis/core/validation/validation.go. An operator's resource is accepted without
//! them, and then no pod can be made.

use std::borrow::Cow;

use super::finding::Findings;
use super::path::Path;
use super::resources;
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::{Content, Item};

/// Where pod templates are in the objects that have one.
const TEMPLATES: [[&str; 2]; 2] = [["spec", "podTemplateSpec"], ["spec", "template"]];

pub(super) fn check(findings: &mut Findings<'_>, root: &Item) {
    metadata(findings, root, &Path::new("metadata"), true);
    for place in TEMPLATES {
        let Some(template) = findings.at(root, &place) else { continue };
        let spec = Path::new(place[0]);
        let path = spec.key(place[1]);
        metadata(findings, &template, &path.key("metadata"), false);
        if let Some(spec) = findings.at(&template, &["spec"]) {
            pod(findings, &spec, &path.key("spec"));
        }
    }
}

fn metadata(findings: &mut Findings<'_>, object: &Item, path: &Path<'_>, is_own: bool) {
    let Some(metadata) = findings.at(object, &["metadata"]) else { return };
    if is_own {
        for (key, check) in [("name", name::dns_subdomain as fn(&str) -> _), ("namespace", name::dns_label)] {
            let Some(item) = findings.at(&metadata, &[key]).filter(|item| findings.due([item])) else {
                continue;
            };
            if let Some(text) = findings.document.string(&item) {
                findings.name(check(&text), &item, &path.key(key));
            }
        }
    }
    if let Some(labels) = findings.at(&metadata, &["labels"]) {
        self::labels(findings, &labels, &path.key("labels"), name::label_value);
    }
    if let Some(annotations) = findings.at(&metadata, &["annotations"]) {
        labels(findings, &annotations, &path.key("annotations"), |_| Ok(()));
    }
}

fn labels(findings: &mut Findings<'_>, map: &Item, path: &Path<'_>, check: fn(&str) -> Result<(), String>) {
    if !findings.due([map]) {
        return;
    }
    let Content::Map(entries) = findings.document.content(map) else { return };
    for (key, key_item, value) in entries {
        findings.name(name::label_key(&key), &key_item, path);
        match findings.document.content(&value) {
            Content::Text(text) => findings.name(check(&text), &value, &path.key(&key)),
            Content::Null => {}
            _ => findings
                .add(Code::WrongFieldType, &value, &path.key(&key), "this takes a string")
                .help("put it in double quotes"),
        }
    }
}

fn pod(findings: &mut Findings<'_>, spec: &Item, path: &Path<'_>) {
    if let Some(selector) = findings.at(spec, &["nodeSelector"]) {
        labels(findings, &selector, &path.key("nodeSelector"), name::label_value);
    }
    for list in ["initContainers", "containers"] {
        for (at, item) in findings.list(spec, list).iter().enumerate() {
            let above = path.key(list);
            let path = above.index(at);
            image(findings, item, &path);
            env(findings, item, &path);
            ports(findings, item, &path);
            resources::check(findings, item, &path);
        }
    }
    names(findings, spec, path);
    mounted(findings, spec, path);
}

/// All containers with their places in the pod.
fn containers(findings: &Findings<'_>, spec: &Item) -> Vec<(&'static str, usize, Item)> {
    let lists = ["initContainers", "containers"].into_iter();
    lists
        .flat_map(|list| {
            findings.list(spec, list).into_iter().enumerate().map(move |(at, item)| (list, at, item))
        })
        .collect()
}

fn names(findings: &mut Findings<'_>, spec: &Item, path: &Path<'_>) {
    let all = containers(findings, spec);
    let items: Vec<_> = all.iter().map(|(.., item)| findings.at(item, &["name"])).collect();
    if !findings.due(items.iter().flatten()) {
        return;
    }
    let mut names: Vec<Cow<'_, str>> = Vec::with_capacity(all.len());
    for ((list, at, _), item) in all.iter().zip(items) {
        let Some(item) = item else { continue };
        let Some(text) = findings.document.string(&item) else { continue };
        let above = path.key(list);
        let nth = above.index(*at);
        let path = nth.key("name");
        findings.name(name::dns_label(&text), &item, &path);
        if names.contains(&text) {
            findings.add(Code::DuplicateItem, &item, &path, format!("there is another container `{text}`"));
        }
        names.push(text);
    }
}

/// Volumes and their mounts, both ways.
fn mounted(findings: &mut Findings<'_>, spec: &Item, path: &Path<'_>) {
    let all = containers(findings, spec);
    let mut items: Vec<Item> =
        all.iter().filter_map(|(.., item)| findings.at(item, &["volumeMounts"])).collect();
    items.extend(findings.at(spec, &["volumes"]));
    if !findings.due(&items) {
        return;
    }
    let volumes = volumes(findings, spec, path);
    let mut used = Vec::new();
    for (list, at, item) in &all {
        let above = path.key(list);
        used.extend(mounts(findings, item, &above.index(*at), &volumes));
    }
    for (name, item) in volumes.iter().filter(|(name, _)| !used.contains(name)) {
        let message = format!("no container mounts the volume `{name}`");
        findings.add(Code::UnusedVolume, item, &path.key("volumes"), message).help("remove it, or mount it");
    }
}

fn volumes<'d>(findings: &mut Findings<'d>, spec: &Item, path: &Path<'_>) -> Vec<(Cow<'d, str>, Item)> {
    let items = findings.list(spec, "volumes");
    let mut volumes: Vec<(Cow<'d, str>, Item)> = Vec::with_capacity(items.len());
    for (at, volume) in items.iter().enumerate() {
        let Some(item) = findings.at(volume, &["name"]) else { continue };
        let Some(text) = findings.document.string(&item) else { continue };
        let above = path.key("volumes");
        let nth = above.index(at);
        let path = nth.key("name");
        findings.name(name::dns_label(&text), &item, &path);
        if volumes.iter().any(|(other, _)| *other == text) {
            findings.add(Code::DuplicateItem, &item, &path, format!("there is another volume `{text}`"));
        }
        volumes.push((text, item));
    }
    volumes
}

fn image(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>) {
    let path = path.key("image");
    let item = findings.at(container, &["image"]);
    if !findings.due(item.as_ref()) {
        return;
    }
    let Some(item) = item else {
        findings.add(Code::MissingField, container, &path, "a container needs an `image`");
        return;
    };
    let Some(image) = findings.document.string(&item) else {
        findings.add(Code::MissingField, &item, &path, "a container needs an `image`");
        return;
    };
    if let Err(reason) = name::image(&image) {
        let (rule, hint) = reason.split_once("; ").unwrap_or((&reason, ""));
        findings.add(Code::BadName, &item, &path, rule).help = (!hint.is_empty()).then(|| hint.to_owned());
        return;
    }
    let tag = image.rsplit('/').next().unwrap_or_default().split_once(':').map(|(_, tag)| tag);
    let why = match tag {
        _ if image.contains('@') => return,
        None | Some("latest") => "this image is another one whenever its registry says so",
        Some("stable-dind" | "stable") if image.starts_with("docker:") => {
            "this tag is no longer kept: its engine is years old"
        }
        _ => return,
    };
    findings.add(Code::FloatingTag, &item, &path, why).help("name a version: `image:1.2.3`");
}

fn env(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>) {
    let variables = findings.list(container, "env");
    let names: Vec<Item> = variables.iter().filter_map(|variable| findings.at(variable, &["name"])).collect();
    if !variables.is_empty() && findings.due(&names) {
        variables_of(findings, &variables, path);
    }
    if let Some(sources) = findings.at(container, &["envFrom"]).filter(|sources| findings.due([sources])) {
        sources_of(findings, &sources, path);
    }
}

fn variables_of(findings: &mut Findings<'_>, variables: &[Item], path: &Path<'_>) {
    let mut seen: Vec<Cow<'_, str>> = Vec::with_capacity(variables.len());
    for (at, variable) in variables.iter().enumerate() {
        let above = path.key("env");
        let path = above.index(at);
        let value = findings.at(variable, &["value"]);
        if let (Some(item), Some(_)) = (&value, findings.at(variable, &["valueFrom"])) {
            findings.add(Code::InvalidField, item, &path, "a variable has `value` or `valueFrom`, not both");
        }
        let Some(item) = findings.at(variable, &["name"]) else { continue };
        let Some(text) = findings.document.string(&item) else { continue };
        findings.name(name::env_name(&text), &item, &path.key("name"));
        if seen.contains(&text) {
            findings
                .add(Code::DuplicateItem, &item, &path, format!("the variable `{text}` is set twice"))
                .help("remove one of the two: Kubernetes would keep the last and say nothing");
        }
        seen.push(text);
    }
}

fn sources_of(findings: &mut Findings<'_>, sources: &Item, path: &Path<'_>) {
    let sources = findings.document.items(sources);
    for (at, source) in sources.iter().enumerate() {
        let given =
            ["configMapRef", "secretRef"].iter().filter(|key| findings.at(source, &[key]).is_some()).count();
        if given != 1 {
            let above = path.key("envFrom");
            let path = above.index(at);
            findings.add(
                Code::InvalidField,
                source,
                &path,
                "this takes either `configMapRef` or `secretRef`",
            );
        }
    }
}

fn ports(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>) {
    let Some(ports) = findings.at(container, &["ports"]).filter(|ports| findings.due([ports])) else {
        return;
    };
    let ports = findings.document.items(&ports);
    for (at, port) in ports.iter().enumerate() {
        let Some(item) = findings.at(port, &["containerPort"]) else { continue };
        if let Content::Integer(number) = findings.document.content(&item)
            && !(1..=65535).contains(&number)
        {
            let above = path.key("ports");
            let nth = above.index(at);
            let path = nth.key("containerPort");
            findings.add(Code::InvalidField, &item, &path, "a port is 1 to 65535");
        }
    }
}

/// The names of the volumes that a container mounts.
fn mounts<'d>(
    findings: &mut Findings<'d>,
    container: &Item,
    path: &Path<'_>,
    volumes: &[(Cow<'d, str>, Item)],
) -> Vec<Cow<'d, str>> {
    let mounts = findings.list(container, "volumeMounts");
    let mut used = Vec::with_capacity(mounts.len());
    let mut paths: Vec<Cow<'d, str>> = Vec::with_capacity(mounts.len());
    for (at, mount) in mounts.iter().enumerate() {
        let above = path.key("volumeMounts");
        let path = above.index(at);
        if let Some(item) = findings.at(mount, &["name"])
            && let Some(volume) = findings.document.string(&item)
        {
            if !volumes.iter().any(|(name, _)| *name == volume) {
                let near = crate::text::suggest(&volume, volumes.iter().map(|(name, _)| &**name));
                let help = near.map_or_else(
                    || format!("add it to `volumes`: `{{name: {volume}, emptyDir: {{}}}}`"),
                    |near| format!("did you mean `{near}`?"),
                );
                let message = format!("there is no volume `{volume}`, so no pod can be made");
                // What was meant is used.
                used.extend(near.map(|near| Cow::Owned(near.to_owned())));
                findings.add(Code::MissingVolume, &item, &path.key("name"), message).help(help);
            }
            used.push(volume);
        }
        if let Some(item) = findings.at(mount, &["mountPath"])
            && let Some(text) = findings.document.string(&item)
        {
            if paths.contains(&text) {
                let message = format!("something is mounted at `{text}` already");
                findings.add(Code::DuplicateItem, &item, &path.key("mountPath"), message);
            }
            paths.push(text);
        }
    }
    used
}
