//! Processor architectures under all of their names.

use std::fmt;

use crate::text::suggest;

/// An architecture that Linux nodes or their images have, of those Go can build for (`go tool dist list`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arch {
    /// 64-bit x86.
    Amd64,
    /// 64-bit Arm.
    Arm64,
    /// 32-bit Arm, version 7, hard float: what GitHub's and Docker's images mean by `arm`.
    Arm,
    /// 32-bit x86.
    X86,
    /// 64-bit little-endian POWER.
    Ppc64le,
    /// 64-bit IBM Z.
    S390x,
    /// 64-bit RISC-V.
    Riscv64,
    /// 64-bit `LoongArch`.
    Loong64,
}

/// One row of the table below.
struct Names {
    name: &'static str,
    uname: &'static str,
    platform: &'static str,
    github: Option<&'static str>,
    others: &'static [&'static str],
}

impl Arch {
    /// Every architecture, the commonest first.
    pub const ALL: &'static [Arch] = &[
        Arch::Amd64,
        Arch::Arm64,
        Arch::Arm,
        Arch::X86,
        Arch::Ppc64le,
        Arch::S390x,
        Arch::Riscv64,
        Arch::Loong64,
    ];

    /// The architecture of any common spelling, in any case: `x86_64`, `ARM64`, `armv7l`, `linux/arm/v7` …
    ///
    /// What names a part of an architecture (`armv6`, `amd64/v3`) is not understood: it would be taken for the
    /// whole, whose images do not run there.
    pub fn parse(spelling: &str) -> Option<Arch> {
        let word = without_system(spelling);
        Self::ALL.iter().copied().find(|arch| arch.words().any(|known| known.eq_ignore_ascii_case(word)))
    }

    /// Every architecture by both of its names, as a sentence lists them.
    pub fn known() -> String {
        let both = |arch: &Arch| match (arch.name(), arch.uname()) {
            (name, uname) if name == uname => name.to_owned(),
            (name, uname) => format!("{name} ({uname})"),
        };
        let names: Vec<String> = Self::ALL.iter().map(both).collect();
        let (last, rest) = names.split_last().unwrap_or((&names[0], &[]));
        format!("{} and {last}", rest.join(", "))
    }

    /// Go's name, which is the value of the node label `kubernetes.io/arch`: `amd64`, `arm64`, `arm` …
    ///
    /// <https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-arch>
    pub fn name(self) -> &'static str {
        self.names().name
    }

    /// What `uname -m` prints there: `x86_64`, `aarch64`, `armv7l` …
    pub fn uname(self) -> &'static str {
        self.names().uname
    }

    /// The platform of images, as `docker buildx build --platform` takes it: `linux/amd64`, `linux/arm/v7` …
    ///
    /// Variants are those that containerd's `platforms.Normalize` leaves: none for `arm64`, `v7` for `arm`.
    pub fn platform(self) -> &'static str {
        self.names().platform
    }

    /// GitHub's name, which is the label that its runner gives itself there, if it has one: `X64`, `ARM64` …
    ///
    /// The values of `runner.arch`: `data/reusables/actions/runner-arch-description.md` in `github/docs`.
    pub fn github_label(self) -> Option<&'static str> {
        self.names().github
    }

    /// The architecture on which GitHub's runner gives itself this label; case does not count.
    pub fn of_label(label: &str) -> Option<Arch> {
        let is_it = |arch: &Arch| arch.github_label().is_some_and(|own| own.eq_ignore_ascii_case(label));
        Self::ALL.iter().copied().find(is_it)
    }

    /// The same as people write it: `x86`, GitHub's name for the 32-bit one, is mostly meant to be the 64-bit one, and is not
    /// understood.
    pub fn parse_written(spelling: &str) -> Option<Arch> {
        Self::parse(spelling).filter(|_| !is_ambiguous(spelling))
    }

    /// What is meant by a spelling that is not understood, if any is near.
    pub fn meant(spelling: &str) -> Option<&'static str> {
        if is_ambiguous(spelling) {
            return Some(Arch::Amd64.uname());
        }
        suggest(spelling, Self::spellings())
    }

    /// Every spelling that `parse_written` knows, in lower case and without `linux/`.
    pub fn spellings() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().flat_map(|arch| arch.words()).filter(|word| !is_ambiguous(word))
    }

    fn words(self) -> impl Iterator<Item = &'static str> {
        let Names { name, uname, others, .. } = self.names();
        // Some architectures have one name for both; it is listed once.
        std::iter::once(name).chain((uname != name).then_some(uname)).chain(others.iter().copied())
    }

    fn names(self) -> Names {
        let (name, uname, platform, github, others): (_, _, _, _, &'static [&'static str]) = match self {
            Arch::Amd64 => ("amd64", "x86_64", "linux/amd64", Some("X64"), &["x64", "x86-64"]),
            Arch::Arm64 => (
                "arm64",
                "aarch64",
                "linux/arm64",
                Some("ARM64"),
                &["arm64v8", "arm64-v8", "arm64/v8", "arm64-v8a", "armv8", "armv8a", "armv8-a"],
            ),
            Arch::Arm => (
                "arm",
                "armv7l",
                "linux/arm/v7",
                Some("ARM"),
                &[
                    "arm/v7", "arm-v7", "armv7", "armv7a", "armv7-a", "armv7hf", "armhf", "arm32", "arm32v7",
                    "arm32/v7", "aarch32",
                ],
            ),
            Arch::X86 => ("386", "i686", "linux/386", Some("X86"), &["x86", "i386", "i486", "i586", "ia32"]),
            Arch::Ppc64le => ("ppc64le", "ppc64le", "linux/ppc64le", None, &["ppc64el", "powerpc64le"]),
            Arch::S390x => ("s390x", "s390x", "linux/s390x", None, &[]),
            Arch::Riscv64 => ("riscv64", "riscv64", "linux/riscv64", None, &["riscv64gc", "rv64gc"]),
            Arch::Loong64 => ("loong64", "loongarch64", "linux/loong64", None, &[]),
        };
        Names { name, uname, platform, github, others }
    }
}

