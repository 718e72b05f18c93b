//! Values without quotes that are not JSON, and what to write instead.

use serde::de::IgnoredAny;

use super::mistakes::{Lost, Scan, ends_value, mistake};
use crate::text::suggest;

impl Scan<'_> {
    /// A value without quotes: a number, `true`, `false` or `null`, or what should be one or have quotes.
    pub(super) fn word(&mut self) -> Result<(), Lost> {
        let rest = self.rest();
        let ends = |char: char| char.is_whitespace() || ",;{}[]\"".contains(char);
        let mut word = rest.split(ends).next().unwrap_or_default();
        let comment = ["//", "/*", "#"].into_iter().filter_map(|mark| word.find(mark)).min();
        word = comment.map(|at| &word[..at]).filter(|word| is_right(word)).unwrap_or(word);
        let at = self.span(self.at, self.at + word.len());
        if word.is_empty() || word == ":" {
            return Err(self.lost(mistake("expected a value").at(self.here(), "this was not expected")));
        }
        self.at += word.len();
        if self.peek() == Some('"') {
            self.guess("a `\"` is missing before this", at, "write `\"` before it");
            self.at += 1;
            return if ends_value(self.rest()) { Ok(()) } else { Err(Lost) };
        }
        if is_right(word) {
            return Ok(());
        }
        if let Some((message, label)) = explain(word) {
            self.is_guess |= label.starts_with("did you mean") || word.ends_with('.');
            self.add(message, at, label);
            return Ok(());
        }
        self.guess("a text is in double quotes", at, "put it in double quotes");
        if ends_value(self.rest()) { Ok(()) } else { Err(Lost) }
    }
}

/// Whether a word is a value of JSON.
fn is_right(word: &str) -> bool {
    matches!(word, "true" | "false" | "null") || is_number(word)
}

/// What is wrong with a word that was meant to be a number, `true`, `false` or `null`, and what to write.
fn explain(word: &str) -> Option<(String, String)> {
    if let Some(label) = number(word) {
        return Some((format!("`{word}` is not a number in JSON"), label));
    }
    let label = match word.trim_start_matches(['-', '+']).to_lowercase().as_str() {
        "nan" | "inf" | "infinity" => "write a number, or a string".to_owned(),
        "true" | "yes" | "on" => "write `true`".to_owned(),
        "false" | "no" | "off" => "write `false`".to_owned(),
        "null" | "none" | "nil" | "undefined" => "write `null`".to_owned(),
        _ => format!("did you mean `{}`?", suggest(word, ["true", "false", "null"])?),
    };
    Some((format!("`{word}` is not JSON"), label))
}

fn is_number(word: &str) -> bool {
    word.starts_with(|char: char| char == '-' || char.is_ascii_digit())
        && serde_json::from_str::<IgnoredAny>(word).is_ok()
}

/// What to write instead of a number as other languages have it.
fn number(word: &str) -> Option<String> {
    let (sign, plain) = match word.strip_prefix(['-', '+']) {
        Some(plain) if word.starts_with('-') => ("-", plain),
        Some(plain) => ("", plain),
        None => ("", word),
    };
    let digits = plain.replace('_', "");
    if !digits.trim_start_matches('.').starts_with(|char: char| char.is_ascii_digit()) {
        return None;
    }
    let lower = digits.to_lowercase();
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = lower.strip_prefix(prefix) {
            return u64::from_str_radix(digits, radix).ok().map(|number| format!("write `{sign}{number}`"));
        }
    }
    let mut fixed = digits.trim_start_matches('0').to_owned();
    if !fixed.starts_with(|char: char| char.is_ascii_digit()) {
        fixed.insert(0, '0');
    }
    let fixed = fixed.strip_suffix('.').unwrap_or(&fixed);
    let fixed = format!("{sign}{fixed}");
    if !is_number(&fixed) {
        return None;
    }
    match u64::from_str_radix(&digits, 8) {
        Ok(octal) if digits.len() > 2 && digits.starts_with('0') && octal > 7 => {
            Some(format!("write `{fixed}`, or `{sign}{octal}` if this is octal"))
        }
        _ => Some(format!("write `{fixed}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_other_languages() {
        for (word, expected) in [
            ("01", "write `1`"),
            ("-007", "write `-7`"),
            ("0755", "write `755`, or `493` if this is octal"),
            (".5", "write `0.5`"),
            ("5.", "write `5`"),
            ("+5", "write `5`"),
            ("00.5", "write `0.5`"),
            ("0x10", "write `16`"),
            ("0b11", "write `3`"),
            ("1_000", "write `1000`"),
        ] {
            assert_eq!(number(word).as_deref(), Some(expected), "{word}");
        }
        for word in ["1Gi", "0xg", "1.2.3", "a1", "-", ".", "1e", "08:30"] {
            assert_eq!(number(word), None, "{word}");
        }
    }
}
