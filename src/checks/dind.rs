//! What a runner and the Docker daemon beside it must agree on.

use super::container;
use super::docker::{Side, daemon, may_be};
use super::env::{DAEMON, is_twice, variable};
use super::findings::Findings;
use super::host::{LOCAL, address, client, others};
use super::path::Path;
use super::registration::is_runner;
use super::rule::{Rule, Table};
use crate::text::Code;
use crate::yaml::Item;

/// Where GitHub's runner is, and in it where it puts the files of a job.
const HOME: &str = "/home/runner";
const WORK: &str = "_work";
/// The ports of a daemon without TLS, and with it.
const PORTS: [&str; 2] = ["2375", "2376"];

pub(super) const RULES: Table = &[("", Rule::Ask(talk)), ("", Rule::Ask(work))];

/// The value of a variable, or what it is where it is not given; none where it comes from elsewhere.
fn value(findings: &Findings<'_>, container: &Item, name: &str, default: &str) -> Option<String> {
    match variable(findings, container, name) {
        Some(variable) => variable.text().map(str::to_owned),
        None => Some(default.to_owned()),
    }
}

/// A container that talks to a daemon, and each of the others that may be one.
fn pairs<'d>(findings: &Findings<'d>, pod: &Item) -> Vec<(Side<'d>, Side<'d>)> {
    let all = container::all(findings, pod);
    let Some((client, _)) = client(findings, &all) else { return Vec::new() };
    others(&all, client)
        .filter(|other| may_be(findings, &other.2))
        .filter_map(|other| Some((Side::new(findings, pod, other)?, Side::new(findings, pod, client)?)))
        .collect()
}

/// Whether another container than this one is the runner, and its work folder is no matter of this one.
fn is_other(findings: &Findings<'_>, pod: &Item, client: &Item) -> bool {
    !is_runner(findings, client)
        && container::all(findings, pod).iter().any(|(.., other)| is_runner(findings, other))
}

/// Whether one of the two sides has a variable for the daemon twice, and only one of both can be right.
fn has_twice(findings: &Findings<'_>, sides: [&Side<'_>; 2]) -> bool {
    DAEMON.iter().any(|name| sides.iter().any(|side| is_twice(findings, &side.item, name)))
}

