//! `release`

use std::fmt::Write as _;

use anyhow::Context as _;
use camino::Utf8Path;
use serde_json::{Value, json};

use super::path::inside;
use super::{Exit, Io, config, kind, made::made, tell};
use crate::cli::{Callers, ReleaseWorkflow, VarName, VarValue};
use crate::cli::{Job, PlanFormat, Release, ReleaseMatrix, ReleasePlan, ReleaseType, ReleaseVar, TypeFormat};
use crate::keys::list;
use crate::kubernetes::Arch;
use crate::output;
use crate::release::variable::{self, Outcome};
use crate::release::{self, Event, Kind, Manifest, Plan, Workflow};
use crate::shell::word;
use crate::text::{Diagnostics, Sources, suggest};

/// The most characters of a job's outputs (docs.github.com/actions/reference/limits; counted in UTF-16 units).
const OUTPUT: usize = (1 << 20) / 2;

/// Everything about a release.
pub(super) fn release(command: &Release, quiet: bool, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    match command {
        Release::Plan(args) => plan(args, quiet, io),
        Release::Matrix(args) => matrix(args, quiet, io),
        Release::Type(args) => kind(args, quiet, io),
        Release::Workflow(args) => workflow(args, quiet, io),
        Release::Var(ReleaseVar::Name(args)) => var_name(args, io),
        Release::Var(ReleaseVar::Value(args)) => var_value(args, io),
    }
}

fn manifest(file: &Utf8Path, quiet: bool, io: &mut Io<'_>) -> anyhow::Result<Option<Manifest>> {
    checked(file, &|_, _| {}, quiet, io)
}

/// A manifest without errors; what is wrong with it, and with what is asked of it, is reported.
fn checked(
    file: &Utf8Path,
    more: &dyn Fn(&Plan<'_>, &mut Diagnostics),
    quiet: bool,
    io: &mut Io<'_>,
) -> anyhow::Result<Option<Manifest>> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let mut manifest = None;
    if let Some(source) = config::read(file, &mut sources, &mut diagnostics, io)? {
        manifest = Manifest::read(&source, &mut diagnostics);
        kind::Kind::Manifest.expect(&source, file, &diagnostics)?;
    }
    if let Some(manifest) = &manifest {
        more(&Plan::new(manifest), &mut diagnostics);
    }
    let diagnostics = tell(diagnostics, &sources, quiet, io)?;
    Ok(manifest.filter(|_| !diagnostics.has_errors()))
}

fn print(text: &str, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    output::write_all(io.stdout, |out| out.write_all(text.as_bytes()))?;
    Ok(Exit::Fine)
}

fn plan(args: &ReleasePlan, quiet: bool, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let Some(manifest) = manifest(&args.file, quiet, io)? else { return Ok(Exit::Failed) };
    let plan = Plan::new(&manifest);
    let text = match args.format {
        PlanFormat::Text => release::text(&plan),
        PlanFormat::Json => format!("{:#}\n", release::data(&plan)),
        PlanFormat::Mermaid => release::mermaid(&plan),
    };
    print(&text, io)
}

fn matrix(args: &ReleaseMatrix, quiet: bool, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let Some(manifest) = manifest(&args.file, quiet, io)? else { return Ok(Exit::Failed) };
    let plan = Plan::new(&manifest);
    let matrices = release::matrices(&plan);
    let levels = matrices.len();
    let wanted: Vec<_> =
        matrices.into_iter().filter(|(level, _)| args.level.is_none_or(|wanted| wanted == *level)).collect();
    anyhow::ensure!(
        !wanted.is_empty(),
        "there is no level {} in the plan; the last is {}",
        args.level.unwrap_or_default(),
        levels.saturating_sub(1)
    );
    if args.github_output {
        return print(&github_output(&plan, levels, wanted)?, io);
    }
    let mut wanted = wanted.into_iter();
    let shown = match args.level {
        Some(_) => wanted.next().map(|(_, matrix)| matrix).unwrap_or_default(),
        None => {
            wanted.map(|(level, matrix)| json!({ "level": level, "include": matrix["include"] })).collect()
        }
    };
    print(&format!("{shown:#}\n"), io)
}

/// Some matrices of a plan, and what goes where in the package.
fn github_output(plan: &Plan<'_>, levels: usize, wanted: Vec<(usize, Value)>) -> anyhow::Result<String> {
    let levels = ("levels".to_owned(), levels.into());
    let lines = wanted.into_iter().map(|(level, matrix)| (format!("level_{level}"), matrix));
    let package = [("package".to_owned(), plan.package()), ("artifacts".to_owned(), plan.artifacts())];
    outputs([levels].into_iter().chain(package).chain(lines))
}

