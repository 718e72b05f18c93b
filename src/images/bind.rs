//! What the Dockerfiles call the images they are built from.
//!
//! BuildKit takes the name of a `FROM` as the key of a named context, a full reference too
//! (docs.docker.com/build/concepts/context, "Named contexts"), so that no Dockerfile has to be edited.

use super::Image;
use super::config::{Folder, Images};
use super::dockerfile::{self, Reference};
use super::official::is_official;
use crate::kubernetes::{Arch, name};
use crate::text::{Code, Diagnostic, Diagnostics, Sources, Span};

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
    let text = match std::fs::read(&path) {
        // A comment may be in another encoding.
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) => {
            let message = format!("cannot read the Dockerfile `{path}`: {error}");
            let found = Diagnostic::new(Code::MissingDockerfile, message)
                .at(image.place, "")
                .help("correct its name, or say where the Dockerfiles are: `--context DIR`");
            diagnostics.push(found);
            return Vec::new();
        }
    };
    let context = folder.path.join(&image.context);
    if !context.as_str().is_empty() && !context.is_dir() {
        let message = format!("there is no folder `{context}`, from which `{}` copies", image.file);
        diagnostics.push(Diagnostic::new(Code::MissingDockerfile, message).at(image.place, ""));
    }
    let source = sources.add(path.as_str(), text);
    let mut references: Vec<Reference> = Vec::new();
    for (arch, _) in &image.archs {
        match dockerfile::references(&source, &image.args, *arch) {
            // A name can hold the architecture.
            Ok(found) => found.into_iter().for_each(|reference| {
                let is_same = |known: &&mut Reference| {
                    known.span == reference.span
                        && known.image == reference.image
                        && known.is_final == reference.is_final
                };
                match references.iter_mut().find(is_same) {
                    Some(known) => known.platform = known.platform.take().or(reference.platform),
                    None => references.push(reference),
                }
            }),
            Err(found) => {
                diagnostics.push(*found);
                return Vec::new();
            }
        }
    }
    let bound = bindings(all, at, &references, diagnostics);
    for reference in &references {
        let base = bound.iter().find(|(name, _)| *name == reference.image);
        check_platform(image, reference, base.map(|(_, base)| &all.images[*base]), diagnostics);
    }
    bound
}

/// Reports a platform that the Dockerfile gives and that is not the one that is built.
fn check_platform(image: &Image, reference: &Reference, base: Option<&Image>, diagnostics: &mut Diagnostics) {
    let Some((platform, place)) = &reference.platform else { return };
    let is_for = |base: &&Image| Arch::parse(platform).is_some_and(|arch| base.is_for(arch));
    let found = match base {
        Some(base) if !is_for(&base) => {
            let message = format!(
                "`{}` is built from `{}` for {platform}, and that is not built for it",
                image.file, base.file
            );
            let archs = base.archs.first().map_or(base.place, |(_, place)| *place);
            Diagnostic::new(Code::BaseArchitecture, message)
                .at(*place, "")
                .label(archs, "the base is for these")
        }
        // A stage that is only copied from can be of any platform.
        _ if reference.is_final => {
            let message = format!("`{}` has {platform} in it, whatever it is built for", image.file);
            let other = image.archs.iter().find(|(arch, _)| Some(*arch) != Arch::parse(platform));
            let other = other.map_or(image.place, |(_, place)| *place);
            Diagnostic::new(Code::FixedPlatform, message).at(*place, "").label(other, "it is built for this")
        }
        _ => return,
    };
    diagnostics.push(found.help("remove it: `FROM` then takes the platform that is built"));
}

/// What the references of a Dockerfile are bound to: every one that is a base, by whichever name.
fn bindings(
    all: &Images,
    at: usize,
    references: &[Reference],
    diagnostics: &mut Diagnostics,
) -> Vec<(String, usize)> {
    let image = &all.images[at];
    let is_base = |reference: &&Reference, base: usize| {
        is_published_as(all, &all.images[base], &reference.image)
            || stands_for(&reference.image, &all.images[base])
    };
    let mut bound: Vec<(String, usize)> = Vec::new();
    for (base, place) in image.bases.iter().copied() {
        let own = || references.iter().filter(|reference| is_base(reference, base));
        let is_alias = |reference: &&Reference| {
            let is_taken = image.bases.iter().any(|(base, _)| is_base(reference, *base));
            reference.is_final && !is_taken && is_alias(&reference.image)
        };
        // The last stage may stand on another name for each architecture.
        let found: Vec<&Reference> = match own().next() {
            Some(_) => own().collect(),
            None => references.iter().filter(is_alias).collect(),
        };
        if found.is_empty() {
            diagnostics.push(mismatch(all, image, &all.images[base], place, references));
        }
        for reference in found {
            let binding = (reference.image.clone(), base);
            // Two stages may stand on it.
            if !bound.contains(&binding) {
                bound.push(binding);
            }
        }
    }
    for reference in
        references.iter().filter(|reference| !bound.iter().any(|(name, _)| *name == reference.image))
    {
        undeclared(all, at, reference, diagnostics);
    }
    bound
}

/// Reports a reference to another image of the config, which would be the one of the last time.
fn undeclared(all: &Images, at: usize, reference: &Reference, diagnostics: &mut Diagnostics) {
    let name = reference.image.as_str();
    let is_it =
        |other: &Image| is_published_as(all, other, name) || (name == other.name && !is_official(name));
    let image = &all.images[at];
    let Some(other) = all.images.iter().find(|other| other.index != at && is_it(other)) else { return };
    let message = format!("`{}` is built from `{}`, and the config does not say so", image.file, other.file);
    let found = Diagnostic::new(Code::UndeclaredBase, message)
        .at(reference.span, "this image is built here")
        .label(image.place, "it would be built without waiting for it")
        .help(format!("add `{}` to its `base_filename`", other.file));
    diagnostics.push(found);
}

/// Whether a reference is one under which an image is published, whatever the tag: a moving tag is what is replaced.
fn is_published_as(all: &Images, image: &Image, reference: &str) -> bool {
    all.registry.is_some() && name::same_repository(reference, &all.repository(image))
}

/// Whether a reference is to an image of the same name, wherever it is published.
fn stands_for(reference: &str, base: &Image) -> bool {
    let (name, _) = name::image_parts(reference);
    name == base.name || name.rsplit('/').next() == base.name.rsplit('/').next()
}

/// A name that no registry has to serve: one word, as `nubificus_base_build` in the article.
fn is_alias(reference: &str) -> bool {
    !reference.contains(['/', ':', '@', '.']) && !is_official(reference)
}

fn mismatch(all: &Images, image: &Image, base: &Image, place: Span, references: &[Reference]) -> Diagnostic {
    let message = format!("`{}` is not built from its base `{}`", image.file, base.file);
    let found = Diagnostic::new(Code::BaseMismatch, message);
    let expected = format!("expected `{}` or a name of your own in one word", all.references(base)[0]);
    let found = match references.iter().find(|reference| reference.is_final).or(references.first()) {
        Some(reference) => found.at(reference.span, expected).label(place, "its base"),
        None => found.at(place, "its Dockerfile names no such image").note(expected),
    };
    found.help("change the `FROM`, or `base_filename`; or say what it calls the base: `\"from\": \"…\"`")
}
