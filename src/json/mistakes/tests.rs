use super::*;
use crate::text::Sources;

fn messages(text: &str) -> Vec<String> {
    let source = Sources::default().add("", text);
    find(&source, 0).into_iter().map(|found| found.message).collect()
}

#[test]
fn nothing_is_wrong_with_json() {
    for text in [
        r##"{"a": [1, -0, 2.5e-3, true, null, {}, [], "x\u00e9\n\"#//"], "b:c": "d, "}"##,
        "{\r\n\t\"a\" : { \"b\": \"it's\" } }\n",
    ] {
        assert_eq!(messages(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_mistake_makes_no_others() {
    for text in [
        r#"{"a": "say "hi" there", "b": 1}"#,
        r#"{"a": hello world, "b": 1}"#,
        r#"{"a", "b", "c"}"#,
        r#"{"a" "b" "c"}"#,
        r#"{"a": [1, 2}, "b": 3}"#,
        "{\"a\": \"x,\n\"b\": \"y\"}",
        r#"{"a": 'it's', "b": 1}"#,
        r#"{"a": {"b": 1}}, "c": 2}"#,
        r#"{"a": 1 /* open"#,
        r#"["a": 1]"#,
        r#"{"a": ["b": 1]}"#,
        r"{a, b}",
        r#"{"a": dict(b=1), "c": 1}"#,
    ] {
        assert_eq!(messages(text).len(), 1, "{text}: {:?}", messages(text));
    }
}

/// A config, in the ways that people and tools write one.
const CONFIGS: [&str; 2] = [
    "{\n  \"$defaults\": { \"dind\": true, \"cpulim\": 4, \"x\": -1.5 },\n  \"go\": {\n    \"archs\": [\"amd64\", \"arm64\"],\n    \"env\": { \"A\": \"it's, b\", \"B\": null }\n  }\n}\n",
    r#"{"a":{"runner_image":"harbor.io/x:1","l":[1,"y",{"m":[]},true]},"b":{"extends":"a"}}"#,
];

/// Everything that is found in a config after one change of it, where it is not JSON any more.
fn after(change: impl Fn(&mut String, usize)) -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    for config in CONFIGS {
        for at in 0..config.len() {
            let mut text = config.to_owned();
            change(&mut text, at);
            if serde_json::from_str::<serde::de::IgnoredAny>(&text).is_err() {
                let found = messages(&text);
                all.push((text, found));
            } else {
                assert_eq!(messages(&text), Vec::<String>::new(), "{text}");
            }
        }
    }
    all
}

#[test]
fn one_character_makes_one_mistake() {
    let mut all = after(|text, at| {
        text.remove(at);
    });
    for extra in ['\'', '"', ',', ':', ';', '/', '#', '\\', '{', '}', '[', ']', '0', '.', 'x', '\u{a0}', '\n']
    {
        all.extend(after(|text, at| text.insert(at, extra)));
    }
    let mut more = 0;
    for (text, found) in &all {
        assert!(!found.is_empty(), "{text}");
        assert!(found.len() < 4, "{text}: {found:?}");
        more += usize::from(found.len() > 1);
    }
    // A character can make two mistakes, as the comma of `[1,]` where one of `,` and `]` is too much.
    assert!(more * 50 < all.len(), "{more} of {}", all.len());
}
