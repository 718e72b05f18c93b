//! The instructions of a Dockerfile, word by word.

use std::ops::Range;

use crate::text::{Code, Diagnostic, Source, did_you_mean, suggest};

/// The names of all instructions (docs.docker.com/reference/dockerfile).
const NAMES: [&str; 18] = [
    "ADD",
    "ARG",
    "COPY",
    "FROM",
    "RUN",
    "CMD",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

/// One instruction.
#[derive(Debug)]
pub(super) struct Instruction {
    /// Its name in capitals.
    pub(super) name: String,
    /// Where that is.
    pub(super) at: Range<usize>,
    pub(super) words: Vec<Word>,
    /// The here-documents that would follow it.
    heredocs: Vec<Heredoc>,
    /// Where one of them begins that does not end.
    pub(super) unclosed: Option<(String, Range<usize>)>,
}

/// A here-document: the word that ends it, whether tabs may stand before that, and where it begins.
#[derive(Debug)]
struct Heredoc {
    end: String,
    dash: bool,
    at: Range<usize>,
}

/// What stands between blanks.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: String,
    /// Where it is, as far as it goes on one line.
    pub(super) at: Range<usize>,
}

impl Instruction {
    /// Whether no instruction has such a name, nor nearly such a one: most often it is the rest of the line before.
    pub(super) fn is_stray(&self) -> bool {
        !self.is_known() && suggest(&self.name, NAMES).is_none()
    }

    /// Whether there is an instruction of its name.
    pub(super) fn is_known(&self) -> bool {
        NAMES.contains(&self.name.as_str())
    }

    /// The flags of a name, and the value of each without quotes.
    pub(super) fn flags<'i>(&'i self, name: &'i str) -> impl Iterator<Item = (&'i Word, String)> {
        let flags = self.words.iter().take_while(|word| word.text.starts_with("--"));
        flags.filter_map(move |word| {
            let value = word.text[2..].strip_prefix(name)?.strip_prefix('=')?;
            Some((word, unquoted(value)))
        })
    }
}

/// The value of an option of a mount, which may have several names.
pub(super) fn option<'m>(mount: &'m str, names: &[&str]) -> Option<&'m str> {
    let is_it = |name: &str| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let mut options = mount.split(',').filter_map(|option| option.split_once('='));
    // The last one counts.
    options.rfind(|(name, _)| is_it(name)).map(|(_, value)| value)
}

impl Word {
    /// Where a part of it is.
    pub(super) fn part(&self, part: Range<usize>) -> Range<usize> {
        let start = self.at.start + part.start;
        // What is on the next line has the place of the word.
        if part.end <= self.at.len() { start..self.at.start + part.end } else { self.at.clone() }
    }
}

/// A line and where it begins.
pub(super) type Line<'t> = (usize, &'t str);

/// The instructions of a text with an escape. Comments, here-documents and the breaks of continued lines are none of them.
pub(super) fn instructions(text: &str, escape: char) -> Vec<Instruction> {
    let mut lines = lines(text).peekable();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        if is_skipped(line.1) {
            continue;
        }
        let mut parts = vec![line];
        while parts.last().is_some_and(|(_, part)| is_continued(part, escape)) {
            // Comments and empty lines between continued ones are skipped.
            let Some(next) = lines.by_ref().find(|(_, line)| !is_skipped(line)) else { break };
            parts.push(next);
        }
        let Some(mut instruction) = instruction(&parts, escape) else { continue };
        if takes_heredocs(&instruction) {
            let mut is_ended = |Heredoc { end, dash, .. }: &Heredoc| {
                let is_end = |line: &str| (if *dash { line.trim_start_matches('\t') } else { line }) == end;
                lines.by_ref().any(|(_, line)| is_end(line))
            };
            let unclosed =
                std::mem::take(&mut instruction.heredocs).into_iter().find(|found| !is_ended(found));
            instruction.unclosed = unclosed.map(|heredoc| (heredoc.end, heredoc.at));
        }
        found.push(instruction);
    }
    found
}

/// The lines and where each begins, without their breaks and a byte order mark.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        let bare = line.trim_end_matches('\n').trim_end_matches('\r');
        let mark = if start == 0 && bare.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        (start + mark, &bare[mark..])
    })
}

