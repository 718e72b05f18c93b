//! The values of the variables in a word of a Dockerfile, as BuildKit reads them (moby/buildkit,
//! `frontend/dockerfile/shell`).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::instruction::Word;
use super::pattern::{replaced, without_end, without_start};
use crate::kubernetes::Arch;
use crate::text::{Code, Diagnostic, Source, did_you_mean, suggest};

/// A value, or why nobody knows it, which matters only where it is used.
pub(super) type Value = Result<String, Box<Diagnostic>>;

/// The most bytes of a value. The name of an image is shorter, and a few lines can double a value many times.
const LONGEST: usize = 4096;
/// How deep variables can stand in each other.
const DEEPEST: usize = 50;

/// The arguments that BuildKit gives by itself (docs.docker.com/reference/dockerfile, "Automatic platform ARGs").
pub(super) fn platform_values(builder: Arch, arch: Arch) -> BTreeMap<String, Value> {
    let mut args = BTreeMap::new();
    for (place, arch) in [("TARGET", arch), ("BUILD", builder)] {
        let platform = arch.platform();
        let mut parts = platform.splitn(3, '/');
        let (os, name, variant) = (parts.next(), parts.next(), parts.next());
        for (name, value) in [("PLATFORM", Some(platform)), ("OS", os), ("ARCH", name), ("VARIANT", variant)]
        {
            args.insert(format!("{place}{name}"), Ok(value.unwrap_or_default().to_owned()));
        }
    }
    args
}

/// Where words stand, and what is known there.
#[derive(Clone, Copy)]
pub(super) struct Scope<'s> {
    pub(super) source: &'s Source,
    /// What takes the meaning from the next character.
    pub(super) escape: char,
    pub(super) values: &'s BTreeMap<String, Value>,
    /// Arguments that have no value there, and so are empty.
    pub(super) unset: &'s BTreeSet<String>,
}

impl Scope<'_> {
    /// The value of a word from a byte on; an error is what BuildKit refuses wherever it stands.
    pub(super) fn expand(self, word: &Word, from: usize) -> Result<Value, Box<Diagnostic>> {
        let mut reader = Reader { scope: self, word, at: from, depth: 0, unknown: None };
        let text = reader.until(from, None, false)?;
        if text.len() > LONGEST {
            reader.is_too_long();
        }
        Ok(reader.unknown.map_or(Ok(text), Err))
    }
}

