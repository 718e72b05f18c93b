//! From live objects back to a config.
//!
//! The keys of a pool are guessed from its object, and the guess is rendered and compared with the object by meaning. What
//! is not the same after that is no matter of keys; it goes into a template of what the objects have in common.

mod archs;
mod derive;
mod json;
mod known;
mod lift;
mod names;
mod pod;
mod resources;
mod template;
mod unify;
mod verify;
mod wrong;

use camino::Utf8Path;

use crate::objects::{Field, INSTANCE, Identity, Map, Value, prune};
use crate::text::{Diagnostics, Sources};

use archs::{Keys, Pool, one_each, pools, selector};
use derive::Source;
use unify::Unify;
use verify::{OPERATOR, Verified, verify};
use wrong::wrong_keys;

/// A config that renders to some objects.
pub struct Imported {
    /// The config.
    pub config: String,
    /// The template of those that the built-in one does not make.
    pub template: Option<String>,
    /// How many pools there are.
    pub pools: usize,
    /// How many of the objects the template makes.
    pub templated: usize,
    /// How many objects have a label that Argo CD gives to what it applies, and that is left out.
    pub instances: usize,
    /// What is wrong with the config although it says what the cluster has.
    pub diagnostics: Diagnostics,
    /// The texts that these point into.
    pub sources: Sources,
}

/// Why there is no config.
pub struct Refused {
    /// The objects that no keys make, and the fields that they are about; no fields where nothing could be rendered.
    pub objects: Vec<(Identity, Vec<Field>)>,
    /// Whether all that is missing is a template.
    pub needs_template: bool,
    /// What is wrong with the config that was tried, which nobody can look into.
    pub reasons: Vec<String>,
}

/// The config in the folder that is written.
pub const CONFIG: &str = "runners.json";
/// The template in the folder that is written.
pub const TEMPLATE: &str = "templates/imported/pool.yaml.j2";

