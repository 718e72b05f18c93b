//! A lineage is really built, pushed into a registry of this machine, and read back as manifest lists.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_types,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test stops at what it does not expect"
)]

mod oracles;

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

/// A registry that ends with the test.
struct Registry {
    process: Child,
    port: u16,
}

impl Drop for Registry {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Registry {
    fn start(folder: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let config = format!(
            "version: 0.1\nstorage: {{filesystem: {{rootdirectory: {}/registry}}}}\nhttp: {{addr: '127.0.0.1:{port}'}}\n",
            folder.display()
        );
        fs::write(folder.join("registry.yml"), config).unwrap();
        let mut command = Command::new("docker-registry");
        command.arg("serve").arg(folder.join("registry.yml")).stdout(Stdio::null()).stderr(Stdio::null());
        let registry = Registry { process: command.spawn().unwrap(), port };
        let answers = || TcpStream::connect(("127.0.0.1", port)).is_ok();
        for _ in 0..100 {
            if answers() {
                return registry;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("the registry does not answer");
    }

    /// The manifest of a reference.
    fn manifest(&self, reference: &str) -> Value {
        let address = format!("docker://localhost:{}/{reference}", self.port);
        let mut command = Command::new("skopeo");
        let output = command.args(["inspect", "--raw", "--tls-verify=false", &address]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    fn architectures(&self, reference: &str) -> Vec<String> {
        let manifest = self.manifest(reference);
        let platforms = manifest["manifests"].as_array().unwrap().iter();
        platforms.map(|image| image["platform"]["architecture"].as_str().unwrap().to_owned()).collect()
    }
}

fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

/// `buildah` with a store of its own, which may speak to a registry without TLS.
fn wrapper(folder: &Path) {
    let bin = folder.join("bin");
    fs::create_dir(&bin).unwrap();
    let store = folder.display();
    let text = format!(
        "#!/bin/sh\nset -e\nPATH=${{PATH#*:}}\nstore='--root {store}/store --runroot {store}/run --storage-driver vfs'\ncase \"$1 $2\" in\n\
         'build '*) shift; exec buildah $store build --isolation chroot --tls-verify=false \"$@\" ;;\n\
         'manifest push') shift 2; exec buildah $store manifest push ${{PUSH---tls-verify=false}} \"$@\" ;;\n\
         *) exec buildah $store \"$@\" ;;\nesac\n"
    );
    fs::write(bin.join("buildah"), text).unwrap();
    fs::set_permissions(bin.join("buildah"), fs::Permissions::from_mode(0o755)).unwrap();
}

const CONFIG: &str = r#"{
  "output_manifest_tag": "1",
  "dockerfile_build_components": [
    { "image_filename": "Dockerfile.base", "architecture": ["x86_64", "aarch64", "armv7l"], "build_level": 0 },
    { "image_filename": "Dockerfile.app", "base_filename": "Dockerfile.base", "architecture": ["x86_64", "aarch64"],
      "image_tags": ["latest"], "build_level": 1 }
  ]
}"#;

#[test]
fn a_lineage_is_built_and_published() {
    if let Some(missing) = ["buildah", "docker-registry", "skopeo"].iter().find(|program| !is_there(program))
    {
        return oracles::skip(&format!("{missing} is not installed"));
    }
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    wrapper(folder.path());
    let registry = Registry::start(folder.path());
    for (name, text) in [
        ("images.json", CONFIG),
        ("Dockerfile.base", "FROM scratch\nCOPY file /base\n"),
        ("Dockerfile.app", "FROM nubificus_base_build\nCOPY file /app\n"),
        ("file", "text\n"),
    ] {
        fs::write(at(name), text).unwrap();
    }
    let prefix = format!("localhost:{}/team", registry.port);
    let mut command = Command::new(env!("CARGO_BIN_EXE_runner-ymls"));
    command.args([
        "images",
        "commands",
        "images.json",
        "--quiet",
        "--tool",
        "buildah",
        "--registry",
        &prefix,
    ]);
    let script = command.current_dir(folder.path()).output().unwrap();
    fs::write(at("build.sh"), script.stdout).unwrap();

    let path = format!("{}:{}", at("bin").display(), std::env::var("PATH").unwrap());
    let run = |push: Option<&str>| {
        let mut command = Command::new("bash");
        command.arg("build.sh").current_dir(folder.path()).env("PATH", &path);
        command.envs(push.map(|option| ("PUSH", option))).output().unwrap()
    };
    // A registry that does not take the push, which some versions of buildah end with 0.
    let refused = run(Some("--tls-verify=true"));
    assert!(!refused.status.success() && refused.stdout.is_empty(), "{refused:?}");

    let output = run(None);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(registry.architectures("team/base:1"), ["amd64", "arm64", "arm"]);
    assert_eq!(registry.architectures("team/app:1"), ["amd64", "arm64"]);
    assert_eq!(registry.manifest("team/app:1"), registry.manifest("team/app:latest"));
    // What the script printed are the digests of the lists, and the child stands on the layers of its base.
    let printed = String::from_utf8(output.stdout).unwrap();
    let layers = |name: &str| {
        let line = printed.lines().find(|line| line.contains(name)).unwrap();
        let digest = line.rsplit_once('@').unwrap().1;
        let image = registry.manifest(&format!("{name}@{digest}"))["manifests"][1]["digest"].clone();
        registry.manifest(&format!("{name}@{}", image.as_str().unwrap()))["layers"].clone()
    };
    let (base, app) = (layers("team/base"), layers("team/app"));
    assert_eq!((base.as_array().unwrap().len(), app.as_array().unwrap().len()), (1, 2));
    assert_eq!(base[0]["digest"], app[0]["digest"]);
}
