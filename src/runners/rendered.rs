//! What a rendered object says of the runners that it makes, whichever template it comes from.

use super::list::{Listed, Range, runs_on};
use super::pod::ARCH_LABEL;
use crate::kubernetes::is_scale_set;
use crate::kubernetes::schema::{API_VERSION, KIND};
use crate::objects::{Map, Value};

/// The variable from which GitHub's runner takes its labels (`CommandSettings.cs` of `actions/runner`).
const LABELS: &str = "ACTIONS_RUNNER_INPUT_LABELS";

/// The row of an object; none if its kind is none that is known to make runners.
pub(super) fn listed(pool: &str, object: &Value) -> Option<Listed> {
    let text = |path: &[&str]| object.at(path).and_then(Value::text);
    let (version, kind) = (text(&["apiVersion"])?, text(&["kind"])?);
    let is_scale_set = is_scale_set(version, kind);
    let template = match (version, kind) {
        (API_VERSION, KIND) => "podTemplateSpec",
        _ if is_scale_set => "template",
        _ => return None,
    };
    let pod = object.at(&["spec", template, "spec"]);
    let runner = pod.and_then(runner);
    let arch = pod.and_then(|pod| pod.at(&["nodeSelector", ARCH_LABEL])).and_then(Value::text);
    let integer = |key: &str| match object.at(&["spec", key]) {
        Some(Value::Integer(number)) => Some(*number),
        _ => None,
    };
    Some(Listed {
        pool: pool.to_owned(),
        kind: Some(kind.to_owned()),
        is_rendered: true,
        object: text(&["metadata", "name"])?.to_owned(),
        namespace: text(&["metadata", "namespace"]).unwrap_or_default().to_owned(),
        arch: arch.map(str::to_owned),
        min: integer("minRunners"),
        max: integer("maxRunners"),
        cpu: range(runner, "cpu"),
        memory: range(runner, "memory"),
        runs_on: if is_scale_set { Some(of_scale_set(object)) } else { of_runner(runner, arch) },
        image: runner.and_then(|runner| runner.get("image")).and_then(Value::text).map(str::to_owned),
    })
}

/// The labels of a scale set, its name first; none of another object.
pub(super) fn scale_set(object: &Value) -> Option<Vec<String>> {
    let text = |key| object.get(key).and_then(Value::text);
    is_scale_set(text("apiVersion")?, text("kind")?).then(|| of_scale_set(object))
}

/// The container of the runner: that of this name, else the one with labels, else the first.
fn runner(pod: &Value) -> Option<&Value> {
    let containers = pod.get("containers")?.items();
    let is_runner = |container: &&Value| container.get("name").and_then(Value::text) == Some("runner");
    let has_labels = |container: &&Value| variable(container, LABELS).is_some();
    let named = containers.iter().find(is_runner);
    named.or_else(|| containers.iter().find(has_labels)).or(containers.first())
}

/// A variable of a container: the last of several, as Kubernetes takes it.
fn variable<'v>(container: &'v Value, name: &str) -> Option<&'v Map> {
    let is_it = |variable: &&Value| variable.get("name").and_then(Value::text) == Some(name);
    container.get("env")?.items().iter().rfind(is_it)?.map()
}

/// The labels of a runner, unless they are taken from elsewhere or put together when it starts.
fn of_runner(runner: Option<&Value>, arch: Option<&str>) -> Option<Vec<String>> {
    let Some(variable) = runner.and_then(|runner| variable(runner, LABELS)) else {
        return Some(runs_on("", arch));
    };
    let text = match variable.get("value") {
        Some(value) => value.text()?,
        None if variable.contains_key("valueFrom") => return None,
        None => "",
    };
    (!text.contains("$(")).then(|| runs_on(text, arch))
}

/// A scale set has its name for a label, and those of `runnerScaleSetLabels`; none that a runner gives itself
/// (`buildRunnerScaleSetLabels` of `actions/actions-runner-controller`).
fn of_scale_set(object: &Value) -> Vec<String> {
    let name = object.at(&["spec", "runnerScaleSetName"]).or_else(|| object.at(&["metadata", "name"]));
    let more = object.at(&["spec", "runnerScaleSetLabels"]).map(Value::items).unwrap_or_default();
    let mut labels: Vec<String> = Vec::new();
    for label in name.into_iter().chain(more).filter_map(Value::text) {
        if !labels.iter().any(|other| other == label) {
            labels.push(label.to_owned());
        }
    }
    labels
}

fn range(runner: Option<&Value>, resource: &str) -> Range {
    let amount = |side| match runner?.at(&["resources", side, resource])? {
        Value::Text(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        _ => None,
    };
    Range { request: amount("requests"), limit: amount("limits") }
}
