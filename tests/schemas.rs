//! The built-in schemas: made from their source, and held against the operators' own CRDs.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a test stops at what it does not expect"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use runner_ymls::kubernetes::schema::{GARO, Schema, Violation, check, read};
use runner_ymls::yaml::{Document, Holes, Item, Skeleton};
use serde_json::Value;

/// The fields of metadata that a CRD keeps in a pod template (controller-gen, `generateEmbeddedObjectMeta`).
const METADATA: [&str; 5] = ["annotations", "finalizers", "labels", "name", "namespace"];

/// Lists that are maps by some of their fields: the `listType=map` markers of `k8s.io/api/core/v1/types.go`, which the
/// published schemas of Kubernetes have and the crate does not.
const KEYED: [(&str, &str, &[&str]); 6] = [
    ("Container", "ports", &["containerPort", "protocol"]),
    ("EphemeralContainer", "ports", &["containerPort", "protocol"]),
    ("PodSpec", "resourceClaims", &["name"]),
    ("PodSpec", "schedulingGates", &["name"]),
    ("PodSpec", "topologySpreadConstraints", &["topologyKey", "whenUnsatisfiable"]),
    ("ResourceRequirements", "claims", &["name"]),
];

/// Fields of Kubernetes' own kinds that the published schemas require, and the API server does not miss
/// (`SetDefaults_RoleBinding`; the others are zero or empty then).
const OPTIONAL: [(&str, &str); 5] = [
    ("LimitRangeSpec", "limits"),
    ("NetworkPolicySpec", "podSelector"),
    ("PriorityClass", "value"),
    ("RoleRef", "apiGroup"),
    ("StatefulSetSpec", "serviceName"),
];

/// Defaults of fields that tell the items of such a list apart.
const DEFAULTS: [(&str, &str, &str); 1] = [("ContainerPort", "protocol", "\"TCP\"")];

/// Writes the statics of a schema and all that it is made of.
struct Generator {
    definitions: Value,
    statics: BTreeMap<String, String>,
    /// Whether objects are read by Kubernetes itself and not through a CRD: it takes null for nothing, and any number for a
    /// quantity.
    is_native: bool,
}

