//! The pages under `docs/` that are no reference: their examples are rendered and their commands are run.
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
use std::path::Path;
use std::process::Command;

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The blocks of a page: the language of each, and its text.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    page.split("\n```").skip(1).step_by(2).map(|block| block.split_once('\n').unwrap()).collect()
}

/// What a shell prints with our binary in front of all others, and whether it went well.
fn shell(script: &str, folder: &Path) -> (String, String, bool) {
    let binary = Path::new(env!("CARGO_BIN_EXE_runner-ymls"));
    let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("bash");
    let output = command
        .args(["-euo", "pipefail", "-c", script])
        .env("PATH", path)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.success())
}

fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") }).collect()
}

#[test]
fn the_examples_of_the_guide_to_templates_come_out_as_shown() {
    let text = page("docs/templates.md");
    let blocks = blocks(&text);
    let (examples, rest) = blocks.as_chunks::<3>();
    assert!(examples.len() >= 7 && rest.is_empty());
    for [(first, template), (second, pool), (third, expected)] in examples {
        assert_eq!((*first, *second), ("jinja", "json"), "{template}");
        let folder = tempfile::tempdir().unwrap();
        let head = "apiVersion: example.com/v1\nkind: Values\nmetadata:\n  name: {{ pool }}\nspec:\n";
        fs::write(folder.path().join("pool.yaml.j2"), format!("{head}{}", indented(template))).unwrap();
        let config = format!(
            r#"{{ "example": {pool}, "$defaults": {{ "gh_org_value": "acme", "runner_image": "i:1" }} }}"#
        );
        fs::write(folder.path().join("runners.json"), config).unwrap();
        let (out, err, fine) = shell("runner-ymls render runners.json -t pool.yaml.j2", folder.path());
        if *third == "text" {
            assert!(!fine && err.contains(expected.trim_end()), "{template}\n{out}{err}");
            continue;
        }
        assert!(fine, "{template}\n{err}");
        let spec = out.split_once("spec:\n").unwrap().1.trim_start_matches('\n');
        assert_eq!(spec, indented(expected), "{template}");
    }
}

/// The article's template, whole: the listing has gaps, and its runner lacks the volumes.
const TEMPLATE: &str = include_str!("guides/runner.yaml.j2");

#[test]
fn the_commands_of_the_page_on_moving_work() {
    if !oracles::python_has("jinja2") {
        return oracles::skip("Jinja2 is not installed");
    }
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let config = page("configs/article.json")
        .replace(
            r#""runner_image": """#,
            r#""runner_image": "harbor.nbfc.io/nubificus/gh-actions-runner-go:2.329.0""#,
        )
        .replace(r#""exporter_image": """#, r#""exporter_image": "harbor.nbfc.io/nubificus/exporter:1.0""#);
    fs::write(at("runners.json"), config).unwrap();
    fs::write(at("runner.yaml.j2"), TEMPLATE).unwrap();
    let text = page("docs/moving.md");
    let mut count = 0;
    for (language, block) in blocks(&text) {
        match language {
            "python" => fs::write(at("generate.py"), block).unwrap(),
            "bash" => {
                let (out, err, fine) = shell(block, folder.path());
                assert!(fine, "{block}\n{out}{err}");
                count += 1;
            }
            _ => {}
        }
    }
    assert_eq!(count, 5);
    assert_eq!(fs::read(at("before.yaml")).unwrap(), fs::read(at("after.yaml")).unwrap());
    assert!(!fs::read(at("before.yaml")).unwrap().is_empty());
    // Who writes less, as the page says, still has the same objects.
    let less = r#"{
      "$defaults": {
        "gh_org_value": "cloudkernels", "node_selector_value": "cloudkernels/runners",
        "runner_image": "harbor.nbfc.io/nubificus/gh-actions-runner-go:2.329.0",
        "exporter_image": "harbor.nbfc.io/nubificus/exporter:1.0",
        "cpureq": "200m", "cpulim": 4, "memreq": "1Gi", "memlim": "8Gi"
      },
      "cloudkernels-go": { "min_runners": 3, "max_runners": 12, "runner_input_labels_value": "go", "runner_exclude_arch": "arm" }
    }"#;
    fs::write(at("runners.json"), less).unwrap();
    let (out, err, fine) =
        shell("runner-ymls diff runners.json -t runner.yaml.j2 --live before.yaml", folder.path());
    assert!(fine, "{out}{err}");
}
