//! Volumes and their mounts, both ways.

use std::borrow::Cow;

use super::docker::{is_privileged, join};
use super::findings::Findings;
use super::path::Path;
use super::rule::{Places, Rule, Table};
use super::{claim, container, files, metadata, resources, runner_deployment};
use crate::kubernetes::{Quantity, name};
use crate::text::{Code, did_you_mean, suggest};
use crate::yaml::{Content, Item};

/// The permissions of files.
pub(super) const MODE: Rule = Rule::Ask(mode);

/// Why a claim that is made for a pod is given no more (`ValidateTemplateObjectMeta`).
const OWN_NAME: &str =
    "a claim that is made for a pod is named after it, and is given only labels and annotations";

/// What a volume is. One with no source is an `emptyDir`, which the API server fills in.
const RULES: Table = &[
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
    ("configMap", Rule::Needs(&["name"])),
    ("configMap.name", Rule::SomeName(name::dns_subdomain)),
    ("configMap.defaultMode", MODE),
    ("downwardAPI.defaultMode", MODE),
    ("persistentVolumeClaim", Rule::Needs(&["claimName"])),
    ("persistentVolumeClaim.claimName", Rule::SomeName(name::dns_subdomain)),
    ("ephemeral", Rule::Needs(&["volumeClaimTemplate"])),
    ("ephemeral.volumeClaimTemplate.metadata.name", Rule::Never(OWN_NAME)),
    ("ephemeral.volumeClaimTemplate.metadata.namespace", Rule::Never(OWN_NAME)),
    ("ephemeral.volumeClaimTemplate.metadata.finalizers", Rule::Never(OWN_NAME)),
    ("csi.nodePublishSecretRef", Rule::Needs(&["name"])),
    ("csi.nodePublishSecretRef.name", Rule::SomeName(name::dns_subdomain)),
    ("image.pullPolicy", Rule::Words(&["", "Always", "IfNotPresent", "Never"])),
    ("nfs", Rule::Needs(&["server", "path"])),
    ("nfs.path", Rule::Ask(from_root)),
    ("emptyDir.medium", Rule::Ask(medium)),
    ("emptyDir.sizeLimit", Rule::Ask(resources::bytes)),
];

/// How a container mounts them.
pub(super) const MOUNTS: Table = &[
    ("volumeMounts[]", Rule::Needs(&["mountPath"])),
    ("volumeMounts[]", Rule::AtMostOne(&["subPath", "subPathExpr"])),
    ("volumeMounts[].subPath", Rule::Ask(inside)),
    ("volumeMounts[].subPathExpr", Rule::Ask(inside)),
    ("volumeMounts[].mountPropagation", Rule::Words(&["None", "HostToContainer", "Bidirectional"])),
    ("volumeMounts[].recursiveReadOnly", Rule::Words(&["Disabled", "Enabled", "IfPossible"])),
    ("", Rule::Ask(propagation)),
    ("volumeDevices[]", Rule::Needs(&["devicePath"])),
    ("volumeDevices[].devicePath", Rule::Ask(no_steps_back)),
];

/// Volumes that are folders, and never devices.
const FOLDERS: [&str; 8] =
    ["configMap", "csi", "downwardAPI", "emptyDir", "hostPath", "nfs", "projected", "secret"];

/// A volume of a pod.
struct Volume<'d> {
    name: Cow<'d, str>,
    /// Where its name is.
    item: Item,
    /// Whether no container can have it as a device.
    is_folder: bool,
    /// Whether it is that of a claim which the object makes for each pod.
    is_template: bool,
}

/// The rules of a volume.
pub(super) fn places() -> Places {
    let mut places = Places::default().with("", RULES).with("projected", files::PROJECTED);
    for (list, table) in [
        ("secret.items[]", files::KEY),
        ("configMap.items[]", files::KEY),
        ("downwardAPI.items[]", files::FIELD),
        ("projected.sources[].secret.items[]", files::KEY),
        ("projected.sources[].configMap.items[]", files::KEY),
        ("projected.sources[].downwardAPI.items[]", files::FIELD),
    ] {
        places = places.with(list, table);
    }
    places
        .with("ephemeral.volumeClaimTemplate", metadata::OF_TEMPLATE)
        .with("ephemeral.volumeClaimTemplate.spec", claim::RULES)
}

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

fn from_root(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    if findings.string(item).is_some_and(|text| !text.is_empty() && !text.starts_with('/')) {
        findings.add(Code::InvalidField, item, path, "this path begins with `/`");
    }
}

