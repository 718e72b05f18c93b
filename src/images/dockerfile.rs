//! What a Dockerfile builds on.
//!
//! Only `FROM`, `ARG`, `COPY --from` and `RUN --mount=from=` are read (docs.docker.com/reference/dockerfile). The parsers
//! of crates.io refuse Dockerfiles that BuildKit takes: of seven with here-documents, `# escape`, comments between continued
//! lines, lower-case instructions or a byte order mark, `dockerfile-parser` 0.9 reads two and `dockerfile-parser-rs` 3.4
//! three.

use std::collections::BTreeSet;

use super::copied::{Copied, copied};
use super::directive::{Directive, directives, escape, refused};
use super::flags::check_flags;
use super::globals::{Args, Globals, argument};
use super::instruction::{Instruction, Word, check_name, instructions, option};
use super::reference::{Dockerfile, Reference, arch_of};
use super::stage::{Stage, check_stage_name, check_stage_number, from_words, stage_name};
use crate::kubernetes::{Arch, name};
use crate::text::{Code, Diagnostic, Source, Span};

/// Reads a Dockerfile as it is built on one architecture for another, or says all that BuildKit would refuse of it.
pub(super) fn read(
    source: &Source,
    given: &Args,
    builder: Arch,
    arch: Arch,
) -> Result<Dockerfile, Vec<Diagnostic>> {
    let directives = directives(&source.text);
    let is_foreign = directives.iter().any(Directive::is_foreign);
    let escape = escape(&directives);
    let instructions = instructions(&source.text, escape);
    let unclosed = instructions.iter().find_map(|instruction| instruction.unclosed.clone());
    if let Some((end, at)) = unclosed.filter(|_| !is_foreign) {
        // Nobody knows what stands behind it.
        let message = format!("no line `{end}` ends what begins here");
        let found = Diagnostic::new(Code::DockerfileSyntax, message).at(source.span(at), "");
        return Err(vec![
            found.help(format!("write `{end}` at its end, alone on a line and without blanks")),
        ]);
    }
    let mut file = File {
        source,
        arch,
        globals: Globals::new(source, escape, given, (builder, arch)),
        count: instructions.iter().filter(|found| found.name == "FROM" || !found.is_known()).count(),
        names: instructions.iter().filter_map(stage_name).map(|name| name.text.clone()).collect(),
        stages: Vec::new(),
        references: Vec::new(),
        copied: Vec::new(),
        args: Vec::new(),
        is_misplaced: false,
        mistakes: if is_foreign { Vec::new() } else { refused(&directives, source) },
        is_foreign,
    };
    file.all(&instructions);
    if !file.mistakes.is_empty() {
        return Err(file.mistakes);
    }
    let last = file.stages.last().and_then(|stage| stage.root);
    if let Some(root) = last {
        file.references[root].is_final = true;
        file.references[root].archs = vec![arch];
    }
    Ok(Dockerfile {
        references: file.references,
        stages: file.stages.into_iter().filter_map(|stage| stage.name).collect(),
        copied: file.copied,
        args: file.args,
        is_foreign: file.is_foreign,
        old_syntax: directives
            .iter()
            .find(|directive| directive.is_too_old())
            .map(|directive| (directive.value.to_owned(), source.span(directive.at.clone()))),
    })
}

struct File<'s> {
    source: &'s Source,
    arch: Arch,
    globals: Globals<'s>,
    /// The names of all stages: what is copied can be of a later one.
    names: Vec<String>,
    /// How many there are, or may be: what has no name that an instruction has can be meant as a `FROM`.
    count: usize,
    /// Those that were read.
    stages: Vec<Stage>,
    references: Vec<Reference>,
    copied: Vec<Copied>,
    args: Vec<String>,
    /// Whether something was said to stand before the first `FROM`.
    is_misplaced: bool,
    mistakes: Vec<Diagnostic>,
    is_foreign: bool,
}

