//! The programs that know better: what Python and kubectl make of a document, and GitHub of a workflow. Each may be missing on a machine.
#![allow(
    dead_code,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "each test file uses its part of this"
)]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Whether python3 is there and can import the modules.
pub(crate) fn python_has(modules: &str) -> bool {
    succeeds(Command::new("python3").args(["-c", &format!("import {modules}")]))
}

/// Whether kubectl is there.
pub(crate) fn kubectl() -> bool {
    succeeds(Command::new("kubectl").args(["version", "--client"]))
}

fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Ends a test that cannot run here. In CI nothing may be missing, or a green run would mean nothing.
pub(crate) fn skip(reason: &str) {
    assert!(std::env::var("CI").as_deref() != Ok("true"), "in CI nothing is skipped: {reason}");
    eprintln!("skipped: {reason}");
}

/// A script of `tests/workflows` in Node.js, with GitHub's packages; none where they are not there.
pub(crate) fn node(script: &str) -> Option<Command> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workflows");
    if !folder.join("node_modules").is_dir() || !succeeds(Command::new("node").arg("--version")) {
        skip("node or GitHub's packages are not installed: `npm install` in tests/workflows");
        return None;
    }
    let mut command = Command::new("node");
    command.current_dir(folder).args(["--no-warnings", "--import", "./json.mjs", script]);
    Some(command)
}

/// The documents of the YAML text as `reader` of `read.py` reads them.
pub(crate) fn read(reader: &str, yaml: &[u8]) -> Vec<Value> {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(yaml).expect("the temporary file takes the documents");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracles/read.py");
    let output = Command::new("python3").args(["-B", script, reader]).arg(file.path()).output();
    let output = output.expect("python3 starts");
    assert!(output.status.success(), "{reader}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(document).collect()
}

fn document(line: &[u8]) -> Value {
    serde_json::from_slice(line).expect("read.py writes JSON lines")
}