/// Only a privileged container mounts for others too (`validateMountPropagation`), and what is read-only in all of its depth
/// is read-only and mounts nothing more (`ValidateVolumeMounts`).
fn propagation(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>) {
    let list = path.key("volumeMounts");
    for (at, mount) in findings.list(container, "volumeMounts").iter().enumerate() {
        let path = list.index(at);
        let item = findings.get(mount, "mountPropagation");
        let propagation = item.as_ref().and_then(|item| Some((item, findings.string(item)?)));
        if let Some((item, text)) = &propagation
            && text == "Bidirectional"
            && !is_privileged(findings, container)
        {
            let message = "only a privileged container can have `Bidirectional`";
            findings
                .add(Code::InvalidField, item, &path.key("mountPropagation"), message)
                .help("write `HostToContainer`, or `securityContext: {privileged: true}`");
        }
        let Some(item) = findings.get(mount, "recursiveReadOnly") else { continue };
        if !matches!(findings.string(&item).as_deref(), Some("Enabled" | "IfPossible")) {
            continue;
        }
        let is_read_only = findings.is_true(mount, "readOnly");
        let message = match propagation {
            _ if !is_read_only => "this needs `readOnly: true` beside it",
            Some((_, text)) if text != "None" => "this and a `mountPropagation` exclude each other",
            _ => continue,
        };
        findings.add(Code::InvalidField, &item, &path.key("recursiveReadOnly"), message).help(
            if is_read_only { "remove one of the two" } else { "add `readOnly: true`, or remove this" },
        );
    }
}

/// Permissions, which people think of in octal digits.
fn mode(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let Content::Integer(number) = findings.content(item) else { return };
    if (0..=0o777).contains(&number) {
        return;
    }
    let octal = i64::from_str_radix(&number.to_string(), 8).ok().filter(|octal| (0..=0o777).contains(octal));
    let help = octal.map(|octal| format!("write `{octal}`, which is {number} in octal digits"));
    findings.add(Code::InvalidField, item, path, "this is 0 to 511").help = help;
}

fn medium(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let Some(text) = findings.string(item) else { return };
    let is_pages = text.strip_prefix("HugePages-").is_some_and(|size| Quantity::parse(size).is_ok());
    if !matches!(&*text, "" | "Memory" | "HugePages") && !is_pages {
        let near = suggest(&text, ["Memory", "HugePages"]).map(did_you_mean);
        findings
            .add(Code::InvalidField, item, path, "this takes `Memory` or `HugePages`")
            .help(near.unwrap_or_else(|| "remove it for the disk of the node".to_owned()));
    }
}

/// That every mount has its volume, and every volume a mount.
pub(super) fn mounted(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    let volumes = volumes(findings, pod, path);
    let mut used = Vec::new();
    for (list, at, item) in &container::all(findings, pod) {
        let above = path.key(list);
        let nth = above.index(*at);
        used.extend(uses(findings, item, &nth, &volumes));
        devices(findings, item, &nth, &volumes);
    }
    let Some(beside) = beside(findings, pod) else { return };
    used.extend(beside);
    // A mount that does not say what it mounts has been told of, and may be of any volume.
    let is_open = |findings: &Findings<'_>| {
        container::all(findings, pod).iter().any(|(.., item)| {
            findings.list(item, "volumeMounts").iter().any(|mount| findings.get(mount, "name").is_none())
        })
    };
    let list = path.key("volumes");
    for (at, Volume { name, item, is_template, .. }) in volumes.iter().enumerate() {
        if *is_template {
            continue;
        }
        // Of two with one name the second has been told of.
        let is_second = volumes[..at].iter().any(|other| other.name == *name);
        if !is_second && !used.contains(name) && !is_open(findings) {
            let message = format!("no container mounts the volume `{name}`");
            findings
                .add(Code::UnusedVolume, item, &list.index(at).key("name"), message)
                .help("remove it, or mount it");
        }
    }
}

/// The names of the volumes that lists beside the volumes mount, as those of a summerwind `RunnerDeployment` do; none at
/// all where nothing here says what is mounted, as in the template of a virtual machine, which is no pod's.
fn beside<'d>(findings: &Findings<'d>, pod: &Item) -> Option<Vec<Cow<'d, str>>> {
    let lists = ["volumeMounts", "dockerVolumeMounts"].map(|key| findings.get(pod, key));
    if findings.get(pod, "containers").is_none() && lists.iter().all(Option::is_none) {
        return None;
    }
    let mounts = lists.iter().flatten().flat_map(|list| findings.items(list).into_owned());
    Some(mounts.filter_map(|mount| findings.text(&mount, &["name"])).collect())
}

fn volumes<'d>(findings: &mut Findings<'d>, pod: &Item, path: &Path<'_>) -> Vec<Volume<'d>> {
    let items = findings.list(pod, "volumes");
    let mut volumes: Vec<Volume<'d>> = Vec::with_capacity(items.len());
    let list = path.key("volumes");
    for (at, volume) in items.iter().enumerate() {
        let Some(item) = findings.get(volume, "name") else { continue };
        let Some(name) = findings.string(&item) else { continue };
        if let Some(first) = volumes.iter().find(|other| other.name == name) {
            let message = format!("there is another volume `{name}`");
            findings
                .add(Code::DuplicateItem, &item, &list.index(at).key("name"), message)
                .beside(&first.item, &list.key("name"))
                .help("give it another name, or remove it");
        }
        let is_folder = FOLDERS.iter().any(|source| findings.get(volume, source).is_some());
        volumes.push(Volume { name, item, is_folder, is_template: false });
    }
    volumes.extend(claims(findings));
    volumes
}

