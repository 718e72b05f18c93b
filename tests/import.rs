//! What `import` makes of any fleet renders to that fleet.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_types,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test stops at what it does not expect"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use runner_ymls::import::{Imported, Refused, import};
use runner_ymls::kubernetes::object;
use runner_ymls::objects::{Action, Present, Value, compare, read};
use runner_ymls::runners::{Choice, Fleet};
use runner_ymls::template::{Folder, Templates};
use runner_ymls::text::{Diagnostics, Sources, report};
use serde_json::{Map, json};

/// The objects of a config; none where `check` finds an error in it.
fn render(config: &str, template: Option<&str>) -> Option<Vec<Value>> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let source = sources.add("runners.json", config);
    let built_in = Folder::built_in();
    let folder = template.map_or(built_in.clone(), |text| built_in.with("imported/pool.yaml.j2", text));
    let choice = Choice {
        only: &[],
        set: &[],
        operator: None,
        template: None,
        templates: &Templates::new(folder, object::check),
        crds: &[],
    };
    let fleet = Fleet::render(&source, &choice, &mut sources, &mut diagnostics);
    if diagnostics.has_errors() {
        let mut text = Vec::new();
        report(&diagnostics, &sources, &mut text).unwrap();
        assert!(!text.is_empty());
        return None;
    }
    let mut text = String::new();
    for document in &fleet.documents {
        text.push_str("---\n");
        document.write(&mut text);
    }
    Some(read(&text).unwrap())
}

/// What the cluster gives back: sorted, in other spellings, and with what it fills in.
fn live(objects: &[Value]) -> String {
    let items = objects.iter().map(|object| {
        let mut item = serde_json::to_value(object).unwrap();
        item["status"] = json!({ "currentSize": 1 });
        item["metadata"]["uid"] = json!("3d5b7d4e-9f6c-4b7e-8a53-1f7f1a2b3c4d");
        item["metadata"]["creationTimestamp"] = json!("2026-01-02T03:04:05Z");
        item["spec"]["reconciliationPeriod"] = json!("1m0s");
        item["spec"]["deletionOrder"] = json!("LeastRecent");
        let pod = &mut item["spec"]["podTemplateSpec"]["spec"];
        pod["dnsPolicy"] = json!("ClusterFirst");
        pod["volumes"].as_array_mut().unwrap().reverse();
        for container in pod["containers"].as_array_mut().unwrap() {
            container["terminationMessagePath"] = json!("/dev/termination-log");
            if container["resources"].is_null() {
                container["resources"] = json!({});
            }
        }
        item
    });
    let items: Vec<_> = items.collect();
    json!({ "apiVersion": "v1", "kind": "List", "items": items }).to_string()
}

fn explain(refused: &Refused) -> String {
    format!("{:?}\n{:?}", refused.objects, refused.reasons)
}

/// Nothing is different between what a config renders to and what is there.
fn assert_same(imported: &Imported, live: &[Value]) {
    let rendered = render(&imported.config, imported.template.as_deref()).unwrap();
    for change in compare(&rendered, live, Present::Live, &[]) {
        assert_eq!(change.action, Action::Keep, "{change:?}\n{}", imported.config);
    }
}

#[test]
fn the_shipped_fleets_come_back_without_a_template() {
    for (name, pools) in [("runners", 8), ("fleet", 19)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("configs/{name}.json"));
        let objects = render(&fs::read_to_string(path).unwrap(), None).unwrap();
        let live = read(&live(&objects)).unwrap();
        let Ok(imported) = import(&live, None) else { panic!("{name} is refused") };
        assert_eq!((imported.pools, imported.templated), (pools, 0));
        assert_same(&imported, &live);
        expect_test::expect_file![format!(
            "{}/tests/objects/{name}.imported.json",
            env!("CARGO_MANIFEST_DIR")
        )]
        .assert_eq(&imported.config);
    }
}

#[test]
fn what_kubectl_prints_of_a_fleet_means_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if Command::new("kubectl").arg("version").arg("--client").output().is_err() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "CI installs kubectl");
        println!("skipped: kubectl is not installed");
        return;
    }
    for format in ["yaml", "json"] {
        // An annotation that a tool adds by itself is no difference.
        let printed = Command::new("kubectl")
            .env("KUBECONFIG", "/dev/null")
            .args(["annotate", "--local", "argocd.argoproj.io/tracking-id=1", "-o", format, "-f"])
            .arg(root.join("snapshots/fleet.yaml"))
            .output()
            .unwrap();
        let live = read(&String::from_utf8(printed.stdout).unwrap()).unwrap();
        let rendered = render(&fs::read_to_string(root.join("configs/fleet.json")).unwrap(), None).unwrap();
        let changes = compare(&rendered, &live, Present::Live, &[]);
        assert!(changes.iter().all(|change| change.action == Action::Keep), "{format}");
    }
}

