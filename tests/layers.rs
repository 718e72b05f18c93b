//! The house rules that a compiler does not know: modules use only what `lib.rs` lists before them, and files are short.
#![allow(clippy::expect_used, clippy::panic, reason = "a test says what is wrong")]

use camino::{Utf8Path, Utf8PathBuf};

const LONGEST: usize = 400;

#[test]
fn modules_use_only_earlier_ones() {
    let order = modules();
    assert!(!order.is_empty(), "lib.rs lists no modules");
    let mut wrong = Vec::new();
    for file in files(&root()) {
        let Some(own) = module_of(&file).and_then(|name| order.iter().position(|module| *module == name))
        else {
            continue;
        };
        for (number, line) in code(&file).lines().enumerate() {
            let later = used(line).into_iter().filter(|name| order[own + 1..].contains(name));
            wrong.extend(later.map(|name| format!("{file}:{}: `{}` uses `{name}`", number + 1, order[own])));
        }
    }
    assert!(wrong.is_empty(), "used before their turn in lib.rs:\n{}", wrong.join("\n"));
}

#[test]
fn files_are_short() {
    let long: Vec<String> = files(&root())
        .into_iter()
        .map(|file| (read(&file), file))
        // What is generated is read by nobody.
        .filter(|(text, _)| !text.contains("//! Generated from "))
        .map(|(text, file)| (text.lines().count(), file))
        .filter(|(lines, _)| *lines > LONGEST)
        .map(|(lines, file)| format!("{file}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "longer than {LONGEST} lines: split by noun\n{}", long.join("\n"));
}

#[test]
fn uses_are_found() {
    assert_eq!(used("use crate::text::Span;"), ["text"]);
    assert_eq!(used("use crate::{json, yaml::{self, Tree}};"), ["json", "yaml"]);
    assert_eq!(used("    let x = crate::json::read(crate::text::new());"), ["json", "text"]);
    assert_eq!(used("use crate::{"), Vec::<String>::new());
}

fn root() -> Utf8PathBuf {
    Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The modules of lib.rs, in order.
fn modules() -> Vec<String> {
    let lib = read(&root().join("lib.rs"));
    lib.lines()
        .filter_map(|line| {
            line.trim_start_matches("pub(crate) ").trim_start_matches("pub ").strip_prefix("mod ")
        })
        .filter_map(|rest| rest.split([';', ' ']).next().map(String::from))
        .collect()
}

/// The top-level module a file belongs to; none for `lib.rs` and `main.rs`.
fn module_of(file: &Utf8Path) -> Option<String> {
    let first = file.strip_prefix(root()).ok()?.components().next()?.as_str();
    let name = first.trim_end_matches(".rs");
    (!["lib", "main"].contains(&name)).then(|| name.to_string())
}

/// The file's text, every `use crate::{…}` drawn together on the line where it ends, comments left out.
fn code(file: &Utf8Path) -> String {
    let (mut text, mut inside) = (String::new(), false);
    for line in read(file).lines().map(|line| line.split("//").next().unwrap_or_default()) {
        inside |= line.contains("use crate::{") && !line.contains(';');
        inside &= !line.contains(';');
        text.push_str(line);
        text.push(if inside { ' ' } else { '\n' });
    }
    text
}

/// The top-level modules that a line of code names.
fn used(line: &str) -> Vec<String> {
    line.split("crate::").skip(1).flat_map(names).collect()
}

/// The names at the start of what follows `crate::`: one, or those of the outermost braces.
fn names(rest: &str) -> Vec<String> {
    let Some(inner) = rest.strip_prefix('{') else { return name(rest).into_iter().collect() };
    let (mut depth, mut found, mut start) = (0_u32, Vec::new(), 0);
    for (at, character) in inner.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                found.extend(name(inner[start..at].trim()));
                start = at + 1;
            }
            _ => {}
        }
    }
    found
}

/// The identifier at the start of the text.
fn name(text: &str) -> Option<String> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_string())
}

/// The Rust files under the folder, in order.
fn files(folder: &Utf8Path) -> Vec<Utf8PathBuf> {
    let mut found: Vec<Utf8PathBuf> = Vec::new();
    for entry in folder.read_dir_utf8().expect("src can be read") {
        let path = entry.expect("src can be read").into_path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension() == Some("rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(file: &Utf8Path) -> String {
    std::fs::read_to_string(file).expect("a source file can be read")
}
