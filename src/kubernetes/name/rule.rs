//! The common form of the checks.

/// What a kind of name must be.
pub(super) struct Rule {
    /// What is named, such as `the name of a container`.
    pub noun: &'static str,
    /// What it is made of, to stand after `is`.
    pub made_of: &'static str,
    /// The most characters it may have.
    pub max: usize,
    /// Whether a name, which is not empty, is made so.
    pub valid: fn(&str) -> bool,
    /// The name that was probably meant; it need not be valid.
    pub repair: fn(&str) -> String,
}

impl Rule {
    /// Whether a name is right, or what it should be.
    pub(super) fn check(&self, name: &str) -> Result<(), String> {
        let Rule { noun, made_of, max, .. } = self;
        if name.is_empty() {
            return Err(format!("{noun} cannot be empty"));
        }
        if !(self.valid)(name) {
            return Err(format!("{noun} is {made_of}{}", self.hint(name)));
        }
        let count = || name.chars().count();
        if name.len() > *max && count() > *max {
            return Err(format!("{noun} has at most {max} characters, and this one has {}", count()));
        }
        Ok(())
    }

    fn hint(&self, name: &str) -> String {
        let repaired = (self.repair)(name);
        // A repaired name is printed, so that it must be right, and short enough to read.
        if !repaired.is_empty() && repaired.len() <= self.max && (self.valid)(&repaired) {
            return format!("; did you mean `{repaired}`?");
        }
        String::new()
    }
}

/// Whether all characters are ASCII letters, digits or in `others`, and the first and the last are letters or digits.
pub(super) fn is_word(text: &str, others: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.last().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || others.as_bytes().contains(byte))
}

/// A text with `-` for every character that such a word cannot have, and edges that it can.
pub(super) fn to_word(text: &str, others: &str) -> String {
    let replace = |c: char| if c.is_ascii_alphanumeric() || others.contains(c) { c } else { '-' };
    let word: String = text.chars().map(replace).collect();
    word.trim_matches(|c: char| !c.is_ascii_alphanumeric()).into()
}
