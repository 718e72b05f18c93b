//! The stages of a Dockerfile.

use super::instruction::{Instruction, Word};
use crate::text::Span;

/// A stage: its name, and the image that it stands on in the end.
pub(super) struct Stage {
    pub(super) name: Option<(String, Span)>,
    pub(super) root: Option<usize>,
}

/// What stands behind the flags of a `FROM`.
pub(super) fn from_words(from: &Instruction) -> Vec<&Word> {
    from.words.iter().skip_while(|word| word.text.starts_with("--")).collect()
}

/// The name that an instruction gives a stage.
pub(super) fn stage_name(instruction: &Instruction) -> Option<&Word> {
    match from_words(instruction)[..] {
        [_, word, name] if instruction.name == "FROM" && word.text.eq_ignore_ascii_case("as") => Some(name),
        _ => None,
    }
}
