//! A run over all pools.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use minijinja::Value;

use super::checked::{in_most_pools, without_follow_ups};
use super::config::Layered;
use super::context::Variables;
use super::document::{Document, Fleet};
use super::fleet::Choice;
use super::keys;
use super::missing::{Missing, needed};
use super::operator::template;
use super::places::{Made, Places};
use super::pool::{Object, Pool};
use super::seen::Seen;
use super::settings::Settings;
use super::unknown::Unknown;
use crate::checks::{self, Checks};
use crate::json::Member;
use crate::kubernetes::schema::KIND;
use crate::template::{self, Alike, Reads, explain, point};
use crate::text::{Code, Diagnostic, Diagnostics, Source, Sources, did_you_mean, suggest};
use crate::yaml::Skeleton;

/// A template in use.
pub(super) struct Used {
    pub(super) reads: Reads,
    /// What it cannot do without, each with a key that may stand in for it.
    needed: Vec<(&'static str, &'static str)>,
    variables: Arc<Variables>,
    /// Which of its documents are alike, where that can be told.
    alike: Option<Alike>,
}

/// A run over all pools of a config.
pub(super) struct Run<'r, 'a> {
    pub(super) choice: &'r Choice<'a>,
    pub(super) sources: &'r mut Sources,
    pub(super) seen: &'r mut Seen,
    pub(super) fleet: Fleet,
    pub(super) checks: Checks,
    pub(super) places: Places,
    /// What is wrong with all documents of a skeleton, said of the first of them and counted for the others.
    /// Each is kept with its skeleton, so that no other gets the address of that.
    pub(super) common: IndexMap<(*const Skeleton, usize), (Diagnostic, Rc<Skeleton>), RandomState>,
    missing: Missing,
    /// Variables that had no value where a template printed them, which has been told.
    pub(super) unset: BTreeSet<String>,
    /// Templates in use; none where it could not be read.
    pub(super) used: BTreeMap<String, Option<Rc<Used>>>,
    pub(super) unknown: Unknown,
    /// Whether a layer could not be read, so that nobody can say which keys no pool has.
    broken: bool,
}

impl<'r, 'a> Run<'r, 'a> {
    pub(super) fn new(choice: &'r Choice<'a>, sources: &'r mut Sources, seen: &'r mut Seen) -> Self {
        Run {
            choice,
            sources,
            seen,
            fleet: Fleet::default(),
            checks: Checks::new(choice.crds.to_vec()),
            places: Places::default(),
            common: IndexMap::default(),
            missing: Missing::default(),
            unset: BTreeSet::new(),
            used: BTreeMap::new(),
            unknown: Unknown::default(),
            broken: false,
        }
    }

    /// Renders a pool, or only compares it with the others where it was not chosen.
    pub(super) fn pool<'s>(
        &mut self,
        member: (Cow<'s, str>, Member),
        layered: Layered<'s>,
        chosen: bool,
        (found, start): (&mut Diagnostics, usize),
    ) {
        let Layered { settings, clean, broken } = layered;
        self.broken |= broken;
        let pool = Pool::new(member, settings);
        let Some(template) = template(&pool, self.choice, found) else { return };
        self.use_template(&template, found);
        let Some(Some(used)) = self.used.get(&*template) else { return };
        let used = Rc::clone(used);
        let before = found.len();
        if !chosen {
            self.unknown.left_out(&pool.settings);
        } else if !self.unknown.pool(&pool.settings, &used.reads, found) {
            self.broken = true;
            return;
        }
        let objects = pool.objects();
        pool.check(&objects, found);
        if broken {
            return;
        }
        let has_all = if chosen {
            self.missing.look(&pool, &used.needed, found)
        } else {
            Missing::default().look(&pool, &used.needed, found)
        };
        let is_clean = clean && has_all && found.len() == before;
        for object in &objects {
            if is_clean && chosen {
                self.render(object, &template, &used, found);
            } else {
                self.sketch(object, &template, &used.variables, chosen.then_some((&mut *found, start)));
            }
        }
    }

    fn use_template(&mut self, template: &str, found: &mut Diagnostics) {
        if self.used.contains_key(template) {
            return;
        }
        let used = match self.choice.templates.reads(template) {
            Ok(reads) => {
                let variables = Variables::new(&reads);
                let alike = self.choice.templates.alike(&reads, variables.names());
                let needed = needed(&reads);
                Some(Rc::new(Used { reads, needed, variables: Arc::new(variables), alike }))
            }
            Err(failure) => {
                let context = Value::from(());
                let explained =
                    explain(self.choice.templates, template, &context, &[], &failure, self.sources);
                found.extend(explained.diagnostics);
                None
            }
        };
        self.used.insert(template.to_owned(), used);
    }

