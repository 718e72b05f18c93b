//! An image and what is known about it.

use std::collections::BTreeMap;

use super::copied::Copied;
use super::keys::COMPONENT;
use crate::actions::Labels;
use crate::json::{Entry, Kind};
use crate::keys::{Record, needed};
use crate::kubernetes::{Arch, name};
use crate::text::{Code, Diagnostic, Diagnostics, Span};

/// An image that is built from a Dockerfile.
#[derive(Clone, Debug)]
pub struct Image {
    /// Its place in the config.
    pub index: usize,
    /// The Dockerfile, as seen from the folder of the Dockerfiles.
    pub file: String,
    /// Where that is in the config.
    pub place: Span,
    /// The name it is published under, without registry and tag.
    pub name: String,
    /// Where the config says so: that name, or the Dockerfile it is taken from.
    pub name_place: Span,
    /// The images it is built from, and where the config says so.
    pub bases: Vec<(usize, Span)>,
    /// The labels of its runners besides those of an architecture, and where they are.
    pub labels: (Labels, Span),
    /// Whether it is known what they are, and what it is built for.
    pub is_known: bool,
    /// Whether its build arguments could be read.
    pub(super) has_args: bool,
    /// Whether all could be read that its Dockerfile is compared with.
    pub(super) is_sound: bool,
    /// What it is built for.
    pub archs: Vec<(Arch, Span)>,
    /// Its level, and where the config gives it.
    pub level: usize,
    /// Where the level is given.
    pub level_place: Option<Span>,
    /// Its tags; the first is the one of all images.
    pub tags: Vec<String>,
    /// Build arguments.
    pub args: BTreeMap<String, String>,
    /// Where each of them is.
    pub(super) arg_places: Vec<(String, Span)>,
    /// The folder that the Dockerfile copies from, as seen from the folder of the Dockerfiles.
    pub context: (String, Span),
    /// What `FROM` calls its bases, in their order, if the config says so, and where.
    pub from: (Vec<(String, Span)>, Span),
    /// What the Dockerfile calls other images of the file: the name, and the image.
    pub bindings: Vec<(String, usize)>,
    /// Bases that need not be for an architecture: what is taken of them then is of another platform.
    pub(super) crossed: Vec<(usize, Arch)>,
    /// What the Dockerfile copies from its folder, as far as it was read.
    pub copied: Vec<Copied>,
}

impl Image {
    /// The image of a component; its bases are not known yet.
    pub(super) fn read(component: &Record<'_, '_>, tag: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        component.require(&needed(COMPONENT), "an image", diagnostics);
        let file = component.text("image_filename")?.to_owned();
        let place = component.place("image_filename");
        check_tags_once(component, diagnostics);
        let labels = if component.get("tags").is_some() { "tags" } else { "runner_tags" };
        let archs = archs(component, diagnostics);
        let level = component.integer("build_level").and_then(|level| usize::try_from(level).ok());
        let owned =
            |key: &str| component.texts(key).into_iter().map(|(text, _)| text.to_owned()).collect::<Vec<_>>();
        let args = args(component);
        let is_unread = |key: &&str| component.is_unread(key);
        let places = |key: &str| {
            let texts = component.texts(key).into_iter();
            (texts.map(|(text, place)| (text.to_owned(), place)).collect(), component.place(key))
        };
        let name = component.text("image_name").map(str::to_owned).or_else(|| {
            let name = name_of(&file);
            if name.is_none() {
                let found =
                    Diagnostic::new(Code::BadName, format!("`{file}` does not give the image a name"))
                        .at(place, "give it `image_name`, in lower case");
                diagnostics.push(found);
            }
            name
        })?;
        duplicates(component, "image_tags", &[tag], diagnostics);
        duplicates(component, "base_filename", &[], diagnostics);
        check_from_once(component, diagnostics);
        Some(Image {
            index: 0,
            name,
            name_place: component.get("image_name").map_or(place, |entry| entry.value.span),
            place,
            bases: Vec::new(),
            labels: places(labels),
            is_known: !["tags", "runner_tags", "architecture"].iter().any(is_unread),
            is_sound: args.is_some()
                && !["architecture", "base_filename", "from", "image_name"].iter().any(is_unread),
            archs,
            level: level.unwrap_or(0),
            level_place: level.map(|_| component.place("build_level")),
            tags: std::iter::once(tag.to_owned()).chain(owned("image_tags")).collect(),
            has_args: args.is_some(),
            args: args.unwrap_or_default(),
            arg_places: component
                .entries("build_args")
                .iter()
                .map(|entry| (entry.key.to_string(), entry.key_span))
                .collect(),
            context: (component.text("context").unwrap_or(".").to_owned(), component.place("context")),
            from: places("from"),
            bindings: Vec::new(),
            crossed: Vec::new(),
            copied: Vec::new(),
            file,
        })
    }

    /// The name by which jobs, outputs and targets of a build know it: letters, digits, `_` and `-`.
    pub fn key(&self) -> String {
        let digit = self.name.starts_with(|char: char| char.is_ascii_digit()).then_some('_');
        let replace = |char: char| if char.is_ascii_alphanumeric() || char == '-' { char } else { '_' };
        digit.into_iter().chain(self.name.chars().map(replace)).collect()
    }

    /// Whether nobody knows what the Dockerfile calls one of its bases.
    pub fn is_unbound(&self) -> bool {
        self.bases.iter().any(|(base, _)| !self.bindings.iter().any(|(_, bound)| bound == base))
    }

