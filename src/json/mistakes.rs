//! The mistakes that people make in JSON, all that are in a text.
//!
//! `serde_json` stops at the first, so this walks over a text that it has refused and goes on behind what can only have been
//! meant in one way. Where that is not certain it stops: a mistake must not make others of what follows.

use foldhash::fast::RandomState;
use indexmap::IndexMap;

use super::quotes::{Closed, QUOTES, is_quote};
use crate::text::{Code, Diagnostic, Source, Span};

/// Deeper than any config is nested.
const DEPTH: usize = 100;
/// How many mistakes are looked for.
const MOST: usize = 1_000;
/// How many of a kind are shown; who has that many makes all of them go at once.
const SHOWN: usize = 10;

/// All mistakes in the text of a source behind a byte, in their order.
pub(super) fn find(source: &Source, start: usize) -> Vec<Diagnostic> {
    let mut scan = Scan { source, at: start, open: Vec::new(), found: Vec::new(), is_guess: false };
    let _stopped = scan.config();
    let mut found = scan.found;
    found.sort_by_key(|found| found.at.as_ref().map(|label| label.span.start));
    let is_all = found.len() < MOST;
    let mut found = shown(found);
    if !is_all && let Some(last) = found.pop() {
        found.push(last.note("what follows was not looked at any more"));
    }
    found
}

/// The first mistakes of each kind. The others are counted.
fn shown(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut shown: Vec<Diagnostic> = Vec::new();
    let mut kinds: IndexMap<String, (usize, usize), RandomState> = IndexMap::default();
    for one in found {
        let (count, last) = kinds.entry(one.message.clone()).or_default();
        *count += 1;
        if *count > SHOWN {
            shown[*last].more += 1;
        } else {
            *last = shown.len();
            shown.push(one);
        }
    }
    shown
}

/// Nobody can say what was meant to follow.
pub(super) struct Lost;

/// A walk over a text, and what it has come upon.
pub(super) struct Scan<'s> {
    pub(super) source: &'s Source,
    pub(super) at: usize,
    /// The brackets that are not closed yet.
    open: Vec<usize>,
    found: Vec<Diagnostic>,
    /// Whether another could say that something else was meant, so that what does not fit later may be due to this.
    pub(super) is_guess: bool,
}

impl<'s> Scan<'s> {
    fn config(&mut self) -> Result<(), Lost> {
        self.blank()?;
        if self.peek() != Some('{') {
            self.is_guess |= !self.found.is_empty();
            return Err(
                self.lost(mistake("a config is a map, and this is none").at(self.here(), "expected `{`"))
            );
        }
        self.brackets()?;
        self.blank()?;
        if self.peek().is_some() {
            let found = mistake("the config ends before this").at(self.here(), "");
            self.lost(found.help("a config is one map: put everything between one `{` and `}`"));
        }
        Ok(())
    }

    pub(super) fn rest(&self) -> &'s str {
        &self.source.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The place of the next character.
    pub(super) fn here(&self) -> Span {
        self.span(self.at, self.at + self.peek().map_or(0, char::len_utf8))
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        self.source.span(start..end)
    }