    /// Looks at the keys of an abstract pool that no pool extends, where all templates could be read.
    pub(super) fn abstract_pool(&mut self, settings: &Settings<'_>) {
        let reads: Vec<&Reads> = self.used.values().flatten().map(|used| &used.reads).collect();
        if !reads.is_empty() && reads.len() == self.used.len() {
            self.unknown.abstract_pool(settings, &reads);
        }
    }

    fn render(
        &mut self,
        object: &Object<'_, '_>,
        template: &str,
        Used { variables, alike, .. }: &Used,
        found: &mut Diagnostics,
    ) {
        let context = || variables.of(object);
        match variables.render(self.choice.templates, template, alike.as_ref(), object) {
            // A template may print nothing for a pool.
            Ok(rendered) if rendered.sketch.skeleton.tree().filled().next().is_none() => {}
            Ok(rendered) => {
                let made = Made { object, template, context: &context, sketch: &rendered.sketch };
                let objects = self.check(made, true, found);
                let name = objects.first().map(|object| Rc::clone(&object.name));
                let namespace = objects.first().map(checks::Object::namespace).unwrap_or_default();
                let has_labels = objects.iter().any(|object| object.kind() == KIND);
                self.remember(made, objects, true, found);
                self.fleet.documents.push(Document::new(object, (name, namespace, has_labels), rendered));
            }
            Err(failure) => self.go_on(object, template, variables, (context(), failure), found),
        }
    }

    pub(super) fn finish(mut self, source: &Source, diagnostics: &mut Diagnostics) -> Fleet {
        diagnostics.extend(std::mem::take(&mut self.common).into_values().map(|(said, _)| said));
        if !diagnostics.is_empty() {
            in_most_pools(self.missing.pools(), diagnostics);
            without_follow_ups(diagnostics);
        }
        std::mem::take(&mut self.missing).finish(diagnostics);
        let reads = self.used.values().flatten().map(|used| &used.reads);
        self.unknown.inherited(&reads.collect::<Vec<_>>(), diagnostics);
        self.unknown_variables(diagnostics);
        for found in template::check(self.choice.templates, self.sources) {
            // Another config may have the same templates.
            let is_same = |other: &Diagnostic| {
                other.code == found.code && found.at.as_ref().is_some_and(|at| other.covers(at.span))
            };
            if !diagnostics.iter().any(is_same) {
                diagnostics.push(found);
            }
        }
        if self.fleet.documents.is_empty() && !diagnostics.has_errors() {
            let found =
                Diagnostic::new(Code::NoPools, "no pool makes an object: the template prints nothing")
                    .at(source.span(0..source.text.len().min(1)), "");
            diagnostics.push(found);
        }
        self.fleet
    }

    /// Names that are only tested, never printed, and that no pool has: a typo would silently be false.
    fn unknown_variables(&mut self, diagnostics: &mut Diagnostics) {
        if self.broken {
            return;
        }
        for used in self.used.values().flatten() {
            for (name, template, at) in used.reads.needed() {
                if keys::names().any(|known| known == name) || self.unknown.names().any(|known| known == name)
                {
                    continue;
                }
                let near = suggest(name, keys::names().chain(self.unknown.names()));
                let place = point(self.choice.templates, template, at..at + name.len(), self.sources);
                let Some(span) = place else { continue };
                // What is wrong with what is made of it follows.
                diagnostics.retain_mut(|found| found.pool.is_none() || !found.covers(span));
                if self.unset.contains(name) {
                    continue;
                }
                // Where it is called, there is no such function.
                let is_said = |found: &Diagnostic| {
                    matches!(found.code, Code::UndefinedVariable | Code::TemplateError) && found.covers(span)
                };
                if !diagnostics.iter().any(is_said) {
                    let help = near.map_or_else(
                        || format!("give it a value in the config, or write `{name} is defined`"),
                        did_you_mean,
                    );
                    diagnostics.push(
                        Diagnostic::new(Code::UndefinedVariable, format!("no pool has `{name}`"))
                            .at(span, "")
                            .help(help),
                    );
                }
            }
        }
    }
}
