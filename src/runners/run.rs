//! A run over all pools.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use minijinja::Value;

use super::cause::{already_set, diagnose};
use super::config::Layered;
use super::context::Variables;
use super::document::{Document, Fleet};
use super::fleet::Choice;
use super::keys;
use super::missing::missing_values;
use super::places::{Made, Places};
use super::pool::{Object, Pool};
use super::seen::{Origin, Seen};
use super::settings::Settings;
use super::unknown::Unknown;
use crate::checks::{self, Checked, Checks};
use crate::json::{Kind, Member};
use crate::template::{self, Failure, Place, Reads, explain, point};
use crate::text::{Code, Diagnostic, Diagnostics, Source, Sources, suggest};
use crate::yaml::{self, Item, Skeleton};

/// The operator of a pool that names none: the article's.
const OPERATOR: &str = "garo";

/// A template in use.
struct Used {
    reads: Arc<Reads>,
    variables: Arc<Variables>,
}

/// A run over all pools of a config.
pub(super) struct Run<'r, 'a> {
    choice: &'r Choice<'a>,
    sources: &'r mut Sources,
    seen: &'r mut Seen,
    fleet: Fleet,
    checks: Checks,
    places: Places,
    /// What is wrong with all documents of a skeleton, said of the first of them and counted for the others.
    common: IndexMap<(*const Skeleton, usize), Diagnostic, RandomState>,
    /// Templates in use; none where it could not be read.
    used: BTreeMap<String, Option<Used>>,
    unknown: Unknown,
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
            used: BTreeMap::new(),
            unknown: Unknown::default(),
        }
    }

    /// Renders a pool, or only compares it with the others where it was not chosen.
    pub(super) fn pool(
        &mut self,
        member: &Member<'_>,
        layered: Layered<'_>,
        chosen: bool,
        found: &mut Diagnostics,
    ) {
        let Layered { settings, clean, broken } = layered;
        let pool = Pool { key: member.key.to_string(), span: member.key_span, settings };
        let Some(template) = self.template(&pool, found) else { return };
        self.use_template(&template, found);
        let Some(Some(used)) = self.used.get(&template) else { return };
        let (reads, variables) = (Arc::clone(&used.reads), Arc::clone(&used.variables));
        let before = found.len();
        if chosen {
            self.unknown.pool(&pool.settings, &reads, found);
        }
        let objects = pool.objects();
        pool.check(&objects, found);
        if broken {
            return;
        }
        found.extend(missing_values(&pool, &reads));
        let is_clean = clean && found.len() == before;
        for object in &objects {
            if is_clean && chosen {
                self.render(object, &template, &variables, found);
            } else {
                self.sketch(object, &template, &variables, chosen.then_some((&mut *found, before)));
            }
        }
    }

    /// The name of the pool's template.
    fn template(&self, pool: &Pool<'_>, found: &mut Diagnostics) -> Option<String> {
        if let Some(template) = self.choice.template {
            return Some(template.to_owned());
        }
        let operator = pool.text("operator").or(self.choice.operator).unwrap_or(OPERATOR);
        let operators = self.choice.templates.folder().operators();
        if operators.iter().any(|known| known == operator) {
            return Some(format!("{operator}/pool.yaml.j2"));
        }
        let near = suggest(operator, operators.iter().map(String::as_str));
        let text = near.map_or_else(
            || format!("known are {}", operators.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        let unknown = Diagnostic::new(Code::UnknownName, format!("there is no operator `{operator}`"));
        let is_there = near.is_none() && !self.choice.templates.folder().is_users();
        let help = is_there.then(|| {
            format!("type `--templates DIR` if its template is `DIR/{operator}/pool.yaml.j2`, as beside an imported config")
        });
        found.push(match pool.get("operator") {
            Some(entry) => unknown.at(entry.value.span, text).maybe_help(help),
            None => unknown.help(help.map_or(text.clone(), |help| format!("{text}; {help}"))),
        });
        None
    }

    fn use_template(&mut self, template: &str, found: &mut Diagnostics) {
        if self.used.contains_key(template) {
            return;
        }
        let used = match self.choice.templates.reads(template) {
            Ok(reads) => Some(Used { variables: Arc::new(Variables::new(&reads)), reads: Arc::new(reads) }),
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
        let reads: Vec<&Reads> = self.used.values().flatten().map(|used| used.reads.as_ref()).collect();
        if !reads.is_empty() && reads.len() == self.used.len() {
            self.unknown.abstract_pool(settings, &reads);
        }
    }

    fn render(
        &mut self,
        object: &Object<'_, '_>,
        template: &str,
        variables: &Arc<Variables>,
        found: &mut Diagnostics,
    ) {
        let context = variables.of(object);
        match self.choice.templates.render(template, &context) {
            // A template may print nothing for a pool.
            Ok(rendered) if rendered.sketch.skeleton.tree().roots().is_empty() => {}
            Ok(rendered) => {
                let made = Made { object, template, context: &context, sketch: &rendered.sketch };
                let objects = self.check(made, true, found);
                let namespace = objects.first().map(|object| object.names().1.to_owned()).unwrap_or_default();
                self.remember(made, objects, true, found);
                self.fleet.documents.push(Document::new(object, &namespace, rendered));
            }
            Err(failure) => self.failure(object, template, &context, &failure, found),
        }
    }

    /// Checks what is known of an object of a pool that is not rendered. What fails because of a value that has been told of
    /// is not told of again.
    fn sketch(
        &mut self,
        object: &Object<'_, '_>,
        template: &str,
        variables: &Arc<Variables>,
        found: Option<(&mut Diagnostics, usize)>,
    ) {
        let context = variables.of_sketch(object);
        let Ok(sketch) = self.choice.templates.sketch(template, &context) else { return };
        if sketch.skeleton.tree().roots().is_empty() {
            return;
        }
        let chosen = found.is_some();
        let mut said = Diagnostics::default();
        let made = Made { object, template, context: &context, sketch: &sketch };
        let objects = self.check(made, false, &mut said);
        let is_named = object.pool.settings.find("name").is_none_or(|entry| entry.value.kind != Kind::Wrong);
        if !chosen {
            self.fleet.others.push(object.name.clone());
        }
        if is_named {
            self.remember(made, objects, chosen, &mut said);
        }
        let Some((found, before)) = found else { return };
        let place = |diagnostic: &Diagnostic| diagnostic.at.as_ref().map(|at| at.span);
        let known: Vec<_> = found.iter().skip(before).map(|known| (known.code, place(known))).collect();
        // At the name of a pool stands all that has no place of its own.
        let names = [object.pool.span, object.place()].map(Some);
        let is_said = |found: &Diagnostic| {
            known.iter().any(|(code, at)| {
                *at == place(found) && at.is_some() && (*code == found.code || !names.contains(at))
            })
        };
        found.extend(said.into_iter().filter(|found| !is_said(found)));
    }

    /// Checks a document; the objects in it. What holds for all documents of its skeleton is only counted after the first
    /// of those that are whole.
    fn check(&mut self, made: Made<'_>, is_whole: bool, found: &mut Diagnostics) -> Vec<checks::Object> {
        let Checked { common, own, objects } = self.checks.check(&made.sketch.skeleton, &made.sketch.holes);
        for (nth, finding) in common.iter().enumerate() {
            let key = (Rc::as_ptr(&made.sketch.skeleton), nth);
            if let Some(known) = self.common.get_mut(&key).filter(|_| is_whole) {
                known.more += 1;
                continue;
            }
            let place = self.place(&finding.item, made);
            let said = diagnose(finding, made.document(), place.as_ref(), made.object);
            // What a value of the config or the built-in template prints is another place in each pool.
            let is_same = |place: Place| !place.is_built_in && place.origin.is_none();
            if is_whole && place.is_some_and(is_same) {
                self.common.insert(key, said);
            } else {
                found.push(said);
            }
        }
        for finding in &own {
            let place = self.place(&finding.item, made);
            found.push(diagnose(finding, made.document(), place.as_ref(), made.object));
        }
        objects
    }

    /// Remembers the objects of a document, and says which of them there are already.
    fn remember(
        &mut self,
        made: Made<'_>,
        objects: Vec<checks::Object>,
        chosen: bool,
        found: &mut Diagnostics,
    ) {
        for inner in objects {
            // Most names come from the pool, and then nobody needs to look.
            let is_fixed = made.document().hole(&inner.item).is_none();
            let place = is_fixed.then(|| self.place(&inner.item, made)).flatten();
            let pool = made.object.pool;
            let origin = Origin {
                pool: pool.span,
                name: made.object.place(),
                account: pool.place("service_account"),
                template: place.filter(|place| !place.is_built_in).map(|place| place.span),
                chosen,
            };
            let twice = self.seen.object(inner, origin);
            found.extend(twice);
        }
    }

    fn place(&mut self, item: &Item, made: Made<'_>) -> Option<Place> {
        self.places.of(item, made, self.choice.templates, self.sources)
    }

    fn failure(
        &mut self,
        object: &Object<'_, '_>,
        template: &str,
        context: &Value,
        failure: &Failure,
        diagnostics: &mut Diagnostics,
    ) {
        let known: Vec<&str> = keys::names().chain(self.unknown.names()).collect();
        let explained = explain(self.choice.templates, template, context, &known, failure, self.sources);
        let pool = object.pool;
        let unset = explained.undefined.filter(|name| known.contains(&name.as_str()));
        for (at, mut found) in explained.diagnostics.into_iter().enumerate() {
            match failure {
                Failure::Misfits(misfits, holes) if found.code == Code::DuplicateKey => {
                    if let Some(key) = misfits.get(at).and_then(|misfit| holes.get(misfit.hole)) {
                        found = already_set(found, &yaml::print(key), object, self.sources);
                    }
                }
                _ if found.code == Code::TemplateNotFound => self.absent(template, &found, diagnostics),
                _ => {}
            }
            let place = found.at.as_ref().map(|label| label.span);
            if let (Some(name), Some(place)) = (&unset, place) {
                found = Diagnostic::new(
                    Code::UndefinedVariable,
                    format!("pool `{}` has no `{name}`, and the template prints it", pool.key),
                )
                .label(place, "printed here")
                .help(format!(
                    "give it a value, or write `{{{{ {name} | default(\"…\") }}}}` in the template"
                ));
                found = match pool.settings.find(name) {
                    Some(entry) => found.at(entry.value.span, "this means that it is not set"),
                    None => found.at(pool.span, format!("expected `{name}` in this pool")),
                };
            } else {
                found = found.note(format!("in pool `{}`", pool.key));
            }
            diagnostics.push(found);
        }
    }

    /// Jinja stops at the first template that does not exist; these are the others.
    fn absent(&mut self, template: &str, said: &Diagnostic, diagnostics: &mut Diagnostics) {
        let Some(Some(used)) = self.used.get(template) else { return };
        for (name, template, at) in used.reads.absent() {
            let place = point(self.choice.templates, template, at..at + name.len() + 2, self.sources);
            let Some(span) = place.filter(|span| !said.covers(*span)) else { continue };
            let found = Diagnostic::new(Code::TemplateNotFound, format!("there is no template `{name}`"));
            diagnostics.push(found.at(span, "").maybe_help(said.help.clone()));
        }
    }

    pub(super) fn finish(mut self, source: &Source, diagnostics: &mut Diagnostics) -> Fleet {
        diagnostics.extend(std::mem::take(&mut self.common).into_values());
        let reads = self.used.values().flatten().map(|used| used.reads.as_ref());
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
        for used in self.used.values().flatten() {
            for (name, template, at) in used.reads.needed() {
                if keys::names().any(|known| known == name) || self.unknown.names().any(|known| known == name)
                {
                    continue;
                }
                let near = suggest(name, keys::names().chain(self.unknown.names()));
                let place = point(self.choice.templates, template, at..at + name.len(), self.sources);
                let Some(span) = place else { continue };
                let is_said =
                    |found: &Diagnostic| found.code == Code::UndefinedVariable && found.covers(span);
                if !diagnostics.iter().any(is_said) {
                    let help = near.map_or_else(
                        || format!("give it a value in the config, or write `{name} is defined`"),
                        |near| format!("did you mean `{near}`?"),
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
