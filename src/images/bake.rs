//! The lineage for `docker buildx bake` (docs.docker.com/build/bake/reference).

use camino::Utf8Path;
use serde_json::{Map, Value, json};

use super::{Image, Images};
use crate::text::{Code, Diagnostic, Diagnostics};

/// The group that bake builds if nothing is named.
const DEFAULT: &str = "default";

impl Images {
    /// A docker-bake.json that builds all images in one run, each base before what is built from it.
    ///
    /// A base is linked as a named context, and bake then builds it first and passes it on without a registry.
    pub fn bake(&self, folder: &Utf8Path) -> String {
        let mut groups = Map::new();
        groups.insert(DEFAULT.into(), self.group(&self.images.iter().collect::<Vec<_>>()));
        for (level, images) in self.levels().iter().enumerate() {
            groups.insert(level_group(level), self.group(images));
        }
        let targets: Map<String, Value> =
            self.images.iter().map(|image| (self.target_name(image), self.target(image, folder))).collect();
        format!("{:#}\n", json!({ "group": groups, "target": targets }))
    }

    /// Reports images of an architecture that a base is not built for, which can be right elsewhere: bake has one target for all
    /// of them, and buildx refuses one of several platforms that is linked to another of several others.
    pub fn check_bake(&self, diagnostics: &mut Diagnostics) {
        for image in self.images.iter().filter(|image| image.archs.len() > 1) {
            let bases = image.bases.iter().map(|(base, _)| &self.images[*base]);
            for base in bases.filter(|base| base.archs.len() > 1) {
                let Some((arch, place)) = image.archs.iter().find(|(arch, _)| !base.is_for(*arch)) else {
                    continue;
                };
                let (file, arch) = (&image.file, arch.uname());
                let message =
                    format!("bake cannot build `{file}` for {arch}: its base `{}` is not for it", base.file);
                let found = Diagnostic::new(Code::BaseArchitecture, message)
                    .at(*place, "")
                    .label(base.archs[0].1, "the base is for these")
                    .help("add it to the base; or build by `images commands` or `images workflow`, which take it");
                diagnostics.push(found);
            }
        }
    }

    fn group(&self, images: &[&Image]) -> Value {
        json!({ "targets": images.iter().map(|image| self.target_name(image)).collect::<Vec<_>>() })
    }

    /// The name of the target of an image, which is that of no group: bake takes a group first. No key of an image begins with
    /// a `_` and a letter.
    fn target_name(&self, image: &Image) -> String {
        let key = image.key();
        let level = key.strip_prefix("level-").and_then(|level| level.parse().ok());
        let is_level =
            |level: usize| level_group(level) == key && self.images.iter().any(|image| image.level == level);
        if key == DEFAULT || level.is_some_and(is_level) { format!("_{key}") } else { key }
    }

    fn target(&self, image: &Image, folder: &Utf8Path) -> Value {
        let contexts: Map<String, Value> = image
            .bindings
            .iter()
            .map(|(name, base)| {
                (literal(name), json!(format!("target:{}", self.target_name(&self.images[*base]))))
            })
            .collect();
        let mut target = json!({
            "context": literal(&path(folder, &image.context.0)),
            // Bake takes it as seen from the context.
            "dockerfile": literal(&(up(&image.context.0) + &image.file)),
            "platforms": image.archs.iter().map(|(arch, _)| arch.platform()).collect::<Vec<_>>(),
            "tags": self.references(image),
        });
        if !contexts.is_empty() {
            target["contexts"] = contexts.into();
        }
        if !image.args.is_empty() {
            let args = image.args.iter().map(|(name, value)| (name.clone(), Value::from(literal(value))));
            target["args"] = args.collect::<Map<_, _>>().into();
        }
        target
    }
}

/// The group of a level.
fn level_group(level: usize) -> String {
    format!("level-{level}")
}

/// A text in which bake finds nothing to evaluate: its JSON strings are templates of HCL
/// (docs.docker.com/build/bake/expressions, "Escape variable interpolation").
fn literal(text: &str) -> String {
    text.replace("${", "$${").replace("%{", "%%{")
}

/// A path inside of the folder of the Dockerfiles, as seen from where the command runs, and never an option of a command.
pub(super) fn path(folder: &Utf8Path, inside: &str) -> String {
    let path = bare_path(folder, inside);
    if path.starts_with('-') { format!("./{path}") } else { path }
}

/// The same in the shortest spelling.
pub(super) fn bare_path(folder: &Utf8Path, inside: &str) -> String {
    let parts = folder.as_str().split('/').chain(inside.split('/'));
    let kept: Vec<&str> = parts
        .enumerate()
        .filter(|(at, part)| *part != "." && (*at == 0 || !part.is_empty()))
        .map(|(_, part)| part)
        .collect();
    let path = kept.join("/");
    let path = if folder.is_absolute() { path } else { path.trim_start_matches('/').to_owned() };
    if path.is_empty() { ".".into() } else { path }
}

/// The way from a folder to the one that its path starts from.
fn up(path: &str) -> String {
    let depth = path.split('/').filter(|part| !part.is_empty() && *part != ".").count();
    "../".repeat(depth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        for (folder, inside, path) in [
            (".", ".", "."),
            ("", "Dockerfile.go", "Dockerfile.go"),
            ("configs", "./Dockerfile.go", "configs/Dockerfile.go"),
            ("./configs/", ".", "configs"),
            ("/a", "b/c", "/a/b/c"),
            ("../x", "b", "../x/b"),
            ("./-d", "b", "./-d/b"),
            ("-d", ".", "./-d"),
        ] {
            assert_eq!(super::path(Utf8Path::new(folder), inside), path, "{folder} {inside}");
        }
        assert_eq!(up("a/./b/"), "../../");
        assert_eq!(up("."), "");
    }
}
