//! Kinds of Kubernetes' own that make pods: what they ask of them
//! (kubernetes/pkg/apis/{apps,batch}/validation/validation.go).

use super::affinity::label_selector;
use super::findings::Findings;
use super::path::Path;
use super::rollout::{NUMBER, PART};
use super::rule::{Rule, Table, refuse};
use crate::kubernetes::name;
use crate::text::{Code, did_you_mean, suggest};
use crate::yaml::{Content, Item};

/// The rules of what keeps pods running, and finds them by a selector (`ValidatePodTemplateSpecForReplicaSet`).
pub(super) const LASTING: Table = &[
    ("spec", Rule::Needs(&["template"])),
    ("spec", Rule::Ask(selector)),
    ("spec.selector", Rule::Ask(label_selector)),
    ("spec.template", Rule::Needs(&["spec"])),
    ("spec.template.spec.restartPolicy", Rule::Ask(always)),
    (
        "spec.template.spec.activeDeadlineSeconds",
        Rule::Never("this kind keeps its pods running, and they have no deadline"),
    ),
];

/// The rules of a job (`validateJobSpec`).
pub(super) const JOB: Table = &[
    ("spec.template", Rule::Needs(&["spec"])),
    ("spec.template.spec", Rule::Ask(once)),
    ("spec.activeDeadlineSeconds", Rule::Range(0, i64::MAX)),
    ("spec.backoffLimit", NUMBER),
    ("spec.backoffLimitPerIndex", NUMBER),
    ("spec.completions", NUMBER),
    ("spec.maxFailedIndexes", NUMBER),
    ("spec.parallelism", NUMBER),
    ("spec.ttlSecondsAfterFinished", NUMBER),
    ("spec.completionMode", Rule::Words(&["Indexed", "NonIndexed"])),
    ("spec.podReplacementPolicy", Rule::Words(&["Failed", "TerminatingOrFailed"])),
    ("spec", Rule::Ask(indexed)),
    ("spec", Rule::Ask(failures)),
    ("spec.podFailurePolicy.rules[]", Rule::Needs(&["action"])),
    ("spec.podFailurePolicy.rules[]", Rule::One(&["onExitCodes", "onPodConditions"])),
    ("spec.podFailurePolicy.rules[].action", Rule::Words(&["Count", "FailIndex", "FailJob", "Ignore"])),
    ("spec.podFailurePolicy.rules[].onExitCodes.operator", Rule::Words(&["In", "NotIn"])),
];

/// A budget counts pods that are there, or that are not (`ValidatePodDisruptionBudgetSpec`).
pub(super) const BUDGET: Table = &[
    ("spec", Rule::AtMostOne(&["minAvailable", "maxUnavailable"])),
    ("spec.minAvailable", PART),
    ("spec.maxUnavailable", PART),
    ("spec.selector", Rule::Ask(label_selector)),
    ("spec.unhealthyPodEvictionPolicy", Rule::Words(&["AlwaysAllow", "IfHealthyBudget"])),
];

/// What only a job whose pods have numbers has.
const OF_INDEXED: [&str; 3] = ["backoffLimitPerIndex", "maxFailedIndexes", "successPolicy"];

fn indexed(findings: &mut Findings<'_>, spec: &Item, path: &Path<'_>) {
    let mode = findings.get(spec, "completionMode");
    let text = mode.as_ref().map(|mode| (mode, findings.string(mode)));
    match text {
        Some((mode, Some(text))) if text == "Indexed" => {
            if findings.get(spec, "completions").is_none() {
                findings
                    .add(
                        Code::MissingField,
                        mode,
                        &path.key("completionMode"),
                        "with `Indexed` a job has `completions`",
                    )
                    .help("write how many pods with numbers it has: `completions: …`");
            }
        }
        // What is no mode has been told of.
        Some((_, text)) if text.as_deref() != Some("NonIndexed") => {}
        _ => {
            let message = "only a job with `completionMode: Indexed` has this";
            let help = "add `completionMode: Indexed` and `completions`, or remove this";
            refuse(findings, spec, path, &OF_INDEXED, (message, help));
        }
    }
}

/// A job that looks at how its pods fail has new ones (`validatePodFailurePolicy`, `validatePodReplacementPolicy`).
fn failures(findings: &mut Findings<'_>, spec: &Item, path: &Path<'_>) {
    let Some(policy) = findings.get(spec, "podFailurePolicy") else { return };
    if let Some(item) = findings.at(spec, &["template", "spec", "restartPolicy"])
        && findings.string(&item).as_deref() == Some("OnFailure")
    {
        findings
            .add(
                Code::InvalidField,
                &item,
                &path.key("template").key("spec").key("restartPolicy"),
                "with a `podFailurePolicy` only `Never` can be here",
            )
            .beside(&policy, &path.key("podFailurePolicy"))
            .help("write `restartPolicy: Never`");
    }
    if let Some(item) = findings.get(spec, "podReplacementPolicy")
        && findings.string(&item).as_deref() == Some("TerminatingOrFailed")
    {
        findings
            .add(
                Code::InvalidField,
                &item,
                &path.key("podReplacementPolicy"),
                "with a `podFailurePolicy` only `Failed` can be here",
            )
            .beside(&policy, &path.key("podFailurePolicy"))
            .help("remove it");
    }
}

