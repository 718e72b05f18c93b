//! What the pools of a config offer to jobs.

use super::Choice;
use super::config::Config;
use super::context::made;
use super::document::{Document, Fleet};
use super::keys;
use super::pool::{Object, Pool};
use super::rendered;
use super::settings::Settings;
use crate::json::{Kind, Value};
use crate::kubernetes::Arch;
use crate::objects;
use crate::text::{Code, Diagnostics, Source, Span, suggest};

/// The runners of one object.
#[derive(Clone, Debug)]
pub struct Served {
    /// The pool it belongs to.
    pub pool: String,
    /// Its own name.
    pub object: String,
    /// Whether jobs may find it by its name, as they find scale sets.
    pub is_named: bool,
    /// Where the pool is.
    pub place: Span,
    /// The labels that the config gives its runners, and where they are.
    pub labels: (Vec<String>, Span),
    /// What its pods may run on.
    pub archs: Vec<Arch>,
    /// What could not be read, so that nothing follows from it.
    pub may_be: MayBe,
    /// The most runners at a time.
    pub max: usize,
    /// The image of the runner, and where it is.
    pub image: Option<(String, Span)>,
}

/// What nobody knows of a pool.
#[derive(Clone, Copy, Debug, Default)]
pub struct MayBe {
    /// Its labels, so that it may serve anything.
    pub anything: bool,
    /// Its architectures, so that it may run anywhere.
    pub anywhere: bool,
}

impl Served {
    /// A pool of which nothing is known.
    fn unknown(place: Span) -> Self {
        Served {
            pool: String::new(),
            object: String::new(),
            is_named: false,
            place,
            labels: (Vec::new(), place),
            archs: Arch::ALL.to_vec(),
            may_be: MayBe { anything: true, anywhere: true },
            max: usize::MAX,
            image: None,
        }
    }
}

/// What the pools offer, those that were left out too; `fleet` has the objects of the others. What could not be read counts as
/// offering anything. Nothing is reported: [`super::Fleet::render`] has done that.
pub fn served(source: &Source, choice: &Choice<'_>, fleet: &Fleet) -> Vec<Served> {
    let mut said = Diagnostics::default();
    let whole = Served::unknown(source.span(0..0));
    let Some(mut config) = Config::read(source, choice.set, &mut said) else { return vec![whole] };
    let mut all = Vec::new();
    let mut documents = fleet.documents.iter().peekable();
    for at in config.pools() {
        let (pool, broken) = config.pool_or_broken(at, &mut said);
        let mut objects = pool.objects();
        if objects.is_empty() {
            // That it is for no architecture has been said.
            objects.push(Object { pool: &pool, name: pool.name().into(), arch: None });
        }
        for object in &objects {
            let is_it = |document: &&Document| document.pool == pool.span && *document.name == *object.name;
            let document = documents.next_if(is_it);
            let is_named = !document.is_some_and(|document| document.has_labels);
            let own = Served { is_named, ..of(object, broken) };
            all.push(match document.filter(|_| is_named).and_then(scale_set) {
                // Its labels are its own, whatever the keys say.
                Some(labels) => Served {
                    object: labels.first().cloned().unwrap_or_default(),
                    labels: (labels, own.labels.1),
                    ..own
                },
                None => own,
            });
        }
    }
    // Of two values of one key nobody knows which is meant.
    if said.iter().any(|found| found.code == Code::DuplicateKey) {
        all.push(whole);
    }
    all
}

/// The labels of the scale set in a document.
fn scale_set(document: &Document) -> Option<Vec<String>> {
    let mut text = String::new();
    document.write(&mut text);
    objects::read(&text).ok()?.iter().find_map(rendered::scale_set)
}

