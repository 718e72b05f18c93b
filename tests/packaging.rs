//! How the tool gets to people: what a package, an image and a release are made of, and the release workflow, run without
//! GitHub.
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
mod outside;

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use outside::{binary, is_there, output, read, root, run, script, version};
use serde_json::{Value, json};

/// The files that the compiler read for the binary and its library, as its notes beside what it made say. Notes of an
/// earlier build can name files that are gone.
fn made_of() -> BTreeSet<String> {
    let deps = binary().parent().unwrap().join("deps");
    let notes = fs::read_dir(deps).unwrap().map(|entry| entry.unwrap().path());
    let is_own = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with("runner_ymls-") && name.ends_with(".d")
    };
    let mut own = BTreeSet::new();
    for list in notes.filter(is_own).map(|path| fs::read_to_string(path).unwrap()) {
        let files = list.lines().filter_map(|line| line.split_once(": ")).map(|(_, files)| files);
        for path in files.flat_map(str::split_whitespace) {
            let Ok(file) = root().join(path).canonicalize() else { continue };
            let Ok(inside) = file.strip_prefix(root().canonicalize().unwrap()) else { continue };
            let inside = inside.to_str().unwrap();
            // What is made, what only tests of a module read, and what only lints read.
            if file.is_file() && !["target/", "tests/", "."].iter().any(|other| inside.starts_with(other)) {
                own.insert(inside.to_owned());
            }
        }
    }
    own
}

#[test]
fn a_package_and_an_image_have_all_that_the_binary_is_made_of() {
    let made_of = made_of();
    assert!(made_of.contains("docs/errors.md") && made_of.contains("src/main.rs"), "{made_of:?}");
    let list = output(env!("CARGO"), "package --list --allow-dirty --offline", root());
    let packaged: BTreeSet<String> = list.lines().map(str::to_owned).collect();
    let missing: Vec<&String> = made_of.difference(&packaged).collect();
    assert!(missing.is_empty(), "not in the package: {missing:?}");
    for name in ["Cargo.lock", "LICENSE-MIT", "LICENSE-APACHE", "README.md"] {
        assert!(packaged.contains(name), "not in the package: {name}");
    }
    let folders: BTreeSet<&str> = packaged.iter().filter_map(|path| Some(path.split_once('/')?.0)).collect();
    assert_eq!(folders, BTreeSet::from(["configs", "docs", "src", "templates"]), "in the package");

    let ignore = read(".dockerignore");
    let lets_in: Vec<&str> = ignore.lines().filter_map(|line| line.strip_prefix('!')).collect();
    for path in made_of.iter().map(String::as_str).chain(["Cargo.toml", "Cargo.lock", ".ci/release/build"]) {
        let top = path.split('/').next().unwrap();
        assert!(lets_in.contains(&top), "not in the image's build: {path}");
    }
}

#[test]
fn the_image_is_built_with_the_compiler_of_the_release() {
    let script = read(".ci/release/build");
    let toolchain = script.lines().find_map(|line| line.strip_prefix("toolchain=")).unwrap();
    let image = format!("rust:{toolchain}-slim-bookworm@sha256:");
    assert!(read("Dockerfile").contains(&image), "{image}");
}

#[test]
fn the_bill_of_materials_is_what_cargo_links() {
    if !is_there("jq") {
        return;
    }
    let bill: Value = serde_json::from_str(&output("bash", ".ci/release/sbom", root())).unwrap();
    let found: BTreeSet<String> = bill["components"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| {
            assert_eq!(part["hashes"][0]["content"].as_str().map(str::len), Some(64), "{part:#}");
            assert!(part["licenses"][0]["expression"].is_string(), "{part:#}");
            format!("{} v{}", part["name"].as_str().unwrap(), part["version"].as_str().unwrap())
        })
        .collect();
    let mut expected = BTreeSet::new();
    for target in ["x86_64-unknown-linux-musl", "armv7-unknown-linux-musleabihf", "aarch64-apple-darwin"] {
        let args = format!("tree --locked --edges normal --prefix none --no-dedupe --target {target}");
        let tree = output(env!("CARGO"), &args, root());
        expected.extend(tree.lines().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")));
    }
    assert!(expected.remove(&format!("runner-ymls v{}", version())));
    assert_eq!(found, expected);
}

#[test]
fn the_checksums_are_those_of_one_version() {
    let text = read(".ci/release/checksums");
    let names: Vec<&str> = text
        .lines()
        .map(|line| {
            let (sum, path) = line.split_once("  ").unwrap();
            assert!(sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit()), "{line}");
            path.strip_prefix(&format!("v{}/runner-ymls-", version())).unwrap_or(path)
        })
        .collect();
    // None before the first release.
    assert!(names.is_empty() || names == ["linux-amd64", "linux-arm64", "linux-armv7"], "{names:?}");
}

/// The release, with a compiler that gives a script for a binary.
struct Release {
    folder: tempfile::TempDir,
}

const BUILT: &str = "exec \"$STUB_BINARY\" \"$@\"";

