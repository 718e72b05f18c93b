//! The rendered objects of a fleet.

use std::collections::BTreeMap;
use std::io;
use std::rc::Rc;

use super::pool::Object;
use crate::template::Rendered;
use crate::text::{Span, append};
use crate::yaml::{self, Filled, Item};

/// What a template printed for one object of a pool: one document, or some.
#[derive(Debug)]
pub struct Document {
    /// Where its pool is.
    pub(super) pool: Span,
    /// The name of the pool's object.
    pub name: Rc<str>,
    /// Its namespace, empty where it has none of its own.
    namespace: Rc<str>,
    filled: Filled,
    /// Whether its runners have labels, and no job finds them by the name of the object.
    pub(super) has_labels: bool,
    /// The names of further documents, each unlike those of other kinds, and their namespaces.
    others: Vec<(String, String)>,
}

impl Document {
    pub(super) fn new(
        object: &Object<'_, '_>,
        (name, namespace, has_labels): (Option<Rc<str>>, Rc<str>, bool),
        rendered: Rendered<'_>,
    ) -> Self {
        let Rendered { sketch, filled } = rendered;
        let skeleton = &sketch.skeleton;
        let document = yaml::Document { skeleton, holes: Some(sketch.holes()) };
        let other = |root: usize| {
            let root = Item::Node(root);
            let text = |item: Option<Item>| item.and_then(|item| document.string(&item)).unwrap_or_default();
            let kind = text(document.get(&root, "kind")).to_lowercase();
            let metadata = document.get(&root, "metadata");
            let of = |key| text(metadata.as_ref().and_then(|metadata| document.get(metadata, key)));
            (format!("{kind}-{}", of("name")), of("namespace").into_owned())
        };
        let others = skeleton.tree().filled().skip(1).map(other).collect();
        Document {
            pool: object.pool.span,
            name: name.filter(|name| **name == *object.name).unwrap_or_else(|| (*object.name).into()),
            namespace,
            filled,
            has_labels,
            others,
        }
    }

    /// Visits the text in pieces, without the `---` before it, which a template can have of its own.
    fn each_piece(&self, mut visit: impl FnMut(&str)) {
        let mut is_first = true;
        self.filled.each_piece(|piece| {
            let is_first = std::mem::take(&mut is_first);
            visit(piece.strip_prefix(SEPARATOR).filter(|_| is_first).unwrap_or(piece));
        });
    }

    /// Appends the text.
    pub fn write(&self, out: &mut String) {
        self.each_piece(|piece| out.push_str(piece));
    }

    /// The name of each document and its namespace, the first one's being the name of the pool's object.
    fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        let others = self.others.iter().map(|(name, namespace)| (name.as_str(), namespace.as_str()));
        std::iter::once((&*self.name, &*self.namespace)).chain(others)
    }

    /// The text of each document.
    fn texts(&self) -> Vec<String> {
        let mut text = String::new();
        self.write(&mut text);
        documents(&text)
    }
}

/// The documents of a stream. No value makes a line that begins with `---`, and no template makes another than these. One
/// that has no content belongs to the one behind it, and at the end to none.
fn documents(text: &str) -> Vec<String> {
    let is_only_comments = |document: &String| {
        document.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
    };
    let mut documents = vec![String::new()];
    for line in text.split_inclusive('\n') {
        let last = documents.len() - 1;
        if line != SEPARATOR {
            documents[last].push_str(line);
        } else if !is_only_comments(&documents[last]) {
            documents.push(String::new());
        }
    }
    if documents.len() > 1 {
        documents.pop_if(|last| is_only_comments(last));
    }
    documents
}

/// The line before each document.
const SEPARATOR: &str = "---\n";
/// How much text is made before it is written, in bytes.
const CHUNK: usize = 64 << 10;

/// All documents.
#[derive(Debug, Default)]
pub struct Fleet {
    /// In the order of the config.
    pub documents: Vec<Document>,
    /// The names of objects of pools that were left out.
    pub(super) others: Vec<String>,
}

impl Fleet {
    /// How many objects there are.
    pub fn count(&self) -> usize {
        self.documents.iter().map(|document| 1 + document.others.len()).sum()
    }

    /// The text of each document and its name, behind its namespace where objects of several pools have it.
    pub fn files(&self) -> Vec<(String, String)> {
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        let names = self.documents.iter().flat_map(|document| document.names().map(|(name, _)| name));
        for name in names.chain(self.others.iter().map(String::as_str)) {
            *count.entry(name).or_default() += 1;
        }
        let file = |(name, namespace): (&str, &str)| match count.get(name) {
            Some(2..) if !namespace.is_empty() => format!("{namespace}.{name}"),
            _ => name.to_owned(),
        };
        let files =
            |document: &Document| document.names().map(file).zip(document.texts()).collect::<Vec<_>>();
        self.documents.iter().flat_map(files).collect()
    }

    /// Writes all documents as one stream, each after its `---`.
    pub fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let mut text = Vec::with_capacity(2 * CHUNK);
        for document in &self.documents {
            append(&mut text, SEPARATOR);
            document.each_piece(|piece| append(&mut text, piece));
            if text.len() >= CHUNK {
                out.write_all(&text)?;
                text.clear();
            }
        }
        out.write_all(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_cut_between_documents() {
        for (text, expected) in [
            ("a: 1\n", vec!["a: 1\n"]),
            ("a: 1\n---\nb: 2\n", vec!["a: 1\n", "b: 2\n"]),
            ("a: 1\n---\n\n# e\n", vec!["a: 1\n"]),
            ("# c\n\n---\na: 1\n---\n# d\nb: 2\n", vec!["# c\n\na: 1\n", "# d\nb: 2\n"]),
        ] {
            assert_eq!(documents(text), expected, "{text}");
        }
    }
}
