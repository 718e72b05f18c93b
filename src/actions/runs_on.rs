//! The labels by which a job finds its runner.

use std::collections::BTreeMap;

use crate::json::{Entry, Kind};
use crate::keys::{Key, Record, Type, key, list};
use crate::kubernetes::Arch;
use crate::kubernetes::name::is_hosted_label;
use crate::text::{Code, Diagnostic, Diagnostics, Span};

/// Labels, each with its place.
pub type Labels = Vec<(String, Span)>;

/// The key by which a config gives the labels of an architecture.
pub const ARCH_RUNNERS: Key =
    key("arch_runners", Type::ArchLabels, "the labels of the runners of an architecture")
        .or_else("`self-hosted` and GitHub's own label")
        .like(r#"{ "armv7l": ["self-hosted", "ARM64"] }"#);

/// The key by which a config asks for one label per job.
pub const RUNS_ON_FORMAT: Key = key(
    "runs_on_format",
    Type::Text(runs_on_format),
    "one label per job instead of several, as runner scale sets have it",
)
.like(r#""base-{tags}-{arch}""#);

/// How architectures and tags become the labels of `runs-on`.
#[derive(Clone, Debug, Default)]
pub struct RunsOn {
    /// Labels that stand for an architecture instead of GitHub's own, and where they are.
    archs: Vec<(Arch, Vec<String>, Span)>,
    /// One label made of all, as runner scale sets have it, and where it is given.
    format: Option<(String, Span)>,
    /// Whether a key of these could not be read, so that nobody knows which labels jobs ask for.
    is_unread: bool,
}

/// What is built, and asks for runners.
#[derive(Clone, Copy, Debug)]
pub struct Build<'b> {
    /// Its name, which messages quote.
    pub name: &'b str,
    /// Where that is.
    pub place: Span,
    /// What for; nothing that could not be read.
    pub archs: &'b [(Arch, Span)],
    /// The labels that its runners must have besides those of the architecture.
    pub tags: &'b [(String, Span)],
}

impl RunsOn {
    /// The keys `arch_runners` and `runs_on_format` of a config.
    pub fn read(config: &Record<'_, '_>) -> Self {
        let labels = |entry: &Entry<'_>| match &entry.value.kind {
            Kind::Text(labels) => labels.split(',').map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        let mapped = |entry: &Entry<'_>| Some((Arch::parse(&entry.key)?, labels(entry), entry.value.span));
        RunsOn {
            archs: config.entries("arch_runners").iter().filter_map(mapped).collect(),
            format: config
                .text("runs_on_format")
                .map(|format| (format.to_owned(), config.place("runs_on_format"))),
            is_unread: ["arch_runners", "runs_on_format"].iter().any(|key| config.is_unread(key)),
        }
    }

    /// Whether it is known which labels jobs ask for.
    pub fn is_known(&self) -> bool {
        !self.is_unread
    }

    /// The labels of an architecture that the config gives.
    pub fn given(&self, arch: Arch) -> Labels {
        let mapped = self.archs.iter().filter(|(mapped, ..)| *mapped == arch);
        mapped.flat_map(|(_, labels, place)| labels.iter().map(|label| (label.clone(), *place))).collect()
    }

    /// Where the format is by which jobs have one label, if there is one.
    pub fn format_place(&self) -> Option<Span> {
        self.format.as_ref().map(|(_, place)| *place)
    }

    /// Reports builds whose labels no runner has together, or of whose labels `runs_on_format` makes no good one. The labels of
    /// builds are given by `key`.
    pub fn check(&self, builds: &[Build<'_>], key: &str, diagnostics: &mut Diagnostics) {
        if !self.is_known() {
            return;
        }
        match &self.format {
            Some(format) => self.check_format(format, builds, key, diagnostics),
            None => builds.iter().for_each(|build| self.check_tags(build, key, diagnostics)),
        }
    }

    /// The label of an architecture is added by itself, and GitHub's own runners have one label each.
    fn check_tags(&self, build: &Build<'_>, key: &str, diagnostics: &mut Diagnostics) {
        let hosted = |(arch, _): &(Arch, Span)| {
            self.labels(*arch, []).into_iter().find(|label| is_hosted_label(label))
        };
        if let (Some((tag, place)), Some(hosted)) = (build.tags.first(), build.archs.iter().find_map(hosted))
        {
            let message =
                format!("`{hosted}` is a label of GitHub's own runners, which have no `{tag}` beside it");
            let found = Diagnostic::new(Code::OddLabel, message).at(*place, "");
            diagnostics.push(
                found.help("remove it, or give the architecture runners of your own in `arch_runners`"),
            );
            return;
        }
        for (tag, place) in build.tags {
            let has = |arch: Arch| self.labels(arch, []).iter().any(|label| label.eq_ignore_ascii_case(tag));
            let other = build.archs.iter().map(|(arch, _)| *arch).find(|arch| !has(*arch));
            let Some(other) = other else { continue };
            if Arch::of_label(tag).is_some() {
                let message = format!(
                    "`{}` is built for {}, and `{tag}` in its `{key}` is a label of other runners",
                    build.name,
                    other.uname()
                );
                let found = Diagnostic::new(Code::Conflict, message).at(*place, "");
                diagnostics.push(found.help("remove it: each job asks for the label of its architecture"));
            } else if is_hosted_label(tag) {
                let message =
                    format!("`{tag}` is a label of GitHub's own runners, which have no other beside it");
                let found = Diagnostic::new(Code::OddLabel, message).at(*place, "");
                diagnostics.push(found.help(format!(
                    "give it to the architecture: `\"arch_runners\": {{ \"{}\": \"{tag}\" }}`",
                    other.uname()
                )));
            }
        }
    }

    /// Reports builds whose one label would be empty, those that have the same for several architectures, and those whose
    /// labels are not in it.
    fn check_format(
        &self,
        (format, place): &(String, Span),
        builds: &[Build<'_>],
        key: &str,
        diagnostics: &mut Diagnostics,
    ) {
        if let Some((_, _, at)) = self.archs.first() {
            let message = "`arch_runners` does nothing beside `runs_on_format`";
            let found = Diagnostic::new(Code::Conflict, message).at(*at, "");
            diagnostics.push(found.label(*place, "jobs ask for this alone").help("remove one of the two"));
        }
        let label = |build: &Build<'_>, arch| {
            self.labels(arch, build.tags.iter().map(|(tag, _)| tag.as_str())).concat()
        };
        for build in builds {
            if build.archs.iter().any(|(arch, _)| label(build, *arch).is_empty()) {
                let message =
                    format!("`{}` has no `{key}`, of which `runs_on_format` makes its label", build.name);
                let found = Diagnostic::new(Code::MissingValue, message);
                diagnostics.push(found.at(build.place, format!("give it `{key}`")));
            }
        }
        if !format.contains("{tags}") {
            return lost_tags((format, *place), builds, key, diagnostics);
        }
        let mut seen: BTreeMap<String, Arch> = BTreeMap::new();
        for (build, arch) in
            builds.iter().flat_map(|build| build.archs.iter().map(move |(arch, _)| (build, *arch)))
        {
            let label = label(build, arch);
            let first = *seen.entry(label.clone()).or_insert(arch);
            if first == arch || label.is_empty() {
                continue;
            }
            let archs = list([first.uname(), arch.uname()]);
            let message = format!("jobs for {archs} ask for the same runners, those with `{label}`");
            let found = Diagnostic::new(Code::SharedLabel, message)
                .at(*place, "the architecture is not in the label")
                .help(format!("tell them apart: `\"{format}-{{arch}}\"`"));
            diagnostics.push(found);
            return;
        }
    }

    /// Whether jobs for 32-bit arm ask for runners of that kind, which JavaScript actions leave: Node.js 24 does not run there
    /// (github.com/actions/runner, pull request 4303).
    pub fn is_arm32(&self) -> bool {
        self.format.is_none()
            && self.labels(Arch::Arm, []).iter().any(|label| label.eq_ignore_ascii_case("arm"))
    }

    /// The labels of a job: `self-hosted` and the architecture's, or what `arch_runners` has for it, then its tags. With
    /// `runs_on_format` one label.
    ///
    /// `self-hosted` stands first, and the architecture's label is the one that GitHub's runner gives itself
    /// (docs.github.com/actions/reference/runners/self-hosted-runners).
    pub fn labels<'t>(&self, arch: Arch, tags: impl IntoIterator<Item = &'t str>) -> Vec<String> {
        let tags: Vec<&str> = tags.into_iter().collect();
        if let Some((format, _)) = &self.format {
            let format = if tags.is_empty() { &without_tags(format) } else { format };
            let label = format.replace("{tags}", &tags.join("-")).replace("{arch}", arch.name());
            return vec![label.replace("{uname}", arch.uname())];
        }
        let mapped = self.archs.iter().find(|(mapped, ..)| *mapped == arch);
        let mut labels = mapped.map_or_else(
            || vec!["self-hosted".to_owned(), arch.github_label().unwrap_or(arch.uname()).to_owned()],
            |(_, labels, _)| labels.clone(),
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

/// Reports tags that are not in the one label of a job, for a format without a place for them.
fn lost_tags((format, place): (&str, Span), builds: &[Build<'_>], key: &str, diagnostics: &mut Diagnostics) {
    let lost =
        |build: &Build<'_>| build.tags.iter().find(|(tag, _)| !format.contains(tag)).map(|(_, at)| *at);
    let Some((build, tag)) = builds.iter().find_map(|build| Some((build, lost(build)?))) else { return };
    let message = format!("`{}` has `{key}`, and `runs_on_format` has no place for them", build.name);
    let (before, arch) = format.split_at(format.find('{').unwrap_or(format.len()));
    let found = Diagnostic::new(Code::SharedLabel, message)
        .at(place, "they are not in the label")
        .label(tag, "this is lost")
        .help(format!("give them one: `\"{before}{{tags}}-{arch}\"`, or remove them"));
    diagnostics.push(found);
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
fn runs_on_format(format: &str) -> Result<(), String> {
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
        let place = crate::text::Sources::default().add("", "").span(0..0);
        let runs_on = RunsOn { format: Some(("base-{tags}-{arch}".into(), place)), ..RunsOn::default() };
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
