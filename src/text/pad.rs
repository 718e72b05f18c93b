//! Texts as wide as a column.

/// Adds a text, and blanks up to so many characters. `write!` has no width above 65,535, and a value may be longer.
pub fn pad(out: &mut String, text: &str, width: usize) {
    out.push_str(text);
    out.extend(std::iter::repeat_n(' ', width.saturating_sub(text.chars().count())));
}
