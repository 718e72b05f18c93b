//! Documents of pools, checked.

use std::rc::Rc;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use super::cause::diagnose;
use super::context::Variables;
use super::places::Made;
use super::pool::Object;
use super::run::Run;
use super::seen::Origin;
use crate::checks::{self, Checked, Finding};
use crate::json::Kind;
use crate::template::Place;
use crate::text::{Code, Diagnostic, Diagnostics, Span};
use crate::yaml::Item;

impl Run<'_, '_> {
    /// Checks what is known of an object of a pool that is not rendered. What fails because of a value that has been told of
    /// is not told of again.
    pub(super) fn sketch(
        &mut self,
        object: &Object<'_, '_>,
        template: &str,
        variables: &Arc<Variables>,
        found: Option<(&mut Diagnostics, usize)>,
    ) {
        let context = variables.of_sketch(object, &[]);
        let Ok(sketch) = self.choice.templates.sketch(template, &context) else { return };
        self.known(Made { object, template, context: &|| context.clone(), sketch: &sketch }, found);
    }

    /// Checks a document of which some values are not known.
    pub(super) fn known(&mut self, made: Made<'_>, found: Option<(&mut Diagnostics, usize)>) {
        let object = made.object;
        if made.sketch.skeleton.tree().filled().next().is_none() {
            return;
        }
        let chosen = found.is_some();
        let mut said = Diagnostics::default();
        if let Some(failure) = made.sketch.misfits().filter(|_| chosen) {
            self.failure(object, made.template, (&(made.context)(), &[]), &failure, &mut said);
        }
        let objects = self.check(made, false, &mut said);
        let is_named = object.pool.settings.find("name").is_none_or(|entry| entry.value.kind != Kind::Wrong);
        if !chosen {
            self.fleet.others.push(object.name.to_string());
        }
        if is_named {
            self.remember(made, objects, chosen, &mut said);
        }
        let Some((found, before)) = found else { return };
        // What is said of the pool, and of what it stands on.
        let said_before =
            found.iter().enumerate().filter(|(at, found)| *at >= before || found.about.is_empty());
        let known: Vec<_> = said_before.map(|(_, known)| (known.code, known.place())).collect();
        // At the name of a pool stands all that has no place of its own.
        let names = [object.pool.span, object.place()].map(Some);
        let is_said = |found: &Diagnostic| {
            known.iter().any(|(code, at)| {
                // What is wrong with a name as a whole makes it too long as well.
                let is_name = *code == Code::BadName && found.code == Code::NameTooLong;
                let is_beside =
                    *code == found.code && found.labels.iter().any(|label| Some(label.span) == *at);
                let is_here = *at == found.place() && (*code == found.code || is_name || !names.contains(at));
                at.is_some() && (is_here || is_beside)
            })
        };
        found.extend(said.into_iter().filter(|found| !is_said(found)));
    }

    /// Checks a document; the objects in it. What holds for all documents of its skeleton is only counted after the first
    /// of those that are whole.
    pub(super) fn check(
        &mut self,
        made: Made<'_>,
        is_whole: bool,
        found: &mut Diagnostics,
    ) -> Vec<checks::Object> {
        let Checked { common, own, objects } = self.checks.check(&made.sketch.skeleton, made.sketch.holes());
        for (nth, finding) in common.iter().enumerate() {
            let key = (Rc::as_ptr(&made.sketch.skeleton), nth);
            if let Some((known, _)) = self.common.get_mut(&key).filter(|_| is_whole) {
                known.count_in(made.object.pool.span);
                continue;
            }
            let places = self.places_of(finding, made);
            let said = diagnose(finding, made, &places, self.sources);
            // What a value of the config or the built-in template prints is another place in each pool.
            let is_same = |place: &Place| !place.is_built_in && place.origin.is_none();
            if is_whole && places.0.as_ref().is_some_and(is_same) {
                self.common.insert(key, (said, Rc::clone(&made.sketch.skeleton)));
            } else {
                found.push(said);
            }
        }
        let mut said = Vec::with_capacity(own.len());
        for finding in &own {
            let places = self.places_of(finding, made);
            said.push(diagnose(finding, made, &places, self.sources));
        }
        found.extend(mistakes(said));
        objects
    }

