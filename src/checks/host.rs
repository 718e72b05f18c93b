//! Where a runner looks for a Docker daemon: the containers of a pod have one network, `localhost`, and a file system each.

use super::container;
use super::docker::{Side, daemon, has_own_kernel, is_privileged, may_be};
use super::env::{Variable, is_twice, variable};
use super::findings::Findings;
use super::path::Path;
use super::registration::is_runner;
use super::rule::{Rule, Table};
use crate::text::Code;
use crate::yaml::Item;

/// Where the daemon listens if it is not told otherwise, and where its clients look for it.
const SOCKETS: [&str; 2] = ["/var/run/docker.sock", "/run/docker.sock"];
/// How a container calls its own pod.
pub(super) const LOCAL: [&str; 4] = ["localhost", "127.0.0.1", "[::1]", "0.0.0.0"];

pub(super) const RULES: Table = &[("", Rule::Ask(host)), ("", Rule::Ask(no_host))];

/// A container: its list, its place there, itself.
type Container = (&'static str, usize, Item);

/// What is wrong with `DOCKER_HOST`, and what to write.
type Problem = (String, &'static str);

fn host(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    let all = container::all(findings, pod);
    let Some((client, variable)) = client(findings, &all) else { return };
    if is_twice(findings, &client.2, "DOCKER_HOST") {
        return;
    }
    let host = variable.text().unwrap_or_default();
    let problem = match host.strip_prefix("unix://") {
        Some(path) => by_socket(findings, pod, &all, client, path),
        None => address(host).and_then(|address| by_network(findings, pod, &all, client, address)),
    };
    let Some((message, help)) = problem else { return };
    let list = path.key(client.0);
    let nth = list.index(client.1);
    findings.add(Code::DockerHost, variable.place(), &nth.key("env").index(variable.at), message).help(help);
}

/// The container that looks for a daemon, and its `DOCKER_HOST`: of several the runner, or else one that runs beside the
/// daemon, as init containers have ended by then.
pub(super) fn client<'a, 'd>(
    findings: &Findings<'d>,
    all: &'a [Container],
) -> Option<(&'a Container, Variable<'d>)> {
    let told = |one: &'a Container| Some((one, variable(findings, &one.2, "DOCKER_HOST")?));
    let mut told: Vec<_> = all.iter().filter_map(told).collect();
    // Most pods have one, and who is the runner need not be asked.
    if told.len() > 1 {
        let runner = told.iter().position(|(one, _)| is_runner(findings, &one.2));
        let beside = || told.iter().position(|(one, _)| one.0 == "containers");
        let at = runner.or_else(beside).unwrap_or_default();
        return Some(told.swap_remove(at));
    }
    told.pop()
}

/// The containers of a pod beside one.
pub(super) fn others<'a>(all: &'a [Container], one: &'a Container) -> impl Iterator<Item = &'a Container> {
    all.iter().filter(|other| (other.0, other.1) != (one.0, one.1))
}

/// Whether there is a daemon beside a container.
fn has_daemon(findings: &Findings<'_>, all: &[Container], client: &Container) -> bool {
    others(all, client).any(|other| may_be(findings, &other.2) && daemon(findings, &other.2).is_some())
}

fn by_socket(
    findings: &Findings<'_>,
    pod: &Item,
    all: &[Container],
    client: &Container,
    path: &str,
) -> Option<Problem> {
    let is_mounted = Side::new(findings, pod, client).is_none_or(|side| side.place(path).is_some());
    if is_mounted || !SOCKETS.contains(&path) || !has_daemon(findings, all, client) {
        return None;
    }
    let message = format!("the Docker daemon is in another container, and its `{path}` is not in this one");
    Some((message, "write `tcp://localhost:2376`, or mount one volume at `/var/run` in both containers"))
}

/// The host and the port of a daemon that is reached by network.
pub(super) fn address(host: &str) -> Option<(&str, &str)> {
    host.strip_prefix("tcp://")?.trim_end_matches('/').rsplit_once(':')
}

fn by_network(
    findings: &Findings<'_>,
    pod: &Item,
    all: &[Container],
    client: &Container,
    (host, port): (&str, &str),
) -> Option<Problem> {
    if LOCAL.contains(&host) {
        let listens = |other: &Container| {
            let ports = findings.list(&other.2, "ports");
            let is_port = |item: &Item| {
                findings.number(item, "containerPort").is_none_or(|(number, _)| number.to_string() == port)
            };
            ports.is_empty() || ports.iter().any(is_port) || is_privileged(findings, &other.2)
        };
        if others(all, client).any(listens) || is_privileged(findings, &client.2) || has_own_kernel(findings)
        {
            return None;
        }
        let message = format!("nothing in the pod listens on port {port}");
        return Some((
            message,
            "add a Docker daemon, `\"dind\": true` in runners.json, or remove the variable",
        ));
    }
    let is_named = |other: &Container| findings.is(&other.2, "name", host);
    if !others(all, client).any(is_named) || findings.get(pod, "hostAliases").is_some() {
        return None;
    }
    let message = format!("`{host}` is the name of a container: the containers of a pod are at `localhost`");
    Some((message, "write `localhost` in its place"))
}

/// A runner beside a daemon that it is not told of.
fn no_host(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    let all = container::all(findings, pod);
    let is_told = |container: &Container| {
        ["DOCKER_HOST", "DOCKER_CONTEXT"].iter().any(|name| variable(findings, &container.2, name).is_some())
            || findings
                .list(&container.2, "envFrom")
                .iter()
                .any(|from| findings.get(from, "configMapRef").is_some())
    };
    if all.iter().any(is_told) {
        return;
    }
    let is_client =
        |container: &&Container| !may_be(findings, &container.2) && is_runner(findings, &container.2);
    let Some(client) = all.iter().find(is_client) else { return };
    let Some(side) = Side::new(findings, pod, client) else { return };
    if SOCKETS.iter().any(|path| side.place(path).is_some()) || !has_daemon(findings, &all, client) {
        return;
    }
    let list = path.key(client.0);
    findings
        .add(
            Code::DockerHost,
            &client.2,
            &list.index(client.1),
            "nothing tells the runner where the Docker daemon beside it is",
        )
        .help("add the variable `DOCKER_HOST` with `tcp://localhost:2376`, and those for TLS");
}
