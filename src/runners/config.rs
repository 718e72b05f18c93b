//! The config as layers: `$defaults`, abstract pools, pools.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::layer::{self, Layers};
use super::only::known;
use super::overrides::Overrides;
use super::pool::Pool;
use super::settings::Settings;
use crate::json::{Kind, Member, Members, Value, members};
use crate::text::{Code, Diagnostic, Diagnostics, Source, Span, Suggestions, did_you_mean, suggest};

/// What makes a pool itself, and is not passed on to one that extends it.
const IDENTITY: [&str; 2] = ["name", "secret_ref_name"];

/// What every pool starts from.
const DEFAULTS: &str = "$defaults";

/// What an editor looks for, and no layer.
const SCHEMA: &str = "$schema";

/// The pools of a config, read one at a time.
pub(super) struct Config<'s> {
    source: &'s Source,
    members: Members<'s>,
    layers: Layers<'s>,
    /// The values of the last pool, as most are like it.
    last: Option<Rc<Settings<'s>>>,
    defaults: Layered<'s>,
    /// What is meant as `$defaults`, if there is none.
    meant: Option<usize>,
    /// Pools that others extend.
    bases: BTreeMap<usize, Layered<'s>>,
    overrides: Overrides<'s>,
    suggestions: Suggestions,
}

/// Values, and what is known about them.
#[derive(Clone, Debug, Default)]
pub(super) struct Layered<'s> {
    pub(super) settings: Rc<Settings<'s>>,
    /// Whether nothing was wrong with them.
    pub(super) clean: bool,
    /// Whether a layer could not be read at all, so that nobody can say which values are missing.
    pub(super) broken: bool,
}

/// Whether a file is of another program: it has some values, and all of them are what no pool is.
fn is_other(source: &Source, members: &Members<'_>) -> bool {
    let starts =
        |member: &Member, char| source.text.as_bytes().get(member.span.start as usize) == Some(&char);
    let texts = members.iter().filter(|(key, member)| !key.starts_with('$') && starts(member, b'"'));
    texts.count() > 1 && !members.values().any(|member| starts(member, b'{'))
}

impl<'s> Config<'s> {
    /// Reads the top level of a config, and all that is not a pool.
    pub(super) fn read(
        source: &'s Source,
        set: &[&'s Source],
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let members = members(source, diagnostics)?;
        if is_other(source, &members) {
            let found =
                Diagnostic::new(Code::NoPools, "this is no config of pools: none of its values is a map")
                    .at(source.span(0..source.text.len().min(1)), "")
                    .help("name another file: `runner-ymls init` writes a config to compare with");
            diagnostics.push(found);
            return None;
        }
        let names: Vec<&str> = members.keys().map(AsRef::as_ref).filter(|name| *name != SCHEMA).collect();
        let overrides = Overrides::read(set, &names, diagnostics);
        let mut config = Config {
            source,
            members,
            layers: Layers::new(source),
            last: None,
            defaults: Layered::default(),
            meant: None,
            bases: BTreeMap::new(),
            overrides,
            suggestions: Suggestions::default(),
        };
        config.meant = config.meant_as_defaults();
        config.defaults = config.defaults(diagnostics);
        let is_layer = |(at, name): &(usize, &Cow<'_, str>)| {
            name.starts_with('$') && *name != DEFAULTS && *name != SCHEMA && config.meant != Some(*at)
        };
        let layers = config.members.keys().enumerate().filter(is_layer).map(|(at, _)| at);
        for layer in layers.collect::<Vec<_>>() {
            config.base(layer, &mut Vec::new(), diagnostics);
        }
        Some(config)
    }

    /// What is a misspelt `$defaults`: there is none of that name, and nothing extends it.
    fn meant_as_defaults(&self) -> Option<usize> {
        let is_layer = |name: &str| name.starts_with('$') && name != SCHEMA;
        let names = || self.members.keys().filter(|name| is_layer(name) || **name == DEFAULTS[1..]);
        if self.members.contains_key(DEFAULTS) {
            return None;
        }
        let near = names().find(|name| suggest(name, [DEFAULTS]).is_some())?;
        let extends = |member: &Member| {
            let own = crate::json::value(self.source, member.span, &mut Diagnostics::default());
            let Kind::Map(own) = own.kind else { return false };
            own.get("extends").is_some_and(|entry| matches!(&entry.value.kind, Kind::Text(it) if it == near))
        };
        let is_used = self.members.values().any(extends);
        self.members.get_index_of(near).filter(|_| !is_used)
    }

    /// Every pool that is rendered, in the order of the file.
    pub(super) fn pools(&self) -> impl Iterator<Item = usize> + use<'s> {
        let pools: Vec<usize> = self
            .members
            .keys()
            .enumerate()
            .filter(|(at, name)| !name.starts_with('$') && self.meant != Some(*at))
            .map(|(at, _)| at)
            .collect();
        pools.into_iter()
    }

