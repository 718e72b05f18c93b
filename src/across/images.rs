//! Images and the pools that run them.

use super::Job;
use crate::images::{Image, Images};
use crate::kubernetes::name;
use crate::runners::Served;
use crate::text::{Code, Diagnostic, Diagnostics};

impl Job {
    /// The jobs that build images, those of which it is known what they ask for.
    pub fn of_images(images: &Images) -> Vec<Job> {
        let mut jobs = Vec::new();
        for image in images.images.iter().filter(|image| image.is_known && images.runs_on.is_known()) {
            for (arch, _) in &image.archs {
                jobs.push(Job {
                    name: format!("`{}` for {}", image.file, arch.uname()),
                    place: image.labels.1,
                    labels: images.labels(image, *arch),
                    places: [image.labels.0.clone(), images.runs_on.given(*arch)].concat(),
                    format: images.runs_on.format_place(),
                    level: images.is_leveled.then_some(image.level),
                    count: 1,
                });
            }
        }
        jobs
    }
}

/// Reports pools that may run on an architecture that their image is not built for.
pub fn check_images(images: &Images, pools: &[Served], diagnostics: &mut Diagnostics) {
    for pool in pools {
        let Some((reference, place)) = &pool.image else { continue };
        let built = images.images.iter().find(|image| is_of(images, image, reference));
        let Some(image) = built.filter(|image| !image.archs.is_empty()) else { continue };
        if pool.may_be.anywhere {
            continue;
        }
        for arch in pool.archs.iter().filter(|arch| !image.is_for(**arch)) {
            let message = format!(
                "pool `{}` may run on {}, and its image is not built for that",
                pool.pool,
                arch.uname()
            );
            let mut found = Diagnostic::new(Code::ImageArchitecture, message)
                .at(*place, format!("this is built from `{}`", image.file));
            if let Some((_, place)) = image.archs.first() {
                found = found.label(*place, "for these architectures only");
            }
            diagnostics.push(found.help(format!(
                "build it for {}, or keep the pool off: `\"runner_exclude_arch\": \"{}\"`",
                arch.uname(),
                arch.uname()
            )));
        }
    }
}

/// Whether a reference is one under which an image is published. A digest behind it changes nothing; where the config does not
/// say where it is published, the name alone tells.
fn is_of(images: &Images, image: &Image, reference: &str) -> bool {
    let (repository, tag) = name::image_parts(reference);
    let is_tag = image.tags.iter().any(|own| Some(own.as_str()) == tag);
    let is_name = match images.registry {
        Some(_) => name::same_repository(repository, &images.repository(image)),
        None => {
            repository.strip_suffix(&image.name).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        }
    };
    is_tag && is_name
}
