//! What stands between the tokens of a text that is not JSON.

use super::mistakes::{Lost, Scan};

impl Scan<'_> {
    /// Moves to the next token, over comments, of which several in a row are one mistake.
    pub(super) fn blank(&mut self) -> Result<(), Lost> {
        let mut is_said = false;
        loop {
            let rest = self.rest().trim_start_matches([' ', '\n', '\r', '\t']);
            self.at = self.source.text.len() - rest.len();
            let length = if rest.starts_with("//") || rest.starts_with('#') {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len() + 1, |end| end + 2)
            } else if rest.starts_with(is_foreign_blank) {
                let length = rest.len() - rest.trim_start_matches(is_foreign_blank).len();
                let at = self.span(self.at, self.at + length);
                self.add("this looks blank, and is a character that JSON does not have", at, "write a blank");
                self.at += length;
                continue;
            } else {
                return Ok(());
            };
            if !is_said {
                self.add("JSON has no comments", self.here(), "").help =
                    Some("remove the comment".to_owned());
            }
            is_said = true;
            self.is_guess |= self.may_be_text(&rest[..length.min(rest.len())]);
            if length > rest.len() {
                return Err(Lost);
            }
            self.at += length;
        }
    }

    /// Whether a comment may be none, or takes away a part of an entry.
    fn may_be_text(&self, comment: &str) -> bool {
        let count = |brackets: [char; 2]| comment.matches(brackets).count();
        let is_alone = || self.source.text[..self.at].trim_end_matches([' ', '\t']).ends_with('\n');
        let is_beside = !comment.starts_with("/*") && !is_alone();
        count(['{', '[']) != count(['}', ']']) || (is_beside && comment.contains(['"', '{', '[']))
    }
}

/// What looks blank, and is not so in JSON.
fn is_foreign_blank(char: char) -> bool {
    (char.is_whitespace() && !" \n\r\t".contains(char))
        || matches!(char, '\u{200b}' | '\u{2060}' | '\u{feff}')
}
