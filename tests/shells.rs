//! Completions, as the shells themselves give them. A shell that is not installed is skipped, and said so.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a test stops at what it does not expect"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const CONFIG: &str = r#"{ "$gpu": {}, "go": {}, "go-lite": {}, "$(touch owned)": {}, "rust": 1 }"#;

/// Runs a script in a folder with a config and the completions of the shell; none if there is no such shell.
fn run(shell: &str, script: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("runners.json"), CONFIG).unwrap();
    fs::write(folder.path().join("run ners.json"), CONFIG).unwrap();
    fs::write(folder.path().join("images.json"), r#"{ "registry": "r", "output_manifest_tag": "1" }"#)
        .unwrap();
    let completions = runner_ymls(&["completions", shell]);
    fs::write(folder.path().join("completions"), completions.stdout).unwrap();
    let binary = Path::new(env!("CARGO_BIN_EXE_runner-ymls"));
    let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut command = Command::new(shell);
    command.arg(if shell == "bash" { "--norc" } else { "-f" });
    if shell == "fish" {
        command = Command::new(shell);
        command.arg("--no-config");
    }
    let output =
        command.arg("-c").arg(script).current_dir(&folder).env("PATH", path).env("HOME", folder.path());
    let Ok(output) = output.output() else {
        println!("skipped: {shell} is not installed");
        return None;
    };
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{shell}");
    assert!(!folder.path().join("owned").exists(), "{shell} ran the name of a pool");
    Some(String::from_utf8(output.stdout).unwrap())
}

fn runner_ymls(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_runner-ymls")).args(args).output().unwrap()
}

/// What bash completes a line of these words to.
fn bash(words: &str) -> Option<String> {
    let script = format!(
        "source completions; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
         _runner_ymls_with_pools runner-ymls \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"; \
         echo \"${{COMPREPLY[*]}}\""
    );
    run("bash", &script).map(|text| text.trim_end().to_owned())
}

#[test]
fn bash_completes_pools() {
    for (words, expected) in [
        ("runner-ymls explain runners.json ''", "go go-lite rust"),
        ("runner-ymls explain runners.json go-", "go-lite"),
        ("runner-ymls render runners.json --only r", "rust"),
        ("runner-ymls list runners.json --only = go", "go go-lite"),
        ("runner-ymls list --only ''", ""),
        (r"runner-ymls list runners.json --only '\!r'", r"\!rust"),
        (r#"runner-ymls list runners.json --only "'!r""#, "!rust"),
        ("runner-ymls -q --color never explain runners.json go-", "go-lite"),
        (r#"runner-ymls explain "run ners.json" go-"#, "go-lite"),
        (r"runner-ymls explain run\ ners.json go-", "go-lite"),
        ("runner-ymls check images.json --only ''", ""),
        ("runner-ymls check --explain prefix", "prefix-name"),
        ("runner-ymls man comp", "completions"),
        ("runner-ymls man images-p", "images-plan"),
        ("runner-ymls schema rel", "release"),
        ("runner-ymls expl", "explain"),
        ("runner-ymls list runners.json --format ''", "text json markdown"),
    ] {
        let Some(found) = bash(words) else { return };
        assert_eq!(found, expected, "{words}");
    }
}

#[test]
fn fish_completes_pools() {
    for (line, expected) in [
        ("runner-ymls explain runners.json ", "go go-lite rust"),
        ("runner-ymls render runners.json --only r", "rust"),
        ("runner-ymls list runners.json --only=go", "--only=go --only=go-lite"),
        ("runner-ymls list runners.json --only !r", "!rust"),
        ("runner-ymls list runners.json --only \\'!r", "!rust"),
        ("runner-ymls check images.json --only ", ""),
        ("runner-ymls check --explain prefix", "prefix-name"),
        ("runner-ymls help images pl", "plan"),
        ("runner-ymls help ima", "images"),
        ("runner-ymls help run", ""),
        ("runner-ymls man comp", "completions"),
        ("runner-ymls man images-p", "images-plan"),
        ("runner-ymls schema rel", "release"),
    ] {
        let Some(found) = run("fish", &format!("source completions; complete -C '{line}'")) else { return };
        let words: Vec<&str> = found.lines().map(|line| line.split('\t').next().unwrap()).collect();
        assert_eq!(words.join(" "), expected, "{line}");
    }
}

#[test]
fn zsh_completes_pools() {
    // Only a terminal completes, so zsh has one made for it, presses tab there, and writes down what the line has become.
    let script = |line: &str| {
        format!(
            "zmodload zsh/zpty; zpty z zsh -f -i; \
             zpty -w z 'autoload -Uz compinit; compinit -u -D; source ./completions'; \
             zpty -w z 'show() {{ print -r -- \"$BUFFER\" > new; mv new found; exit }}; zle -N show; bindkey ^X show'; \
             zpty -w -n z \"{line}\"$'\\t\\x18'; \
             for try in {{1..300}}; do [[ -f found ]] && break; zpty -r -t z seen; sleep 0.1; done; cat found"
        )
    };
    for (line, expected) in [
        ("runner-ymls explain runners.json r", "runner-ymls explain runners.json rust"),
        ("runner-ymls render runners.json --only go-", "runner-ymls render runners.json --only go-lite"),
        ("runner-ymls render runners.json --only '!r", "runner-ymls render runners.json --only '!rust'"),
        ("runner-ymls man comp", "runner-ymls man completions"),
    ] {
        let Some(found) = run("zsh", &script(line)) else { return };
        assert_eq!(found.trim_end(), expected, "{line}");
    }
}

#[test]
fn every_shell_gets_a_script_and_every_command_a_page() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = runner_ymls(&["completions", shell]);
        assert!(output.status.success() && output.stdout.len() > 1000, "{shell}");
    }
    for command in runner_ymls::cli::PAGES {
        let page = String::from_utf8(runner_ymls(&["man", command]).stdout).unwrap();
        assert!(page.contains(&format!(".TH runner-ymls-{command} 1")), "{page}");
        assert!(page.contains("\n.SH \"EXIT STATUS\"\n") && !page.contains("EXTRA"), "{page}");
    }
    let whole = String::from_utf8(runner_ymls(&["man"]).stdout).unwrap();
    assert!(whole.contains(".TH runner-ymls 1"), "{whole}");
}
