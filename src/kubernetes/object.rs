//! What makes a document a Kubernetes object.

use crate::text::Code;
use crate::yaml::{Flaw, Node, Tree};

/// Finds documents that kubectl would refuse, or that have no name to be applied under.
pub fn check(tree: &Tree) -> Vec<Flaw> {
    tree.roots().iter().filter_map(|root| check_root(tree, *root)).collect()
}

fn check_root(tree: &Tree, root: usize) -> Option<Flaw> {
    let at = tree.span(root);
    let flaw = |message: &str| Some(Flaw::new(Code::NotAnObject, at.clone(), message));
    match tree.get(root) {
        // kubectl passes over a document without content.
        Node::Scalar(text, _) if text.is_empty() => None,
        Node::Map(_) if tree.value(root, "apiVersion").is_none() => flaw("this document has no `apiVersion`"),
        Node::Map(_) if tree.value(root, "kind").is_none() => flaw("this document has no `kind`"),
        Node::Map(_) => {
            let metadata = tree.value(root, "metadata");
            let name = |key| metadata.and_then(|metadata| tree.value(metadata, key));
            if name("name").or(name("generateName")).is_some() || tree.value(root, "items").is_some() {
                return None;
            }
            flaw("this document has no `metadata.name`")
        }
        _ => flaw("this document is not a Kubernetes object, which is a map"),
    }
}