impl Generator {
    /// The name of the static of a schema.
    fn name(&mut self, schema: &Value) -> String {
        if let Some(path) = schema.get("$ref").and_then(Value::as_str) {
            return self.definition(path.rsplit('/').next().unwrap());
        }
        if let Some([only]) = schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
            return self.name(only);
        }
        match schema.get("type").and_then(Value::as_str) {
            Some("string") => self.keep("STRING", "Schema::of(Shape::String)"),
            Some("boolean") => self.keep("BOOLEAN", "Schema::of(Shape::Boolean)"),
            Some("integer") if schema["format"] == "int32" => {
                self.keep("INT32", "Schema::of(Shape::Integer(32))")
            }
            Some("integer") => self.keep("INT64", "Schema::of(Shape::Integer(64))"),
            Some("array") => {
                let items = self.name(&schema["items"]);
                self.keep(&format!("{items}_LIST"), &format!("Schema::of(Shape::List(&{items}, Unique::No))"))
            }
            Some("object") => {
                let mut values = self.name(&schema["additionalProperties"]);
                if self.is_native {
                    let text = format!("Schema {{ nullable: true, ..{} }}", self.statics[&values]);
                    values = self.keep(&format!("NULLABLE_{values}"), &text);
                }
                let shape =
                    format!("Shape::Map {{ fields: &[], required: &[], others: Others::Are(&{values}) }}");
                self.keep(&format!("{values}_MAP"), &format!("Schema::of({shape})"))
            }
            _ => panic!("what is {schema}?"),
        }
    }

    fn keep(&mut self, name: &str, text: &str) -> String {
        self.statics.insert(name.to_owned(), text.to_owned());
        name.to_owned()
    }

    fn definition(&mut self, path: &str) -> String {
        let short = path.rsplit('.').next().unwrap();
        match short {
            "Quantity" if self.is_native => return self.keep("QUANTITY", "Schema::of(Shape::Any)"),
            "Quantity" => return self.keep("QUANTITY", "Schema::of(Shape::Quantity)"),
            "IntOrString" => return self.keep("INT_OR_STRING", "Schema::of(Shape::IntOrString)"),
            "Time" => return self.keep("STRING", "Schema::of(Shape::String)"),
            // The other file has them; what comes after 1.29 is looked at with forbearance in both.
            "PodTemplateSpec" if self.is_native => {
                return self.keep("POD_TEMPLATE", "Schema::of(Shape::Native(&POD_TEMPLATE_SPEC, &[]))");
            }
            _ => {}
        }
        let name = constant(short);
        if self.statics.contains_key(&name) {
            return name;
        }
        self.statics.insert(name.clone(), String::new());
        let schema = self.definitions[path].clone();
        let mut fields = String::new();
        for (field, schema) in schema["properties"].as_object().into_iter().flatten() {
            if short == "ObjectMeta" && !METADATA.contains(&field.as_str()) {
                continue;
            }
            let mut value = self.name(schema);
            if let Some((.., keys)) = KEYED.iter().find(|(of, name, _)| *of == short && name == field) {
                let items = value.strip_suffix("_LIST").unwrap().to_owned();
                let list = format!(
                    "{items}_LIST_BY_{}",
                    keys.iter().map(|key| constant(key)).collect::<Vec<_>>().join("_")
                );
                value =
                    self.keep(&list, &format!("Schema::of(Shape::List(&{items}, Unique::Keys(&{keys:?})))"));
            }
            if let Some((.., default)) = DEFAULTS.iter().find(|(of, name, _)| *of == short && name == field) {
                let text = format!("Schema {{ default: Some({default:?}), ..Schema::of(Shape::String) }}");
                value = self.keep(&constant(&format!("{short}{}", constant(field).to_lowercase())), &text);
            }
            write!(fields, "\n        Field {{ name: {field:?}, schema: &{value} }},").unwrap();
        }
        let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let is_needed = |field: &&str| !self.is_native || !OPTIONAL.contains(&(short, field));
        let required: Vec<&str> = required.filter(is_needed).collect();
        let text = format!(
            "Schema::of(Shape::Map {{\n    fields: &[{fields}\n    ],\n    required: &{required:?},\n    others: Others::Dropped,\n}})"
        );
        self.keep(&name, &text)
    }
}

/// `PodSpec` as `POD_SPEC`.
fn constant(name: &str) -> String {
    let mut out = String::new();
    let chars: Vec<char> = name.chars().collect();
    for (at, char) in chars.iter().enumerate() {
        let begins = char.is_uppercase()
            && at > 0
            && (chars[at - 1].is_lowercase() || chars.get(at + 1).is_some_and(|next| next.is_lowercase()));
        if begins {
            out.push('_');
        }
        out.extend(char.to_uppercase());
    }
    out
}

impl Generator {
    fn new(definitions: Value, is_native: bool) -> Self {
        Generator { definitions, statics: BTreeMap::new(), is_native }
    }

    /// The file of the statics that these are made of, which others see.
    fn file(mut self, comment: &str, seen: &str, public: &[(String, &str)]) -> String {
        let statics = self.statics.clone();
        let of = |name: &str| public.iter().find(|(other, _)| other == name).map(|(_, comment)| *comment);
        let is_used = |name: &str| {
            of(name).is_some()
                || statics.values().any(|text| {
                    ["&NAME ", "&NAME,", "&NAME)"]
                        .iter()
                        .any(|form| text.contains(&form.replace("NAME", name)))
                })
        };
        self.statics.retain(|name, _| is_used(name));
        let mut text = format!(
            "{comment}//!\n\
             //! Generated from the `k8s-openapi` crate by `tests/schemas.rs` (`UPDATE_EXPECT=1 cargo test --test schemas`).\n\n\
             use super::{{Field, Others, {}Schema, Shape, Unique}};\n",
            if self.statics.contains_key("POD_TEMPLATE") { "POD_TEMPLATE_SPEC, " } else { "" },
        );
        for (name, value) in &self.statics {
            let public = of(name).map_or_else(String::new, |comment| format!("/// {comment}\n{seen} "));
            write!(text, "\n{public}static {name}: Schema = {value};\n").unwrap();
        }
        text
    }
}

fn root<T: schemars::JsonSchema>() -> Value {
    serde_json::to_value(schemars::schema_for!(T)).unwrap()
}

