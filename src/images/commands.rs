//! The plan as plain shell, for those who build without GitHub.

use std::fmt::Write as _;

use camino::Utf8Path;
use clap::ValueEnum;

use super::bake::path;
use super::{Image, Images};
use crate::kubernetes::Arch;
use crate::shell::word;

/// What builds and pushes images.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Tool {
    /// `docker buildx`
    #[default]
    Docker,
    /// `buildah`
    Buildah,
}

impl Tool {
    /// The functions that the commands call: `build` prints what `publish` takes, and `publish` the digest of the list.
    fn functions(self) -> &'static str {
        match self {
            Tool::Docker => include_str!("../../templates/images/docker.sh"),
            Tool::Buildah => include_str!("../../templates/images/buildah.sh"),
        }
    }

    /// How a named context says that it is an image of a registry.
    fn scheme(self) -> &'static str {
        match self {
            Tool::Docker => "docker-image",
            Tool::Buildah => "docker",
        }
    }
}

impl Images {
    /// A script that builds every image for every architecture, bases first, and publishes each as a manifest list.
    /// What is built from a base is built from its digest.
    pub fn commands(&self, folder: &Utf8Path, tool: Tool, sign: bool, owner: &str) -> String {
        let mut out = format!("#!/usr/bin/env bash\n# Made by runner-ymls from {}.\n", word(owner));
        out.push_str(tool.functions());
        for (level, images) in self.levels().iter().enumerate() {
            let _ = writeln!(out, "\n# level {level}");
            for image in images {
                self.image_commands(image, folder, tool, sign, &mut out);
            }
        }
        out
    }

    fn image_commands(&self, image: &Image, folder: &Utf8Path, tool: Tool, sign: bool, out: &mut String) {
        let name = variable(image);
        let repository = word(&self.repository(image));
        for (arch, _) in &image.archs {
            let line = self.build_command(image, *arch, folder, tool);
            let _ = writeln!(out, "{name}_{}=$({line})", arch.name());
        }
        let built = image.archs.iter().map(|(arch, _)| format!("\"${name}_{}\"", arch.name()));
        let built = built.collect::<Vec<_>>().join(" ");
        let tags = word(&image.tags.join(" "));
        let _ = writeln!(out, "{name}=$(publish {repository} {tags} {built})");
        if sign {
            let _ = writeln!(out, "cosign sign --yes --recursive {repository}@\"${name}\"");
        }
        let _ = writeln!(out, "echo {repository}@\"${name}\"");
    }

    fn build_command(&self, image: &Image, arch: Arch, folder: &Utf8Path, tool: Tool) -> String {
        let mut line = format!(
            "build {} {} {} {}",
            word(&self.repository(image)),
            arch.platform(),
            word(&path(folder, &image.file)),
            word(&path(folder, &image.context.0)),
        );
        for (from, base) in &image.bindings {
            let base = &self.images[*base];
            let context = word(&format!("{from}={}://{}@", tool.scheme(), self.repository(base)));
            let _ = write!(line, " --build-context {context}\"${}\"", variable(base));
        }
        for (name, value) in &image.args {
            let _ = write!(line, " --build-arg {}", word(&format!("{name}={value}")));
        }
        line
    }
}

/// The variable that holds the digest of an image.
fn variable(image: &Image) -> String {
    // The number makes it the only one: other names may differ in a dash, or end as those of a build do.
    format!("image{}_{}", image.index, image.key().replace('-', "_"))
}