/// Each of some values, or none.
fn maybe(values: &'static [&'static str]) -> impl Strategy<Value = Option<serde_json::Value>> {
    let values: Vec<serde_json::Value> =
        values.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
    prop::option::weighted(0.4, prop::sample::select(values))
}

/// The keys of a pool, each with values that it may have.
const KEYS: &[(&str, &[&str])] = &[
    ("min_runners", &["1", "2"]),
    ("runner_label", &["\"a-label\""]),
    ("runner_input_labels_value", &["\"go\"", "[\"go\", \"lite\"]"]),
    ("secret_ref_name", &["\"a-secret\""]),
    ("exporter_image", &["\"quay.io/acme/metrics:1\"", "\"quay.io/acme/metrics:2\""]),
    ("node_selector_value", &["\"acme/runners\"", "\"acme/gpu\""]),
    ("node_selector", &["{\"disk\": \"ssd\"}", "{\"acme/x\": \"true\", \"y\": \"true\"}"]),
    ("runner_exclude_arch", &["\"arm\"", "[\"arm\", \"arm64\"]"]),
    ("archs", &["[\"amd64\"]", "[\"x86_64\", \"aarch64\"]", "[\"arm64\", \"armv7l\", \"amd64\"]"]),
    ("cpureq", &["\"200m\"", "1"]),
    ("cpulim", &["\"4\"", "\"4000m\""]),
    ("memreq", &["\"1Gi\""]),
    ("memlim", &["\"8Gi\"", "\"8192Mi\""]),
    ("namespace", &["\"ci\""]),
    ("organization", &["\"acme\"", "\"other\""]),
    ("repository", &["\"tool\""]),
    (
        "env",
        &[
            "{\"A\": \"1\", \"B\": \"yes\"}",
            "{\"C\": {\"valueFrom\": {\"fieldRef\": {\"fieldPath\": \"metadata.name\"}}}}",
            "{\"A\": \"1\", \"E\": \"\"}",
        ],
    ),
    ("env_from", &["[{\"configMapRef\": {\"name\": \"settings\"}}]"]),
    ("tolerations", &["[{\"key\": \"acme\", \"operator\": \"Exists\"}]", "[{\"operator\": \"Exists\"}]"]),
    (
        "affinity",
        &[
            "{\"podAntiAffinity\": {\"preferredDuringSchedulingIgnoredDuringExecution\": []}}",
            "{\"nodeAffinity\": {\"requiredDuringSchedulingIgnoredDuringExecution\": {\"nodeSelectorTerms\": [{\"matchExpressions\": [{\"key\": \"zone\", \"operator\": \"In\", \"values\": [\"a\"]}]}]}}}",
        ],
    ),
    ("image_pull_secrets", &["[{\"name\": \"harbor\"}]"]),
    ("service_account", &["\"runner\""]),
    ("runtime_class", &["\"nvidia\""]),
    ("labels", &["{\"team\": \"systems\"}", "{\"team\": \"on\", \"tier\": \"1\"}"]),
    ("annotations", &["{\"a/b\": \"x: y\"}"]),
    ("resources", &["{\"limits\": {\"ephemeral-storage\": \"10Gi\"}}"]),
    ("custom_resources", &["{\"xilinx.com/fpga\": 1}"]),
    ("dind", &["true", "false", "false"]),
    ("dind_image", &["\"docker:29.0.0-dind\""]),
    ("dind_mtu", &["1400", "null"]),
    (
        "dind_resources",
        &["{\"requests\": {\"cpu\": \"1\"}}", "{\"limits\": null}", "{\"limits\": {\"memory\": \"2Gi\"}}"],
    ),
    ("gpu", &["1", "2", "{\"nvidia.com/mig-1g.5gb\": 1}"]),
    ("kvm", &["true"]),
    ("libvirt", &["true"]),
    ("kind", &["true"]),
    ("volumes", &["[{\"name\": \"cache\", \"hostPath\": {\"path\": \"/cache\", \"type\": \"Directory\"}}]"]),
];

fn pool() -> impl Strategy<Value = serde_json::Value> {
    let keys: Vec<_> = KEYS.iter().map(|(_, values)| maybe(values)).collect();
    keys.prop_map(|values| {
        let mut pool = Map::new();
        pool.insert("max_runners".to_owned(), json!(9));
        pool.insert("gh_org_value".to_owned(), json!("acme"));
        pool.insert("runner_image".to_owned(), json!("harbor.nbfc.io/runner:1"));
        for ((key, _), value) in KEYS.iter().zip(values) {
            pool.extend(value.map(|value| ((*key).to_owned(), value)));
        }
        if pool.contains_key("volumes") {
            pool.insert("volume_mounts".to_owned(), json!([{ "name": "cache", "mountPath": "/cache" }]));
        }
        serde_json::Value::Object(pool)
    })
}

