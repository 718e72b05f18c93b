//! The GitHub workflow that builds a release, from `templates/release`.
//!
//! Each store, each kind of builder and each way to pass results on is a folder or a file of its own there; a new one takes its
//! lines in `src/template/folder.rs` besides, and a builder one in `keys.rs`. Named here are only those that dry runs use, and those that GitHub limits; what is built elsewhere is in an S3 store
//! whatever the store of the release.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::kind::MAIN;
use super::manifest::{Component, Location};
use super::matrix::entry;
use super::plan::{Job, Plan};
use crate::actions::{long_job, workflow};
use crate::kubernetes::Arch;
use crate::template::Folder;
use crate::text::{Code, Diagnostic, Diagnostics};

/// The most callable workflows of a workflow (docs.github.com/actions/reference/workflows-and-actions/reusing-workflow-configurations).
const CALLS: usize = 50;
/// The most variables of a repository, and the most bytes of them and those of the organization in a run
/// (docs.github.com/actions/reference/workflows-and-actions/variables#limits-for-configuration-variables).
const VARIABLES: (usize, usize) = (500, 256 << 10);
/// About what a result takes, besides the names in it: its JSON, with a digest.
const RESULT: usize = 300;
/// The most bytes of one variable of the environment on Linux (`MAX_ARG_STRLEN`).
const ENVIRONMENT: usize = 128 << 10;

/// What dry runs use: it stays inside of the run, and so it needs no secrets, which a fork does not have.
const DRY: [(&str, &str); 2] = [("release/state", "artifacts"), ("release/stores", "github")];

/// What a workflow is made for.
#[derive(Clone, Copy, Debug)]
pub struct Workflow<'a> {
    /// How results get from job to job.
    pub state: &'a str,
    /// Whether each component has a callable workflow of its own.
    pub calls: bool,
    /// Where components and the package go.
    pub store: &'a str,
    /// Whether the workflow reads the manifest when it runs.
    pub dynamic: bool,
    /// The manifest, as seen from the top of the repository.
    pub manifest: &'a str,
    /// The command that makes the workflow, for its first line.
    pub command: &'a str,
}

/// The ways to pass results on, and the stores that there are.
pub fn parts() -> [Vec<&'static str>; 2] {
    ["release/state", "release/stores"].map(Folder::parts)
}

