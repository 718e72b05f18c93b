//! Where templates come from: the built-in ones, or a folder of the user's.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context as _;
use camino::{Utf8Path, Utf8PathBuf};

/// Files under `templates/`, each with its name.
macro_rules! templates {
    ($($name:literal,)*) => { &[$(($name, include_str!(concat!("../../templates/", $name)))),*] };
}

/// The built-in templates: name and text. A new operator is a new folder under `templates/` and a line here.
const BUILT_IN: &[(&str, &str)] = templates![
    "garo/pool.yaml.j2",
    "images/build.yml.j2",
    "images/head.yml.j2",
    "images/images.yml.j2",
    "images/levels.yml.j2",
    "images/publish.yml.j2",
    "release/build.yml.j2",
    "release/builders/cargo.yml.j2",
    "release/builders/cmake.yml.j2",
    "release/builders/make.yml.j2",
    "release/builders/meson.yml.j2",
    "release/builders/script.yml.j2",
    "release/component.yml.j2",
    "release/dynamic.yml.j2",
    "release/env.yml.j2",
    "release/external.yml.j2",
    "release/fetch.yml.j2",
    "release/matrix.yml.j2",
    "release/package-get.yml.j2",
    "release/release.yml.j2",
    "release/state/artifacts/read.yml.j2",
    "release/state/artifacts/write.yml.j2",
    "release/state/outputs/call.yml.j2",
    "release/state/outputs/called-inputs.yml.j2",
    "release/state/outputs/called-outputs.yml.j2",
    "release/state/outputs/job.yml.j2",
    "release/state/outputs/read.yml.j2",
    "release/state/outputs/write.yml.j2",
    "release/state/variables/begin.yml.j2",
    "release/state/variables/end.yml.j2",
    "release/state/variables/read.yml.j2",
    "release/state/variables/write.yml.j2",
    "release/steps.yml.j2",
    "release/stores/github/get.yml.j2",
    "release/stores/github/publish.yml.j2",
    "release/stores/github/put.yml.j2",
    "release/stores/s3/access.yml.j2",
    "release/stores/s3/get.yml.j2",
    "release/stores/s3/publish.yml.j2",
    "release/stores/s3/put.yml.j2",
    "release/type.yml.j2",
    "release/workflows.yml.j2",
    "workflow/checkout.yml.j2",
    "workflow/login.yml.j2",
];

/// What stands before the names of built-in templates in messages.
pub const BUILT_IN_NAME: &str = "<built in>";

/// The built-in template of an operator.
pub fn built_in(operator: &str) -> Option<&'static str> {
    let name = format!("{operator}/pool.yaml.j2");
    BUILT_IN.iter().find(|(built_in, _)| *built_in == name).map(|(_, text)| *text)
}

/// A folder of templates. Templates cannot include what is outside of it.
#[derive(Clone, Debug)]
pub struct Folder {
    /// The user's folder as it was given, and where it really is; none for the built-in templates alone.
    path: Option<(Utf8PathBuf, Utf8PathBuf)>,
    /// A template that is not on disk.
    own: Option<Own>,
    /// Whether a template of the user's has been read, by this or what was cloned from it.
    is_used: Arc<AtomicBool>,
}

/// A template that is not on disk.
#[derive(Clone, Debug)]
struct Own {
    name: String,
    text: String,
    /// What it is called in messages, if that is not its name.
    shown: Option<String>,
}

impl Folder {
    /// The built-in templates.
    pub fn built_in() -> Self {
        Folder { path: None, own: None, is_used: Arc::default() }
    }

    /// A folder that holds one template, `pool.yaml.j2`, and is not on disk.
    pub fn of_one(text: &str) -> Self {
        Folder::built_in().with("pool.yaml.j2", text)
    }

    /// The same folder and a template that is not on disk.
    #[must_use]
    pub fn with(mut self, name: &str, text: &str) -> Self {
        self.own = Some(Own { name: name.to_owned(), text: text.to_owned(), shown: None });
        self
    }

    /// The same folder, whose template that is not on disk is called so in messages: where it is going to be.
    #[must_use]
    pub fn shown_as(mut self, path: String) -> Self {
        if let Some(own) = &mut self.own {
            own.shown = Some(path);
        }
        self
    }

    /// Whether it is a folder of the user's.
    pub fn is_users(&self) -> bool {
        self.path.is_some()
    }

    /// Whether a template of the user's has been read.
    pub fn is_used(&self) -> bool {
        self.is_used.load(Ordering::Relaxed)
    }

    /// The user's folder; built-in templates stand behind its own.
    pub fn open(path: &Utf8Path) -> anyhow::Result<Self> {
        let path = if path.as_str().is_empty() { Utf8Path::new(".") } else { path };
        let real = path
            .canonicalize_utf8()
            .map_err(|error| anyhow::anyhow!("cannot read the folder {path}: {error}"))?;
        anyhow::ensure!(real.is_dir(), "cannot read the folder {path}: it is not a folder");
        Ok(Folder { path: Some((path.to_owned(), real)), ..Folder::built_in() })
    }