    /// What the config says that `FROM` calls each base, and where it says so.
    pub(super) fn given(&self) -> impl Iterator<Item = (&str, Span, usize)> {
        let names = self.from.0.iter().zip(&self.bases);
        names.map(|((name, place), (base, _))| (name.as_str(), *place, *base))
    }

    /// Whether it is built from an image of the config.
    pub(super) fn has_base(&self, image: usize) -> bool {
        self.bases.iter().any(|(base, _)| *base == image)
    }

    /// Whether it is built for an architecture.
    pub fn is_for(&self, arch: Arch) -> bool {
        self.archs.iter().any(|(own, _)| *own == arch)
    }
}

/// Reports labels under both of their keys.
fn check_tags_once(component: &Record<'_, '_>, diagnostics: &mut Diagnostics) {
    if let (Some(tags), Some(again)) = (component.get("tags"), component.get("runner_tags")) {
        let found = Diagnostic::new(Code::Conflict, "`tags` and `runner_tags` are the same key")
            .at(again.key_span, "remove this one, or the other")
            .label(tags.key_span, "the other");
        diagnostics.push(found);
    }
}

/// Reports texts that are twice in a list, or are there anyway.
fn duplicates(component: &Record<'_, '_>, key: &str, known: &[&str], diagnostics: &mut Diagnostics) {
    let mut seen = known.to_vec();
    for (text, place) in component.texts(key) {
        if seen.contains(&text) {
            diagnostics.push(again(text, place, "remove this one"));
        }
        seen.push(text);
    }
}

/// Reports names of bases that stand for one image, which can be only one base.
fn check_from_once(component: &Record<'_, '_>, diagnostics: &mut Diagnostics) {
    let mut seen: Vec<(&str, Span)> = Vec::new();
    for (name, place) in component.texts("from") {
        // Without a tag it is `latest`, and Docker Hub can be left out.
        if let Some((first, first_place)) = seen.iter().find(|(other, _)| name::same_image(name, other)) {
            const LABEL: &str = "each base has a name of its own";
            diagnostics.push(if name == *first {
                again(name, place, LABEL)
            } else {
                let message = format!("`{name}` is the same image as `{first}`");
                Diagnostic::new(Code::DuplicateKey, message).at(place, LABEL).label(*first_place, "the other")
            });
        }
        seen.push((name, place));
    }
}

fn again(text: &str, place: Span, label: &str) -> Diagnostic {
    Diagnostic::new(Code::DuplicateKey, format!("`{text}` is given twice")).at(place, label)
}

/// The build arguments of a component, if all of them could be read.
fn args(component: &Record<'_, '_>) -> Option<BTreeMap<String, String>> {
    let arg = |entry: &Entry<'_>| match &entry.value.kind {
        Kind::Text(text) => Some((entry.key.to_string(), text.to_string())),
        _ => None,
    };
    let args = component.entries("build_args").iter().map(arg).collect();
    if component.is_unread("build_args") { None } else { args }
}

/// The architectures of a component, each once.
fn archs(component: &Record<'_, '_>, diagnostics: &mut Diagnostics) -> Vec<(Arch, Span)> {
    let mut archs: Vec<(Arch, Span)> = Vec::new();
    for (arch, place) in component.archs("architecture") {
        if archs.iter().any(|(own, _)| *own == arch) {
            let message = format!("`{}` is twice in `architecture`", arch.uname());
            diagnostics.push(Diagnostic::new(Code::DuplicateKey, message).at(place, "remove this one"));
        } else {
            archs.push((arch, place));
        }
    }
    if component.is_unread("architecture") {
        // What of it could be read says nothing of what is built.
        archs.clear();
    } else if archs.is_empty() && component.get("architecture").is_some() {
        let found = Diagnostic::new(Code::NoArchitecture, "this image is for no architecture")
            .at(component.place("architecture"), "the list is empty")
            .help("name an architecture, such as `x86_64`");
        diagnostics.push(found);
    }
    archs
}

/// The name of an image that its Dockerfile tells: `Dockerfile.rust`, `rust.Dockerfile` and `rust/Dockerfile` are `rust`.
fn name_of(file: &str) -> Option<String> {
    let mut parts = file.rsplit('/');
    let last = parts.next()?;
    let strip = |text: &'static str| last.strip_prefix(text);
    let lower = last.to_ascii_lowercase();
    let name = match lower.as_str() {
        "dockerfile" | "containerfile" => parts.next()?.to_ascii_lowercase(),
        _ => strip("Dockerfile.")
            .or_else(|| strip("Containerfile."))
            .or_else(|| last.strip_suffix(".Dockerfile"))
            .or_else(|| last.strip_suffix(".dockerfile"))
            .unwrap_or(last)
            .to_ascii_lowercase(),
    };
    name::image_path(&name).is_ok().then_some(name)
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn names() {
        for (file, name) in [
            ("Dockerfile.gcc-lite", Some("gcc-lite")),
            ("images/Dockerfile.Rust", Some("rust")),
            ("rust/Dockerfile", Some("rust")),
            ("go.Dockerfile", Some("go")),
            ("Dockerfile", None),
            ("Dockerfile.a b", None),
        ] {
            assert_eq!(name_of(file).as_deref(), name, "{file}");
        }
    }
}