/// The volumes that a `StatefulSet`, and what is made as one, has for the claims that it makes for each of its pods.
fn claims<'d>(findings: &Findings<'d>) -> Vec<Volume<'d>> {
    let spec = findings.get(&findings.root, "spec");
    let templates = spec.map(|spec| findings.list(&spec, "volumeClaimTemplates")).unwrap_or_default();
    let claim = |template: &Item| {
        let item = findings.at(template, &["metadata", "name"])?;
        Some(Volume { name: findings.string(&item)?, item, is_folder: false, is_template: true })
    };
    templates.iter().filter_map(claim).collect()
}

/// A volume is a device of a container or mounted in it, and only a claim is a device (`ValidateVolumeDevices`).
fn devices(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>, volumes: &[Volume<'_>]) {
    let devices = findings.list(container, "volumeDevices");
    if devices.is_empty() {
        return;
    }
    let mounts = findings.list(container, "volumeMounts");
    let mounted: Vec<_> = mounts.iter().filter_map(|mount| findings.text(mount, &["name"])).collect();
    let mut seen = Vec::new();
    let list = path.key("volumeDevices");
    for (at, device) in devices.iter().enumerate() {
        let Some(item) = findings.get(device, "name") else { continue };
        let Some(name) = findings.string(&item) else { continue };
        let (nth, is_folder) =
            (list.index(at), |volume: &Volume<'_>| volume.name == name && volume.is_folder);
        let path = nth.key("name");
        if volumes.iter().any(is_folder) {
            findings
                .add(Code::InvalidField, &item, &path, format!("the volume `{name}` is no device"))
                .help("mount it in `volumeMounts`: only a claim can be a device");
        } else if mounted.contains(&name) {
            let message = format!("the volume `{name}` is mounted too, and a volume is a device or a folder");
            findings.add(Code::InvalidField, &item, &path, message).help("remove one of the two");
        } else if seen.contains(&name) {
            let message = format!("the volume `{name}` is a device of this container already");
            findings.add(Code::DuplicateItem, &item, &path, message);
        }
        seen.push(name);
    }
}

/// The names of the volumes that a container uses.
fn uses<'d>(
    findings: &mut Findings<'d>,
    container: &Item,
    path: &Path<'_>,
    volumes: &[Volume<'d>],
) -> Vec<Cow<'d, str>> {
    let mut used = Vec::new();
    let mut places: Vec<(String, Item)> = Vec::new();
    for (list, key) in [("volumeMounts", "mountPath"), ("volumeDevices", "devicePath")] {
        let above = path.key(list);
        for (at, mount) in findings.list(container, list).iter().enumerate() {
            let path = above.index(at);
            used.extend(volume_of(findings, mount, &path, volumes));
            let Some(item) = findings.get(mount, key) else { continue };
            let Some(text) = findings.string(&item).filter(|text| !text.is_empty()) else { continue };
            // A slash at the end, or two in a row, mean nothing.
            let place = join(&text, "");
            if let Some((_, first)) = places.iter().find(|(other, _)| *other == place) {
                let message = format!("something is mounted at `{text}` already");
                findings
                    .add(Code::DuplicateItem, &item, &path.key(key), message)
                    .beside(first, &above.key(key))
                    .help("mount it elsewhere, or remove it");
            }
            places.push((place, item));
        }
    }
    used
}

/// The volume of a mount, or the one that was probably meant.
fn volume_of<'d>(
    findings: &mut Findings<'d>,
    mount: &Item,
    path: &Path<'_>,
    volumes: &[Volume<'d>],
) -> Option<Cow<'d, str>> {
    let item = findings.get(mount, "name")?;
    let volume = findings.string(&item)?;
    if volumes.iter().any(|other| other.name == volume) || runner_deployment::has_volume(findings, &volume) {
        return Some(volume);
    }
    let near = suggest(&volume, volumes.iter().map(|other| &*other.name));
    // What is wrong with the name of the volume itself has been told of, and is nearly always all that is.
    if let Some(near) = near.filter(|near| near.to_lowercase() == *volume && name::dns_label(near).is_err()) {
        return Some(Cow::Owned(near.to_owned()));
    }
    let help = near
        .map_or_else(|| format!("add it to `volumes`: `{{name: {volume}, emptyDir: {{}}}}`"), did_you_mean);
    let message = format!("there is no volume `{volume}`, so no pod can be made");
    findings.add(Code::MissingVolume, &item, &path.key("name"), message).help(help);
    near.map(|near| Cow::Owned(near.to_owned()))
}
