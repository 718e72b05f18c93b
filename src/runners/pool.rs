//! A pool with all its values, and the objects it becomes.

use std::borrow::Cow;
use std::rc::Rc;

use super::pod;
use super::settings::Settings;
use crate::json::{Entry, Kind, Member, Value};
use crate::kubernetes::{Quantity, name};
use crate::text::{Code, Diagnostic, Diagnostics, Span};

/// A pool.
pub(super) struct Pool<'s> {
    /// Its key in the config.
    pub(super) key: Cow<'s, str>,
    /// Where that is.
    pub(super) span: Span,
    /// Where its own values are.
    own: Span,
    pub(super) settings: Rc<Settings<'s>>,
}

/// One object of a pool: the pool itself, or the pool on one architecture.
pub(super) struct Object<'p, 's> {
    pub(super) pool: &'p Pool<'s>,
    /// The name of the object.
    pub(super) name: Cow<'p, str>,
    pub(super) arch: Option<String>,
}

impl Object<'_, '_> {
    /// Where its name comes from.
    pub(super) fn place(&self) -> Span {
        self.pool.place("name")
    }
}

impl<'s> Pool<'s> {
    /// A pool of the config, with all its values.
    pub(super) fn new((key, member): (Cow<'s, str>, Member), settings: Rc<Settings<'s>>) -> Self {
        Pool { key, span: member.key_span, own: member.span, settings }
    }

    /// Whether the pool says a value itself, or the command line does, and it does not inherit it.
    pub(super) fn says(&self, value: Span) -> bool {
        value.source != self.span.source || self.own.holds(value)
    }

    /// The entry of a key.
    #[inline]
    pub(super) fn get(&self, key: &str) -> Option<&Entry<'s>> {
        self.settings.get(key)
    }

    /// Where the value of a key is; where the pool is, if it has none.
    pub(super) fn place(&self, key: &str) -> Span {
        self.get(key).map_or(self.span, |entry| entry.value.span)
    }

    /// The text of a key.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        match &self.get(key)?.value.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The integer of a key.
    pub(super) fn integer(&self, key: &str) -> Option<i64> {
        match self.get(key)?.value.kind {
            Kind::Integer(number) => Some(number),
            _ => None,
        }
    }

    /// A switch; `default` where it is not given.
    pub(super) fn switch(&self, key: &str, default: bool) -> bool {
        match self.get(key).map(|entry| &entry.value.kind) {
            Some(Kind::Bool(on)) => *on,
            _ => default,
        }
    }

    /// The architectures of a key, in Kubernetes' spelling.
    pub(super) fn archs(&self, key: &str) -> Vec<&str> {
        archs(self.get(key)).collect()
    }

    /// Whether the metrics exporter stands beside the runner.
    pub(super) fn has_exporter(&self) -> bool {
        self.switch("exporter", self.get("exporter_image").is_some())
    }

    /// The name that objects start from.
    pub(super) fn name(&self) -> &str {
        self.text("name").unwrap_or(&self.key)
    }

    /// The objects of the pool, in the order of `archs`.
    pub(super) fn objects(&self) -> Vec<Object<'_, 's>> {
        if self.get("archs").is_none() {
            return vec![Object { pool: self, name: self.name().into(), arch: None }];
        }
        let excluded = self.archs("runner_exclude_arch");
        let mut archs = self.archs("archs");
        archs.retain(|arch| !excluded.contains(arch));
        let mut seen = Vec::new();
        archs.retain(|arch| {
            !seen.contains(arch) && {
                seen.push(*arch);
                true
            }
        });
        let object = |arch: &str| Object {
            pool: self,
            name: format!("{}-{}", self.name(), suffix(arch)).into(),
            arch: Some(arch.to_owned()),
        };
        archs.into_iter().map(object).collect()
    }

    /// Checks what no value alone can be wrong about.
    pub(super) fn check(&self, objects: &[Object<'_, '_>], diagnostics: &mut Diagnostics) {
        self.check_names(objects, diagnostics);
        self.check_archs(diagnostics);
        self.check_order(Code::MinAboveMax, ("min_runners", "max_runners"), "", diagnostics);
        self.check_order(Code::RequestAboveLimit, ("cpureq", "cpulim"), "cpu", diagnostics);
        self.check_order(Code::RequestAboveLimit, ("memreq", "memlim"), "memory", diagnostics);
        self.check_needs("kind", "dind", self.switch("dind", true), diagnostics);
        let exporter_image = self.get("exporter_image").is_some();
        self.check_needs("exporter", "exporter_image", exporter_image, diagnostics);
        for key in ["resources", "dind_resources"] {
            self.check_requirements(key, diagnostics);
        }
        self.check_devices(diagnostics);
        if let Some(affinity) = self.get("affinity").filter(|_| self.get("runner_exclude_arch").is_some())
            && let Some((value, expected)) = pod::misshapen(&affinity.value)
        {
            let message = format!(
                "`affinity` is not as Kubernetes spells it, so `runner_exclude_arch` cannot join it in pool `{}`",
                self.key
            );
            diagnostics.push(
                Diagnostic::new(Code::WrongType, message).at(value.span, format!("expected {expected}")),
            );
        }
    }

