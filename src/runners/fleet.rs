//! Every pool rendered.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use indexmap::IndexMap;
use minijinja::Value;

use super::cause::{already_set, between, diagnose};
use super::config::Config;
use super::context::Variables;
use super::document::{Document, Fleet};
use super::keys;
use super::missing::missing_values;
use super::only::select;
use super::pool::{Object, Pool};
use crate::checks::{Checks, Finding, Runners};
use crate::kubernetes::schema::Crd;
use crate::template::{Failure, Place, Reads, Rendered, Templates, explain, locate, point};
use crate::text::{Code, Diagnostic, Diagnostics, Source, Sources, Span, suggest};
use crate::yaml::{self, Item, Skeleton};

/// The operator of a pool that names none: the article's.
const OPERATOR: &str = "garo";

/// What the command line asks for.
pub struct Choice<'a> {
    /// Patterns of pools; one that starts with `!` leaves out.
    pub only: &'a [String],
    /// The `PATH=VALUE` of each `--set`.
    pub set: &'a [&'a Source],
    /// The operator of pools that name none.
    pub operator: Option<&'a str>,
    /// The one template of all pools, by its name in the folder.
    pub template: Option<&'a str>,
    /// Where templates are.
    pub templates: &'a Templates,
    /// The schemas of kinds that are not built in.
    pub crds: &'a [Crd],
}

impl Fleet {
    /// Renders the chosen pools of a config. The result means something only if no error was found.
    pub fn render(
        source: &Source,
        choice: &Choice<'_>,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let Some(mut config) = Config::read(source, choice.set, diagnostics) else { return Fleet::default() };
        let pools: Vec<usize> = select(&config, choice.only, source, diagnostics);
        let mut run = Run {
            choice,
            sources,
            diagnostics,
            fleet: Fleet::default(),
            checks: Checks::new(choice.crds.to_vec()),
            runners: Vec::new(),
            places: IndexMap::new(),
            names: IndexMap::default(),
            used: BTreeMap::new(),
            custom: BTreeSet::new(),
            unread: IndexMap::new(),
        };
        for pool in pools {
            let layered = config.settings(pool, run.diagnostics);
            let member = config.member(pool);
            let pool =
                Pool { key: member.key.to_string(), span: member.key_span, settings: layered.settings };
            run.pool(&pool, layered.clean, layered.broken);
        }
        run.finish(source)
    }
}

/// A template in use.
struct Used {
    reads: Arc<Reads>,
    variables: Arc<Variables>,
}

/// A run over all pools.
struct Run<'r, 'a> {
    choice: &'r Choice<'a>,
    sources: &'r mut Sources,
    diagnostics: &'r mut Diagnostics,
    fleet: Fleet,
    checks: Checks,
    /// What wrote an item of a skeleton: its hole, or the byte it begins at.
    places: IndexMap<(*const Skeleton, Option<usize>, usize), Option<Place>>,
    /// Whose runners the objects so far make, and where their names are.
    runners: Vec<(Runners, Span)>,
    /// Every object so far, and the pool it comes from.
    names: IndexMap<String, Span, foldhash::fast::RandomState>,
    /// Templates in use; none where it could not be read.
    used: BTreeMap<String, Option<Used>>,
    /// Keys that pools have and the tool does not know.
    custom: BTreeSet<String>,
    /// Inherited keys that the tool does not know, and whether a template reads them.
    unread: IndexMap<Span, (String, bool)>,
}

impl Run<'_, '_> {
    fn pool(&mut self, pool: &Pool<'_>, clean: bool, broken: bool) {
        let Some(template) = self.template(pool) else { return };
        self.use_template(&template);
        let Some(Some(used)) = self.used.get(&template) else { return };
        let (reads, variables) = (Arc::clone(&used.reads), Arc::clone(&used.variables));
        self.unknown_keys(pool, &reads);
        let before = self.diagnostics.len();
        let objects = pool.objects();
        pool.check(&objects, self.diagnostics);
        if !broken {
            self.diagnostics.extend(missing_values(pool, &reads));
        }
        for object in &objects {
            self.duplicate_name(object);
        }
        if clean && self.diagnostics.len() == before {
            for object in &objects {
                self.object(object, &template, &variables);
            }
        }
    }

