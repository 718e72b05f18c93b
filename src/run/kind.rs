//! Which of the three kinds of file a config is.

use std::fmt;

use camino::Utf8Path;

use crate::json::members;
use crate::shell::word;
use crate::text::{Diagnostics, Source, Sources};

/// A kind of config.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Pools of runners.
    Runners,
    /// Images and what they are built from.
    Images,
    /// A release and what it is made of.
    Manifest,
}

/// Keys that only configs of images have.
const OF_IMAGES: [&str; 2] = ["dockerfile_build_components", "output_manifest_tag"];
/// Keys that only manifests have.
const OF_MANIFESTS: [&str; 3] = ["version", "package_registry_location", "build_type"];

impl Kind {
    /// The kind that the keys of a file tell.
    pub(super) fn of(source: &Source) -> Kind {
        let (images, manifest, _) = count(source);
        if images > 0 {
            Kind::Images
        } else if manifest > 0 {
            Kind::Manifest
        } else {
            Kind::Runners
        }
    }

    /// Fails if a file with mistakes is surely of another kind than a command takes, which is then the only one. What is half
    /// of this kind and half of another has its mistakes told.
    pub(super) fn expect(self, source: &Source, file: &Utf8Path, found: &Diagnostics) -> anyhow::Result<()> {
        if !found.has_errors() {
            return Ok(());
        }
        let (is, command) = match count(source) {
            (2.., 0, 0) => (Kind::Images, "images plan"),
            (0, 2.., 0) => (Kind::Manifest, "release plan"),
            (0, 0, 1..) => (Kind::Runners, "list"),
            _ => return Ok(()),
        };
        anyhow::ensure!(
            is == self,
            "{} is a {is}, and this command takes a {self}; type `runner-ymls {command} {}`",
            source.name,
            word(file.as_str())
        );
        Ok(())
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Kind::Runners => "config of pools",
            Kind::Images => "config of images",
            Kind::Manifest => "manifest of a release",
        })
    }
}

/// The kind of config that a text is which should have objects in it; none if it is no config.
pub(super) fn config(name: &str, text: &str) -> Option<Kind> {
    let source = Sources::default().add(name, text);
    let members = members(&source, &mut Diagnostics::default()).unwrap_or_default();
    let is_object = ["apiVersion", "kind", "items"].into_iter().any(|key| members.contains_key(key));
    match count(&source) {
        _ if is_object => None,
        (1.., _, _) => Some(Kind::Images),
        (_, 1.., _) => Some(Kind::Manifest),
        (_, _, maps) => (maps > 0 && maps == members.len()).then_some(Kind::Runners),
    }
}

/// Fails if a file is what `schema` prints, which lies beside a config and is found with it by `*.json`.
pub(super) fn refuse_schema(source: &Source) -> anyhow::Result<()> {
    const DIALECT: &str = "\"https://json-schema.org/";
    if source.text.contains(DIALECT) {
        let members = members(source, &mut Diagnostics::default()).unwrap_or_default();
        let is_schema = members
            .get("$schema")
            .is_some_and(|member| source.text[member.span.start as usize..].starts_with(DIALECT));
        anyhow::ensure!(
            !is_schema,
            "{} is a JSON Schema, by which editors check a config, and no config; leave it out",
            source.name
        );
    }
    Ok(())
}

/// How many keys of each kind a file has: of images, of a manifest, and those whose values are maps, as pools are.
fn count(source: &Source) -> (usize, usize, usize) {
    let members = members(source, &mut Diagnostics::default()).unwrap_or_default();
    let (mut images, mut manifest, mut maps) = (0, 0, 0);
    for (key, member) in &members {
        let key = key.as_ref();
        let is_map = source.text.as_bytes().get(member.span.start as usize) == Some(&b'{');
        // A pool can be called `version`, but no pool has a name with a `_`.
        let is_key = !is_map || key.contains('_');
        if is_key && OF_IMAGES.contains(&key) {
            images += 1;
        } else if is_key && OF_MANIFESTS.contains(&key) {
            manifest += 1;
        } else if is_map && !["arch_runners", "build"].contains(&key) {
            // These two are maps in the other kinds.
            maps += 1;
        }
    }
    (images, manifest, maps)
}