/// Lines for `$GITHUB_OUTPUT`; strings as they are, everything else as JSON.
fn outputs(fields: impl IntoIterator<Item = (String, Value)>) -> anyhow::Result<String> {
    let mut text = String::new();
    for (name, value) in fields {
        match value {
            Value::String(value) => writeln!(text, "{name}={value}")?,
            value => writeln!(text, "{name}={value}")?,
        }
    }
    let size = text.encode_utf16().count();
    anyhow::ensure!(
        size <= OUTPUT,
        "this is larger than the 1 MB that GitHub takes as the outputs of a job; say in `depends_on` which components need less than all of lower levels"
    );
    Ok(text)
}

fn workflow(args: &ReleaseWorkflow, quiet: bool, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let calls = args.callers == Callers::Workflows;
    for (flag, given, known) in [("state", &args.state, 0), ("store", &args.store, 1)] {
        let known = &release::parts()[known];
        anyhow::ensure!(
            known.contains(&given.as_str()),
            "--{flag} `{given}`: there are {}",
            list(known.iter().copied())
        );
    }
    anyhow::ensure!(args.component.is_none() || calls, "--component needs `--callers workflows`");
    anyhow::ensure!(
        !(args.dynamic && calls),
        "--dynamic needs `--callers steps`: a caller for each component is static"
    );
    anyhow::ensure!(
        !args.dynamic || args.state != "outputs",
        "--dynamic needs `--state artifacts` or `--state variables`: outputs have the names of the jobs that are known now"
    );
    let path = inside(&args.file)?;
    // The workflow gives the path to commands, which would take it for standard input or for an option.
    anyhow::ensure!(
        !args.dynamic || !path.starts_with('-'),
        "--dynamic needs the name of a file that does not begin with `-`, and this is `{path}`"
    );
    let command = command(args);
    let asked = Workflow {
        state: &args.state,
        calls,
        store: &args.store,
        dynamic: args.dynamic,
        manifest: &path,
        command: &command,
    };
    let check = |plan: &Plan<'_>, diagnostics: &mut Diagnostics| plan.check(&asked, diagnostics);
    let Some(manifest) = checked(&args.file, &check, quiet, io)? else { return Ok(Exit::Failed) };
    let plan = Plan::new(&manifest);
    if args.dynamic {
        // What is too large now is too large when the workflow runs.
        github_output(&plan, plan.levels.len(), release::matrices(&plan))?;
    }
    let text = match &args.component {
        None => plan.workflow(&asked)?,
        Some(name) => {
            let names = manifest.components.iter().map(|component| component.name.as_str());
            let near =
                suggest(name, names).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            let component = manifest.components.iter().find(|component| component.name == *name);
            plan.component_workflow(
                component.with_context(|| format!("there is no component `{name}`{near}"))?,
                &asked,
            )?
        }
    };
    made(&text, &args.made, io)
}

/// The command that makes a workflow.
fn command(args: &ReleaseWorkflow) -> String {
    let mut command = format!("runner-ymls release workflow {}", word(args.file.as_str()));
    let options = [
        (args.state != "outputs").then(|| format!(" --state {}", args.state)),
        (args.callers == Callers::Workflows).then(|| " --callers workflows".to_owned()),
        (args.store != "s3").then(|| format!(" --store {}", args.store)),
        args.dynamic.then(|| " --dynamic".to_owned()),
        args.component.as_ref().map(|name| format!(" --component {}", word(name))),
    ];
    command.extend(options.into_iter().flatten());
    command
}