fn is_ambiguous(spelling: &str) -> bool {
    without_system(spelling).eq_ignore_ascii_case("x86")
}

/// A platform without its `linux/`.
fn without_system(spelling: &str) -> &str {
    let system = spelling.get(..6).filter(|system| system.eq_ignore_ascii_case("linux/"));
    system.map_or(spelling, |system| &spelling[system.len()..])
}

impl fmt::Display for Arch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_in_use() {
        let table: [(Arch, &str); 8] = [
            (Arch::Amd64, "x86_64 x86-64 x64 amd64 AMD64 X64 linux/amd64 Linux/AMD64 linux/x86_64"),
            (
                Arch::Arm64,
                "aarch64 arm64 ARM64 armv8 arm64v8 arm64/v8 linux/arm64 linux/arm64/v8 linux/aarch64",
            ),
            (Arch::Arm, "armv7l armv7 armhf arm ARM aarch32 arm32v7 arm/v7 linux/arm linux/arm/v7 ARMv7l"),
            (Arch::X86, "i386 i686 x86 386 linux/386 X86 i586"),
            (Arch::Ppc64le, "ppc64le ppc64el linux/ppc64le"),
            (Arch::S390x, "s390x linux/s390x"),
            (Arch::Riscv64, "riscv64 linux/riscv64"),
            (Arch::Loong64, "loong64 loongarch64 linux/loong64"),
        ];
        for (arch, spellings) in table {
            for spelling in spellings.split(' ') {
                assert_eq!(Arch::parse(spelling), Some(arch), "{spelling}");
            }
        }
    }

    #[test]
    fn not_an_architecture() {
        for word in [
            "",
            "linux/",
            "linux/linux/amd64",
            "windows/amd64",
            "armv6l",
            "arm/v6",
            "armel",
            "arm/v8",
            "amd64/v3",
            " amd64",
            "ppc64",
            "sparc",
            "aarch_64",
            "x86_64\n",
        ] {
            assert_eq!(Arch::parse(word), None, "{word:?}");
        }
    }

    #[test]
    fn every_name_is_understood_and_belongs_to_one() {
        for arch in Arch::ALL {
            for word in [arch.name(), arch.uname(), arch.platform()].into_iter().chain(arch.github_label()) {
                assert_eq!(Arch::parse(word), Some(*arch), "{word}");
            }
        }
        let mut all: Vec<_> = Arch::spellings().collect();
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn a_near_spelling_is_meant() {
        assert_eq!(Arch::meant("aarch46"), Some("aarch64"));
        for word in ["x86", "X86", "linux/x86"] {
            assert_eq!((Arch::parse_written(word), Arch::meant(word)), (None, Some("x86_64")));
        }
    }
}