    pub(super) fn add(
        &mut self,
        message: impl Into<String>,
        at: Span,
        label: impl Into<String>,
    ) -> &mut Diagnostic {
        self.found.push(mistake(message).at(at, label));
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// The same, where something else may have been meant.
    pub(super) fn guess(
        &mut self,
        message: impl Into<String>,
        at: Span,
        label: impl Into<String>,
    ) -> &mut Diagnostic {
        self.is_guess = true;
        self.add(message, at, label)
    }

    /// What does not fit, unless a wrong guess can be why.
    pub(super) fn lost(&mut self, found: Diagnostic) -> Lost {
        if !self.is_guess {
            self.found.push(found);
        }
        Lost
    }

    /// The end of the text, and the bracket or the quote that it leaves open.
    pub(super) fn ends(&mut self, string: Option<usize>) -> Lost {
        let text = self.source.text.trim_end();
        let last = text.chars().next_back().map_or(0, char::len_utf8);
        let bracket = self.open.last().copied();
        // Behind these comes a value, or one more.
        let is_value = text.ends_with([':', ',']);
        let what = match (string, bracket) {
            (Some(_), _) => "`\"`",
            _ if is_value => "value",
            (None, Some(at)) if self.source.text[at..].starts_with('[') => "`]`",
            _ => "`}`",
        };
        let at = self.span(text.len() - last, text.len());
        let open = string.or(bracket).map(|at| self.span(at, at + 1));
        let help = if what == "value" {
            "the rest of the file is missing".to_owned()
        } else {
            format!("write {what} here")
        };
        let found =
            mistake(format!("the config ends where a {what} is missing")).at(at, "the end").help(help);
        self.lost(match open {
            Some(open) => found.label(open, "this is not closed"),
            None => found,
        })
    }

    /// A map or a list, from its first bracket on.
    fn brackets(&mut self) -> Result<(), Lost> {
        if self.open.len() == DEPTH {
            return Err(Lost);
        }
        let is_map = self.peek() == Some('{');
        self.open.push(self.at);
        self.at += 1;
        let mut comma = None;
        loop {
            self.blank()?;
            match self.peek() {
                _ if self.found.len() >= MOST => return Err(Lost),
                None => return Err(self.ends(None)),
                Some('}') if !is_map => {
                    return Err(self.lost(mistake("`[` is closed by `}`").at(self.here(), "expected `]`")));
                }
                Some(']') if is_map => {
                    return Err(self.lost(mistake("`{` is closed by `]`").at(self.here(), "expected `}`")));
                }
                Some('}' | ']') => break,
                Some(',') => {
                    self.add("there is no entry before this comma", self.here(), "remove this");
                    self.at += 1;
                }
                Some(_) => {
                    let before = self.found.len();
                    if is_map { self.entry() } else { self.value() }?;
                    comma = self.separator(is_map, self.found.len() > before)?;
                }
            }
        }
        if let Some(comma) = comma {
            self.add("there is a comma behind the last entry", self.span(comma, comma + 1), "remove this");
        }
        self.at += 1;
        self.open.pop();
        Ok(())
    }

    /// What stands between two entries: the place of a comma, if there is one. An entry that is wrong may go on here.
    fn separator(&mut self, is_map: bool, is_wrong: bool) -> Result<Option<usize>, Lost> {
        let end = self.at;
        let before = self.found.len();
        self.blank()?;
        let comma = self.at;
        match self.peek() {
            Some(',') => self.at += 1,
            Some(';') => return self.semicolon().map(|()| None),
            None | Some('}' | ']') => return Ok(None),
            Some(_) if self.found.len() > before => return Err(Lost),
            Some(next) => {
                let is_apart = end < self.at;
                let is_entry =
                    if is_map { self.is_key(is_apart) } else { is_apart && !is_wrong && begins_value(next) };
                let found = mistake(if is_map { "expected `,` or `}`" } else { "expected `,` or `]`" });
                let found = found.at(self.here(), "this was not expected");
                if !is_entry {
                    self.is_guess |= is_wrong;
                    return Err(self.lost(found));
                }
                let last = self.source.text[..end].chars().next_back().map_or(0, char::len_utf8);
                self.found.push(found.label(self.span(end - last, end), "a `,` is missing after this"));
                self.is_guess = true;
                return Ok(None);
            }
        }
        Ok(Some(comma))
    }

    fn semicolon(&mut self) -> Result<(), Lost> {
        let at = self.here();
        self.at += 1;
        self.blank()?;
        let label = match self.peek() {
            Some('}' | ']' | ',') => "remove this",
            _ => "write `,`",
        };
        self.guess("entries are parted by `,`", at, label);
        self.at += usize::from(self.peek() == Some(','));
        Ok(())
    }

    /// Whether a key and its colon come next.
    fn is_key(&self, is_apart: bool) -> bool {
        let rest = self.rest();
        let quotes = QUOTES.into_iter().chain([('"', '"')]).find(|(open, _)| rest.starts_with(*open));
        let after = match quotes {
            Some((open, close)) => {
                let key = rest[open.len_utf8()..].split_once(close).filter(|(key, _)| !key.contains('\n'));
                key.map(|(_, after)| after)
            }
            None => Some(rest.trim_start_matches(is_name)).filter(|_| {
                is_apart && rest.starts_with(|char: char| char.is_alphabetic() || "_$".contains(char))
            }),
        };
        after.is_some_and(|after| after.trim_start().starts_with(':'))
    }

    /// A key, its colon and its value.
    fn entry(&mut self) -> Result<(), Lost> {
        let start = self.at;
        match self.peek() {
            Some('"') => match self.string(true)? {
                Closed::WithColon => return self.value(),
                Closed::WithValue => return Ok(()),
                Closed::Alone => {}
            },
            Some(quote) if is_quote(quote) => self.foreign_string()?,
            _ => self.bare_key()?,
        }
        let key = self.span(start, self.at);
        let has_colon = self.colon(key)?;
        let before = self.found.len();
        self.blank()?;
        if matches!(self.peek(), Some(',' | '}' | ']')) {
            if self.found.len() > before {
                return Err(Lost);
            }
            let help = "write a value after the `:`, or remove the key";
            self.guess("this key has no value", key, "").help = Some(help.to_owned());
            return Ok(());
        }
        self.value()?;
        if has_colon {
            return Ok(());
        }
        self.blank()?;
        if matches!(self.peek(), None | Some(',' | '}')) { Ok(()) } else { Err(Lost) }
    }

    fn bare_key(&mut self) -> Result<(), Lost> {
        let rest = self.rest();
        let after = rest.trim_start_matches(is_name);
        let length = rest.len() - after.len();
        let at = self.span(self.at, self.at + length);
        if length > 0 && after.starts_with('"') {
            self.at += length + 1;
            self.guess("a `\"` is missing before this key", at, "write `\"` before it");
        } else if length > 0 && after.trim_start().starts_with([':', '=']) {
            self.at += length;
            self.add("key must be a string", at, "put it in double quotes");
        } else {
            let at = if length > 0 { at } else { self.here() };
            return Err(self.lost(mistake("key must be a string").at(at, "put it in double quotes")));
        }
        Ok(())
    }

    /// What stands between a key and its value; whether anything does.
    fn colon(&mut self, key: Span) -> Result<bool, Lost> {
        let before = self.found.len();
        self.blank()?;
        let is_apart = self.at > key.end as usize;
        match self.peek() {
            Some(':') => self.at += 1,
            Some('=') => {
                let length = if self.rest().starts_with("=>") { 2 } else { 1 };
                let at = self.span(self.at, self.at + length);
                self.add("a key and its value are parted by `:`", at, "write `:`");
                self.at += length;
            }
            None => return Err(self.ends(None)),
            Some(_) if self.found.len() > before => return Err(Lost),
            Some(',' | '}' | ']') => {
                let found = mistake("this key has no value").at(key, "");
                return Err(self.lost(found.help("write `\"KEY\": VALUE`; a list is in `[` and `]`")));
            }
            Some(next) if is_apart && begins_value(next) => {
                self.guess("there is no `:` between this key and its value", key, "write `:` after this");
                return Ok(false);
            }
            Some(_) => {
                return Err(self.lost(mistake("expected `:`").at(self.here(), "this was not expected")));
            }
        }
        Ok(true)
    }

    fn value(&mut self) -> Result<(), Lost> {
        self.blank()?;
        match self.peek() {
            None => Err(self.ends(None)),
            Some('{' | '[') => self.brackets(),
            Some('"') => self.string(false).map(drop),
            Some(quote) if is_quote(quote) => self.foreign_string(),
            Some(_) => self.word(),
        }
    }
}

/// A mistake without a place yet.
pub(super) fn mistake(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::JsonSyntax, message)
}

/// Whether a character can be in a name that has no quotes.
pub(super) fn is_name(char: char) -> bool {
    char.is_alphanumeric() || "_-.$/".contains(char)
}

fn begins_value(char: char) -> bool {
    is_quote(char) || char.is_alphanumeric() || "\"{[-+.".contains(char)
}

/// Whether nothing more of a value stands on the line.
pub(super) fn ends_value(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t']);
    rest.is_empty()
        || rest.starts_with([',', '}', ']', '\n', '\r', '#'])
        || rest.starts_with("//")
        || rest.starts_with("/*")
}

#[cfg(test)]
mod tests;
