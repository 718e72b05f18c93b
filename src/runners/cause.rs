//! From a finding in a rendered object to what the user must change: a value of the config, or a line of the template.

use super::context::spanned;
use super::places::Made;
use super::pool::{Object, Pool};
use crate::checks::{COMFORTABLE, Finding};
use crate::json::{Kind, Value};
use crate::kubernetes::schema::IN_QUOTES;
use crate::template::{BUILT_IN_NAME, Element, Place};
use crate::text::{Code, Diagnostic, Sources, Span};
use crate::yaml::{Content, Document, Item};

/// One side of a finding: where its cause is in the config, and where it is in a template of the user's own.
#[derive(Clone, Copy)]
struct Side {
    value: Option<Span>,
    template: Option<Span>,
    /// Whether the template is at fault, whatever the value.
    is_text: bool,
}

impl Side {
    fn new(
        finding: (&Item, &str, Option<&str>),
        made: Made<'_>,
        place: Option<&Place>,
        sources: &Sources,
    ) -> Self {
        let (item, path, part) = finding;
        let value = place.and_then(|place| cause(made, place, (item, path)));
        let value = value.map(|span| part.and_then(|part| part_of(span, part, sources)).unwrap_or(span));
        let template = place.filter(|place| !place.is_built_in).map(|place| place.span);
        let is_made =
            || value.zip(template).is_some_and(|(from, by)| is_made(item, made, (from, by), sources));
        let is_text = template.is_some() && (value.is_none() || made.is_joined(item) || is_made());
        // Which of several values it is that is wrong nobody can tell.
        let value = value.filter(|_| !(is_text && made.has_several(item)));
        Side { value, template, is_text }
    }

    /// Whether it is rather this one that is to change: the template's own text before a value of the config, and what a
    /// pool says before what it inherits.
    fn goes_before(self, other: Self, pool: &Pool<'_>) -> bool {
        let is_own = |side: Side| side.value.is_some_and(|value| pool.says(value));
        match (self.is_text, other.is_text) {
            (false, false) => is_own(self) && other.value.is_some() && !is_own(other),
            (own, other) => own && !other,
        }
    }

    fn at(self, found: Diagnostic, otherwise: Span) -> Diagnostic {
        match (self.value, self.template) {
            (Some(value), Some(template)) if self.is_text => {
                found.at(template, "").label(value, "with this value")
            }
            (Some(value), Some(template)) => found.at(value, "").label(template, "printed here"),
            (value, template) => found.at(value.or(template).unwrap_or(otherwise), ""),
        }
    }
}

/// A finding, pointing at its cause.
pub(super) fn diagnose(
    finding: &Finding,
    made: Made<'_>,
    (place, other_place): &(Option<Place>, Option<Place>),
    sources: &Sources,
) -> Diagnostic {
    let object = made.object;
    let found = Diagnostic::new(finding.code, finding.message.clone()).maybe_help(finding.help.clone());
    let mut found = found.of(object.pool.span);
    let part = finding.part.as_deref();
    let mut side =
        (Side::new((&finding.item, &finding.path, part), made, place.as_ref(), sources), &finding.path);
    let mut second = None;
    if let Some((item, path)) = &finding.other {
        let other = (Side::new((item, path, None), made, other_place.as_ref(), sources), path);
        let (first, behind) =
            if other.0.goes_before(side.0, object.pool) { (other, side) } else { (side, other) };
        (side, second) = (first, Some(behind));
    }
    let (side, path) = side;
    if let Some(template) = side.template.filter(|_| side.value.is_none())
        && found.help.as_deref() == Some(IN_QUOTES)
        && is_in_braces(template, sources)
    {
        found.help = Some("put double quotes around the braces: `\"{{ … }}\"`".to_owned());
    }
    let mut found = match replaced(finding.code, side, object) {
        Some((volumes, mount)) => found.about(path).at(volumes, "").label(mount, "mounted here"),
        None => side.at(found.about(path), object.place()),
    };
    found.is_unsaid = side.value.is_none() && side.template.is_none();
    let own = found.place();
    let beside = second.and_then(|(side, _)| if side.is_text { side.template } else { side.value });
    if let Some(span) = beside.filter(|span| Some(*span) != own) {
        found = found.label(span, "the other of the two");
    }
    let inherited = second.and_then(|second| inherited(finding.code, second, side, object));
    found = found.maybe_help(help(finding.code, side, object)).maybe_help(inherited);
    if side.is_text
        && let Content::Text(text) = made.document().content(&finding.item)
    {
        found.words = Some(found.message.replace(&*text, "…"));
    }
    let path = if path.is_empty() { String::new() } else { format!("`{path}` of ") };
    found.note(format!("in {path}the object `{}`", name(&finding.item, made)))
}

