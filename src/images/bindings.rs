//! Which images of the config the names in a Dockerfile stand for.

use super::Image;
use super::config::Images;
use super::official::is_official;
use super::reference::{Dockerfile, Reference};
use crate::kubernetes::name;
use crate::text::{Code, Diagnostic, Diagnostics, Span, did_you_mean, suggest};

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
    file: &Dockerfile,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, usize)> {
    let image = &all.images[at];
    let mut bound = given(image, file, diagnostics);
    let is_clear = is_clear(image, &bound);
    let (mut unclear, mut unknown): (Vec<usize>, Vec<&Reference>) = Default::default();
    for reference in &file.references {
        if bound.iter().any(|(name, _)| *name == reference.image) {
            continue;
        }
        match meaning(all, at, &reference.image) {
            Meaning::Image(base) if image.has_base(base) => bound.push((reference.image.clone(), base)),
            Meaning::Image(other) => diagnostics.push(undeclared(image, &all.images[other], reference)),
            Meaning::OneOf(bases) => {
                diagnostics.push(one_of(all, image, &bases, reference));
                unclear.extend(bases);
            }
            Meaning::Unknown => unknown.push(reference),
        }
    }
    let is_left = |base: usize| {
        image.from.0.is_empty() && !unclear.contains(&base) && !bound.iter().any(|(_, bound)| *bound == base)
    };
    let left: Vec<(usize, Span)> = image.bases.iter().copied().filter(|(base, _)| is_left(*base)).collect();
    let aliases = aliases(&unknown);
    match left[..] {
        // What else is bound, and to what, is told elsewhere.
        [] if is_clear && unclear.is_empty() => {
            let unserved = aliases.iter().filter(|alias| alias.image.contains('_'));
            diagnostics.extend(unserved.map(|alias| nobodys(image, alias)));
        }
        [] => {}
        [(base, _)] if is_one(&aliases, &unknown) => {
            bound.extend(aliases.iter().map(|alias| (alias.image.clone(), base)));
        }
        _ if aliases.is_empty() => {
            diagnostics.extend(left.iter().map(|base| mismatch(all, image, *base, &unknown)));
        }
        _ => diagnostics.push(unsure(all, image, &left, &aliases, &bound)),
    }
    once(bound)
}

/// The names that the config gives, as the Dockerfile writes them.
fn given(image: &Image, file: &Dockerfile, diagnostics: &mut Diagnostics) -> Vec<(String, usize)> {
    let mut bound = Vec::new();
    for (given, place, base) in image.given() {
        let names = file.references.iter().map(|reference| reference.image.as_str());
        let same: Vec<&str> = names.clone().filter(|name| name::same_image(name, given)).collect();
        let is_stage = file.stages.iter().any(|(stage, _)| stage.eq_ignore_ascii_case(given));
        if same.is_empty() && !is_stage {
            let help = match (suggest(given, names.clone()), names.clone().next()) {
                (Some(near), _) => did_you_mean(near),
                (None, Some(first)) => format!("write what it names, such as `{first}`"),
                (None, None) => "name the base in the Dockerfile".to_owned(),
            };
            let message = format!("`{}` names no image `{given}`", image.file);
            diagnostics.push(Diagnostic::new(Code::BaseMismatch, message).at(place, "").help(help));
        }
        bound.extend(same.into_iter().map(|name| (name.to_owned(), base)));
        // What stands for a stage too is reported there.
        bound.extend(is_stage.then(|| (given.to_owned(), base)));
    }
    bound
}

/// Whether the Dockerfile has each name that the config gives, and a name for each base. What is wrong with them has been
/// told, and what else it names may then be what is meant.
fn is_clear(image: &Image, bound: &[(String, usize)]) -> bool {
    let (names, bases) = (image.from.0.len(), image.bases.len());
    let is_bound = |(_, _, base): (&str, Span, usize)| bound.iter().any(|(_, bound)| *bound == base);
    let is_of_one =
        |(name, base): &(String, usize)| bound.iter().all(|(other, of)| other != name || of == base);
    (names == 0 || names == bases) && image.given().all(is_bound) && bound.iter().all(is_of_one)
}

/// The names that no registry has to serve, each once: one word, as `nubificus_base_build` in the article.
fn aliases<'r>(references: &[&'r Reference]) -> Vec<&'r Reference> {
    let is_alias = |name: &str| !name.contains(['/', ':', '@', '.']) && !is_official(name);
    let mut found: Vec<&Reference> = Vec::new();
    for reference in references.iter().filter(|reference| is_alias(&reference.image)) {
        if !found.iter().any(|known| known.image == reference.image) {
            found.push(reference);
        }
    }
    found
}

