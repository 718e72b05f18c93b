//! The manifest as the user wrote it: what is released, what it is made of, and where each thing stands in the file.

use super::keys::{ARTIFACT, BUILD, COMPONENT, KEYS};
use super::rules;
use crate::actions::{Labels, RunsOn, record};
use crate::json::{Entry, Kind, Value};
use crate::keys::{Record, list, needed};
use crate::kubernetes::Arch;
use crate::template::Folder;
use crate::text::{Code, Diagnostic, Diagnostics, Source, Span, did_you_mean, suggest};

/// A release.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// Its version, as the file has it.
    pub version: String,
    /// Where the package goes.
    pub package: Location,
    /// Whether nothing is uploaded.
    pub dry_run: bool,
    /// What is built, in the order of the file.
    pub components: Vec<Component>,
    /// What is built elsewhere.
    pub artifacts: Vec<Artifact>,
    /// Whether it has all components of the file.
    pub is_whole: bool,
    /// Which runners jobs ask for.
    pub runs_on: RunsOn,
}

/// A place in a store.
#[derive(Clone, Debug, Default)]
pub struct Location {
    /// The address of the store; empty for that of the workflow.
    pub registry: String,
    /// The bucket and the path in it.
    pub path: String,
}

/// What is built from one repository.
#[derive(Clone, Debug)]
pub struct Component {
    /// Its name.
    pub name: String,
    /// Where the name is given.
    pub span: Span,
    /// Its repository with the owner; empty for that of its name.
    pub repository: String,
    /// What builds it: a name under `templates/release/builders`.
    pub builder: String,
    /// The branch that is built; empty for the repository's default.
    pub branch: String,
    /// The folder of the package that it goes to.
    pub package_path: String,
    /// Where what is built goes.
    pub location: Location,
    /// The labels of its runners, besides those of the architecture.
    pub tags: Labels,
    /// Where they are given, or the name if they are not.
    pub tags_span: Span,
    /// Its level, as the file has it.
    pub level: i64,
    /// Where the level is given.
    pub level_span: Span,
    /// The architectures it is built for.
    pub archs: Vec<(Arch, Span)>,
    /// The build types it is built as.
    pub build_types: Vec<(String, Span)>,
    /// The components it names as needed; those of lower levels if it names none at all.
    pub depends_on: Option<Vec<(String, Span)>>,
    /// The keys whose values it needs and does not have, which has been said.
    pub unread: Vec<&'static str>,
}

impl Component {
    /// Whether the value of a key could be read, wholly.
    pub fn knows(&self, key: &str) -> bool {
        !self.unread.contains(&key)
    }

    /// The components it names as needed.
    pub fn named(&self) -> &[(String, Span)] {
        self.depends_on.as_deref().unwrap_or_default()
    }

    /// Whether it is built with what another of a lower level leaves.
    pub fn needs(&self, other: &Component) -> bool {
        match &self.depends_on {
            Some(named) => named.iter().any(|(name, _)| *name == other.name),
            None => other.level < self.level,
        }
    }
}

/// What is built elsewhere and only packaged.
#[derive(Clone, Debug)]
pub struct Artifact {
    /// Its name.
    pub name: String,
    /// Where the name is given.
    pub span: Span,
    /// The folder of the package that it goes to.
    pub package_path: String,
    /// Where it is.
    pub location: Location,
    /// The architectures it is for.
    pub archs: Vec<(Arch, Span)>,
    /// Whether it has architectures of its own, and whether all of them could be read.
    pub own_archs: (bool, bool),
}

impl Manifest {
    /// Reads a manifest. What is wrong is added to the findings, and what is wrong is left out.
    pub fn read(source: &Source, diagnostics: &mut Diagnostics) -> Option<Self> {
        let map = record(source, KEYS, "a manifest", diagnostics)?;
        let top = Record::new(&map, KEYS, source.span(source.text.find('{').unwrap_or(0)..source.text.len()));
        top.require(&needed(KEYS), "the manifest", diagnostics);
        let common = Common::read(&top, diagnostics);
        let build = top.record("build");
        let mut manifest = Manifest {
            version: version(&top, diagnostics).unwrap_or_default(),
            package: common.package.clone(),
            dry_run: top.switch("dry_run"),
            components: Vec::new(),
            artifacts: Vec::new(),
            is_whole: false,
            runs_on: RunsOn::read(&top),
        };
        if let Some(build) = build {
            build.require(&needed(BUILD), "`build`", diagnostics);
            not_empty(&build, "repo_dependencies", diagnostics);
            let records = build.records("repo_dependencies");
            let read = |component: &Record<'_, '_>| common.component(component, diagnostics);
            manifest.components = records.iter().filter_map(read).collect();
            manifest.is_whole =
                !build.is_unread("repo_dependencies") && records.len() == manifest.components.len();
            let read = |artifact: &Record<'_, '_>| common.artifact(artifact, diagnostics);
            manifest.artifacts = build.records("artifact_dependencies").iter().filter_map(read).collect();
        }
        rules::check(&manifest, diagnostics);
        Some(manifest)
    }

