//! A template as text.

use super::json::inline;
use super::unify::{Node, Part};
use crate::objects::Value;
use crate::yaml::written;

/// The text of a template.
pub(super) fn write(node: &Node) -> String {
    let mut out = String::new();
    if let Node::Map(fields) = node {
        map(&mut out, fields, 0);
    }
    out
}

/// The fields of a map; the first goes on where the text is, unless it has a condition.
fn map(out: &mut String, fields: &[(String, Part)], indent: usize) {
    let conditions: Vec<Option<&str>> = fields.iter().map(|(_, part)| part.condition.as_deref()).collect();
    for (at, (key, part)) in fields.iter().enumerate() {
        open(out, &conditions, at, indent);
        if at > 0 || part.condition.is_some() {
            blanks(out, indent);
        }
        text(out, key);
        out.push(':');
        value(out, &part.node, indent + 2);
        close(out, &conditions, at, indent);
    }
}

/// What stands behind a key.
fn value(out: &mut String, node: &Node, indent: usize) {
    match node {
        Node::Map(fields) if !fields.is_empty() => {
            out.push('\n');
            if fields[0].1.condition.is_none() {
                blanks(out, indent);
            }
            map(out, fields, indent);
        }
        Node::List(items, rest) if !items.is_empty() || rest.is_some() => {
            out.push('\n');
            list(out, items, indent);
            if let Some(key) = rest {
                more(out, key, indent);
            }
        }
        Node::Literal(literal @ (Value::Map(_) | Value::List(_))) if !literal.is_empty() => {
            value(out, &unfold(literal), indent);
        }
        node => {
            out.push(' ');
            scalar(out, node);
            out.push('\n');
        }
    }
}

fn list(out: &mut String, items: &[Part], indent: usize) {
    let conditions: Vec<Option<&str>> = items.iter().map(|part| part.condition.as_deref()).collect();
    for (at, part) in items.iter().enumerate() {
        open(out, &conditions, at, indent);
        blanks(out, indent);
        out.push_str("- ");
        item(out, &part.node, indent + 2);
        close(out, &conditions, at, indent);
    }
}

fn item(out: &mut String, node: &Node, indent: usize) {
    match node {
        Node::Map(fields) if !fields.is_empty() => map(out, fields, indent),
        Node::Literal(literal @ Value::Map(_)) if !literal.is_empty() => item(out, &unfold(literal), indent),
        node => {
            scalar(out, node);
            out.push('\n');
        }
    }
}

/// A literal as a map or a list of literals.
fn unfold(literal: &Value) -> Node {
    let part = |value: &Value| Part { node: Node::Literal(value.clone()), condition: None };
    match literal {
        Value::Map(map) => Node::Map(map.iter().map(|(key, value)| (key.clone(), part(value))).collect()),
        literal => Node::List(literal.items().iter().map(part).collect(), None),
    }
}

/// The loops of the built-in template over what a pool has beyond the others.
fn more(out: &mut String, key: &str, indent: usize) {
    let (each, lines): (&str, &[&str]) = match key {
        "env" => (
            "key, value in env.items()",
            &[
                "- name: {{ key }}",
                "  {%- if value is mapping %}",
                "  {%- for source, from in value.items() %}",
                "  {{ source }}: {{ from }}",
                "  {%- endfor %}",
                "  {%- else %}",
                "  value: {{ value }}",
                "  {%- endif %}",
            ],
        ),
        "volumes" => ("volume in volumes", &["- {{ volume }}"]),
        _ => ("mount in volume_mounts", &["- {{ mount }}"]),
    };
    line(out, indent, &format!("{{%- for {each} %}}"));
    for text in lines {
        line(out, indent, text);
    }
    line(out, indent, "{%- endfor %}");
}

/// Begins a condition, unless it goes on.
fn open(out: &mut String, conditions: &[Option<&str>], at: usize, indent: usize) {
    if let Some(condition) = conditions[at].filter(|_| at == 0 || conditions[at - 1] != conditions[at]) {
        line(out, indent, &format!("{{%- if {condition} %}}"));
    }
}

/// Ends a condition, unless it goes on.
fn close(out: &mut String, conditions: &[Option<&str>], at: usize, indent: usize) {
    if conditions[at].is_some() && conditions.get(at + 1) != Some(&conditions[at]) {
        line(out, indent, "{%- endif %}");
    }
}

fn line(out: &mut String, indent: usize, text: &str) {
    blanks(out, indent);
    out.push_str(text);
    out.push('\n');
}

fn blanks(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}

/// A value on one line.
fn scalar(out: &mut String, node: &Node) {
    match node {
        Node::Hole(name) => hole(out, name),
        Node::Literal(Value::Text(string)) => text(out, string),
        Node::Literal(value @ (Value::List(_) | Value::Map(_))) if !value.is_empty() => {
            hole(out, &inline(value));
        }
        Node::Literal(value) => out.push_str(&inline(value)),
        Node::Map(_) => out.push_str("{}"),
        Node::List(..) => out.push_str("[]"),
    }
}

/// What an expression is.
fn hole(out: &mut String, expression: &str) {
    out.push_str("{{ ");
    out.push_str(expression);
    out.push_str(" }}");
}

/// A string as YAML. What Jinja would take for its own is the text of an expression: inside of `raw` an `endraw` could
/// still be its.
fn text(out: &mut String, text: &str) {
    let yaml = written(text, false);
    if ["{{", "{%", "{#"].iter().any(|mark| text.contains(mark)) {
        hole(out, &inline(&Value::Text(yaml.into_owned())));
    } else {
        out.push_str(&yaml);
    }
}
