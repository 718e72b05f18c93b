//! The flags of the instructions that take an image or files.

use super::instruction::{Instruction, Word};
use crate::keys::list;
use crate::text::{Code, Diagnostic, Source, did_you_mean, suggest};

/// The instructions, the flags of each that have a value, and those that need none (docs.docker.com/reference/dockerfile).
const FLAGS: [(&str, &[&str], &[&str]); 3] = [
    ("FROM", &["platform"], &[]),
    ("COPY", &["from", "chown", "chmod", "exclude"], &["link", "parents"]),
    ("ADD", &["checksum", "chown", "chmod", "exclude"], &["keep-git-dir", "link", "unpack"]),
];

/// Refuses a flag that an instruction does not have, or that has no value there.
pub(super) fn check_flags(instruction: &Instruction, source: &Source) -> Result<(), Box<Diagnostic>> {
    let Some((name, filled, bare)) = FLAGS.iter().find(|(name, ..)| *name == instruction.name) else {
        return Ok(());
    };
    for word in flags(instruction) {
        let (flag, has_value) = match word.text.split_once('=') {
            Some((flag, _)) => (&flag[2..], true),
            None => (&word.text[2..], false),
        };
        let wrong = |message: String, help: String| {
            let place = source.span(word.part(0..flag.len() + 2));
            Err(Box::new(Diagnostic::new(Code::DockerfileSyntax, message).at(place, "").help(help)))
        };
        let mut known = filled.iter().chain(*bare).copied();
        if !known.clone().any(|known| known == flag) {
            let near = suggest(flag, known.clone()).map(|near| did_you_mean(format!("--{near}")));
            let help = match near {
                Some(near) => near,
                // Both copy, and only one of them from images.
                None if flag == "from" => "write `COPY` for `ADD`".to_owned(),
                None if known.clone().count() == 1 => {
                    format!("its only flag is `--{}`", known.next().unwrap_or_default())
                }
                None => {
                    let known: Vec<String> = known.map(|known| format!("--{known}")).collect();
                    format!("its flags are {}", list(known.iter().map(String::as_str)))
                }
            };
            return wrong(format!("`{name}` has no flag `--{flag}`"), help);
        }
        if !has_value && filled.contains(&flag) {
            let help = format!("write its value behind a `=`, without a blank: `--{flag}=…`");
            return wrong(format!("`--{flag}` has no value"), help);
        }
    }
    Ok(())
}

/// The words that are flags. Blanks in quotes part none for BuildKit, so that nobody knows what comes behind a quote that is open.
fn flags(instruction: &Instruction) -> impl Iterator<Item = &Word> {
    let is_whole = |word: &&Word| ['"', '\''].iter().all(|quote| word.text.matches(*quote).count() % 2 == 0);
    // A `--` alone ends them.
    let is_flag = |word: &&Word| word.text.starts_with("--") && word.text != "--";
    instruction.words.iter().take_while(is_flag).take_while(is_whole)
}

#[cfg(test)]
mod tests {
    use super::super::instruction::instructions;
    use super::*;
    use crate::text::Sources;

    #[test]
    fn known_ones() {
        let mut sources = Sources::default();
        let mut is_right = |text: &str| {
            let source = sources.add("Dockerfile", text);
            instructions(text, '\\').iter().all(|instruction| check_flags(instruction, &source).is_ok())
        };
        for right in [
            "FROM --platform=linux/arm64 a",
            "COPY --from=a --chown=1:1 --chmod=755 --link --parents --exclude=*.md --exclude=a a /",
            "COPY --link=false --parents=true a /",
            "COPY --exclude=\"a --b\" a /",
            "COPY -- --a /",
            "ADD --keep-git-dir --keep-git-dir=true --checksum=sha256:0 --chown=1 --chmod=1 --link --exclude=a --unpack a /",
            "RUN --mount=type=cache,target=/c --network=none --security=insecure true --from=a",
            "HEALTHCHECK --interval=1s CMD x --y",
            "ONBUILD COPY --from=a b /",
            "copy --from=a b /",
        ] {
            assert!(is_right(right), "{right}");
        }
        for wrong in
            ["FROM --form=a b", "FROM --link a", "COPY --from a b", "ADD --from=a b /", "COPY --Link a /"]
        {
            assert!(!is_right(wrong), "{wrong}");
        }
    }
}
