//! What the older of GitHub's operators gives the pods of its `RunnerDeployment`, `RunnerSet` and `Runner` by itself
//! (<https://github.com/actions/actions-runner-controller>, `newRunnerPodWithContainerMode` in
//! `controllers/actions.summerwind.net/runner_controller.go`).

use super::findings::Findings;

/// The beginning of the versions of its kinds.
const GROUP: &str = "actions.summerwind.dev/";
/// Volumes that it adds; the one of certificates older versions do.
const VOLUMES: [&str; 4] = ["certs-client", "runner", "var-run", "work"];

/// Whether a volume that nobody declares is there.
pub(super) fn has_volume(findings: &Findings<'_>, name: &str) -> bool {
    VOLUMES.contains(&name) && is_one(findings)
}

fn is_one(findings: &Findings<'_>) -> bool {
    findings.text(&findings.root, &["apiVersion"]).is_some_and(|version| version.starts_with(GROUP))
}
