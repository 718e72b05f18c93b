//! A Docker daemon beside the runner (<https://hub.docker.com/_/docker>).

use std::borrow::Cow;

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::Item;

pub(super) const RULES: Table = &[
    ("containers[]", Rule::ByVersion(rules)),
    ("initContainers[]", Rule::ByVersion(rules)),
    ("initContainers[]", Rule::Ask(sidecar)),
];

/// What a daemon needs by itself.
fn rules(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>) {
    let Some(image) = daemon(findings, container) else { return };
    findings.look_closely();
    privileged(findings, container, &image, path);
    limits(findings, container, &image, path);
    mtu(findings, container, path);
}

/// The image of a container that is Docker's own daemon, perhaps from a mirror.
pub(super) fn daemon(findings: &Findings<'_>, container: &Item) -> Option<Item> {
    let item = findings.get(container, "image")?;
    let text = findings.string(&item).filter(|text| text.contains("dind"))?;
    let (repository, tag) = name::image_parts(&text);
    let name = repository.rsplit('/').next().unwrap_or_default();
    let is_daemon = match name {
        "docker" => tag.is_some_and(|tag| tag.contains("dind")),
        "dind" | "docker-dind" | "dind-rootless" | "docker-dind-rootless" => true,
        _ => false,
    };
    is_daemon.then_some(item)
}

fn privileged(findings: &mut Findings<'_>, container: &Item, image: &Item, path: &Path<'_>) {
    let is_privileged = is_privileged(findings, container);
    let is_rootless = findings.string(image).is_some_and(|text| text.contains("rootless"));
    if !is_privileged && !is_rootless && !has_own_kernel(findings) {
        let message = "the Docker daemon does not start unless it is privileged";
        let context = path.key("securityContext");
        match findings.at(container, &["securityContext", "privileged"]) {
            Some(item) => findings
                .add(Code::DockerPrivileged, &item, &context.key("privileged"), message)
                .help("write `true`"),
            None => findings
                .add(Code::DockerPrivileged, image, path, message)
                .help("add `securityContext: {privileged: true}`"),
        }
    }
}

/// Whether the pods have a runtime that may start a daemon without privileges, as Sysbox and Kata do. NVIDIA's does not.
pub(super) fn has_own_kernel(findings: &Findings<'_>) -> bool {
    let class = |template| findings.text(&findings.root, &["spec", template, "spec", "runtimeClassName"]);
    let class = class("podTemplateSpec").or_else(|| class("template"));
    class.is_some_and(|class| !class.contains("nvidia"))
}

pub(super) fn is_privileged(findings: &Findings<'_>, container: &Item) -> bool {
    findings.get(container, "securityContext").is_some_and(|context| findings.is_true(&context, "privileged"))
}

fn limits(findings: &mut Findings<'_>, container: &Item, image: &Item, path: &Path<'_>) {
    let limits = findings.at(container, &["resources", "limits"]);
    if limits.as_ref().is_some_and(|limits| findings.get(limits, "memory").is_some()) {
        return;
    }
    let resources = path.key("resources");
    let within = resources.key("limits");
    // Where a template prints the keys too, nothing of it is to change.
    let is_text =
        |map: &Item| findings.entries(map).first().is_none_or(|(_, key, _)| !findings.is_printed(key));
    let (item, place) = match (&limits, findings.get(container, "resources")) {
        (Some(limits), _) if is_text(limits) => (limits.clone(), &within),
        (None, Some(item)) if is_text(&item) => (item, &resources),
        _ => (image.clone(), path),
    };
    let message = match limits.filter(|limits| !findings.entries(limits).is_empty()) {
        Some(_) => "the Docker daemon has no limit of memory: what jobs build in it can take all of the node",
        None => "the Docker daemon has no limits: what jobs build in it can take all of the node",
    };
    findings.add(Code::DockerLimits, &item, place, message).help(
        "give it `resources.limits`: in runners.json that is `cpulim` and `memlim`, or `dind_resources`",
    );
}

fn mtu(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>) {
    let args = findings.list(container, "args");
    let find = |start: &str| {
        args.iter().enumerate().find_map(|(at, arg)| {
            let text = findings.string(arg)?;
            Some((at, arg, text.strip_prefix(start)?.to_owned()))
        })
    };
    let Some((at, item, bridge)) = find("--mtu") else { return };
    let (message, help) = match find("--default-network-opt") {
        None => (
            "`--mtu` is for the default bridge only: networks that jobs create keep 1500".to_owned(),
            "add `--default-network-opt=bridge=com.docker.network.driver.mtu=…` with the same number",
        ),
        Some((.., others)) => match others.rsplit_once("com.docker.network.driver.mtu=") {
            Some((_, mtu)) if !bridge.is_empty() && bridge.trim_start_matches('=') != mtu => (
                format!("the networks that jobs create have another MTU, {mtu}"),
                "write the same number in both",
            ),
            _ => return,
        },
    };
    findings.add(Code::DockerMtu, item, &path.key("args").index(at), message).help(help);
}

