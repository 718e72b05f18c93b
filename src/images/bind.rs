//! What the Dockerfiles call the images they are built from.
//!
//! BuildKit takes the name of a `FROM` as the key of a named context, a full reference too
//! (docs.docker.com/build/concepts/context, "Named contexts"), so that no Dockerfile has to be edited.

use super::Image;
use super::config::{Folder, Images};
use super::dockerfile::{self, Reference};
use crate::kubernetes::name;
use crate::text::{Code, Diagnostic, Diagnostics, Sources};

/// Reads the Dockerfiles and binds the images that they name to those of the config.
pub(super) fn bind(
    all: &mut Images,
    folder: Folder<'_>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) {
    let exists = |image: &Image| folder.path.join(&image.file).is_file();
    let at_hand = folder.is_given || all.images.iter().any(exists);
    for at in 0..all.images.len() {
        let image = &all.images[at];
        if !image.from.is_empty() {
            all.images[at].bindings = given(image, diagnostics);
        } else if at_hand {
            all.images[at].bindings = from_file(all, at, folder, sources, diagnostics);
        }
    }
}

/// The names that the config itself gives.
fn given(image: &Image, diagnostics: &mut Diagnostics) -> Vec<(String, usize)> {
    if image.from.len() != image.bases.len() {
        let message = format!(
            "`from` of `{}` names {} images, and `base_filename` {}",
            image.file,
            image.from.len(),
            image.bases.len()
        );
        diagnostics
            .push(Diagnostic::new(Code::Conflict, message).at(image.place, "give one name for each base"));
    }
    image.from.iter().cloned().zip(image.bases.iter().map(|(base, _)| *base)).collect()
}

fn from_file(
    all: &Images,
    at: usize,
    folder: Folder<'_>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, usize)> {
    let image = &all.images[at];
    let path = folder.path.join(&image.file);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            let message = format!("cannot read the Dockerfile `{path}`: {error}");
            let found = Diagnostic::new(Code::MissingDockerfile, message)
                .at(image.place, "")
                .help("correct its name, or say where the Dockerfiles are: `--context DIR`");
            diagnostics.push(found);
            return Vec::new();
        }
    };
    let source = sources.add(path.as_str(), text);
    match dockerfile::references(&source, &image.args) {
        Ok(references) => bindings(all, at, &references, diagnostics),
        Err(found) => {
            diagnostics.push(*found);
            Vec::new()
        }
    }
}

fn bindings(
    all: &Images,
    at: usize,
    references: &[Reference],
    diagnostics: &mut Diagnostics,
) -> Vec<(String, usize)> {
    let image = &all.images[at];
    let mut bound: Vec<(String, usize)> = Vec::new();
    for reference in references {
        let Some(found) = all.images.iter().position(|other| is_published_as(all, other, &reference.image))
        else {
            continue;
        };
        if image.bases.iter().any(|(base, _)| *base == found) {
            bound.push((reference.image.clone(), found));
        } else if found != at {
            let other = &all.images[found];
            let message =
                format!("`{}` is built from `{}`, and the config does not say so", image.file, other.file);
            let found = Diagnostic::new(Code::UndeclaredBase, message)
                .at(reference.span, "this image is built here")
                .label(image.place, "it would be built without waiting for it")
                .help(format!("add `{}` to its `base_filename`", other.file));
            diagnostics.push(found);
        }
    }
    for (base, place) in image
        .bases
        .iter()
        .filter(|(base, _)| !bound.iter().any(|(_, other)| other == base))
        .copied()
        .collect::<Vec<_>>()
    {
        let is_taken = |reference: &&Reference| bound.iter().any(|(name, _)| *name == reference.image);
        let free: Vec<&Reference> = references.iter().filter(|reference| !is_taken(reference)).collect();
        let stands_for = |reference: &&&Reference| stands_for(&reference.image, &all.images[base]);
        let found = free
            .iter()
            .find(stands_for)
            .or_else(|| free.iter().find(|reference| reference.is_final && is_alias(&reference.image)));
        match found {
            Some(reference) => bound.push((reference.image.clone(), base)),
            None => diagnostics.push(mismatch(all, image, &all.images[base], place, &free)),
        }
    }
    bound.dedup();
    bound
}

/// Whether a reference is one under which an image is published, whatever the tag: a moving tag is what is replaced.
fn is_published_as(all: &Images, image: &Image, reference: &str) -> bool {
    let (name, _) = name::image_parts(reference);
    !reference.contains('@') && all.registry.is_some() && name == all.repository(image)
}

/// Whether a reference is to an image of the same name, wherever it is published.
fn stands_for(reference: &str, base: &Image) -> bool {
    let (name, _) = name::image_parts(reference);
    name == base.name || name.rsplit('/').next() == base.name.rsplit('/').next()
}

/// Official images in one word (hub.docker.com), which nobody means as a name of their own.
const OFFICIAL: [&str; 14] = [
    "alpine",
    "almalinux",
    "amazonlinux",
    "archlinux",
    "busybox",
    "centos",
    "debian",
    "fedora",
    "golang",
    "node",
    "opensuse",
    "python",
    "rockylinux",
    "ubuntu",
];

/// A name that no registry has to serve: one word, as `nubificus_base_build` in the article.
fn is_alias(reference: &str) -> bool {
    !reference.contains(['/', ':', '@', '.']) && !OFFICIAL.contains(&reference)
}

fn mismatch(
    all: &Images,
    image: &Image,
    base: &Image,
    place: crate::text::Span,
    free: &[&Reference],
) -> Diagnostic {
    let message = format!("`{}` is not built from its base `{}`", image.file, base.file);
    let found = Diagnostic::new(Code::BaseMismatch, message);
    let expected = format!("expected `{}` or a name of your own in one word", all.references(base)[0]);
    let found = match free.iter().find(|reference| reference.is_final).or(free.first()) {
        Some(reference) => found.at(reference.span, expected).label(place, "its base"),
        None => found.at(place, "its Dockerfile names no such image").note(expected),
    };
    found.help("change the `FROM`, or `base_filename`")
}
