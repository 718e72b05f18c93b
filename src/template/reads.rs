//! Which variables a template looks up, without rendering it.

use std::collections::BTreeSet;

use minijinja::{Environment, Error, ErrorKind};

/// The names that a template and everything it includes may look up.
#[derive(Clone, Debug, Default)]
pub struct Reads {
    /// Every word in an expression or a statement: more than are looked up, but none of those is missing.
    words: BTreeSet<String>,
    /// For each name that is looked up and nothing in the templates sets: a template that does, and where.
    needed: Vec<(String, String, usize)>,
    /// Names that are tested with `is defined` or have a `default` somewhere: those may be missing.
    optional: BTreeSet<String>,
    /// Whether a name of a template is computed, so that what it reads cannot be told.
    is_open: bool,
}

impl Reads {
    pub(super) fn of(env: &Environment<'_>, name: &str) -> Result<Self, Error> {
        let mut reads = Reads::default();
        let mut waiting = vec![name.to_owned()];
        let mut seen = BTreeSet::new();
        let mut assigned = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            if !seen.insert(name.clone()) {
                continue;
            }
            let template = match env.get_template(&name) {
                Ok(template) => template,
                // Whether a missing include matters is known only when it is reached.
                Err(error) if error.kind() == ErrorKind::TemplateNotFound && seen.len() > 1 => continue,
                Err(error) => return Err(error),
            };
            let source = template.source();
            for tag in tags(source) {
                reads.words.extend(words(tag.text).map(|(_, word)| word.to_owned()));
                if !tag.is_statement {
                    continue;
                }
                assigned.extend(assigns(tag.text).map(str::to_owned));
                waiting.extend(mentions(tag.text).into_iter().flatten().map(str::to_owned));
                reads.is_open |= mentions(tag.text).is_some_and(|names| names.is_empty());
            }
            for read in template.undeclared_variables(false) {
                reads.needs(env, source, &name, &read);
            }
        }
        // What one template sets, those that it includes can read.
        if seen.len() > 1 {
            reads.needed.retain(|(name, ..)| !assigned.contains(name));
        }
        reads.needed.sort();
        Ok(reads)
    }

    fn needs(&mut self, env: &Environment<'_>, source: &str, template: &str, name: &str) {
        let place = |follows: fn(&str) -> bool| {
            tags(source).find_map(|tag| {
                let found = words(tag.text)
                    .find(|(at, word)| *word == name && follows(tag.text[at + word.len()..].trim_start()));
                found.map(|(at, _)| tag.start + at)
            })
        };
        // `namespace` is a function of Jinja and a key of ours; which one is meant shows in the text.
        let is_function = env.globals().any(|(global, _)| global == name);
        if is_function && place(|after| after.starts_with('(')).is_some() {
            self.words.remove(name);
            return;
        }
        if place(is_guard).is_some() {
            self.optional.insert(name.to_owned());
        }
        if let Some(at) = place(|_| true).filter(|_| !matches!(name, "varargs" | "kwargs" | "caller")) {
            self.needed.push((name.to_owned(), template.to_owned(), at));
        }
    }

    /// Whether a name may be looked up.
    pub fn contains(&self, name: &str) -> bool {
        self.is_open || self.words.contains(name)
    }

    /// Every name that may be looked up, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// Whether there may be more names than these.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Whether the template says what happens when a name has no value.
    pub fn is_optional(&self, name: &str) -> bool {
        self.optional.contains(name)
    }

    /// The names that must have a value from outside, each with a template that reads it and the byte where it does.
    pub fn needed(&self) -> impl Iterator<Item = (&str, &str, usize)> {
        let needed = self.needed.iter().filter(|(name, ..)| !self.optional.contains(name));
        needed.map(|(name, template, at)| (name.as_str(), template.as_str(), *at))
    }
}

/// The inside of a `{{ … }}` or a `{% … %}`.
struct Tag<'t> {
    text: &'t str,
    start: usize,
    is_statement: bool,
}

fn tags(source: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let open = at + source[at..].find('{')?;
            let end = match source.as_bytes().get(open + 1) {
                Some(b'{') => "}}",
                Some(b'%') => "%}",
                Some(b'#') => {
                    at = open + source[open..].find("#}")? + 2;
                    continue;
                }
                _ => {
                    at = open + 1;
                    continue;
                }
            };
            let start = open + 2;
            let length = source[start..].find(end)?;
            at = start + length + 2;
            let is_statement = end == "%}";
            return Some(Tag { text: &source[start..start + length], start, is_statement });
        }
    })
}

/// The words of a tag that can be names of variables, and where they are: not those in strings, nor attributes.
fn words(tag: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < tag.len() {
            let rest = &tag[at..];
            let first = rest.chars().next()?;
            if first == '"' || first == '\'' {
                at += rest[1..].find(first).map_or(rest.len(), |end| end + 2);
                continue;
            }
            let length = rest.find(|char: char| !char.is_alphanumeric() && char != '_').unwrap_or(rest.len());
            if length == 0 {
                at += first.len_utf8();
                continue;
            }
            let start = at;
            at += length;
            if !first.is_numeric() && !tag[..start].ends_with('.') {
                return Some((start, &rest[..length]));
            }
        }
        None
    })
}

/// The first word of a tag.
fn keyword(tag: &str) -> &str {
    words(tag).next().map_or("", |(_, word)| word)
}

/// The words that a statement may set: more than it does, as this only keeps a finding away.
fn assigns(tag: &str) -> impl Iterator<Item = &str> {
    let sets = matches!(keyword(tag), "set" | "for" | "macro" | "call" | "with" | "import" | "from");
    words(tag).skip(1).filter(move |_| sets).map(|(_, word)| word)
}

/// The names of templates in a statement that takes some; an empty list where they are computed.
fn mentions(tag: &str) -> Option<Vec<&str>> {
    let takes = matches!(keyword(tag), "include" | "import" | "from" | "extends");
    takes.then(|| tag.split(['"', '\'']).skip(1).step_by(2).collect())
}

fn is_guard(after: &str) -> bool {
    if let Some(filter) = after.strip_prefix('|') {
        return words(filter).next().is_some_and(|(_, word)| word == "default" || word == "d");
    }
    let Some(test) = after.strip_prefix("is ") else { return false };
    let test = test.trim_start();
    let test = test.strip_prefix("not ").unwrap_or(test).trim_start();
    test.starts_with("defined") || test.starts_with("undefined")
}
