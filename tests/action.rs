//! The action, the hooks and the rendered folder, as their users run them.
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

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::Command;

use outside::{binary, is_there, output, read, root, run, said, script};

const CONFIG: &str = r#"{
  "$defaults": { "gh_org_value": "acme", "runner_image": "ghcr.io/acme/runner:1", "max_runners": 4 },
  "go": {},
  "lite": {}
}
"#;

/// A folder with git, a config, and the files it renders to.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("repository")).unwrap();
    let repository = folder.path().join("repository");
    fs::write(repository.join("runners.json"), CONFIG).unwrap();
    output(binary().to_str().unwrap(), "render runners.json --quiet -o deploy", &repository);
    for args in ["init --quiet", "add .", "-c user.name=t -c user.email=t@example.com commit --quiet -m all"]
    {
        output("git", args, &repository);
    }
    folder
}

/// The blocks of YAML in a page.
fn blocks(page: &str) -> Vec<String> {
    let text = read(page);
    text.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// A workflow with the steps that the README shows, and these inputs of the action besides.
fn workflow(inputs: &str) -> String {
    let steps = blocks("README.md").into_iter().find(|block| block.starts_with("steps:")).unwrap();
    // Commits are what checkers want; the README cannot have one before there is a release.
    let steps = steps.replace("runner-ymls@v0.1.0", "runner-ymls@0123456789012345678901234567890123456789");
    assert!(steps.contains("@0123") && steps.contains("      files: runners.json\n"), "{steps}");
    let shown = if inputs.contains("files:") { "" } else { "      files: runners.json\n" };
    let steps = steps.replace("      files: runners.json\n", shown);
    let lines: Vec<String> = (steps + inputs).lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "name: runners\non:\n  pull_request:\npermissions: {{}}\n\
         concurrency:\n  group: ${{{{ github.workflow }}}}-${{{{ github.ref }}}}\n  cancel-in-progress: true\n\
         jobs:\n  check:\n    name: check\n    runs-on: ubuntu-24.04\n    timeout-minutes: 5\n\
         \x20   permissions:\n      contents: read # the configs\n{}",
        lines.concat()
    )
}

/// The action as a release has it, and a place to download from.
struct Action {
    folder: tempfile::TempDir,
}