/// Whether here-documents can follow an instruction, or the one that it keeps for later.
fn takes_heredocs(instruction: &Instruction) -> bool {
    let kept = instruction.words.first().filter(|_| instruction.name == "ONBUILD");
    let name = kept.map_or(instruction.name.as_str(), |word| word.text.as_str());
    ["RUN", "COPY", "ADD"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Refuses an instruction that there is none of.
pub(super) fn check_name(instruction: &Instruction, source: &Source) -> Result<(), Box<Diagnostic>> {
    let name = instruction.name.as_str();
    if instruction.is_known() {
        return Ok(());
    }
    let help = suggest(name, NAMES)
        .map_or_else(|| "if it continues the line before, end that with `\\`".to_owned(), did_you_mean);
    let found = Diagnostic::new(Code::DockerfileSyntax, format!("there is no instruction `{name}`"));
    Err(Box::new(found.at(source.span(instruction.at.clone()), "").help(help)))
}

/// A line goes on if it ends with the escape, unless another stands before that.
fn is_continued(line: &str, escape: char) -> bool {
    line.trim_end().strip_suffix(escape).is_some_and(|rest| !rest.ends_with(escape))
}

fn is_skipped(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}

fn instruction(parts: &[Line<'_>], escape: char) -> Option<Instruction> {
    let (mut text, mut starts) = (String::new(), Vec::new());
    for (start, line) in parts {
        starts.push((text.len(), *start));
        let is_continued = is_continued(line, escape);
        text.push_str(if is_continued { line.trim_end().trim_end_matches(escape) } else { line });
    }
    let word = |range: Range<usize>| {
        let line = starts.partition_point(|(joined, _)| *joined <= range.start).saturating_sub(1);
        let end = starts.get(line + 1).map_or(range.end, |(joined, _)| range.end.min(*joined));
        let (joined, start) = starts[line];
        let at = start + range.start - joined..start + end - joined;
        Word { text: text[range].to_owned(), at }
    };
    let first = ranges(&text, None).next()?;
    let behind = first.end;
    let name = word(first);
    let name_text = name.text.to_ascii_uppercase();
    // In the values of arguments blanks can be quoted.
    let quoting = (name_text == "ARG").then_some(escape);
    let words = ranges(&text[behind..], quoting).map(|range| word(range.start + behind..range.end + behind));
    // In quotes none begins, and another escape is none here.
    let quoted =
        ranges(&text[behind..], Some('\\')).map(|range| word(range.start + behind..range.end + behind));
    let heredocs = quoted.filter_map(heredoc).collect();
    Some(Instruction { words: words.collect(), heredocs, unclosed: None, name: name_text, at: name.at })
}

/// Where the words of a text are. With an escape, blanks behind it or in quotes end no word.
fn ranges(text: &str, quoting: Option<char>) -> impl Iterator<Item = Range<usize>> {
    let (mut quote, mut is_escaped, mut start) = (None, false, None);
    text.char_indices().chain([(text.len(), ' ')]).filter_map(move |(at, char)| {
        let is_end = char.is_whitespace() && ((quote.is_none() && !is_escaped) || at == text.len());
        if is_end {
            return start.take().map(|start| start..at);
        }
        start.get_or_insert(at);
        if std::mem::take(&mut is_escaped) || quoting.is_none() {
            return None;
        }
        if Some(char) == quoting && quote != Some('\'') {
            is_escaped = true;
        } else if quote == Some(char) {
            quote = None;
        } else if quote.is_none() && matches!(char, '"' | '\'') {
            quote = Some(char);
        }
        None
    })
}

/// The here-document that a word begins.
fn heredoc(word: Word) -> Option<Heredoc> {
    let rest = word.text.trim_start_matches(|char: char| char.is_ascii_digit()).strip_prefix("<<")?;
    let (end, dash) = rest.strip_prefix('-').map_or((rest, false), |rest| (rest, true));
    (!end.is_empty() && !end.contains('<')).then(|| Heredoc { end: unquoted(end), dash, at: word.at })
}

/// A word without its quotes, and without the escapes of characters.
fn unquoted(word: &str) -> String {
    let (mut quote, mut out) = (None, String::new());
    let mut chars = word.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => out.extend(chars.next()),
            _ if quote == Some(char) => quote = None,
            '"' | '\'' if quote.is_none() => quote = Some(char),
            _ => out.push(char),
        }
    }
    out
}
