//! How runners register with GitHub, and the operator with them.

use super::container;
use super::docker::daemon;
use super::env::{Variable, is_twice, variable};
use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::kubernetes::name;
use crate::text::Code;
use crate::yaml::{Content, Item};

/// Variables that name a runner, in GitHub's own runner and in images made around it.
const NAMES: [&str; 3] = ["ACTIONS_RUNNER_INPUT_NAME", "RUNNER_NAME", "RUNNER_NAME_PREFIX"];
/// An image with names of its own (its entrypoint.sh: `RUNNER_NAME_PREFIX`, or `github-runner`). The operator's authors have
/// one that is made from it (evryfs/github-actions-runner-operator issue 540).
const NAMING: &str = "myoung34/github-runner";
/// Variables that say where a runner registers, in images other than the operator's own.
pub(super) const PLACES: [&str; 8] = [
    "ACTIONS_RUNNER_INPUT_URL",
    "GITHUB_URL",
    "REPO_URL",
    "ORG_NAME",
    "RUNNER_URL",
    "RUNNER_ORG",
    "RUNNER_REPO",
    "ENTERPRISE_NAME",
];
/// Words in the names of variables that let a runner register without the operator's secret.
const TOKENS: [&str; 5] = ["TOKEN", "PAT", "APP", "JITCONFIG", "KEY"];

pub(super) const RULES: Table = &[
    ("hostNetwork", Rule::Ask(foreign)),
    ("hostname", Rule::Ask(foreign)),
    ("containers[]", Rule::Ask(names)),
    ("containers[]", Rule::ByVersion(named_by_image)),
    ("containers[]", Rule::Ask(scope)),
    ("", Rule::Ask(token)),
];

/// What gives a runner another name than its pod's.
fn foreign(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    // An empty hostname is none.
    match findings.content(item) {
        Content::Bool(false) | Content::Open => return,
        Content::Text(text) if text.is_empty() => return,
        _ => {}
    }
    let text = path.to_string();
    let key = text.rsplit('.').next().unwrap_or_default();
    let message = format!("with `{key}` a runner's name is not its pod's, by which the operator knows it");
    findings.add(Code::ForeignName, item, path, message).help(format!("remove `{key}`"));
}

/// GitHub's runner takes its name from .NET's `Environment.MachineName`, which ends at the first `.` of the hostname
/// (dotnet/runtime, Environment.Unix.cs), and the operator's runners begin with the whole name of their object.
pub(super) fn dotted(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let Some(name) = findings.string(item).filter(|name| name.contains('.')) else { return };
    findings.look_closely();
    let root = findings.root.clone();
    let pod = findings.at(&root, &["spec", "podTemplateSpec", "spec"]);
    let containers = pod.map(|pod| findings.list(&pod, "containers")).unwrap_or_default();
    let is_pod = |variable: Variable<'_>| variable.field.as_deref() == Some("metadata.name");
    let is_named =
        |container: &Item| NAMES.iter().any(|name| variable(findings, container, name).is_some_and(is_pod));
    // What else is wrong with the name has been said.
    if name::dns_subdomain(&name).is_err() || containers.iter().any(is_named) {
        return;
    }
    let message = "a runner's name ends at the first `.` of its pod's, and the operator does not know it";
    findings.add(Code::ForeignName, item, path, message).help(format!("write `{}`", name.replace('.', "-")));
}

/// An image whose runners have names of its own unless they are given one.
fn named_by_image(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>) {
    let Some(item) = findings.get(container, "image") else { return };
    // Most images are told at a glance.
    let Some(text) = findings.string(&item).filter(|text| text.contains("myoung34")) else { return };
    findings.look_closely();
    let (repository, _) = name::image_parts(&text);
    let is_theirs = repository.starts_with("quay.io/evryfs/") && repository.contains("myoung34");
    if !(repository.ends_with(NAMING) || is_theirs)
        || NAMES[1..].iter().any(|name| variable(findings, container, name).is_some())
    {
        return;
    }
    let message = "this image calls its runners `github-runner-…`, and the operator knows them by the names of their pods";
    findings
        .add(Code::ForeignName, &item, &path.key("image"), message)
        .help("add `RUNNER_NAME` with `valueFrom: {fieldRef: {fieldPath: metadata.name}}`");
}