/// A problem between a runner and a daemon: the variable it is about, what is wrong and what to write.
type Problem = (&'static str, Code, String, String);

/// Asks of each pair whether there is a problem, and only then whether it is a daemon: its image is most often a value.
fn each(
    findings: &mut Findings<'_>,
    pod: &Item,
    path: &Path<'_>,
    problem: fn(&Findings<'_>, &Side<'_>, &Side<'_>) -> Option<Problem>,
) {
    for (other, client) in pairs(findings, pod) {
        let Some((name, code, message, help)) = problem(findings, &other, &client) else { continue };
        let is_share = code == Code::DockerShare;
        if daemon(findings, &other.item).is_none()
            || (is_share && is_other(findings, pod, &client.item))
            || (!is_share && !is_usual(findings, &other.item))
            || (!is_share && has_twice(findings, [&other, &client]))
        {
            continue;
        }
        if is_share
            && name == "DOCKER_HOST"
            && let Some((item, at)) = elsewhere(findings, &other, &client)
        {
            let list = path.key(other.list);
            let nth = list.index(other.at);
            let mounts = nth.key("volumeMounts");
            findings.add(code, &item, &mounts.index(at).key("mountPath"), message).help(help);
            continue;
        }
        let found = variable(findings, &client.item, name)
            .or_else(|| variable(findings, &client.item, "DOCKER_HOST"))
            .map_or((client.item.clone(), 0), |variable| (variable.place().clone(), variable.at));
        let list = path.key(client.list);
        let nth = list.index(client.at);
        findings.add(code, &found.0, &nth.key("env").index(found.1), message).help(help);
    }
}

/// Where the daemon mounts the volume that the runner has its work folder in, though at another path.
fn elsewhere(findings: &Findings<'_>, daemon: &Side<'_>, client: &Side<'_>) -> Option<(Item, usize)> {
    let volume = client.place(&format!("{HOME}/{WORK}"))?.volume;
    let mounts = findings.list(&daemon.item, "volumeMounts");
    let at = mounts.iter().position(|mount| findings.text(mount, &["name"]) == Some(volume.clone()))?;
    Some((findings.get(&mounts[at], "mountPath")?, at))
}

fn talk(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    each(findings, pod, path, talks);
}

fn work(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    each(findings, pod, path, works);
}

/// How the runner reaches the daemon: its port, and the certificates that it has for it.
fn talks(findings: &Findings<'_>, daemon: &Side<'_>, client: &Side<'_>) -> Option<Problem> {
    // The image itself says `/certs`.
    let folder = value(findings, &daemon.item, "DOCKER_TLS_CERTDIR", "/certs")?;
    let verify = value(findings, &client.item, "DOCKER_TLS_VERIFY", "")?;
    let host = value(findings, &client.item, "DOCKER_HOST", "")?;
    let (host, port) = address(&host)?;
    if !LOCAL.contains(&host) {
        return None;
    }
    let is_secure = PORTS.iter().position(|known| *known == port)? == 1;
    // What the pod does not say, the image of the runner may.
    let may_have = client.has(daemon.place(&format!("{folder}/client")).as_ref());
    let (message, help) = match (folder.is_empty(), is_secure, verify.is_empty()) {
        (true, true, _) => (
            "the Docker daemon has no TLS, and listens on port 2375",
            "write `tcp://localhost:2375`, or give the daemon `DOCKER_TLS_CERTDIR: /certs`",
        ),
        (false, false, _) => (
            "the Docker daemon has TLS, and listens on port 2376",
            "write `tcp://localhost:2376`, or give the daemon an empty `DOCKER_TLS_CERTDIR`",
        ),
        (false, true, true) if !may_have => (
            "the Docker daemon has TLS, and the runner does not use it",
            "add `DOCKER_TLS_VERIFY: \"1\"` and `DOCKER_CERT_PATH` to the runner",
        ),
        (true, false, false) => (
            "the Docker daemon has no TLS, and the runner insists on it",
            "remove `DOCKER_TLS_VERIFY` from the runner",
        ),
        (false, true, true) if variable(findings, &client.item, "DOCKER_TLS").is_none() => {
            let message = "the Docker daemon has TLS, and nothing here tells the runner to use it";
            let help = "add `DOCKER_TLS_VERIFY: \"1\"` to the runner";
            return Some(("DOCKER_HOST", Code::DockerHost, message.to_owned(), help.to_owned()));
        }
        (true, false, true) | (false, true, true) => return None,
        (false, true, false) => return certificates(findings, daemon, client, &folder, may_have),
    };
    Some(("DOCKER_HOST", Code::DockerCerts, message.to_owned(), help.to_owned()))
}

/// Whether a daemon listens where its image says: not with a command or hosts of its own.
fn is_usual(findings: &Findings<'_>, daemon: &Item) -> bool {
    let own = ["-H", "--host", "--tls"];
    let is_usual = |arg: &Item| {
        let text = findings.string(arg);
        text.is_some_and(|text| text.starts_with('-') && !own.iter().any(|own| text.starts_with(own)))
    };
    findings.get(daemon, "command").is_none() && findings.list(daemon, "args").iter().all(is_usual)
}

/// The daemon writes the certificates of its clients into `client` of its folder.
fn certificates(
    findings: &Findings<'_>,
    daemon: &Side<'_>,
    client: &Side<'_>,
    folder: &str,
    may_have: bool,
) -> Option<Problem> {
    let certs = value(findings, &client.item, "DOCKER_CERT_PATH", "")?;
    let written = daemon.place(&format!("{folder}/client"));
    let is_found =
        if certs.is_empty() { may_have } else { written.is_some() && written == client.place(&certs) };
    if is_found {
        return None;
    }
    let at = if certs.is_empty() { format!("{HOME}/.docker") } else { certs };
    let message = format!("the runner and the Docker daemon do not share the certificates at `{at}`");
    let help = format!(
        "mount one volume at `{folder}` in both containers, and write `DOCKER_CERT_PATH: {folder}/client`"
    );
    Some(("DOCKER_CERT_PATH", Code::DockerCerts, message, help))
}

/// Whether a client looks for its daemon outside of the pod, and the one beside it is for something else.
fn is_remote(host: &str) -> bool {
    address(host).is_some_and(|(host, _)| !LOCAL.contains(&host))
}

/// Jobs mount their files into containers: the daemon must have them at the same path.
fn works(findings: &Findings<'_>, daemon: &Side<'_>, client: &Side<'_>) -> Option<Problem> {
    let host = value(findings, &client.item, "DOCKER_HOST", "").unwrap_or_default();
    if is_remote(&host) {
        return None;
    }
    let own = ["ACTIONS_RUNNER_INPUT_WORK", "RUNNER_WORKDIR"];
    let given = own.into_iter().find(|name| variable(findings, &client.item, name).is_some());
    let folder = given.map_or(Some(WORK.to_owned()), |name| value(findings, &client.item, name, ""));
    // What refers to other variables may be anything.
    let name = folder.filter(|folder| !folder.is_empty() && !folder.contains("$("))?;
    let folder = if name.starts_with('/') { name.clone() } else { format!("{HOME}/{name}") };
    let place = client.place(&folder);
    // Not all images have the same home; some call the folder `work`.
    let is_work = |path: &str| {
        let last = path.rsplit('/').next().unwrap_or_default();
        last == name || (given.is_none() && last == "work")
    };
    if (place.is_some() && place == daemon.place(&folder)) || client.shares(daemon, is_work) {
        return None;
    }
    let message = format!("the runner and the Docker daemon do not share the work folder at `{folder}`");
    let help = "mount the same volume at this path in both containers";
    let help = given.map_or(help.to_owned(), |name| format!("{help}, or leave `{name}` out"));
    Some((given.unwrap_or("DOCKER_HOST"), Code::DockerShare, message, help))
}