    fn check_names(&self, objects: &[Object<'_, '_>], diagnostics: &mut Diagnostics) {
        let name = self.get("name");
        let span = name.map_or(self.span, |entry| entry.value.span);
        // A `name` has been checked as the value of its key.
        let is_checked = |object: &Object<'_, '_>| name.is_some() && object.arch.is_none();
        for object in objects.iter().filter(|object| !is_checked(object)) {
            if let Err(reason) = name::dns_subdomain(&object.name) {
                let message = format!("`{}` cannot be the name of an object", object.name);
                diagnostics.push(Diagnostic::new(Code::BadName, message).at(span, reason));
                return;
            }
        }
    }

    fn check_archs(&self, diagnostics: &mut Diagnostics) {
        let (own, kept_off) = (self.get("archs"), self.get("runner_exclude_arch"));
        let is_excluded = |arch: &str| archs(kept_off).any(|other| other == arch);
        let none_left = match own {
            Some(_) => archs(own).all(is_excluded),
            None => ["amd64", "arm64", "arm"].into_iter().all(is_excluded),
        };
        if let Some(entry) = kept_off.filter(|_| none_left) {
            let mut found = Diagnostic::new(
                Code::NoArchitecture,
                format!("pool `{}` is kept off every architecture", self.key),
            )
            .at(entry.value.span, "all of them are excluded");
            if let Some(entry) = own {
                found = found.label(entry.value.span, "the architectures of the pool");
            }
            diagnostics.push(found.help("leave one architecture over, or remove the pool"));
        }
        if let Some(Entry { value, .. }) = own
            && archs(own).next().is_none()
        {
            let message = format!("pool `{}` is for no architecture", self.key);
            let found = Diagnostic::new(Code::NoArchitecture, message).at(value.span, "the list is empty");
            diagnostics
                .push(found.help("name an architecture, or remove `archs` for one object on all of them"));
        }
        if let Some(own) = own {
            self.check_selector(own, diagnostics);
        }
        for (key, entry) in [("archs", own), ("runner_exclude_arch", kept_off)] {
            let again = |(at, arch): &(usize, &str)| archs(entry).take(*at).any(|other| other == *arch);
            if let (Some((at, arch)), Some(entry)) = (archs(entry).enumerate().find(again), entry) {
                let span = match &entry.value.kind {
                    Kind::List(items) => items[at].span,
                    _ => entry.value.span,
                };
                let message = format!("`{arch}` is twice in `{key}`");
                diagnostics.push(Diagnostic::new(Code::DuplicateKey, message).at(span, "remove this one"));
            }
        }
    }

    /// A selector of nodes that `archs` would take the place of.
    fn check_selector(&self, own: &Entry<'_>, diagnostics: &mut Diagnostics) {
        let Some(entry) = self.get("node_selector") else { return };
        let Kind::Map(map) = &entry.value.kind else { return };
        let Some(selected) = map.get("kubernetes.io/arch") else { return };
        let selected = (text(&selected.value), selected.value.span);
        if let (Some(arch), span) = selected
            && archs(Some(own)).any(|other| other != arch)
        {
            let message =
                format!("`archs` of pool `{}` and its `node_selector` exclude each other", self.key);
            let found = Diagnostic::new(Code::Conflict, message)
                .at(span, "`archs` selects the nodes: remove this")
                .label(own.value.span, "the architectures of the pool");
            diagnostics.push(found);
        }
    }

    /// A key whose value must not be above another's.
    fn check_order(
        &self,
        code: Code,
        (low, high): (&str, &str),
        resource: &str,
        diagnostics: &mut Diagnostics,
    ) {
        let (Some(lower), Some(upper)) = (self.get(low), self.get(high)) else { return };
        if let (Some(less), Some(more)) = (quantity(&lower.value), quantity(&upper.value))
            && less > more
            && less.is_likely(resource)
            && more.is_likely(resource)
        {
            let message = format!("`{low}` is above `{high}` in pool `{}`", self.key);
            let found = Diagnostic::new(code, message)
                .at(lower.value.span, "this is more")
                .label(upper.value.span, "than this")
                .help(format!("raise `{high}`, or lower `{low}`"));
            diagnostics.push(found);
        }
    }

