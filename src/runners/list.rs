//! The objects that a config makes, as `list` shows them.

use super::config::Config;
use super::context::made;
use super::document::Document;
use super::only::select;
use super::pool::{Object, Pool};
use super::{Choice, Fleet, pod, rendered};
use crate::json::Kind;
use crate::kubernetes::Arch;
use crate::objects::{self, Value};
use crate::text::{Diagnostics, Source, Sources};

/// One object.
#[derive(Debug)]
pub struct Listed {
    /// The pool it belongs to.
    pub pool: String,
    /// Its kind, as far as it is an object.
    pub kind: Option<String>,
    /// Whether the rest is what the object says. Of a kind that is not known it is what the keys of the pool say, of
    /// which a template may make anything.
    pub is_rendered: bool,
    /// Its own name.
    pub object: String,
    /// Where it is.
    pub namespace: String,
    /// The architecture it is for; none if it is for several.
    pub arch: Option<String>,
    /// The fewest runners.
    pub min: Option<i64>,
    /// The most runners.
    pub max: Option<i64>,
    /// The runner's cpu.
    pub cpu: Range,
    /// The runner's memory.
    pub memory: Range,
    /// The labels by which a workflow asks for these runners, and for no others of the same pool; none where only the
    /// cluster knows them.
    pub runs_on: Option<Vec<String>>,
    /// The image of the runner.
    pub image: Option<String>,
}

/// What is requested of a resource, and its limit.
#[derive(Debug, Default)]
pub struct Range {
    /// At least this.
    pub request: Option<String>,
    /// At most this.
    pub limit: Option<String>,
}

/// The objects that the chosen pools make. Means something only if no error was found.
pub fn list(
    source: &Source,
    choice: &Choice<'_>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<Listed> {
    let fleet = Fleet::render(source, choice, sources, diagnostics);
    // What is wrong has been said by then.
    let mut said = Diagnostics::default();
    let Some(mut config) = Config::read(source, choice.set, &mut said) else { return Vec::new() };
    let mut documents = fleet.documents.iter().peekable();
    let mut listed = Vec::new();
    for at in select(&config, choice.only, source, &mut said) {
        let pool = config.pool(at, &mut said);
        for object in &pool.objects() {
            // A template may print nothing for an object.
            let is_it = |document: &&Document| document.pool == pool.span && *document.name == *object.name;
            if let Some(document) = documents.next_if(is_it) {
                listed.extend(rows(object, document));
            }
        }
    }
    listed
}

/// The objects of a document that make runners; if none is known to, what the keys say.
fn rows(object: &Object<'_, '_>, document: &Document) -> Vec<Listed> {
    let mut text = String::new();
    document.write(&mut text);
    let objects = objects::read(&text).unwrap_or_default();
    let rendered: Vec<Listed> =
        objects.iter().filter_map(|item| rendered::listed(&object.pool.key, item)).collect();
    if !rendered.is_empty() {
        return rendered;
    }
    let kind = objects.first().and_then(|item| item.get("kind")).and_then(Value::text);
    vec![Listed { kind: kind.map(str::to_owned), ..of_keys(object) }]
}

/// The names of the pools of a config, as far as it can be read, without those that mean more than a word to a shell.
pub fn names(source: &Source) -> Vec<String> {
    let members = crate::json::members(source, &mut Diagnostics::default()).unwrap_or_default();
    let is_word = |key: &str| key.chars().all(|char| char.is_alphanumeric() || "-_.".contains(char));
    members.into_keys().map(std::borrow::Cow::into_owned).filter(|key| is_word(key)).collect()
}

fn of_keys(object: &Object<'_, '_>) -> Listed {
    let pool = object.pool;
    let text = |key| made(object, key).and_then(|value| value.as_str().map(str::to_owned));
    Listed {
        pool: pool.key.to_string(),
        kind: None,
        is_rendered: false,
        object: object.name.to_string(),
        namespace: text("namespace").unwrap_or_default(),
        arch: object.arch.clone(),
        min: made(object, "min_runners").and_then(|value| value.as_i64()),
        max: pool.integer("max_runners"),
        cpu: range(pool, "cpu"),
        memory: range(pool, "memory"),
        runs_on: Some(runs_on(
            &text("runner_input_labels_value").unwrap_or_default(),
            object.arch.as_deref(),
        )),
        image: pool.text("runner_image").map(str::to_owned),
    }
}

fn range(pool: &Pool<'_>, resource: &str) -> Range {
    let all = pod::requirements(pool, "resources");
    let amount = |side| match &all.get(side)?.value.kind {
        Kind::Map(amounts) => match &amounts.get(resource)?.value.kind {
            Kind::Text(text) => Some(text.to_string()),
            Kind::Integer(number) => Some(number.to_string()),
            _ => None,
        },
        _ => None,
    };
    Range { request: amount("requests"), limit: amount("limits") }
}

/// Every runner bears `self-hosted` and the label of its architecture besides its own; labels are compared without case
/// (docs.github.com, "Using self-hosted runners in a workflow").
pub(super) fn runs_on(own: &str, arch: Option<&str>) -> Vec<String> {
    let arch = arch.and_then(Arch::parse).and_then(Arch::github_label);
    let mut labels: Vec<String> = Vec::new();
    for label in std::iter::once("self-hosted").chain(own.split(',')).chain(arch) {
        if !label.is_empty() && !labels.iter().any(|other| other.eq_ignore_ascii_case(label)) {
            labels.push(label.to_owned());
        }
    }
    labels
}