/// Whether a place of a template is inside of an expression that is printed, where quotes are Jinja's and not YAML's.
fn is_in_braces(place: Span, sources: &Sources) -> bool {
    let before = &sources.get(place.source).text[..place.start as usize];
    before.rfind("{{") > before.rfind("}}")
}

/// The name of the object that something is in: the pool's own, or that of a further document.
fn name(item: &Item, made: Made<'_>) -> String {
    let document = made.document();
    let own = || {
        let root = document.root(item).filter(|_| document.skeleton.tree().roots().len() > 1)?;
        document.string(&document.get(&document.get(&root, "metadata")?, "name")?)
    };
    own().map_or_else(|| made.object.name.to_string(), std::borrow::Cow::into_owned)
}

/// What to write of a value that several objects have, where what one of them needs is wrong for the others.
fn help(code: Code, side: Side, object: &Object<'_, '_>) -> Option<String> {
    let value = side.value.filter(|_| !side.is_text)?;
    let is_shared = object.arch.is_some() || !object.pool.says(value);
    match code {
        // The limit is one of the object's name, and that is longer.
        Code::NameTooLong | Code::LongName if object.arch.is_some() => {
            let added = object.name.chars().count() - object.pool.name().chars().count();
            let most = COMFORTABLE.saturating_sub(added);
            Some(format!("`archs` adds {added} characters: give it a name of {most} at most"))
        }
        Code::WrongSecret if is_shared => Some("remove it: each object has a secret of its own".to_owned()),
        Code::ForeignPool if is_shared => {
            Some("remove it: several objects have this, and no name is right for all of them".to_owned())
        }
        _ => None,
    }
}

/// The volumes of a pool in place of those that it inherits, and the mount of one that is not among them.
fn replaced(code: Code, side: Side, object: &Object<'_, '_>) -> Option<(Span, Span)> {
    let mount = side.value.filter(|_| code == Code::MissingVolume && !side.is_text)?;
    let volumes = object.pool.settings.find("volumes")?.value.span;
    (object.pool.says(volumes) && !object.pool.says(mount)).then_some((volumes, mount))
}

/// What to write where only one of two keys may be given, and a pool inherits the other.
fn inherited(
    code: Code,
    (other, path): (Side, &String),
    own: Side,
    object: &Object<'_, '_>,
) -> Option<String> {
    let is_own = |side: Side| side.value.map(|value| object.pool.says(value));
    let is_one = code == Code::InvalidField && is_own(own) == Some(true) && is_own(other) == Some(false);
    let key = path.rsplit('.').next().filter(|key| is_one && !key.ends_with(']'))?;
    Some(format!("write `\"{key}\": null` beside it to remove what the pool inherits"))
}

/// Whether an expression of a template has made a value of another type than the config has.
fn is_made(item: &Item, made: Made<'_>, (from, by): (Span, Span), sources: &Sources) -> bool {
    let is_name = sources.text(by).chars().all(|char| char.is_alphanumeric() || "_.".contains(char));
    let was = sources.text(from).chars().next();
    let is = match made.document().content(item) {
        Content::Text(_) => Some('"'),
        Content::List(_) => Some('['),
        Content::Map(_) => Some('{'),
        _ => None,
    };
    !is_name && is != was.filter(|first| "\"[{".contains(*first))
}

