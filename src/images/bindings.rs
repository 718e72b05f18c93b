//! Which images of the config the names in a Dockerfile stand for.

use super::Image;
use super::config::Images;
use super::dockerfile::Reference;
use super::official::is_official;
use crate::kubernetes::name;
use crate::text::{Code, Diagnostic, Diagnostics, Span};

/// What a name stands for.
enum Meaning {
    /// An image of the config.
    Image(usize),
    /// One of several bases.
    OneOf(Vec<usize>),
    /// Nothing that the config tells.
    Unknown,
}

/// What the references of a Dockerfile are bound to: every one that is a base, by whichever name.
pub(super) fn bindings(
    all: &Images,
    at: usize,
    references: &[Reference],
    diagnostics: &mut Diagnostics,
) -> Vec<(String, usize)> {
    let image = &all.images[at];
    let (mut bound, mut unclear): (Vec<(String, usize)>, Vec<usize>) = (Vec::new(), Vec::new());
    for reference in references {
        match meaning(all, at, &reference.image) {
            Meaning::Image(base) if image.has_base(base) => bound.push((reference.image.clone(), base)),
            Meaning::Image(other) => diagnostics.push(undeclared(image, &all.images[other], reference)),
            Meaning::OneOf(bases) => {
                diagnostics.push(one_of(all, image, &bases, reference));
                unclear.extend(bases);
            }
            Meaning::Unknown => {}
        }
    }
    for (base, place) in &image.bases {
        if unclear.contains(base) || bound.iter().any(|(_, bound)| bound == base) {
            continue;
        }
        let is_alias = |reference: &&Reference| {
            let is_taken = bound.iter().any(|(name, _)| *name == reference.image);
            reference.is_final && !is_taken && is_alias(&reference.image)
        };
        // The last stage may stand on another name for each architecture.
        let found: Vec<_> = references.iter().filter(is_alias).collect();
        if found.is_empty() {
            diagnostics.push(mismatch(all, image, &all.images[*base], *place, references));
        }
        bound.extend(found.into_iter().map(|reference| (reference.image.clone(), *base)));
    }
    once(bound)
}

/// Two stages may stand on one image.
fn once(bound: Vec<(String, usize)>) -> Vec<(String, usize)> {
    let mut kept: Vec<(String, usize)> = Vec::new();
    for binding in bound {
        if !kept.contains(&binding) {
            kept.push(binding);
        }
    }
    kept
}

/// What a name in the Dockerfile of an image stands for. An image of the same last name that another registry serves is
/// another image.
fn meaning(all: &Images, at: usize, name: &str) -> Meaning {
    let image = &all.images[at];
    let bases = || image.bases.iter().map(|(base, _)| *base);
    let images = || bases().chain((0..all.images.len()).filter(|other| *other != at));
    let is_published = |other: &usize| is_published_as(all, &all.images[*other], name);
    let is_called = |other: &usize| is_called(all, &all.images[*other], name, image.has_base(*other));
    if let Some(found) = images().find(is_published).or_else(|| images().find(is_called)) {
        return Meaning::Image(found);
    }
    let (own, _) = name::image_parts(name);
    let is_last_part = |base: &usize| all.images[*base].name.rsplit('/').next() == Some(own);
    let found: Vec<usize> = bases().filter(|base| is_last_part(base) && !is_official(own)).collect();
    match found[..] {
        [] => Meaning::Unknown,
        [base] => Meaning::Image(base),
        _ => Meaning::OneOf(found),
    }
}

/// Whether a reference is one under which an image is published, whatever the tag: a moving tag is what is replaced.
fn is_published_as(all: &Images, image: &Image, reference: &str) -> bool {
    all.registry.is_some() && name::same_repository(reference, &all.repository(image))
}

/// Whether a reference is the name of an image in the config. With a tag, only a base is meant; with a path, one is only
/// where nobody says what stands before it.
fn is_called(all: &Images, image: &Image, reference: &str, is_base: bool) -> bool {
    let (own, _) = name::image_parts(reference);
    let is_meant = if own.contains('/') {
        all.registry.is_none()
    } else {
        !is_official(own) && (is_base || own == reference)
    };
    is_meant && own == image.name
}

/// A name that no registry has to serve: one word, as `nubificus_base_build` in the article.
fn is_alias(reference: &str) -> bool {
    !reference.contains(['/', ':', '@', '.']) && !is_official(reference)
}

/// A reference to another image of the config, which would be the one of the last time.
fn undeclared(image: &Image, other: &Image, reference: &Reference) -> Diagnostic {
    let message = format!("`{}` is built from `{}`, and the config does not say so", image.file, other.file);
    Diagnostic::new(Code::UndeclaredBase, message)
        .at(reference.span, "this image is built here")
        .label(image.place, "it would be built without waiting for it")
        .help(format!("add `{}` to its `base_filename`", other.file))
}

/// A reference that several bases have as the last part of their name.
fn one_of(all: &Images, image: &Image, bases: &[usize], reference: &Reference) -> Diagnostic {
    let names: Vec<String> = bases.iter().map(|base| format!("`{}`", all.images[*base].name)).collect();
    let message = format!("nobody knows which base of `{}` this is: {}", image.file, names.join(" or "));
    let mut found = Diagnostic::new(Code::BaseMismatch, message).at(reference.span, "");
    for (_, place) in image.bases.iter().filter(|(base, _)| bases.contains(base)) {
        found = found.label(*place, "one of them");
    }
    found.help("write the whole name of the base; or say what `FROM` calls each base: `\"from\": [\"…\"]`")
}

fn mismatch(all: &Images, image: &Image, base: &Image, place: Span, references: &[Reference]) -> Diagnostic {
    let message = format!("`{}` is not built from its base `{}`", image.file, base.file);
    let found = Diagnostic::new(Code::BaseMismatch, message);
    let expected = format!("expected `{}` or a name of your own in one word", all.references(base)[0]);
    let found = match references.iter().find(|reference| reference.is_final).or(references.first()) {
        Some(reference) => found.at(reference.span, expected).label(place, "its base"),
        None => found.at(place, "its Dockerfile names no such image").note(expected),
    };
    let ending = format!("/{}", base.name);
    let place_of = |reference: &Reference| {
        let registry = name::image_parts(&reference.image).0.strip_suffix(&ending)?.to_owned();
        name::image_prefix(&registry).is_ok().then_some(registry)
    };
    found.help(match references.iter().find_map(place_of).filter(|_| all.registry.is_none()) {
        Some(registry) => {
            format!(
                "if it is published there, say so: `\"registry\": \"{registry}\"`; else change the `FROM`"
            )
        }
        None => {
            "change the `FROM`, or `base_filename`; or say what it calls the base: `\"from\": \"…\"`".into()
        }
    })
}