impl Action {
    fn new() -> Action {
        let folder = repository();
        let at = |name: &str| folder.path().join(name);
        let names = ["linux-amd64", "linux-arm64", "linux-armv7"];
        let sum = output("sha256sum", binary().to_str().unwrap(), root());
        let sum = sum.split(' ').next().unwrap();
        fs::create_dir_all(at("action/.ci/release")).unwrap();
        fs::create_dir_all(at("releases/v1.2.3")).unwrap();
        fs::copy(root().join("action.yml"), at("action/action.yml")).unwrap();
        let lines = names.map(|name| format!("{sum}  v1.2.3/runner-ymls-{name}\n"));
        fs::write(at("action/.ci/release/checksums"), lines.concat()).unwrap();
        for name in names {
            symlink(binary(), at(&format!("releases/v1.2.3/runner-ymls-{name}"))).unwrap();
        }
        Action { folder }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Uses it with these inputs; what became of the job, and what it printed.
    fn run(&self, inputs: &str) -> Option<(bool, String)> {
        let releases = self.at("releases");
        let inputs = format!("      download-from: file://{}\n{inputs}", releases.display());
        fs::write(self.at("workflow.yml"), workflow(&inputs)).unwrap();
        let path = format!("{}:{}", self.at("bin").display(), std::env::var("PATH").unwrap());
        let jobs = run(&self.at("workflow.yml"), &self.at("repository"), |command| {
            command.arg("--action").arg(self.at("action")).env("PATH", path);
        })?;
        let job = &jobs["check"];
        Some((job["result"] == "success", job["runs"][0]["printed"].as_str().unwrap().to_owned()))
    }
}

#[test]
fn the_action_passes_what_is_right_and_rendered() {
    let action = Action::new();
    let Some((fine, printed)) = action.run("") else { return };
    assert!(fine && !printed.contains("::error"), "{printed}");
}

#[test]
fn the_action_shows_mistakes_on_their_lines() {
    let action = Action::new();
    fs::write(
        action.at("repository/runners.json"),
        CONFIG.replace(r#""go": {}"#, r#""go": { "cpulmi": "4" }"#),
    )
    .unwrap();
    let Some((fine, printed)) = action.run("") else { return };
    assert!(!fine && printed.contains("::error file=runners.json,line=3,"), "{printed}");
}

#[test]
fn the_action_fails_on_files_that_were_not_rendered_again() {
    let action = Action::new();
    for (from, to, shown) in [
        (r#""go": {}"#, r#""go": { "max_runners": 9 }"#, "maxRunners: 9"),
        (r#""go": {}"#, r#""go": {}, "rust": {}"#, "name: rust"),
        (r#""go": {},"#, "", "name: go"),
    ] {
        fs::write(action.at("repository/runners.json"), CONFIG.replace(from, to)).unwrap();
        let Some((fine, printed)) = action.run("") else { return };
        assert!(
            !fine && printed.contains(shown) && printed.contains("::error::the rendered files"),
            "{printed}"
        );
    }
}

#[test]
fn the_inputs_of_the_action_are_no_code() {
    let action = Action::new();
    let hostile = "$(touch owned) `touch owned`; touch owned.json";
    fs::rename(action.at("repository/runners.json"), action.at("repository").join(hostile)).unwrap();
    fs::remove_dir_all(action.at("repository/deploy")).unwrap();
    let inputs =
        "      arguments: |\n        --set=*.namespace=$(touch owned)\n        --only=$(touch owned)\n";
    let found = action.run(inputs);
    let Some((fine, printed)) = found else { return };
    assert!(!fine, "{printed}");
    let owned = Command::new("find").arg(action.folder.path()).args(["-name", "owned*"]).output().unwrap();
    assert_eq!(said(&owned), "");
}

#[test]
fn the_action_gives_its_arguments_on_and_can_be_strict() {
    let action = Action::new();
    let Some((fine, printed)) = action.run("      arguments: |\n        --set=*.max_runners=9\n") else {
        return;
    };
    assert!(!fine && printed.contains("maxRunners: 9"), "{printed}");
    // Of these `diff` knows nothing.
    let only_check = "      arguments: |\n        --context=.\n        --actionlint\n        labels.yaml\n";
    let (fine, printed) = action.run(only_check).unwrap();
    assert!(fine, "{printed}");
    let (fine, printed) = action.run("      files: \"\"\n").unwrap();
    assert!(!fine && printed.contains("::error::the input `files` is empty"), "{printed}");
    // A warning, which alone does not fail: the Docker daemon has no limits.
    let Some((fine, printed)) = action.run("      strict: true\n") else { return };
    assert!(!fine && printed.contains("::warning ") && !printed.contains("rendered files"), "{printed}");
}

#[test]
fn the_action_takes_the_binary_of_the_machine_and_no_other_bytes() {
    let action = Action::new();
    for (machine, name) in [("x86_64", "linux-amd64"), ("aarch64", "linux-arm64"), ("armv7l", "linux-armv7")]
    {
        script(&action.at("bin/uname"), &format!("[ \"$1\" = -s ] && echo Linux || echo {machine}"));
        let Some((fine, printed)) = action.run("") else { return };
        assert!(fine, "{machine}: {printed}");
        let download = action.at(&format!("releases/v1.2.3/runner-ymls-{name}"));
        fs::remove_file(&download).unwrap();
        script(&download, "echo owned");
        let (fine, printed) = action.run("").unwrap();
        assert!(!fine && !printed.contains("owned"), "{machine}: {printed}");
        assert!(printed.contains(&format!("is not the v1.2.3/runner-ymls-{name} that")), "{printed}");
        fs::remove_file(&download).unwrap();
        symlink(binary(), &download).unwrap();
    }
    script(&action.at("bin/uname"), "[ \"$1\" = -s ] && echo Darwin || echo arm64");
    let (fine, printed) = action.run("").unwrap();
    assert!(!fine && printed.contains("::error::the action is for Linux"), "{printed}");
    script(&action.at("bin/uname"), "[ \"$1\" = -s ] && echo Linux || echo riscv64");
    let (fine, printed) = action.run("").unwrap();
    assert!(!fine && printed.contains("no release for Linux riscv64"), "{printed}");
    fs::remove_file(action.at("bin/uname")).unwrap();
    fs::write(action.at("action/.ci/release/checksums"), "").unwrap();
    let (fine, printed) = action.run("").unwrap();
    assert!(!fine && printed.contains("belongs to no release"), "{printed}");
}

/// Checkers see the README's steps as a whole workflow.
#[test]
fn the_steps_of_the_readme_pass_the_checkers() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("workflow.yml");
    fs::write(&file, workflow("")).unwrap();
    for line in [
        "actionlint",
        "zizmor --offline --no-progress --persona=pedantic",
        "check-jsonschema --builtin-schema vendor.github-workflows",
    ] {
        let mut words = line.split(' ');
        let output = Command::new(words.next().unwrap()).args(words).arg(&file).output();
        match output {
            Ok(output) => assert!(output.status.success(), "{line}: {}", said(&output)),
            Err(error) => oracles::skip(&format!("{line}: {error}")),
        }
    }
}

/// The hooks as the README uses them, run by pre-commit itself, except that the binary is there already.
#[test]
fn the_hooks_check_and_render() {
    if !is_there("pre-commit") {
        return;
    }
    output("pre-commit", "validate-manifest .pre-commit-hooks.yaml", root());
    let shown = blocks("README.md").into_iter().find(|block| block.starts_with("repos:")).unwrap();
    assert!(shown.contains("    rev: v") && shown.contains("args: [runners.json, --output=deploy]"));
    for id in ["runner-ymls-check", "runner-ymls-render"] {
        assert!(
            shown.contains(&format!("- id: {id}\n")) && read(".pre-commit-hooks.yaml").contains(id),
            "{id}"
        );
    }
    let hooks = read(".pre-commit-hooks.yaml").replace("language: rust", "language: system");
    let hooks = hooks.lines().map(|line| format!("      {line}\n")).collect::<Vec<_>>().concat();

    let folder = repository();
    let repository = folder.path().join("repository");
    fs::write(
        repository.join(".pre-commit-config.yaml"),
        format!("repos:\n  - repo: local\n    hooks:\n{hooks}"),
    )
    .unwrap();
    let path = format!("{}:{}", binary().parent().unwrap().display(), std::env::var("PATH").unwrap());
    let commit = |config: &str| {
        fs::write(repository.join("runners.json"), config).unwrap();
        output("git", "add .", &repository);
        let mut command = Command::new("pre-commit");
        command.args(["run", "--color", "never"]).current_dir(&repository).env("PATH", &path);
        let output = command.env("PRE_COMMIT_HOME", folder.path().join("home")).output().unwrap();
        (output.status.success(), said(&output))
    };
    // Another value, another pool, a pool less: the first try fails and renders, the second passes.
    for (to, said) in [
        (r#""go": { "max_runners": 9 }"#, "1 written"),
        (r#""go": {}, "c": {}"#, "2 written"),
        ("\"d\": {}", "1 written"),
    ] {
        let changed = CONFIG.replace(r#""go": {}"#, to);
        let (fine, printed) = commit(&changed);
        assert!(!fine && printed.contains(said), "{printed}");
        let (fine, printed) = commit(&changed);
        assert!(fine, "{printed}");
    }
    let (fine, printed) = commit(&CONFIG.replace("max_runners", "max_runers"));
    assert!(!fine && printed.contains("error[unknown-key]"), "{printed}");

    // A commit of one file is checked against the others, and what only has the name of a config is none.
    let hooks = fs::read_to_string(repository.join(".pre-commit-config.yaml")).unwrap();
    let hooks = hooks.replace("args: [runners.json]", "args: [runners.json, images.json]");
    fs::write(repository.join(".pre-commit-config.yaml"), hooks).unwrap();
    fs::write(repository.join("manifest.json"), r#"{ "name": "App", "icons": [] }"#).unwrap();
    fs::write(
        repository.join("images.json"),
        r#"{ "registry": "ghcr.io/acme", "output_manifest_tag": "1", "runs_on_format": "{tags}", "dockerfile_build_components":
            [{ "image_filename": "Dockerfile.a", "architecture": ["x86_64"], "tags": "go" }] }"#,
    )
    .unwrap();
    fs::write(repository.join("Dockerfile.a"), "FROM scratch\n").unwrap();
    let _ = commit(CONFIG);
    let (fine, printed) = commit(CONFIG);
    assert!(fine, "{printed}");
    output("git", "-c user.name=t -c user.email=t@example.com commit --quiet -m all", &repository);
    let (fine, printed) = commit(&CONFIG.replace("\"go\"", "\"c\""));
    assert!(!fine && printed.contains("error[unknown-label]"), "{printed}");
}

/// What Argo CD and Flux do with a folder: every file in it, as kustomize reads it, is an object of the config.
#[test]
fn a_rendered_folder_is_what_gitops_tools_apply() {
    if !oracles::kubectl() || !oracles::python_has("yaml") {
        return oracles::skip("kubectl or PyYAML is not installed");
    }
    let folder = repository();
    let deploy = folder.path().join("repository/deploy");
    let pages = blocks("docs/gitops.md");
    assert!(
        pages[0].contains("\n    path: deploy\n") && pages[1].contains("\n  path: ./deploy\n"),
        "{pages:?}"
    );
    for page in pages {
        let name = oracles::read("kubectl", page.as_bytes()).remove(0);
        assert_eq!(name["metadata"]["name"], "runner-pools");
    }
    let mut names: Vec<String> = fs::read_dir(&deploy)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["go.yaml", "lite.yaml"]);
    // What Flux writes beside them.
    fs::write(deploy.join("kustomization.yaml"), format!("resources: {names:?}\n")).unwrap();
    let built = output("kubectl", "kustomize .", &deploy);
    let found: Vec<String> = oracles::read("kubectl", built.as_bytes())
        .iter()
        .map(|object| object["metadata"]["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(found, ["go", "lite"]);
}
