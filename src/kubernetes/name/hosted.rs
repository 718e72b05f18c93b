//! Labels of the runners that GitHub itself has.

use crate::kubernetes::Arch;

/// How they begin, versions with `0` for any digit, and how they may end
/// (docs.github.com/actions/reference/runners/github-hosted-runners, github.com/actions/runner-images).
const HOSTED: [(&str, &[&str], &[&str]); 3] = [
    ("ubuntu-", &["latest", "slim", "00.00"], &["", "-arm"]),
    ("windows-", &["latest", "0000", "00"], &["", "-arm", "-vs2026", "-vs2026-arm"]),
    ("macos-", &["latest", "00", "00.00"], &["", "-intel", "-large", "-xlarge"]),
];

/// `ubuntu-latest`, `ubuntu-24.04-arm`, `windows-2025`, `macos-15-xlarge`, in any case. Such a runner has no other label.
pub fn is_hosted_label(label: &str) -> bool {
    let label = label.to_ascii_lowercase();
    let is_like = |text: &str, pattern: &str| {
        let fits = |(one, other): (u8, u8)| one == other || (other == b'0' && one.is_ascii_digit());
        text.len() == pattern.len() && text.bytes().zip(pattern.bytes()).all(fits)
    };
    HOSTED.iter().any(|(start, versions, ends)| {
        let Some(rest) = label.strip_prefix(start) else { return false };
        let mut versions = ends
            .iter()
            .filter_map(|end| rest.strip_suffix(end))
            .flat_map(|rest| versions.iter().map(move |version| (rest, version)));
        versions.any(|(rest, version)| is_like(rest, version))
    })
}

/// The architecture of GitHub's runners with a label; none of those for macOS, where no Linux is built.
pub fn hosted_arch(label: &str) -> Option<Arch> {
    let label = label.to_ascii_lowercase();
    if !is_hosted_label(&label) || label.starts_with("macos-") {
        return None;
    }
    Some(if label.ends_with("-arm") { Arch::Arm64 } else { Arch::Amd64 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_github_are_told_from_those_like_them() {
        for label in [
            "ubuntu-latest",
            "Ubuntu-Slim",
            "ubuntu-24.04-arm",
            "windows-2025",
            "windows-2025-vs2026",
            "windows-11-arm",
            "macos-15-xlarge",
        ] {
            assert!(is_hosted_label(label), "{label}");
        }
        for label in [
            "ubuntu-1999",
            "ubuntu-2204",
            "ubuntu-24-gpu",
            "ubuntu-22.04-lite",
            "ubuntu",
            "macos-slim",
            "ubuntu-latest-gpu",
        ] {
            assert!(!is_hosted_label(label), "{label}");
        }
    }
}
