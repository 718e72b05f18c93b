//! A release workflow that runs without GitHub.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its part of this")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::oracles;

/// What every component of these tests has: it tells what it was built as, and what it was built with.
pub(crate) const BUILD: &str = r#"#!/bin/bash
set -euo pipefail
{ echo "$NAME $ARCHITECTURE $BUILD_TYPE $BRANCH"; cat "$DEPENDENCIES"/* 2> /dev/null || true; } > "$PREFIX/$NAME"
"#;

pub(crate) const ARTICLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/configs/manifest.json");

/// Two components at two levels, for one architecture, and something that is built elsewhere.
pub(crate) const SMALL: &str = r#"{
  "version": "v1.2.3", "package_registry_location": "assets/small", "architecture": "x86_64", "build_type": "Release",
  "build": { "repo_dependencies": [
    { "name": "core", "package_path": "lib", "build_level": 0, "branch": "it's/$(date)" },
    { "name": "agent", "package_path": "bin", "build_level": 1, "registry": "s3.example.com" }
  ], "artifact_dependencies": [
    { "name": "firmware", "package_path": "share", "artifact_registry_path": "assets/firmware.tar.gz" }
  ] }
}"#;

pub(crate) fn binary() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_runner-ymls"))
}

pub(crate) fn tool(args: &str, folder: &Path) -> String {
    let output = Command::new(binary()).args(args.split(' ')).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{args}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A repository with a manifest and its workflow, and what became of a run of it.
pub(crate) struct Run {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) jobs: Value,
}

/// What a test changes of a run.
#[derive(Default)]
pub(crate) struct With<'w> {
    /// Of the contexts of expressions.
    pub(crate) contexts: Value,
    /// Only this job.
    pub(crate) only: Option<&'w str>,
    /// What the store refuses.
    pub(crate) fail: &'w str,
    /// The version that is there already.
    pub(crate) released: Option<&'w str>,
    /// What a shell does before, where the stubs keep their things.
    pub(crate) before: &'w str,
}

impl Run {
    /// Makes the workflow of a manifest and runs it; nothing where Node.js is not there.
    pub(crate) fn of(manifest: &str, options: &str, with: &With<'_>) -> Option<Run> {
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
        if let Some(version) = with.released {
            fs::create_dir_all(at(&format!("log.d/releases/{version}"))).unwrap();
            fs::write(at(&format!("log.d/releases/{version}/SHA256SUMS")), "").unwrap();
            fs::create_dir_all(at(&format!("log.d/s3/assets/small/{version}"))).unwrap();
            fs::write(at(&format!("log.d/s3/assets/small/{version}/small-{version}.tar.gz")), "").unwrap();
        }
        fs::create_dir(at("jobs")).unwrap();
        fs::create_dir(at("artifacts")).unwrap();
        let mut run = Run { folder, jobs: json!({}) };
        run.attempt(with, None).then_some(run)
    }

    /// Runs again what failed, and what needs that.
    pub(crate) fn again(&mut self, with: &With<'_>) {
        let previous = self.folder.path().join("previous.json");
        fs::write(&previous, self.jobs.to_string()).unwrap();
        self.attempt(with, Some(&previous));
    }

    fn attempt(&mut self, with: &With<'_>, previous: Option<&Path>) -> bool {
        let at = |name: &str| self.folder.path().join(name);
        let before = format!("mkdir -p log.d && cd log.d && true {}", with.before);
        assert!(
            Command::new("bash")
                .args(["-c", &before])
                .current_dir(self.folder.path())
                .status()
                .unwrap()
                .success()
        );
        let mut contexts = json!({
            "github": { "repository_owner": "acme", "event": {}, "run_attempt": if previous.is_some() { "2" } else { "1" } },
            "secrets": { "S3_ACCESS_KEY_ID": "id", "S3_SECRET_ACCESS_KEY": "key", "VARIABLES_TOKEN": "token" },
        });
        merge(&mut contexts, &with.contexts);
        fs::write(at("contexts.json"), contexts.to_string()).unwrap();
        let path = format!("{}:{}", binary().parent().unwrap().display(), std::env::var("PATH").unwrap());
        let Some(mut command) = oracles::node("run.mjs") else { return false };
        command.arg(at("release.yml")).arg("--folder").arg(at("sources")).args(["--stubs", "stubs"]);
        command.arg("--contexts").arg(at("contexts.json")).arg("--artifacts").arg(at("artifacts"));
        if let Some(job) = with.only {
            command.args(["--only", job]);
        }
        if let Some(previous) = previous {
            command.arg("--previous").arg(previous);
        }
        // What the jobs leave goes with the rest.
        command.env("TMPDIR", at("jobs"));
        command.env("PATH", path).env("STUB_LOG", at("log")).env("STUB_FAIL", with.fail);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        self.jobs = serde_json::from_slice(&output.stdout).unwrap();
        true
    }

    /// What the only job of this name printed.
    pub(crate) fn printed(&self, job: &str) -> &str {
        self.jobs[job]["runs"][0]["printed"].as_str().unwrap_or_default()
    }

    pub(crate) fn result(&self, job: &str) -> &str {
        self.jobs[job]["result"].as_str().unwrap()
    }

    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// The one file under the stubs' folder with such a name.
    pub(crate) fn kept(&self, name: &str) -> Option<PathBuf> {
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
    pub(crate) fn package(&self, name: &str) -> BTreeMap<String, String> {
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

pub(crate) fn components(manifest: &str) -> Vec<String> {
    let manifest: Value = serde_json::from_str(manifest).unwrap();
    let all = manifest["build"]["repo_dependencies"].as_array().unwrap().iter();
    all.map(|component| component["name"].as_str().unwrap().to_owned()).collect()
}