    fn check_requirements(&self, key: &str, diagnostics: &mut Diagnostics) {
        let Some(entry) = self.get(key) else { return };
        // What the short keys say alone has been checked.
        let shorts = ["cpureq", "cpulim", "memreq", "memlim"].map(|key| Some(self.get(key)?.value.span));
        let is_short = |value: &Value<'_>| shorts.contains(&Some(value.span));
        let required = pod::requirements(self, key);
        let (Some(requests), Some(limits)) = (required.get("requests"), required.get("limits")) else {
            return;
        };
        let (Kind::Map(requests), Kind::Map(limits)) = (&requests.value.kind, &limits.value.kind) else {
            return;
        };
        for request in &requests.0 {
            let Some(limit) = limits.get(&request.key) else { continue };
            if is_short(&request.value) && is_short(&limit.value) {
                continue;
            }
            let likely = |value| quantity(value).filter(|amount| amount.is_likely(&request.key));
            if likely(&limit.value)
                .is_some_and(|limit| likely(&request.value).is_some_and(|request| request > limit))
            {
                let message =
                    format!("the request of {} is above its limit in pool `{}`", request.key, self.key);
                let inside =
                    |span: Span| if span.source == entry.value.span.source { span } else { entry.value.span };
                let found = Diagnostic::new(Code::RequestAboveLimit, message)
                    .at(inside(request.value.span), "this is more")
                    .label(inside(limit.value.span), "than this")
                    .help("raise the limit, or lower the request");
                diagnostics.push(found);
            }
        }
    }

    /// A device that two keys give different numbers of.
    fn check_devices(&self, diagnostics: &mut Diagnostics) {
        let Some(Kind::Map(resources)) = self.get("custom_resources").map(|entry| &entry.value.kind) else {
            return;
        };
        for key in ["gpu", "kvm"] {
            for Entry { key: name, value: own, .. } in pod::given(self, key) {
                let Some(other) = resources.get(&name) else { continue };
                let (Some(one), Some(another)) = (quantity(&own), quantity(&other.value)) else { continue };
                if one == another {
                    continue;
                }
                let message =
                    format!("`{key}` and `custom_resources` of pool `{}` differ in `{name}`", self.key);
                let found = Diagnostic::new(Code::Conflict, message)
                    .at(other.value.span, "remove one of the two")
                    .label(own.span, "the other of the two");
                diagnostics.push(found);
            }
        }
    }

    /// A switch that is on and needs something else.
    fn check_needs(&self, switch: &str, needed: &str, has: bool, diagnostics: &mut Diagnostics) {
        if let Some(entry) = self.get(switch)
            && entry.value.kind == Kind::Bool(true)
            && !has
        {
            let mut found = Diagnostic::new(
                Code::Conflict,
                format!("`{switch}` needs `{needed}` in pool `{}`", self.key),
            )
            .at(entry.value.span, format!("switch it off, or give `{needed}`"));
            if let Some(entry) = self.settings.find(needed) {
                found = found.label(entry.value.span, "not given here");
            }
            diagnostics.push(found);
        }
    }
}

/// How the name of an object tells its architecture. Not `arm`: garo counts every runner whose name begins with the name of
/// a pool as that pool's, and `go-arm` would count the runners of `go-arm64`, so that neither scales.
pub(crate) fn suffix(arch: &str) -> &str {
    if arch == "arm" { "armv7l" } else { arch }
}

/// The architectures of an entry, in Kubernetes' spelling.
fn archs<'e>(entry: Option<&'e Entry<'_>>) -> impl Iterator<Item = &'e str> {
    let values = match entry.map(|entry| &entry.value) {
        Some(Value { kind: Kind::List(archs), .. }) => archs.as_slice(),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    };
    values.iter().filter_map(text)
}

fn text<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    match &value.kind {
        Kind::Text(text) => Some(text),
        _ => None,
    }
}

fn quantity(value: &Value<'_>) -> Option<Quantity> {
    match &value.kind {
        Kind::Text(text) => Quantity::parse(text).ok(),
        Kind::Integer(number) => Some(Quantity::whole(*number)),
        _ => None,
    }
}
