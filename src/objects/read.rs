//! Objects from a text: YAML or JSON, one, several documents, or a `List`.

use super::value::{Map, Value};
use crate::yaml::{Event, Kind, Scalar, Style, parse, resolve};

/// Deeper than any object.
const DEEPEST: usize = 100;

/// Every object in a text, as kubectl reads it. `null` means that a field is not there.
pub fn read(text: &str) -> Result<Vec<Value>, String> {
    objects(documents(text)?)
}

/// The objects in some documents.
fn objects(documents: Vec<Value>) -> Result<Vec<Value>, String> {
    let mut objects = Vec::new();
    for (number, document) in documents.into_iter().enumerate() {
        let message =
            |what: &str| format!("document {} is not a Kubernetes object: {what}", number.saturating_add(1));
        flatten(document, &mut objects).map_err(|what| message(&what))?;
    }
    Ok(objects)
}

/// The objects that kubectl has printed, which is at least a list with nothing in it: where it fails, it prints nothing.
pub fn printed(text: &str) -> Result<Vec<Value>, String> {
    let documents = documents(text)?;
    if documents.iter().all(|document| *document == Value::Null) {
        return Err("there is nothing in it, not even an empty list, which `kubectl get` prints where it finds nothing; \
             run `kubectl get gar -A -o yaml` by itself and see why it fails"
            .to_owned());
    }
    objects(documents)
}

/// How objects are printed.
const PRINT: &str = "`kubectl get gar -A -o yaml` prints objects";

/// The documents of a text.
fn documents(text: &str) -> Result<Vec<Value>, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if matches!(text.split_whitespace().next(), Some("NAME" | "NAMESPACE")) {
        return Err(format!("this is a table for people; {PRINT}"));
    }
    // YAML has no surrogate pairs, so JSON is read as such.
    let is_json = text.trim_start().starts_with('{');
    match is_json.then(|| json(text)).flatten() {
        Some(documents) => Ok(documents),
        None => yaml(text),
    }
}

/// The items of a list in place of the list.
fn flatten(document: Value, objects: &mut Vec<Value>) -> Result<(), String> {
    let mut map = match document {
        Value::Null => return Ok(()),
        Value::Map(map) => map,
        Value::Text(_) => return Err(format!("it is a text; {PRINT}")),
        _ => return Err("it is not a map".to_owned()),
    };
    let is_list = map.get("kind").and_then(Value::text).is_some_and(|kind| kind.ends_with("List"));
    if is_list && let Some(Value::List(items)) = map.shift_remove("items") {
        return items.into_iter().try_for_each(|item| flatten(item, objects));
    }
    let object = Value::Map(map);
    let needed = [&["apiVersion"][..], &["kind"], &["metadata", "name"]];
    if let Some(path) = needed.iter().find(|path| object.at(path).and_then(Value::text).is_none()) {
        return Err(format!("it has no `{}`", path.join(".")));
    }
    objects.push(object);
    Ok(())
}

/// The values of a JSON text; none if it is not JSON.
pub(super) fn json(text: &str) -> Option<Vec<Value>> {
    let values = serde_json::Deserializer::from_str(text).into_iter::<serde_yaml::Value>();
    values.map(|value| value.ok().and_then(convert)).collect()
}

/// A value of JSON.
fn convert(value: serde_yaml::Value) -> Option<Value> {
    Some(match value {
        serde_yaml::Value::Null => Value::Null,
        serde_yaml::Value::Bool(on) => Value::Bool(on),
        serde_yaml::Value::Number(number) => match number.as_i64() {
            Some(number) => Value::Integer(number),
            None => Value::Float(number.as_f64()?),
        },
        serde_yaml::Value::String(text) => Value::Text(text),
        serde_yaml::Value::Sequence(items) => {
            Value::List(items.into_iter().map(convert).collect::<Option<_>>()?)
        }
        serde_yaml::Value::Mapping(entries) => {
            let mut map = Map::new();
            for (key, value) in entries {
                if !value.is_null() {
                    map.insert(key.as_str()?.to_owned(), convert(value)?);
                }
            }
            Value::Map(map)
        }
        serde_yaml::Value::Tagged(_) => return None,
    })
}