impl Plan<'_> {
    /// The workflow.
    pub fn workflow(&self, asked: &Workflow<'_>) -> anyhow::Result<String> {
        let size: usize = self.jobs().map(|(_, job)| result(job)).sum();
        if asked.state == "outputs" && size > ENVIRONMENT {
            let is_enough = self.workflow(&Workflow { state: "artifacts", ..*asked }).is_ok();
            let help = if is_enough { "give `--state artifacts`" } else { &smaller(asked) };
            let count = self.jobs().count();
            anyhow::bail!(
                "the results of {count} jobs are larger than the 128 KB that a program takes; {help}"
            );
        }
        workflow("release/release.yml.j2", &self.values(asked, None), &smaller(asked))
    }

    /// The callable workflow of a component.
    pub fn component_workflow(&self, component: &Component, asked: &Workflow<'_>) -> anyhow::Result<String> {
        workflow("release/component.yml.j2", &self.values(asked, Some(component)), &smaller(asked))
    }

    /// Reports what GitHub has too little of for such a workflow.
    pub fn check(&self, asked: &Workflow<'_>, diagnostics: &mut Diagnostics) {
        let Some(first) = self.manifest.components.first() else { return };
        let mut push = |code, message: String, at: &Component, help: &str| {
            diagnostics.push(Diagnostic::new(code, message).at(at.span, "").help(help));
        };
        if let Some(one_more) = self.manifest.components.get(CALLS).filter(|_| asked.calls) {
            let count = self.manifest.components.len();
            let message =
                format!("{count} components with a workflow of their own, and GitHub allows {CALLS}");
            push(Code::TooManyWorkflows, message, one_more, "build them with `--callers steps`");
        }
        if asked.calls {
            self.check_ids(diagnostics);
        }
        if asked.state == "variables" {
            self.check_variables(first, diagnostics);
        }
    }

    /// Reports components whose jobs GitHub does not take, or takes for one. It compares their names without case.
    fn check_ids(&self, diagnostics: &mut Diagnostics) {
        let mut seen: BTreeMap<String, &Component> = BTreeMap::new();
        for component in &self.manifest.components {
            let id = id(component);
            let long = long_job(&id, component.span);
            diagnostics.extend(long.map(|found| found.help("build components with `--callers steps`")));
            if let Some(first) = seen.insert(id.to_ascii_lowercase(), component) {
                let message = format!("`{}` and `{}` give the same job `{id}`", first.name, component.name);
                let found = Diagnostic::new(Code::VariableCollision, message)
                    .at(component.span, "give this another name")
                    .label(first.span, "first");
                diagnostics.push(found.help("or build components with `--callers steps`"));
            }
        }
    }

    /// Reports more variables than there can be.
    fn check_variables(&self, first: &Component, diagnostics: &mut Diagnostics) {
        let mut push = |code, message: String, help: &str| {
            diagnostics.push(Diagnostic::new(code, message).at(first.span, "").help(help));
        };
        let (count, size) = (self.jobs().count(), self.jobs().map(|(_, job)| result(job)).sum::<usize>());
        let help = "pass results on with `--state outputs` or `--state artifacts`";
        if count > VARIABLES.0 || size > VARIABLES.1 {
            let message = format!(
                "a run needs {count} variables of about {} KB, and GitHub allows {} in a repository, and 256 KB with those of its organization",
                size >> 10,
                VARIABLES.0
            );
            push(Code::TooManyVariables, message, help);
        } else if count > VARIABLES.0 / 10 {
            let message = format!("a run takes {count} of the {} variables of the repository", VARIABLES.0);
            push(Code::ManyVariables, message, help);
        }
    }

    fn values(&self, asked: &Workflow<'_>, component: Option<&Component>) -> Value {
        let manifest = self.manifest;
        let builders: Vec<&str> = Folder::parts("release/builders")
            .into_iter()
            .filter(|builder| asked.dynamic || manifest.components.iter().any(|one| one.builder == *builder))
            .filter(|builder| component.is_none_or(|one| one.builder == *builder))
            .collect();
        let build = [
            format!("release/stores/{}/", asked.store),
            format!("release/state/{}/", asked.state),
            "release/build.yml".to_owned(),
        ];
        let (entry, dry_run, needs) = match component {
            None => ("matrix", "needs.release.outputs.dry_run", "${{ toJSON(needs) }}"),
            Some(_) => ("fromJSON(inputs.job)", "inputs.dry_run", "${{ inputs.needs }}"),
        };
        json!({
            "command": asked.command,
            "main": MAIN,
            "version": manifest.version,
            "dry_run": manifest.dry_run,
            "dynamic": asked.dynamic,
            "manifest": asked.manifest,
            "state": asked.state,
            "callers": if asked.calls { "workflows" } else { "steps" },
            "store": asked.store,
            "states": or_dry(DRY[0], asked.state),
            "transports": or_dry(DRY[1], asked.store),
            "builders": builders,
            "entry": entry,
            "dry_run_from": dry_run,
            "needs_value": needs,
            "secrets": secrets(&build),
            "runs_on": self.plainest(),
            "levels": self.level_values(asked.dynamic),
            "components": manifest.components.iter().map(|one| self.component(one)).collect::<Vec<_>>(),
            "component": component.map(|one| self.component(one)),
            "all": self.all(asked.calls),
            "package": self.package(),
            "count": self.jobs().count(),
            "name": manifest.package.path.rsplit('/').next(),
            "location": manifest.package.path,
            "package_registry": manifest.package.registry,
            "artifacts": Some(self.artifacts()).filter(|artifacts| artifacts != &json!([])).map(|artifacts| artifacts.to_string()),
        })
    }

    /// The labels of a runner for what builds nothing: not a 32-bit one, where actions end, and with the fewest tags.
    fn plainest(&self) -> Option<&Vec<String>> {
        let jobs = self.jobs().map(|(_, job)| job);
        let plainest = jobs.min_by_key(|job| (job.arch == Arch::Arm, job.component.tags.len()));
        plainest.map(|job| &job.runs_on)
    }

    fn level_values(&self, dynamic: bool) -> Vec<Value> {
        let values = self.levels.iter().enumerate().map(|(number, level)| {
            let below = (0..number).map(|below| format!("level-{below}"));
            let jobs: Vec<Value> = level.jobs.iter().map(|job| entry(job, self.manifest)).collect();
            json!({
                "number": number,
                "needs": std::iter::once("release".to_owned()).chain(below).collect::<Vec<_>>(),
                // With a manifest that is read later, the first level alone is sure to need nothing.
                "has_needs": level.jobs.iter().any(|job| !job.needs.is_empty()) || (dynamic && number > 0),
                "jobs": jobs,
            })
        });
        values.collect()
    }

    /// A component that is built by a workflow of its own, after those that it needs.
    fn component(&self, component: &Component) -> Value {
        let jobs: Vec<&Job<'_>> =
            self.jobs().map(|(_, job)| job).filter(|job| job.component.name == component.name).collect();
        let needs = self.manifest.components.iter().filter(|other| component.needs(other)).map(id);
        json!({
            "id": id(component),
            "name": component.name,
            "uses": format!("./.github/workflows/{}", file(component)),
            "needs": std::iter::once("release".to_owned()).chain(needs).collect::<Vec<_>>(),
            "has_needs": jobs.iter().any(|job| !job.needs.is_empty()),
            "jobs": jobs.iter().map(|job| entry(job, self.manifest)).collect::<Vec<_>>(),
        })
    }

    /// Every job but the last ones.
    fn all(&self, calls: bool) -> Vec<String> {
        let builds: Vec<String> = if calls {
            self.manifest.components.iter().map(id).collect()
        } else {
            (0..self.levels.len()).map(|level| format!("level-{level}")).collect()
        };
        std::iter::once("release".to_owned()).chain(builds).collect()
    }

    /// Each artifact's folder in the package.
    pub fn package(&self) -> Value {
        let folder = |job: &Job<'_>| folder(job.arch, job.build_type, &job.component.package_path);
        Value::Object(self.jobs().map(|(_, job)| (job.key.clone(), folder(job).into())).collect())
    }

    /// What is built elsewhere: where it is, and each folder of the package that it goes to.
    pub fn artifacts(&self) -> Value {
        let mut targets: Vec<(Arch, &str)> = self.jobs().map(|(_, job)| (job.arch, job.build_type)).collect();
        let mut seen = std::collections::BTreeSet::new();
        targets.retain(|target| seen.insert(*target));
        let artifacts = self.manifest.artifacts.iter().map(|artifact| {
            let Location { registry, path } = &artifact.location;
            let folders = targets.iter().filter(|(arch, _)| artifact.archs.iter().any(|(own, _)| own == arch));
            let folders = folders.map(|(arch, kind)| folder(*arch, kind, &artifact.package_path));
            json!({ "name": artifact.name, "registry": registry, "path": path, "folders": folders.collect::<Vec<_>>() })
        });
        artifacts.collect()
    }
}

