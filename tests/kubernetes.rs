//! Kubernetes' own validation is the judge: of right objects in which one thing was changed, it refuses what we refuse.
//!
//! `judge/` is a program in Go that is made of the API server's own code. Where the two of us differ on purpose, or where we
//! leave something to the cluster, a list below says so and why; of anything else this test tells. `RUNNER_YMLS_OBJECTS` is how
//! many objects are compared; more find more.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_types,
    reason = "a test stops at what it does not expect"
)]

mod changed;
mod oracles;
mod random;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use changed::change;
use random::Random;
use runner_ymls::kubernetes::object;
use runner_ymls::runners::{Choice, Fleet};
use runner_ymls::template::{Folder, Templates};
use runner_ymls::text::{Diagnostics, Severity, Sources};
use serde_json::{Map, Value};

/// What we refuse and the API server takes: parts of our messages.
const STRICTER: [(&str, &str); 25] = [
    ("an image", "the kubelet refuses it, and the pod waits for ever"),
    ("of an image", "the same"),
    ("is set twice", "the last of several variables counts, and nobody is told"),
    ("the pod has no container", "the container of that variable is not started"),
    ("no container of root is started", "the kubelet does not start it"),
    ("stays as it is", "the variable would have the reference in it"),
    ("`namespace` has no value", "`null` is rather a value that is missing"),
    ("and it is null", "so is it in a list"),
    ("a secret of this type has", "so is it in a secret"),
    ("this takes `Memory` or `HugePages`", "there is no other medium of a volume"),
    ("take one value, a number in quotes", "no label is above a text"),
    ("less than a megabyte", "nothing runs in that: a unit is missing"),
    ("more than 10000 cores", "so many has nobody: `m` is missing"),
    ("`preference` is missing", "a weight of nothing; the published schema requires it"),
    ("`rules` is missing", "the same of a policy without rules"),
    ("`seconds` is missing", "the same of a sleep"),
    ("persistentVolumeClaim.claimName`", "no claim has such a name, so that the pod waits for ever"),
    (".configMap.name`", "the same of a config map"),
    (".secret.name`", "the same of a secret"),
    (".secret.secretName`", "the same of a secret"),
    (".imagePullSecrets[", "the same of a secret"),
    ("in `spec.jobTemplate.metadata.", "every job that is made of it would be refused"),
    ("the name of an environment variable", "no shell reads one with blanks"),
    ("this takes a string, and it is a list", "bytes are base64, and not a list of numbers"),
    ("the key of a label is at most 63", "no node has such a label to be spread over"),
];

/// What the API server refuses and we leave to it: parts of its messages.
const LEFT: [(&str, &str); 29] = [
    ("unknown field", "another version of Kubernetes may have it; what is nearly another field is told of"),
    ("ImageVolumeSource", "it came after 1.29, whose schema we have"),
    ("PodResourceClaim", "its fields came after 1.29"),
    ("image.pullPolicy: Required value", "the API server fills it in where there are image volumes"),
    ("`selector` not auto-generated", "a job has a selector of its own with `manualSelector`"),
    ("unknown time zone", "which there are the cluster knows"),
    ("spec.limits[", "of the amounts of a namespace only that they are amounts is checked"),
    ("spec.hard[", "the same"),
    ("spec.scopeSelector", "the same"),
    ("quantities must match", "the same, of another type"),
    ("spec.overhead", "it is the business of the runtime class"),
    ("podFailurePolicy", "of its rules only what they do and the kind of what they look at is checked"),
    ("ipBlock.except", "ranges are not compared"),
    ("spec.ipFamilies", "of how addresses are given only the words are checked"),
    ("spec.ipFamilyPolicy: Forbidden", "the same"),
    ("spec.healthCheckNodePort", "the API server chooses one"),
    (
        "jobTemplate.metadata.labels of type map",
        "of the metadata of a template only what is in it is checked",
    ),
    ("spec.externalIPs", "an empty one is none"),
    ("csi.driver", "the driver's own name"),
    ("iscsi", "of this kind of volume only its fields are checked"),
    ("volumeDevices: Forbidden", "a rule of one version for pods with users of their own"),
    ("must be less than or equal to", "a limit of another type is told of, or is none"),
    ("`selector` does not match template `labels`", "where the labels, or what is asked, is of another type"),
    ("metadata.name of type string", "what a claim of a set is named, of another type"),
    ("of type int32", "a number of pods that is too large for any cluster"),
    ("externalTrafficPolicy: Invalid value", "which services are seen from outside it depends on more"),
    ("sessionAffinityConfig: ", "it goes with `ClientIP` only"),
    ("accessModes", "of a claim without anything"),
    ("serviceAccountToken: Forbidden", "the API server gives the pod an account"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kubernetes")
}

/// The judge, built once for all tests, or why it cannot be.
static JUDGE: LazyLock<Result<PathBuf, String>> = LazyLock::new(|| {
    let binary = Path::new(env!("CARGO_TARGET_TMPDIR")).join("judge");
    let mut command = Command::new("go");
    command.args(["build", "-o"]).arg(&binary).arg(".").current_dir(folder().join("judge"));
    let built = command.env("GOFLAGS", "-mod=readonly").output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&built.stderr).into_owned();
    if built.status.success() { Ok(binary) } else { Err(said) }
});