    /// The name of the pool's template.
    fn template(&mut self, pool: &Pool<'_>) -> Option<String> {
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
        let mut found = Diagnostic::new(Code::UnknownName, format!("there is no operator `{operator}`"));
        found = match pool.get("operator") {
            Some(entry) => found.at(entry.value.span, text),
            None => found.help(text),
        };
        self.diagnostics.push(found);
        None
    }

    fn use_template(&mut self, template: &str) {
        if self.used.contains_key(template) {
            return;
        }
        let used = match self.choice.templates.reads(template) {
            Ok(reads) => Some(Used { variables: Arc::new(Variables::new(&reads)), reads: Arc::new(reads) }),
            Err(failure) => {
                let context = Value::from(());
                let explained =
                    explain(self.choice.templates, template, &context, &[], &failure, self.sources);
                explained.diagnostics.into_iter().for_each(|found| self.diagnostics.push(found));
                None
            }
        };
        self.used.insert(template.to_owned(), used);
    }

    /// A key is known if the tool knows it or the template reads it. What is inherited may be meant for other pools.
    fn unknown_keys(&mut self, pool: &Pool<'_>, reads: &Reads) {
        for entry in pool.settings.unknown() {
            self.custom(&entry.key);
            if !reads.contains(&entry.key) {
                self.diagnostics.push(unknown_key(&entry.key, entry.key_span, [reads]));
            }
        }
        let mut below = pool.settings.below();
        while let Some(layer) = below {
            for entry in layer.unknown() {
                self.custom(&entry.key);
                let unread = self.unread.entry(entry.key_span);
                unread.or_insert_with(|| (entry.key.to_string(), false)).1 |= reads.contains(&entry.key);
            }
            below = layer.below();
        }
    }

    fn custom(&mut self, key: &str) {
        if !self.custom.contains(key) {
            self.custom.insert(key.to_owned());
        }
    }

    fn duplicate_name(&mut self, object: &Object<'_, '_>) {
        let namespace = object.pool.text("namespace").unwrap_or_default();
        let name =
            if namespace.is_empty() { object.name.clone() } else { format!("{namespace}/{}", object.name) };
        let place = object.place();
        match self.names.entry(name) {
            indexmap::map::Entry::Vacant(vacant) => {
                vacant.insert(place);
            }
            indexmap::map::Entry::Occupied(first) => {
                let message = format!("two pools make the object `{}`", first.key());
                let found = Diagnostic::new(Code::DuplicateObject, message)
                    .at(place, "give this one another name")
                    .label(*first.get(), "the first one");
                self.diagnostics.push(found);
            }
        }
    }

    fn object(&mut self, object: &Object<'_, '_>, template: &str, variables: &Arc<Variables>) {
        let context = variables.of(object);
        match self.choice.templates.render(template, &context) {
            // A template may print nothing for a pool.
            Ok(rendered) if rendered.skeleton.tree().roots().is_empty() => {}
            Ok(rendered) => {
                self.check(object, template, &context, &rendered);
                self.fleet.documents.push(Document::new(&object.name, rendered));
            }
            Err(failure) => self.failure(object, template, &context, &failure),
        }
    }

    /// Checks a rendered document, and remembers the runners in it.
    fn check(&mut self, object: &Object<'_, '_>, template: &str, context: &Value, rendered: &Rendered) {
        let (findings, objects) = self.checks.check(&rendered.skeleton, &rendered.holes);
        let runners = objects.into_iter().filter_map(|object| object.runners);
        self.runners.extend(runners.map(|runners| (runners, object.place())));
        if findings.is_empty() {
            return;
        }
        let document = yaml::Document { skeleton: &rendered.skeleton, holes: Some(&rendered.holes) };
        for finding in &findings {
            let place = self.place(finding, template, context, rendered);
            self.diagnostics.push(diagnose(finding, document, place.as_ref(), object));
        }
    }

