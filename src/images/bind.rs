//! What the Dockerfiles call the images they are built from.
//!
//! BuildKit takes the name of a `FROM` as the key of a named context, a full reference too
//! (docs.docker.com/build/concepts/context, "Named contexts"), so that no Dockerfile has to be edited.

use super::Image;
use super::arguments::check_arguments;
use super::bindings::bindings;
use super::config::{Folder, Images};
use super::dockerfile;
use super::presence::{check_absent, unreadable};
use super::reference::{Dockerfile, Reference, arch_of};
use crate::kubernetes::{Arch, name};
use crate::text::{Code, Diagnostic, Diagnostics, Source, Sources, count};

/// What to do about a platform that a Dockerfile gives.
const NO_PLATFORM: &str = "remove it: `FROM` then takes the platform that is built";

/// Reads the Dockerfiles and binds the images that they name to those of the config.
pub(super) fn bind(
    all: &mut Images,
    folder: Folder<'_>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) {
    let exists = |image: &Image| folder.path.join(&image.file).is_file();
    let at_hand = folder.is_given || all.images.iter().any(exists);
    if !at_hand && folder.is_beside {
        check_absent(all, folder, diagnostics);
    }
    for at in 0..all.images.len() {
        let image = &all.images[at];
        if image.is_sound {
            check_from(image, diagnostics);
        }
        // Two images with one Dockerfile have been told.
        let is_again = all.images[..at].iter().any(|other| other.file == image.file);
        let is_read = at_hand && image.has_args && !is_again;
        let file = if is_read { read(image, folder, sources, diagnostics) } else { None };
        let bound = match &file {
            Some(file) if image.is_sound => bound(all, at, file, diagnostics),
            _ => image.given().map(|(name, _, base)| (name.to_owned(), base)).collect(),
        };
        all.images[at].crossed =
            file.as_ref().map(|file| crossed(&all.images[at], file, &bound)).unwrap_or_default();
        all.images[at].bindings = bound;
        all.images[at].copied = file.map(|file| file.copied).unwrap_or_default();
    }
}

/// Reports names of bases that are not as many as the bases.
fn check_from(image: &Image, diagnostics: &mut Diagnostics) {
    let (names, bases) = (image.from.0.len(), image.bases.len());
    if names != 0 && names != bases {
        let given = count(names, "image");
        let message = format!("`from` of `{}` names {given}, and `base_filename` {bases}", image.file);
        diagnostics
            .push(Diagnostic::new(Code::Conflict, message).at(image.from.1, "give one name for each base"));
    }
}

/// What a Dockerfile calls its bases, and what is wrong with that.
fn bound(all: &Images, at: usize, file: &Dockerfile, diagnostics: &mut Diagnostics) -> Vec<(String, usize)> {
    let image = &all.images[at];
    let bound = bindings(all, at, file, diagnostics);
    check_arguments(image, file, diagnostics);
    check_syntax(image, all, file, &bound, diagnostics);
    for reference in &file.references {
        let base = bound.iter().find(|(name, _)| *name == reference.image);
        check_platform(image, reference, base.map(|(_, base)| &all.images[*base]), diagnostics);
    }
    let is_wrong = |reference: &&Reference| reference.is_final && image.archs.len() > 1;
    let of_builder = file.references.iter().filter(is_wrong);
    for place in of_builder.filter_map(|reference| reference.of_builder) {
        let message = format!(
            "`{}` has the platform of the machine that builds it, whatever it is built for",
            image.file
        );
        let found = Diagnostic::new(Code::FixedPlatform, message).at(place, "").help(NO_PLATFORM);
        let other = image.archs.get(1).map_or(image.place, |(_, place)| *place);
        diagnostics.push(found.label(other, "it is built for this too"));
    }
    check_stages(image, all, file, &bound, diagnostics);
    bound
}

/// Reports a syntax that is older than names of other images, if a base has one.
fn check_syntax(
    image: &Image,
    all: &Images,
    file: &Dockerfile,
    bound: &[(String, usize)],
    diagnostics: &mut Diagnostics,
) {
    // A build argument can name another.
    let is_named = image.args.contains_key("BUILDKIT_SYNTAX");
    if let (Some((syntax, place)), Some((name, base)), false) = (&file.old_syntax, bound.first(), is_named) {
        let base = &all.images[*base].file;
        let message = format!("`{syntax}` cannot take `{base}` for `{name}`: named contexts came with 1.4");
        let found = Diagnostic::new(Code::DockerfileSyntax, message).at(*place, "");
        diagnostics.push(found.help("write `# syntax=docker/dockerfile:1`"));
    }
}

