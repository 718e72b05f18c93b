//! What the Dockerfiles call the images they are built from.
//!
//! BuildKit takes the name of a `FROM` as the key of a named context, a full reference too
//! (docs.docker.com/build/concepts/context, "Named contexts"), so that no Dockerfile has to be edited.

use super::Image;
use super::bindings::bindings;
use super::config::{Folder, Images};
use super::dockerfile::{self, Reference};
use crate::kubernetes::Arch;
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