fn fleet() -> impl Strategy<Value = String> {
    prop::collection::vec(pool(), 1..6).prop_map(|pools| {
        let names = ["alpha", "beta", "gamma", "delta", "epsilon"];
        let map: Map<_, _> = names.iter().map(|name| (*name).to_owned()).zip(pools).collect();
        serde_json::Value::Object(map).to_string()
    })
}

/// A change that no key can make, to one object.
fn change(object: &mut serde_json::Value, number: usize) {
    let spec = &mut object["spec"];
    let pod = &mut spec["podTemplateSpec"]["spec"];
    match number {
        0 => spec["minTtl"] = json!("10m"),
        1 => spec["reconciliationPeriod"] = json!("7m"),
        2 => spec["tokenRef"] = json!({ "name": "token", "key": "token" }),
        3 => pod["containers"][0]["imagePullPolicy"] = json!("Never"),
        4 => pod["containers"][0]["workingDir"] = json!("/{{ home }}"),
        5 => pod["containers"]
            .as_array_mut()
            .unwrap()
            .push(json!({ "name": "cache", "image": "quay.io/acme/cache:1" })),
        6 => {
            pod["initContainers"] =
                json!([{ "name": "fix", "image": "busybox:1.36", "args": ["no", "1.20", "a\nb"] }]);
        }
        7 => pod["securityContext"] = json!({ "fsGroup": 1000 }),
        8 => pod["volumes"][0]["emptyDir"] = json!({ "sizeLimit": "1Gi" }),
        9 => object["metadata"]["annotations"] = json!({ "owner": "a: b #c" }),
        10 => pod["containers"][0]["env"].as_array_mut().unwrap().reverse(),
        11 => drop(pod["containers"][0].as_object_mut().unwrap().remove("envFrom")),
        12 => pod["containers"][0]["name"] = json!("agent"),
        13 => object["metadata"]["finalizers"] = json!(["acme/keep"]),
        14 => pod["containers"][0]["args"] = json!(["{% endraw %}", "{{ x", "{# y", "{{ 'a\nb: \"' }}"]),
        15 => pod["containers"][0]["image"] = json!("Runner:1"),
        16 => spec["minRunners"] = json!(1000),
        17 => pod["runtimeClassName"] = json!(""),
        18 => object["metadata"]["namespace"] = json!("other"),
        19 => object["metadata"]["annotations"] = json!({ "if": "a", "range": "b" }),
        _ => drop(pod["containers"][0].as_object_mut().unwrap().remove("volumeMounts")),
    }
}

/// Keys that people choose may be called as anything that the API has.
fn own_key() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "apiVersion",
        "capacity",
        "containers",
        "creationTimestamp",
        "dnsPolicy",
        "env",
        "fieldRef",
        "finalizers",
        "grpc",
        "hostname",
        "httpGet",
        "image",
        "labels",
        "limits",
        "matchExpressions",
        "metadata",
        "minTtl",
        "name",
        "path",
        "pod",
        "requests",
        "resources",
        "service",
        "spec",
        "status",
        "template",
        "uid",
        "value",
    ];
    prop::collection::vec(prop::sample::select(WORDS), 1..5).prop_map(|words| words.join("."))
}

/// What such keys have, some of which means the same elsewhere.
fn own_value() -> impl Strategy<Value = serde_json::Value> {
    const VALUES: &[&str] =
        &["", "1", "1000m", "1Gi", "1024Mi", "60s", "1m", "v1", "ClusterFirst", "true", "false", "0"];
    prop::sample::select(VALUES).prop_map(serde_json::Value::from)
}

/// Keys that people choose, with their values.
fn own_map() -> impl Strategy<Value = Map<String, serde_json::Value>> {
    prop::collection::btree_map(own_key(), own_value(), 1..5).prop_map(|map| map.into_iter().collect())
}