/// The bases that need not be for an architecture that is built: all that is taken of them is of another platform.
fn crossed(image: &Image, file: &Dockerfile, bound: &[(String, usize)]) -> Vec<(usize, Arch)> {
    let mut found = Vec::new();
    for (base, _) in &image.bases {
        let is_it = |reference: &&Reference| {
            bound.iter().any(|(name, other)| other == base && *name == reference.image)
        };
        let uses: Vec<&Reference> = file.references.iter().filter(is_it).collect();
        let is_crossed = |arch: &Arch| !uses.is_empty() && !uses.iter().any(|used| used.archs.contains(arch));
        found.extend(image.archs.iter().map(|(arch, _)| (*base, *arch)).filter(|(_, arch)| is_crossed(arch)));
    }
    found
}

/// Reports stages that have the name of a base.
fn check_stages(
    image: &Image,
    all: &Images,
    file: &Dockerfile,
    bound: &[(String, usize)],
    diagnostics: &mut Diagnostics,
) {
    for (stage, place) in &file.stages {
        let is_it = |(name, _): &&(String, usize)| name::same_image(name, &stage.to_lowercase());
        if let Some((_, base)) = bound.iter().find(is_it) {
            let message = format!(
                "the stage `{stage}` is replaced by `{}`, so that its instructions never run",
                all.images[*base].file
            );
            let base = image.bases.iter().find(|(other, _)| other == base);
            let found = Diagnostic::new(Code::ReplacedStage, message)
                .at(*place, "")
                .label(base.map_or(image.place, |(_, place)| *place), "its base has that name too")
                .help("give the stage another name, also where it is used");
            diagnostics.push(found);
        }
    }
}

/// Reads the Dockerfile of an image for all of its architectures, and looks for the folder that it copies from.
fn read(
    image: &Image,
    folder: Folder<'_>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Dockerfile> {
    let path = folder.path.join(&image.file);
    let text = match std::fs::read(&path) {
        // A comment may be in another encoding.
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) => {
            diagnostics.push(unreadable(image, folder.path, &error));
            return None;
        }
    };
    let context = folder.path.join(&image.context.0);
    if !context.as_str().is_empty() && !context.is_dir() {
        let message = format!("there is no folder `{context}`, from which `{}` copies", image.file);
        diagnostics.push(Diagnostic::new(Code::MissingDockerfile, message).at(image.context.1, ""));
    }
    let source = sources.add(path.as_str(), text);
    let mut read = of_all_archs(image, &source).map_err(|found| diagnostics.extend(found)).ok().flatten()?;
    for copied in &mut read.copied {
        copied.is_folder |= context.join(&copied.path).is_dir();
    }
    Some(read)
}

/// What a Dockerfile says on all of the architectures of an image.
fn of_all_archs(image: &Image, source: &Source) -> Result<Option<Dockerfile>, Vec<Diagnostic>> {
    let mut all: Option<Dockerfile> = None;
    // What is wrong with them has been told, and what BuildKit refuses does not depend on them.
    let any = image.archs.is_empty().then_some((Arch::Amd64, image.place));
    for (arch, _) in image.archs.iter().chain(&any) {
        let found = dockerfile::read(source, &image.args, *arch, *arch)?;
        match &mut all {
            Some(all) => all.add(found),
            None => all = Some(found),
        }
    }
    // Another machine may build it: one for all of them, or any.
    for (arch, _) in &image.archs {
        let mut machines = image.archs.iter().map(|(arch, _)| *arch).chain(Arch::ALL.iter().copied());
        if let (Some(all), Some(builder)) = (&mut all, machines.find(|builder| builder != arch))
            && let Ok(found) = dockerfile::read(source, &image.args, builder, *arch)
        {
            all.note_builder(&found, *arch);
        }
    }
    Ok(all)
}

/// Reports a platform that the Dockerfile gives and that is not the one that is built.
fn check_platform(image: &Image, reference: &Reference, base: Option<&Image>, diagnostics: &mut Diagnostics) {
    let Some((platform, place)) = &reference.platform else { return };
    let is_for =
        |base: &&Image| base.archs.is_empty() || arch_of(platform).is_some_and(|arch| base.is_for(arch));
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
            let other = image.archs.iter().find(|(arch, _)| Some(*arch) != arch_of(platform));
            let other = other.map_or(image.place, |(_, place)| *place);
            Diagnostic::new(Code::FixedPlatform, message).at(*place, "").label(other, "it is built for this")
        }
        _ => return,
    };
    diagnostics.push(found.help(NO_PLATFORM));
}
