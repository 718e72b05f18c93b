//! The GitHub workflow that builds and publishes the images.

use camino::Utf8Path;
use clap::ValueEnum;
use serde_json::{Value, json};

use super::bake::{bare_path, path};
use super::{Copied, Image, Images};
use crate::actions::{ensure_plain, long_job, path_filter, workflow};
use crate::text::Diagnostics;

/// How the jobs of a workflow are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Layout {
    /// Two jobs an image, which wait only for the bases of their own
    #[default]
    Images,
    /// Two jobs a level, which wait for the level below
    Levels,
}

/// What a workflow is made for.
#[derive(Clone, Copy, Debug)]
pub struct Workflow<'a> {
    /// How its jobs are laid out.
    pub layout: Layout,
    /// Whether what is published is signed.
    pub sign: bool,
    /// The config, as seen from the top of the repository; none if it is no file there.
    pub config: Option<&'a str>,
    /// The folder of the Dockerfiles, as seen from there.
    pub folder: &'a Utf8Path,
    /// The command that makes the workflow, for its first line.
    pub command: &'a str,
}

impl Images {
    /// The workflow; the config must have a registry.
    pub fn workflow(&self, asked: &Workflow<'_>) -> anyhow::Result<String> {
        let by_level = asked.layout == Layout::Levels;
        let layout = match asked.layout {
            Layout::Images => "images",
            Layout::Levels => "levels",
        };
        let registry = self.registry.as_deref().unwrap_or_default();
        let host = host(registry);
        let values = json!({
            "layout": layout,
            "command": asked.command,
            "config": asked.config,
            "paths": self.paths(asked),
            "sign": asked.sign,
            "login": { "registry": host, "is_github": host.eq_ignore_ascii_case("ghcr.io") },
            "images": self.images.iter().map(|image| self.values(image, asked)).collect::<Vec<_>>(),
            "levels": by_level.then(|| self.level_values(asked)),
            "all": by_level.then(|| self.all_jobs()),
            "runs_on": self.images.first().and_then(|image| self.publisher(image)),
        });
        ensure_plain(&values)?;
        let advice = if !by_level && self.fits_levels() {
            "take `--layout levels`, or give some images a file of their own"
        } else {
            "give some images a file of their own"
        };
        workflow(&format!("images/{layout}.yml.j2"), &values, advice)
    }

    /// Whether a matrix has room for each level.
    fn fits_levels(&self) -> bool {
        let mut found = Diagnostics::default();
        self.check_size(&mut found);
        !found.has_errors()
    }

    /// Reports images whose own jobs GitHub does not take.
    pub fn check_jobs(&self, diagnostics: &mut Diagnostics) {
        let help = "give it a shorter `image_name`, or take `--layout levels`";
        // The longer one of the two.
        let found = self.images.iter().filter_map(|image| long_job(&publish(image), image.name_place));
        diagnostics.extend(found.map(|found| found.help(help)));
    }

    /// What a workflow of images is made anew for.
    fn paths(&self, asked: &Workflow<'_>) -> Vec<String> {
        let file = |image: &Image| path_filter(&bare_path(asked.folder, &image.file));
        let below = |path: &str| match bare_path(asked.folder, path).as_str() {
            "." => "**".to_owned(),
            path => path_filter(path) + "/**",
        };
        let copied = |copied: &Copied| {
            if copied.is_folder {
                below(&copied.path)
            } else {
                path_filter(&bare_path(asked.folder, &copied.path))
            }
        };
        let mut paths: Vec<String> = asked.config.map(path_filter).into_iter().collect();
        paths.extend(self.images.iter().map(file));
        for image in &self.images {
            match image.context.0.as_str() {
                // The folder of all Dockerfiles may be the whole repository, which changes all the time.
                "." => paths.extend(image.copied.iter().map(copied)),
                context => paths.push(below(context)),
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        paths.retain(|path| seen.insert(path.clone()));
        paths
    }

    fn values(&self, image: &Image, asked: &Workflow<'_>) -> Value {
        let output = |arch: &str| format!("{}-{arch}", image.key());
        let builds = image.archs.iter().map(|(arch, _)| {
            json!({
                "architecture": arch.uname(),
                "platform": arch.platform(),
                "runs_on": self.labels(image, *arch),
                "output": output(arch.uname()),
            })
        });
        let needs: Vec<String> = image.bases.iter().map(|(base, _)| publish(&self.images[*base])).collect();
        json!({
            "key": image.key(),
            "name": image.name,
            "repository": self.repository(image),
            "dockerfile": path(asked.folder, &image.file),
            "context": path(asked.folder, &image.context.0),
            "tags": image.tags.join(" "),
            "builds": builds.collect::<Vec<_>>(),
            "outputs": image.archs.iter().map(|(arch, _)| output(arch.uname())).collect::<Vec<_>>().join(" "),
            "build_args": json!(image.args).to_string(),
            "bases": self.bases(image, asked.layout).to_string(),
            "needs": needs,
            "runs_on": self.publisher(image),
        })
    }

    /// What `FROM` says, and the job and output that have the digest of the base.
    fn bases(&self, image: &Image, layout: Layout) -> Value {
        let bases = image.bindings.iter().map(|(from, base)| {
            let base = &self.images[*base];
            let (job, output) = match layout {
                Layout::Images => (publish(base), "digest".to_owned()),
                Layout::Levels => (format!("publish-{}", base.level), base.key()),
            };
            json!({ "from": from, "repository": self.repository(base), "job": job, "output": output })
        });
        bases.collect()
    }

    fn level_values(&self, asked: &Workflow<'_>) -> Vec<Value> {
        let level = |(number, images): (usize, Vec<&Image>)| {
            // The digests of all levels below, since a base may be at any of them.
            let needs: Vec<String> = match number {
                0 => vec!["setup".into()],
                _ => (0..number).map(|below| format!("publish-{below}")).collect(),
            };
            let images: Vec<Value> = images.into_iter().map(|image| self.values(image, asked)).collect();
            json!({ "number": number, "needs": needs, "images": images })
        };
        self.levels().into_iter().enumerate().map(level).collect()
    }

    fn all_jobs(&self) -> Vec<String> {
        let levels = 0..self.levels().len();
        let jobs = levels.flat_map(|level| [format!("build-{level}"), format!("publish-{level}")]);
        std::iter::once("setup".to_owned()).chain(jobs).collect()
    }

    /// The labels of the runner that makes the manifest list: those of its first build.
    fn publisher(&self, image: &Image) -> Option<Vec<String>> {
        image.archs.first().map(|(arch, _)| self.labels(image, *arch))
    }
}

/// The job that publishes an image, where each has jobs of its own.
fn publish(image: &Image) -> String {
    format!("publish-{}", image.key())
}

/// The host that `docker login` takes. A registry without one is Docker Hub's.
fn host(registry: &str) -> &str {
    let first = registry.split('/').next().unwrap_or_default();
    if first.contains(['.', ':']) || first == "localhost" { first } else { "docker.io" }
}
