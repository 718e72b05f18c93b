//! Which variables a template looks up, without rendering it.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::{Environment, Error, ErrorKind};

use super::scope::assigned;
use super::tokens::{Tag, Token, tags};

/// The names that a template and everything it includes may look up.
#[derive(Clone, Debug, Default)]
pub struct Reads {
    /// Every word in an expression or a statement: more than are looked up, but none of those is missing.
    words: BTreeSet<String>,
    /// Names of keys that are called, as functions of Jinja.
    functions: BTreeSet<String>,
    /// For each name that is looked up and nothing in the templates sets: a template that does, and where.
    needed: Vec<(String, String, usize)>,
    /// Names that are tested with `is defined` or have a `default` somewhere: those may be missing.
    optional: BTreeSet<String>,
    /// Names that are also used in another way somewhere.
    bare: BTreeSet<String>,
    /// Names that something else is done with than to print them.
    looked_at: BTreeSet<String>,
    /// Templates that are named and do not exist, each with a template that names it, and where.
    absent: Vec<(String, String, usize)>,
    /// Whether a name of a template is computed, or one is missing, so that what it reads cannot be told.
    is_open: bool,
}

impl Reads {
    pub(super) fn of(env: &Environment<'_>, name: &str) -> Result<Self, Error> {
        let mut reads = Reads::default();
        let mut waiting = vec![name.to_owned()];
        let mut seen = BTreeSet::new();
        let mut set = BTreeSet::new();
        let mut includes = Vec::new();
        let mut absent = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            if !seen.insert(name.clone()) {
                continue;
            }
            let template = match env.get_template(&name) {
                Ok(template) => template,
                // Whether a missing include matters is known only when it is reached; what it would read is not known.
                Err(error) if error.kind() == ErrorKind::TemplateNotFound && seen.len() > 1 => {
                    reads.is_open = true;
                    absent.insert(name);
                    continue;
                }
                Err(error) => return Err(error),
            };
            let source = template.source();
            let tags = tags(source);
            // Where each word is: the number of its tag, and of its token.
            let mut places: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
            for (number, tag) in tags.iter().enumerate() {
                for (at, word) in tag.words(source) {
                    places.entry(word).or_default().push((number, at));
                    if tag.is_statement || tag.tokens.len() > 1 {
                        reads.looked_at.insert(word.to_owned());
                    }
                }
                set.extend(assigns(source, tag).into_iter().map(str::to_owned));
                let mentions = Mentions::of(source, tag);
                reads.is_open |= mentions.is_open;
                for (mentioned, at) in mentions.names {
                    waiting.push(mentioned.to_owned());
                    let needed = !mentions.is_choice && !mentions.is_open;
                    includes.extend(needed.then(|| (mentioned.to_owned(), name.clone(), at)));
                }
            }
            reads.words.extend(places.keys().map(|word| (*word).to_owned()));
            for read in template.undeclared_variables(false) {
                let places = places.get(read.as_str()).map(Vec::as_slice).unwrap_or_default();
                reads.needs(env, source, &tags, places, (&name, &read));
            }
        }
        // What one template sets, in whatever branch, it and those that it includes can read.
        reads.needed.retain(|(name, ..)| !set.contains(name));
        reads.needed.sort();
        includes.retain(|(name, ..)| absent.contains(name));
        reads.absent = includes;
        Ok(reads)
    }

    fn needs(
        &mut self,
        env: &Environment<'_>,
        source: &str,
        tags: &[Tag],
        places: &[(usize, usize)],
        (template, name): (&str, &str),
    ) {
        let place = |follows: &dyn Fn(&Tag, usize) -> bool| {
            let (tag, at) = places.iter().find(|(tag, at)| follows(&tags[*tag], *at))?;
            Some(tags[*tag].tokens[*at].span.start)
        };
        // `namespace` is a function of Jinja and a key of ours; which one is meant shows in the text.
        let is_function = env.globals().any(|(global, _)| global == name);
        if is_function && place(&|tag, at| tag.text(source, at + 1) == "(").is_some() {
            self.words.remove(name);
            self.functions.insert(name.to_owned());
            return;
        }
        if place(&|tag, at| is_guard(source, tag, at)).is_some() {
            self.optional.insert(name.to_owned());
        }
        if place(&|tag, at| !is_guard(source, tag, at)).is_some() {
            self.bare.insert(name.to_owned());
        }
        if let Some(at) = place(&|_, _| true).filter(|_| !matches!(name, "varargs" | "kwargs" | "caller")) {
            self.needed.push((name.to_owned(), template.to_owned(), at));
        }
    }

    /// Whether a name is looked up for all that can be seen, and must then have a value.
    pub fn requires(&self, name: &str) -> bool {
        self.words.contains(name) && !self.optional.contains(name)
    }

    /// Whether a name has a `default`, or is tested with `is defined`, wherever it is used.
    pub fn is_optional(&self, name: &str) -> bool {
        self.optional.contains(name) && !self.bare.contains(name)
    }

    /// Templates that are named and do not exist: the name, the template that has it, and the byte.
    pub fn absent(&self) -> impl Iterator<Item = (&str, &str, usize)> {
        self.absent.iter().map(|(name, template, at)| (name.as_str(), template.as_str(), *at))
    }

    /// Whether all that templates do with a name is to print it, as in `{{ name }}`.
    pub(super) fn only_prints(&self, name: &str) -> bool {
        self.words.contains(name) && !self.looked_at.contains(name)
    }

    /// Whether a name may be looked up by what can be seen of the templates.
    pub fn contains(&self, name: &str) -> bool {
        self.words.contains(name)
    }

    /// Whether a name is the one of a function that is called.
    pub fn calls(&self, name: &str) -> bool {
        self.functions.contains(name)
    }

    /// Every name that may be looked up, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// Whether there may be more names than these.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// The names that must have a value from outside, each with a template that reads it and the byte where it does.
    pub fn needed(&self) -> impl Iterator<Item = (&str, &str, usize)> {
        let needed = self.needed.iter().filter(|(name, ..)| !self.optional.contains(name));
        needed.map(|(name, template, at)| (name.as_str(), template.as_str(), *at))
    }
}