#[test]
fn the_schema_of_pods_is_that_of_kubernetes() {
    let root = root::<k8s_openapi::api::core::v1::PodTemplateSpec>();
    let mut definitions = root["definitions"].clone();
    definitions["PodTemplateSpec"] = root.clone();
    let mut generator = Generator::new(definitions, false);
    generator.definition("PodTemplateSpec");
    let text = generator.file(
        "//! Pods, as Kubernetes 1.29 has them, which is what the operator's CRD was made from.\n",
        "pub",
        &[
            ("POD_SPEC".to_owned(), "What a pod is."),
            ("POD_TEMPLATE_SPEC".to_owned(), "What pods are made from."),
        ],
    );
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/kubernetes/schema/pod.rs");
    expect_test::expect_file![file].assert_eq(&text);
}

/// The file of the schemas of these kinds.
fn of_kinds<const N: usize>(kinds: [(&str, Value); N], comment: &str, each: &str) -> String {
    let mut definitions = serde_json::Map::new();
    for (kind, root) in &kinds {
        definitions.extend(root["definitions"].as_object().cloned().unwrap_or_default());
        definitions.insert((*kind).to_owned(), root.clone());
    }
    let mut generator = Generator::new(definitions.into(), true);
    // The API server checks the metadata of an object by rules of its own.
    generator
        .keep("OBJECT_META", "Schema::of(Shape::Map { fields: &[], required: &[], others: Others::Kept })");
    let public = kinds.map(|(kind, _)| (generator.definition(kind), each));
    generator.file(comment, "pub(super)", &public)
}

#[test]
fn the_schemas_of_own_kinds_are_those_of_kubernetes() {
    use k8s_openapi::api::{core, networking, node, policy, rbac, scheduling};
    let kinds = [
        ("ClusterRole", root::<rbac::v1::ClusterRole>()),
        ("ClusterRoleBinding", root::<rbac::v1::ClusterRoleBinding>()),
        ("ConfigMap", root::<core::v1::ConfigMap>()),
        ("LimitRange", root::<core::v1::LimitRange>()),
        ("Namespace", root::<core::v1::Namespace>()),
        ("NetworkPolicy", root::<networking::v1::NetworkPolicy>()),
        ("PersistentVolumeClaim", root::<core::v1::PersistentVolumeClaim>()),
        ("PodDisruptionBudget", root::<policy::v1::PodDisruptionBudget>()),
        ("PriorityClass", root::<scheduling::v1::PriorityClass>()),
        ("ResourceQuota", root::<core::v1::ResourceQuota>()),
        ("Role", root::<rbac::v1::Role>()),
        ("RoleBinding", root::<rbac::v1::RoleBinding>()),
        ("RuntimeClass", root::<node::v1::RuntimeClass>()),
        ("Secret", root::<core::v1::Secret>()),
        ("ServiceAccount", root::<core::v1::ServiceAccount>()),
    ];
    let text = of_kinds(
        kinds,
        "//! Kinds of Kubernetes' own that are as they were for years, as 1.29 has them.\n",
        "An object of this kind.",
    );
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/kubernetes/schema/own.rs");
    expect_test::expect_file![file].assert_eq(&text);
}

#[test]
fn the_schemas_of_workloads_are_those_of_kubernetes() {
    use k8s_openapi::api::{apps, batch, core};
    let kinds = [
        ("CronJobSpec", root::<batch::v1::CronJobSpec>()),
        ("DaemonSetSpec", root::<apps::v1::DaemonSetSpec>()),
        ("DeploymentSpec", root::<apps::v1::DeploymentSpec>()),
        ("JobSpec", root::<batch::v1::JobSpec>()),
        ("ReplicaSetSpec", root::<apps::v1::ReplicaSetSpec>()),
        ("ReplicationControllerSpec", root::<core::v1::ReplicationControllerSpec>()),
        ("ServiceSpec", root::<core::v1::ServiceSpec>()),
        ("StatefulSetSpec", root::<apps::v1::StatefulSetSpec>()),
    ];
    let text = of_kinds(
        kinds,
        "//! What is below `spec` of Kubernetes' own kinds that make pods or serve them, as 1.29 has it.\n",
        "What such an object is to be.",
    );
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/kubernetes/schema/spec.rs");
    expect_test::expect_file![file].assert_eq(&text);
}