/// What makes a workflow smaller.
fn smaller(asked: &Workflow<'_>) -> String {
    let steps = if asked.calls { "--callers steps " } else { "" };
    format!("read the manifest when it runs: `{steps}--dynamic --state artifacts`")
}

/// A part, and what a dry run uses instead: each with the condition of its steps.
fn or_dry((folder, dry): (&str, &str), part: &str) -> Value {
    if secrets(&[format!("{folder}/{part}/")]).is_empty() {
        return json!([[part, ""]]);
    }
    json!([[part, "env.DRY_RUN != 'true'"], [dry, "env.DRY_RUN == 'true'"]])
}

/// The secrets that some templates name, those whose names begin so.
fn secrets(beginnings: &[String]) -> Vec<&'static str> {
    let texts = beginnings.iter().flat_map(|beginning| Folder::texts(beginning));
    let word = |text: &'static str| {
        text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().filter(|word| !word.is_empty())
    };
    let mut names: Vec<&str> =
        texts.flat_map(|text| text.split("secrets.").skip(1)).filter_map(word).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn folder(arch: Arch, build_type: &str, path: &str) -> String {
    format!("{}/{build_type}/{path}", arch.uname())
}

/// The job of a component with a workflow of its own. No other job begins so.
fn id(component: &Component) -> String {
    let word = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    format!("build-{}", component.name.chars().map(word).collect::<String>())
}

/// The file of a component's own workflow.
pub fn file(component: &Component) -> String {
    format!("build-{}.yml", component.name)
}

/// About the bytes of a result.
fn result(job: &Job<'_>) -> usize {
    let Component { name, location, .. } = job.component;
    RESULT + 2 * job.key.len() + name.len() + location.path.len() + location.registry.len()
}
