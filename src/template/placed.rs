//! Text of several lines where a template prints it into a block scalar.

use minijinja::Value;

use crate::yaml::{Block, Skeleton, may_hold};

/// Makes text what Jinja makes of it there. Lines that a template indents for the block lose the blanks that belong to it,
/// as those of a file; one of the config is as it is. At the end of a block line breaks are the block's own: it has one,
/// or with `|-` none.
pub(super) fn place(
    skeleton: &Skeleton,
    holes: &mut [Value],
    printed: &[(usize, Value)],
    is_given: impl Fn(&str) -> bool,
) {
    for block in skeleton.blocks() {
        let Some(value) = holes.get(block.hole) else { continue };
        let indented =
            printed.iter().find(|(hole, _)| *hole == block.hole).and_then(|(_, text)| text.as_str());
        let Some(own) = value.as_str().filter(|text| text.contains('\n') && !may_hold(text)) else {
            continue;
        };
        let is_made = indented.is_some() || !is_given(own);
        let outer = is_made.then(|| without_indent(indented.unwrap_or(own), block)).flatten();
        let text = outer.as_deref().unwrap_or(own);
        let kept = text.trim_end_matches('\n');
        let text = if block.ends && !kept.is_empty() { kept } else { text };
        if text != own {
            holes[block.hole] = Value::from(text);
        }
    }
}

/// The lines after the first without the blanks of the block that they are in; none where one of them has fewer.
fn without_indent(text: &str, block: &Block) -> Option<String> {
    let indent = block.indent?;
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
        let block = Block { hole: 0, indent: Some(4), ends: true };
        for (text, expected) in [
            ("a\n    b\n\n      c", Some("a\nb\n\n  c")),
            ("a\n  \n    b", Some("a\n\nb")),
            ("a\n  b\n    c", None),
        ] {
            assert_eq!(without_indent(text, &block).as_deref(), expected, "{text:?}");
        }
    }
}
