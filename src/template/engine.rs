//! The Jinja environment, and a template's way from values to a document.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, OutputSpan, State, UndefinedBehavior, Value,
    syntax::SyntaxConfig,
};

use super::folder::Unusable;
use super::placed::{Printed, place, with_printed};
use super::printed::{Additions, marked, unmarked};
use super::skeletons::Skeletons;
use super::sketch::{Rendered, Sketch};
use super::structure::{Own, is_given};
use super::tokens::{Tag, tags};
use super::{Folder, Reads, filters, limit, methods, watch};
use crate::text::{Sources, Span};
use crate::yaml::{CLOSE, Flaw, Given, Holes, Misfit, OPEN, Skeleton, Tree, expand, mark, print};

/// What a template that captures its own output has in its text. Too many is only slower; too few would be wrong: a loop
/// that is called by another name than `loop` is still one that says `recursive`.
const CAPTURES: [&str; 7] = ["macro", "call", "filter", "set", "super", "self", "recursive"];

/// Where printed values go while a template renders.
#[derive(Debug, Default)]
pub(super) struct Tape {
    /// Whether values are printed as Jinja does, without holes.
    pub(super) plain: bool,
    /// The values printed so far, by the number of their hole.
    holes: Vec<Value>,
    /// The text of each hole that there has been.
    marks: Vec<String>,
    /// What Jinja prints for the values that it prints otherwise than as they are.
    printed: Printed,
    /// Where templates made text of a value: the template, and the byte of its `safe`.
    pub(super) raw: BTreeSet<(String, usize)>,
}

impl Tape {
    /// Writes a hole for a value.
    pub(super) fn hole(&mut self, out: &mut dyn std::fmt::Write, value: Value) -> std::fmt::Result {
        let number = self.holes.len();
        if number == self.marks.len() {
            self.marks.push(mark(number));
        }
        self.holes.push(value);
        out.write_str(&self.marks[number])
    }

    /// Writes a hole for a value that Jinja prints as another.
    pub(super) fn hole_printed(
        &mut self,
        out: &mut dyn std::fmt::Write,
        value: Value,
        printed: Value,
    ) -> std::fmt::Result {
        self.printed.push((self.holes.len(), printed));
        self.hole(out, value)
    }
}

/// What is known of the templates that were loaded.
#[derive(Debug, Default)]
struct Loaded {
    /// Whether one of them captures its own output.
    captures: AtomicBool,
    /// Their strings that make the shape of a document.
    structure: Mutex<Own>,
    /// Their texts, by name, each with what was added to it for Jinja.
    texts: Mutex<BTreeMap<String, (String, Additions)>>,
}

/// A folder of templates, ready to render.
pub struct Templates {
    folder: Folder,
    env: Environment<'static>,
    tape: Arc<Mutex<Tape>>,
    loaded: Arc<Loaded>,
    skeletons: Skeletons,
    check: Check,
}

/// What a skeleton must be besides YAML.
pub type Check = fn(&Tree) -> Vec<Flaw>;

/// Why a document could not be made.
#[derive(Debug)]
pub enum Failure {
    /// Jinja stopped.
    Jinja(Error),
    /// The template's own text is at fault.
    Flaws(Vec<Flaw>),
    /// Values cannot stand where they are printed; and the values of all holes.
    Misfits(Vec<Misfit>, Vec<Value>),
    /// Captured text was looked at or changed, so that a value's place cannot be proved.
    Captured,
}

impl Templates {
    /// The templates of a folder, and what must be true of the documents they make.
    pub fn new(folder: Folder, check: Check) -> Self {
        let tape = Arc::new(Mutex::new(Tape::default()));
        let loaded = Arc::new(Loaded::default());
        let env = environment(folder.clone(), Arc::clone(&tape), Arc::clone(&loaded), marked);
        Templates { folder, env, tape, loaded, skeletons: Skeletons::default(), check }
    }

    /// The built-in templates of GitHub workflows. Their delimiters are `<{ }>`, `<% %>` and `<# #>`, since `${{ }}` is
    /// GitHub's.
    pub fn of_workflows() -> anyhow::Result<Self> {
        let syntax = SyntaxConfig::builder()
            .block_delimiters("<%", "%>")
            .variable_delimiters("<{", "}>")
            .comment_delimiters("<#", "#>")
            .trim_blocks(true)
            .lstrip_blocks(true)
            // What is included ends with the end of its line.
            .keep_trailing_newline(true)
            .build()?;
        let mut templates = Self::new(Folder::built_in(), |_| Vec::new());
        let (tape, loaded) = (Arc::clone(&templates.tape), Arc::clone(&templates.loaded));
        templates.env = environment(Folder::built_in(), tape, loaded, unmarked);
        templates.env.set_syntax(syntax);
        // They are ours, and end; how much they print is up to the config.
        templates.env.set_fuel(None);
        Ok(templates)
    }

