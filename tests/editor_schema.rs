//! The schemas for editors say what the readers say, as far as a schema can.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a test stops at what it does not expect"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use jsonschema::Validator;
use runner_ymls::keys::{self, Key, Otherwise, Type, any, key};
use runner_ymls::text::{Code, Diagnostics, Sources};
use runner_ymls::{images, json, release, runners};
use serde_json::{Value, json};

/// A table with the types that pools do not have.
const OTHERS: &[Key] = &[
    key("names", Type::Names(any), ""),
    key("labels", Type::ArchLabels, "").like(r#"{ "amd64": ["go", "lite"], "aarch64": "go" }"#),
    key("record", Type::Record(INNER), "").like(r#"{ "count": 2, "on": true }"#),
    key("records", Type::Records(INNER), "").like(r#"[{ "count": 2 }, { "on": "false" }]"#),
];
/// Every table, also those of maps inside of a file.
const TABLES: &[&[Key]] = &[
    runners::KEYS,
    images::keys::KEYS,
    images::keys::COMPONENT,
    release::keys::KEYS,
    release::keys::BUILD,
    release::keys::COMPONENT,
    release::keys::ARTIFACT,
    OTHERS,
];
const INNER: &[Key] = &[key("count", Type::Integer(0, 100), ""), key("on", Type::Switch, "")];

/// Values of every type, and those that a type is easily wrong about.
fn values() -> Vec<Value> {
    let texts = [
        "",
        "go",
        "true",
        "false",
        "7",
        "-3",
        "+7",
        "007",
        "4.5",
        "500m",
        "8Gi",
        "1e3",
        ".5",
        "8GB",
        "-1",
        "arm64",
        "X86_64",
        "linux/arm/v7",
        "amr",
        "on",
        "$gpu",
        "go,lite",
    ];
    let mut values: Vec<Value> = texts.iter().map(|text| json!(text)).collect();
    values.extend([
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(-1),
        json!(600),
        json!(i64::from(i32::MAX) + 1),
        json!(1.5),
        json!([]),
        json!(["go", "arm64"]),
        json!(["amd64", 7]),
        json!([null]),
        json!([{}]),
        json!([{ "name": "a" }, "b"]),
        json!({}),
        json!({ "a": "b" }),
        json!({ "a": 1 }),
        json!({ "a": null }),
        json!({ "a": true }),
        json!({ "a": ["b"] }),
        json!({ "a": { "b": "c" } }),
        json!({ "arm64": "go" }),
        json!({ "count": 1, "of": 2 }),
        json!({ "requests": { "cpu": "1" }, "limits": { "cpu": 2, "memory": null } }),
        json!({ "requests": "1", "claims": [] }),
        json!({ "limits": null, "request": null }),
        json!({ "request": { "cpu": "1" } }),
    ]);
    values
}

/// A value, and all that it becomes when one of its parts is another value.
fn variants(value: &Value, others: &[Value]) -> Vec<Value> {
    let mut all = vec![value.clone()];
    all.extend(others.iter().cloned());
    match value {
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                for variant in variants(item, others) {
                    let mut items = items.clone();
                    items[at] = variant;
                    all.push(Value::Array(items));
                }
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                for variant in variants(item, others) {
                    let mut map = map.clone();
                    map.insert(key.clone(), variant);
                    all.push(Value::Object(map));
                }
            }
        }
        _ => {}
    }
    all
}

/// What the reader says of a map.
fn read(keys: &'static [Key], map: &Value) -> Vec<Code> {
    let source = Sources::default().add("", json!({ "it": map }).to_string());
    let mut found = Diagnostics::default();
    let members = json::members(&source, &mut found).unwrap();
    let value = json::value(&source, members[0].span, &mut found);
    let json::Kind::Map(map) = value.kind else { panic!("not a map") };
    keys::check(map, &mut |entry| keys.iter().find(|key| key.name == entry.key), &mut found);
    found.iter().map(|found| found.code).collect()
}

/// Which keys a map needs, and which words and lists it takes, is no matter of their types.
fn forget_needed(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(forget_needed),
        Value::Object(map) => {
            map.remove("required");
            map.remove("not");
            // Only what is said of a key itself has a description beside it.
            if map.contains_key("description") && !map.contains_key("properties") {
                map.remove("enum");
                map.remove("minItems");
            }
            map.values_mut().for_each(forget_needed);
        }
        _ => {}
    }
}

