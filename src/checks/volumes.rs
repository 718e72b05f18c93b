//! Volumes and their mounts, both ways.

use std::borrow::Cow;

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use super::{container, resources};
use crate::kubernetes::name;
use crate::text::{Code, suggest};
use crate::yaml::{Content, Item};

/// The permissions of files.
const MODE: Rule = Rule::Range(0, 0o777);

/// What a volume is. One with no source is an `emptyDir`, which the API server fills in.
pub(super) const RULES: Table = &[
    ("name", Rule::Name(name::dns_label)),
    ("", Rule::Ask(one_source)),
    ("hostPath", Rule::Needs(&["path"])),
    ("hostPath.path", Rule::Ask(no_steps_back)),
    (
        "hostPath.type",
        Rule::Words(&[
            "",
            "DirectoryOrCreate",
            "Directory",
            "FileOrCreate",
            "File",
            "Socket",
            "CharDevice",
            "BlockDevice",
        ]),
    ),
    ("secret", Rule::Needs(&["secretName"])),
    ("secret.secretName", Rule::SomeName(name::dns_subdomain)),
    ("secret.defaultMode", MODE),
    ("secret.items[].mode", MODE),
    ("secret.items[]", Rule::Needs(&["key", "path"])),
    ("secret.items[].path", Rule::Ask(inside)),
    ("configMap", Rule::Needs(&["name"])),
    ("configMap.name", Rule::SomeName(name::dns_subdomain)),
    ("configMap.defaultMode", MODE),
    ("configMap.items[].mode", MODE),
    ("configMap.items[]", Rule::Needs(&["key", "path"])),
    ("configMap.items[].path", Rule::Ask(inside)),
    ("projected.defaultMode", MODE),
    ("downwardAPI.defaultMode", MODE),
    ("persistentVolumeClaim", Rule::Needs(&["claimName"])),
    ("persistentVolumeClaim.claimName", Rule::SomeName(name::dns_subdomain)),
    ("nfs", Rule::Needs(&["server", "path"])),
    ("emptyDir.medium", Rule::Ask(medium)),
    ("emptyDir.sizeLimit", Rule::Ask(resources::amount)),
];

/// How a container mounts them.
pub(super) const MOUNTS: Table = &[
    ("volumeMounts[]", Rule::Needs(&["mountPath"])),
    ("volumeMounts[].subPath", Rule::Ask(inside)),
    ("volumeMounts[].subPathExpr", Rule::Ask(inside)),
    ("volumeMounts[].mountPropagation", Rule::Words(&["None", "HostToContainer", "Bidirectional"])),
    ("volumeDevices[]", Rule::Needs(&["devicePath"])),
];

/// A volume has one source; what is misspelt among the keys the schema tells.
fn one_source(findings: &mut Findings<'_>, volume: &Item, path: &Path<'_>) {
    let entries = findings.entries(volume);
    let is_source = |(key, _, value): &&(Cow<'_, str>, Item, Item)| {
        key != "name" && matches!(findings.content(value), Content::Map(_))
    };
    let sources: Vec<_> = entries.iter().filter(is_source).collect();
    if let [(one, ..), (other, item, _), ..] = sources.as_slice() {
        let message = format!("a volume is one thing, and this is `{one}` and `{other}`");
        findings.add(Code::InvalidField, item, path, message).help("remove one of the two");
    }
}

fn no_steps_back(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    if findings.string(item).is_some_and(|text| text.split('/').any(|part| part == "..")) {
        findings.add(Code::InvalidField, item, path, "this path cannot have `..` in it");
    }
}

/// A path that stays inside of a volume.
pub(super) fn inside(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    if findings.string(item).is_some_and(|text| text.starts_with('/')) {
        findings
            .add(Code::InvalidField, item, path, "this path is relative")
            .help("write it without the `/` at its beginning");
    }
    no_steps_back(findings, item, path);
}