    /// The folder.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// The variables that a template and everything it includes may look up.
    pub fn reads(&self, name: &str) -> Result<Reads, Failure> {
        Reads::of(&self.env, name).map_err(Failure::Jinja)
    }

    /// The document, or documents, that a template makes of a context, before their values are written.
    pub fn sketch(&self, name: &str, context: &Value) -> Result<Sketch<'static>, Failure> {
        let (text, mut holes, printed) = self.with_holes(name, context)?;
        let skeleton = self.placed(text, &mut holes, &printed, context)?;
        Ok(Sketch::new(skeleton, holes))
    }

    /// The document, or documents, that a template makes of a context.
    pub fn render(&self, name: &str, context: &Value) -> Result<Rendered<'static>, Failure> {
        let (text, mut holes, printed) = self.with_holes(name, context)?;
        if self.loaded.captures.load(Ordering::Relaxed) {
            let as_printed = with_printed(&holes, &printed);
            if expand(&text, Holes(&as_printed)).as_deref() != Some(&self.plain(name, context)?) {
                return Err(Failure::Captured);
            }
        }
        let skeleton = self.placed(text, &mut holes, &printed, context)?;
        let rendered = Sketch::new(skeleton, holes).filled()?;
        match self.structure(&rendered.sketch.skeleton, rendered.sketch.holes(), context) {
            misfits if misfits.is_empty() => Ok(rendered),
            misfits => Err(rendered.sketch.refused(misfits)),
        }
    }

    /// Whether text that templates made themselves can look like a value.
    pub(super) fn has_own_text(&self) -> bool {
        self.loaded.captures.load(Ordering::Relaxed) || !locked(&self.loaded.structure).is_empty()
    }

    /// Text that the templates made, printed as values, which does not make the shape that it makes in Jinja.
    fn structure(&self, skeleton: &Skeleton, holes: Holes<'_>, context: &Value) -> Vec<Misfit> {
        let own = locked(&self.loaded.structure);
        if own.is_empty() {
            return Vec::new();
        }
        let misfit = |(hole, given): (usize, &Given<'_>)| {
            let text = given.text()?;
            let shape = own.shape(text)?;
            let is_lost = skeleton.quoted(hole, holes).is_some_and(|quoted| shape.is_lost(quoted));
            (is_lost && !is_given(context, text)).then(|| Misfit::structure(hole, shape.help()))
        };
        holes.0.iter().enumerate().filter_map(misfit).collect()
    }

    /// The text with holes that a template makes, the values of the holes, and what Jinja prints for some.
    pub(super) fn with_holes(
        &self,
        name: &str,
        context: &Value,
    ) -> Result<(String, Vec<Value>, Printed), Failure> {
        self.rewind(false);
        let text = watch::render(&self.env, name, context).map_err(Failure::Jinja)?;
        let mut tape = locked(&self.tape);
        // The next document has about as many.
        let next = Vec::with_capacity(tape.holes.len());
        Ok((text, std::mem::replace(&mut tape.holes, next), std::mem::take(&mut tape.printed)))
    }

    /// The skeleton of a text, and its values as they read where they stand.
    fn placed(
        &self,
        text: String,
        holes: &mut [Value],
        printed: &Printed,
        context: &Value,
    ) -> Result<Rc<Skeleton>, Failure> {
        let skeleton = self.skeleton(text).map_err(Failure::Flaws)?;
        place(&skeleton, holes, printed, |text| is_given(context, text));
        Ok(skeleton)
    }

    /// What Jinja prints without holes.
    pub(super) fn plain(&self, name: &str, context: &Value) -> Result<String, Failure> {
        self.rewind(true);
        watch::render(&self.env, name, context).map_err(Failure::Jinja)
    }

    /// Where templates made text of a value, in all documents so far: the template, and the byte of its `safe`.
    pub(super) fn raw(&self) -> BTreeSet<(String, usize)> {
        locked(&self.tape).raw.clone()
    }

    /// The names of all templates that were read so far.
    pub(super) fn names(&self) -> BTreeSet<String> {
        locked(&self.loaded.texts).keys().cloned().collect()
    }

    /// The text with holes and where each piece of it comes from: slow, for messages only.
    pub(super) fn traced(
        &self,
        name: &str,
        context: &Value,
    ) -> Option<(String, Vec<OutputSpan>, Vec<Given<'static>>)> {
        self.rewind(false);
        let (text, spans) = self.env.get_template(name).ok()?.render_with_spans(context.clone()).ok()?;
        let mut tape = locked(&self.tape);
        let holes = std::mem::take(&mut tape.holes);
        Some((text, spans, with_printed(&holes, &tape.printed)))
    }

    /// The text of a template.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let loaded = locked(&self.loaded.texts).get(name).map(|(text, _)| text.clone());
        loaded.or_else(|| Some(unix(&self.folder.load(name).ok().flatten()?)))
    }

    /// A range of what Jinja has read of a template, in the template's own text.
    pub(super) fn original(&self, name: &str, range: Range<usize>) -> Range<usize> {
        match locked(&self.loaded.texts).get(name) {
            Some((_, additions)) => additions.original(range),
            None => range,
        }
    }

    /// A range of a template's own text.
    pub(super) fn span(&self, name: &str, range: Range<usize>, sources: &mut Sources) -> Option<Span> {
        let display = self.folder.display(name);
        let source = match sources.named(&display) {
            Some(source) => source.clone(),
            None => sources.add(display, self.text(name)?),
        };
        Some(source.span(range))
    }

    /// The skeleton of a text with holes.
    pub(super) fn skeleton(&self, mut text: String) -> Result<Rc<Skeleton>, Vec<Flaw>> {
        if !text.ends_with('\n') {
            text.push('\n');
        }
        self.skeletons.of(&text, |skeleton| (self.check)(skeleton.tree()))
    }

    fn rewind(&self, plain: bool) {
        let mut tape = locked(&self.tape);
        tape.plain = plain;
        tape.holes.clear();
        tape.printed.clear();
    }
}

