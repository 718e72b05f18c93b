//! Every folder under `tests/cases` is a case: its `args`, its input files, what `env` adds to the environment, and the exact `stdout` and `stderr` of the
//! binary run there. A case that writes a folder lists what is in it afterwards in `files`. `UPDATE_EXPECT=1` rewrites them.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_types,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test stops at what it does not expect"
)]

mod files;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use files::copy;
use runner_ymls::text::Code;

/// What a run left behind.
struct Outcome {
    stdout: String,
    stderr: String,
    status: i32,
    files: Option<String>,
}

fn run(case: &Path) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    copy(case, folder.path());
    let args = fs::read_to_string(case.join("args")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_runner-ymls"));
    command.args(words(&args)).current_dir(folder.path()).env_remove("RUST_BACKTRACE");
    // What a runner of GitHub would say about itself is a part of the case.
    std::env::vars().filter(|(name, _)| name.starts_with("GITHUB_")).for_each(|(name, _)| {
        command.env_remove(name);
    });
    let env = fs::read_to_string(case.join("env")).unwrap_or_default();
    command.envs(env.lines().filter_map(|line| line.split_once('=')));
    match fs::File::open(case.join("stdin")) {
        Ok(stdin) => command.stdin(stdin),
        Err(_) => command.stdin(Stdio::null()),
    };
    let output = command.output().unwrap();
    let written = folder.path().join("out");
    Outcome {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        status: output.status.code().unwrap(),
        files: written.is_dir().then(|| list(&written)),
    }
}

/// The words of a command line: blanks part them, single quotes keep blanks.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![];
    for (at, part) in line.trim().split('\'').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

fn list(folder: &Path) -> String {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let text = |path: &Path| {
        let name = path.file_name().unwrap().display();
        if path.is_dir() {
            return list(path).replace("== ", &format!("== {name}/"));
        }
        format!("== {name}\n{}", fs::read_to_string(path).unwrap())
    };
    entries.iter().map(|path| text(path)).collect()
}

fn compare(case: &Path, name: &str, found: &str, wrong: &mut Vec<String>) {
    let path = case.join(name);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        if found.is_empty() {
            let _ = fs::remove_file(&path);
        } else {
            #[expect(clippy::disallowed_methods, reason = "a golden file is not a user's")]
            fs::write(&path, found).unwrap();
        }
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    if expected != found {
        wrong.push(format!("{}: expected\n{expected}\nfound\n{found}", path.display()));
    }
}

fn cases() -> Vec<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

#[test]
fn every_case_gives_exactly_what_its_folder_says() {
    let mut wrong = vec![];
    let cases = cases();
    assert!(cases.len() > 50, "only {} cases", cases.len());
    for case in &cases {
        let outcome = run(case);
        let failed = outcome.stderr.contains("error[") || outcome.stderr.contains("error: ");
        // These can find something, which is neither success nor failure.
        let args = fs::read_to_string(case.join("args")).unwrap();
        let finds = ["check", "diff", "import"].iter().any(|command| args.starts_with(command))
            || args.contains("--check ");
        if !finds {
            assert_eq!(outcome.status, if failed { 2 } else { 0 }, "{}: {}", case.display(), outcome.stderr);
            assert!(!failed || outcome.stdout.is_empty(), "{}: half a result", case.display());
        }
        // Where the exit status is not told by the rest, it is a part of the case.
        let status = if finds { format!("{}\n", outcome.status) } else { String::new() };
        compare(case, "status", &status, &mut wrong);
        compare(case, "stdout", &outcome.stdout, &mut wrong);
        compare(case, "stderr", &outcome.stderr, &mut wrong);
        compare(case, "files", outcome.files.as_deref().unwrap_or_default(), &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_failing_case() {
    let reports: Vec<String> =
        cases().iter().map(|case| fs::read_to_string(case.join("stderr")).unwrap_or_default()).collect();
    for (_, name, _) in Code::ALL {
        let shown = |report: &String| report.contains(&format!("[{name}]"));
        assert!(reports.iter().any(shown), "no case shows `{name}`");
    }
}

/// Of no command, the help either, what cannot be written is passed over.
#[cfg(target_os = "linux")]
#[test]
fn what_is_lost_fails() {
    for args in ["--help", "--version", "render --help", "init --help", "completions bash"] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output =
            Command::new(env!("CARGO_BIN_EXE_runner-ymls")).args(args.split(' ')).stdout(full).output();
        assert_eq!(output.unwrap().status.code(), Some(2), "{args}");
    }
}