    /// The name of a template in messages: its path, as the user would type it.
    pub fn display(&self, name: &str) -> String {
        match &self.path {
            Some((path, real)) if real.join(name).exists() && path != "." => path.join(name).into_string(),
            Some((_, real)) if real.join(name).exists() => name.to_owned(),
            _ if BUILT_IN.iter().any(|(built_in, _)| *built_in == name) => format!("{BUILT_IN_NAME}/{name}"),
            _ => {
                let own = self.own.as_ref().filter(|own| own.name == name);
                own.and_then(|own| own.shown.as_deref()).unwrap_or(name).to_owned()
            }
        }
    }

    /// The operators that have a folder here.
    pub fn operators(&self) -> Vec<String> {
        let mut names: Vec<String> = BUILT_IN
            .iter()
            .map(|(name, _)| *name)
            .chain(self.own.iter().map(|own| own.name.as_str()))
            .filter_map(|name| name.strip_suffix("/pool.yaml.j2"))
            .map(str::to_owned)
            .collect();
        names.extend(self.own_operators());
        names.sort();
        names.dedup();
        names
    }

    /// The operators that the user's folder has a template of.
    pub fn own_operators(&self) -> Vec<String> {
        let own = self.path.iter().filter_map(|(_, real)| real.read_dir_utf8().ok()).flatten().flatten();
        let mut names: Vec<String> = own
            .filter(|entry| entry.path().join("pool.yaml.j2").is_file())
            .map(|entry| entry.file_name().to_owned())
            .collect();
        names.sort();
        names
    }

    /// What there is in a folder of built-in templates: files without their ending, and folders.
    pub fn parts(folder: &str) -> Vec<&'static str> {
        let inside = BUILT_IN.iter().filter_map(|(name, _)| name.strip_prefix(folder)?.strip_prefix('/'));
        let mut parts: Vec<&str> = inside.filter_map(|name| name.split(['/', '.']).next()).collect();
        parts.dedup();
        parts
    }

    /// The texts of the built-in templates whose names begin so.
    pub fn texts(beginning: &str) -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().filter(move |(name, _)| name.starts_with(beginning)).map(|(_, text)| *text)
    }

    /// The CRDs in the user's folder and in those of its operators, each with its path.
    pub fn crds(&self) -> anyhow::Result<Vec<(Utf8PathBuf, String)>> {
        let Some((path, real)) = &self.path else { return Ok(Vec::new()) };
        let mut folders = vec![path.clone()];
        let entries = real.read_dir_utf8()?.flatten();
        let inside = entries.filter(|entry| entry.file_type().is_ok_and(|kind| !kind.is_file()));
        folders.extend(inside.map(|entry| path.join(entry.file_name())));
        folders.sort();
        let mut crds = Vec::new();
        for file in folders.into_iter().map(|folder| folder.join("crd.yaml")).filter(|file| file.is_file()) {
            let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {file}"))?;
            crds.push((file, text));
        }
        Ok(crds)
    }

    /// The text of a template; nothing if there is none of this name.
    pub(super) fn load(&self, name: &str) -> Result<Option<String>, Unusable> {
        if let Some((_, real)) = &self.path {
            let path = real.join(name);
            match path.canonicalize_utf8() {
                Ok(found) if !found.starts_with(real) => {
                    let message = format!("the template `{name}` is outside of the template folder");
                    return Err(Unusable::File(message));
                }
                Ok(found) if found.is_file() => {
                    self.is_used.store(true, Ordering::Relaxed);
                    return read(&found, name).map(Some);
                }
                Ok(_) => return Err(Unusable::File(format!("the template `{name}` is not a file"))),
                Err(_) => {}
            }
        }
        if let Some(own) = self.own.as_ref().filter(|own| own.name == name) {
            return Ok(Some(own.text.clone()));
        }
        Ok(BUILT_IN.iter().find(|(built_in, _)| *built_in == name).map(|(_, text)| (*text).to_owned()))
    }
}

/// Why a template cannot be used, in words.
pub(super) enum Unusable {
    /// Its file cannot.
    File(String),
    /// What is in it is no text.
    Text(String),
}

fn read(path: &Utf8Path, name: &str) -> Result<String, Unusable> {
    /// The largest template that is read, in bytes; real ones have kilobytes.
    const LIMIT: u64 = 16 << 20;
    let length = path.metadata().map_or(0, |metadata| metadata.len());
    if length > LIMIT {
        return Err(Unusable::File(format!("the template `{name}` is larger than 16 MB")));
    }
    let bytes = std::fs::read(path)
        .map_err(|error| Unusable::File(format!("cannot read the template `{name}`: {error}")))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Unusable::Text(format!("the template `{name}` is not UTF-8: byte {at} is not text; save it as UTF-8"))
    })
}
