//! The fuzz targets on stable: their seeds, then simple mutations of them for a few seconds.
//!
//! `RUNNER_YMLS_FUZZ_SECONDS` is how long, `RUNNER_YMLS_FUZZ_SEED` where the random numbers start: the seed is printed
//! with the bytes that broke a promise. A real fuzzer looks deeper: `cargo +nightly fuzz run values`.
#![allow(clippy::print_stderr, clippy::expect_used, reason = "a test says what is wrong")]
#![allow(clippy::disallowed_methods, reason = "nobody else reads what a test writes")]

mod random;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use random::Random;

/// What texts of all three kinds are made of.
#[rustfmt::skip] // one text a line would be pages
const PIECES: &[&str] = &[
    "{{ v }}", "{{ name }}", "{% if v %}", "{% endif %}", "{% for x in vs %}", "{% endfor %}", "{%- ", " -%}", "|upper",
    "|tojson", "---\n", "...\n", "\n", "  ", "\t", ": ", "- ", " #", "\"", "'", "\\", "[", "]", "{", "}", ",", "&a ",
    "*a", "!!str ", "|\n", ">-\n", "null", "true", "yes", "0", "-1", "1e9", "010", "\\u0000", "\\ud800", "\0", "\r",
    "\u{85}", "\u{2028}", "\u{feff}", "\u{f0000}", "\u{f0001}", "é", "\u{1f600}", "$defaults", "extends", "archs",
];

#[test]
fn configs() {
    run("config", runner_ymls::fuzz::config);
}

#[test]
fn templates() {
    run("template", runner_ymls::fuzz::template);
}

#[test]
fn values() {
    run("values", runner_ymls::fuzz::values);
}

/// Instructions are counted and lists are not: each round of this one doubles a list, and the process has to see to it.
#[test]
fn a_template_that_does_not_come_to_an_end_is_given_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let template = "a: 1\n{% set n = namespace(x=[1]) %}{% for i in range(64) %}{% set n.x = n.x + n.x %}{% endfor %}\
                    b: {{ n.x | length }}\n";
    std::fs::write(path("t.j2"), template).expect("a template");
    std::fs::write(path("c.json"), "{\"p\": {}}").expect("a config");
    let mut render = std::process::Command::new(env!("CARGO_BIN_EXE_runner-ymls"));
    let run =
        render.arg("render").arg(path("c.json")).arg("-t").arg(path("t.j2")).output().expect("the tool");
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!((run.status.code(), run.stdout.as_slice()), (Some(2), [].as_slice()), "{said}");
    assert!(said.contains("10 seconds"), "{said}");
}

fn run(target: &str, promise: fn(&[u8])) {
    let seed = setting("RUNNER_YMLS_FUZZ_SEED").unwrap_or(1);
    let time = Duration::from_secs(setting("RUNNER_YMLS_FUZZ_SECONDS").unwrap_or(3));
    let seeds = seeds(target);
    for bytes in &seeds {
        keep(target, promise, bytes, seed);
    }
    let (start, mut random, mut count) = (Instant::now(), Random(seed), 0_u64);
    while start.elapsed() < time {
        let bytes = mutated(&seeds, &mut random);
        keep(target, promise, &bytes, seed);
        count += 1;
    }
    eprintln!("{target}: {} seeds, {count} mutations from seed {seed}", seeds.len());
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// The seeds of the target, in the order of their names.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = format!("{}/fuzz/corpus/{target}", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the target has seeds")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    files.sort();
    files.iter().map(|file| std::fs::read(file).expect("a seed can be read")).collect()
}

fn keep(target: &str, promise: fn(&[u8]), bytes: &[u8], seed: u64) {
    let kept = catch_unwind(AssertUnwindSafe(|| promise(bytes))).is_ok();
    let text = String::from_utf8_lossy(bytes);
    assert!(kept, "{target} (seed {seed}) breaks a promise for\n{text:?}\n{bytes:?}");
}

/// A seed with a few changes.
fn mutated(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = random.pick(seeds).clone();
    for _ in 0..=random.below(4) {
        let (start, end) = (random.below(bytes.len() + 1), random.below(bytes.len() + 1));
        let range = start.min(end)..start.max(end).min(start.min(end) + 12);
        let with = match random.below(6) {
            0 => Vec::new(),
            1 => bytes[range.clone()].repeat(2),
            2 => vec![random.next().to_le_bytes()[0]],
            3 => {
                let other = random.pick(seeds);
                let from = random.below(other.len() + 1);
                other[from..other.len().min(from + 16)].to_vec()
            }
            _ => random.pick(PIECES).as_bytes().to_vec(),
        };
        bytes.splice(range, with);
    }
    bytes
}
