//! Kubernetes objects: their kinds, and what tells one from another.

use std::cell::RefCell;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use super::findings::Findings;
use super::garo::{self, Runners, Shared};
use super::kinds;
use super::memo::Memo;
use super::path::Path;
use super::rule::Places;
use crate::kubernetes::schema::{self, Crd, Schema};
use crate::kubernetes::{Owner, owner};
use crate::text::{Code, did_you_mean, suggest};
use crate::yaml::{Content, Document, Item};

/// An object that a document holds.
#[derive(Clone, Debug)]
pub struct Object {
    family: Rc<Family>,
    /// Its name.
    pub name: Rc<str>,
    /// Where its name is.
    pub item: Item,
    /// The runners that it makes.
    pub runners: Option<Runners>,
}

/// The group, kind, namespace and name of an object: the cluster has no two with all of them the same.
#[derive(Debug)]
pub struct Identity {
    family: Rc<Family>,
    name: Rc<str>,
}

impl PartialEq for Identity {
    fn eq(&self, other: &Self) -> bool {
        *self.name == *other.name
            && (Rc::ptr_eq(&self.family, &other.family) || self.family.identity == other.family.identity)
    }
}

impl Eq for Identity {}

impl Hash for Identity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.family.identity.hash(state);
        self.name.hash(state);
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", self.family.identity, self.name)
    }
}

impl Object {
    /// What tells it from all others.
    pub fn identity(&self) -> Identity {
        Identity { family: Rc::clone(&self.family), name: Rc::clone(&self.name) }
    }

    /// Its kind.
    pub fn kind(&self) -> &str {
        &self.family.kind
    }

    /// Its namespace, empty where it has none of its own.
    pub fn namespace(&self) -> Rc<str> {
        Rc::clone(&self.family.namespace)
    }
}

/// Every object in a document, each with its path: the document itself, or what a `List` lists.
pub(super) fn objects(document: Document<'_>) -> Vec<(Item, String)> {
    let mut all = Vec::new();
    for root in document.skeleton.tree().roots() {
        let root = Item::Node(*root);
        let is_list = document
            .get(&root, "kind")
            .and_then(|kind| document.string(&kind))
            .is_some_and(|kind| kind.ends_with("List"));
        match document.get(&root, "items").filter(|_| is_list).map(|items| document.content(&items)) {
            Some(Content::List(items)) => {
                let items = items.iter().cloned().enumerate();
                all.extend(items.map(|(at, item)| (item, format!("items[{at}]"))));
            }
            _ => all.push((root, String::new())),
        }
    }
    all
}

/// The schemas that an object is held against, and its rules; nothing where its kind is not known yet.
pub(super) fn kind(
    findings: &mut Findings<'_>,
    crds: &[Crd],
    root: &Item,
    path: &str,
) -> Option<(Vec<&'static Schema>, &'static Places)> {
    let (api_version, kind) = (findings.get(root, "apiVersion"), findings.get(root, "kind"));
    if [&api_version, &kind].into_iter().flatten().any(|item| findings.is_open(item)) {
        return None;
    }
    typed(findings, root, path);
    let text = |item: &Option<Item>| item.as_ref().and_then(|item| findings.string(item)).unwrap_or_default();
    let (version, name) = (text(&api_version), text(&kind));
    let known = schema::find(crds, &version, &name);
    let is_given = crds.iter().any(|crd| crd.api_version == version && crd.kind == name);
    let places = kinds::places(&version, &name, is_given);
    if known.is_none() && !version.is_empty() && !name.is_empty() {
        let owner = owner(&version, &name);
        let meant = misspelt(crds, &version, &name).filter(|_| owner != Owner::Kubernetes);
        match meant.unwrap_or(owner) {
            Owner::Kubernetes => {}
            Owner::Other => unchecked(findings, kind.as_ref(), (&version, &name), path),
            unknown => nobody(findings, unknown, (api_version, kind, root), (&version, &name), path),
        }
    }
    let schemas = match schema::of_kubernetes(&version, &name) {
        Some(own) if known.is_none() => vec![own],
        _ => known.into_iter().chain(schema::of_pods(&version, &name, known)).collect(),
    };
    Some((schemas, places))
}

/// Finds what kubectl cannot take for the type of an object. That there is one at all is checked where it is read.
fn typed(findings: &mut Findings<'_>, root: &Item, path: &str) {
    for (key, _, value) in findings.entries(root) {
        if key != "apiVersion" && key != "kind" {
            continue;
        }
        let message = match findings.content(&value) {
            Content::Open => continue,
            Content::Text(text) if !text.is_empty() => continue,
            Content::Text(_) | Content::Null => {
                format!("`{key}` has no value, and kubectl takes no such object")
            }
            _ => format!("`{key}` takes a string"),
        };
        let example = if key == "kind" { "kind: Deployment" } else { "apiVersion: apps/v1" };
        let path = Path::new(path);
        findings
            .add(Code::NotAnObject, &value, &path.key(&key), message)
            .help(format!("write a string with what it is, such as `{example}`"));
    }
}

