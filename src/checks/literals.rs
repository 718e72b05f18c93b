//! Plain scalars in a template's own text that kubectl reads differently from what they look like.

use super::findings::Findings;
use super::path::Path;
use crate::text::Code;
use crate::yaml::{Document, Item, Node, Scalar, is_unmistakable, nodes, resolve};

pub(super) fn check(findings: &mut Findings<'_>, document: Document<'_>, node: usize) {
    let tree = document.skeleton.tree();
    match tree.get(node) {
        Node::List(items) => nodes(items).for_each(|item| check(findings, document, item)),
        Node::Map(entries) => {
            for (key, value) in entries {
                literal(findings, document, *key, true);
                if !is_mode(tree.get(*key), tree.get(*value)) && !is_amount(tree.get(*key), tree.get(*value))
                {
                    check(findings, document, *value);
                }
            }
        }
        Node::Scalar(..) => literal(findings, document, node, false),
        Node::Alias => {}
    }
}

/// The permissions of a file, which everybody writes in octal digits, and which kubectl reads so.
fn is_mode(key: &Node, value: &Node) -> bool {
    let is_octal = |text: &str| text.starts_with('0') && text.bytes().all(|byte| matches!(byte, b'0'..=b'7'));
    matches!(key, Node::Scalar(key, _) if matches!(&**key, "mode" | "defaultMode"))
        && matches!(value, Node::Scalar(text, true) if is_octal(text))
}

/// An amount with an exponent, which is the same number to kubectl.
fn is_amount(key: &Node, value: &Node) -> bool {
    let names = ["cpu", "memory", "storage", "ephemeral-storage", "sizeLimit"];
    matches!(key, Node::Scalar(key, _) if names.contains(&&**key))
        && matches!(value, Node::Scalar(text, true) if text.contains(['e', 'E']) && matches!(resolve(text), Scalar::Float(_)))
}

fn literal(findings: &mut Findings<'_>, document: Document<'_>, node: usize, is_key: bool) {
    let Node::Scalar(text, true) = document.skeleton.tree().get(node) else { return };
    let meaning = match resolve(text) {
        Scalar::Float(number) if !is_key && is_whole(text) => format!("{number:e}"),
        _ if is_unmistakable(text) && !is_key => return,
        Scalar::Null if is_key => {
            findings
                .add(Code::MisreadKey, &Item::Node(node), &Path::new(""), "kubectl takes no key that is null")
                .help(format!("write `\"{text}\"`"));
            return;
        }
        Scalar::Bool(on) => on.to_string(),
        Scalar::Integer(number) => number.to_string(),
        Scalar::Float(number) => number.to_string(),
        Scalar::Null | Scalar::Text(_) => return,
    };
    if is_key && meaning == **text {
        return;
    }
    let (code, noun) = if is_key { (Code::MisreadKey, "key") } else { (Code::MisreadLiteral, "value") };
    let message = format!("kubectl reads the {noun} `{text}` as `{meaning}`");
    findings
        .add(code, &Item::Node(node), &Path::new(""), message)
        .help(format!("write `\"{text}\"`, or `{meaning}` if that is meant"));
}

/// Whether a number that is not an integer of 64 bits looks like an integer.
fn is_whole(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']);
    digits.len() > 18 && digits.bytes().all(|byte| byte.is_ascii_digit())
}
