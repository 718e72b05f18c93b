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
        Node::Map(_) => {
            let metadata = tree.value(root, "metadata");
            let name = |key| metadata.and_then(|metadata| tree.value(metadata, key));
            let is_named =
                name("name").or(name("generateName")).is_some() || tree.value(root, "items").is_some();
            let has = [
                ("apiVersion", tree.value(root, "apiVersion").is_some()),
                ("kind", tree.value(root, "kind").is_some()),
                ("metadata.name", is_named),
            ];
            let absent: Vec<_> = has.iter().filter(|(_, has)| !has).map(|(key, _)| *key).collect();
            // A value is not looked into: what is in it differs from pool to pool.
            let is_value =
                |node: &usize| matches!(tree.get(*node), Node::Scalar(text, _) if !text.is_empty());
            match (absent.as_slice(), metadata.filter(is_value)) {
                ([], _) => None,
                (["metadata.name"], Some(value)) => {
                    let message = "the `metadata` of this document is a value, and its `name` must stand in the template";
                    let flaw = Flaw::new(Code::NotAnObject, tree.span(value), message);
                    Some(flaw.help("write `metadata:`, then `name: {{ name }}` on a line of its own"))
                }
                _ => flaw(&format!("this document has no `{}`", absent.join("` and no `"))),
            }
        }
        _ => flaw("this document is not a Kubernetes object, which is a map"),
    }
}
