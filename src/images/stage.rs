//! The stages of a Dockerfile.

use super::instruction::{Instruction, Word};
use crate::text::{Code, Diagnostic, Source, Span};

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

/// Refuses a name that a stage cannot have, as BuildKit does.
pub(super) fn check_stage_name(name: &Word, source: &Source) -> Result<(), Box<Diagnostic>> {
    let is_sign = |char: char| char.is_ascii_alphanumeric() || "-_.".contains(char);
    if name.text.starts_with(|char: char| char.is_ascii_alphabetic()) && name.text.chars().all(is_sign) {
        return Ok(());
    }
    let message = format!("`{}` cannot be the name of a stage", name.text);
    let found = Diagnostic::new(Code::DockerfileSyntax, message).at(source.span(name.at.clone()), "");
    Err(Box::new(
        found.help("begin it with a letter, and write the rest in letters, digits, `-`, `_` and `.`"),
    ))
}

/// Refuses the number of a stage that is none of so many. Only `COPY` takes numbers.
pub(super) fn check_stage_number(
    (word, number): (&Word, &str),
    count: usize,
    source: &Source,
) -> Result<(), Box<Diagnostic>> {
    let Ok(index) = number.parse::<i64>() else { return Ok(()) };
    if usize::try_from(index).is_ok_and(|index| index < count) {
        return Ok(());
    }
    let help = match count {
        0 | 1 => "the only stage is `0`".to_owned(),
        _ => format!("the stages are `0` to `{}`", count - 1),
    };
    let found = Diagnostic::new(Code::DockerfileSyntax, format!("there is no stage `{number}`"));
    Err(Box::new(found.at(source.span(word.at.clone()), "").help(help)))
}
