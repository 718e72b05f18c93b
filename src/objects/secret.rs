//! The two spellings of a `Secret`: `stringData` is text for people, which the API server keeps as `data`.

use std::borrow::Cow;

use super::value::{Map, Value};
use crate::kubernetes::base64;

/// A present `Secret` with every text where the wanted one has it; anything else as it is.
pub(super) fn spelled_as<'o>(wanted: &Value, present: &'o Value) -> Cow<'o, Value> {
    let is_secret = |object: &Value| {
        let is = |key, text| object.get(key).and_then(Value::text) == Some(text);
        is("apiVersion", "v1") && is("kind", "Secret")
    };
    let has_texts = |object: &Value| object.get("stringData").is_some();
    let are_maps = |object: &Value| {
        ["data", "stringData"].iter().all(|key| object.get(key).is_none_or(|data| data.map().is_some()))
    };
    let is_other = |object: &Value| !is_secret(object) || !are_maps(object);
    if is_other(wanted) || is_other(present) || !(has_texts(wanted) || has_texts(present)) {
        return Cow::Borrowed(present);
    }
    let Some(mut object) = present.map().cloned() else { return Cow::Borrowed(present) };
    let (mut data, mut texts) = (entries(present, "data"), entries(present, "stringData"));
    let (wanted_data, wanted_texts) = (entries(wanted, "data"), entries(wanted, "stringData"));
    // Of a key in both, the text is kept.
    data.retain(|key, _| !texts.contains_key(key));
    for key in wanted_texts.keys() {
        if let Some(text) = data.get(key).and_then(decoded) {
            data.shift_remove(key);
            texts.insert(key.clone(), Value::Text(text));
        }
        // Beside its text it says nothing.
        if let Some(hidden) = wanted_data.get(key).filter(|_| texts.contains_key(key)) {
            data.insert(key.clone(), hidden.clone());
        }
    }
    for (key, value) in wanted_data.iter().filter(|(key, _)| !wanted_texts.contains_key(*key)) {
        let text = decoded(value).map(Value::Text);
        if text.is_some() && texts.get(key) == text.as_ref() {
            texts.shift_remove(key);
            data.insert(key.clone(), value.clone());
        }
    }
    for (key, map) in [("data", data), ("stringData", texts)] {
        if map.is_empty() {
            object.shift_remove(key);
        } else {
            object.insert(key.to_owned(), Value::Map(map));
        }
    }
    Cow::Owned(Value::Map(object))
}

fn entries(object: &Value, key: &str) -> Map {
    object.get(key).and_then(Value::map).cloned().unwrap_or_default()
}

/// The text that some base64 stands for, if it is one.
fn decoded(value: &Value) -> Option<String> {
    String::from_utf8(base64::decode(value.text()?)?).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops at what it does not expect")]
mod tests {
    use super::*;
    use crate::objects::{Present, align, read};

    #[test]
    fn base64_is_read_as_everywhere() {
        for (expected, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("ÿ?", "w78/")]
        {
            assert_eq!(decoded(&Value::from(text)).as_deref(), Some(expected));
        }
        for text in ["Z", "Zg", "Z===", "Zg==Zg==", "Zm9 ", "/w==", "Zm9v\n"] {
            assert_eq!(decoded(&Value::from(text)), None, "{text}");
        }
    }

    #[test]
    fn text_and_data_are_the_same_only_if_they_are() {
        let secret = |data: &str| {
            read(&format!("{{apiVersion: v1, kind: Secret, metadata: {{name: a}}, {data}}}"))
                .unwrap()
                .remove(0)
        };
        for (wanted, present, is_same) in [
            ("stringData: {a: x}", "data: {a: eA==}", true),
            ("data: {a: eA==}", "stringData: {a: x}", true),
            ("stringData: {a: x}, data: {b: eA==}", "data: {a: eA==, b: eA==}", true),
            ("stringData: {a: x}, data: {a: eQ==}", "data: {a: eA==}", true),
            ("stringData: {a: x}, type: Opaque", "stringData: {a: x}", true),
            ("stringData: {a: x}", "data: {a: eQ==}", false),
            ("stringData: {a: eA==}", "data: {a: eA==}", false),
            ("data: {a: /w==}", "stringData: {a: /w==}", false),
            ("stringData: {a: x}", "data: {a: eA==, b: eA==}", false),
            ("stringData: {a: x, b: x}", "data: {a: eA==}", false),
            ("stringData: {a: x}, data: {a: eA==}", "data: {a: eQ==}", false),
        ] {
            let (wanted, present) = (secret(wanted), secret(present));
            let aligned = align(&wanted, &present, Present::Live, &[]);
            assert_eq!(aligned == wanted, is_same, "{wanted:?} {present:?}");
        }
    }
}