/// An init container runs to its end before the others start, unless it is a sidecar.
fn sidecar(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>) {
    let Some(image) = daemon(findings, container) else { return };
    if !findings.is(container, "restartPolicy", "Always") {
        findings
            .add(
                Code::InvalidField,
                &image,
                path,
                "the Docker daemon does not end, and the other containers wait for its end",
            )
            .help("move it to `containers`");
    }
}

/// Where something is in the volumes of a pod.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place<'d> {
    pub(super) volume: Cow<'d, str>,
    path: String,
}

/// One side: the container, its path in the pod, and what it mounts where.
pub(super) struct Side<'d> {
    pub(super) item: Item,
    pub(super) list: &'static str,
    pub(super) at: usize,
    mounts: Vec<(String, Place<'d>)>,
}

/// Whether a container may be a daemon: a privileged one, or one whose image the template says.
pub(super) fn may_be(findings: &Findings<'_>, container: &Item) -> bool {
    let image = findings.get(container, "image");
    is_privileged(findings, container)
        || (image.is_some_and(|image| !findings.is_open(&image)) && daemon(findings, container).is_some())
}

/// What a container mounts where; none where that cannot be told, as of a mount without its path or its volume, or
/// of two at one path.
fn mounts<'d>(findings: &Findings<'d>, pod: &Item, container: &Item) -> Option<Vec<(String, Place<'d>)>> {
    let volumes = findings.list(pod, "volumes");
    let mount = |mount: &Item| {
        let volume = findings.text(mount, &["name"])?;
        let is_it = |item: &&Item| findings.is(item, "name", &volume);
        let on_host = findings.text(volumes.iter().find(is_it)?, &["hostPath", "path"]);
        let inside = findings.text(mount, &["subPath"]).unwrap_or_default();
        let place = match on_host {
            // Two volumes can be the same folder of the node.
            Some(path) => Place { volume: Cow::Borrowed("/"), path: join(&path, &inside) },
            None => Place { volume, path: join("", &inside) },
        };
        Some((join(&findings.text(mount, &["mountPath"])?, ""), place))
    };
    let mounts: Vec<_> = findings.list(container, "volumeMounts").iter().map(mount).collect::<Option<_>>()?;
    let is_twice =
        |(at, (path, _)): (usize, &(String, Place<'_>))| mounts[..at].iter().any(|(other, _)| other == path);
    (!mounts.iter().enumerate().any(is_twice)).then_some(mounts)
}

/// Two paths as one, without a slash at either end.
pub(super) fn join(one: &str, other: &str) -> String {
    let parts = [one, other].into_iter().flat_map(|path| path.split('/'));
    parts.filter(|part| !part.is_empty() && *part != ".").collect::<Vec<_>>().join("/")
}

impl<'d> Side<'d> {
    pub(super) fn new(
        findings: &Findings<'d>,
        pod: &Item,
        (list, at, item): &(&'static str, usize, Item),
    ) -> Option<Self> {
        Some(Side { item: item.clone(), list, at: *at, mounts: mounts(findings, pod, item)? })
    }

    /// Where a path of the container is in the volumes; none where it is in none of them.
    pub(super) fn place(&self, path: &str) -> Option<Place<'d>> {
        let path = join(path, "");
        let inside = |mounted: &str| {
            let rest = path.strip_prefix(mounted)?;
            (mounted.is_empty() || rest.is_empty() || rest.starts_with('/')).then_some(rest.to_owned())
        };
        let (rest, place) = self
            .mounts
            .iter()
            .filter_map(|(mounted, place)| Some((inside(mounted)?, place)))
            .min_by_key(|(rest, _)| rest.len())?;
        Some(Place { volume: place.volume.clone(), path: join(&place.path, &rest) })
    }

    /// Whether a place of the volumes is mounted anywhere, or what it is in.
    pub(super) fn has(&self, place: Option<&Place<'_>>) -> bool {
        let Some(place) = place else { return false };
        let holds = |mounted: &Place<'_>| {
            let rest = place.path.strip_prefix(&*mounted.path);
            mounted.volume == place.volume
                && rest
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || mounted.path.is_empty())
        };
        self.mounts.iter().any(|(_, mounted)| holds(mounted))
    }

    /// Whether something is mounted at the same path in both, and is the same there.
    pub(super) fn shares(&self, other: &Self, name: impl Fn(&str) -> bool) -> bool {
        self.mounts.iter().any(|mount| name(&mount.0) && other.mounts.contains(mount))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_in_the_nearest_mount() {
        let place = |volume: &'static str, path: &str| Place { volume: volume.into(), path: path.to_owned() };
        let side = Side {
            item: Item::Node(0),
            list: "containers",
            at: 0,
            mounts: vec![
                ("certs".to_owned(), place("certs", "")),
                ("certs/client".to_owned(), place("other", "a")),
            ],
        };
        assert_eq!(side.place("/certs/server/x"), Some(place("certs", "server/x")));
        assert_eq!(side.place("/certs/client/"), Some(place("other", "a")));
        assert_eq!(side.place("/certificates"), None);
    }
}
