//! The rules that each kind of object has.

use std::sync::LazyLock;

use super::findings::Findings;
use super::path::Path;
use super::rule::{Places, Table};
use super::{
    arch, claim, data, devices, dind, docker, garo, host, labels, metadata, network_policy, pod, pools,
    quota, rbac, registration, released, rollout, scale_set, schedule, secrets, service, workload,
};
use crate::kubernetes::{Owner, is_scale_set, owner, schema};

/// Group and version of roles.
const RBAC: &str = "rbac.authorization.k8s.io/v1";

/// Kinds of Kubernetes' own with rules of their own, and no pods in them.
const OWN: [(&str, &str, Table); 12] = [
    ("v1", "ConfigMap", data::CONFIG_MAP),
    ("v1", "LimitRange", quota::LIMIT_RANGE),
    ("v1", "ResourceQuota", quota::RESOURCE_QUOTA),
    ("v1", "Secret", data::SECRET),
    ("v1", "Service", service::RULES),
    ("networking.k8s.io/v1", "NetworkPolicy", network_policy::RULES),
    ("policy/v1", "PodDisruptionBudget", workload::BUDGET),
    ("scheduling.k8s.io/v1", "PriorityClass", quota::PRIORITY_CLASS),
    (RBAC, "ClusterRole", rbac::CLUSTER_ROLE),
    (RBAC, "ClusterRoleBinding", rbac::CLUSTER_ROLE_BINDING),
    (RBAC, "Role", rbac::ROLE),
    (RBAC, "RoleBinding", rbac::ROLE_BINDING),
];

static RUNNERS: LazyLock<Places> = LazyLock::new(runners);
/// Those of a cluster whose CRD is not given: probably the released one.
static RELEASED: LazyLock<Places> =
    LazyLock::new(|| runners().with("spec.podTemplateSpec.spec", released::RULES));

fn runners() -> Places {
    let places = pod::add(others(), "spec.podTemplateSpec.spec");
    let own = [
        docker::RULES,
        dind::RULES,
        host::RULES,
        devices::RULES,
        registration::RULES,
        secrets::RULES,
        labels::RULES,
        arch::RULES,
        pools::RULES,
    ];
    let places = places.with("", garo::RULES).with("spec.podTemplateSpec", pools::OF_TEMPLATE);
    own.into_iter().fold(places, |places, table| places.with("spec.podTemplateSpec.spec", table))
}

/// GitHub's own operator has pods of its own names, labels and tokens; what is in them is as in those of the other.
static SCALE_SETS: LazyLock<Places> = LazyLock::new(|| {
    let own = [docker::RULES, dind::RULES, host::RULES, devices::RULES, arch::RULES];
    let places = pod::add(others(), "spec.template.spec").with("", scale_set::RULES);
    own.into_iter().fold(places, |places, table| places.with("spec.template.spec", table))
});

static PODS: LazyLock<Places> = LazyLock::new(|| pod::add(plain(), "spec"));
/// Objects of Kubernetes' own kinds that have no pods in them.
static PLAIN: LazyLock<Places> = LazyLock::new(plain);
static OWN_PLACES: LazyLock<Vec<Places>> =
    LazyLock::new(|| OWN.iter().map(|(.., table)| plain().with("", table)).collect());
static CLAIMS: LazyLock<Places> =
    LazyLock::new(|| plain().with("", claim::OBJECT).with("spec", claim::RULES));
static CRON_JOBS: LazyLock<Places> = LazyLock::new(|| {
    let places = plain().with("spec.jobTemplate", metadata::OF_TEMPLATE);
    let places = places.with("spec.jobTemplate.spec.template", metadata::OF_TEMPLATE);
    pod::add(places, "spec.jobTemplate.spec.template.spec")
        .with("spec.jobTemplate", workload::JOB)
        .with("", schedule::RULES)
});
static POD_TEMPLATES: LazyLock<Places> =
    LazyLock::new(|| pod::add(plain().with("template", metadata::OF_TEMPLATE), "template.spec"));
/// Objects that keep pods running.
static LASTING: LazyLock<Places> = LazyLock::new(|| {
    pod::add(others(), "spec.template.spec").with("", workload::LASTING).with("", rollout::COMMON)
});
static DEPLOYMENTS: LazyLock<Places> = LazyLock::new(|| LASTING.clone().with("", rollout::DEPLOYMENT));
static DAEMON_SETS: LazyLock<Places> = LazyLock::new(|| LASTING.clone().with("", rollout::DAEMON_SET));
static STATEFUL_SETS: LazyLock<Places> = LazyLock::new(|| {
    let places = LASTING.clone().with("", rollout::STATEFUL_SET);
    let places = places.with("spec.volumeClaimTemplates[]", metadata::OF_TEMPLATE);
    places.with("spec.volumeClaimTemplates[].spec", claim::RULES)
});
static JOBS: LazyLock<Places> =
    LazyLock::new(|| pod::add(others(), "spec.template.spec").with("", workload::JOB));
