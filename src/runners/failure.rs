//! Pools that a template cannot render.

use std::sync::Arc;

use minijinja::Value;

use super::cause::already_set;
use super::context::Variables;
use super::keys;
use super::places::Made;
use super::pool::Object;
use super::run::Run;
use crate::template::{Failure, explain, point};
use crate::text::{Code, Diagnostic, Diagnostics, Span};
use crate::yaml;

impl Run<'_, '_> {
    /// Says why there is no document, and what else is wrong as far as can be told without what has no value.
    pub(super) fn go_on(
        &mut self,
        object: &Object<'_, '_>,
        template: &str,
        variables: &Arc<Variables>,
        (mut context, mut failure): (Value, Failure),
        found: &mut Diagnostics,
    ) {
        let before = found.len();
        let mut unset: Vec<String> = Vec::new();
        loop {
            let name = self.failure(object, template, (&context, &unset), &failure, found);
            match name.filter(|name| !unset.contains(name)) {
                Some(name) => unset.push(name),
                // What does not fit is somewhere in a document all the same.
                None if !matches!(failure, Failure::Misfits(..)) => return,
                None => {}
            }
            context = variables.of_sketch(object, &unset);
            match self.choice.templates.sketch(template, &context) {
                Ok(sketch) => {
                    let made = Made { object, template, context: &|| context.clone(), sketch: &sketch };
                    return self.known(made, Some((found, before)));
                }
                Err(next) => failure = next,
            }
        }
    }

    pub(super) fn failure(
        &mut self,
        object: &Object<'_, '_>,
        template: &str,
        (context, unset): (&Value, &[String]),
        failure: &Failure,
        diagnostics: &mut Diagnostics,
    ) -> Option<String> {
        let known: Vec<&str> = keys::names().chain(self.unknown.names()).collect();
        let explained = explain(self.choice.templates, template, context, &known, failure, self.sources);
        let pool = object.pool;
        let undefined = explained.undefined;
        // What Jinja cannot do with a value that is not known follows from that.
        let follows = |found: &Diagnostic| {
            let at = found.at.as_ref().map(|at| self.sources.text(at.span));
            unset.iter().any(|name| at.is_none_or(|text| text.contains(name.as_str())))
        };
        let is_said = match &undefined {
            Some(name) => unset.contains(name),
            None => matches!(failure, Failure::Jinja(_)) && explained.diagnostics.iter().any(follows),
        };
        if is_said {
            return None;
        }
        self.unset.extend(undefined.clone());
        // Many keys have a value without being given.
        let has_none = |name: &str| context.get_attr(name).is_ok_and(|value| value.is_undefined());
        let is_absent = |name: &&String| known.contains(&name.as_str()) && has_none(name);
        let unset = undefined.as_ref().filter(is_absent);
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
            if let (Some(name), Some(place)) = (&unset, found.place()) {
                found = unset_key(object, name, place);
            } else {
                found = found.note(format!("in pool `{}`", pool.key));
            }
            diagnostics.push(found);
        }
        undefined
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
}

/// A key that the tool knows, that the template prints and that the pool has no value for.
fn unset_key(object: &Object<'_, '_>, name: &str, place: Span) -> Diagnostic {
    let pool = object.pool;
    let message = format!("pool `{}` has no `{name}`, and the template prints it", pool.key);
    let found = Diagnostic::new(Code::UndefinedVariable, message)
        .help(format!("give it a value, or write `{{{{ {name} | default(\"…\") }}}}` in the template"));
    match pool.settings.find(name) {
        Some(entry) => {
            found.at(entry.value.span, "this means that it is not set").label(place, "printed here")
        }
        // Where several pools have none it is one mistake, of the template's as likely as theirs.
        None => found.at(place, "printed here").label(pool.span, format!("expected `{name}` in this pool")),
    }
}