struct Reader<'w> {
    scope: Scope<'w>,
    word: &'w Word,
    at: usize,
    depth: usize,
    /// The first reason that what was read has no value.
    unknown: Option<Box<Diagnostic>>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.word.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let char = self.peek()?;
        self.at += char.len_utf8();
        Some(char)
    }

    /// What stands before a character, which is read too and closes what began at `start`, or before the end; `raw` keeps
    /// what escapes.
    fn until(&mut self, start: usize, stop: Option<char>, raw: bool) -> Value {
        let mut out = String::new();
        while let Some(char) = self.peek() {
            match char {
                _ if Some(char) == stop => {
                    self.next();
                    return Ok(out);
                }
                '$' => self.variable(&mut out)?,
                '\'' => self.single_quoted(&mut out)?,
                '"' => self.double_quoted(raw, &mut out)?,
                _ => {
                    self.next();
                    let escaped = if char == self.scope.escape { self.next() } else { None };
                    let is_kept = char != self.scope.escape || raw;
                    out.extend(is_kept.then_some(char).into_iter().chain(escaped));
                }
            }
        }
        match stop {
            Some(stop) => Err(self.unclosed(start, stop)),
            None => Ok(out),
        }
    }

    fn single_quoted(&mut self, out: &mut String) -> Result<(), Box<Diagnostic>> {
        let start = self.at;
        self.next();
        while let Some(char) = self.next() {
            if char == '\'' {
                return Ok(());
            }
            out.push(char);
        }
        Err(self.unclosed(start, '\''))
    }

    fn double_quoted(&mut self, raw: bool, out: &mut String) -> Result<(), Box<Diagnostic>> {
        let start = self.at;
        let escape = self.scope.escape;
        self.next();
        while let Some(char) = self.peek() {
            if char == '$' {
                self.variable(out)?;
                continue;
            }
            self.next();
            if char == '"' {
                return Ok(());
            }
            match self.peek() {
                Some(escaped) if char == escape => {
                    // Before all others it is kept.
                    let is_escape = escaped == '"' || escaped == '$' || escaped == escape;
                    out.extend((raw || !is_escape).then_some(char));
                    if is_escape {
                        self.next();
                        out.push(escaped);
                    } else if raw {
                        out.push(char);
                    }
                }
                _ => out.push(char),
            }
        }
        Err(self.unclosed(start, '"'))
    }

    /// Adds the value of a variable.
    fn variable(&mut self, out: &mut String) -> Result<(), Box<Diagnostic>> {
        let value = self.dollar()?;
        if out.len() + value.len() > LONGEST {
            self.is_too_long();
        } else {
            out.push_str(&value);
        }
        Ok(())
    }

    fn dollar(&mut self) -> Value {
        let start = self.at;
        self.next();
        if self.peek() != Some('{') {
            let name = self.name();
            return Ok(if name.is_empty() { "$".to_owned() } else { self.value(start, &name) });
        }
        self.next();
        if self.depth == DEEPEST {
            let message = format!("more than {DEEPEST} variables stand in each other here");
            return Err(self.refuse(start, "NAME", message));
        }
        self.depth += 1;
        let value = self.braces(start);
        self.depth -= 1;
        value
    }

    /// What begins behind `${`.
    fn braces(&mut self, start: usize) -> Value {
        if matches!(self.peek(), Some('{' | '}' | ':')) {
            return Err(self.refuse(start, "NAME", "`${` needs the name of a variable behind it"));
        }
        let name = self.name();
        let is_colon = self.peek() == Some(':');
        if is_colon {
            self.next();
        }
        match self.next() {
            None => Err(self.unclosed(start, '}')),
            Some('}') if !is_colon => Ok(self.value(start, &name)),
            Some('/') if !is_colon => self.replacement(start, &name),
            Some(sign @ ('-' | '+' | '?')) => self.choice(start, &name, sign, is_colon),
            Some(sign @ ('#' | '%')) if !is_colon => self.cut(start, &name, sign),
            Some(sign) => {
                let colon = if is_colon { ":" } else { "" };
                let message = format!("`${{{name}{colon}{sign}…}}` is nothing that BuildKit evaluates");
                Err(self.refuse(start, &name, message))
            }
        }
    }

    /// `${name-word}`, `${name+word}` and `${name?word}`; behind a colon what is empty is not set.
    fn choice(&mut self, start: usize, name: &str, sign: char, is_colon: bool) -> Value {
        let before = self.unknown.take();
        let word = self.until(start, Some('}'), false)?;
        let of_word = std::mem::replace(&mut self.unknown, before);
        let is_set = match self.scope.values.get(name) {
            // What is not known can be empty.
            Some(Err(_)) => return Ok(self.value(start, name)),
            Some(Ok(value)) => !is_colon || !value.is_empty(),
            None => false,
        };
        match sign {
            '?' if !is_set => {
                let found = self.wrong(start, format!("`{name}` has no value, and this needs one"));
                return Err(Box::new(found.help(default(name))));
            }
            '+' if !is_set => return Ok(String::new()),
            '-' | '?' if is_set => return Ok(self.value(start, name)),
            _ => {}
        }
        self.unknown = self.unknown.take().or(of_word);
        Ok(word)
    }

    /// `${name#pattern}`, `${name##pattern}`, and the same with `%`.
    fn cut(&mut self, start: usize, name: &str, sign: char) -> Value {
        let pattern = self.until(start, Some('}'), true)?;
        let value = self.value(start, name);
        let (pattern, longest) = pattern.strip_prefix(sign).map_or((&*pattern, false), |rest| (rest, true));
        let cut = if sign == '#' { without_start } else { without_end };
        cut(pattern, &value, longest).map_err(|reason| self.refuse(start, name, reason))
    }

    /// `${name/pattern/other}`, and `${name//pattern/other}` for all of them.
    fn replacement(&mut self, start: usize, name: &str) -> Value {
        let all = self.peek() == Some('/');
        if all {
            self.next();
        }
        let pattern = self.until(start, Some('/'), true)?;
        let other = self.until(start, Some('}'), true)?;
        let value = self.value(start, name);
        if other.len() > LONGEST {
            self.is_too_long();
            return Ok(String::new());
        }
        replaced(&pattern, &value, &other, all).map_err(|reason| self.refuse(start, name, reason))
    }

    /// The name of a variable: digits, one of the shell's signs, or a word.
    fn name(&mut self) -> String {
        let rest = &self.word.text[self.at..];
        let first = rest.chars().next().unwrap_or_default();
        let name: String = if first.is_numeric() {
            rest.chars().take_while(|char| char.is_numeric()).collect()
        } else if "@*#?-$!".contains(first) {
            first.to_string()
        } else {
            rest.chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect()
        };
        self.at += name.len();
        name
    }

    /// The value of a variable that was read from a byte on; where nobody knows it, that is noted.
    fn value(&mut self, start: usize, name: &str) -> String {
        let reason = match self.scope.values.get(name) {
            Some(Ok(value)) => return value.clone(),
            Some(Err(reason)) => reason.clone(),
            None if self.scope.unset.contains(name) => return String::new(),
            None => {
                let text = &self.word.text[start..self.at];
                let found = self.wrong(start, format!("nobody knows the value of `{text}` here"));
                let near = suggest(name, self.scope.values.keys().map(String::as_str));
                Box::new(found.help(near.map_or_else(|| default(name), did_you_mean)))
            }
        };
        self.unknown.get_or_insert(reason);
        String::new()
    }

    fn is_too_long(&mut self) {
        let message =
            format!("the value of this has more than {LONGEST} bytes, and no image has such a name");
        let found = self.wrong_at(0..self.word.text.len(), message);
        self.unknown.get_or_insert(Box::new(found.help("write the image itself")));
    }

    fn unclosed(&self, start: usize, end: char) -> Box<Diagnostic> {
        let found = self.wrong(start, format!("there is no `{end}` behind this"));
        Box::new(found.help(format!("close it with `{end}`")))
    }

    fn refuse(&self, start: usize, name: &str, message: impl Into<String>) -> Box<Diagnostic> {
        let help = format!("write the variable alone, `${{{name}}}`, or the value itself");
        Box::new(self.wrong(start, message.into()).help(help))
    }

    fn wrong(&self, start: usize, message: String) -> Diagnostic {
        self.wrong_at(start..self.at, message)
    }

    fn wrong_at(&self, part: Range<usize>, message: String) -> Diagnostic {
        let place = self.scope.source.span(self.word.part(part));
        Diagnostic::new(Code::DockerfileSyntax, message).at(place, "")
    }
}

/// How a variable gets a value, if its name can have one.
fn default(name: &str) -> String {
    let is_name = |char: char| char.is_ascii_alphanumeric() || char == '_';
    if name.starts_with(|char: char| char.is_ascii_digit()) || !name.chars().all(is_name) || name.is_empty() {
        return "write a variable as `${NAME}`, or the value itself".to_owned();
    }
    format!("give it a default, `ARG {name}=…` above the first `FROM`, or a value in `build_args`")
}
