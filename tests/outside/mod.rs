//! What the tests of packaging share: files, commands of the machine, and workflows that run.
#![allow(dead_code, reason = "each test file uses its part of this")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::oracles;

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

pub(crate) fn binary() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_runner-ymls"))
}

pub(crate) fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes)).concat()
}

/// What a command of the machine prints.
pub(crate) fn output(program: &str, args: &str, folder: &Path) -> String {
    let output = Command::new(program).args(args.split(' ')).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{program} {args}: {}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

pub(crate) fn is_there(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    if !there {
        oracles::skip(&format!("{program} is not installed"));
    }
    there
}

pub(crate) fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

pub(crate) fn script(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, format!("#!/bin/bash\n{text}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Runs a workflow in a repository; gives its jobs.
pub(crate) fn run(workflow: &Path, repository: &Path, set: impl FnOnce(&mut Command)) -> Option<Value> {
    let mut command = oracles::node("run.mjs")?;
    command.arg(workflow).arg("--folder").arg(repository).args(["--stubs", "stubs"]);
    command.env("TMPDIR", workflow.parent().unwrap());
    set(&mut command);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}