/// Objects with one map whose keys people choose, each in another place.
fn with_own_keys(map: &Map<String, serde_json::Value>) -> Vec<serde_json::Value> {
    let template = |metadata: serde_json::Value, key: Option<&str>| {
        let mut pod = json!({ "containers": [{ "name": "runner", "image": "i:1" }] });
        if let Some(key) = key {
            pod[key] = json!(map);
        }
        json!({ "metadata": metadata, "spec": pod })
    };
    let runner = |metadata: serde_json::Value, template: serde_json::Value| {
        let spec =
            json!({ "organization": "o", "minRunners": 1, "maxRunners": 2, "podTemplateSpec": template });
        json!({ "apiVersion": "garo.tietoevry.com/v1alpha1", "kind": "GithubActionRunner", "metadata": metadata, "spec": spec })
    };
    let name = json!({ "name": "a" });
    vec![
        runner(json!({ "name": "a", "labels": map }), template(json!({}), None)),
        runner(json!({ "name": "a", "annotations": map }), template(json!({}), None)),
        runner(name.clone(), template(json!({ "labels": map }), None)),
        runner(name.clone(), template(json!({ "annotations": map }), None)),
        runner(name.clone(), template(json!({}), Some("nodeSelector"))),
        json!({ "apiVersion": "v1", "kind": "ConfigMap", "metadata": name, "data": map }),
        json!({ "apiVersion": "apps/v1", "kind": "Deployment", "metadata": name, "spec": {
            "selector": { "matchLabels": map }, "template": template(json!({ "labels": map }), Some("nodeSelector")) } }),
        json!({ "apiVersion": "acme.io/v1", "kind": "Own", "metadata": name, "spec": map }),
    ]
}

/// How many fleets; `PROPTEST_CASES=2000` looks further than the everyday run.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(64)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_fleet_of_ours_comes_back_without_a_template(config in fleet()) {
        if let Some(objects) = render(&config, None) {
            let live = read(&live(&objects)).unwrap();
            match import(&live, None) {
                Ok(imported) => assert_same(&imported, &live),
                Err(refused) => panic!("{}\n{config}", explain(&refused)),
            }
        }
    }

    #[test]
    fn any_other_fleet_comes_back_with_one(config in fleet(), changes in prop::collection::vec((0..8_usize, 0..21_usize), 1..6)) {
        if let Some(objects) = render(&config, None) {
            let mut list: serde_json::Value = serde_json::from_str(&live(&objects)).unwrap();
            let items = list["items"].as_array_mut().unwrap();
            let count = items.len();
            for (at, number) in changes {
                change(&mut items[at % count], number);
            }
            let live = read(&list.to_string()).unwrap();
            match import(&live, Some("out".into())) {
                Ok(imported) if !imported.diagnostics.has_errors() => assert_same(&imported, &live),
                // What the checks find in what runs stays an error of the config.
                Ok(_) => {}
                Err(refused) => panic!("{}", explain(&refused)),
            }
        }
    }

    #[test]
    fn what_people_choose_is_compared_as_it_is(map in own_map(), at in 0..5_usize, value in prop::option::of(own_value())) {
        let mut other = map.clone();
        let key = map.keys().nth(at % map.len()).unwrap();
        match value {
            Some(value) => drop(other.insert(key.clone(), value)),
            None => drop(other.remove(key)),
        }
        let read = |map| with_own_keys(map).iter().map(|object| read(&object.to_string()).unwrap()).collect::<Vec<_>>();
        for (wanted, present) in read(&map).iter().zip(read(&other)) {
            for side in [Present::Live, Present::Files] {
                for (wanted, present) in [(wanted, &present), (&present, wanted)] {
                    let changes = compare(wanted, present, side, &[]);
                    let is_kept = changes.iter().all(|change| change.action == Action::Keep);
                    assert_eq!(is_kept, map == other, "{wanted:?}\n{present:?}");
                }
            }
        }
    }

    #[test]
    fn what_people_choose_is_imported_as_it_is(map in own_map()) {
        for object in with_own_keys(&map).into_iter().take(5) {
            let live = read(&object.to_string()).unwrap();
            let Ok(imported) = import(&live, Some("out".into())) else { panic!("{object}") };
            for (key, value) in &map {
                let text = format!("{}{}", imported.config, imported.template.as_deref().unwrap_or_default());
                assert!(text.contains(key.as_str()), "{key}: {value} is not in\n{text}");
            }
            if !imported.diagnostics.has_errors() {
                let rendered = render(&imported.config, imported.template.as_deref()).unwrap();
                let text = |objects: &[Value]| serde_json::to_value(&objects[0]).unwrap();
                let maps = |object: serde_json::Value| {
                    let template = object["spec"]["podTemplateSpec"].clone();
                    let places = [&object["metadata"], &template["metadata"]];
                    let maps = places.map(|place| [place["labels"].clone(), place["annotations"].clone()]);
                    json!([maps, template["spec"]["nodeSelector"]])
                };
                assert_eq!(maps(text(&rendered)), maps(text(&live)), "{}", imported.config);
            }
        }
    }
}