impl Release {
    fn new(checksums: &str) -> Release {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("repository")).unwrap();
        for name in ["Cargo.toml", "Cargo.lock", "src", "templates", "docs", "configs", "snapshots", ".ci"] {
            let (from, to) = (root().join(name), at("repository"));
            assert!(Command::new("cp").arg("-R").args([from, to]).status().unwrap().success());
        }
        fs::write(at("repository/.ci/release/checksums"), checksums).unwrap();
        script(
            &at("bin/cargo"),
            "if [ \"${1#+}\" = \"$1\" ]; then\n\
             RUSTC=\"${STUB_CARGO%cargo}rustc\" CARGO_HOME=$STUB_CARGO_HOME exec \"$STUB_CARGO\" \"$@\"\nfi\n\
             if [ \"$2\" = fetch ]; then mkdir -p \"$HOME/.cargo/registry/src\"; exit; fi\n\
             while [ $# -gt 0 ]; do if [ \"$1\" = --target ]; then target=$2; fi; shift; done\n\
             mkdir -p \"target/$target/release\"; cp \"$(dirname \"$0\")/built\" \"target/$target/release/runner-ymls\"",
        );
        script(&at("bin/built"), BUILT);
        script(&at("bin/rustup"), "echo \"rustup $*\" >> \"$STUB_LOG\"");
        script(&at("bin/sudo"), "");
        for name in ["qemu-aarch64-static", "qemu-arm-static"] {
            script(&at(&format!("bin/{name}")), &format!("echo {name} >> \"$STUB_LOG\"; exec \"$@\""));
        }
        Release { folder }
    }

    fn run(&self, contexts: &Value) -> Option<Value> {
        let at = |name: &str| self.folder.path().join(name);
        fs::write(at("contexts.json"), json!({ "github": contexts }).to_string()).unwrap();
        let path = format!("{}:{}", at("bin").display(), std::env::var("PATH").unwrap());
        let home = std::env::var("HOME").unwrap_or_default();
        let or =
            |name: &str, folder: &str| std::env::var(name).unwrap_or_else(|_| format!("{home}/{folder}"));
        fs::copy(root().join(".github/workflows/release.yml"), at("release.yml")).unwrap();
        run(&at("release.yml"), &at("repository"), |command| {
            command.arg("--contexts").arg(at("contexts.json")).env("PATH", path).env("STUB_LOG", at("log"));
            command.env("STUB_BINARY", binary()).env("STUB_CARGO", env!("CARGO"));
            command.env("STUB_CARGO_HOME", or("CARGO_HOME", ".cargo"));
        })
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

fn checksums() -> String {
    let folder = tempfile::tempdir().unwrap();
    script(&folder.path().join("built"), BUILT);
    let sum = output("sha256sum", "built", folder.path());
    let sum = sum.split(' ').next().unwrap();
    ["linux-amd64", "linux-arm64", "linux-armv7"]
        .map(|name| format!("{sum}  v{}/runner-ymls-{name}\n", version()))
        .concat()
}

#[test]
fn a_tag_is_published_if_its_bytes_are_those_that_were_committed() {
    if !is_there("jq") {
        return;
    }
    let release = Release::new(&checksums());
    let tag = format!("v{}", version());
    let contexts = json!({
        "ref": format!("refs/tags/{tag}"), "ref_type": "tag", "repository_owner": "acme", "token": "token",
    });
    let Some(jobs) = release.run(&contexts) else { return };
    for job in ["linux", "macos", "publish", "image"] {
        assert_eq!(jobs[job]["result"], "success", "{job}: {}", jobs[job]["runs"][0]["printed"]);
    }
    let log = release.log();
    for target in ["x86_64-unknown-linux-musl", "armv7-unknown-linux-musleabihf", "aarch64-apple-darwin"] {
        assert!(log.contains(target), "{target}: {log}");
    }
    assert!(log.contains("qemu-arm-static\n"), "{log}");
    let published = log.lines().find(|line| line.starts_with("gh release create ")).unwrap();
    for name in ["SHA256SUMS", "runner-ymls-linux-armv7", "runner-ymls-macos-arm64", "runner-ymls.cdx.json"] {
        assert!(published.contains(&format!("dist/{name}")), "{published}");
    }
    assert!(log.contains("docker buildx build") && log.contains("linux/arm/v7"), "{log}");
}

#[test]
fn nothing_else_is_published() {
    if !is_there("jq") {
        return;
    }
    let tag = |name: &str| json!({ "ref": format!("refs/tags/{name}"), "ref_type": "tag" });
    let own = format!("v{}", version());
    for (sums, contexts, linux) in [
        (checksums(), tag("v99.0.0"), "failure"),
        (checksums().replacen(|c: char| c.is_ascii_hexdigit(), "x", 1), tag(&own), "failure"),
        (String::new(), tag(&own), "failure"),
        (String::new(), json!({ "ref": "refs/heads/main", "ref_type": "branch" }), "success"),
    ] {
        let release = Release::new(&sums);
        let Some(jobs) = release.run(&contexts) else { return };
        assert_eq!(jobs["linux"]["result"], linux, "{contexts}: {}", jobs["linux"]["runs"][0]["printed"]);
        assert_eq!(
            (&jobs["publish"]["result"], &jobs["image"]["result"]),
            (&json!("skipped"), &json!("skipped"))
        );
        let log = release.log();
        assert!(!log.contains("gh release") && !log.contains("docker"), "{contexts}: {log}");
    }
}
