//! The objects of all pools so far, of one config or of several, and what is wrong between them.

use foldhash::{HashMap, HashSet};
use indexmap::IndexMap;

use crate::checks::{Identity, Object, Runners, check_accounts, check_labels, check_names};
use crate::text::{Code, Diagnostic, Diagnostics, Span};

/// Where the parts of an object come from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    /// Its pool.
    pub(super) pool: Span,
    /// Its name.
    pub(super) name: Span,
    /// The service account of its pods, in the config or the template.
    pub(super) account: Span,
    /// The place of a template where the name is, if it does not come from the pool.
    pub(super) template: Option<Span>,
    /// Whether it was asked for. Others are only compared with.
    pub(super) chosen: bool,
}

/// Every object so far.
#[derive(Debug, Default)]
pub struct Seen {
    objects: IndexMap<Identity, Origin, foldhash::fast::RandomState>,
    runners: Vec<Runners>,
    /// Where each of the runners comes from.
    origins: Vec<Origin>,
}

impl Seen {
    /// Makes place for so many objects.
    pub(super) fn reserve(&mut self, count: usize) {
        self.objects.reserve(count);
        self.runners.reserve(count);
        self.origins.reserve(count);
    }

    /// Remembers an object; says so if there is one like it. `printed` is the place of a template where its name is, wherever
    /// that comes from.
    pub(super) fn object(
        &mut self,
        object: Object,
        origin: Origin,
        printed: impl FnOnce() -> Option<Span>,
    ) -> Option<Diagnostic> {
        let identity = object.identity();
        if let Some(first) = self.objects.get(&identity).copied() {
            let (namespace, name) = (object.namespace(), &*object.name);
            let name = if namespace.is_empty() { name.to_owned() } else { format!("{namespace}/{name}") };
            let found = || twice(object.kind(), &name, first, origin, printed).about(&identity.to_string());
            return (first.chosen || origin.chosen).then(found);
        }
        self.objects.insert(identity, origin);
        if let Some(runners) = object.runners {
            self.runners.push(runners);
            self.origins.push(origin);
        }
        None
    }

    /// What is wrong between the objects.
    pub fn check(&self, diagnostics: &mut Diagnostics) {
        let all = &self.runners;
        let one = |at: usize| (&all[at], &self.origins[at]);
        let pair = |(first, second): (usize, usize)| (one(first), one(second));
        let mut said = HashSet::default();
        for both in check_names(all) {
            let ((long, origin), (short, other)) = pair(both);
            // Of all that a name begins with, the shortest comes first.
            if (origin.chosen || other.chosen) && said.insert(both.0) {
                let (long, short) = (&long.name, &short.name);
                diagnostics.push(prefix(long, short, *origin, *other).about(short));
            }
        }
        let shared = self.shared();
        for ((one, origin), (owner, other)) in check_accounts(all).into_iter().map(pair) {
            if origin.chosen && !shared.contains(&origin.account) {
                let message =
                    format!("the pods of `{}` have the service account of `{}`", one.name, owner.name);
                let found = Diagnostic::new(Code::ForeignAccount, message)
                    .at(origin.account, "this account")
                    .label(other.name, "the owner of the account")
                    .help("give it a service account of its own");
                diagnostics.push(found);
            }
        }
        for ((one, origin), (other, without)) in check_labels(all).into_iter().map(pair) {
            if origin.chosen || without.chosen {
                diagnostics.push(same_labels(one, other, *origin, *without));
            }
        }
    }

    /// The service accounts that several pools of a config have from one place, `$defaults` for example: on purpose.
    fn shared(&self) -> HashSet<Span> {
        let mut pools: HashMap<Span, Span> = HashMap::default();
        // Of a template that is written for one pool all others have its account.
        let own = self.origins.iter().filter(|origin| origin.account.source == origin.pool.source);
        own.filter(|origin| *pools.entry(origin.account).or_insert(origin.pool) != origin.pool)
            .map(|origin| origin.account)
            .collect()
    }
}

/// Of two objects with the same labels, the first has a device that the second has not.
fn same_labels(one: &Runners, other: &Runners, origin: Origin, without: Origin) -> Diagnostic {
    let (devices, others) = (&one.shared.devices, &other.shared.devices);
    let device = devices.iter().find(|name| !others.contains(name)).map_or("", String::as_str);
    let message = format!(
        "jobs cannot tell the runners of `{}` from those of `{}`, and only the first have `{device}`",
        one.name, other.name
    );
    Diagnostic::new(Code::SameLabels, message)
        .at(origin.name, "this has the device")
        .label(without.name, "this has the same labels")
        .help("give the one with the device another label in the place of one of these")
}

fn twice(
    kind: &str,
    name: &str,
    first: Origin,
    second: Origin,
    printed: impl FnOnce() -> Option<Span>,
) -> Diagnostic {
    if first.pool == second.pool {
        let message = format!("one pool makes the {kind} `{name}` twice");
        // One line for several objects: of several architectures, or in a loop.
        let is_one = first.template.is_some() && first.template == second.template;
        let differing = if is_one { "`{{ name }}`" } else { "`-2` at its end" };
        let at = second.template.or_else(printed).unwrap_or(second.name);
        return Diagnostic::new(Code::DuplicateObject, message)
            .at(at, "")
            .help(format!("make a part of the name differ, such as {differing}"));
    }
    let message = format!("two pools make the {kind} `{name}`");
    let found = Diagnostic::new(Code::DuplicateObject, message).of(second.pool);
    match second.template {
        Some(template) => found
            .at(template, "")
            .label(first.name, "by this pool")
            .label(second.name, "and by this one")
            .help("make a part of the name differ, such as `{{ name }}`, or give it to one pool alone"),
        None => found.at(second.name, "give this one another name").label(first.name, "the first one"),
    }
}

fn prefix(longer: &str, shorter: &str, origin: Origin, other: Origin) -> Diagnostic {
    let (message, label) = if longer == shorter {
        let message = format!(
            "two objects are named `{longer}`, and the operator counts the runners of both as each one's, whatever their namespaces, so that neither scales"
        );
        (message, "and so is this one")
    } else {
        let message = format!(
            "`{longer}` begins with `{shorter}`, so the operator counts its runners as that object's, and neither scales"
        );
        (message, "begins with this one")
    };
    Diagnostic::new(Code::PrefixName, message)
        .at(origin.name, "this name")
        .label(other.name, label)
        .help("give one of the two a name that the other does not begin with")
}