/// The names that a statement gives values: of macros and imports more, as this only keeps a finding away.
pub(super) fn assigns<'t>(source: &'t str, tag: &'t Tag) -> Vec<&'t str> {
    if matches!(tag.keyword(source), "macro" | "call" | "import" | "from" | "block") {
        return tag.words(source).skip(1).map(|(_, word)| word).collect();
    }
    assigned(source, tag)
}

/// The names of other templates in a statement.
#[derive(Debug, Default)]
struct Mentions<'t> {
    /// Each with its byte.
    names: Vec<(&'t str, usize)>,
    /// Whether one of these is enough, or none.
    is_choice: bool,
    /// Whether there may be others.
    is_open: bool,
}

impl<'t> Mentions<'t> {
    fn of(source: &'t str, tag: &Tag) -> Self {
        if !matches!(tag.keyword(source), "include" | "import" | "from" | "extends") {
            return Mentions::default();
        }
        let ends =
            |at: usize| matches!(tag.text(source, at), "import" | "ignore" | "with" | "without" | "as");
        let end = (1..tag.tokens.len()).find(|at| ends(*at)).unwrap_or(tag.tokens.len());
        let name = &tag.tokens[1..end.max(1).min(tag.tokens.len())];
        let is_list = name.first().is_some_and(|first| matches!(first.text(source), "[" | "("));
        let is_literal = |token: &Token| token.string(source).is_some();
        let names = name.iter().filter_map(|token| Some((token.string(source)?, token.span.start)));
        Mentions {
            names: names.collect(),
            is_choice: is_list || tag.text(source, end) == "ignore",
            is_open: if is_list {
                !name.iter().all(|token| {
                    is_literal(token) || matches!(token.text(source), "[" | "]" | "(" | ")" | ",")
                })
            } else {
                name.len() != 1 || !name.iter().all(is_literal)
            },
        }
    }
}

/// Whether what follows the token at a place says what happens where it has no value.
fn is_guard(source: &str, tag: &Tag, at: usize) -> bool {
    let after = |more: usize| tag.text(source, at + more);
    let is_test = |word: &str| matches!(word, "defined" | "undefined");
    match after(1) {
        "|" => matches!(after(2), "default" | "d"),
        "is" => is_test(after(2)) || (after(2) == "not" && is_test(after(3))),
        _ => false,
    }
}