/// The place of a part of a text with commas, or of a list that makes one; the last of several, as that is the one too many.
fn part_of(span: Span, part: &str, sources: &Sources) -> Option<Span> {
    let text = sources.text(span);
    if text.trim_matches('"') == part {
        return None;
    }
    let (start, length) = if text.starts_with('[') {
        let quoted = serde_json::to_string(part).ok()?;
        (text.rfind(&quoted)?, quoted.len())
    } else {
        let is_end = |char: Option<char>| matches!(char, Some(',' | '"'));
        let is_whole = |(at, _): &(usize, &str)| {
            is_end(text[..*at].chars().next_back()) && is_end(text[at + part.len()..].chars().next())
        };
        (text.rmatch_indices(part).find(is_whole)?.0, part.len())
    };
    let offset = |at: usize| u32::try_from(at).ok();
    let start = span.start + offset(start)?;
    Some(Span { start, end: start + offset(length)?, ..span })
}

/// A finding about a key that the template prints twice, pointing at the config where one of the two comes from there.
pub(super) fn already_set(
    found: Diagnostic,
    key: &str,
    object: &Object<'_, '_>,
    sources: &Sources,
) -> Diagnostic {
    let mut layers = std::iter::successors(Some(&object.pool.settings), |layer| layer.below());
    let Some(span) = layers.find_map(|layer| layer.entries().find_map(|entry| key_in(&entry.value, key)))
    else {
        return found;
    };
    let again = Diagnostic::new(found.code, format!("the template sets `{key}` itself"))
        .at(span, "remove this, or give it another name")
        .maybe_help(found.help);
    match found.at.filter(|place| !sources.get(place.span.source).name.starts_with(BUILT_IN_NAME)) {
        Some(place) => again.label(place.span, "printed here"),
        None => again,
    }
}

/// The place of a key in the maps of a value.
fn key_in(value: &Value<'_>, key: &str) -> Option<Span> {
    match &value.kind {
        Kind::Map(map) => {
            let own = map.get(key).map(|entry| entry.key_span);
            own.or_else(|| map.0.iter().find_map(|entry| key_in(&entry.value, key)))
        }
        Kind::List(items) => items.iter().find_map(|item| key_in(item, key)),
        _ => None,
    }
}

/// The value of the config that was printed at a place; none where it was computed.
fn cause(made: Made<'_>, place: &Place, (item, path): (&Item, &str)) -> Option<Span> {
    let (object, document) = (made.object, made.document());
    let origin = place.origin.as_ref()?;
    let Some(value) = spanned(object, &origin.variable) else {
        return matches!(origin.variable.as_str(), "name" | "pool").then(|| object.place());
    };
    let content = document.content(item);
    let steps = steps(path);
    let inner: Vec<&str> = origin.steps.iter().map(String::as_str).collect();
    let value = walk(&value, &inner).unwrap_or(&value);
    let part = match &origin.element {
        None => Part::Value(value),
        Some(Element { paths, is_key }) => {
            let parts = elements(value, paths, *is_key);
            let holds = |part: &&Part<'_, '_>| part.find(&steps, &content, document).is_some();
            // Where a loop leaves items out, the first that fits is as good as any.
            let nth = parts.get(origin.nth).filter(holds).or_else(|| parts.iter().find(holds));
            *nth.or_else(|| parts.get(origin.nth))?
        }
    };
    Some(part.find(&steps, &content, document).unwrap_or_else(|| part.span()))
}