    /// Whether it is known what is built at each level.
    pub fn is_leveled(&self) -> bool {
        let keys = ["build_level", "architecture", "build_type"];
        self.is_whole && self.components.iter().all(|component| keys.iter().all(|key| component.knows(key)))
    }
}

/// What components have unless they say otherwise.
struct Common {
    package: Location,
    archs: Vec<(Arch, Span)>,
    build_types: Vec<(String, Span)>,
    /// Which of the two could not be read, or are empty.
    unread: Vec<&'static str>,
}

impl Common {
    fn read(top: &Record<'_, '_>, diagnostics: &mut Diagnostics) -> Self {
        let package = Location {
            registry: store(top.text("package_registry").unwrap_or_default()),
            path: folder(top.text("package_registry_location").unwrap_or_default()),
        };
        let (archs, build_types) = (archs(top, diagnostics), build_types(top, diagnostics));
        let mut unread = Vec::new();
        if archs.is_empty() || top.is_unread("architecture") {
            unread.push("architecture");
        }
        if build_types.is_empty() || top.is_unread("build_type") {
            unread.push("build_type");
        }
        Common { package, archs, build_types, unread }
    }

    fn component(&self, record: &Record<'_, '_>, diagnostics: &mut Diagnostics) -> Option<Component> {
        let whole = record.text("name").map_or("a component".into(), |name| format!("component `{name}`"));
        record.require(&needed(COMPONENT), &whole, diagnostics);
        is_kind(record, "repository", diagnostics);
        let own = Common::read(record, diagnostics);
        let builder = builder(record, diagnostics).to_owned();
        let name = record.text("name")?;
        let span = record.place("name");
        let gives = |key| record.get(key).is_some() || record.is_unread(key);
        let from = |key| if gives(key) { &own } else { self };
        let level = record.integer("build_level");
        let mut unread: Vec<&str> =
            ["runner_tags", "depends_on"].into_iter().filter(|key| record.is_unread(key)).collect();
        unread
            .extend(["architecture", "build_type"].into_iter().filter(|key| from(*key).unread.contains(key)));
        unread.extend(level.is_none().then_some("build_level"));
        let texts = |key| record.texts(key).into_iter().map(|(text, span)| (text.to_owned(), span)).collect();
        Some(Component {
            name: name.to_owned(),
            span,
            repository: record.text("repository").unwrap_or_default().to_owned(),
            builder,
            branch: record.text("branch").unwrap_or_default().to_owned(),
            package_path: record.text("package_path").unwrap_or_default().to_owned(),
            location: self.location(record),
            tags: texts("runner_tags"),
            tags_span: record.get("runner_tags").map_or(span, |entry| entry.value.span),
            level: level.unwrap_or_default(),
            level_span: record.place("build_level"),
            archs: from("architecture").archs.clone(),
            build_types: from("build_type").build_types.clone(),
            depends_on: gives("depends_on").then(|| texts("depends_on")),
            unread,
        })
    }

    fn artifact(&self, record: &Record<'_, '_>, diagnostics: &mut Diagnostics) -> Option<Artifact> {
        let whole = record.text("name").map_or("an artifact".into(), |name| format!("artifact `{name}`"));
        record.require(&needed(ARTIFACT), &whole, diagnostics);
        is_kind(record, "artifact", diagnostics);
        let own = archs(record, diagnostics);
        let (gives, is_unread) = (record.get("architecture").is_some(), record.is_unread("architecture"));
        let archs = if gives || is_unread { &own } else { &self.archs };
        Some(Artifact {
            name: record.text("name")?.to_owned(),
            span: record.place("name"),
            package_path: record.text("package_path").unwrap_or_default().to_owned(),
            location: self.location(record),
            archs: archs.clone(),
            own_archs: (gives, !is_unread),
        })
    }

    fn location(&self, record: &Record<'_, '_>) -> Location {
        let own = |key, common: &str| record.text(key).unwrap_or(common).to_owned();
        Location {
            registry: store(&own("registry", &self.package.registry)),
            path: folder(&own("artifact_registry_path", &self.package.path)),
        }
    }
}

/// The address of a store, with its scheme.
fn store(address: &str) -> String {
    let is_whole = address.is_empty() || address.contains("://");
    if is_whole { address.to_owned() } else { format!("https://{address}") }
}

/// A path without the slash at its end.
fn folder(path: &str) -> String {
    path.trim_end_matches('/').to_owned()
}