/// The judge; none where it cannot be had.
fn judge() -> Option<&'static Path> {
    JUDGE
        .as_ref()
        .map_err(|said| oracles::skip(&format!("the judge cannot be built with go: {said}")))
        .ok()
        .map(PathBuf::as_path)
}

/// What the judge says of each object.
fn judged(binary: &Path, objects: &[Value]) -> Vec<Vec<String>> {
    let mut child = Command::new(binary).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let lines: Vec<String> = objects.iter().map(Value::to_string).collect();
    let lines = lines.join("\n");
    let mut stdin = child.stdin.take().unwrap();
    let writing = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap().unwrap();
    assert!(output.status.success());
    let said: Vec<_> = output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
    assert_eq!(said.len(), objects.len());
    said.into_iter().map(|line| serde_json::from_slice(line).unwrap()).collect()
}

/// The errors that we find in an object, as the template of a pool.
fn ours(object: &Value) -> Vec<String> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let source = sources.add("config", r#"{ "go": {} }"#);
    // A JSON object is YAML, and no Jinja as long as nothing opens an expression.
    let templates = Templates::new(Folder::of_one(&format!("{object}\n")), object::check);
    let template = Some("pool.yaml.j2");
    let choice = Choice { only: &[], set: &[], operator: None, template, templates: &templates, crds: &[] };
    Fleet::render(&source, &choice, &mut sources, &mut diagnostics);
    let errors = diagnostics.iter().filter(|found| found.code.severity() == Severity::Error);
    errors.map(|found| format!("{} {} {}", found.code.name(), found.message, found.notes.concat())).collect()
}

fn right_objects() -> Vec<Value> {
    let text = std::fs::read_to_string(folder().join("objects.yaml")).unwrap();
    text.split("---\n").skip(1).map(|document| serde_yaml::from_str(document).unwrap()).collect()
}

#[test]
fn what_kubernetes_refuses_is_refused() {
    let Some(judge) = judge() else { return };
    let right = right_objects();
    for (object, said) in right.iter().zip(judged(judge, &right)) {
        assert_eq!((ours(object), said), (Vec::new(), Vec::new()), "{}", object["kind"]);
    }
    let count =
        std::env::var("RUNNER_YMLS_OBJECTS").ok().and_then(|count| count.parse().ok()).unwrap_or(2_000);
    let mut random = Random(1);
    let changed: Vec<(String, Value)> = (0..count)
        .map(|_| {
            let mut object = random.pick(&right).clone();
            let how = change(&mut object, &right, &mut random);
            (format!("{}, {how}", object["kind"].as_str().unwrap_or_default()), object)
        })
        .collect();
    let objects: Vec<Value> = changed.iter().map(|(_, object)| object.clone()).collect();
    let mut differ = Map::new();
    for ((how, object), theirs) in changed.iter().zip(judged(judge, &objects)) {
        let ours = ours(object);
        let is_known =
            |list: &[(&str, &str)], text: &String| list.iter().any(|(part, _)| text.contains(part));
        let (is_refused, is_theirs) = (!ours.is_empty(), !theirs.is_empty());
        let found = match (is_refused, is_theirs) {
            (true, false) => ours.iter().find(|text| !is_known(&STRICTER, text)).map(|text| ("ours", text)),
            (false, true) => theirs.iter().find(|text| !is_known(&LEFT, text)).map(|text| ("theirs", text)),
            _ => None,
        };
        if let Some((whose, text)) = found {
            differ.entry(format!("{whose}: {text}")).or_insert_with(|| how.clone().into());
        }
    }
    assert!(
        differ.is_empty(),
        "{} of {count}: {}",
        differ.len(),
        serde_json::to_string_pretty(&differ).unwrap()
    );
}

/// The pods that the operator would make of the shipped fleets.
#[test]
fn pods_of_the_built_in_template_are_taken() {
    let Some(judge) = judge() else { return };
    let mut pods = Vec::new();
    for config in ["runners.json", "fleet.json", "starter.json"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("configs").join(config);
        let output =
            Command::new(env!("CARGO_BIN_EXE_runner-ymls")).arg("render").arg(path).output().unwrap();
        assert!(output.status.success(), "{config}: {}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        pods.extend(text.split("---\n").skip(1).map(|document| {
            let object: Value = serde_yaml::from_str(document).unwrap();
            let mut pod = object["spec"]["podTemplateSpec"].clone();
            pod["apiVersion"] = "v1".into();
            pod["kind"] = "Pod".into();
            pod["metadata"]["name"] = object["metadata"]["name"].clone();
            pod
        }));
    }
    assert!(pods.len() > 30);
    for (pod, said) in pods.iter().zip(judged(judge, &pods)) {
        assert_eq!(said, Vec::<String>::new(), "{}", pod["metadata"]["name"]);
    }
}