fn medium(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let Some(text) = findings.string(item) else { return };
    if !matches!(&*text, "" | "Memory" | "HugePages") && !text.starts_with("HugePages-") {
        findings
            .add(Code::InvalidField, item, path, "this takes `Memory` or `HugePages`")
            .help("remove it for the disk of the node");
    }
}

/// That every mount has its volume, and every volume a mount.
pub(super) fn mounted(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    let volumes = volumes(findings, pod, path);
    let mut used = Vec::new();
    for (list, at, item) in &container::all(findings, pod) {
        let above = path.key(list);
        used.extend(uses(findings, item, &above.index(*at), &volumes));
    }
    let list = path.key("volumes");
    for (at, (name, item)) in volumes.iter().enumerate() {
        // Of two with one name the second has been told of.
        let is_second = volumes[..at].iter().any(|(other, _)| other == name);
        if !is_second && !used.contains(name) {
            let message = format!("no container mounts the volume `{name}`");
            findings
                .add(Code::UnusedVolume, item, &list.index(at).key("name"), message)
                .help("remove it, or mount it");
        }
    }
}

fn volumes<'d>(findings: &mut Findings<'d>, pod: &Item, path: &Path<'_>) -> Vec<(Cow<'d, str>, Item)> {
    let items = findings.list(pod, "volumes");
    let mut volumes: Vec<(Cow<'d, str>, Item)> = Vec::with_capacity(items.len());
    let list = path.key("volumes");
    for (at, volume) in items.iter().enumerate() {
        let Some(item) = findings.get(volume, "name") else { continue };
        let Some(text) = findings.string(&item) else { continue };
        if volumes.iter().any(|(other, _)| *other == text) {
            let message = format!("there is another volume `{text}`");
            findings.add(Code::DuplicateItem, &item, &list.index(at).key("name"), message);
        }
        volumes.push((text, item));
    }
    volumes
}

/// The names of the volumes that a container uses.
fn uses<'d>(
    findings: &mut Findings<'d>,
    container: &Item,
    path: &Path<'_>,
    volumes: &[(Cow<'d, str>, Item)],
) -> Vec<Cow<'d, str>> {
    let mut used = Vec::new();
    for (list, place) in [("volumeMounts", "mountPath"), ("volumeDevices", "devicePath")] {
        let mut paths: Vec<Cow<'d, str>> = Vec::new();
        let above = path.key(list);
        for (at, mount) in findings.list(container, list).iter().enumerate() {
            let path = above.index(at);
            used.extend(volume_of(findings, mount, &path, volumes));
            let Some(item) = findings.get(mount, place) else { continue };
            let Some(text) = findings.string(&item).filter(|text| !text.is_empty()) else { continue };
            if paths.contains(&text) {
                let message = format!("something is mounted at `{text}` already");
                findings.add(Code::DuplicateItem, &item, &path.key(place), message);
            }
            paths.push(text);
        }
    }
    used
}

/// The volume of a mount, or the one that was probably meant.
fn volume_of<'d>(
    findings: &mut Findings<'d>,
    mount: &Item,
    path: &Path<'_>,
    volumes: &[(Cow<'d, str>, Item)],
) -> Option<Cow<'d, str>> {
    let item = findings.get(mount, "name")?;
    let volume = findings.string(&item)?;
    if volumes.iter().any(|(name, _)| *name == volume) {
        return Some(volume);
    }
    let near = suggest(&volume, volumes.iter().map(|(name, _)| &**name));
    let help = near.map_or_else(
        || format!("add it to `volumes`: `{{name: {volume}, emptyDir: {{}}}}`"),
        |near| format!("did you mean `{near}`?"),
    );
    let message = format!("there is no volume `{volume}`, so no pod can be made");
    findings.add(Code::MissingVolume, &item, &path.key("name"), message).help(help);
    near.map(|near| Cow::Owned(near.to_owned()))
}
