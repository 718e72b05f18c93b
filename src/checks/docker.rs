//! A Docker daemon beside the runner (<https://hub.docker.com/_/docker>).

use std::borrow::Cow;

use super::finding::Findings;
use super::garo::variable;
use super::path::Path;
use crate::text::Code;
use crate::yaml::{Content, Item};

/// Where GitHub's runner puts the files of a job.
const WORK: &str = "/home/runner/_work";

/// A Docker daemon beside the runner: what the two must share.
pub(super) fn check(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>, containers: &[Item]) {
    // All that the rules look at, in this container and the runner's.
    let mounts = containers.iter().filter_map(|other| findings.at(other, &["volumeMounts"]));
    let own = ["image", "securityContext", "resources", "args", "env"].into_iter();
    let items: Vec<Item> = mounts.chain(own.filter_map(|key| findings.at(container, &[key]))).collect();
    if !findings.due(&items) {
        return;
    }
    let image = findings.text(container, &["image"]).unwrap_or_default();
    if !image.split(['/', '@']).any(|part| part.starts_with("docker:") && part.contains("dind")) {
        return;
    }
    let image_item = findings.at(container, &["image"]).unwrap_or_else(|| container.clone());
    let privileged = findings.at(container, &["securityContext", "privileged"]);
    let is_privileged =
        privileged.is_some_and(|item| matches!(findings.document.content(&item), Content::Bool(true)));
    if !is_privileged && !image.contains("rootless") {
        findings
            .add(
                Code::DockerPrivileged,
                &image_item,
                path,
                "the Docker daemon does not start unless it is privileged",
            )
            .help("add `securityContext: {privileged: true}`");
    }
    if findings.at(container, &["resources", "limits"]).is_none() {
        findings
            .add(
                Code::DockerLimits,
                &image_item,
                path,
                "the Docker daemon has no limits: what jobs build in it can take all of the node",
            )
            .help("give it `resources.limits`: in runners.json that is `cpulim` and `memlim`, or `dind_resources`");
    }
    let args = findings.list(container, "args");
    let has = |findings: &Findings<'_>, start: &str| {
        args.iter()
            .find(|arg| findings.document.string(arg).is_some_and(|text| text.starts_with(start)))
            .cloned()
    };
    if let (Some(item), None) = (has(findings, "--mtu"), has(findings, "--default-network-opt")) {
        findings
            .add(
                Code::DockerMtu,
                &item,
                &path.key("args"),
                "`--mtu` is for the default bridge only: networks that jobs create keep 1500",
            )
            .help("add `--default-network-opt=bridge=com.docker.network.driver.mtu=…` with the same number");
    }
    shared(findings, container, path, containers, &image_item);
}

fn shared(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>, containers: &[Item], image: &Item) {
    let is_client = |other: &&Item| variable(findings, other, "DOCKER_HOST").is_some();
    let Some(client) = containers.iter().find(is_client) else { return };
    let (own, theirs) = (mounts(findings, container), mounts(findings, client));
    let certs = variable(findings, container, "DOCKER_TLS_CERTDIR").map(|(_, folder)| folder);
    let certs = certs.filter(|folder| !folder.is_empty());
    let shared = [
        (certs, "the certificates", Code::DockerCerts),
        (Some(Cow::Borrowed(WORK)), "the work folder", Code::DockerShare),
    ];
    for (folder, what, code) in shared {
        let Some(folder) = folder else { continue };
        if at(&own, &folder).is_none() || at(&own, &folder) != at(&theirs, &folder) {
            let message = format!("the runner and the Docker daemon do not share {what} at `{folder}`");
            findings
                .add(code, image, path, message)
                .help("mount the same volume at this path in both containers");
        }
    }
}

/// A volume and where it is mounted.
type Mount<'d> = (Cow<'d, str>, Cow<'d, str>);

fn mounts<'d>(findings: &Findings<'d>, container: &Item) -> Vec<Mount<'d>> {
    let mount =
        |mount: &Item| Some((findings.text(mount, &["name"])?, findings.text(mount, &["mountPath"])?));
    findings.list(container, "volumeMounts").iter().filter_map(mount).collect()
}

/// The volume at a path.
fn at<'m>(mounts: &'m [Mount<'_>], folder: &str) -> Option<&'m str> {
    mounts.iter().find(|(_, path)| path == folder).map(|(name, _)| &**name)
}