/// A key or a value of the config.
#[derive(Clone, Copy)]
enum Part<'v, 's> {
    Key(&'v str, Span),
    Value(&'v Value<'s>),
}

/// The items of a list, or the keys or values of a map; for each further path those of what it leads to. Of an item the last
/// path leads to what is printed.
fn elements<'v, 's>(value: &'v Value<'s>, paths: &[Vec<String>], is_key: bool) -> Vec<Part<'v, 's>> {
    let inner: Vec<(Option<(&str, Span)>, &Value<'_>)> = match &value.kind {
        Kind::List(items) => items.iter().map(|item| (None, item)).collect(),
        Kind::Map(map) => {
            map.0.iter().map(|entry| (Some((&*entry.key, entry.key_span)), &entry.value)).collect()
        }
        _ => Vec::new(),
    };
    let (path, rest) = paths.split_first().map_or((&[][..], &[][..]), |(path, rest)| (path.as_slice(), rest));
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let inside = |value| walk(value, &path).unwrap_or(value);
    if !rest.is_empty() {
        let next = inner.into_iter().filter_map(|(_, value)| walk(value, &path));
        return next.flat_map(|value| elements(value, rest, is_key)).collect();
    }
    let part = |(key, value)| match key {
        Some((key, span)) if is_key => Part::Key(key, span),
        _ => Part::Value(inside(value)),
    };
    inner.into_iter().map(part).collect()
}

impl Part<'_, '_> {
    fn span(&self) -> Span {
        match self {
            Part::Key(_, span) => *span,
            Part::Value(value) => value.span,
        }
    }

    /// Where in it something of a document comes from. How much of the document's path is inside of the value shows where
    /// both are the same.
    fn find(&self, steps: &[&str], content: &Content<'_>, document: Document<'_>) -> Option<Span> {
        let value = match self {
            Part::Key(key, span) => {
                return matches!(content, Content::Text(text) if text == key).then_some(*span);
            }
            Part::Value(value) => *value,
        };
        (0..=steps.len()).find_map(|at| {
            let inside = &steps[at..];
            let whole = walk(value, inside).filter(|found| is_same(found, content, document));
            whole.map(|found| found.span).or_else(|| {
                // It may be about the key.
                let (last, above) = inside.split_last()?;
                let Kind::Map(map) = &walk(value, above)?.kind else { return None };
                let is_key = matches!(content, Content::Text(text) if text == last);
                map.get(last).filter(|_| is_key).map(|entry| entry.key_span)
            })
        })
    }
}

fn walk<'v, 's>(value: &'v Value<'s>, steps: &[&str]) -> Option<&'v Value<'s>> {
    steps.iter().try_fold(value, |value, step| match &value.kind {
        Kind::Map(map) => map.get(step).map(|entry| &entry.value),
        Kind::List(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}

fn is_same(value: &Value<'_>, content: &Content<'_>, document: Document<'_>) -> bool {
    match (&value.kind, content) {
        (Kind::Text(text), Content::Text(written)) => text == written,
        (Kind::Integer(number), Content::Integer(written)) => number == written,
        (Kind::Float(number), Content::Float(written)) => (number - written).abs() < f64::EPSILON,
        (Kind::Bool(on), Content::Bool(written)) => on == written,
        (Kind::Null, Content::Null) => true,
        (Kind::List(items), Content::List(written)) => {
            let same = |(item, written)| is_same(item, &document.content(written), document);
            items.len() == written.len() && items.iter().zip(&**written).all(same)
        }
        (Kind::Map(map), Content::Map(written)) => {
            let entries = map.0.iter().filter(|entry| entry.value.kind != Kind::Null);
            let entries: Vec<_> = entries.collect();
            entries.len() == written.len()
                && written.iter().all(|(key, _, inner)| {
                    let entry = entries.iter().find(|entry| entry.key == *key);
                    entry.is_some_and(|entry| is_same(&entry.value, &document.content(inner), document))
                })
        }
        _ => false,
    }
}

/// The keys and indices of a path: `a.b[0][c.d/e]`.
fn steps(path: &str) -> Vec<&str> {
    let mut steps = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('[') {
            let (step, after) = inside.split_once(']').unwrap_or((inside, ""));
            steps.push(step);
            rest = after;
        } else {
            rest = rest.strip_prefix('.').unwrap_or(rest);
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            steps.push(&rest[..end]);
            rest = &rest[end..];
        }
    }
    steps
}
