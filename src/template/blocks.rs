//! Statements that open something, and those that close it.

use std::ops::Range;

use super::tokens::Tag;

/// Statements with an end, besides some `set`.
const OPENING: [&str; 8] = ["if", "for", "macro", "call", "filter", "block", "with", "autoescape"];

/// What is open that should not be, or is closed without having been opened.
pub(super) struct Unpaired {
    /// The word of the statement at fault.
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

/// The first statement of a template that has no partner.
pub(super) fn unpaired(source: &str, tags: &[Tag]) -> Option<Unpaired> {
    let mut open: Vec<(&str, Range<usize>)> = Vec::new();
    for tag in tags.iter().filter(|tag| tag.is_statement) {
        let Some(word) = tag.tokens.first() else { continue };
        let (text, range) = (word.text(source), word.span.clone());
        if OPENING.contains(&text) || tag.is_set_block(source) {
            open.push((text, range));
            continue;
        }
        let Some(closed) = text.strip_prefix("end") else { continue };
        match open.pop() {
            Some((opened, _)) if opened == closed => {}
            Some((opened, _)) => {
                let message = format!("`{text}` stands where `{{% end{opened} %}}` is expected");
                return Some(Unpaired { range, message, help: format!("close the `{opened}` before") });
            }
            None => {
                let message = format!("`{text}` closes nothing");
                return Some(Unpaired {
                    range,
                    message,
                    help: format!("remove it, or open a `{closed}` before"),
                });
            }
        }
    }
    let (opened, range) = open.pop()?;
    let message = format!("this `{opened}` is never closed");
    Some(Unpaired { range, message, help: format!("write `{{% end{opened} %}}` behind what it is for") })
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tags;
    use super::*;

    #[test]
    fn statements_come_in_pairs() {
        for source in [
            "{% if a %}{% for b in c %}{% endfor %}{% elif d %}{% else %}{% endif %}",
            "{% set a = 1 %}{% set b %}{% if a == 1 %}{% endif %}{% endset %}{% include 'x' %}",
            "{% raw %}{% if %}{% endraw %}{% block x %}{% endblock x %}",
        ] {
            assert!(unpaired(source, &tags(source)).is_none(), "{source}");
        }
        for (source, at, message) in [
            ("a {% if b %}{% for c in d %}{% endfor %}", 5, "this `if` is never closed"),
            ("{% for c in d %}{% endif %}", 19, "`endif` stands where `{% endfor %}` is expected"),
            ("{% endif %}", 3, "`endif` closes nothing"),
        ] {
            let found = unpaired(source, &tags(source)).unwrap();
            assert_eq!((found.range.start, found.message.as_str()), (at, message), "{source}");
        }
    }
}
