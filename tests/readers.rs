//! A value never changes the shape of a document: hostile texts go in, and every reader gives the same texts back.
//!
//! Each position a value can take is in a template of `tests/oracles/`, and for each of them this file says what a
//! reader should find there. `RUNNER_YMLS_READERS` is how many random texts join those of the lists; more find more.
#![allow(clippy::panic, clippy::expect_used, clippy::print_stderr, reason = "a test says what is wrong")]

mod hostile;
mod oracles;
mod random;

use std::io::Write;
use std::process::{Command, Output};

use serde_json::{Value, json};

/// How many texts share a pool. kubectl takes its time for an object, hardly any for a scalar.
const BATCH: usize = 16;

fn texts() -> Vec<String> {
    let random =
        std::env::var("RUNNER_YMLS_READERS").ok().and_then(|count| count.parse().ok()).unwrap_or(2_000);
    hostile::texts(random)
}

#[test]
fn values_come_back_from_every_position() {
    let texts: Vec<String> = texts().into_iter().filter(|text| !hostile::is_private(text)).collect();
    check("positions", &texts, |v| {
        json!({
            "whole": v, "before": format!("{v}-after"), "after": format!("before-{v}"), "both": format!("one {v} two"),
            "twice": format!("{v}{v}"), "double": v, "double_part": format!("one \"{v}\" two"), "single": v,
            "single_part": format!("it's {v} two"), "colon": format!("tcp:{v}"), "number": format!("1{v}"),
            "dot": format!(".{v}"), "comment": v, "set": v, "macro": v, "branch": v,
            "items": [v, [v, format!("x{v}")], {"key": v}], "flow": [v, v, v, format!("x{v}"), format!("{v}x")],
            "map": {"whole": v, "double": v, "part": format!("x{v}")}, "end": "end",
        })
    });
}

#[test]
fn values_come_back_from_keys() {
    let fits = |text: &String| text.len() <= 100 && !hostile::is_private(text);
    check("keys", &texts().into_iter().filter(fits).collect::<Vec<_>>(), |v| {
        json!({
            "whole": {v: 1}, "block": {v: 1}, "part": {format!("key-{v}"): 1}, "before": {format!("{v}-key"): 1},
            "double": {v: 1}, "single": {v: 1}, "end": "end",
        })
    });
}

fn in_blocks(v: &str) -> Value {
    json!({
        "literal": format!("one\ntwo {v} three\n"), "stripped": format!("one {v}."),
        "folded": format!("one x{v}x two"), "trailing": 1, "end": "end",
    })
}

#[test]
fn values_come_back_from_blocks() {
    check(
        "blocks",
        &texts().into_iter().filter(|text| hostile::is_clean(text)).collect::<Vec<_>>(),
        in_blocks,
    );
}

/// What fits neither a comment nor a block scalar is refused with not a byte of output, or is right after all.
#[test]
fn values_that_do_not_fit_are_refused() {
    let odd = |text: &String| !hostile::is_clean(text) || hostile::is_private(text);
    let texts: Vec<String> = texts().into_iter().filter(odd).collect();
    let rendered: Vec<(String, Vec<u8>)> = texts
        .into_iter()
        .step_by(31)
        .filter_map(|text| {
            let output = render("blocks", std::slice::from_ref(&text));
            if output.status.code() == Some(2) {
                assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{text:?}: {output:?}");
                return None;
            }
            assert!(output.status.success(), "{text:?}: {output:?}");
            Some((text, output.stdout))
        })
        .collect();
    if let Some(readers) = readers() {
        for (text, yaml) in &rendered {
            for reader in readers {
                compare(reader, yaml, std::slice::from_ref(text), in_blocks);
            }
        }
    }
}

/// Renders the template of that name for the texts and asks every reader what it reads.
fn check(template: &str, texts: &[String], expected: fn(&str) -> Value) {
    let output = render(template, texts);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = std::str::from_utf8(&output.stdout).expect("output is UTF-8");
    let raw = |c: char| c != '\n' && (c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}'));
    assert_eq!(text.lines().find(|line| line.contains(raw)), None, "a character that readers disagree about");
    let Some(readers) = readers() else { return };
    let output = &output;
    std::thread::scope(|scope| {
        for reader in readers {
            scope.spawn(move || compare(reader, output.stdout.as_slice(), texts, expected));
        }
    });
}

/// The readers of this machine; none if one is missing.
fn readers() -> Option<&'static [&'static str]> {
    if !oracles::python_has("yaml") {
        oracles::skip("python3 with pyyaml is not installed");
        return None;
    }
    if !oracles::kubectl() {
        oracles::skip("kubectl is not installed");
        return Some(&["pyyaml"]);
    }
    Some(&["pyyaml", "kubectl"])
}

fn render(template: &str, texts: &[String]) -> Output {
    let pools: serde_json::Map<String, Value> = texts
        .chunks(BATCH)
        .enumerate()
        .map(|(number, texts)| (format!("pool-{number:05}"), json!({"hostile": texts})))
        .collect();
    let mut config = tempfile::NamedTempFile::new().expect("a temporary file");
    config.write_all(Value::from(pools).to_string().as_bytes()).expect("the temporary file takes the config");
    let template = format!("{}/tests/oracles/{template}.yml.j2", env!("CARGO_MANIFEST_DIR"));
    Command::new(env!("CARGO_BIN_EXE_runner-ymls"))
        .arg("render")
        .arg(config.path())
        .args(["-t", &template])
        .output()
        .expect("runner-ymls starts")
}

/// Fails with the first few values that the reader reads as something else.
fn compare(reader: &str, yaml: &[u8], texts: &[String], expected: fn(&str) -> Value) {
    let documents = oracles::read(reader, yaml);
    assert_eq!(documents.len(), texts.len().div_ceil(BATCH), "{reader} reads another number of documents");
    let mut wrong = Vec::new();
    for (document, texts) in documents.iter().zip(texts.chunks(BATCH)) {
        for (at, text) in texts.iter().enumerate() {
            let (read, expected) = (&document["spec"]["values"][at], expected(text));
            if *read != expected {
                wrong.push(format!("{text:?}\n    should be {expected}\n    but is    {read}"));
            }
        }
    }
    let first = wrong.iter().take(10).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{reader} reads {} of {} values wrong:\n{first}", wrong.len(), texts.len());
    eprintln!("{reader}: {} values", texts.len());
}
