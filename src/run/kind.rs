//! Which of the three kinds of file a config is.

use crate::json::members;
use crate::text::{Diagnostics, Source};

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

impl Kind {
    /// The kind that the keys of a file tell. A pool is always a map, which none of these keys has for its value.
    pub(super) fn of(source: &Source) -> Kind {
        let members = members(source, &mut Diagnostics::default()).unwrap_or_default();
        let is_map = |at: u32| source.text.as_bytes().get(at as usize) == Some(&b'{');
        let has = |keys: &[&str]| {
            members.iter().any(|member| keys.contains(&member.key.as_ref()) && !is_map(member.span.start))
        };
        if has(&["dockerfile_build_components", "output_manifest_tag"]) {
            Kind::Images
        } else if has(&["version", "package_registry_location", "build_type"]) {
            Kind::Manifest
        } else {
            Kind::Runners
        }
    }
}