/// The operator tells by its name which pod a runner is in.
fn names(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>) {
    // Most have none of these, which their values need not tell.
    if NAMES.iter().all(|name| variable(findings, container, name).is_none())
        || !is_runner(findings, container)
    {
        return;
    }
    let env = path.key("env");
    let is_pod = |variable: &Variable<'_>| variable.field.as_deref() == Some("metadata.name");
    let named = variable(findings, container, "RUNNER_NAME").is_some_and(|variable| is_pod(&variable));
    for name in NAMES {
        let Some(variable) = variable(findings, container, name) else { continue };
        // A prefix is for runners without a name; and what refers to other variables may be anything.
        let is_open = variable.text().is_none_or(|text| text.is_empty() || text.contains("$("));
        let other_field = variable.field.as_deref().is_some_and(|field| field != "metadata.name");
        if is_pod(&variable) || (is_open && !other_field) || (named && name == "RUNNER_NAME_PREFIX") {
            continue;
        }
        let message =
            format!("with `{name}` a runner's name is not its pod's, by which the operator knows it");
        let help = match name {
            "RUNNER_NAME_PREFIX" => {
                "add `RUNNER_NAME` with `valueFrom: {fieldRef: {fieldPath: metadata.name}}`"
            }
            _ => "remove it, or write `valueFrom: {fieldRef: {fieldPath: metadata.name}}`",
        };
        findings.add(Code::ForeignName, variable.place(), &env.index(variable.at), message).help(help);
    }
}

/// Whether a container is the runner: it has the operator's secret, or says where to register.
pub(super) fn is_runner(findings: &Findings<'_>, container: &Item) -> bool {
    let is_own = |source: &Item| {
        findings.text(source, &["secretRef", "name"]).is_some_and(|name| name.ends_with("-regtoken"))
    };
    findings.list(container, "envFrom").iter().any(is_own)
        || ["GH_ORG", "GH_REPO", "RUNNER_TOKEN"].into_iter().chain(NAMES).chain(PLACES).any(|name| {
            // Sidecars read `RUNNER_NAME` too, but only the runner reads the others.
            name != "RUNNER_NAME" && variable(findings, container, name).is_some()
        })
}

/// `GH_ORG` and `GH_REPO`, by which the operator's own image registers.
fn scope(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>) {
    let given = |name| variable(findings, container, name);
    let (org, repo) = (given("GH_ORG"), given("GH_REPO"));
    if org.is_none() && repo.is_none() {
        return;
    }
    let root = findings.root.clone();
    let spec = Path::new("spec");
    let of_object = |key| {
        let item = findings.at(&root, &["spec", key])?;
        let text = findings.string(&item).filter(|text| !text.is_empty())?;
        Some((item, text, spec.key(key)))
    };
    let (organization, repository) = (of_object("organization"), of_object("repository"));
    let env = path.key("env");
    for (name, given, wanted) in [("GH_ORG", &org, &organization), ("GH_REPO", &repo, &repository)] {
        let (Some(variable), Some((item, wanted, place))) = (given, wanted) else { continue };
        let Some(text) = variable.text().filter(|text| !text.contains("$(")) else { continue };
        if !text.eq_ignore_ascii_case(wanted) && !is_twice(findings, container, name) {
            let message = format!(
                "`{name}` is `{text}`, and the object is for `{wanted}`: the runner registers elsewhere"
            );
            findings
                .add(Code::WrongScope, variable.place(), &env.index(variable.at), message)
                .beside(item, place)
                .help("make the two the same");
        }
    }
    if let (Some(variable), None) = (&repo, &repository)
        && variable.text().is_some_and(|text| !text.is_empty())
    {
        let message =
            "the runner registers with a repository, and the operator looks for it in the organization";
        // What comes from the config the template has of its own.
        let help = if findings.is_printed(variable.place()) {
            "write the key `repository` in the place of this: the template makes the variable of it"
        } else {
            "add `repository` to the object, or remove `GH_REPO`"
        };
        findings.add(Code::WrongScope, variable.place(), &env.index(variable.at), message).help(help);
    }
    // What is no repository has been told of.
    let repository = repository.filter(|(_, text, _)| name::github_repository(text).is_ok());
    if let (Some(variable), None, Some((item, repository, place))) = (&org, &repo, &repository) {
        let message =
            "the runner registers with the organization, and the operator looks for it in the repository";
        findings
            .add(Code::WrongScope, variable.place(), &env.index(variable.at), message)
            .beside(item, place)
            .help(format!("add `GH_REPO` with `{repository}`"));
    }
}

