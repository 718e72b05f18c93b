//! The labels by which a job finds its runner.

use crate::keys::Record;
use crate::kubernetes::Arch;

/// How architectures and tags become the labels of `runs-on`.
#[derive(Clone, Debug, Default)]
pub struct RunsOn {
    /// Labels that stand for an architecture instead of GitHub's own.
    archs: Vec<(Arch, Vec<String>)>,
    /// One label made of all, as runner scale sets have it.
    format: Option<String>,
}

impl RunsOn {
    /// The keys `arch_runners` and `runs_on_format` of a config.
    pub fn read(config: &Record<'_, '_>) -> Self {
        let labels = |entry: &crate::json::Entry<'_>| match &entry.value.kind {
            crate::json::Kind::Text(labels) => labels.split(',').map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        let archs = config.entries("arch_runners").iter();
        RunsOn {
            archs: archs.filter_map(|entry| Some((Arch::parse(&entry.key)?, labels(entry)))).collect(),
            format: config.text("runs_on_format").map(str::to_owned),
        }
    }

    /// Whether jobs for 32-bit arm ask for runners of that kind, which JavaScript actions leave: Node.js 24 does not run there
    /// (github.com/actions/runner, pull request 4303).
    pub fn is_arm32(&self) -> bool {
        self.labels(Arch::Arm, []).iter().any(|label| label.eq_ignore_ascii_case("arm"))
    }

    /// Whether jobs ask for one label made of all of them.
    pub fn is_composite(&self) -> bool {
        self.format.is_some()
    }

    /// The labels of a job: `self-hosted` and the architecture's, or what `arch_runners` has for it, then its tags. With
    /// `runs_on_format` one label.
    ///
    /// `self-hosted` stands first, and the architecture's label is the one that GitHub's runner gives itself
    /// (docs.github.com/actions/reference/runners/self-hosted-runners).
    pub fn labels<'t>(&self, arch: Arch, tags: impl IntoIterator<Item = &'t str>) -> Vec<String> {
        let tags: Vec<&str> = tags.into_iter().collect();
        if let Some(format) = &self.format {
            let format = if tags.is_empty() { &without_tags(format) } else { format };
            let label = format.replace("{tags}", &tags.join("-")).replace("{arch}", arch.name());
            return vec![label.replace("{uname}", arch.uname())];
        }
        let mapped = self.archs.iter().find(|(mapped, _)| *mapped == arch);
        let mut labels = mapped.map_or_else(
            || vec!["self-hosted".to_owned(), arch.github_label().unwrap_or(arch.uname()).to_owned()],
            |(_, labels)| labels.clone(),
        );
        for tag in tags {
            // Labels are compared without case.
            if !labels.iter().any(|label| label.eq_ignore_ascii_case(tag)) {
                labels.push(tag.to_owned());
            }
        }
        labels
    }
}

/// A format in which there are no tags, and nothing that parts them from the rest.
fn without_tags(format: &str) -> String {
    let Some((before, behind)) = format.split_once("{tags}") else { return format.to_owned() };
    let parts = |char: char| !char.is_alphanumeric() && !"{}".contains(char);
    match before.strip_suffix(parts) {
        Some(before) => format!("{before}{behind}"),
        None => format!("{before}{}", behind.strip_prefix(parts).unwrap_or(behind)),
    }
}

/// A text with at least one of `{tags}`, `{arch}` and `{uname}`, and no others in braces.
pub fn runs_on_format(format: &str) -> Result<(), String> {
    let mut rest = format.to_owned();
    for known in ["{tags}", "{arch}", "{uname}"] {
        rest = rest.replace(known, "");
    }
    if rest.contains('$') {
        return Err("a format has no `$`, with which GitHub begins expressions".into());
    }
    if rest.contains(['{', '}']) {
        return Err("a format has `{tags}`, `{arch}` and `{uname}`, and no other braces".into());
    }
    if rest.len() == format.len() {
        return Err("a format without `{tags}` and `{arch}` gives all jobs the same runner; did you mean `{tags}-{arch}`?".into());
    }
    crate::kubernetes::name::github_label(format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_the_articles_fleet() {
        let labels = RunsOn::default().labels(Arch::Amd64, ["lite"]);
        assert_eq!(labels, ["self-hosted", "X64", "lite"]);
        assert_eq!(RunsOn::default().labels(Arch::Ppc64le, ["x"]), ["self-hosted", "ppc64le", "x"]);
        assert_eq!(RunsOn::default().labels(Arch::Arm64, ["arm64", "gcc"]), ["self-hosted", "ARM64", "gcc"]);
    }

    #[test]
    fn one_label_for_scale_sets() {
        let runs_on = RunsOn { format: Some("base-{tags}-{arch}".into()), ..RunsOn::default() };
        assert_eq!(runs_on.labels(Arch::Arm, ["gcc", "lite"]), ["base-gcc-lite-arm"]);
        assert_eq!(runs_on.labels(Arch::Arm, []), ["base-arm"]);
        for (format, rest) in
            [("{tags}-{arch}", "{arch}"), ("a_{tags}_b", "a_b"), ("{arch}.{tags}", "{arch}"), ("{tags}", "")]
        {
            assert_eq!(without_tags(format), rest);
        }
    }

    #[test]
    fn formats() {
        assert!(runs_on_format("base-{tags}-{uname}").is_ok());
        for wrong in ["base", "{tag}", "{tags", "", "{tags},{arch}", "${tags}x"] {
            assert!(runs_on_format(wrong).is_err(), "{wrong}");
        }
    }
}
