//! Which image is built from which, and in what order.

use foldhash::HashMap;

use super::Image;
use crate::actions::MATRIX_JOBS;
use crate::keys::Record;
use crate::kubernetes::Arch;
use crate::needs::{circles, order};
use crate::text::{Code, Diagnostic, Diagnostics, Span, Suggestions, did_you_mean};

/// Finds the bases of all images, and says of each whether all are known.
pub(super) fn link(
    images: &mut [Image],
    components: &[Record<'_, '_>],
    diagnostics: &mut Diagnostics,
) -> Vec<bool> {
    let is_read = |component: &Record<'_, '_>| !component.is_unread("base_filename");
    let mut has_bases: Vec<bool> = components.iter().map(is_read).collect();
    let mut files: HashMap<String, usize> = HashMap::default();
    for (at, image) in images.iter().enumerate() {
        files.entry(image.file.clone()).or_insert(at);
    }
    let mut suggestions = Suggestions::default();
    for at in 0..images.len() {
        for (base, place) in components[at].texts("base_filename") {
            if let Some(found) = files.get(base) {
                images[at].bases.push((*found, place));
                continue;
            }
            images[at].is_sound = false;
            has_bases[at] = false;
            let near = suggestions.near(base, images.iter().map(|image| image.file.as_str()));
            let help = near.map_or_else(
                || "add it as an image, or remove `base_filename` if it is built elsewhere".to_owned(),
                did_you_mean,
            );
            let message = format!("`{base}` is no `image_filename` of this file");
            diagnostics.push(Diagnostic::new(Code::UnknownName, message).at(place, help));
        }
    }
    has_bases
}

/// The bases of each image.
fn needs(images: &[Image]) -> Vec<Vec<usize>> {
    images.iter().map(|image| image.bases.iter().map(|(base, _)| *base).collect()).collect()
}

/// Reports images that end up being built from themselves. The other checks need that there are none, so that no image of
/// a circle has a base afterwards: which of the steps is wrong nobody knows.
pub(super) fn check_cycles(images: &mut [Image], diagnostics: &mut Diagnostics) -> bool {
    let circles = circles(&needs(images));
    for circle in &circles {
        let (Some(first), Some(last)) = (circle.first(), circle.last()) else { continue };
        let names: Vec<String> =
            circle.iter().chain([first]).map(|at| format!("`{}`", images[*at].file)).collect();
        let message = match names.len() {
            2 => format!("{} is built from itself", names[0]),
            _ => format!("images are built from each other in a circle: {}", names.join(" from ")),
        };
        let closes = images[*last].bases.iter().find(|(base, _)| base == first);
        let mut found = Diagnostic::new(Code::LineageCycle, message)
            .at(closes.map_or(images[*last].place, |(_, place)| *place), "this closes the circle")
            .help("remove one of the steps of the circle");
        for image in &circle[..circle.len() - 1] {
            found = found.label(images[*image].place, "in the circle");
        }
        diagnostics.push(found);
    }
    for at in circles.iter().flatten() {
        images[*at].bases.clear();
        images[*at].is_sound = false;
    }
    circles.is_empty()
}

/// Computes the levels that are not given, and checks those that are. Where a base is not known, which has been told, nobody
/// knows what level is right.
pub(super) fn levels(
    images: &mut [Image],
    components: &[Record<'_, '_>],
    has_bases: &[bool],
    diagnostics: &mut Diagnostics,
) {
    let mut is_known = vec![true; images.len()];
    for at in order(&needs(images)) {
        let image = &images[at];
        let least = image.bases.iter().map(|(base, _)| images[*base].level + 1).max().unwrap_or(0);
        let Some(place) = image.level_place else {
            let has_known = image.bases.iter().all(|(base, _)| is_known[*base]);
            is_known[at] = has_known && has_bases[at] && !components[at].is_unread("build_level");
            images[at].level = least;
            continue;
        };
        if has_bases[at] {
            check_level(images, (at, place), (least, &is_known), diagnostics);
        }
    }
    renumber(images, is_known.iter().all(|known| *known), diagnostics);
}

/// Reports a level that is given and cannot be, or need not.
fn check_level(
    images: &[Image],
    (at, place): (usize, Span),
    (least, is_known): (usize, &[bool]),
    diagnostics: &mut Diagnostics,
) {
    let (image, level) = (&images[at], images[at].level);
    if level < least {
        let is_above = |base: usize| is_known[base] && images[base].level >= level;
        for (base, _) in image.bases.iter().filter(|(base, _)| is_above(*base)) {
            let base = &images[*base];
            let message = format!(
                "`{}` is at level {level}, and its base `{}` at {}",
                image.file, base.file, base.level
            );
            let found = Diagnostic::new(Code::LevelOrder, message)
                .at(place, format!("expected {least} or more"))
                .label(base.level_place.unwrap_or(base.place), "its base");
            diagnostics.push(found);
        }
    } else if image.bases.is_empty() && level > 0 {
        let message = format!("`{}` is at level {level} and has no base in this file", image.file);
        let found = Diagnostic::new(Code::LevelWithoutBase, message)
            .at(place, "it waits for images that it does not need")
            .help("give it `base_filename`, or level 0");
        diagnostics.push(found);
    }
}

