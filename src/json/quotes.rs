//! Strings of a text that is not JSON: where they end, and where they were meant to.

use super::mistakes::{Lost, Scan, ends_value, is_name, mistake};

/// Quotes of other languages and of word processors, and what closes them.
pub(super) const QUOTES: [(char, char); 3] = [('\'', '\''), ('‘', '’'), ('“', '”')];

/// What the quotes of a string hold.
pub(super) enum Closed {
    /// Only the string.
    Alone,
    /// A key and its colon: the quote between them is missing, and the next one opens the value.
    WithColon,
    /// A key, its colon and its value.
    WithValue,
}

impl Scan<'_> {
    /// A string in the quotes of another language. Only what cannot be an apostrophe closes it.
    pub(super) fn foreign_string(&mut self) -> Result<(), Lost> {
        let rest = self.rest();
        let quotes = QUOTES.into_iter().find(|(open, _)| rest.starts_with(*open));
        let (open, close) = quotes.unwrap_or(QUOTES[0]);
        let found = self.add("strings are in double quotes", self.here(), "");
        found.help = Some(format!("write `\"` instead of `{open}`"));
        let closes = |at: usize| {
            let after = &rest[at + close.len_utf8()..];
            after.trim_start_matches([' ', '\t']).starts_with(':') || ends_value(after)
        };
        let line = rest.char_indices().skip(1).take_while(|(_, char)| *char != '\n');
        match line.filter(|(_, char)| *char == close).find(|(at, _)| closes(*at)) {
            Some((at, _)) => {
                self.at += at + close.len_utf8();
                Ok(())
            }
            None => Err(Lost),
        }
    }

    /// A string, from its first quote on.
    pub(super) fn string(&mut self, is_key: bool) -> Result<Closed, Lost> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                None => return Err(self.ends(Some(start))),
                Some('"') => break,
                Some('\\') => self.escape()?,
                Some('\n' | '\r') => {
                    let found = mistake("this string goes over the end of its line")
                        .at(self.span(start, self.at), "a `\"` is missing")
                        .help("write `\\n` for a line break inside of a string");
                    return Err(self.lost(found));
                }
                Some(char) if char < ' ' => {
                    let label = if char == '\t' { "write `\\t`" } else { "remove it" };
                    self.add("a string holds a control character", self.here(), label);
                    self.at += 1;
                }
                Some(char) => self.at += char.len_utf8(),
            }
        }
        self.at += 1;
        if is_key { self.key_end(start) } else { self.text_end(start) }
    }

    fn escape(&mut self) -> Result<(), Lost> {
        let mut rest = self.rest().chars().skip(1);
        let length = match rest.next() {
            None => return Err(Lost),
            Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => 2,
            Some('u') if rest.by_ref().take(4).filter(char::is_ascii_hexdigit).count() == 4 => 6,
            Some('\n' | '\r') => {
                let at = self.span(self.at, self.at + 1);
                let found = mistake("a string ends on the line that it begins on");
                return Err(self.lost(found.at(at, "close it here")));
            }
            Some(char) => {
                let length = 1 + char.len_utf8();
                let at = self.span(self.at, self.at + length);
                let (message, label) = match char {
                    'u' => ("`\\u` takes four hexadecimal digits".to_owned(), "such as `\\u00e9`".to_owned()),
                    '\'' => ("`\\'` is no escape in JSON".to_owned(), "write `'`".to_owned()),
                    _ => (format!("`\\{char}` is no escape in JSON"), format!("write `\\\\{char}`")),
                };
                self.add(message, at, label);
                length
            }
        };
        self.at += length;
        Ok(())
    }

    /// Behind the second quote of a key: `"memreq: "1Gi"` and `"memreq: 1Gi"` have lost one.
    fn key_end(&mut self, start: usize) -> Result<Closed, Lost> {
        let key = &self.source.text[start + 1..self.at - 1];
        let is_inside = self.is_inside();
        let is_last = self.rest().trim_start().starts_with([',', '}']);
        let lost = key.split_once(':').filter(|(name, _)| name.chars().all(is_name) && !name.is_empty());
        let (name, closed) = match lost {
            Some((name, value)) if value.trim().is_empty() && is_inside => (name, Closed::WithColon),
            Some((name, value)) if !value.trim().is_empty() && is_last => (name, Closed::WithValue),
            _ if is_inside => return Err(self.inside()),
            _ => return Ok(Closed::Alone),
        };
        let at = self.span(start, start + 1 + name.len());
        self.guess("a `\"` is missing after this key", at, "write `\"` after this");
        if matches!(closed, Closed::WithColon) {
            self.at -= 1;
        }
        Ok(closed)
    }

    /// Behind the second quote of a text: that of `"1Gi, "cpu": "1"` was meant to open the next string.
    fn text_end(&mut self, start: usize) -> Result<Closed, Lost> {
        if !self.is_inside() {
            return Ok(Closed::Alone);
        }
        let text = &self.source.text[start + 1..self.at - 1];
        let Some(meant) = text.trim_end().strip_suffix(',') else { return Err(self.inside()) };
        let comma = start + 1 + meant.len();
        self.guess("a `\"` is missing after this text", self.span(start, comma), "write `\"` after this");
        self.at = comma;
        Ok(Closed::Alone)
    }

    /// Whether a string goes on behind a quote.
    fn is_inside(&self) -> bool {
        self.peek().is_some_and(|next| next != '/' && (is_name(next) || "\\%(".contains(next)))
    }

    fn inside(&mut self) -> Lost {
        let at = self.span(self.at - 1, self.at);
        let found = mistake("a string ends at this quote, and goes on behind it");
        self.lost(found.at(at, "write `\\\"` inside of a string"))
    }
}

/// Whether a string of another language begins so.
pub(super) fn is_quote(char: char) -> bool {
    QUOTES.iter().any(|(open, _)| *open == char)
}
