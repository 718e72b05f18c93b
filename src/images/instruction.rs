//! The instructions of a Dockerfile, word by word.

use std::ops::Range;

/// One instruction.
#[derive(Debug)]
pub(super) struct Instruction {
    /// Its name in capitals.
    pub(super) name: String,
    /// Where that is.
    pub(super) at: Range<usize>,
    pub(super) words: Vec<Word>,
}

/// What stands between blanks.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) at: Range<usize>,
}

/// A line and where it begins.
type Line<'t> = (usize, &'t str);

/// The instructions of a text. Comments, here-documents and the breaks of continued lines are none of them.
pub(super) fn instructions(text: &str) -> Vec<Instruction> {
    let escape = escape(text);
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
        let Some(instruction) = instruction(&parts, escape) else { continue };
        if ["RUN", "COPY", "ADD"].contains(&instruction.name.as_str()) {
            for (end, dash) in instruction.words.iter().filter_map(|word| heredoc(&word.text)) {
                let is_end = |line: &str| (if dash { line.trim_start_matches('\t') } else { line }) == end;
                lines.by_ref().find(|(_, line)| is_end(line));
            }
        }
        found.push(instruction);
    }
    found
}

/// The lines and where each begins, without their breaks and a byte order mark.
fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        let bare = line.trim_end_matches('\n').trim_end_matches('\r');
        let mark = if start == 0 && bare.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        (start + mark, &bare[mark..])
    })
}

/// A line goes on if it ends with the escape, unless another stands before that.
fn is_continued(line: &str, escape: char) -> bool {
    line.trim_end().strip_suffix(escape).is_some_and(|rest| !rest.ends_with(escape))
}

fn is_skipped(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}

/// What continues a line: a backslash, or what `# escape=` says above the first instruction.
fn escape(text: &str) -> char {
    let directives = lines(text).map(|(_, line)| line).take_while(|line| line.starts_with('#'));
    let named = directives.filter_map(|line| line[1..].split_once('='));
    let mut escapes = named.filter(|(name, _)| name.trim().eq_ignore_ascii_case("escape"));
    escapes.next().and_then(|(_, value)| value.trim().chars().next()).unwrap_or('\\')
}

fn instruction(parts: &[Line<'_>], escape: char) -> Option<Instruction> {
    let mut words = Vec::new();
    for (start, line) in parts {
        let line = line.trim_end().strip_suffix(escape).unwrap_or(line);
        for text in line.split_whitespace() {
            let at = start + (text.as_ptr() as usize - line.as_ptr() as usize);
            words.push(Word { text: text.to_owned(), at: at..at + text.len() });
        }
    }
    let name = (!words.is_empty()).then(|| words.remove(0))?;
    Some(Instruction { name: name.text.to_ascii_uppercase(), at: name.at, words })
}

/// The word that ends a here-document, and whether tabs may stand before it.
fn heredoc(word: &str) -> Option<(String, bool)> {
    let rest = word.trim_start_matches(|char: char| char.is_ascii_digit()).strip_prefix("<<")?;
    let (rest, dash) = rest.strip_prefix('-').map_or((rest, false), |rest| (rest, true));
    let end: String = rest
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect();
    (!end.is_empty()).then_some((end, dash))
}