fn validator(keys: &[Key]) -> Validator {
    let mut schema = keys::schema(keys);
    schema.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("$defs".into(), keys::definitions().into());
    let mut schema = Value::Object(schema);
    forget_needed(&mut schema);
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

/// What only the reader says: the range of an integer in a string.
fn is_number_in_text(value: &Value) -> bool {
    match value {
        Value::String(text) => text.parse::<i64>().is_ok(),
        Value::Array(items) => items.iter().any(is_number_in_text),
        Value::Object(map) => map.values().any(is_number_in_text),
        _ => false,
    }
}

#[test]
fn a_schema_and_its_reader_agree_on_types() {
    let others = values();
    let mut counts = [0, 0];
    for keys in TABLES {
        let validator = validator(keys);
        for key in *keys {
            let example = key.example.map_or(Value::Null, |text| serde_json::from_str(text).unwrap());
            for value in variants(&example, &others) {
                let map = json!({ key.name: value });
                let codes = read(keys, &map);
                let is_valid = validator.is_valid(&map);
                assert!(is_valid || !codes.is_empty(), "only the schema refuses {map}");
                let is_type =
                    |code| matches!(code, &Code::WrongType | &Code::UnknownKey | &Code::UnknownArchitecture);
                if codes.iter().any(is_type) && !is_number_in_text(&value) {
                    assert!(!is_valid, "only the reader refuses {map}: {codes:?}");
                }
                counts[usize::from(is_valid)] += 1;
            }
        }
    }
    assert!(counts.iter().all(|count| *count > 1000), "{counts:?}");
}

/// Files that have all that they need, for the tables that need something.
fn whole() -> [(Vec<&'static str>, &'static [Key], Value); 2] {
    let image = json!({ "image_filename": "Dockerfile", "architecture": "amd64" });
    let images = json!({ "output_manifest_tag": "1", "dockerfile_build_components": [image] });
    let component = json!({ "name": "a", "package_path": "lib", "build_level": 0 });
    let artifact = json!({ "name": "b", "package_path": "lib", "artifact_registry_path": "assets/b.tar.gz" });
    let manifest = json!({
        "version": "v1.0.0", "package_registry_location": "assets", "architecture": "amd64", "build_type": "Release",
        "build": { "repo_dependencies": [component], "artifact_dependencies": [artifact] },
    });
    [
        (vec!["images", "plan"], images::keys::KEYS, images),
        (vec!["release", "plan"], release::keys::KEYS, manifest),
    ]
}

/// Every map in a value without one of its keys, with a key that says that it is not set, and with one more.
fn gaps(value: &Value) -> Vec<Value> {
    let Value::Object(map) = value else {
        let Value::Array(items) = value else { return Vec::new() };
        return items.iter().flat_map(gaps).map(|item| json!([item])).collect();
    };
    let mut all = Vec::new();
    for (key, inner) in map {
        let mut without = map.clone();
        without.remove(key);
        all.push(Value::Object(without.clone()));
        for unset in [json!(null), json!("")] {
            without.insert(key.clone(), unset);
            all.push(Value::Object(without.clone()));
        }
        for inner in gaps(inner) {
            let mut with = map.clone();
            with.insert(key.clone(), inner);
            all.push(Value::Object(with));
        }
    }
    let mut more = map.clone();
    more.insert("more".into(), json!(1));
    all.push(Value::Object(more));
    all
}

#[test]
fn a_schema_and_its_reader_agree_on_which_keys_a_map_has() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.json");
    for (command, keys, whole) in whole() {
        let schema = keys::file("", "", keys);
        let validator = jsonschema::validator_for(&schema).unwrap();
        let gaps = gaps(&whole);
        assert!(gaps.len() > 4, "{gaps:?}");
        for config in gaps.into_iter().chain([whole]) {
            fs::write(&path, config.to_string()).unwrap();
            let output =
                Command::new(env!("CARGO_BIN_EXE_runner-ymls")).args(&command).arg(&path).output().unwrap();
            let report = String::from_utf8(output.stderr).unwrap();
            let is_fine = !report.contains("[missing-value]") && !report.contains("[unknown-key]");
            assert_eq!(validator.is_valid(&config), is_fine, "{config}: {report}");
        }
    }
}