/// A kind that does not exist.
fn nobody(
    findings: &mut Findings<'_>,
    owner: Owner,
    (api_version, kind, root): (Option<Item>, Option<Item>, &Item),
    (version, name): (&str, &str),
    path: &str,
) {
    let no_kind = || format!("there is no kind `{name}` of `{version}`");
    let (item, key, message, help) = match owner {
        Owner::Version(near) => {
            let message = format!("there is no `{version}` of the kind `{name}`");
            (api_version, "apiVersion", message, did_you_mean(near))
        }
        Owner::Kind(near) => (kind, "kind", no_kind(), did_you_mean(near)),
        _ => (
            kind,
            "kind",
            no_kind(),
            "kinds that are not Kubernetes' own have versions such as `acme.com/v1`".into(),
        ),
    };
    let item = item.unwrap_or_else(|| root.clone());
    findings.add(Code::UnknownName, &item, &Path::new(path).key(key), message).help(help);
}

/// A kind that nobody has told the fields of, which is said once.
fn unchecked(findings: &mut Findings<'_>, kind: Option<&Item>, (version, name): (&str, &str), path: &str) {
    let Some(item) = kind else { return };
    let message = format!("the fields of `{name}` of `{version}` are not checked: nothing tells them");
    if findings.all.iter().all(|other| other.message != message) {
        findings
            .add(Code::UncheckedKind, item, &Path::new(path).key("kind"), message)
            .help("write `--crd FILE`, with what `kubectl get crd NAME -o yaml` prints, or put that beside the template as `crd.yaml`");
    }
}

/// What was probably meant by a kind that is nearly one of the user's.
fn misspelt(crds: &[Crd], api_version: &str, kind: &str) -> Option<Owner> {
    let known = crds.iter().map(|crd| (crd.api_version, crd.kind));
    let known: Vec<_> = known.chain([(garo::API_VERSION, garo::KIND)]).collect();
    let group = |version: &str| version.rsplit_once('/').map(|(group, _)| group.to_owned());
    let is_near = |one: &str, other: &str| {
        // Kinds of one operator can have names that are alike: only one or two characters are a mistake.
        strsim::damerau_levenshtein(&one.to_lowercase(), &other.to_lowercase()) <= 2
    };
    known.iter().find_map(|(version, name)| {
        let same_group = group(version) == group(api_version) || is_near(version, api_version);
        if kind == *name {
            let near = same_group || suggest(api_version, [*version]).is_some();
            return near.then_some(Owner::Version(version));
        }
        let only = *version == garo::API_VERSION && api_version == *version;
        (same_group && (only || is_near(kind, name))).then_some(Owner::Kind(name))
    })
}

/// What an object can have in common with others that it is told from by its name.
#[derive(Debug)]
pub(super) struct Family {
    /// Its group, kind and namespace, each before a `/`.
    identity: String,
    kind: String,
    namespace: Rc<str>,
    runners: Option<Rc<Shared>>,
}

impl Family {
    fn of(findings: &Findings<'_>, root: &Item, metadata: &Item) -> Self {
        let namespace = findings.text(metadata, &["namespace"]).unwrap_or_default();
        let version = findings.text(root, &["apiVersion"]).unwrap_or_default();
        let kind = findings.text(root, &["kind"]).unwrap_or_default();
        let group = version.rsplit_once('/').map_or("", |(group, _)| group);
        let is_runners = version == garo::API_VERSION && kind == garo::KIND;
        let runners = is_runners.then(|| garo::shared(findings, root, &namespace)).flatten();
        Family {
            identity: [group, &kind, &namespace, ""].join("/"),
            kind: kind.into_owned(),
            namespace: namespace.into(),
            runners: runners.map(Rc::new),
        }
    }
}

/// What is known of values of an object from others with the same.
#[derive(Default)]
pub(super) struct Remembered {
    family: RefCell<Memo<Rc<Family>>>,
    labels: RefCell<Memo<Rc<[String]>>>,
}

/// What tells an object from others; nothing for one whose name is made by the API server.
pub(super) fn identify(findings: &mut Findings<'_>, root: &Item, known: &Remembered) -> Option<Object> {
    let metadata = findings.get(root, "metadata")?;
    let item = findings.get(&metadata, "name")?;
    // Of an object without a name nothing more follows.
    let name = findings.string(&item).filter(|name| !name.is_empty())?;
    let name: Rc<str> = name.into();
    let family = |findings: &Findings<'_>| Rc::new(Family::of(findings, root, &metadata));
    let family = findings.remember(&known.family, family);
    let runners = family.runners.as_ref().map(|shared| Runners {
        name: Rc::clone(&name),
        labels: findings.remember(&known.labels, |findings| garo::labels_of(findings, root)),
        shared: Rc::clone(shared),
    });
    Some(Object { family, name, item, runners })
}
