//! Release workflows, run without GitHub: its own evaluator expands the matrices and decides every `if`, the `run` steps run in
//! a shell with stubs of `aws` and `gh`, which keep what they are given.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_types,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test stops at what it does not expect"
)]

mod oracles;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

/// What every component of these tests has: it tells what it was built as, and what it was built with.
const BUILD: &str = r#"#!/bin/bash
set -euo pipefail
{ echo "$NAME $ARCHITECTURE $BUILD_TYPE $BRANCH"; cat "$DEPENDENCIES"/* 2> /dev/null || true; } > "$PREFIX/$NAME"
"#;

const ARTICLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/configs/manifest.json");

/// Two components at two levels, for one architecture, and something that is built elsewhere.
const SMALL: &str = r#"{
  "version": "v1.2.3", "package_registry_location": "assets/small", "architecture": "x86_64", "build_type": "Release",
  "build": { "repo_dependencies": [
    { "name": "core", "package_path": "lib", "build_level": 0, "branch": "it's/$(date)" },
    { "name": "agent", "package_path": "bin", "build_level": 1, "registry": "s3.example.com" }
  ], "artifact_dependencies": [
    { "name": "firmware", "package_path": "share", "artifact_registry_path": "assets/firmware.tar.gz" }
  ] }
}"#;

fn binary() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_runner-ymls"))
}

fn tool(args: &str, folder: &Path) -> String {
    let output = Command::new(binary()).args(args.split(' ')).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{args}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A repository with a manifest and its workflow, and what became of a run of it.
struct Run {
    folder: tempfile::TempDir,
    jobs: Value,
}

/// What a test changes of a run.
#[derive(Default)]
struct With<'w> {
    /// Of the contexts of expressions.
    contexts: Value,
    /// Only this job.
    only: Option<&'w str>,
    /// What the store refuses.
    fail: &'w str,
    /// The version that is there already.
    released: Option<&'w str>,
}

impl Run {
    /// Makes the workflow of a manifest and runs it; nothing where Node.js is not there.
    fn of(manifest: &str, options: &str, with: &With<'_>) -> Option<Run> {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("sources/configs")).unwrap();
        fs::write(at("sources/configs/manifest.json"), manifest).unwrap();
        fs::write(at("sources/build.sh"), BUILD).unwrap();
        Command::new("chmod").arg("+x").arg(at("sources/build.sh")).status().unwrap();
        let command = format!("release workflow configs/manifest.json{options}");
        tool(&format!("{command} --quiet -o ../release.yml"), &at("sources"));
        if options.contains("workflows") {
            for name in components(manifest) {
                tool(&format!("{command} --component {name} -o ../build-{name}.yml"), &at("sources"));
            }
        }
        let made = "mkdir -p log.d/s3/assets && echo 1 > firmware && tar -czf log.d/s3/assets/firmware.tar.gz firmware";
        Command::new("sh").args(["-c", made]).current_dir(folder.path()).status().unwrap();
        let mut contexts = json!({
            "github": { "repository_owner": "acme", "event": {} },
            "secrets": { "S3_ACCESS_KEY_ID": "id", "S3_SECRET_ACCESS_KEY": "key", "VARIABLES_TOKEN": "token" },
        });
        merge(&mut contexts, &with.contexts);
        fs::write(at("contexts.json"), contexts.to_string()).unwrap();
        if let Some(version) = with.released {
            fs::create_dir_all(at(&format!("log.d/releases/{version}"))).unwrap();
            fs::create_dir_all(at(&format!("log.d/s3/assets/small/{version}"))).unwrap();
            fs::write(at(&format!("log.d/s3/assets/small/{version}/small-{version}.tar.gz")), "").unwrap();
        }
        let path = format!("{}:{}", binary().parent().unwrap().display(), std::env::var("PATH").unwrap());
        let mut command = oracles::node("run.mjs")?;
        command.arg(at("release.yml")).arg("--folder").arg(at("sources")).args(["--stubs", "stubs"]);
        command.arg("--contexts").arg(at("contexts.json"));
        if let Some(job) = with.only {
            command.args(["--only", job]);
        }
        // What the jobs leave goes with the rest.
        fs::create_dir(at("jobs")).unwrap();
        command.env("TMPDIR", at("jobs"));
        command.env("PATH", path).env("STUB_LOG", at("log")).env("STUB_FAIL", with.fail);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let jobs = serde_json::from_slice(&output.stdout).unwrap();
        Some(Run { folder, jobs })
    }

    fn result(&self, job: &str) -> &str {
        self.jobs[job]["result"].as_str().unwrap()
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// The one file under the stubs' folder with such a name.
    fn kept(&self, name: &str) -> Option<PathBuf> {
        let output = Command::new("find")
            .arg(self.folder.path().join("log.d"))
            .args(["-name", name])
            .output()
            .unwrap();
        let found = String::from_utf8(output.stdout).unwrap();
        assert!(found.lines().count() <= 1, "{found}");
        found.lines().next().map(PathBuf::from)
    }

    /// The files of the package, and what is in them.
    fn package(&self, name: &str) -> BTreeMap<String, String> {
        let archive = self.kept(name).unwrap_or_else(|| panic!("no {name}: {:#}", self.jobs["publish"]));
        let to = tempfile::tempdir().unwrap();
        let done = Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(to.path()).status().unwrap();
        assert!(done.success());
        let output = Command::new("find").args([".", "-type", "f"]).current_dir(to.path()).output().unwrap();
        let text = |path: &str| fs::read_to_string(to.path().join(path)).unwrap();
        let files = String::from_utf8(output.stdout).unwrap();
        files.lines().map(|path| (path.trim_start_matches("./").to_owned(), text(path))).collect()
    }
}

fn merge(into: &mut Value, from: &Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            from.iter().for_each(|(key, value)| merge(into.entry(key).or_insert(Value::Null), value));
        }
        (_, Value::Null) => {}
        (into, from) => *into = from.clone(),
    }
}

fn components(manifest: &str) -> Vec<String> {
    let manifest: Value = serde_json::from_str(manifest).unwrap();
    let all = manifest["build"]["repo_dependencies"].as_array().unwrap().iter();
    all.map(|component| component["name"].as_str().unwrap().to_owned()).collect()
}

/// Runs the article's release and looks into the package: one artifact of each component for each architecture and build
/// type, those of level 1 built with those of level 0 for the same.
fn packages_the_article(options: &str) -> Option<Run> {
    let manifest = fs::read_to_string(ARTICLE).unwrap();
    let run = Run::of(&manifest, options, &With::default())?;
    for (job, found) in run.jobs.as_object().unwrap() {
        assert_eq!(found["result"], "success", "{options} {job}: {found:#}");
    }
    let mut package = run.package("vaccel-release-v0.6.0.tar.gz");
    let results = package.remove("vaccel-release-v0.6.0/artifacts.json").unwrap();
    let results: Value = serde_json::from_str(&results).unwrap();
    let matrices: Value = serde_json::from_str(&tool(
        "release matrix configs/manifest.json",
        &run.folder.path().join("sources"),
    ))
    .unwrap();
    let mut expected = BTreeMap::new();
    for job in matrices.as_array().unwrap().iter().flat_map(|level| level["include"].as_array().unwrap()) {
        let text = |key: &str| job[key].as_str().unwrap();
        let (name, arch, kind) = (text("name"), text("architecture"), text("build_type"));
        let with = if name == "vaccelrt" { String::new() } else { format!("vaccelrt {arch} {kind} main\n") };
        let path = format!("vaccel-release-v0.6.0/{arch}/{kind}/{}{name}", text("package_path"));
        expected.insert(path, format!("{name} {arch} {kind} {}\n{with}", text("branch")));
        assert_eq!(results[text("key")]["component"], name, "{options}");
        assert_eq!(results[text("key")]["status"], "success", "{options}");
    }
    assert_eq!(expected.len(), 28);
    assert_eq!(package, expected, "{options}");
    assert_eq!(results.as_object().unwrap().len(), 28);
    Some(run)
}

#[test]
fn the_article_is_packaged_with_outputs() {
    let Some(run) = packages_the_article("") else { return };
    // Each ran on the runner that it asked for.
    let names: BTreeSet<String> = run.jobs["level-1"]["runs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {}", one["name"].as_str().unwrap(), one["runs_on"]))
        .collect();
    assert!(
        names.contains(r#"vaccelrt-torch for aarch64, Debug ["self-hosted","ARM64","torch"]"#),
        "{names:#?}"
    );
    assert!(!run.log().lines().any(|line| line.starts_with("gh ")), "outputs need no gh");
}

#[test]
fn the_article_is_packaged_with_artifacts_and_released_on_github() {
    let Some(run) = packages_the_article(" --store github --state artifacts") else { return };
    assert!(!run.log().contains("aws"), "{}", run.log());
    let options = fs::read_to_string(run.kept("options").unwrap()).unwrap();
    assert!(!options.contains("--prerelease"), "{options}");
}

#[test]
fn the_article_is_packaged_with_variables_that_are_removed() {
    let Some(run) = packages_the_article(" --state variables") else { return };
    let name = tool(
        "release var name --component vaccelrt-torch --arch arm64 --build-type Debug --run-id 4711",
        run.folder.path(),
    );
    let log = run.log();
    assert!(log.contains(&format!("--raw-field name={} ", name.trim())), "{log}");
    assert_eq!(log.matches("--method POST").count(), 28);
    assert_eq!(log.matches("--method DELETE").count(), 28);
    let left = fs::read_dir(run.folder.path().join("log.d/variables")).unwrap().count();
    assert_eq!(left, 0);
}

#[test]
fn the_article_is_packaged_by_callable_workflows() {
    packages_the_article(" --callers workflows");
}

#[test]
fn the_article_is_packaged_as_planned_when_it_runs() {
    packages_the_article(" --dynamic --state artifacts");
}

/// Events, and the type of the release that each makes.
fn events() -> Vec<(&'static str, &'static str, &'static str, &'static str)> {
    vec![
        ("push", "refs/heads/main", "", "Release v1.2.3"),
        ("push", "refs/heads/Main", "", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("push", "refs/heads/dev", "", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("push", "refs/heads/fix/main", "", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("push", "refs/tags/main", "", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("push", "refs/tags/v1.2.3", "", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("pull_request", "refs/pull/7/merge", "main", "RC v1.2.3-rc.7.12"),
        ("pull_request", "refs/pull/7/merge", "Main", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("pull_request", "refs/pull/7/merge", "dev", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("pull_request_target", "refs/heads/main", "main", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("workflow_dispatch", "refs/heads/main", "", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("schedule", "refs/heads/main", "", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("merge_group", "refs/heads/gh-readonly-queue/main/pr-7-0", "", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
    ]
}

/// The workflow and the command tell it alike.
#[test]
fn the_type_of_the_release_follows_from_the_event() {
    for (name, reference, base, expected) in events() {
        let head = json!({ "pull_request": { "head": { "repo": { "full_name": "acme/ci" } } } });
        let github = json!({ "event_name": name, "ref": reference, "base_ref": base, "event": head });
        let with = With { contexts: json!({ "github": github }), only: Some("release"), ..With::default() };
        let Some(run) = Run::of(SMALL, "", &with) else { return };
        let outputs = &run.jobs["release"]["outputs"];
        let found = format!("{} {}", outputs["type"].as_str().unwrap(), outputs["version"].as_str().unwrap());
        assert_eq!(found, expected, "{name} {reference} {base}");
        assert_eq!(outputs["dry_run"], "false");
        let sources = run.folder.path().join("sources");
        let own = Command::new(binary())
            .args([
                "release",
                "type",
                "configs/manifest.json",
                "--format",
                "json",
                "--event",
                name,
                "--ref",
                reference,
            ])
            .args(["--base-ref", base, "--sha", "0123456789abcdef", "--run-number", "12"])
            .current_dir(sources)
            .output()
            .unwrap();
        let own: Value = serde_json::from_slice(&own.stdout).unwrap();
        let own = format!("{} {}", own["type"].as_str().unwrap(), own["version"].as_str().unwrap());
        assert_eq!(own, expected, "{name} {reference} {base}");
    }
}

#[test]
fn a_fork_builds_everything_and_uploads_nothing() {
    let head = json!({ "pull_request": { "head": { "repo": { "full_name": "someone/ci" } } } });
    let github = json!({ "event_name": "pull_request", "ref": "refs/pull/7/merge", "base_ref": "main", "event": head });
    let secrets = json!({ "S3_ACCESS_KEY_ID": "", "S3_SECRET_ACCESS_KEY": "" });
    let with = With { contexts: json!({ "github": github, "secrets": secrets }), ..With::default() };
    let Some(run) = Run::of(SMALL, "", &with) else { return };
    assert_eq!((run.result("package"), run.result("publish")), ("success", "skipped"), "{:#}", run.jobs);
    // What is public is downloaded without a key.
    let log = run.log();
    assert_eq!(log.lines().count(), 1, "{log}");
    assert!(
        log.starts_with("aws --no-sign-request s3 cp --no-progress s3://assets/firmware.tar.gz "),
        "{log}"
    );
}

#[test]
fn a_candidate_is_marked_so() {
    let head = json!({ "pull_request": { "head": { "repo": { "full_name": "acme/ci" } } } });
    let github = json!({ "event_name": "pull_request", "ref": "refs/pull/7/merge", "base_ref": "main", "event": head });
    let with = With { contexts: json!({ "github": github }), ..With::default() };
    let Some(run) = Run::of(SMALL, " --store github", &with) else { return };
    assert_eq!(run.result("publish"), "success", "{:#}", run.jobs);
    assert!(run.log().contains("gh release create v1.2.3-rc.7.12 "), "{}", run.log());
    assert!(run.log().contains("--prerelease"), "{}", run.log());
}

#[test]
fn nothing_follows_from_what_was_not_built() {
    let with = With { fail: "core_x86_64", ..With::default() };
    let Some(run) = Run::of(SMALL, " --state variables", &with) else { return };
    let results = ["level-0", "level-1", "package", "publish", "cleanup"].map(|job| run.result(job));
    assert_eq!(results, ["failure", "skipped", "skipped", "skipped", "success"], "{:#}", run.jobs);
    let log = run.log();
    assert!(log.contains(r#"\"status\":\"failure\""#), "{log}");
    assert_eq!(fs::read_dir(run.folder.path().join("log.d/variables")).unwrap().count(), 0);
}

#[test]
fn a_version_is_released_once() {
    for options in ["", " --store github"] {
        let with = With { released: Some("v1.2.3"), ..With::default() };
        let Some(run) = Run::of(SMALL, options, &with) else { return };
        assert_eq!((run.result("package"), run.result("publish")), ("success", "failure"), "{options}");
        let said = run.jobs["publish"]["runs"][0]["printed"].as_str().unwrap();
        assert!(said.contains("v1.2.3 is released already; raise the version in the manifest"), "{said}");
    }
}

#[test]
fn each_store_is_asked_at_its_own_address() {
    let Some(run) = Run::of(SMALL, "", &With::default()) else { return };
    assert_eq!(run.result("publish"), "success", "{:#}", run.jobs);
    for line in run.log().lines() {
        assert_eq!(line.contains("agent"), line.contains("--endpoint-url https://s3.example.com"), "{line}");
    }
    // A branch is a word, whatever is in it.
    let built = run.package("small-v1.2.3.tar.gz");
    assert_eq!(built["small-v1.2.3/x86_64/Release/lib/core"], "core x86_64 Release it's/$(date)\n");
    assert_eq!(built["small-v1.2.3/x86_64/Release/share/firmware"], "1\n");
}
