//! The parser directives of a Dockerfile, as in `# escape=` at the very top (docs.docker.com/reference/dockerfile).

use std::ops::Range;

use super::instruction::lines;
use crate::kubernetes::name;
use crate::text::{Code, Diagnostic, Source};

/// The names of all of them.
const NAMES: [&str; 3] = ["check", "escape", "syntax"];

/// The first version of BuildKit's own syntax that takes another image for a name (docs.docker.com/build/buildkit/frontend).
const NAMED_CONTEXTS: u32 = 4;

/// A directive.
#[derive(Debug)]
pub(super) struct Directive<'t> {
    pub(super) name: &'t str,
    pub(super) value: &'t str,
    /// Where its line is.
    pub(super) at: Range<usize>,
}

/// The directives of a text: the first line that is none ends them.
pub(super) fn directives(text: &str) -> Vec<Directive<'_>> {
    let directives = lines(text).map_while(|(start, line)| {
        let (name, value) = line.strip_prefix('#')?.split_once('=')?;
        let (name, value) = (name.trim(), value.trim());
        let is_one = NAMES.iter().any(|known| known.eq_ignore_ascii_case(name)) && !value.is_empty();
        is_one.then(|| Directive { name, value, at: start..start + line.trim_end().len() })
    });
    directives.collect()
}

/// What takes the meaning from the next character: a backtick if that is said, for Windows.
pub(super) fn escape(directives: &[Directive<'_>]) -> char {
    let escape = directives.iter().find(|directive| directive.is("escape"));
    if escape.is_some_and(|directive| directive.value == "`") { '`' } else { '\\' }
}

/// The directives that BuildKit's own syntax refuses.
pub(super) fn refused(directives: &[Directive<'_>], source: &Source) -> Vec<Diagnostic> {
    let wrong = |directive: &Directive<'_>, message: String| {
        Diagnostic::new(Code::DockerfileSyntax, message).at(source.span(directive.at.clone()), "")
    };
    let mut found = Vec::new();
    for (at, directive) in directives.iter().enumerate() {
        if let Some(first) = directives[..at].iter().find(|first| first.is(directive.name)) {
            let message = format!("`{}` is given twice", directive.name.to_ascii_lowercase());
            let again = wrong(directive, message).help("remove this one, or the first");
            found.push(again.label(source.span(first.at.clone()), "the first"));
        } else if directive.is("escape") && !["\\", "`"].contains(&directive.value) {
            let message = format!("nothing can be escaped by `{}`", directive.value);
            found.push(wrong(directive, message).help("write `# escape=\\`, or a backtick for the `\\`"));
        }
    }
    found
}

impl Directive<'_> {
    /// Whether it has a name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Whether it names a syntax other than BuildKit's own.
    pub(super) fn is_foreign(&self) -> bool {
        self.is("syntax") && !self.value.contains("docker/dockerfile")
    }

    /// Whether it names a version of that which takes each name in a Dockerfile as it stands there.
    pub(super) fn is_too_old(&self) -> bool {
        let image = self.value.split_whitespace().next().unwrap_or_default();
        let (repository, tag) = name::image_parts(image);
        let repositories = ["docker/dockerfile", "docker/dockerfile-upstream"];
        let is_own = repositories.iter().any(|own| name::same_repository(repository, own));
        let minor = tag.and_then(|tag| tag.strip_prefix("1.")).map(|rest| {
            let end = rest.find(|char: char| !char.is_ascii_digit()).unwrap_or(rest.len());
            rest[..end].parse::<u32>()
        });
        let is_old = matches!(minor, Some(Ok(minor)) if minor < NAMED_CONTEXTS);
        // This one is of 2020, and moves no more.
        self.is("syntax") && is_own && (is_old || tag == Some("experimental"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        let is_too_old = |image: &str| {
            directives(&format!("# syntax = {image}\nFROM a\n")).iter().any(Directive::is_too_old)
        };
        for old in ["1.0", "1.2", "1.3.1", "1.3-labs", "1.0.2-experimental", "experimental", "1.2@sha256:0"] {
            for repository in
                ["docker/dockerfile", "docker.io/docker/dockerfile", "docker/dockerfile-upstream"]
            {
                assert!(is_too_old(&format!("{repository}:{old}")), "{repository}:{old}");
            }
        }
        for new in [":1", ":1.4", ":1.10", ":1.4-labs", ":labs", ":latest", "", ":master", "@sha256:0"] {
            assert!(!is_too_old(&format!("docker/dockerfile{new}")), "{new}");
        }
        assert!(!is_too_old("acme/syntax:1.2") && !is_too_old("docker/dockerfile:1 of 1.2"));
    }
}