/// KEDA's, which makes jobs.
static SCALED_JOBS: LazyLock<Places> = LazyLock::new(|| {
    let places = plain().with("spec.jobTargetRef.template", metadata::OF_TEMPLATE);
    pod::add(places, "spec.jobTargetRef.template.spec")
});
/// Volcano's, whose tasks have pods each.
static VOLCANO_JOBS: LazyLock<Places> = LazyLock::new(|| {
    pod::add(plain().with("spec.tasks[].template", metadata::OF_TEMPLATE), "spec.tasks[].template.spec")
});
/// Objects of all other kinds, which can hold a pod template in one of two places.
static OTHERS: LazyLock<Places> =
    LazyLock::new(|| pod::add(pod::add(others(), "spec.podTemplateSpec.spec"), "spec.template.spec"));

fn plain() -> Places {
    Places::default().with("", metadata::RULES).with("", metadata::OF_TEMPLATE)
}

fn others() -> Places {
    plain().with("spec.podTemplateSpec", metadata::OF_TEMPLATE).with("spec.template", metadata::OF_TEMPLATE)
}

/// Whether an operator of somebody else's may merge what is at a path into a pod of its own, so that nothing is missing there:
/// `CloudNativePG` asks for an empty list of containers, and the older of GitHub's operators has images for its own.
pub(super) fn is_merged(findings: &Findings<'_>, path: &Path<'_>) -> bool {
    let text = |key| findings.text(&findings.root, &[key]).unwrap_or_default();
    let (version, kind) = (text("apiVersion"), text("kind"));
    owner(&version, &kind) == Owner::Other
        && kind != garo::KIND
        && !is_scale_set(&version, &kind)
        && path.to_string().contains("spec.")
}

/// The rules of a kind, and whether the user has given its CRD.
pub(super) fn places(api_version: &str, kind: &str, is_given: bool) -> &'static Places {
    match (api_version, kind) {
        (garo::API_VERSION, garo::KIND) if is_given => &RUNNERS,
        (garo::API_VERSION, garo::KIND) => &RELEASED,
        _ if is_scale_set(api_version, kind) => &SCALE_SETS,
        ("v1", "Pod") => &PODS,
        ("v1", "PersistentVolumeClaim") => &CLAIMS,
        ("batch/v1", "CronJob") => &CRON_JOBS,
        (version, "ScaledJob") if version.starts_with("keda.sh/") => &SCALED_JOBS,
        (version, "Job") if version.starts_with("batch.volcano.sh/") => &VOLCANO_JOBS,
        ("v1", "PodTemplate") => &POD_TEMPLATES,
        ("v1", "ReplicationController") => &OTHERS,
        ("apps/v1", "DaemonSet") => &DAEMON_SETS,
        ("apps/v1", "Deployment") => &DEPLOYMENTS,
        ("apps/v1", "StatefulSet") => &STATEFUL_SETS,
        ("apps/v1", _) => &LASTING,
        ("batch/v1", "Job") => &JOBS,
        _ => match OWN.iter().position(|(version, name, _)| (*version, *name) == (api_version, kind)) {
            Some(at) => &OWN_PLACES[at],
            None if schema::of_kubernetes(api_version, kind).is_some() => &PLAIN,
            None => &OTHERS,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is remembered of one plain name holds for all of its length, whatever text of a template is around it.
    #[test]
    fn names_are_told_by_their_lengths_and_what_they_are_made_of() {
        let kinds = [
            (garo::API_VERSION, garo::KIND),
            ("actions.github.com/v1alpha1", "AutoscalingRunnerSet"),
            ("v1", "Pod"),
            ("v1", "PodTemplate"),
            ("v1", "PersistentVolumeClaim"),
            ("apps/v1", "Deployment"),
            ("batch/v1", "CronJob"),
            ("batch/v1", "Job"),
            ("keda.sh/v1alpha1", "ScaledJob"),
            ("example.com/v1", "Other"),
        ];
        let kinds = kinds.into_iter().chain(OWN.iter().map(|(version, kind, _)| (*version, *kind)));
        let checks: Vec<_> = kinds.flat_map(|(version, kind)| places(version, kind, true).names()).collect();
        assert!(checks.len() > 100, "{}", checks.len());
        let around =
            ["", "a", "1", "A", "-", "_", ".", "a-", "a.", "a_", "a/", "https://github.com/", "é", " "];
        let names: [&[&str]; 4] = [
            &["a", "b", "x"],
            &["v1", "ab", "io"],
            &["git", "abc", "cpu", "com"],
            &["name", "http", "true", "x-y1"],
        ];
        for check in checks {
            for (before, behind) in around.into_iter().flat_map(|one| around.map(|other| (one, other))) {
                for names in names {
                    let is_right = |name: &&str| check(&[before, *name, behind].concat()).is_ok();
                    let right = names.iter().copied().filter(is_right).collect::<Vec<_>>();
                    assert!(
                        right.is_empty() || right == names,
                        "{before:?} {right:?} {behind:?} of {names:?}"
                    );
                }
            }
        }
    }
}