fn always(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    if findings.string(item).is_some_and(|text| matches!(&*text, "Never" | "OnFailure")) {
        findings
            .add(
                Code::InvalidField,
                item,
                path,
                "only `Always` can be here: this kind keeps its pods running",
            )
            .help("remove it, or make a `Job`, whose pods end");
    }
}

fn once(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    if !findings.is_map(pod) {
        return;
    }
    let path = path.key("restartPolicy");
    let help = "write `restartPolicy: Never`, or `OnFailure` for containers that are started again";
    match findings.get(pod, "restartPolicy") {
        None => findings
            .add(
                Code::MissingField,
                pod,
                &path,
                "the pods of a job need a `restartPolicy`: `Always` is the default",
            )
            .help(help),
        Some(item) if matches!(findings.string(&item).as_deref(), Some("" | "Always")) => {
            findings.add(Code::InvalidField, &item, &path, "the pods of a job end").help(help);
        }
        Some(_) => {}
    }
}

/// What the selector asks for the template's labels have (`ValidatePodTemplateSpecForReplicaSet`).
fn selector(findings: &mut Findings<'_>, spec: &Item, path: &Path<'_>) {
    let Some(selector) = findings.get(spec, "selector").filter(|selector| findings.is_map(selector)) else {
        return;
    };
    let Some(template) = findings.get(spec, "template") else { return };
    let path = path.key("selector");
    if ["matchLabels", "matchExpressions"].iter().all(|key| is_empty(findings, &selector, key)) {
        let entries = findings.entries(&selector);
        let other = entries.iter().find(|(key, ..)| !matches!(&**key, "matchLabels" | "matchExpressions"));
        let Some((key, item, _)) = other else {
            findings
                .add(Code::InvalidField, &selector, &path, "an empty selector is no selector here")
                .help("write `matchLabels` with labels of the template");
            return;
        };
        let near = suggest(key, ["matchLabels", "matchExpressions"]).map(did_you_mean);
        findings
            .add(Code::UnknownField, item, &path.key(key), format!("there is no `{key}` in a selector"))
            .help(near.unwrap_or_else(|| "put it under `matchLabels`".to_owned()));
        return;
    }
    let metadata = findings.get(&template, "metadata");
    let labels = metadata.as_ref().and_then(|metadata| findings.get(metadata, "labels"));
    let is_misspelt = |key: &str| key.to_lowercase().contains("label");
    let entries = metadata.map(|metadata| findings.entries(&metadata)).unwrap_or_default();
    // What is misspelt or of the wrong type is told of as that.
    if labels.is_none() && entries.iter().any(|(key, ..)| is_misspelt(key)) {
        return;
    }
    for (at, asked) in findings.list(&selector, "matchExpressions").iter().enumerate() {
        let above = path.key("matchExpressions");
        expression(findings, asked, labels.as_ref(), &above.index(at));
    }
    let Some(asked) = findings.get(&selector, "matchLabels") else { return };
    for (key, _, value) in findings.entries(&asked) {
        let Some(text) = findings.string(&value) else { continue };
        let label = labels.as_ref().and_then(|labels| findings.get(labels, &key));
        let found = match label.as_ref().map(|label| findings.content(label)) {
            None => format!("have no `{key}`"),
            Some(Content::Text(other)) if other != text => format!("have `{key}: {other}`"),
            Some(_) => continue,
        };
        let message =
            format!("the selector asks for `{key}: {text}`, and the labels of the template {found}");
        let above = path.key("matchLabels");
        findings
            .add(Code::InvalidField, &value, &above.key(&key), message)
            .help(format!("write `{key}: {text}` in `template.metadata.labels`"));
    }
}

/// A condition that the template's labels do not meet.
fn expression(findings: &mut Findings<'_>, asked: &Item, labels: Option<&Item>, path: &Path<'_>) {
    let Some(key) = findings.text(asked, &["key"]).filter(|key| name::label_key(key).is_ok()) else { return };
    let Some(operator) = findings.text(asked, &["operator"]) else { return };
    let label = labels.and_then(|labels| findings.given(labels, &key));
    let value = label.as_ref().map(|label| findings.string(label));
    let values = findings.list(asked, "values");
    let among =
        |text: &str| values.iter().any(|value| findings.string(value).is_none_or(|value| value == text));
    let found = match (&*operator, value) {
        ("In" | "Exists", None) => format!("have no `{key}`"),
        ("DoesNotExist", Some(_)) => format!("have `{key}`"),
        ("In", Some(Some(text))) if !values.is_empty() && !among(&text) => format!("have `{key}: {text}`"),
        ("NotIn", Some(Some(text)))
            if values.iter().any(|value| findings.string(value) == Some(text.clone())) =>
        {
            format!("have `{key}: {text}`")
        }
        _ => return,
    };
    let message = format!("the selector does not choose the pods of the template, whose labels {found}");
    findings
        .add(Code::InvalidField, asked, path, message)
        .help("make the two agree, in `template.metadata.labels` or here");
}

fn is_empty(findings: &Findings<'_>, map: &Item, key: &str) -> bool {
    findings.get(map, key).is_none_or(|value| match findings.content(&value) {
        Content::Map(entries) => entries.is_empty(),
        Content::List(items) => items.is_empty(),
        _ => false,
    })
}
