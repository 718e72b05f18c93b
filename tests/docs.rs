//! What the documentation says is what the binary does.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_types,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test stops at what it does not expect"
)]

mod files;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use files::copy;
use runner_ymls::keys::Key;
use runner_ymls::runners::KEYS;
use runner_ymls::text::{Code, explain};
use runner_ymls::{images, release};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// The blocks of one language.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

fn run(line: &str, folder: &Path) -> (String, bool) {
    let binary = env!("CARGO_BIN_EXE_runner-ymls");
    let path =
        format!("{}:{}", Path::new(binary).parent().unwrap().display(), std::env::var("PATH").unwrap());
    let output = Command::new("sh")
        .arg("-c")
        .arg(line)
        .env("PATH", path)
        .env("GITHUB_OUTPUT", "output")
        .current_dir(folder)
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (String::from_utf8(text).unwrap(), output.status.success())
}

#[test]
fn the_first_command_of_the_readme_renders_the_shipped_fleet() {
    let readme = readme();
    let command = blocks(&readme, "console")[0].trim().strip_prefix("$ ").unwrap();
    let line = command.replace("cargo run --release --quiet --", "runner-ymls");
    let (text, fine) = run(&line, root());
    assert!(fine, "{text}");
    assert_eq!(text, fs::read_to_string(root().join("snapshots/runners.yaml")).unwrap());
}

#[test]
fn the_console_blocks_of_the_readme_print_what_they_show() {
    let readme = readme();
    let shown = blocks(&readme, "console").into_iter().filter(|block| block.starts_with("$ runner-ymls"));
    let mut count = 0;
    for block in shown {
        let (command, expected) = block.split_once('\n').unwrap();
        let (found, _) = run(command.strip_prefix("$ ").unwrap(), root());
        assert_eq!(found, expected, "{command}");
        count += 1;
    }
    assert!(count > 0);
}

/// A folder with what the commands of the README talk about.
fn workplace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("configs"), &folder.path().join("configs"));
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("templates/garo")).unwrap();
    let template = root().join("templates/garo/pool.yaml.j2");
    for (name, text) in [
        ("runners.json", blocks(&readme(), "json")[0].to_owned()),
        ("pool.yaml.j2", fs::read_to_string(&template).unwrap()),
        ("templates/garo/pool.yaml.j2", fs::read_to_string(&template).unwrap()),
    ] {
        fs::write(at(name), text).unwrap();
    }
    let (text, fine) = run(
        "runner-ymls render runners.json > gar.yaml && runner-ymls -q render runners.json -o deploy/",
        folder.path(),
    );
    assert!(fine, "{text}");
    folder
}

#[test]
fn the_commands_in_the_readmes_table_work_on_its_config() {
    let readme = readme();
    let commands: Vec<String> = readme
        .lines()
        .filter(|line| {
            line.starts_with("| ") && (line.contains("| `runner-ymls ") || line.contains("| `kubectl "))
        })
        .map(|line| line.rsplit_once("| `").unwrap().1.trim_end_matches("` |").to_owned())
        .collect();
    assert!(commands.len() >= 7, "{commands:?}");
    for command in commands {
        let folder = workplace();
        // The cluster is not here; what it would print, and what would be piped into it, is.
        let line = command.replace("kubectl get gar -A -o yaml \\|", "cat gar.yaml |");
        let own = line.split("\\|").next().unwrap();
        let (text, fine) = run(own, folder.path());
        assert!(fine, "{command}: {text}");
    }
}

/// A config for the examples of the help.
const EXAMPLE: &str = r#"{
    "$defaults": { "gh_org_value": "cloudkernels", "runner_image": "harbor.nbfc.io/runner:2.329.0", "max_runners": 4 },
    "go": {}, "rust-lite": {}
}"#;

const EXAMPLE_OF_IMAGES: &str = r#"{
    "registry": "ghcr.io/acme", "output_manifest_tag": "1",
    "dockerfile_build_components": [ { "image_filename": "Dockerfile.base", "architecture": ["x86_64"] } ]
}"#;

#[test]
fn the_examples_of_the_help_work_and_fit_on_a_terminal() {
    let mut count = 0;
    for command in [
        "",
        "render",
        "check",
        "images",
        "release",
        "list",
        "explain",
        "schema",
        "init",
        "completions",
        "man",
    ] {
        let (help, _) = run(&format!("runner-ymls {command} --help"), root());
        for line in help.lines().filter(|line| line.starts_with("  runner-ymls ")) {
            assert!(line.chars().count() <= 80, "{line}");
            let example = line.trim().split("   ").next().unwrap().split(" | ").next().unwrap();
            let folder = workplace();
            fs::write(folder.path().join("runners.json"), EXAMPLE).unwrap();
            fs::write(folder.path().join("images.json"), EXAMPLE_OF_IMAGES).unwrap();
            fs::copy(root().join("configs/manifest.json"), folder.path().join("manifest.json")).unwrap();
            let own = example.split(" > ").next().unwrap();
            let (text, fine) = run(own, folder.path());
            assert!(fine, "{line}: {text}");
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}

#[test]
fn the_page_of_errors_explains_every_code() {
    let page = fs::read_to_string(root().join("docs/errors.md")).unwrap();
    let explained: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let codes: Vec<&str> = Code::ALL.iter().map(|(_, name, _)| *name).collect();
    assert_eq!(explained, codes);
    for code in codes {
        let section = explain(code).unwrap();
        assert!(section.contains("\nWrong:\n") && section.contains("\nRight:\n"), "{section}");
    }
}

fn table(page: &mut String, keys: &[Key]) {
    page.push_str("| key | takes | what it is for |\n|---|---|---|\n");
    for key in keys {
        let needed = if key.is_needed { "; needed" } else { "" };
        writeln!(page, "| `{}` | {}{needed} | {} |", key.name, key.kind.expected(), key.description())
            .unwrap();
    }
}

#[test]
fn the_page_of_keys_lists_every_key() {
    let mut page = String::from(
        "# Keys of a pool\n\nGenerated from the tables in `src/`; a test keeps it so (`UPDATE_EXPECT=1 cargo test` rewrites it), and\n\
         `runner-ymls schema` prints them for an editor.\n\n\
         Every key can stand in a pool, in `$defaults` and in an abstract `$pool`. `null`, and `\"\"`, mean that it is not set.\n\
         Integers may be written as strings. Architectures are understood in every common spelling: `amd64`, `x86_64`, `arm64`,\n\
         `aarch64`, `arm`, `armv7l`, `linux/arm/v7`. Any other key is a variable of your own template, and an error if the template\n\
         does not read it.\n\n",
    );
    table(&mut page, KEYS);
    page.push_str(
        "\nTemplates have all of them as variables, and `pool` (the pool's key in the file) and `arch` (set where `archs` is).\n\
         `resources`, `node_selector`, `tolerations` and `affinity` hold what follows from the other keys too.\n",
    );
    for (title, keys) in [
        ("images.json", images::keys::KEYS),
        ("an image", images::keys::COMPONENT),
        ("manifest.json", release::keys::KEYS),
        ("`build`", release::keys::BUILD),
        ("a component", release::keys::COMPONENT),
        ("an artifact that is built elsewhere", release::keys::ARTIFACT),
    ] {
        write!(page, "\n# Keys of {title}\n\n").unwrap();
        table(&mut page, keys);
    }
    expect_test::expect_file![PathBuf::from(root()).join("docs/keys.md")].assert_eq(&page);
}
