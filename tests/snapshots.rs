//! The shipped configs render to the files under `snapshots`, which kubectl can read.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_types,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test stops at what it does not expect"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use runner_ymls::runners::KEYS;

fn render(config: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_runner-ymls")).arg("render").arg(config).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_shipped_configs_render_to_their_snapshots() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["runners", "fleet"] {
        let text = render(&root.join(format!("configs/{name}.json")));
        expect_test::expect_file![root.join(format!("snapshots/{name}.yaml"))].assert_eq(&text);
        let lines = text.lines().filter(|line| *line == "---").count();
        let objects = text.lines().filter(|line| line.starts_with("kind: ")).count();
        assert_eq!(lines, objects, "a document of {name} has no object");
        assert!(!text.lines().any(|line| line.is_empty() || line.ends_with(' ')), "{name} has stray blanks");
    }
}

#[test]
fn the_fleet_uses_every_key() {
    let fleet = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("configs/fleet.json")).unwrap();
    let unused: Vec<_> =
        KEYS.iter().map(|key| key.name).filter(|name| !fleet.contains(&format!("\"{name}\":"))).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn kubectl_reads_every_snapshot() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if Command::new("kubectl").arg("version").arg("--client").output().is_err() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "CI installs kubectl");
        println!("skipped: kubectl is not installed");
        return;
    }
    for file in fs::read_dir(root.join("snapshots")).unwrap().map(|entry| entry.unwrap().path()) {
        // The workflows have a folder and tests of their own.
        if file.is_dir() {
            continue;
        }
        let output = Command::new("kubectl")
            .env("KUBECONFIG", "/dev/null")
            .args(["annotate", "--local", "x=1", "-o", "name", "-f"])
            .arg(&file)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}: {}", file.display(), String::from_utf8_lossy(&output.stderr));
        let objects =
            fs::read_to_string(&file).unwrap().lines().filter(|line| line.starts_with("kind: ")).count();
        assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), objects, "{}", file.display());
    }
}
