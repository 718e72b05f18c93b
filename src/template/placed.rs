//! Text of several lines where a template prints it into a block scalar.

use minijinja::Value;

use crate::yaml::{Given, Skeleton, may_hold};

/// What Jinja prints for some values otherwise than as they are, by the numbers of their holes.
pub(super) type Printed = Vec<(usize, Value)>;

/// Makes text what Jinja makes of it there. Lines that a template indents for the block lose the blanks that belong to it,
/// as those of a file; a value of the config is as it is.
pub(super) fn place(
    skeleton: &Skeleton,
    holes: &mut [Value],
    printed: &Printed,
    is_given: impl Fn(&str) -> bool,
) {
    for block in skeleton.blocks() {
        let Some(value) = holes.get(block.hole) else { continue };
        let indented =
            printed.iter().find(|(hole, _)| *hole == block.hole).and_then(|(_, text)| text.as_str());
        let Some(own) = value.as_str().filter(|text| text.contains('\n') && !may_hold(text)) else {
            continue;
        };
        if indented.is_none() && is_given(own) {
            continue;
        }
        if let Some(text) = without_indent(indented.unwrap_or(own), block.indent) {
            holes[block.hole] = Value::from(text);
        }
    }
}

/// The values as Jinja prints them.
pub(super) fn with_printed(holes: &[Value], printed: &Printed) -> Vec<Given<'static>> {
    let mut all: Vec<_> = holes.iter().cloned().map(Given::from).collect();
    for (at, value) in printed {
        all[*at] = value.clone().into();
    }
    all
}

/// The lines after the first without the blanks of the block that they are in; none where one of them has fewer.
fn without_indent(text: &str, indent: usize) -> Option<String> {
    let mut lines = text.split('\n');
    let mut out = lines.next()?.to_owned();
    for line in lines {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        if blanks < indent && blanks < line.len() {
            return None;
        }
        out.push('\n');
        out.push_str(&line[indent.min(blanks)..]);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_lose_the_blanks_of_their_block() {
        for (text, expected) in [
            ("a\n    b\n\n      c", Some("a\nb\n\n  c")),
            ("a\n  \n    b", Some("a\n\nb")),
            ("a\n  b\n    c", None),
        ] {
            assert_eq!(without_indent(text, 4).as_deref(), expected, "{text:?}");
        }
    }
}
