//! Generated workflows, held against everything that reads workflows: GitHub's own parser and language service, actionlint,
//! the JSON schema of workflows, zizmor. Then they are run without GitHub, with stubs for the commands that leave the machine.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_types,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test stops at what it does not expect"
)]

mod files;
mod oracles;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use files::copy;
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn tool(args: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_runner-ymls")).args(args).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Each workflow under `snapshots/workflows`, and the command that makes it.
const WORKFLOWS: [(&str, &str); 9] = [
    ("images.yml", "images workflow configs/images.json"),
    ("images-levels.yml", "images workflow configs/images.json --layout levels"),
    ("images-signed.yml", "images workflow configs/images.json --registry ghcr.io/acme --sign"),
    ("release.yml", "release workflow configs/manifest.json"),
    ("release-github.yml", "release workflow configs/manifest.json --store github --state artifacts"),
    ("release-variables.yml", "release workflow configs/manifest.json --state variables"),
    ("release-dynamic.yml", "release workflow configs/manifest.json --dynamic --state artifacts"),
    ("release-calls.yml", "release workflow configs/manifest.json --callers workflows"),
    (
        "build-vaccelrt-torch.yml",
        "release workflow configs/manifest.json --callers workflows --component vaccelrt-torch",
    ),
];

fn snapshot(name: &str) -> PathBuf {
    root().join("snapshots/workflows").join(name)
}

#[test]
fn the_shipped_configs_make_the_snapshots() {
    for (name, command) in WORKFLOWS {
        let text = tool(&command.split(' ').collect::<Vec<_>>());
        expect_test::expect_file![snapshot(name)].assert_eq(&text);
        let check: Vec<String> =
            format!("{command} --check {}", snapshot(name).display()).split(' ').map(str::to_owned).collect();
        assert_eq!(tool(&check.iter().map(String::as_str).collect::<Vec<_>>()), "");
    }
}

/// A repository with all the snapshots, and the callable workflows that they name.
fn repository() -> tempfile::TempDir {
    let repository = tempfile::tempdir().unwrap();
    let folder = repository.path().join(".github/workflows");
    fs::create_dir_all(&folder).unwrap();
    // What checkers take for the top of a repository.
    fs::create_dir(repository.path().join(".git")).unwrap();
    for (name, _) in WORKFLOWS {
        let text = fs::read_to_string(snapshot(name)).unwrap();
        let called =
            text.lines().filter_map(|line| line.trim().strip_prefix("uses: ./.github/workflows/build-"));
        for component in called.filter_map(|rest| Some(rest.split_once(".yml")?.0)) {
            let command = "release workflow configs/manifest.json --callers workflows --component";
            let text = tool(&command.split(' ').chain([component]).collect::<Vec<_>>());
            fs::write(folder.join(format!("build-{component}.yml")), text).unwrap();
        }
        fs::write(folder.join(name), text).unwrap();
    }
    repository
}

/// The workflows of this project itself, which are held to the same.
fn own() -> Vec<PathBuf> {
    let folder = root().join(".github/workflows");
    let found: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(found.len() > 1, "{found:?}");
    found
}

/// Runs a checker over all workflows; says plainly where it is not there.
fn all_pass(command: &mut Command, hint: &str) {
    let repository = repository();
    for entry in fs::read_dir(repository.path().join(".github/workflows")).unwrap() {
        command.arg(entry.unwrap().path());
    }
    command.args(own());
    let output = match command.output() {
        Ok(output) => output,
        Err(error) => return oracles::skip(&format!("{hint}: {error}")),
    };
    assert!(output.status.success(), "{}", said(&output));
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn actionlint_finds_nothing() {
    let mut command = Command::new("actionlint");
    // The labels of self-hosted runners are the user's own.
    all_pass(command.args(["-ignore", "label \".+\" is unknown"]), "actionlint is not installed");
}

#[test]
fn zizmor_finds_nothing() {
    let mut command = Command::new("zizmor");
    command.args(["--offline", "--no-progress", "--persona=pedantic"]).arg(root().join("action.yml"));
    all_pass(&mut command, "zizmor is not installed");
}

#[test]
fn the_json_schema_of_workflows_takes_them() {
    let mut command = Command::new("check-jsonschema");
    all_pass(
        command.args(["--builtin-schema", "vendor.github-workflows"]),
        "check-jsonschema is not installed",
    );
}

#[test]
fn the_json_schema_of_actions_takes_ours() {
    let mut command = Command::new("check-jsonschema");
    command.args(["--builtin-schema", "vendor.github-actions"]).arg(root().join("action.yml"));
    match command.output() {
        Ok(output) => assert!(output.status.success(), "{}", said(&output)),
        Err(error) => oracles::skip(&format!("check-jsonschema is not installed: {error}")),
    }
}

#[test]
fn github_takes_them() {
    if let Some(mut command) = oracles::node("check.mjs") {
        command.arg(root().join("action.yml"));
        all_pass(&mut command, "node is not installed");
    }
}

/// A run of a workflow: what each job gave, and what the stubs were asked.
struct Run {
    jobs: Value,
    log: Vec<String>,
}

fn run(workflow: &Path, fail: &str) -> Option<Run> {
    let log = tempfile::NamedTempFile::new().unwrap();
    let repository = tempfile::tempdir().unwrap();
    fs::create_dir(repository.path().join("repository")).unwrap();
    copy(&root().join("configs"), &repository.path().join("repository/configs"));
    let mut command = oracles::node("run.mjs")?;
    command
        .arg(workflow)
        .arg("--folder")
        .arg(repository.path().join("repository"))
        .args(["--stubs", "stubs"]);
    let output = command
        .env("TMPDIR", repository.path())
        .env("STUB_LOG", log.path())
        .env("STUB_FAIL", fail)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let log = fs::read_to_string(log.path()).unwrap().lines().map(str::to_owned).collect();
    Some(Run { jobs: serde_json::from_slice(&output.stdout).unwrap(), log })
}

/// Every child is built on the digest that its base was published with, and nothing else is asked for.
#[test]
fn digests_reach_what_is_built_from_them() {
    for name in ["images.yml", "images-levels.yml"] {
        let Some(Run { jobs, log }) = run(&snapshot(name), "") else { return };
        for (job, found) in jobs.as_object().unwrap() {
            assert_eq!(found["result"], "success", "{name} {job}: {found:#}");
        }
        let builds: Vec<&String> =
            log.iter().filter(|line| line.starts_with("docker buildx build ")).collect();
        let published: Vec<&String> =
            log.iter().filter(|line| line.contains(" imagetools create ")).collect();
        assert_eq!((builds.len(), published.len()), (16, 9), "{name}");
        let digest = |image: &str| match name {
            "images.yml" => {
                jobs[format!("publish-{image}")]["outputs"]["digest"].as_str().unwrap().to_owned()
            }
            _ => (0..3)
                .find_map(|level| jobs[format!("publish-{level}")]["outputs"][image].as_str())
                .unwrap()
                .to_owned(),
        };
        for (child, base) in
            [("gcc-lite", "base"), ("go", "base"), ("torch", "gcc-lite"), ("pynq", "gcc-lite")]
        {
            let base = format!("gh-actions-runner-{base}");
            let context = format!("docker-image://harbor.nbfc.io/nubificus/{base}@{}", digest(&base));
            let child = format!("name=harbor.nbfc.io/nubificus/gh-actions-runner-{child}\\,");
            let mut own = builds.iter().filter(|line| line.contains(&child)).peekable();
            assert!(
                own.peek().is_some() && own.all(|line| line.contains(&context)),
                "{name}: {child} {context}"
            );
        }
        // Each list is made of one digest an architecture.
        let list = published.iter().find(|line| line.contains("gh-actions-runner-go:2.329.0")).unwrap();
        assert_eq!(list.matches("@sha256:").count(), 2, "{list}");
        assert!(!log.iter().any(|line| line.contains("cosign")), "{name} signs");
    }
}

#[test]
fn nothing_is_published_of_an_image_that_was_not_built_for_all() {
    // The stub fails where its arguments hold this text, which is in the name of one builder.
    let fails = "runner-gcc-lite-aarch64";
    for (name, build, publish) in [
        ("images.yml", "build-gh-actions-runner-gcc-lite", "publish-gh-actions-runner-gcc-lite"),
        ("images-levels.yml", "build-1", "publish-1"),
    ] {
        let Some(Run { jobs, log }) = run(&snapshot(name), fails) else { return };
        assert_eq!(jobs[build]["result"], "failure", "{name}");
        assert_eq!(jobs[publish]["result"], "skipped", "{name}");
        let touches = |line: &&String| line.contains("imagetools") && line.contains("gcc-lite");
        assert_eq!(log.iter().find(touches), None, "{name}");
        assert!(
            !log.iter().any(|line| line.contains("Dockerfile.rust")),
            "{name} builds on what is not there"
        );
        // Every builder is removed, also after a failure.
        let count = |what: &str| log.iter().filter(|line| line.starts_with(what)).count();
        assert_eq!(count("docker buildx create"), count("docker buildx rm"), "{name}");
    }
}

#[test]
fn what_is_published_is_signed_by_digest() {
    let Some(Run { jobs, log }) = run(&snapshot("images-signed.yml"), "") else { return };
    let signed: Vec<&String> = log.iter().filter(|line| line.starts_with("cosign ")).collect();
    assert_eq!(signed.len(), 9);
    let digest = jobs["publish-gh-actions-runner-rust"]["outputs"]["digest"].as_str().unwrap();
    let expected = format!("cosign sign --yes --recursive ghcr.io/acme/gh-actions-runner-rust@{digest}");
    assert!(signed.iter().any(|line| **line == expected), "{expected}\n{signed:#?}");
}

#[test]
fn a_workflow_is_made_at_the_top_of_its_repository() {
    let folder = tempfile::tempdir().unwrap();
    let top = folder.path().canonicalize().unwrap();
    fs::create_dir_all(top.join("ci")).unwrap();
    fs::copy(root().join("configs/manifest.json"), top.join("ci/manifest.json")).unwrap();
    let run = |at: &Path, file: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_runner-ymls"));
        command.args(["release", "workflow", file]).current_dir(at).output().unwrap()
    };
    assert!(run(&top.join("ci"), "manifest.json").status.success());
    fs::create_dir(top.join(".git")).unwrap();
    assert!(run(&top, "ci/manifest.json").status.success());
    let refused = run(&top.join("ci"), "manifest.json");
    assert!(!refused.status.success() && refused.stdout.is_empty());
    assert!(said(&refused).contains(&format!("`cd {}` first", top.display())), "{}", said(&refused));
}