impl File<'_> {
    fn all(&mut self, instructions: &[Instruction]) {
        let (mut was_stray, mut told) = (false, BTreeSet::new());
        for instruction in instructions {
            let found = self.instruction(instruction);
            let is_stray = instruction.is_stray();
            // What continues no line is told for the first of its lines, and what has no value once.
            let mut is_told = |found: &Diagnostic| (is_stray && was_stray) || !told.insert(found.place());
            if let Some(found) = found.err().filter(|found| !is_told(found)) {
                self.mistakes.push(*found);
            }
            was_stray = is_stray;
        }
        if self.stages.is_empty() && !self.is_misplaced {
            let found = Diagnostic::new(Code::DockerfileSyntax, "this Dockerfile has no `FROM`")
                .at(self.source.span(0..self.source.text.len().min(1)), "")
                .help("begin it with `FROM` and the image that it is built from");
            self.mistakes.push(found);
        }
    }

    fn instruction(&mut self, instruction: &Instruction) -> Result<(), Box<Diagnostic>> {
        self.copied.extend(copied(instruction));
        self.check_place(instruction)?;
        match instruction.name.as_str() {
            "ARG" => instruction.words.iter().try_for_each(|word| self.arg(word))?,
            "FROM" => {
                let root = self.from(instruction);
                let name = stage_name(instruction);
                let name = name.map(|name| (name.text.clone(), self.source.span(name.at.clone())));
                // A stage whose image is wrong is one, too.
                self.stages.push(Stage { name, root: root.as_ref().ok().copied().flatten() });
                root?;
            }
            "ADD" => self.flags(instruction)?,
            "COPY" => {
                self.flags(instruction)?;
                for (word, image) in instruction.flags("from") {
                    if !self.is_foreign {
                        check_stage_number((word, &image), self.count, self.source)?;
                    }
                    self.used(word, &image)?;
                }
            }
            "RUN" => {
                for (word, mount) in instruction.flags("mount") {
                    if let Some(image) = option(&mount, &["from"]) {
                        self.used(word, image)?;
                    }
                }
            }
            _ if self.is_foreign => {}
            _ => check_name(instruction, self.source)?,
        }
        Ok(())
    }

    /// Refuses what no stage has in it.
    fn check_place(&mut self, instruction: &Instruction) -> Result<(), Box<Diagnostic>> {
        let name = instruction.name.as_str();
        let is_begun = self.is_misplaced || !self.stages.is_empty();
        if self.is_foreign || is_begun || ["ARG", "FROM"].contains(&name) {
            return Ok(());
        }
        // What has no such name may be the `FROM`.
        self.is_misplaced = true;
        check_name(instruction, self.source)?;
        let found =
            Diagnostic::new(Code::DockerfileSyntax, format!("`{name}` stands before the first `FROM`"))
                .at(self.source.span(instruction.at.clone()), "only `ARG` can stand there")
                .help("begin with `FROM` and the image that it is built from");
        Err(Box::new(found))
    }

    fn flags(&self, instruction: &Instruction) -> Result<(), Box<Diagnostic>> {
        if self.is_foreign { Ok(()) } else { check_flags(instruction, self.source) }
    }

    fn arg(&mut self, word: &Word) -> Result<(), Box<Diagnostic>> {
        self.args.push(argument(word).0.to_owned());
        // The others can be used only in their stage.
        if self.stages.is_empty() { self.globals.add(word) } else { Ok(()) }
    }

    /// The image that a stage stands on in the end.
    fn from(&mut self, instruction: &Instruction) -> Result<Option<usize>, Box<Diagnostic>> {
        self.flags(instruction)?;
        let words = from_words(instruction);
        if words.len() != if stage_name(instruction).is_some() { 3 } else { 1 } {
            let message = "`FROM` takes an image, and maybe `AS` and a name";
            let place = self.source.span(instruction.at.clone());
            return Err(Box::new(
                Diagnostic::new(Code::DockerfileSyntax, message).at(place, "this one does not"),
            ));
        }
        if let Some(name) = stage_name(instruction).filter(|_| !self.is_foreign) {
            check_stage_name(name, self.source)?;
        }
        let image = self.globals.filled(words[0], 0)?;
        let platform = self.platform(instruction)?;
        if let Some(stage) = self.stage(&image) {
            return Ok(self.stages[stage].root);
        }
        if image == "scratch" {
            return Ok(None);
        }
        let root = self.add(words[0], image)?;
        if let Some(platform) = platform {
            self.references[root].platform = Some(platform);
            self.references[root].archs.clear();
        }
        Ok(Some(root))
    }

    /// The platform of a `FROM`, if that is another than what is built.
    fn platform(&self, from: &Instruction) -> Result<Option<(String, Span)>, Box<Diagnostic>> {
        const FLAG: &str = "--platform=";
        // BuildKit takes an empty one for none.
        let is_given = |word: &&Word| word.text.starts_with(FLAG) && word.text != FLAG;
        let Some(word) = from.words.iter().find(is_given) else { return Ok(None) };
        let platform = self.globals.filled(word, FLAG.len())?;
        let is_other = arch_of(&platform) != Some(self.arch);
        Ok(is_other.then(|| (platform, self.source.span(word.at.clone()))))
    }

    /// An earlier stage, by its name.
    fn stage(&self, name: &str) -> Option<usize> {
        let is_it =
            |stage: &Stage| stage.name.as_ref().is_some_and(|(own, _)| own.eq_ignore_ascii_case(name));
        self.stages.iter().rposition(is_it)
    }

    fn used(&mut self, word: &Word, image: &str) -> Result<(), Box<Diagnostic>> {
        if self.names.iter().any(|name| name.eq_ignore_ascii_case(image)) {
            return Ok(());
        }
        if image.contains('$') {
            let found = Diagnostic::new(Code::DockerfileSyntax, "BuildKit takes no variables here")
                .at(self.source.span(word.at.clone()), "")
                .help(format!("give it a name above, `FROM {image} AS name`, and write that name here"));
            return Err(Box::new(found));
        }
        // A number is that of a stage.
        if image.parse::<usize>().is_err() && image != "scratch" {
            self.add(word, image.to_owned())?;
        }
        Ok(())
    }

    fn add(&mut self, word: &Word, image: String) -> Result<usize, Box<Diagnostic>> {
        let span = self.source.span(word.at.clone());
        if let Err(reason) = name::image(&image) {
            let message = format!("`{image}` is no image");
            let found = Diagnostic::new(Code::DockerfileSyntax, message).at(span, "");
            return Err(Box::new(match self.globals.help(word) {
                Some(help) => found.note(reason).help(help),
                None => found.help(reason),
            }));
        }
        let archs = vec![self.arch];
        self.references.push(Reference {
            image,
            span,
            is_final: false,
            archs,
            platform: None,
            of_builder: None,
        });
        Ok(self.references.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Sources;

    fn images(text: &str, args: &[(&str, &str)]) -> Vec<(String, bool)> {
        let mut sources = Sources::default();
        let source = sources.add("Dockerfile", text);
        let args = args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let found = read(&source, &args, Arch::Arm, Arch::Arm).unwrap().references;
        for reference in &found {
            assert!((reference.span.start as usize) < text.len());
        }
        found.into_iter().map(|reference| (reference.image, reference.is_final)).collect()
    }

    fn last(text: &str) -> String {
        images(text, &[])
            .into_iter()
            .find(|(_, is_final)| *is_final)
            .map(|(image, _)| image)
            .unwrap_or_default()
    }

    #[test]
    fn the_last_stage_decides() {
        assert_eq!(last("FROM a\n"), "a");
        assert_eq!(last("from a as x\nFROM b\nFROM x AS y\nFROM Y"), "a");
        assert_eq!(last("FROM golang:1.22 AS build\nFROM scratch\nCOPY --from=build /a /a\n"), "");
        assert_eq!(
            last("\u{feff}# syntax=docker/dockerfile:1\n\n  FROM --platform=$BUILDPLATFORM a AS b\n"),
            "a"
        );
    }

    #[test]
    fn everything_that_is_used() {
        let text = "FROM a AS x\nFROM b\nCOPY --from=x --chown=1 /a /b\nCOPY --chmod=755 --from=uv:1 /uv /bin/\n\
                    COPY --from=0 a b\nRUN --mount=type=cache,target=/c --mount=type=bind,from=tools:2,target=/t true\n";
        let names: Vec<String> = images(text, &[]).into_iter().map(|(image, _)| image).collect();
        assert_eq!(names, ["a", "b", "uv:1", "tools:2"]);
        let text = "FROM a AS x\nCOPY --from=\"x\" /a /a\nCOPY --from='b' /a /a\nRUN --mount=type=bind,From=c,target=/c true\n\
                    RUN --mount=type=bind,\"from=d\",target=/d true\nRUN --mount=type=bind,from=\"e\" true\n";
        let names: Vec<String> = images(text, &[]).into_iter().map(|(image, _)| image).collect();
        assert_eq!(names, ["a", "b", "c", "d", "e"]);
        let text = "FROM a AS x\nCOPY --from=Later /a /a\nRUN --mount=from=later true\nFROM later AS y\nFROM b AS later\n";
        let names: Vec<String> = images(text, &[]).into_iter().map(|(image, _)| image).collect();
        assert_eq!(names, ["a", "later", "b"]);
    }

    #[test]
    fn arguments() {
        let text = "ARG TAG=22.04 OTHER\nARG BASE=\"ubuntu:${TAG}\"\nFROM ${BASE}\n";
        assert_eq!(last(text), "ubuntu:22.04");
        assert_eq!(images(text, &[("TAG", "24.04")])[0].0, "ubuntu:24.04");
        assert_eq!(images(text, &[("BASE", "x")])[0].0, "x");
        assert_eq!(last("FROM base-${TARGETARCH}-$TARGETVARIANT"), "base-arm-v7");
        let mut sources = Sources::default();
        for wrong in [
            "RUN true\nFROM a",
            "ARG A\nENV A=1\nFROM a",
            "FROM $NONE/x",
            "FROM ${}",
            "FROM a\"x",
            "ARG A\nFROM $A",
            "FROM A",
            "FROM ${{secrets.T}}/x",
        ] {
            let source = sources.add("Dockerfile", wrong);
            assert!(read(&source, &Args::new(), Arch::Arm, Arch::Arm).is_err(), "{wrong}");
        }
        assert_eq!(last("FROM ${NONE:-a}:${B-b}"), "a:b");
        assert_eq!(last("ARG A=1\nFROM a${A:+-slim}"), "a-slim");
        assert_eq!(last("ARG A\nARG B=$A-1\nFROM ${A}a$B${A-:2}${A+b}"), "a-1:2");
    }

    #[test]
    fn what_is_not_an_instruction() {
        assert_eq!(
            last("FROM a\nRUN <<EOF\nFROM nothing\nEOF\nCOPY <<-\"X\" <<Y /d\n FROM b\n\tX\nFROM c\nY\n"),
            "a"
        );
        assert_eq!(last("# escape=`\nFROM a\nRUN echo `\n  FROM b\n"), "a");
        assert_eq!(last("# check=skip=all\n# Escape = `\nFROM a\nRUN echo `\n  FROM b\n"), "a");
        for ending in ["# Windows", "#", "", "# foo=bar"] {
            assert_eq!(
                last(&format!("{ending}\n# escape=`\nFROM a\nRUN echo `\n\nFROM b\n")),
                "b",
                "{ending}"
            );
        }
        assert_eq!(last("FROM a\nRUN x \\\n  # FROM b\n\n  FROM c \\\n y\n"), "a");
        assert_eq!(last("FROM \\\n  a\r\nRUN true\r\n"), "a");
        assert_eq!(last("FROM a\nONBUILD run <<EOF\nFROM b\nEOF\n"), "a");
        assert_eq!(last("FROM a\nRUN echo \"a <<EOF b\"\nFROM c\n"), "c");
        for (word, end) in [
            ("<<END-OF", "END-OF"),
            ("<<app.conf", "app.conf"),
            ("<<$X", "$X"),
            ("3<<-'E'\\.\"O F\"", "\tE.O F"),
        ] {
            assert_eq!(last(&format!("FROM a\nCOPY {word} /x\nFROM b\n{end}\nFROM c\n")), "c", "{word}");
        }
        assert_eq!(last("FROM a\nRUN cat <<<EOF\nFROM c\n"), "c");
    }
}
