//! The arguments that `FROM` can use: those before the first one.

use std::collections::{BTreeMap, BTreeSet};

use super::expansion::{Scope, Value, platform_values};
use super::instruction::Word;
use crate::kubernetes::Arch;
use crate::text::{Code, Diagnostic, Source};

/// Values of build arguments, by their names.
pub(super) type Args = BTreeMap<String, String>;

/// Their values.
pub(super) struct Globals<'s> {
    source: &'s Source,
    escape: char,
    given: &'s Args,
    values: BTreeMap<String, Value>,
    /// Those without a value.
    unset: BTreeSet<String>,
}

/// How a variable that is empty gets a value.
const DEFAULT: &str =
    "give its `ARG` a default above the first `FROM`, `ARG NAME=…`, or a value in `build_args`";

impl<'s> Globals<'s> {
    /// Those that BuildKit gives by itself.
    pub(super) fn new(
        source: &'s Source,
        escape: char,
        given: &'s Args,
        (builder, arch): (Arch, Arch),
    ) -> Self {
        Globals { source, escape, given, values: platform_values(builder, arch), unset: BTreeSet::new() }
    }

    /// Adds one of which a word gives the name, and maybe a value.
    pub(super) fn add(&mut self, word: &Word) -> Result<(), Box<Diagnostic>> {
        let (name, default) = argument(word);
        let value = match (self.given.get(name), default) {
            (Some(given), _) => Ok(Ok(given.clone())),
            (None, Some(from)) => self.expand(word, from),
            (None, None) => {
                self.unset.insert(name.to_owned());
                return Ok(());
            }
        };
        // What is refused here has no value elsewhere.
        let (value, refused) = match value {
            Ok(value) => (value, Ok(())),
            Err(found) => (Err(found.clone()), Err(found)),
        };
        self.values.insert(name.to_owned(), value);
        refused
    }

    /// The value of a word from a byte on; an error is what BuildKit refuses wherever it stands.
    pub(super) fn expand(&self, word: &Word, from: usize) -> Result<Value, Box<Diagnostic>> {
        let Globals { source, escape, values, unset, .. } = self;
        Scope { source, escape: *escape, values, unset }.expand(word, from)
    }

    /// A value that is not empty.
    pub(super) fn filled(&self, word: &Word, from: usize) -> Result<String, Box<Diagnostic>> {
        let value = self.expand(word, from)??;
        if !value.is_empty() {
            return Ok(value);
        }
        let place = self.source.span(word.part(from..word.text.len()));
        let message = format!("`{}` is empty here", &word.text[from..]);
        Err(Box::new(Diagnostic::new(Code::DockerfileSyntax, message).at(place, "").help(DEFAULT)))
    }

    /// What to do where a word is wrong since a variable in it may be empty.
    pub(super) fn help(&self, word: &Word) -> Option<&'static str> {
        (word.text.contains('$') && !self.unset.is_empty()).then_some(DEFAULT)
    }
}

/// The name of an argument, and where its value begins.
pub(super) fn argument(word: &Word) -> (&str, Option<usize>) {
    match word.text.split_once('=') {
        Some((name, _)) => (name, Some(name.len() + 1)),
        None => (&word.text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::super::instruction::instructions;
    use super::*;
    use crate::text::Sources;

    /// The image of the one `FROM` of a text.
    fn expanded(text: &str, escape: char) -> String {
        let source = Sources::default().add("Dockerfile", text);
        let given = Args::new();
        let mut globals = Globals::new(&source, escape, &given, (Arch::Arm, Arch::Arm));
        let instructions = instructions(text, escape);
        let words = |name: &'static str| {
            instructions.iter().filter(move |found| found.name == name).flat_map(|found| &found.words)
        };
        words("ARG").for_each(|word| globals.add(word).unwrap());
        words("FROM").map(|word| globals.filled(word, 0).unwrap()).collect()
    }

    #[test]
    fn variables() {
        let args = "ARG V=1-slim\nARG E=\nARG B=\"1 2\"\nARG S='x*y'\nARG L=a.b.c\n";
        for (word, image) in [
            ("a:${V%-slim}", "a:1"),
            ("a:${V%-*}", "a:1"),
            ("a:${L%.*}", "a:a.b"),
            ("a:${L%%.*}", "a:a"),
            ("a:${L#*.}", "a:b.c"),
            ("a:${L##*.}", "a:c"),
            ("a:x${L#?}", "a:x.b.c"),
            ("a:${V+slim}", "a:slim"),
            ("a:1${E+-slim}", "a:1-slim"),
            ("a:1${E:+-slim}", "a:1"),
            ("a:1${E-slim}", "a:1"),
            ("a:1${E:--slim}", "a:1-slim"),
            ("a:${NONE:-${E:-2}}", "a:2"),
            ("a:${V:-$NONE}", "a:1-slim"),
            ("a${NONE+:$NONE}", "a"),
            ("a:${V/slim/full}", "a:1-full"),
            ("a:${L//./-}", "a:a-b-c"),
            ("a:${L/.*/}", "a:a"),
            ("a:${S%\\*y}", "a:x"),
            ("a:${B%?2}", "a:1"),
            ("a:${V:?needed}", "a:1-slim"),
            ("\"a\":'1'", "a:1"),
            ("a:\\\n1", "a:1"),
            ("a:${V%\\\n-slim}", "a:1"),
        ] {
            assert_eq!(expanded(&format!("{args}FROM {word}\n"), '\\'), image, "{word}");
        }
        assert_eq!(expanded("ARG V=1\nFROM `\n a:`\n$V\n", '`'), "a:1");
    }
}
