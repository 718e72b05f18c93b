//! A document held against a schema.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::limit::{Fits, Verdict, fits, is_quantity, is_whole};
use super::meant::{level, meant, misspelt};
use super::{Limit, Others, Schema, Shape, Unique, mistake};
use crate::text::Code;
use crate::yaml::{Content, Document, Item};

/// Something in a document that the API server would refuse or drop.
#[derive(Clone, Debug)]
pub struct Violation {
    /// Its kind.
    pub code: Code,
    /// Where in the object: `spec.containers[0].image`.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What to write.
    pub help: Option<String>,
    /// The key or the value that it is about.
    pub item: Item,
}

/// An item whose values decide, and what it is held against.
#[derive(Debug)]
pub struct Waiting {
    /// What is looked at, with all that is in it.
    pub item: Item,
    path: String,
    schema: &'static Schema,
    reader: Reader,
    what: What,
}

/// What of an item is open.
#[derive(Clone, Copy, Debug)]
enum What {
    /// What it is.
    All,
    /// What it is, in a list.
    Listed,
    /// Which items of the list are the same.
    Unique,
    /// Whether it keeps the limits of its schema.
    Limits,
}

/// Checks all of an object that is known; what is open, and what is wrong.
pub fn check(
    schema: &'static Schema,
    document: Document<'_>,
    root: &Item,
    path: &str,
) -> (Vec<Waiting>, Vec<Violation>) {
    let mut walk = Walk::new(document, path);
    walk.item(schema, root);
    (walk.waiting, walk.violations)
}

impl Waiting {
    /// Whether it says the same of all strings of one length.
    pub fn is_by_length(&self) -> bool {
        let is_length = |limit: &Limit| matches!(limit, Limit::Length(..));
        matches!(self.schema.shape, Shape::Any | Shape::String) && self.schema.limits.iter().all(is_length)
    }

    /// Checks what was left open, with the values of one document.
    pub fn check(&self, document: Document<'_>) -> Vec<Violation> {
        let mut walk = Walk { reader: self.reader, ..Walk::new(document, &self.path) };
        match (self.what, &self.schema.shape) {
            (What::Unique, Shape::List(schema, unique)) => {
                walk.unique(schema, unique, &document.items(&self.item));
            }
            (What::Listed, _) => walk.listed(self.schema, &self.item),
            (What::Limits, _) => walk.limits(self.schema, &self.item, &document.content(&self.item)),
            _ => walk.item(self.schema, &self.item),
        }
        walk.violations
    }
}

/// Who reads what is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reader {
    /// The API server, by the schema of a CRD.
    Server,
    /// Kubernetes, by its own types: null is nothing, and there are other fields in newer versions.
    Kubernetes,
    /// An operator, which may merge it into a pod of its own, so that nothing is missing.
    Operator,
}

/// Fields that the schema of pods has for required, and the API server takes as empty or 0 where they are missing: those of
/// headers and of sysctls, and of iSCSI (`validateHTTPGetAction`, `validateSysctls`, `validateISCSIVolumeSource`).
const ZERO: [&str; 2] = ["value", "lun"];

struct Walk<'d> {
    document: Document<'d>,
    path: String,
    violations: Vec<Violation>,
    waiting: Vec<Waiting>,
    /// Whether Kubernetes reads what is looked at by itself ([`Shape::Native`]).
    reader: Reader,
}

type Entries<'d> = [(Cow<'d, str>, Item, Item)];

impl<'d> Walk<'d> {
    fn new(document: Document<'d>, path: &str) -> Self {
        Walk {
            document,
            path: path.to_owned(),
            violations: Vec::new(),
            waiting: Vec::new(),
            reader: Reader::Server,
        }
    }

    fn violation(&mut self, code: Code, item: &Item, message: impl Into<String>) -> &mut Violation {
        let (path, message, item) = (self.path.clone(), message.into(), item.clone());
        self.violations.push(Violation { code, path, message, help: None, item });
        let last = self.violations.len() - 1;
        &mut self.violations[last]
    }

    fn item(&mut self, schema: &'static Schema, item: &Item) {
        self.known(schema, item, &self.document.content(item));
    }

    /// An item of a list: whoever reads it, one that is nothing is one too many.
    fn listed(&mut self, schema: &'static Schema, item: &Item) {
        match self.document.content(item) {
            Content::Open => self.wait(schema, item, What::Listed),
            Content::Null if !schema.nullable && !matches!(schema.shape, Shape::Any) => {
                self.wrong_type(schema, item, &Content::Null);
            }
            content => self.known(schema, item, &content),
        }
    }