/// Whether what is not read here may say where a runner registers: a source of more variables than the operator's secret, the
/// arguments of the runner, or a variable of another image.
fn may_have_place(findings: &Findings<'_>, runner: &Item) -> bool {
    let is_more = |source: &Item| {
        let secret = findings.text(source, &["secretRef", "name"]);
        secret.is_none_or(|name| !name.ends_with("-regtoken"))
    };
    let is_told = |arg: &Item| {
        let text = findings.string(arg);
        text.is_some_and(|text| text.contains("--url") || text.contains("github.com/"))
    };
    let is_place = |item: &Item| {
        let name = findings.text(item, &["name"]);
        name.is_some_and(|name| name.ends_with("_ORG") || name.ends_with("_URL"))
    };
    findings.list(runner, "envFrom").iter().any(is_more)
        || ["command", "args"].iter().any(|key| findings.list(runner, key).iter().any(is_told))
        || findings.list(runner, "env").iter().any(is_place)
}

/// Whether a variable of this name may let a runner register without the operator's secret.
pub(super) fn is_token(name: &str) -> bool {
    name.split('_').any(|word| TOKENS.contains(&word))
}

/// Whether anything lets the runner register.
fn token(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    let containers = container::all(findings, pod);
    let has = |names: &dyn Fn(&str) -> bool| {
        containers.iter().any(|(.., container)| {
            findings
                .list(container, "env")
                .iter()
                // One without a name has been told of, and may be any.
                .any(|item| findings.text(item, &["name"]).is_none_or(|name| names(&name)))
        })
    };
    let from_elsewhere = containers.iter().any(|(.., item)| !findings.list(item, "envFrom").is_empty())
        || findings.list(pod, "volumes").iter().any(|volume| {
            ["secret", "projected", "csi"].iter().any(|key| findings.get(volume, key).is_some())
        });
    let has_token = has(&is_token);
    let has_place = has(&|name| name == "GH_ORG" || PLACES.contains(&name));
    if (from_elsewhere || has_token) && has_place {
        return;
    }
    let list = path.key("containers");
    let is_candidate =
        |(list, _, item): &&(&str, usize, Item)| *list == "containers" && daemon(findings, item).is_none();
    let Some((_, at, runner)) = containers.iter().find(is_candidate) else { return };
    if !from_elsewhere && !has_token {
        let name = findings.object_name().unwrap_or_default();
        findings
            .add(
                Code::Unregistered,
                runner,
                &list.index(*at),
                "nothing gives the runner a token to register with",
            )
            .help(format!("add `envFrom: [{{secretRef: {{name: {name}-regtoken}}}}]`"));
    } else if !has_place && is_runner(findings, runner) && !may_have_place(findings, runner) {
        findings
            .add(Code::Unregistered, runner, &list.index(*at), "nothing says where the runner registers")
            .help("add the variable `GH_ORG`");
    }
}
