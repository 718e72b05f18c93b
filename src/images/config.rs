//! images.json: from the user's file to the images in it.

use camino::Utf8Path;

use super::keys::KEYS;
use super::published::check_names;
use super::{Image, bind, lineage};
use crate::actions::{Build, RunsOn, record};
use crate::json::Map;
use crate::keys::{Record, needed};
use crate::kubernetes::Arch;
use crate::text::{Code, Diagnostic, Diagnostics, Source, Sources, Span};

/// The images of a config.
#[derive(Clone, Debug)]
pub struct Images {
    /// In the order of the file.
    pub images: Vec<Image>,
    /// Where they are published, if the config says so.
    pub registry: Option<String>,
    /// What else the Dockerfiles may call that: where the config says they are published, if that is another place.
    pub(super) own_registry: Option<String>,
    /// How jobs find their runners.
    pub runs_on: RunsOn,
    /// Whether their levels are known.
    pub is_leveled: bool,
    /// Where the config begins.
    pub place: Span,
}

impl Images {
    /// Reads a config and the Dockerfiles in a folder. What comes of it means something only if no error was found.
    ///
    /// If the folder was not given and holds none of the Dockerfiles, they are not at hand, and nothing is said of what is in them.
    pub fn read(
        source: &Source,
        folder: Folder<'_>,
        registry: Option<&str>,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let mut found = Diagnostics::default();
        let images = Self::read_alone(source, folder, registry, sources, &mut found);
        diagnostics.extend(found);
        images
    }

    fn read_alone(
        source: &Source,
        folder: Folder<'_>,
        registry: Option<&str>,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let map = checked(source, diagnostics)?;
        let config = Record::new(&map, KEYS, source.span(0..source.text.len()));
        config.require(&needed(KEYS), "this file", diagnostics);
        let tag = config.text("output_manifest_tag").unwrap_or("latest");
        let components = config.records("dockerfile_build_components");
        // What is no image in it has been told.
        let is_unread = config.is_unread("dockerfile_build_components");
        if components.is_empty() && !is_unread && config.get("dockerfile_build_components").is_some() {
            let place = config.place("dockerfile_build_components");
            diagnostics.push(
                Diagnostic::new(Code::MissingValue, "this file has no images").at(place, "the list is empty"),
            );
        }
        let read: Vec<_> = components
            .iter()
            .filter_map(|component| Some((*component, Image::read(component, tag, diagnostics)?)))
            .collect();
        let (components, mut images): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        images.iter_mut().enumerate().for_each(|(index, image): (usize, &mut Image)| image.index = index);
        let own_registry = config.text("registry").map(str::to_owned);
        let registry = registry.map(str::to_owned).or_else(|| own_registry.clone());
        let runs_on = RunsOn::read(&config);
        let mut all =
            Images { images, registry, own_registry, runs_on, is_leveled: false, place: config.start() };
        all.check(&components, diagnostics);
        check_names(&mut all, diagnostics);
        all.is_leveled = !diagnostics.has_errors();
        if all.registry.is_none() && config.is_unread("registry") {
            all.images.iter_mut().for_each(|image| image.is_sound = false);
        }
        bind::bind(&mut all, folder, sources, diagnostics);
        lineage::check_archs(&all.images, diagnostics);
        Some(all)
    }

    fn check(&mut self, components: &[Record<'_, '_>], diagnostics: &mut Diagnostics) {
        lineage::check_unique(&self.images, diagnostics);
        let has_bases = lineage::link(&mut self.images, components, diagnostics);
        if !lineage::check_cycles(&mut self.images, diagnostics) {
            return;
        }
        lineage::levels(&mut self.images, components, &has_bases, diagnostics);
        self.check_labels(diagnostics);
        self.check_runners(diagnostics);
    }

    /// Reports levels that are too large for a matrix of each.
    pub fn check_size(&self, diagnostics: &mut Diagnostics) {
        lineage::check_size(&self.images, diagnostics);
    }

    /// Reports what is wrong with the one label of jobs.
    fn check_labels(&self, diagnostics: &mut Diagnostics) {
        let builds = self.images.iter().map(|image| Build {
            name: &image.file,
            place: image.place,
            archs: if image.is_known { &image.archs } else { &[] },
            tags: &image.labels.0,
        });
        let builds: Vec<Build<'_>> = builds.collect();
        self.runs_on.check(&builds, "tags", diagnostics);
    }

    /// Reports builds on 32-bit arm runners.
    fn check_runners(&self, diagnostics: &mut Diagnostics) {
        let arm = |image: &Image| image.archs.iter().find(|(arch, _)| *arch == Arch::Arm).copied();
        if let Some((_, place)) = self.images.iter().find_map(arm)
            && self.runs_on.is_arm32()
        {
            let found = Diagnostic::new(
                Code::Arm32Runner,
                "armv7l is built on 32-bit arm runners, where JavaScript actions stop working",
            )
            .at(place, "Node.js 24, which checkout and other actions need, does not run there")
            .help("build it on 64-bit arm: `\"arch_runners\": { \"armv7l\": [\"self-hosted\", \"ARM64\"] }`");
            diagnostics.push(found);
        }
    }

    /// The published name of an image, without a tag.
    pub fn repository(&self, image: &Image) -> String {
        match &self.registry {
            Some(registry) => format!("{registry}/{}", image.name),
            None => image.name.clone(),
        }
    }

    /// The names under which an image is published.
    pub fn references(&self, image: &Image) -> Vec<String> {
        let repository = self.repository(image);
        image.tags.iter().map(|tag| format!("{repository}:{tag}")).collect()
    }

    /// The labels of the runner that builds an image for an architecture.
    pub fn labels(&self, image: &Image, arch: Arch) -> Vec<String> {
        self.runs_on.labels(arch, image.labels.0.iter().map(|(label, _)| label.as_str()))
    }

    /// The images of each level, in the order of the file.
    pub fn levels(&self) -> Vec<Vec<&Image>> {
        let levels = self.images.iter().map(|image| image.level + 1).max().unwrap_or(0);
        (0..levels).map(|level| self.images.iter().filter(|image| image.level == level).collect()).collect()
    }
}

/// Where the Dockerfiles are.
#[derive(Clone, Copy, Debug)]
pub struct Folder<'p> {
    /// The folder.
    pub path: &'p Utf8Path,
    /// Whether the user has named it, so that all Dockerfiles must be there.
    pub is_given: bool,
    /// Whether it is that of the config; standard input has none.
    pub is_beside: bool,
}

/// What to do about a credential.
const SECRET: &str = "write `RUN --mount=type=secret,id=NAME` in the Dockerfile, and give it to the build by `--secret`, since a \
    build argument stays in the image; if it was ever committed, revoke it";

/// The whole file as a checked map.
fn checked<'s>(source: &'s Source, diagnostics: &mut Diagnostics) -> Option<Map<'s>> {
    let map = record(source, KEYS, "this file", diagnostics)?;
    diagnostics.retain_mut(|found| {
        // No Kubernetes is there when an image is built.
        if found.code == Code::Credential {
            found.help = Some(SECRET.to_owned());
        }
        true
    });
    Some(map)
}