    /// Remembers the objects of a document, and says which of them there are already.
    pub(super) fn remember(
        &mut self,
        made: Made<'_>,
        objects: Vec<checks::Object>,
        chosen: bool,
        found: &mut Diagnostics,
    ) {
        for inner in objects {
            // Most names come from the pool, and then nobody needs to look.
            let template = self.written(&inner.item, made).or_else(|| {
                // What has not the name of the pool's object is not renamed with it.
                let is_own = *made.object.name == *inner.name || inner.runners.is_some();
                let place = (!is_own).then(|| self.place(&inner.item, made)).flatten();
                place.filter(|place| !place.is_built_in).map(|place| place.span)
            });
            let account = inner.runners.as_ref().and_then(|runners| runners.shared.service_account.as_ref());
            let account = account.and_then(|(_, item)| self.written(item, made));
            let pool = made.object.pool;
            let origin = Origin {
                pool: pool.span,
                name: made.object.place(),
                account: account.unwrap_or_else(|| pool.place("service_account")),
                template,
                chosen,
            };
            let item = inner.item.clone();
            let printed = || {
                let place = self.places.of(&item, made, self.choice.templates, self.sources);
                place.filter(|place| !place.is_built_in).map(|place| place.span)
            };
            found.extend(self.seen.object(inner, origin, printed));
        }
    }

    /// Where a finding is, and the other place that it is about.
    fn places_of(&mut self, finding: &Finding, made: Made<'_>) -> (Option<Place>, Option<Place>) {
        let other = finding.other.as_ref().and_then(|(item, _)| self.place(item, made));
        (self.place(&finding.item, made), other)
    }

    /// The place in a template of the user's own where an item is, unless a value is printed there.
    fn written(&mut self, item: &Item, made: Made<'_>) -> Option<Span> {
        if made.document().hole(item).is_some() {
            return None;
        }
        self.place(item, made).filter(|place| !place.is_built_in).map(|place| place.span)
    }

    fn place(&mut self, item: &Item, made: Made<'_>) -> Option<Place> {
        self.places.of(item, made, self.choice.templates, self.sources)
    }
}

/// Without what is wrong with a name that is too long besides: a label that is made from it, for example.
fn mistakes(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let is_long = |found: &&Diagnostic| found.code == Code::NameTooLong;
    let long: Vec<_> = found.iter().filter(is_long).map(Diagnostic::place).collect();
    found.retain(|found| found.code != Code::BadName || !long.contains(&found.place()));
    found
}

/// Makes one of what no key says and holds for most pools, as then it is missing in what they have in common.
pub(super) fn in_most_pools(pools: usize, found: &mut Diagnostics) {
    let mut count: HashMap<(Code, String), (Option<Span>, usize)> = HashMap::default();
    let key = |found: &Diagnostic| (found.code, found.about.clone());
    for found in found.iter().filter(|found| found.is_unsaid) {
        let (last, count) = count.entry(key(found)).or_default();
        *count += usize::from(*last != found.pool);
        *last = found.pool;
    }
    count.retain(|_, (_, count)| *count > 1 && *count * 2 > pools);
    if count.is_empty() {
        return;
    }
    let mut said = HashSet::default();
    found.retain_mut(|found| match count.get(&key(found)).filter(|_| found.is_unsaid) {
        Some((_, count)) => {
            found.more = count - 1;
            said.insert(key(found))
        }
        None => true,
    });
}

/// Of a name that several pools give their objects, that they do is all there is to say.
pub(super) fn without_follow_ups(found: &mut Diagnostics) {
    let is_twice = |found: &&Diagnostic| found.code == Code::DuplicateObject;
    let twice: Vec<_> = found.iter().filter(is_twice).map(Diagnostic::place).collect();
    found.retain_mut(|found| found.code != Code::WrongSecret || !twice.contains(&found.place()));
}