/// Whether a key of a pool has a value that could not be read, or may be misspelt.
fn is_unread(pool: &Pool<'_>, key: &str) -> bool {
    let Some(entry) = pool.settings.find(key) else {
        let mut unknown = pool.settings.layers().flat_map(Settings::unknown);
        return unknown.any(|entry| suggest(&entry.key, keys::names()) == Some(key));
    };
    entry.value.is_wrong()
}

fn of(object: &Object<'_, '_>, broken: bool) -> Served {
    let pool = object.pool;
    let anywhere = ["archs", "runner_exclude_arch", "node_selector", "affinity"];
    let archs = archs(object);
    let may_be = MayBe {
        anything: broken || is_unread(pool, "runner_input_labels_value"),
        anywhere: broken || archs.is_empty() || anywhere.iter().any(|key| is_unread(pool, key)),
    };
    let labels = made(object, "runner_input_labels_value");
    let labels = labels.as_ref().and_then(minijinja::Value::as_str).unwrap_or_default();
    Served {
        pool: pool.key.to_string(),
        object: object.name.to_string(),
        is_named: true,
        place: pool.span,
        labels: (labels.split(',').map(str::to_owned).collect(), pool.place("runner_input_labels_value")),
        archs: if may_be.anywhere { Arch::ALL.to_vec() } else { archs },
        may_be,
        max: pool.integer("max_runners").and_then(|max| usize::try_from(max).ok()).unwrap_or(usize::MAX),
        image: pool.text("runner_image").map(|image| (image.to_owned(), pool.place("runner_image"))),
    }
}

/// Where the pods of an object may run: on its architecture, or on all of the article's that it is not kept off.
fn archs(object: &Object<'_, '_>) -> Vec<Arch> {
    let selector = object.pool.get("node_selector").and_then(|entry| at(&entry.value, &[ARCH]));
    let selected = selector.and_then(text).and_then(Arch::parse);
    if let Some(arch) = object.arch.as_deref().and_then(Arch::parse).or(selected) {
        return vec![arch];
    }
    let excluded = object.pool.archs("runner_exclude_arch");
    let required = required(object);
    let is_possible = |arch: &Arch| {
        !excluded.contains(&arch.name()) && required.as_ref().is_none_or(|archs| archs.contains(arch))
    };
    [Arch::Amd64, Arch::Arm64, Arch::Arm].into_iter().filter(is_possible).collect()
}

/// The label of a node that tells its architecture.
const ARCH: &str = "kubernetes.io/arch";

/// The architectures that the affinity of a pool leaves, if every one of its terms names some.
fn required(object: &Object<'_, '_>) -> Option<Vec<Arch>> {
    let affinity = &object.pool.get("affinity")?.value;
    let path = ["nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"];
    let terms = items(at(affinity, &path)?);
    let archs = |term: &Value<'_>| {
        let is_it = |expression: &&Value<'_>| {
            let says = |key, word| at(expression, &[key]).and_then(text) == Some(word);
            says("key", ARCH) && says("operator", "In")
        };
        let expression = items(at(term, &["matchExpressions"])?).iter().find(is_it)?;
        let values = items(at(expression, &["values"])?).iter();
        Some(values.filter_map(text).filter_map(Arch::parse).collect::<Vec<_>>())
    };
    let archs: Option<Vec<Vec<Arch>>> = terms.iter().map(archs).collect();
    archs.filter(|archs| !archs.is_empty()).map(|archs| archs.concat())
}

/// The value at a path of keys.
fn at<'v, 's>(value: &'v Value<'s>, path: &[&str]) -> Option<&'v Value<'s>> {
    path.iter().try_fold(value, |value, key| match &value.kind {
        Kind::Map(map) => map.get(key).map(|entry| &entry.value),
        _ => None,
    })
}

fn items<'v, 's>(value: &'v Value<'s>) -> &'v [Value<'s>] {
    match &value.kind {
        Kind::List(items) => items,
        _ => &[],
    }
}

fn text<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    match &value.kind {
        Kind::Text(text) => Some(text),
        _ => None,
    }
}