#[test]
fn a_schema_and_its_reader_agree_on_words_and_empty_lists() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.json");
    let component = "/build/repo_dependencies/0";
    let changes = [
        ("", "dockerfile_build_components", json!([]), false),
        ("/dockerfile_build_components/0", "architecture", json!([]), false),
        ("", "architecture", json!([]), false),
        ("", "build_type", json!([]), false),
        ("/build", "repo_dependencies", json!([]), false),
        ("/build", "artifact_dependencies", json!([]), true),
        (component, "architecture", json!([]), false),
        (component, "build_type", json!([]), false),
        (component, "depends_on", json!([]), true),
        (component, "builder", json!("x"), false),
        (component, "builder", json!("meson"), true),
        (component, "builder", json!(""), true),
        (component, "type", json!("artifact"), false),
        (component, "type", json!("repository"), true),
        ("/build/artifact_dependencies/0", "type", json!("repository"), false),
        ("/build/artifact_dependencies/0", "architecture", json!([]), false),
    ];
    for (at, key, value, is_taken) in changes {
        let is_of_images = at.starts_with("/docker") || key.starts_with("docker");
        let [images, manifest] = whole();
        let (command, keys, mut config) = if is_of_images { images } else { manifest };
        config.pointer_mut(at).unwrap()[key] = value;
        let schema = keys::file("", "", keys);
        fs::write(&path, config.to_string()).unwrap();
        let output =
            Command::new(env!("CARGO_BIN_EXE_runner-ymls")).args(&command).arg(&path).output().unwrap();
        assert_eq!(
            output.status.success(),
            is_taken,
            "{config}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let validator = jsonschema::validator_for(&schema).unwrap();
        assert_eq!(validator.is_valid(&config), is_taken, "{config}");
    }
}

#[test]
fn defaults_and_examples_are_taken() {
    for (keys, key) in TABLES.iter().flat_map(|keys| keys.iter().map(move |key| (keys, key))) {
        let validator = validator(keys);
        let default = match key.otherwise {
            Some(Otherwise::Value(value)) => Some(value),
            _ => None,
        };
        for text in default.into_iter().chain(key.example) {
            let map = json!({ key.name: serde_json::from_str::<Value>(text).unwrap() });
            assert_eq!(read(keys, &map), [], "{map}");
            assert!(validator.is_valid(&map), "{map}");
        }
    }
}

fn run(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_runner-ymls")).args(args).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_shipped_configs_name_their_schema_and_are_valid() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("configs");
    for (name, kind) in [
        ("article", "runners"),
        ("runners", "runners"),
        ("fleet", "runners"),
        ("starter", "runners"),
        ("images", "images"),
        ("manifest", "manifest"),
    ] {
        let text = run(&["schema", kind]);
        if kind == "manifest" {
            assert_eq!(text, run(&["schema", "release"]));
        }
        expect_test::expect_file![folder.join(format!("{kind}.schema.json"))].assert_eq(&text);
        let schema = serde_json::from_str(&text).unwrap();
        jsonschema::meta::validate(&schema).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let config: Value =
            serde_json::from_str(&fs::read_to_string(folder.join(format!("{name}.json"))).unwrap()).unwrap();
        // The article's are kept word for word.
        let named = if ["article", "manifest"].contains(&name) {
            Value::Null
        } else {
            json!(format!("./{kind}.schema.json"))
        };
        assert_eq!(config["$schema"], named, "{name}");
        let errors: Vec<String> = validator.iter_errors(&config).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
    }
}

#[test]
fn what_init_writes_passes_check_and_renders() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    run(&["init", &path("")]);
    assert_eq!(fs::read_to_string(path("runners.schema.json")).unwrap(), run(&["schema"]));
    assert_eq!(run(&["check", "--strict", &path("runners.json"), "--format", "json"]), "[]\n");
    let rendered = run(&["render", &path("runners.json")]);
    run(&["init", "--template", &path("")]);
    assert_eq!(run(&["render", &path("runners.json"), "-t", &path("pool.yaml.j2")]), rendered);
}

#[test]
fn a_whole_config_is_a_map_of_pools() {
    let schema = serde_json::from_str(&run(&["schema"])).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (config, is_valid) in [
        (json!({}), true),
        (json!({ "$schema": "x", "$defaults": { "archs": "arm" }, "$gpu": { "gpu": 1 }, "go": {} }), true),
        (json!({ "go": { "my_variable": [1] } }), true),
        (json!([]), false),
        (json!({ "go": 1 }), false),
        (json!({ "go": null }), false),
        (json!({ "$gpu": { "gpu": "one" } }), false),
        (json!({ "$defaults": { "gpu": "one" } }), false),
        (json!({ "$defaults": { "name": "go" } }), false),
    ] {
        assert_eq!(validator.is_valid(&config), is_valid, "{config}");
    }
}