    /// The values of every abstract pool, whether a pool extends it or not.
    pub(super) fn abstract_pools(&self) -> impl Iterator<Item = &Settings<'s>> {
        let is_abstract = |at: usize| self.name(at).starts_with('$');
        self.bases.iter().filter(move |(at, _)| is_abstract(**at)).map(|(_, base)| &*base.settings)
    }

    /// The member of a pool: its name and place.
    pub(super) fn member(&self, pool: usize) -> (Cow<'s, str>, Member) {
        (Cow::clone(&self.members.keys()[pool]), self.members[pool])
    }

    /// The name of a pool or a layer.
    pub(super) fn name(&self, pool: usize) -> &str {
        self.members.get_index(pool).map_or("", |(name, _)| name)
    }

    /// The pool of a name that is rendered.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.members.get_index_of(name).filter(|_| !name.starts_with('$'))
    }

    /// The name of what a place of the config is in.
    pub(super) fn owner(&self, place: Span) -> Option<&str> {
        self.members.iter().find(|(_, member)| member.span.holds(place)).map(|(key, _)| key.as_ref())
    }

    /// All values of a pool, with what it inherits and what `--set` changes.
    pub(super) fn settings(&mut self, pool: usize, diagnostics: &mut Diagnostics) -> Layered<'s> {
        // What is wrong with a pool that others extend has been said.
        let mut said = Diagnostics::default();
        let found = if self.bases.contains_key(&pool) { &mut said } else { &mut *diagnostics };
        let before = found.len();
        let own = self.layers.read(self.members[pool].span, found);
        let broken = own.is_none();
        let own = own.unwrap_or_default();
        let own_clean = found.len() == before;
        let changed = self.overrides.extends(self.name(pool)).cloned();
        // What the command line makes it extend, others do not.
        let found = if changed.is_some() { &mut *diagnostics } else { found };
        let before = found.len();
        let extends = changed.or_else(|| own.get("extends").map(|entry| entry.value.clone()));
        let below = self.below(pool, extends.as_ref(), &mut Vec::new(), found);
        let clean = own_clean && below.clean && found.len() == before;
        let settings = Settings::over(own, Some(below.settings), self.last.as_deref());
        self.last = Some(Rc::clone(&settings));
        let (settings, changes_clean) = self.change(self.name(pool), settings, diagnostics);
        Layered { settings, clean: clean && changes_clean, broken: broken || below.broken }
    }

    /// A pool with all its values.
    pub(super) fn pool(&mut self, pool: usize, diagnostics: &mut Diagnostics) -> Pool<'s> {
        self.pool_or_broken(pool, diagnostics).0
    }

    /// The same, and whether a layer of it could not be read at all.
    pub(super) fn pool_or_broken(&mut self, pool: usize, diagnostics: &mut Diagnostics) -> (Pool<'s>, bool) {
        let Layered { settings, broken, .. } = self.settings(pool, diagnostics);
        let member = self.member(pool);
        (Pool::new(member, settings), broken)
    }

    /// What the command line makes of the values of a pool or a `$` layer, and whether nothing is wrong with that.
    fn change(
        &self,
        name: &str,
        settings: Rc<Settings<'s>>,
        diagnostics: &mut Diagnostics,
    ) -> (Rc<Settings<'s>>, bool) {
        let before = diagnostics.len();
        let changes = self.overrides.of(name, &settings, diagnostics);
        if changes.0.is_empty() {
            return (settings, diagnostics.len() == before);
        }
        let changes = layer::check(changes, diagnostics);
        // What is not JSON has been said when it was read.
        let clean = diagnostics.len() == before && !changes.0.iter().any(|entry| entry.value.holds_wrong());
        (Settings::over(changes, Some(settings), None), clean)
    }

    /// The values of `$defaults`, or of what is meant as that, so that nothing else is said to be missing.
    fn defaults(&mut self, diagnostics: &mut Diagnostics) -> Layered<'s> {
        let before = diagnostics.len();
        if let Some(pool) = self.meant {
            let (name, member) = self.member(pool);
            let message = if name.starts_with('$') {
                format!("no pool extends `{name}`")
            } else {
                format!("`{name}` would be a pool")
            };
            let found = Diagnostic::new(Code::UnknownName, message)
                .at(member.key_span, format!("did you mean `{DEFAULTS}`?"));
            diagnostics.push(found);
        }
        let layer = self.meant.or_else(|| self.members.get_index_of(DEFAULTS)).map(|pool| self.member(pool));
        let own = layer.as_ref().map(|(_, member)| self.layers.read(member.span, diagnostics));
        let broken = matches!(own, Some(None));
        let mut own = own.flatten().unwrap_or_default();
        if let Some(name) = own.0.iter_mut().find(|entry| entry.key == "name") {
            let found = Diagnostic::new(Code::Conflict, "`name` cannot be the same for all pools")
                .at(name.key_span, "")
                .help("remove it: a pool has its own name unless it gives another");
            diagnostics.push(found);
            name.value.kind = Kind::Wrong;
        }
        let name = layer.as_ref().map_or(DEFAULTS, |(name, _)| name);
        let (settings, clean) = self.change(name, Settings::over(own, None, None), diagnostics);
        if let Some(extends) = settings.get("extends") {
            let found = Diagnostic::new(Code::Conflict, "`$defaults` is under all others, and extends none")
                .at(extends.key_span, "")
                .help("put it into the pools that extend another");
            diagnostics.push(found);
        }
        let clean = clean && diagnostics.len() == before;
        Layered { settings, clean, broken }
    }

    /// What a pool stands on, which others on a path have led to: what it extends, or `$defaults`.
    fn below(
        &mut self,
        pool: usize,
        extends: Option<&Value<'s>>,
        path: &mut Vec<usize>,
        diagnostics: &mut Diagnostics,
    ) -> Layered<'s> {
        let Some(value) = extends else { return self.defaults.clone() };
        let broken = Layered { clean: false, broken: true, ..self.defaults.clone() };
        let target = match &value.kind {
            Kind::Text(target) => target,
            Kind::Null => return self.defaults.clone(),
            _ => return broken,
        };
        let Some(base) = self.members.get_index_of(target.as_ref()).filter(|_| target.as_ref() != SCHEMA)
        else {
            let own = self.name(pool);
            let names = self.members.keys().map(AsRef::as_ref).filter(|name| *name != SCHEMA && *name != own);
            let found = Diagnostic::new(Code::UnknownName, format!("there is no pool `{target}` to extend"));
            let names: Vec<&str> = names.collect();
            let near = self.suggestions.near(target, names.iter().copied()).map(did_you_mean);
            // What all pools start from needs no `extends`.
            let names: Vec<&str> = names.into_iter().filter(|name| *name != DEFAULTS).collect();
            diagnostics.push(match near {
                Some(near) => found.at(value.span, near),
                None if names.is_empty() => found.at(value.span, ""),
                None => found.at(value.span, "").help(known(&names)),
            });
            return broken;
        };
        if base == pool || path.contains(&base) {
            let found = Diagnostic::new(
                Code::ExtendsCycle,
                format!("`{}` ends up extending itself", self.name(pool)),
            )
            .at(value.span, "this closes the circle")
            .help("remove this `extends`, or another on the way");
            diagnostics.push(found);
            return broken;
        }
        if self.name(base) == DEFAULTS {
            return self.defaults.clone();
        }
        path.push(pool);
        let below = self.base(base, path, diagnostics);
        path.pop();
        below
    }

    /// The values of a pool that others extend.
    fn base(&mut self, pool: usize, path: &mut Vec<usize>, diagnostics: &mut Diagnostics) -> Layered<'s> {
        if let Some(base) = self.bases.get(&pool) {
            return base.clone();
        }
        let before = diagnostics.len();
        let own = self.layers.read(self.members[pool].span, diagnostics);
        let broken = own.is_none();
        let mut own = own.unwrap_or_default();
        let is_layer = self.name(pool).starts_with('$');
        let changed = is_layer.then(|| self.overrides.extends(self.name(pool)).cloned()).flatten();
        let extends = changed.or_else(|| own.get("extends").map(|entry| entry.value.clone()));
        let below = self.below(pool, extends.as_ref(), path, diagnostics);
        if !is_layer {
            own.0.retain(|entry| !IDENTITY.contains(&entry.key.as_ref()));
        }
        let mut settings = Settings::over(own, Some(below.settings), None);
        let mut clean = below.clean;
        if is_layer {
            let (changed, changes_clean) = self.change(self.name(pool), settings, diagnostics);
            settings = changed;
            clean &= changes_clean;
        }
        let clean = clean && diagnostics.len() == before;
        let base = Layered { settings, clean, broken: broken || below.broken };
        self.bases.insert(pool, base.clone());
        base
    }
}