    fn known(&mut self, schema: &'static Schema, item: &Item, content: &Content<'d>) {
        match (&schema.shape, content) {
            (_, Content::Open) => return self.wait(schema, item, What::All),
            (_, Content::Null) if schema.nullable || self.reader != Reader::Server => return,
            (Shape::Native(inner, keys), content) => return self.native(inner, keys, item, content),
            (Shape::Quantity, Content::Float(_)) if self.reader != Reader::Server => {}
            (Shape::Any, _)
            | (Shape::Boolean, Content::Bool(_))
            | (Shape::Number, Content::Integer(_) | Content::Float(_))
            | (Shape::String | Shape::IntOrString, Content::Text(_))
            | (Shape::IntOrString | Shape::Quantity, Content::Integer(_)) => {}
            (Shape::Integer(bits), Content::Integer(_) | Content::Float(_))
                if is_whole(content) && !fits(content, *bits) =>
            {
                self.violation(Code::InvalidField, item, format!("this does not fit into {bits} bits"));
            }
            (Shape::Integer(_), _) if is_whole(content) => {}
            (Shape::Quantity, Content::Text(text)) => {
                if !is_quantity(text) {
                    self.violation(Code::InvalidField, item, "this is not a Kubernetes quantity");
                }
            }
            (Shape::List(inner, unique), Content::List(items)) => {
                self.list(inner, items);
                if !self.unique(inner, unique, items) {
                    self.wait(schema, item, What::Unique);
                }
            }
            (Shape::Map { fields: _, required, others }, Content::Map(entries)) => {
                self.map(schema, required, others, item, entries);
            }
            _ => return self.wrong_type(schema, item, content),
        }
        self.limits(schema, item, content);
    }

    /// What Kubernetes reads by itself, if it is that.
    fn native(&mut self, schema: &'static Schema, keys: &[&str], item: &Item, content: &Content<'_>) {
        let has = |entries: &Entries<'_>| entries.iter().any(|(key, ..)| keys.contains(&&**key));
        if keys.is_empty() || matches!(content, Content::Map(entries) if has(entries)) {
            let reader = if keys.is_empty() { self.reader.max(Reader::Kubernetes) } else { Reader::Operator };
            let before = std::mem::replace(&mut self.reader, reader);
            self.item(schema, item);
            self.reader = before;
        }
    }

    fn limits(&mut self, schema: &'static Schema, item: &Item, content: &Content<'_>) {
        if schema.limits.is_empty() {
            return;
        }
        let written = self.written(item);
        let fits = |schemas| self.fits(schemas, item);
        let verdicts: Vec<_> =
            schema.limits.iter().map(|limit| limit.verdict(content, written.as_deref(), fits)).collect();
        if verdicts.contains(&Verdict::Open) {
            // What the others say, they say then.
            return self.wait(schema, item, What::Limits);
        }
        for verdict in verdicts {
            if let Verdict::Broken(problem) = verdict {
                self.violation(Code::InvalidField, item, problem);
            }
        }
    }

    fn wrong_type(&mut self, schema: &Schema, item: &Item, content: &Content<'_>) {
        let message = format!("this takes {}, and it is {}", schema.expected(), mistake::noun(content));
        let help = mistake::help(&schema.shape, content, &self.path);
        self.violation(Code::WrongFieldType, item, message).help = help;
    }

    fn map(
        &mut self,
        schema: &'static Schema,
        required: &[&str],
        others: &Others,
        item: &Item,
        entries: &Entries<'d>,
    ) {
        let is_null = |item: &Item| matches!(self.document.content(item), Content::Null);
        // The API server drops a null that its schema does not take, before it looks at anything else. A field without a
        // value says nothing; the key of a label or of a resource does, and would be lost.
        let is_dropped = |key: &str, value: &Item| {
            schema.named(key).is_some_and(|field| !field.nullable) && is_null(value)
        };
        let (dropped, entries): (Vec<_>, Vec<_>) =
            entries.iter().partition(|(key, _, value)| is_dropped(key, value));
        for name in required {
            let is_default = || schema.field(name).is_some_and(|field| field.default.is_some());
            let is_lax = match self.reader {
                Reader::Server => false,
                Reader::Kubernetes => ZERO.contains(name),
                Reader::Operator => true,
            };
            if is_lax || entries.iter().any(|(key, ..)| key == name) || is_default() {
                continue;
            }
            let found = match dropped.iter().find(|(key, ..)| key == name) {
                Some((.., value)) => {
                    self.violation(Code::MissingField, value, format!("`{name}` has no value"))
                }
                None => self.violation(Code::MissingField, item, format!("`{name}` is missing")),
            };
            found.help = Some(format!("write `{name}: …` with a value"));
        }
        for (key, key_item, value) in &entries {
            let length = self.path.len();
            push_key(&mut self.path, key);
            match (schema.field(key), others) {
                (Some(field), _) => self.item(field, value),
                (None, Others::Dropped) => {
                    let given = |name: &str| entries.iter().any(|(key, ..)| key == name);
                    let value = self.document.content(value);
                    let found = match self.reader {
                        Reader::Server => Some(meant(schema, key, &value, given)),
                        // An operator may have the fields of a pod anywhere.
                        Reader::Operator => misspelt(schema, key, &value, given).map(Some),
                        Reader::Kubernetes => {
                            misspelt(schema, key, &value, given).or_else(|| level(schema, key)).map(Some)
                        }
                    };
                    if let Some(help) = found {
                        self.unknown(key, key_item, help);
                    }
                }
                (None, _) => {}
            }
            self.path.truncate(length);
        }
    }