/// A CRD's schema as the API server takes it: defaults first, then nulls that may not be are dropped, then validation.
/// This reads the CRD with other means than the tool does, so that the two can be held against each other.
struct Judge {
    schema: Value,
    validator: jsonschema::Validator,
}

impl Judge {
    fn new(file: &Path) -> Self {
        let crd: Value = serde_yaml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        let mut schema = crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"].clone();
        to_json_schema(&mut schema);
        let validator = jsonschema::draft7::new(&schema).unwrap();
        Judge { schema, validator }
    }

    /// Whether the API server takes an object as it is and keeps all of it; fields without a value are nothing to keep.
    fn accepts(&self, object: &Value) -> bool {
        let mut object = object.clone();
        let is_kept = drop_nulls(&mut object, &self.schema);
        is_kept && self.validator.is_valid(&object) && keeps(&object, &self.schema)
    }
}

/// `nullable`, `int-or-string` and requirements that a default meets are not JSON Schema.
fn to_json_schema(schema: &mut Value) {
    let Some(map) = schema.as_object_mut() else { return };
    if map.get("x-kubernetes-int-or-string") == Some(&Value::Bool(true)) {
        map.remove("anyOf");
        map.insert("type".into(), serde_json::json!(["integer", "string"]));
    }
    if map.get("nullable") == Some(&Value::Bool(true)) {
        let kind = map["type"].clone();
        map.insert("type".into(), serde_json::json!([kind, "null"]));
    }
    if map.get("format") == Some(&Value::from("int32")) {
        map.insert("minimum".into(), map.get("minimum").cloned().unwrap_or(Value::from(i32::MIN)));
        map.insert("maximum".into(), map.get("maximum").cloned().unwrap_or(Value::from(i32::MAX)));
    }
    let defaults: Vec<String> = map
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .filter(|(_, field)| field.get("default").is_some())
        .map(|(name, _)| name.clone())
        .collect();
    if let Some(required) = map.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| !defaults.iter().any(|default| name == default));
    }
    for key in ["properties", "items", "additionalProperties"] {
        match (key, map.get_mut(key)) {
            ("properties", Some(Value::Object(fields))) => fields.values_mut().for_each(to_json_schema),
            (_, Some(inner)) => to_json_schema(inner),
            _ => {}
        }
    }
}

fn field<'s>(schema: &'s Value, name: &str) -> Option<&'s Value> {
    let named = schema.get("properties").and_then(|fields| fields.get(name));
    named.or_else(|| schema.get("additionalProperties").filter(|others| others.is_object()))
}

/// Drops nulls that may not be; false if one had a key of the user's own, which is lost.
fn drop_nulls(value: &mut Value, schema: &Value) -> bool {
    let mut is_kept = true;
    match value {
        Value::Object(map) => {
            map.retain(|key, value| {
                let is_nullable =
                    field(schema, key).is_none_or(|field| field.get("nullable") == Some(&Value::Bool(true)));
                let is_dropped = value.is_null() && !is_nullable;
                let is_named = schema.get("properties").is_some_and(|fields| fields.get(key).is_some());
                is_kept &= !is_dropped || is_named;
                !is_dropped
            });
            for (key, value) in map {
                if let Some(field) = field(schema, key) {
                    is_kept &= drop_nulls(value, field);
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                is_kept &= drop_nulls(item, &schema["items"]);
            }
        }
        _ => {}
    }
    is_kept
}

/// Whether nothing is pruned, and no list that is a map or a set has an item twice.
fn keeps(value: &Value, schema: &Value) -> bool {
    match value {
        Value::Object(map) if schema["type"] == "object" => {
            map.iter().all(|(key, value)| match field(schema, key) {
                Some(field) => keeps(value, field),
                // Of an object's own metadata the API server knows more than its schema says.
                None => *schema == serde_json::json!({ "type": "object" }),
            })
        }
        Value::Array(items) => {
            let inner = &schema["items"];
            let identity =
                |item: &Value| match schema.get("x-kubernetes-list-map-keys").and_then(Value::as_array) {
                    Some(keys) => Value::Array(
                        keys.iter()
                            .map(|key| {
                                let key = key.as_str().unwrap();
                                let default = &inner["properties"][key]["default"];
                                item.get(key).unwrap_or(default).clone()
                            })
                            .collect(),
                    ),
                    None => item.clone(),
                };
            let is_keyed = matches!(schema["x-kubernetes-list-type"].as_str(), Some("map" | "set"));
            let unique = items
                .iter()
                .enumerate()
                .all(|(at, item)| !items[..at].iter().any(|other| identity(other) == identity(item)));
            items.iter().all(|item| keeps(item, inner)) && (!is_keyed || unique)
        }
        _ => true,
    }
}

/// Every place in a value.
fn places(value: &Value, path: &str, out: &mut Vec<String>) {
    out.push(path.to_owned());
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                places(value, &format!("{path}/{}", key.replace('~', "~0").replace('/', "~1")), out);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                places(item, &format!("{path}/{at}"), out);
            }
        }
        _ => {}
    }
}