/// Makes a config that renders to these objects, and if it is for a folder, a template.
pub fn import(objects: &[Value], folder: Option<&Utf8Path>) -> Result<Imported, Box<Refused>> {
    let mut objects: Vec<Value> = objects.iter().map(|object| prune(object, &[])).collect();
    let instances = objects.iter_mut().map(take_instance).filter(|is_taken| *is_taken).count();
    let selector = selector(&objects);
    let derive = |at: usize, base: &str, has_archs: bool| {
        Source { object: &objects[at], base, has_archs, selector: selector.as_deref() }.keys()
    };
    let first = verify(&config(one_each(&objects, &derive), false, &objects), None, folder, &objects);
    let rest: Vec<usize> = (0..objects.len()).filter(|at| !first.is_same(*at)).collect();
    let unified = (!rest.is_empty()).then(|| {
        let objects: Vec<&Value> = rest.iter().map(|at| &objects[*at]).collect();
        Unify::new(&objects, wrong_keys(&first))
    });
    let template = unified.as_ref().map(|(_, node)| template::write(node));
    let keys = |at: usize, base: &str, has_archs: bool| {
        let keys = derive(at, base, has_archs);
        let number = rest.iter().position(|other| *other == at);
        let Some((number, (unify, _))) = number.zip(unified.as_ref()) else { return keys };
        let mut keys = unify.keys(number, &keys);
        keys.insert("operator".to_owned(), Value::from(OPERATOR));
        keys
    };
    // The shortest config first.
    let tries = [(pools as fn(&[Value], &Keys<'_>) -> Vec<Pool>, true), (pools, false), (one_each, false)];
    let mut last = None;
    for (make, is_lifted) in tries {
        let pools = make(&objects, &keys);
        let count = pools.len();
        let config = config(pools, is_lifted, &objects);
        let verified = verify(&config, template.as_deref(), folder, &objects);
        if verified.is_all() && !rest.is_empty() && folder.is_none() {
            return Err(Box::new(refused(&objects, nearest(first, &objects, &derive), true)));
        }
        if verified.is_all() {
            let Verified { diagnostics, sources, .. } = verified;
            return Ok(Imported {
                config,
                template,
                pools: count,
                templated: rest.len(),
                instances,
                diagnostics,
                sources,
            });
        }
        last = Some(verified);
    }
    Err(Box::new(refused(&objects, last.unwrap_or(first), false)))
}

/// The same with the fields of objects that lack what a pool must have, which nothing can be rendered for: those in which
/// they differ from what has it.
fn nearest(mut first: Verified, objects: &[Value], derive: &Keys<'_>) -> Verified {
    if first.differences.iter().all(Option::is_some) {
        return first;
    }
    let complete = |at: usize, base: &str, has_archs: bool| {
        let mut keys = derive(at, base, has_archs);
        for (key, value) in known::required() {
            keys.entry(key.to_owned()).or_insert(value);
        }
        keys
    };
    let near = verify(&config(one_each(objects, &complete), false, objects), None, None, objects);
    for (differences, near) in first.differences.iter_mut().zip(near.differences) {
        if differences.is_none() {
            *differences = near;
        }
    }
    first.diagnostics = near.diagnostics;
    first
}

/// Takes away the label by which Argo CD knows its objects, and which it gives to no pods: a chart that sets it does so for
/// both.
fn take_instance(object: &mut Value) -> bool {
    let pods = ["spec", "podTemplateSpec", "metadata", "labels", INSTANCE];
    let is_own =
        object.at(&pods).is_some() && object.at(&pods) == object.at(&["metadata", "labels", INSTANCE]);
    let Value::Map(map) = object else { return false };
    let Some(Value::Map(metadata)) = map.get_mut("metadata") else { return false };
    let Some(Value::Map(labels)) = metadata.get_mut("labels").filter(|_| !is_own) else { return false };
    let is_taken = labels.shift_remove(INSTANCE).is_some();
    if labels.is_empty() {
        metadata.shift_remove("labels");
    }
    is_taken
}

/// The text of a config.
fn config(pools: Vec<Pool>, is_lifted: bool, objects: &[Value]) -> String {
    let names: Vec<String> = pools.iter().map(|pool| pool.name.clone()).collect();
    let mut map = Map::new();
    for Pool { name, mut keys, objects: of } in pools {
        let mut key = name.clone();
        if map.contains_key(&key) {
            // The same name in another namespace.
            let namespace = of.first().and_then(|at| objects[*at].at(&["metadata", "namespace"]));
            let long = format!("{}-{name}", namespace.and_then(Value::text).unwrap_or("default"));
            let numbered = (2..).map(|number| format!("{long}-{number}"));
            let is_free = |key: &String| !map.contains_key(key) && !names.contains(key);
            key = std::iter::once(long.clone()).chain(numbered).find(is_free).unwrap_or_default();
            keys.insert("name".to_owned(), Value::Text(name));
        }
        map.insert(key, Value::Map(keys));
    }
    let mut whole = Map::new();
    if is_lifted {
        let defaults = lift::lift(&mut map);
        derive::put(&mut whole, "$defaults", Some(Value::Map(defaults)));
    }
    whole.extend(map);
    json::write(&whole)
}

fn refused(objects: &[Value], verified: Verified, needs_template: bool) -> Refused {
    let Verified { differences, diagnostics, .. } = verified;
    // What is wrong with what is rendered all the same is beside the point.
    let is_broken = differences.iter().any(Option::is_none);
    let errors = diagnostics.errors().into_iter().filter(|_| is_broken);
    let mut reasons: Vec<String> = errors.map(|found| found.message).collect();
    reasons.dedup();
    let different = differences.into_iter().zip(objects).filter_map(|(fields, object)| match fields {
        Some(fields) if fields.is_empty() => None,
        fields => Some((Identity::of(object), fields.unwrap_or_default())),
    });
    Refused { objects: different.collect(), needs_template, reasons }
}