/// A variable of the runner's environment.
fn env(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// What the flags say about an event, and the environment of GitHub's runner about the rest.
fn event(args: &ReleaseType) -> anyhow::Result<Event> {
    let given = |flag: &Option<String>, name| flag.clone().or_else(|| env(name)).unwrap_or_default();
    let event = Event {
        name: given(&args.event, "GITHUB_EVENT_NAME"),
        reference: given(&args.reference, "GITHUB_REF"),
        base: given(&args.base_ref, "GITHUB_BASE_REF"),
        commit: given(&args.sha, "GITHUB_SHA"),
        run: given(&args.run_number, "GITHUB_RUN_NUMBER"),
    };
    anyhow::ensure!(
        !event.name.is_empty(),
        "nothing says which event this is; give `--event push`, or run this where GITHUB_EVENT_NAME is set"
    );
    let Event { commit, run, .. } = &event;
    let is_commit = (7..=64).contains(&commit.len()) && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    anyhow::ensure!(
        commit.is_empty() || is_commit,
        "--sha is 7 to 64 hexadecimal digits, and this is `{}`",
        commit.escape_debug()
    );
    anyhow::ensure!(
        run.bytes().all(|byte| byte.is_ascii_digit()),
        "--run-number is a number, and this is `{}`",
        run.escape_debug()
    );
    Ok(event)
}

fn kind(args: &ReleaseType, quiet: bool, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let event = event(args)?;
    // What the run may do does not follow from which event it is asked about.
    let fork = args.fork || is_fork()?;
    let kind = Kind::of(&event);
    let mut fields = json!({ "type": kind.to_string() });
    let mut dry_run = fork || args.dry_run;
    if let Some(file) = &args.file {
        let Some(manifest) = manifest(file, quiet, io)? else { return Ok(Exit::Failed) };
        if let Some((what, flag, name)) = kind.lacks(&event) {
            anyhow::bail!(
                "nothing says {what} this {kind} is of; give `{flag}`, or run this where {name} is set"
            );
        }
        fields["version"] = kind.version(&manifest.version, &event).into();
        dry_run |= manifest.dry_run;
    }
    fields["dry_run"] = dry_run.into();
    if !args.github_output && args.format == TypeFormat::Json {
        return print(&format!("{fields:#}\n"), io);
    }
    let lines = outputs(fields.as_object().cloned().unwrap_or_default())?;
    print(&if args.github_output { lines } else { lines.replace('=', " ") }, io)
}

/// Whether the event that GitHub's runner describes is a pull request from another repository, or of Dependabot, which is
/// treated as one (docs.github.com/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions).
fn is_fork() -> anyhow::Result<bool> {
    let Some(path) = env("GITHUB_EVENT_PATH") else { return Ok(false) };
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read the event {path}"))?;
    let event: serde_json::Value =
        serde_json::from_str(&text).with_context(|| format!("cannot read the event {path}"))?;
    let repository = |side| event.pointer(&format!("/pull_request/{side}/repo/full_name"));
    let is_dependabot = env("GITHUB_ACTOR").as_deref() == Some("dependabot[bot]");
    Ok(event.get("pull_request").is_some() && (is_dependabot || repository("head") != repository("base")))
}

/// What the flags say about a job: the architecture, and the key of its result.
fn job(job: &Job) -> anyhow::Result<(Arch, String)> {
    let arch = Arch::parse(&job.arch).with_context(|| {
        let near = Arch::meant(&job.arch).map(|near| format!("; did you mean `{near}`?"));
        format!("unknown architecture `{}`{}", job.arch, near.unwrap_or_default())
    })?;
    for (flag, value) in [("component", &job.component), ("build-type", &job.build_type)] {
        anyhow::ensure!(
            value.contains(|c: char| c.is_ascii_alphanumeric()),
            "--{flag} has no letter or digit"
        );
    }
    Ok((arch, variable::key(&job.component, arch, &job.build_type)))
}

fn var_name(args: &VarName, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let (_, key) = job(&args.job)?;
    let run = args.run_id.clone().or_else(|| env("GITHUB_RUN_ID"));
    let run = run
        .context("nothing says which run this is; give `--run-id`, or run this where GITHUB_RUN_ID is set")?;
    anyhow::ensure!(
        !run.is_empty() && run.bytes().all(|byte| byte.is_ascii_digit()),
        "--run-id is a number, and this is `{run}`"
    );
    let name = variable::name(&key, &run, &args.prefix).map_err(anyhow::Error::msg)?;
    print(&format!("{name}\n"), io)
}

fn var_value(args: &VarValue, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let (arch, _) = job(&args.job)?;
    let attempt = args.attempt.or_else(|| env("GITHUB_RUN_ATTEMPT")?.parse().ok()).unwrap_or(1);
    let value = Outcome {
        component: &args.job.component,
        arch,
        build_type: &args.job.build_type,
        status: args.status.name(),
        path: &args.path,
        digest: args.digest.as_deref(),
        attempt,
    };
    let value = value.json();
    anyhow::ensure!(
        value.len() <= variable::LONGEST,
        "this is larger than the 48 KB that GitHub takes as a variable"
    );
    print(&format!("{value}\n"), io)
}