/// The object with one thing changed, in every way at every place below `spec`.
fn mutations(object: &Value) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    let mut found = Vec::new();
    places(&object["spec"], "/spec", &mut found);
    let others = serde_json::json!([
        null, "text", "", "10", "1.5Gi", "LeastRecent", "2001-01-01T00:00:00Z", 0, 5, -1, 99_999_999_999_i64, 1.5, true, [], {},
        ["x"], [{}], { "name": "x" }, { "stray": 1 }
    ]);
    for place in found {
        for other in others.as_array().unwrap() {
            let mut changed = object.clone();
            *changed.pointer_mut(&place).unwrap() = other.clone();
            all.push((format!("{place} = {other}"), changed));
        }
        let mut changed = object.clone();
        match changed.pointer_mut(&place).unwrap() {
            Value::Object(map) => drop(map.insert("stray".into(), Value::from("x"))),
            Value::Array(items) if !items.is_empty() => items.push(items[0].clone()),
            _ => {}
        }
        all.push((format!("{place} with more"), changed));
        let (parent, key) = place.rsplit_once('/').unwrap();
        let mut changed = object.clone();
        if let Some(Value::Object(map)) = changed.pointer_mut(parent) {
            map.remove(&key.replace("~1", "/").replace("~0", "~"));
        }
        all.push((format!("no {place}"), changed));
    }
    all
}

/// Our verdict: the violations of an object, which is written as JSON, a kind of YAML.
fn violations(schema: &'static Schema, object: &Value) -> Vec<Violation> {
    let text = format!("{object}\n");
    let skeleton = Skeleton::new(&text).unwrap();
    let document = Document { skeleton: &skeleton, holes: None };
    let (waiting, mut found) = check(schema, document, &Item::Node(skeleton.tree().roots()[0]), "");
    let document = Document { holes: Some(Holes::default()), ..document };
    found.extend(waiting.iter().flat_map(|waiting| waiting.check(document)));
    found
}

/// The operators' CRDs, where this machine has them.
fn crds() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/crds");
    let folder = std::env::var_os("RUNNER_YMLS_CRDS").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: there are no CRDs in {} (RUNNER_YMLS_CRDS names another folder)", folder.display());
    None
}

fn compare(schema: &'static Schema, judge: &Judge, object: &Value) {
    assert!(
        judge.accepts(object),
        "{:?}",
        judge.validator.iter_errors(object).map(|error| error.to_string()).collect::<Vec<_>>()
    );
    let found = violations(schema, object);
    assert!(found.is_empty(), "{found:?}");
    let all = mutations(object);
    let mut refused = 0;
    let mut wrong = Vec::new();
    for (what, changed) in &all {
        let found = violations(schema, changed);
        refused += usize::from(!found.is_empty());
        if found.is_empty() != judge.accepts(changed) {
            wrong
                .push(format!("{what}: accepted by the judge: {}; we say {found:?}", judge.accepts(changed)));
        }
    }
    println!("{} documents, {refused} refused", all.len());
    assert!(all.len() > 2000 && refused > all.len() / 3 && refused < all.len());
    assert!(wrong.is_empty(), "{} of {}: {}", wrong.len(), all.len(), wrong[..wrong.len().min(5)].join("\n"));
}

/// An object that uses much of what a pod can have.
fn object() -> Value {
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/object.yaml"))
            .unwrap();
    serde_yaml::from_str(&text).unwrap()
}

