//! SNAPSHOT, RC or Release: told from the event that starts a run.

use std::fmt;

/// The branch that releases come from.
pub(super) const MAIN: &str = "main";

/// What a release is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A push to the main branch.
    Release,
    /// A pull request to the main branch.
    Candidate,
    /// Everything else.
    Snapshot,
}

/// What started a run.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// Its name, such as `push`.
    pub name: String,
    /// The full name of what was pushed, such as `refs/heads/main`.
    pub reference: String,
    /// The branch that a pull request goes to.
    pub base: String,
    /// The commit.
    pub commit: String,
    /// The number of the run.
    pub run: String,
}

impl Event {
    /// The number of the pull request.
    fn number(&self) -> Option<&str> {
        let number = self.reference.strip_prefix("refs/pull/")?.split('/').next()?;
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then_some(number)
    }
}

impl Kind {
    /// The type of the release that an event makes. Upper and lower case count, which they do not for GitHub's `==`.
    pub fn of(event: &Event) -> Self {
        match (event.name.as_str(), event.reference.strip_prefix("refs/heads/"), event.base.as_str()) {
            ("push", Some(MAIN), _) => Kind::Release,
            ("pull_request", _, MAIN) => Kind::Candidate,
            _ => Kind::Snapshot,
        }
    }

    /// What marks the version of this type and is not known: in words, its flag, and its variable.
    pub fn lacks(self, event: &Event) -> Option<(&'static str, &'static str, &'static str)> {
        match self {
            Kind::Candidate if event.number().is_none() => {
                Some(("which pull request", "--ref refs/pull/7/merge", "GITHUB_REF"))
            }
            Kind::Candidate if event.run.is_empty() => {
                Some(("which run", "--run-number 42", "GITHUB_RUN_NUMBER"))
            }
            Kind::Snapshot if event.commit.is_empty() => {
                Some(("which commit", "--sha 1234567", "GITHUB_SHA"))
            }
            _ => None,
        }
    }

    /// A version with what marks its type: `v0.6.0`, `v0.6.0-rc.7.42` (pull request, run), `v0.6.0-SNAPSHOT-1234567`.
    pub fn version(self, version: &str, event: &Event) -> String {
        let number = event.number();
        let commit = event.commit.get(..7).unwrap_or(&event.commit);
        let mark: Vec<&str> = match self {
            Kind::Release => return version.to_owned(),
            Kind::Candidate => ["rc"].into_iter().chain(number).chain([event.run.as_str()]).collect(),
            Kind::Snapshot => vec!["SNAPSHOT", commit],
        };
        let between = if self == Kind::Candidate { "." } else { "-" };
        let mark: Vec<&str> = mark.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{version}-{}", mark.join(between))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Release => "Release",
            Kind::Candidate => "RC",
            Kind::Snapshot => "SNAPSHOT",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_the_events() {
        let table = [
            ("push", "refs/heads/main", "", "Release v0.6.0"),
            ("push", "refs/heads/Main", "", "SNAPSHOT v0.6.0-SNAPSHOT-1234567"),
            ("push", "refs/heads/feat/main", "", "SNAPSHOT v0.6.0-SNAPSHOT-1234567"),
            ("push", "refs/tags/main", "", "SNAPSHOT v0.6.0-SNAPSHOT-1234567"),
            ("push", "refs/tags/v0.6.0", "", "SNAPSHOT v0.6.0-SNAPSHOT-1234567"),
            ("pull_request", "refs/pull/7/merge", "main", "RC v0.6.0-rc.7.42"),
            ("pull_request", "refs/pull/7/merge", "dev", "SNAPSHOT v0.6.0-SNAPSHOT-1234567"),
            ("pull_request", "refs/pull/7/merge", "MAIN", "SNAPSHOT v0.6.0-SNAPSHOT-1234567"),
            ("pull_request_target", "refs/heads/main", "main", "SNAPSHOT v0.6.0-SNAPSHOT-1234567"),
            ("workflow_dispatch", "refs/heads/main", "", "SNAPSHOT v0.6.0-SNAPSHOT-1234567"),
            ("schedule", "refs/heads/main", "", "SNAPSHOT v0.6.0-SNAPSHOT-1234567"),
            ("merge_group", "refs/heads/gh-readonly-queue/main/pr-7", "", "SNAPSHOT v0.6.0-SNAPSHOT-1234567"),
            ("", "", "", "SNAPSHOT v0.6.0-SNAPSHOT-1234567"),
        ];
        for (name, reference, base, expected) in table {
            let [name, reference, base] = [name, reference, base].map(str::to_owned);
            let event = Event { name, reference, base, commit: "1234567890abcdef".into(), run: "42".into() };
            let kind = Kind::of(&event);
            assert_eq!(format!("{kind} {}", kind.version("v0.6.0", &event)), expected, "{event:?}");
        }
    }
}
