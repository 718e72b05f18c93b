//! Devices of the node that a container mounts.

use super::docker::is_privileged;
use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::text::Code;
use crate::yaml::Item;

/// What runners are given: a file there cannot be opened by being mounted alone.
/// With each what the resources of its plugins have in their names; those of `vfio` are named after any hardware.
const DEVICES: [(&str, &[&str]); 6] = [
    ("/dev/kvm", &["kvm"]),
    ("/dev/net/tun", &["tun"]),
    ("/dev/fuse", &["fuse"]),
    ("/dev/nvidia", &["nvidia", "gpu"]),
    ("/dev/vfio", &["/"]),
    ("/dev/dri", &["dri", "gpu"]),
];

pub(super) const RULES: Table = &[("", Rule::Ask(allowed))];

/// Only a device plugin or a privileged container may open a device.
fn allowed(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    let volumes = findings.list(pod, "volumes");
    let device = |volume: &Item| {
        let path = findings.text(volume, &["hostPath", "path"])?;
        let is_device = DEVICES.iter().any(|(device, _)| path.starts_with(device));
        is_device.then(|| Some((findings.text(volume, &["name"])?, path))).flatten()
    };
    let devices: Vec<_> = volumes.iter().filter_map(device).collect();
    if devices.is_empty() {
        return;
    }
    let list = path.key("containers");
    for (at, container) in findings.list(pod, "containers").iter().enumerate() {
        if is_privileged(findings, container) {
            continue;
        }
        let nth = list.index(at);
        let mounts = nth.key("volumeMounts");
        for (at, mount) in findings.list(container, "volumeMounts").iter().enumerate() {
            let Some(item) = findings.get(mount, "name") else { continue };
            let Some(name) = findings.string(&item) else { continue };
            let Some((_, device)) = devices.iter().find(|(volume, _)| *volume == name) else { continue };
            if is_granted(findings, container, device) {
                continue;
            }
            findings
                .add(
                    Code::DeviceDenied,
                    &item,
                    &mounts.index(at).key("name"),
                    format!("a container that is not privileged may not open `{device}`"),
                )
                .help("ask for it as a resource of a device plugin: in runners.json that is `kvm`, `gpu` or `custom_resources`");
        }
    }
}

/// Whether a device plugin opens the device for a container, where the mount of it does no harm.
fn is_granted(findings: &Findings<'_>, container: &Item, path: &str) -> bool {
    let limits = findings.at(container, &["resources", "limits"]);
    let limits = limits.map(|limits| findings.entries(&limits)).unwrap_or_default();
    let mut words =
        DEVICES.iter().filter(|(device, _)| path.starts_with(device)).flat_map(|(_, words)| *words);
    let is_of = |word: &&str| limits.iter().any(|(name, ..)| name.contains('/') && name.contains(*word));
    words.any(is_of)
}