fn environment(
    folder: Folder,
    tape: Arc<Mutex<Tape>>,
    loaded: Arc<Loaded>,
    mark: fn(&str, &[Tag]) -> (String, Additions),
) -> Environment<'static> {
    let mut env = Environment::new();
    // Captured text is only told from values where some escaping is on.
    env.set_auto_escape_callback(|_| AutoEscape::Custom("yaml".into()));
    filters::add(&mut env, &tape);
    env.set_formatter(move |out, state, value| print_value(&tape, out, state, value));
    // A known key that is not set may be tested; printing it is an error. Unknown names are found by `Reads`.
    env.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    env.set_unknown_method_callback(methods::call);
    env.set_fuel(Some(limit::FUEL));
    env.set_recursion_limit(limit::CALLS);
    env.set_debug(true);
    env.set_loader(move |name| {
        let text = folder.load(name).map_err(|unusable| match unusable {
            Unusable::File(message) => Error::new(ErrorKind::TemplateNotFound, message),
            Unusable::Text(message) => Error::new(ErrorKind::SyntaxError, message),
        })?;
        let Some(text) = text else { return Ok(None) };
        if text.contains([OPEN, CLOSE]) {
            let message = "the template has one of the characters U+10FFF0 and U+10FFF1, which are reserved";
            return Err(Error::new(ErrorKind::SyntaxError, message));
        }
        if CAPTURES.iter().any(|word| text.contains(word)) {
            loaded.captures.store(true, Ordering::Relaxed);
        }
        let text = unix(&text);
        locked(&loaded.texts).insert(name.to_owned(), (text.clone(), Additions::default()));
        let tags = tags(&text);
        if let Some((_, what)) = limit::exceeded_in(&text, &tags) {
            return Err(limit::exceeded(what));
        }
        locked(&loaded.structure).add(&text, &tags);
        let (marked, additions) = mark(&text, &tags);
        locked(&loaded.texts).insert(name.to_owned(), (text, additions));
        Ok(Some(marked))
    });
    env
}

/// What a lock guards, which is whole whoever failed.
pub(super) fn locked<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Jinja2 reads every kind of line break in a template as a line feed.
fn unix(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// Writes a hole for a value and keeps the value aside. What is safe is text already: captured, or declared so by the
/// template's author.
fn print_value(tape: &Mutex<Tape>, out: &mut Output, _: &mut State, value: &Value) -> Result<(), Error> {
    if value.is_undefined() {
        // Only `{{ a if b }}` without an `else` gets here, which prints nothing.
        return Ok(());
    }
    if value.is_safe() {
        return Ok(out.write_str(value.as_str().unwrap_or_default())?);
    }
    limit::check_value(value)?;
    let mut tape = locked(tape);
    if tape.plain {
        return Ok(out.write_str(&print(value))?);
    }
    Ok(tape.hole(out, value.clone())?)
}