#[test]
fn the_built_in_verdict_is_that_of_the_crd() {
    let Some(folder) = crds() else { return };
    compare(&GARO, &Judge::new(&folder.join("garo.tietoevry.com_githubactionrunners.yaml")), &object());
}

#[test]
fn a_crd_from_a_file_gives_the_verdict_of_the_crd() {
    let Some(folder) = crds() else { return };
    for name in
        ["garo.tietoevry.com_githubactionrunners.yaml", "garo.tietoevry.com_githubactionrunners.v0.11.1.yaml"]
    {
        let crds = read(&std::fs::read_to_string(folder.join(name)).unwrap()).unwrap();
        assert_eq!(
            (crds[0].api_version, crds[0].kind),
            ("garo.tietoevry.com/v1alpha1", "GithubActionRunner")
        );
        compare(crds[0].schema, &Judge::new(&folder.join(name)), &object());
    }
    let name = "actions.github.com_autoscalingrunnersets.yaml";
    let crds = read(&std::fs::read_to_string(folder.join(name)).unwrap()).unwrap();
    let mut set = object();
    let template = set["spec"]["podTemplateSpec"].clone();
    set["apiVersion"] = "actions.github.com/v1alpha1".into();
    set["kind"] = "AutoscalingRunnerSet".into();
    set["spec"] = serde_json::json!({ "githubConfigUrl": "https://github.com/nubificus", "githubConfigSecret": "token", "maxRunners": 4, "template": template });
    compare(crds[0].schema, &Judge::new(&folder.join(name)), &set);
}

/// A user's own operator is a folder with a template and the cluster's CRD: nothing of it is known to the tool.
#[test]
fn an_operator_is_a_folder() {
    let Some(crds) = crds() else { return };
    let folder = tempfile::tempdir().unwrap();
    let arc = folder.path().join("arc");
    std::fs::create_dir(&arc).unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/arc.yaml.j2");
    std::fs::copy(from, arc.join("pool.yaml.j2")).unwrap();
    std::fs::copy(crds.join("actions.github.com_autoscalingrunnersets.yaml"), arc.join("crd.yaml")).unwrap();
    let render = |scale: &str| {
        let config = format!(
            r#"{{ "$defaults": {{ "operator": "arc", "gh_org_value": "acme", "runner_image": "ghcr.io/acme/runner:1" }},
                "go": {{ "max_runners": 4, "scale": {scale} }} }}"#
        );
        let file = folder.path().join("runners.json");
        std::fs::write(&file, config).unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_runner-ymls"))
            .arg("render")
            .arg(&file)
            .arg("--templates")
            .arg(folder.path())
            .output()
            .unwrap();
        (output.status.code(), [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()))
    };
    let (status, [stdout, stderr]) = render("2");
    assert_eq!((status, stderr.as_str()), (Some(0), ""));
    assert!(
        stdout.contains("kind: AutoscalingRunnerSet\n") && stdout.contains("  minRunners: 2\n"),
        "{stdout}"
    );
    let (status, [stdout, stderr]) = render("\"two\"");
    assert_eq!((status, stdout.as_str()), (Some(2), ""));
    assert!(
        stderr.contains("error[wrong-field-type]: this takes an integer, and it is a string"),
        "{stderr}"
    );
    assert!(stderr.contains("runners.json:2:52"), "{stderr}");
}

/// As from `--crd <(kubectl get crd …)`: there is nothing in a pipe the second time.
#[cfg(unix)]
#[test]
fn a_crd_from_a_pipe_is_read_once() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("runners.json"), r#"{ "go": {} }"#).unwrap();
    let object = "apiVersion: acme.com/v1\nkind: Pool\nmetadata: {name: go}\nspec: {size: 1}\n";
    std::fs::write(at("pool.yaml.j2"), object.replace("go", "{{ name }}")).unwrap();
    std::fs::write(at("live.yaml"), object).unwrap();
    let schema = "{type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}";
    let crd = format!(
        "kind: CustomResourceDefinition\nspec:\n  group: acme.com\n  names: {{kind: Pool}}\n  versions: \
         [{{name: v1, served: true, schema: {{openAPIV3Schema: {schema}}}}}]\n"
    );
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_runner-ymls"));
    command.args("diff runners.json -t pool.yaml.j2 --live live.yaml --crd /dev/stdin".split(' '));
    command.current_dir(&folder).stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
    let mut child = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), crd.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