    fn unknown(&mut self, key: &str, item: &Item, meant: Option<String>) {
        let message = format!("`{key}` is not a field here, and the API server would drop it without a word");
        self.violation(Code::UnknownField, item, message).help = meant;
    }

    fn push_index(&mut self, at: usize) {
        // Writing to a string cannot fail.
        let _ = write!(self.path, "[{at}]");
    }

    fn list(&mut self, schema: &'static Schema, items: &[Item]) {
        for (at, item) in items.iter().enumerate() {
            let length = self.path.len();
            self.push_index(at);
            self.listed(schema, item);
            self.path.truncate(length);
        }
    }

    /// Finds items that are the same; false where only the values tell.
    fn unique(&mut self, schema: &Schema, unique: &Unique, items: &[Item]) -> bool {
        // Kubernetes itself takes two ports that are the same.
        if self.reader != Reader::Server || matches!(unique, Unique::No) || items.len() < 2 {
            return true;
        }
        let mut seen: Vec<String> = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            let Some(identity) = self.identity(schema, unique, item) else { return false };
            if seen.contains(&identity) {
                let length = self.path.len();
                self.push_index(at);
                self.violation(Code::DuplicateItem, item, "the list has this already");
                self.path.truncate(length);
            }
            seen.push(identity);
        }
        true
    }

    /// What tells an item of a list from the others; none where only its values tell.
    fn identity(&self, schema: &Schema, unique: &Unique, item: &Item) -> Option<String> {
        let Unique::Keys(keys) = unique else { return self.written(item) };
        let mut identity = String::new();
        for key in *keys {
            let is_given = |value: &Item| !matches!(self.document.content(value), Content::Null);
            match (self.document.get(item, key).filter(is_given), self.document.content(item)) {
                (Some(value), _) => identity.push_str(&self.written(&value)?),
                (None, Content::Open) => return None,
                (None, _) => {
                    let default = schema.field(key).and_then(|field| field.default);
                    identity.push_str(default.unwrap_or_default());
                }
            }
            identity.push('\n');
        }
        Some(identity)
    }

    /// An item as JSON; none where only its values tell.
    fn written(&self, item: &Item) -> Option<String> {
        Some(match self.document.content(item) {
            Content::List(items) => {
                let items: Option<Vec<_>> = items.iter().map(|item| self.written(item)).collect();
                format!("[{}]", items?.join(","))
            }
            Content::Map(entries) => {
                let entry = |(key, _, value): &(Cow<'_, str>, Item, Item)| {
                    Some(format!("{}:{}", mistake::quoted(key), self.written(value)?))
                };
                let mut all = entries.iter().map(entry).collect::<Option<Vec<_>>>()?;
                all.sort();
                format!("{{{}}}", all.join(","))
            }
            Content::Null => "null".to_owned(),
            Content::Bool(on) => on.to_string(),
            Content::Integer(number) => number.to_string(),
            Content::Float(number) => number.to_string(),
            Content::Text(text) => mistake::quoted(&text),
            Content::Open => return None,
        })
    }

    fn wait(&mut self, schema: &'static Schema, item: &Item, what: What) {
        self.waiting.push(Waiting {
            item: item.clone(),
            path: self.path.clone(),
            schema,
            reader: self.reader,
            what,
        });
    }

    /// How many schemas a value fits.
    fn fits(&self, schemas: &'static [Schema], item: &Item) -> Fits {
        let mut fits = Fits::default();
        for schema in schemas {
            let mut walk = Walk { reader: self.reader, ..Walk::new(self.document, "") };
            walk.item(schema, item);
            match (walk.violations.is_empty(), walk.waiting.is_empty()) {
                (true, true) => fits.sure += 1,
                (true, false) => fits.open += 1,
                (false, _) => {}
            }
        }
        fits
    }
}

/// Appends a key to a path, in brackets where it holds what paths are made of.
fn push_key(path: &mut String, key: &str) {
    if key.contains(['.', '/', '[']) {
        // Writing to a string cannot fail.
        let _ = write!(path, "[{key}]");
        return;
    }
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(key);
}