/// Levels are numbered without gaps, which are told if all levels are known.
fn renumber(images: &mut [Image], is_known: bool, diagnostics: &mut Diagnostics) {
    let mut used: Vec<usize> = images.iter().map(|image| image.level).collect();
    used.sort_unstable();
    used.dedup();
    let gap = used.iter().enumerate().find(|(at, level)| at != *level).map(|(at, level)| (at, *level));
    if let Some((missing, above)) = gap.filter(|_| is_known)
        && let Some(place) =
            images.iter().filter(|image| image.level == above).find_map(|image| image.level_place)
    {
        let found = Diagnostic::new(Code::LevelGap, format!("no image is at level {missing}"))
            .at(place, format!("level {above} is built as level {missing}"));
        diagnostics.push(found);
    }
    for image in images.iter_mut() {
        image.level = used.binary_search(&image.level).unwrap_or(image.level);
    }
}

/// Reports architectures that a base is not built for.
pub(super) fn check_archs(images: &[Image], diagnostics: &mut Diagnostics) {
    for image in images {
        for (at, _) in &image.bases {
            let base = &images[*at];
            if base.archs.is_empty() {
                continue;
            }
            let is_missing = |arch: Arch| !base.is_for(arch) && !image.crossed.contains(&(*at, arch));
            for (arch, place) in image.archs.iter().filter(|(arch, _)| is_missing(*arch)) {
                let message =
                    format!("`{}` is for {}, and its base `{}` is not", image.file, arch.uname(), base.file);
                let found = Diagnostic::new(Code::BaseArchitecture, message)
                    .at(*place, "remove it here, or add it to the base")
                    .label(
                        base.archs.first().map_or(base.place, |(_, place)| *place),
                        "the base is for these",
                    )
                    .note(format!("the base is built for {}", unames(&base.archs)));
                diagnostics.push(found);
            }
        }
    }
}

/// Reports what two images share and cannot.
pub(super) fn check_unique(images: &[Image], diagnostics: &mut Diagnostics) {
    let (mut files, mut keys): (HashMap<&str, &Image>, HashMap<String, &Image>) = Default::default();
    for image in images {
        let of_file = *files.entry(&image.file).or_insert(image);
        let of_key = *keys.entry(image.key()).or_insert(image);
        let is_other = |first: &&Image| !std::ptr::eq(*first, image);
        let found = if let Some(first) = Some(of_file).filter(is_other) {
            let message = format!("two images have the Dockerfile `{}`", image.file);
            Diagnostic::new(Code::DuplicateImage, message)
                .at(image.place, "the second")
                .label(first.place, "the first")
        } else if let Some(first) = Some(of_key).filter(is_other) {
            let message = if first.name == image.name {
                format!("two images are published as `{}`", image.name)
            } else {
                format!("the jobs of `{}` and `{}` would have one name", first.name, image.name)
            };
            let found = Diagnostic::new(Code::DuplicateImage, message).at(image.name_place, "the second");
            found.label(first.name_place, "the first").help("give one of them another `image_name`")
        } else {
            continue;
        };
        diagnostics.push(found);
    }
}

/// Reports levels with more jobs than GitHub allows in one matrix.
pub(super) fn check_size(images: &[Image], diagnostics: &mut Diagnostics) {
    let levels = images.iter().map(|image| image.level + 1).max().unwrap_or(0);
    for level in 0..levels {
        let jobs = || images.iter().filter(|image| image.level == level).flat_map(|image| &image.archs);
        if let Some((_, place)) = jobs().nth(MATRIX_JOBS) {
            let message =
                format!("level {level} has {} jobs, and a matrix at most {MATRIX_JOBS}", jobs().count());
            let found = Diagnostic::new(Code::MatrixTooLarge, message)
                .at(*place, "the first one too many")
                .help("move images that others do not wait for to another `build_level`");
            diagnostics.push(found);
        }
    }
}

/// Architectures as the config writes them.
pub(super) fn unames(archs: &[(Arch, Span)]) -> String {
    archs.iter().map(|(arch, _)| arch.uname()).collect::<Vec<_>>().join(", ")
}
