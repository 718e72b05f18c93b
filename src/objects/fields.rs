//! The fields in which two objects differ.

use super::value::Value;

/// A field that is not the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its path: `spec.containers[runner].image`.
    pub path: String,
    /// What it is; none if it is not there.
    pub before: Option<Value>,
    /// What it becomes; none if it goes away.
    pub after: Option<Value>,
}

/// Every field in which two aligned objects differ, in the order of the second.
pub fn fields(before: &Value, after: &Value) -> Vec<Field> {
    let mut found = Vec::new();
    collect(Some(before), Some(after), String::new(), &mut found);
    found
}

fn collect(before: Option<&Value>, after: Option<&Value>, path: String, found: &mut Vec<Field>) {
    match (before, after) {
        (before, after) if before == after => {}
        (Some(Value::Map(before)), Some(Value::Map(after))) => {
            for (key, value) in after {
                collect(before.get(key), Some(value), step(&path, key), found);
            }
            for (key, value) in before.iter().filter(|(key, _)| !after.contains_key(*key)) {
                collect(Some(value), None, step(&path, key), found);
            }
        }
        (Some(Value::List(before)), Some(Value::List(after))) if is_named(before) && is_named(after) => {
            items(before, after, &path, found);
        }
        (before, after) => {
            found.push(Field { path, before: before.cloned(), after: after.cloned() });
        }
    }
}

/// Items that have names are compared by them.
fn items(before: &[Value], after: &[Value], path: &str, found: &mut Vec<Field>) {
    let start = found.len();
    let named =
        |items: &'_ [Value], name: &str| items.iter().find(|item| self::name(item) == Some(name)).cloned();
    for name in after.iter().filter_map(name) {
        collect(named(before, name).as_ref(), named(after, name).as_ref(), format!("{path}[{name}]"), found);
    }
    for name in before.iter().filter_map(name).filter(|name| named(after, name).is_none()) {
        collect(named(before, name).as_ref(), None, format!("{path}[{name}]"), found);
    }
    if found.len() == start {
        // Only their order differs.
        let list = |items: &[Value]| Some(Value::List(items.to_vec()));
        found.push(Field { path: path.to_owned(), before: list(before), after: list(after) });
    }
}

fn is_named(items: &[Value]) -> bool {
    let mut names: Vec<_> = items.iter().map(name).collect();
    names.sort_unstable();
    names.iter().all(Option::is_some) && names.windows(2).all(|pair| pair[0] != pair[1])
}

fn name(item: &Value) -> Option<&str> {
    item.get("name").and_then(Value::text)
}

/// The path of a key.
pub(super) fn step(path: &str, key: &str) -> String {
    match path {
        "" => key.to_owned(),
        _ if key.contains(['.', '/', '[']) => format!("{path}[{key}]"),
        _ => format!("{path}.{key}"),
    }
}
