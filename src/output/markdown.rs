//! Texts in a cell of a Markdown table.

use std::fmt::Write as _;

/// What means something to Markdown, or ends a cell. In an entity it does not, and in `<code>` it is what it was: a
/// backslash before a `|` is a character to some readers and none to others.
const SPECIAL: &str = "`|\\*_[]<>&~";

/// A text.
pub fn text(text: &str) -> String {
    // A `_` inside of a word stands for itself.
    if !text.contains(|char| char != '_' && is_special(char))
        && !text.starts_with('_')
        && !text.ends_with('_')
    {
        return text.to_owned();
    }
    entities(text)
}

/// A piece of code.
pub fn code(text: &str) -> String {
    if text.contains(['`', '|', '\\']) {
        format!("<code>{}</code>", entities(text))
    } else {
        format!("`{text}`")
    }
}

fn is_special(char: char) -> bool {
    char.is_control() || SPECIAL.contains(char)
}

fn entities(text: &str) -> String {
    let mut out = String::new();
    for char in text.chars() {
        if is_special(char) {
            // Writing to a string cannot fail.
            let _ = write!(out, "&#{};", u32::from(char));
        } else {
            out.push(char);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{code, text};

    #[test]
    fn a_cell_stays_one() {
        assert_eq!(text("go-lite_2:1"), "go-lite_2:1");
        assert_eq!(text("a|b*"), "a&#124;b&#42;");
        assert_eq!(text("_a_"), "&#95;a&#95;");
        assert_eq!(code("[self-hosted, \"on\"]"), "`[self-hosted, \"on\"]`");
        assert_eq!(code("[a`b|c]"), "<code>&#91;a&#96;b&#124;c&#93;</code>");
    }
}