/// YAML is read by the reader of templates, which takes `yes` and `0755` for what kubectl does.
fn yaml(text: &str) -> Result<Vec<Value>, String> {
    let line = |at: usize| text.get(..at).unwrap_or(text).matches('\n').count() + 1;
    let events =
        parse(text).map_err(|error| format!("line {} is not YAML: {}", line(error.at), error.message))?;
    let mut reader = Reader { events: events.iter().filter(|event| event.kind != Kind::Comment) };
    let mut documents = Vec::new();
    while let Some(event) = reader.events.next() {
        if matches!(event.kind, Kind::Document(_)) {
            let document = reader.node(0).map_err(|(at, what)| format!("line {}: {what}", line(at)))?;
            documents.extend(document);
        }
    }
    Ok(documents)
}

struct Reader<I> {
    events: I,
}

impl<'e, 't: 'e, I: Iterator<Item = &'e Event<'t>>> Reader<I> {
    /// The next node; none at the end of a collection.
    fn node(&mut self, depth: usize) -> Result<Option<Value>, (usize, &'static str)> {
        let Some(event) = self.events.next() else { return Ok(None) };
        if depth > DEEPEST {
            return Err((event.span.start, "this is nested too deeply"));
        }
        Ok(Some(match &event.kind {
            Kind::Scalar(text, Style::Plain) => match resolve(text) {
                Scalar::Null => Value::Null,
                Scalar::Bool(on) => Value::Bool(on),
                Scalar::Integer(number) => Value::Integer(number),
                Scalar::Float(number) => Value::Float(number),
                Scalar::Text(text) => Value::from(text),
            },
            Kind::Scalar(text, _) => Value::from(text.as_ref()),
            Kind::List(_) => {
                let mut items = Vec::new();
                while let Some(item) = self.node(depth + 1)? {
                    items.push(item);
                }
                Value::List(items)
            }
            Kind::Map(_) => Value::Map(self.map(depth)?),
            Kind::Alias(_) => return Err((event.span.start, "write out what this alias stands for")),
            Kind::End | Kind::Document(_) | Kind::Comment => return Ok(None),
        }))
    }

    fn map(&mut self, depth: usize) -> Result<Map, (usize, &'static str)> {
        let mut map = Map::new();
        while let Some(event) = self.events.next() {
            let key = match &event.kind {
                Kind::Scalar(text, _) => text.as_ref().to_owned(),
                Kind::End => break,
                _ => return Err((event.span.start, "a key is a string")),
            };
            match self.node(depth + 1)? {
                Some(Value::Null) | None => {}
                Some(value) if !map.contains_key(&key) => {
                    map.insert(key, value);
                }
                Some(_) => return Err((event.span.start, "this key is there twice")),
            }
        }
        Ok(map)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops at what it does not expect")]
mod tests {
    use super::*;

    const YAML: &str = "kind: List\napiVersion: v1\nitems:\n- {apiVersion: v1, kind: A, metadata: {name: a, x: null}}\n---\napiVersion: v1\nkind: B\nmetadata: {name: '1'}\non: yes\n";
    const JSON: &str = r#"{"apiVersion": "v1", "kind": "A", "metadata": {"name": "a", "x": null}}"#;

    #[test]
    fn lists_documents_and_json_are_the_same_objects() {
        let objects = read(YAML).unwrap();
        assert_eq!(objects.len(), 2);
        assert_eq!(objects[1].get("on"), Some(&Value::Bool(true)));
        assert_eq!(read(JSON).unwrap(), objects[..1]);
        assert_eq!(read("").unwrap(), []);
        assert_eq!(printed("kind: List\napiVersion: v1\nitems: []\n").unwrap(), []);
        for text in ["", " \n", "---\n", "# No resources found\n", "null"] {
            assert!(printed(text).is_err(), "{text:?}");
        }
        assert_eq!(read(r#"{"kind": "GithubActionRunnerList", "items": []}"#).unwrap(), []);
    }

    #[test]
    fn what_is_no_object_is_said() {
        for (text, message) in [
            ("a: 1", "document 1 is not a Kubernetes object: it has no `apiVersion`"),
            (
                "NAME   MIN\ngo: 1  [",
                "this is a table for people; `kubectl get gar -A -o yaml` prints objects",
            ),
            (
                "gar/go\ngar/rust\n",
                "document 1 is not a Kubernetes object: it is a text; `kubectl get gar -A -o yaml` prints objects",
            ),
            ("- a", "document 1 is not a Kubernetes object: it is not a map"),
            ("a: &x 1\nb: *x", "line 2: write out what this alias stands for"),
            ("a: 1\na: 2", "line 2: this key is there twice"),
        ] {
            assert_eq!(read(text).unwrap_err(), message);
        }
        assert!(read("a: [").unwrap_err().starts_with("line 1 is not YAML"));
        assert!(read(&"[".repeat(100_000)).is_err());
    }
}