    /// Where a finding comes from in the template, which is the same for all documents of a skeleton.
    fn place(
        &mut self,
        finding: &Finding,
        template: &str,
        context: &Value,
        rendered: &Rendered,
    ) -> Option<Place> {
        let document = yaml::Document { skeleton: &rendered.skeleton, holes: Some(&rendered.holes) };
        let node = match finding.item {
            Item::Node(node) => node,
            Item::Value(..) => rendered.skeleton.tree().roots()[0],
        };
        let item = (document.hole(&finding.item), rendered.skeleton.tree().span(node));
        let key = (Rc::as_ptr(&rendered.skeleton), item.0, item.1.start);
        if let Some(place) = self.places.get(&key) {
            return place.clone();
        }
        let place = locate(self.choice.templates, template, context, &item, self.sources);
        self.places.insert(key, place.clone());
        place
    }

    fn failure(&mut self, object: &Object<'_, '_>, template: &str, context: &Value, failure: &Failure) {
        let known: Vec<&str> = keys::names().chain(self.custom.iter().map(String::as_str)).collect();
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
                _ if found.code == Code::TemplateNotFound => self.absent(template, &found),
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
            self.diagnostics.push(found);
        }
    }

    /// Jinja stops at the first template that does not exist; these are the others.
    fn absent(&mut self, template: &str, said: &Diagnostic) {
        let Some(Some(used)) = self.used.get(template) else { return };
        for (name, template, at) in used.reads.absent() {
            let place = point(self.choice.templates, template, at..at + name.len() + 2, self.sources);
            let Some(span) = place.filter(|span| !points_into(said, *span)) else { continue };
            let found = Diagnostic::new(Code::TemplateNotFound, format!("there is no template `{name}`"));
            self.diagnostics.push(found.at(span, "").maybe_help(said.help.clone()));
        }
    }

    fn finish(mut self, source: &Source) -> Fleet {
        for (span, (key, _)) in self.unread.iter().filter(|(_, (_, read))| !read) {
            let reads = self.used.values().flatten().map(|used| used.reads.as_ref());
            self.diagnostics.push(unknown_key(key, *span, reads));
        }
        self.unknown_variables();
        self.diagnostics.extend(between(&self.runners));
        if self.fleet.documents.is_empty() && !self.diagnostics.has_errors() {
            let found =
                Diagnostic::new(Code::NoPools, "no pool makes an object: the template prints nothing")
                    .at(source.span(0..source.text.len().min(1)), "");
            self.diagnostics.push(found);
        }
        self.fleet
    }

    /// Names that are only tested, never printed, and that no pool has: a typo would silently be false.
    fn unknown_variables(&mut self) {
        for used in self.used.values().flatten() {
            for (name, template, at) in used.reads.needed() {
                if keys::names().any(|known| known == name) || self.custom.contains(name) {
                    continue;
                }
                let near = suggest(name, keys::names().chain(self.custom.iter().map(String::as_str)));
                let place = point(self.choice.templates, template, at..at + name.len(), self.sources);
                let Some(span) = place else { continue };
                let is_said =
                    |found: &Diagnostic| found.code == Code::UndefinedVariable && points_into(found, span);
                if !self.diagnostics.iter().any(is_said) {
                    let help = near.map_or_else(
                        || format!("give it a value in the config, or write `{name} is defined`"),
                        |near| format!("did you mean `{near}`?"),
                    );
                    self.diagnostics.push(
                        Diagnostic::new(Code::UndefinedVariable, format!("no pool has `{name}`"))
                            .at(span, "")
                            .help(help),
                    );
                }
            }
        }
    }
}

/// Whether a finding is about a place, or more around it.
fn points_into(found: &Diagnostic, span: Span) -> bool {
    found.at.as_ref().is_some_and(|label| {
        let said = label.span;
        said.source == span.source && said.start <= span.start && span.end <= said.end
    })
}

fn unknown_key<'r>(key: &str, span: Span, reads: impl IntoIterator<Item = &'r Reads>) -> Diagnostic {
    let read = reads.into_iter().flat_map(|reads| reads.needed().map(|(name, ..)| name));
    let found = Diagnostic::new(Code::UnknownKey, format!("unknown key `{key}`"));
    match suggest(key, keys::names().chain(read)) {
        Some(near) => found.at(span, format!("did you mean `{near}`?")),
        None => found.at(span, "").help("a key is known if the tool knows it or the template reads it"),
    }
}
