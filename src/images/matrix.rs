//! A strategy matrix per level.

use std::fmt::Write as _;

use camino::Utf8Path;
use serde_json::{Value, json};

use super::bake::path;
use super::{Image, Images};
use crate::kubernetes::Arch;

impl Images {
    /// The jobs of each level as `name=value` lines for `$GITHUB_OUTPUT`: `build_0` has a job for each image and
    /// architecture, `publish_0` one for each image. `fromJSON` makes a matrix of each value, and none is empty.
    pub fn matrices(&self, folder: &Utf8Path) -> String {
        let mut out = String::new();
        for level in 0..self.levels().len() {
            let matrix = self.matrix(level, folder);
            for name in ["build", "publish"] {
                let _ = writeln!(out, "{name}_{level}={}", matrix[name]);
            }
        }
        out
    }

    /// The jobs of a level: `build` has one for each image and architecture, `publish` one for each image.
    pub fn matrix(&self, level: usize, folder: &Utf8Path) -> Value {
        let images = || self.images.iter().filter(|image| image.level == level);
        let builds =
            images().flat_map(|image| image.archs.iter().map(|(arch, _)| self.build(image, *arch, folder)));
        json!({
            "build": { "include": builds.collect::<Vec<_>>() },
            "publish": { "include": images().map(|image| self.publish(image)).collect::<Vec<_>>() },
        })
    }

    fn build(&self, image: &Image, arch: Arch, folder: &Utf8Path) -> Value {
        json!({
            "image": image.name,
            "architecture": arch.uname(),
            "platform": arch.platform(),
            "runs_on": self.labels(image, arch),
            "repository": self.repository(image),
            "dockerfile": path(folder, &image.file),
            "context": path(folder, &image.context.0),
            "build_args": image.args,
            "bases": self.bases_json(image),
        })
    }

    fn publish(&self, image: &Image) -> Value {
        let archs: Vec<&str> = image.archs.iter().map(|(arch, _)| arch.uname()).collect();
        let runs_on = image.archs.first().map(|(arch, _)| self.labels(image, *arch));
        json!({
            "image": image.name,
            "repository": self.repository(image),
            "tags": image.tags,
            "architectures": archs,
            "runs_on": runs_on,
        })
    }
}
