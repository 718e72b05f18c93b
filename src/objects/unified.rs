//! Two texts as a unified diff.

use std::fmt::Write as _;

use similar::{ChangeTag, DiffTag, TextDiff};

/// Lines shown around a difference.
const AROUND: usize = 3;

/// Colours of a terminal: names, places, lines that go, lines that come, and no colour.
const COLORS: [&str; 5] = ["\x1b[1m", "\x1b[36m", "\x1b[31m", "\x1b[32m", "\x1b[0m"];

/// The lines in which two texts differ. Behind the place of each group stands the path of what it is in.
pub fn unified(before: &str, after: &str, names: (&str, &str), color: bool) -> String {
    let [bold, cyan, red, green, plain] = if color { COLORS } else { [""; 5] };
    let mut out = format!("{bold}--- {}{plain}\n{bold}+++ {}{plain}\n", names.0, names.1);
    let diff = TextDiff::from_lines(before, after);
    for hunk in diff.unified_diff().context_radius(AROUND).iter_hunks() {
        let first = hunk.ops().iter().find(|op| op.tag() != DiffTag::Equal);
        let path = path(before, first.map_or(0, |op| op.old_range().start));
        let blank = if path.is_empty() { "" } else { " " };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{cyan}{}{plain}{blank}{path}", hunk.header());
        for change in hunk.iter_changes() {
            let (color, sign) = match change.tag() {
                ChangeTag::Equal => ("", ' '),
                ChangeTag::Delete => (red, '-'),
                ChangeTag::Insert => (green, '+'),
            };
            let plain = if color.is_empty() { "" } else { plain };
            let _ = writeln!(out, "{color}{sign}{}{plain}", change.value().trim_end_matches('\n'));
        }
    }
    out
}

/// The keys that a line of YAML stands under, from the outermost; items go by their names.
fn path(text: &str, line: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
    let is_item = |line: &str| line.trim_start().starts_with("- ");
    let Some(first) = lines.get(line.min(lines.len().saturating_sub(1))) else { return String::new() };
    let mut depth = if is_item(first) { first.len() - first.trim_start().len() + 1 } else { indent(first) };
    let mut steps = Vec::new();
    for above in lines[..line.min(lines.len())].iter().rev() {
        let own = above.trim_start_matches([' ', '-']);
        let named = own.strip_prefix("name: ").filter(|_| is_item(above) && indent(above) == depth);
        if let Some(name) = named {
            steps.push(name);
            depth -= 1;
        } else if indent(above) < depth && own.ends_with(':') {
            steps.push(own.trim_end_matches(':'));
            depth = indent(above);
        } else if indent(above) < depth {
            depth = indent(above);
        }
    }
    steps.reverse();
    steps.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_says_what_it_is_in() {
        let before = "spec:\n  containers:\n    - name: runner\n      image: a\n      env:\n        - name: A\n          value: x\n        - name: B\n          value: x\n        - name: C\n          value: x\n";
        let after = before.replace("C\n          value: x", "C\n          value: y");
        let found = unified(before, &after, ("a", "b"), false);
        assert!(found.starts_with("--- a\n+++ b\n@@ -8,4 +8,4 @@ spec.containers.runner.env.C\n"), "{found}");
        assert!(found.ends_with("-          value: x\n+          value: y\n"), "{found}");
        assert_eq!(path(before, 3), "spec.containers.runner");
        assert_eq!(path(before, 7), "spec.containers.runner.env");
        assert_eq!(path(before, 0), "");
        assert_eq!(path("", 0), "");
    }
}