/// Whether names are all of one image: what one place names, or that on which the last stage stands, for each architecture.
fn is_one(aliases: &[&Reference], references: &[&Reference]) -> bool {
    let is_final = |alias: &&Reference| {
        references.iter().any(|reference| reference.is_final && reference.image == alias.image)
    };
    let Some(first) = aliases.first() else { return false };
    aliases.iter().all(|alias| alias.span == first.span) || aliases.iter().all(is_final)
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
    // Where the config says what the bases are called, nothing else is guessed.
    let is_open = image.from.0.is_empty();
    let is_called =
        |other: &usize| is_called(all, &all.images[*other], name, is_open && image.has_base(*other));
    if let Some(found) = images().find(is_published).or_else(|| images().find(is_called)) {
        return Meaning::Image(found);
    }
    let (own, _) = name::image_parts(name);
    let is_last_part = |base: &usize| all.images[*base].name.rsplit('/').next() == Some(own);
    let found: Vec<usize> =
        bases().filter(|base| is_open && is_last_part(base) && !is_official(own)).collect();
    match found[..] {
        [] => Meaning::Unknown,
        [base] => Meaning::Image(base),
        _ => Meaning::OneOf(found),
    }
}

/// Whether a reference is one under which an image is published, whatever the tag: a moving tag is what is replaced.
fn is_published_as(all: &Images, image: &Image, reference: &str) -> bool {
    let mut registries = [&all.registry, &all.own_registry].into_iter().flatten();
    registries.any(|registry| name::same_repository(reference, &format!("{registry}/{}", image.name)))
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

/// A reference to another image of the config, which would be the one of the last time.
fn undeclared(image: &Image, other: &Image, reference: &Reference) -> Diagnostic {
    let message = format!("`{}` is built from `{}`, and the config does not say so", image.file, other.file);
    Diagnostic::new(Code::UndeclaredBase, message)
        .at(reference.span, "this image is built here")
        .label(image.place, "it would be built without waiting for it")
        .help(format!("add `{}` to its `base_filename`", other.file))
}

/// A name that no image of the config has and no registry serves.
fn nobodys(image: &Image, reference: &Reference) -> Diagnostic {
    let message =
        format!("`{}` is built from `{}`, and no image of this config is that", image.file, reference.image);
    let base = if image.bases.is_empty() { "\"…\"" } else { "[…, \"…\"]" };
    let from = if image.from.0.is_empty() {
        String::new()
    } else {
        format!(", `\"from\": […, \"{}\"]`", reference.image)
    };
    Diagnostic::new(Code::BaseMismatch, message)
        .at(reference.span, "no registry serves it: the official images of Docker Hub have no `_`")
        .label(image.place, "it has no such base")
        .help(format!(
            "if it is built here, add its Dockerfile: `\"base_filename\": {base}`{from}; else write its registry too"
        ))
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

/// Names of the Dockerfile's own, and bases that they cannot be told apart for.
fn unsure(
    all: &Images,
    image: &Image,
    bases: &[(usize, Span)],
    aliases: &[&Reference],
    bound: &[(String, usize)],
) -> Diagnostic {
    let files: Vec<String> = bases.iter().map(|(base, _)| format!("`{}`", all.images[*base].file)).collect();
    let names: Vec<String> = aliases.iter().map(|alias| format!("`{}`", alias.image)).collect();
    let message =
        format!("nobody knows what `{}` calls {}: {}", image.file, files.join(" and "), names.join(" or "));
    let mut found = Diagnostic::new(Code::BaseMismatch, message).at(bases[0].1, "");
    for alias in aliases {
        found = found.label(alias.span, "a name of its own");
    }
    let mut rest = aliases.iter().map(|alias| alias.image.as_str());
    let from = image.bases.iter().map(|(base, _)| {
        let known = bound.iter().find(|(_, bound)| bound == base).map(|(name, _)| name.as_str());
        format!("\"{}\"", known.or_else(|| rest.next()).unwrap_or("…"))
    });
    let from = from.collect::<Vec<_>>().join(", ");
    let or = if aliases.len() < bases.len() { "; or remove a base that it does not use" } else { "" };
    found.help(format!("say it in the order of `base_filename`, such as `\"from\": [{from}]`{or}"))
}

/// A base that nothing in the Dockerfile uses.
fn mismatch(
    all: &Images,
    image: &Image,
    (base, place): (usize, Span),
    references: &[&Reference],
) -> Diagnostic {
    let base = &all.images[base];
    let message = format!("`{}` is not built from its base `{}`", image.file, base.file);
    let found = Diagnostic::new(Code::BaseMismatch, message);
    // Without a registry its name may be that of an official image.
    let published = if all.registry.is_none() && is_official(&base.name) {
        String::new()
    } else {
        format!("`{}` or ", all.references(base)[0])
    };
    let expected = format!("expected {published}a name of your own in one word");
    let found = match references.iter().find(|reference| reference.is_final) {
        Some(reference) => {
            let found = found.at(reference.span, expected).label(place, "its base");
            match reference.image.as_str() {
                name if is_official(name) => {
                    found.note(format!("`{name}` is an official image of Docker Hub"))
                }
                _ => found,
            }
        }
        None => found.at(place, "its Dockerfile names no such image").note(expected),
    };
    let ending = format!("/{}", base.name);
    let place_of = |reference: &&Reference| {
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
