//! Templates give what Python's Jinja2 gives, byte for byte: `tests/jinja2/` makes the cases and holds us against it.
#![allow(clippy::print_stderr, clippy::panic, reason = "a test says why it is skipped or failed")]

mod oracles;

use std::process::Command;

#[test]
fn templates_render_as_python_renders_them() {
    if !oracles::python_has("jinja2, yaml") {
        return oracles::skip("python3 with jinja2 is not installed");
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/jinja2/compare.py");
    let output = Command::new("python3").args(["-B", script, env!("CARGO_BIN_EXE_runner-ymls")]).output();
    let output = output.expect("python3 starts");
    let text = String::from_utf8_lossy(&output.stdout);
    eprintln!("{}", text.lines().last().unwrap_or_default());
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
}