/// The version, if it is three numbers.
fn version(top: &Record<'_, '_>, diagnostics: &mut Diagnostics) -> Option<String> {
    let version = top.text("version")?;
    let number = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (part == "0" || !part.starts_with('0'))
    };
    let parts: Vec<&str> = version.strip_prefix('v').unwrap_or(version).split('.').collect();
    let numbers = parts.iter().take_while(|part| number(part)).count();
    if numbers == 3 && parts.len() == 3 {
        return Some(version.to_owned());
    }
    let found = Diagnostic::new(Code::BadVersion, format!("`{version}` is not a version of three numbers"));
    let meant = match (numbers, parts.len()) {
        (1, 1) => format!("did you mean `{version}.0.0`?"),
        (2, 2) => format!("did you mean `{version}.0`?"),
        _ => "expected one such as `v0.6.0`".into(),
    };
    let note = "`-SNAPSHOT-…` and `-rc…` are added when the type of the release is known";
    diagnostics.push(found.at(top.place("version"), meant).note(note));
    None
}

fn archs(record: &Record<'_, '_>, diagnostics: &mut Diagnostics) -> Vec<(Arch, Span)> {
    let archs = record.archs("architecture");
    not_empty(record, "architecture", diagnostics);
    once(&archs, |one| *one, |_, _| "this architecture is given twice".to_owned(), diagnostics);
    archs
}

fn build_types(record: &Record<'_, '_>, diagnostics: &mut Diagnostics) -> Vec<(String, Span)> {
    // They are a part of names that have no case and no `-`.
    let word = |kind: &str| kind.to_ascii_lowercase().replace('-', "_");
    let types: Vec<_> =
        record.texts("build_type").into_iter().map(|(text, span)| (text.to_owned(), span)).collect();
    not_empty(record, "build_type", diagnostics);
    let message = |first: &String, text: &String| {
        if first == text {
            "this build type is given twice".to_owned()
        } else {
            format!("`{text}` and `{first}` would be one, as case and `-` do not tell them apart")
        }
    };
    once(&types, |text| word(text), message, diagnostics);
    for (at, (text, span)) in types.iter().enumerate() {
        let is_known = types[..at].iter().any(|(first, _)| word(first) == word(text));
        if is_known || ["Debug", "Release"].contains(&text.as_str()) {
            continue;
        }
        let near = suggest(text, ["Debug", "Release"]).map(did_you_mean);
        let found = Diagnostic::new(
            Code::UnusualBuildType,
            format!("the build type `{text}` is neither `Debug` nor `Release`"),
        );
        diagnostics.push(found.at(*span, near.unwrap_or_default()));
    }
    types
}

/// Reports a list that is given and has nothing in it.
fn not_empty(record: &Record<'_, '_>, key: &str, diagnostics: &mut Diagnostics) {
    if let Some(Entry { value: Value { kind: Kind::List(items), span }, .. }) = record.get(key)
        && items.is_empty()
    {
        let found =
            Diagnostic::new(Code::NothingToBuild, format!("`{key}` is empty: nothing would be built"));
        diagnostics.push(found.at(*span, "expected at least one"));
    }
}

/// Reports what a list has twice.
fn once<T, K: PartialEq>(
    items: &[(T, Span)],
    key: impl Fn(&T) -> K,
    message: impl Fn(&T, &T) -> String,
    diagnostics: &mut Diagnostics,
) {
    for (at, (item, span)) in items.iter().enumerate() {
        if let Some((other, first)) = items[..at].iter().find(|(first, _)| key(first) == key(item)) {
            let found = Diagnostic::new(Code::DuplicateItem, message(other, item));
            diagnostics.push(found.at(*span, "remove this").label(*first, "it is here already"));
        }
    }
}

/// The builder of a component.
fn builder<'m>(record: &Record<'m, '_>, diagnostics: &mut Diagnostics) -> &'m str {
    let Some(given) = record.text("builder") else { return "script" };
    let known = Folder::parts("release/builders");
    if !known.contains(&given) {
        let near = suggest(given, known.iter().copied()).map(did_you_mean);
        let help = near.unwrap_or_else(|| format!("there are {}", list(known)));
        let found = Diagnostic::new(Code::UnknownName, format!("there is no builder `{given}`"));
        diagnostics.push(found.at(record.place("builder"), help));
    }
    given
}

/// Reports a `type` that is not the one there is.
fn is_kind(record: &Record<'_, '_>, kind: &str, diagnostics: &mut Diagnostics) {
    if let Some(given) = record.text("type").filter(|given| *given != kind) {
        let found = Diagnostic::new(Code::UnknownName, format!("there is no type `{given}` here"));
        diagnostics.push(found.at(record.place("type"), format!("expected `{kind}`")));
    }
}
