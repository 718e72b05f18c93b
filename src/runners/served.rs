//! What the pools of a config offer to jobs.

use super::Choice;
use super::config::Config;
use super::context::made;
use super::only::select;
use super::pool::Object;
use crate::kubernetes::Arch;
use crate::text::{Diagnostics, Source, Span};

/// The runners of one object.
#[derive(Clone, Debug)]
pub struct Served {
    /// The pool it belongs to.
    pub pool: String,
    /// Its own name, which is the label of a scale set.
    pub object: String,
    /// Where the pool is.
    pub place: Span,
    /// The labels that the config gives its runners, and where they are.
    pub labels: (Vec<String>, Span),
    /// What its pods may run on.
    pub archs: Vec<Arch>,
    /// The most runners at a time.
    pub max: usize,
    /// The image of the runner, and where it is.
    pub image: Option<(String, Span)>,
}

/// What the chosen pools offer; nothing is said of what is wrong, since [`super::Fleet::render`] has said it.
pub fn served(source: &Source, choice: &Choice<'_>) -> Vec<Served> {
    let mut said = Diagnostics::default();
    let Some(mut config) = Config::read(source, choice.set, &mut said) else { return Vec::new() };
    let mut all = Vec::new();
    for at in select(&config, choice.only, source, &mut said) {
        all.extend(config.pool(at, &mut said).objects().iter().map(of));
    }
    all
}

fn of(object: &Object<'_, '_>) -> Served {
    let pool = object.pool;
    let labels = made(object, "runner_input_labels_value");
    let labels = labels.as_ref().and_then(minijinja::Value::as_str).unwrap_or_default();
    Served {
        pool: pool.key.clone(),
        object: object.name.clone(),
        place: pool.span,
        labels: (labels.split(',').map(str::to_owned).collect(), pool.place("runner_input_labels_value")),
        archs: archs(object),
        max: pool.integer("max_runners").and_then(|max| usize::try_from(max).ok()).unwrap_or(usize::MAX),
        image: pool.text("runner_image").map(|image| (image.to_owned(), pool.place("runner_image"))),
    }
}

/// Where the pods of an object may run: on its architecture, or on all of the article's that it is not kept off.
fn archs(object: &Object<'_, '_>) -> Vec<Arch> {
    let selected = object.pool.get("node_selector").and_then(|entry| match &entry.value.kind {
        crate::json::Kind::Map(map) => match &map.get("kubernetes.io/arch")?.value.kind {
            crate::json::Kind::Text(arch) => Arch::parse(arch),
            _ => None,
        },
        _ => None,
    });
    if let Some(arch) = object.arch.as_deref().and_then(Arch::parse).or(selected) {
        return vec![arch];
    }
    let excluded = object.pool.archs("runner_exclude_arch");
    [Arch::Amd64, Arch::Arm64, Arch::Arm]
        .into_iter()
        .filter(|arch| !excluded.contains(&arch.name()))
        .collect()
}
