//! The images that a Dockerfile names, and what else is read of it.

use super::copied::Copied;
use crate::kubernetes::Arch;
use crate::text::Span;

/// An image that a Dockerfile names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// Its name, with the values of the arguments in it.
    pub(super) image: String,
    /// Where it is named.
    pub(super) span: Span,
    /// Whether the last stage stands on it.
    pub(super) is_final: bool,
    /// The architectures for which it has to be there: those that are built, unless it is only copied from and taken of
    /// another platform.
    pub(super) archs: Vec<Arch>,
    /// The platform that it is taken of, if that is not the one that is built, and where that is said.
    pub(super) platform: Option<(String, Span)>,
    /// Where it says that it is taken of the platform of the machine that builds.
    pub(super) of_builder: Option<Span>,
}

impl Reference {
    fn is_same(&self, other: &Reference) -> bool {
        self.span == other.span && self.image == other.image && self.is_final == other.is_final
    }
}

/// What is read of a Dockerfile.
#[derive(Clone, Debug)]
pub(super) struct Dockerfile {
    /// The images that it builds on, in its order; its own stages are none of them.
    pub(super) references: Vec<Reference>,
    /// The names of its stages, and where they are.
    pub(super) stages: Vec<(String, Span)>,
    /// What it copies from the folder that it is built in.
    pub(super) copied: Vec<Copied>,
    /// The names of its arguments.
    pub(super) args: Vec<String>,
    /// Whether its syntax is another than BuildKit's own.
    pub(super) is_foreign: bool,
    /// A syntax that binds nothing to its names, and where it is named.
    pub(super) old_syntax: Option<(String, Span)>,
}

impl Dockerfile {
    /// Adds what is read of it for another architecture: a name can hold that.
    pub(super) fn add(&mut self, other: Dockerfile) {
        for reference in other.references {
            match self.references.iter_mut().find(|known| known.is_same(&reference)) {
                Some(known) => {
                    known.platform = known.platform.take().or(reference.platform);
                    known.archs.extend(reference.archs);
                }
                None => self.references.push(reference),
            }
        }
    }

    /// Notes what is another than expected where another machine builds for an architecture.
    pub(super) fn note_builder(&mut self, other: &Dockerfile, arch: Arch) {
        for reference in &other.references {
            let known = self.references.iter_mut().find(|known| known.is_same(reference));
            if let Some(known) = known.filter(|known| known.platform.is_none()) {
                known.of_builder = reference.platform.as_ref().map(|(_, place)| *place).or(known.of_builder);
                known.archs.retain(|own| *own != arch || reference.archs.contains(own));
            }
        }
    }
}

/// The architecture of a platform. Any version of amd64 is one of it: containerd takes the image of the first for it.
pub(super) fn arch_of(platform: &str) -> Option<Arch> {
    let version = platform.rsplit_once("/v").filter(|(_, version)| version.parse::<u8>().is_ok());
    let whole = version.and_then(|(rest, _)| Arch::parse(rest)).filter(|arch| *arch == Arch::Amd64);
    Arch::parse(platform).or(whole)
}
