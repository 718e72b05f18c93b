//! Release workflows, run without GitHub: its own evaluator expands the matrices and decides every `if`, the `run` steps run in
//! a shell with stubs of `aws` and `gh`, which keep what they are given.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_types,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test stops at what it does not expect"
)]

mod oracles;
mod pipeline;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use pipeline::{ARTICLE, Run, SMALL, With, binary, tool};

/// Runs the article's release and looks into the package: one artifact of each component for each architecture and build
/// type, those of level 1 built with those of level 0 for the same.
fn packages_the_article(options: &str) -> Option<Run> {
    let manifest = fs::read_to_string(ARTICLE).unwrap();
    let run = Run::of(&manifest, options, &With::default())?;
    for (job, found) in run.jobs.as_object().unwrap() {
        assert_eq!(found["result"], "success", "{options} {job}: {found:#}");
    }
    let mut package = run.package("vaccel-release-v0.6.0.tar.gz");
    let results = package.remove("vaccel-release-v0.6.0/artifacts.json").unwrap();
    let results: Value = serde_json::from_str(&results).unwrap();
    let matrices: Value = serde_json::from_str(&tool(
        "release matrix configs/manifest.json",
        &run.folder.path().join("sources"),
    ))
    .unwrap();
    let mut expected = BTreeMap::new();
    for job in matrices.as_array().unwrap().iter().flat_map(|level| level["include"].as_array().unwrap()) {
        let text = |key: &str| job[key].as_str().unwrap();
        let (name, arch, kind) = (text("name"), text("architecture"), text("build_type"));
        let with = if name == "vaccelrt" { String::new() } else { format!("vaccelrt {arch} {kind} main\n") };
        let path = format!("vaccel-release-v0.6.0/{arch}/{kind}/{}{name}", text("package_path"));
        expected.insert(path, format!("{name} {arch} {kind} {}\n{with}", text("branch")));
        assert_eq!(results[text("key")]["component"], name, "{options}");
        assert_eq!(results[text("key")]["status"], "success", "{options}");
    }
    assert_eq!(expected.len(), 28);
    assert_eq!(package, expected, "{options}");
    assert_eq!(results.as_object().unwrap().len(), 28);
    Some(run)
}

#[test]
fn the_article_is_packaged_with_outputs() {
    let Some(run) = packages_the_article("") else { return };
    // Each ran on the runner that it asked for.
    let names: BTreeSet<String> = run.jobs["level-1"]["runs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {}", one["name"].as_str().unwrap(), one["runs_on"]))
        .collect();
    assert!(
        names.contains(r#"vaccelrt-torch for aarch64, Debug ["self-hosted","ARM64","torch"]"#),
        "{names:#?}"
    );
    assert!(!run.log().lines().any(|line| line.starts_with("gh ")), "outputs need no gh");
}

#[test]
fn the_article_is_packaged_with_artifacts_and_released_on_github() {
    let Some(run) = packages_the_article(" --store github --state artifacts") else { return };
    assert!(!run.log().contains("aws"), "{}", run.log());
    let options = fs::read_to_string(run.kept("options").unwrap()).unwrap();
    assert!(!options.contains("--prerelease"), "{options}");
}

#[test]
fn the_article_is_packaged_with_variables_that_are_removed() {
    let Some(run) = packages_the_article(" --state variables") else { return };
    let name = tool(
        "release var name --component vaccelrt-torch --arch arm64 --build-type Debug --run-id 4711",
        run.folder.path(),
    );
    let log = run.log();
    assert!(log.contains(&format!("--raw-field name={} ", name.trim())), "{log}");
    assert_eq!(log.matches("--method POST").count(), 28);
    assert_eq!(log.matches("--method DELETE").count(), 28);
    let left = fs::read_dir(run.folder.path().join("log.d/variables")).unwrap().count();
    assert_eq!(left, 0);
}

#[test]
fn the_article_is_packaged_by_callable_workflows() {
    packages_the_article(" --callers workflows");
}

#[test]
fn the_article_is_packaged_as_planned_when_it_runs() {
    packages_the_article(" --dynamic --state artifacts");
}

/// Events, and the type of the release that each makes.
fn events() -> Vec<(&'static str, &'static str, &'static str, &'static str)> {
    vec![
        ("push", "refs/heads/main", "", "Release v1.2.3"),
        ("push", "refs/heads/Main", "", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("push", "refs/heads/dev", "", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("push", "refs/heads/fix/main", "", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("push", "refs/tags/main", "", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("push", "refs/tags/v1.2.3", "", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("pull_request", "refs/pull/7/merge", "main", "RC v1.2.3-rc.7.12"),
        ("pull_request", "refs/pull/7/merge", "Main", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("pull_request", "refs/pull/7/merge", "dev", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("pull_request_target", "refs/heads/main", "main", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("workflow_dispatch", "refs/heads/main", "", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("schedule", "refs/heads/main", "", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
        ("merge_group", "refs/heads/gh-readonly-queue/main/pr-7-0", "", "SNAPSHOT v1.2.3-SNAPSHOT-0123456"),
    ]
}

/// The workflow and the command tell it alike.
#[test]
fn the_type_of_the_release_follows_from_the_event() {
    for (name, reference, base, expected) in events() {
        let head = json!({ "pull_request": { "head": { "repo": { "full_name": "acme/ci" } } } });
        let github = json!({ "event_name": name, "ref": reference, "base_ref": base, "event": head });
        let with = With { contexts: json!({ "github": github }), only: Some("release"), ..With::default() };
        let Some(run) = Run::of(SMALL, "", &with) else { return };
        let outputs = &run.jobs["release"]["outputs"];
        let found = format!("{} {}", outputs["type"].as_str().unwrap(), outputs["version"].as_str().unwrap());
        assert_eq!(found, expected, "{name} {reference} {base}");
        assert_eq!(outputs["dry_run"], "false");
        let sources = run.folder.path().join("sources");
        let own = Command::new(binary())
            .args([
                "release",
                "type",
                "configs/manifest.json",
                "--format",
                "json",
                "--event",
                name,
                "--ref",
                reference,
            ])
            .args(["--base-ref", base, "--sha", "0123456789abcdef", "--run-number", "12"])
            .current_dir(sources)
            .output()
            .unwrap();
        let own: Value = serde_json::from_slice(&own.stdout).unwrap();
        let own = format!("{} {}", own["type"].as_str().unwrap(), own["version"].as_str().unwrap());
        assert_eq!(own, expected, "{name} {reference} {base}");
    }
}

#[test]
fn a_fork_builds_everything_and_uploads_nothing() {
    let head = json!({ "pull_request": { "head": { "repo": { "full_name": "someone/ci" } } } });
    let github = json!({ "event_name": "pull_request", "ref": "refs/pull/7/merge", "base_ref": "main", "event": head });
    let secrets = json!({ "S3_ACCESS_KEY_ID": "", "S3_SECRET_ACCESS_KEY": "" });
    let with = With { contexts: json!({ "github": github, "secrets": secrets }), ..With::default() };
    let Some(run) = Run::of(SMALL, "", &with) else { return };
    assert_eq!((run.result("package"), run.result("publish")), ("success", "skipped"), "{:#}", run.jobs);
    // What is public is downloaded without a key.
    let log = run.log();
    assert_eq!(log.lines().count(), 1, "{log}");
    assert!(
        log.starts_with("aws --no-sign-request s3 cp --no-progress s3://assets/firmware.tar.gz "),
        "{log}"
    );
}

/// Without a token that may write variables, a dry run leaves none.
#[test]
fn a_dry_run_leaves_nothing_outside_of_itself() {
    let head = json!({ "pull_request": { "head": { "repo": { "full_name": "someone/ci" } }, "base": { "repo": { "full_name": "acme/ci" } } } });
    let fork = json!({ "event_name": "pull_request", "ref": "refs/pull/7/merge", "base_ref": "main", "event": head });
    let secrets = json!({ "S3_ACCESS_KEY_ID": "", "S3_SECRET_ACCESS_KEY": "", "VARIABLES_TOKEN": "" });
    let fork = json!({ "github": fork, "secrets": secrets });
    // A pull request of Dependabot has no secrets either.
    let mut dependabot = fork.clone();
    dependabot["github"]["actor"] = "dependabot[bot]".into();
    dependabot["github"]["event"]["pull_request"]["head"]["repo"]["full_name"] = "acme/ci".into();
    let asked = json!({ "github": { "event_name": "workflow_dispatch" }, "inputs": { "dry_run": true } });
    for contexts in [fork, dependabot, asked] {
        for options in
            [" --state variables", " --state variables --callers workflows", " --state variables --dynamic"]
        {
            let with = With { contexts: contexts.clone(), ..With::default() };
            let Some(run) = Run::of(SMALL, options, &with) else { return };
            let results = ["package", "publish", "cleanup"].map(|job| run.result(job));
            assert_eq!(results, ["success", "skipped", "skipped"], "{options} {:#}", run.jobs);
            let log = run.log();
            assert!(log.lines().count() == 1 && log.contains("assets/firmware.tar.gz"), "{options} {log}");
        }
    }
}

#[test]
fn a_candidate_is_marked_so() {
    let head = json!({ "pull_request": { "head": { "repo": { "full_name": "acme/ci" } } } });
    let github = json!({ "event_name": "pull_request", "ref": "refs/pull/7/merge", "base_ref": "main", "event": head });
    let with = With { contexts: json!({ "github": github }), ..With::default() };
    let Some(run) = Run::of(SMALL, " --store github", &with) else { return };
    assert_eq!(run.result("publish"), "success", "{:#}", run.jobs);
    assert!(run.log().contains("gh release create v1.2.3-rc.7.12 "), "{}", run.log());
    assert!(run.log().contains("--prerelease"), "{}", run.log());
}

#[test]
fn what_failed_is_run_again_with_what_was_built() {
    for state in ["outputs", "artifacts", "variables"] {
        let with = With { fail: "agent_x86_64", ..With::default() };
        let Some(mut run) = Run::of(SMALL, &format!(" --state {state}"), &with) else { return };
        let results = ["level-0", "level-1", "package", "publish"].map(|job| run.result(job));
        assert_eq!(results, ["success", "failure", "skipped", "skipped"], "{state} {:#}", run.jobs);
        let kept = || fs::read_dir(run.folder.path().join("log.d/variables")).map_or(0, Iterator::count);
        if state == "variables" {
            assert!(run.log().contains(r#"\"status\":\"failure\""#), "{}", run.log());
            assert_eq!((run.result("cleanup"), kept()), ("success", 2));
            assert!(run.printed("cleanup").contains("stay for \"Re-run failed jobs\""), "{:#}", run.jobs);
        }
        run.again(&With::default());
        assert_eq!(run.result("publish"), "success", "{state} {:#}", run.jobs);
        let built = run.package("small-v1.2.3.tar.gz");
        let agent = &built["small-v1.2.3/x86_64/Release/bin/agent"];
        assert_eq!(agent, "agent x86_64 Release \ncore x86_64 Release it's/$(date)\n");
        let left = fs::read_dir(run.folder.path().join("log.d/variables")).map_or(0, Iterator::count);
        assert_eq!(left, 0, "{state}");
    }
}

#[test]
fn a_version_is_released_once() {
    for options in ["", " --store github"] {
        let with = With { released: Some("v1.2.3"), ..With::default() };
        let Some(run) = Run::of(SMALL, options, &with) else { return };
        assert_eq!((run.result("package"), run.result("publish")), ("success", "failure"), "{options}");
        let said = run.jobs["publish"]["runs"][0]["printed"].as_str().unwrap();
        assert!(said.contains("v1.2.3 is released already; raise the version in the manifest"), "{said}");
    }
}

#[test]
fn a_whole_run_that_is_repeated_finds_what_it_has_released() {
    for options in ["", " --store github"] {
        let Some(mut run) = Run::of(SMALL, options, &With::default()) else { return };
        run.jobs = json!({});
        run.again(&With::default());
        assert_eq!(run.result("publish"), "success", "{options} {:#}", run.jobs);
    }
}

#[test]
fn a_tag_of_another_commit_is_not_released() {
    let with = With { before: "&& mkdir tags && echo 0123abc > tags/v1.2.3", ..With::default() };
    let Some(run) = Run::of(SMALL, " --store github", &with) else { return };
    assert_eq!((run.result("package"), run.result("publish")), ("success", "failure"), "{:#}", run.jobs);
    assert!(run.printed("publish").contains("there is a tag v1.2.3 of another commit, 0123abc"));
    assert!(!run.log().contains("gh release create"), "{}", run.log());
}

#[test]
fn each_store_is_asked_at_its_own_address() {
    let Some(run) = Run::of(SMALL, "", &With::default()) else { return };
    assert_eq!(run.result("publish"), "success", "{:#}", run.jobs);
    for line in run.log().lines() {
        assert_eq!(line.contains("agent"), line.contains("--endpoint-url https://s3.example.com"), "{line}");
    }
    // A branch is a word, whatever is in it.
    let built = run.package("small-v1.2.3.tar.gz");
    assert_eq!(built["small-v1.2.3/x86_64/Release/lib/core"], "core x86_64 Release it's/$(date)\n");
    assert_eq!(built["small-v1.2.3/x86_64/Release/share/firmware"], "1\n");
}

/// Two artifacts of one name, each for an architecture of its own.
#[test]
fn what_is_built_elsewhere_is_for_its_architecture() {
    let manifest = SMALL.replace(r#""architecture": "x86_64""#, r#""architecture": ["x86_64", "aarch64"]"#).replace(
        r#"{ "name": "firmware", "package_path": "share", "artifact_registry_path": "assets/firmware.tar.gz" }"#,
        r#"{ "name": "fw", "package_path": "s", "artifact_registry_path": "assets/a.tar.gz", "architecture": "x86_64" },
           { "name": "fw", "package_path": "s", "artifact_registry_path": "assets/b.tar.xz", "architecture": "arm64" }"#,
    );
    let before = "&& mkdir -p s3/assets && cd s3/assets && echo x86 > fw && tar -czf a.tar.gz fw && echo arm > fw && tar -cJf b.tar.xz fw";
    let Some(run) = Run::of(&manifest, "", &With { before, ..With::default() }) else { return };
    assert_eq!(run.result("publish"), "success", "{:#}", run.jobs);
    let built = run.package("small-v1.2.3.tar.gz");
    assert_eq!(built["small-v1.2.3/x86_64/Release/s/fw"], "x86\n");
    assert_eq!(built["small-v1.2.3/aarch64/Release/s/fw"], "arm\n");
}

#[test]
fn links_lead_where_they_led() {
    let build = r#"&& cat > ../sources/build.sh <<'END'
#!/bin/bash
mkdir "$PREFIX/.real" && echo "$NAME" > "$PREFIX/.real/$NAME"
ln -s "./.real/$NAME" "$PREFIX/$NAME" && ln "$PREFIX/.real/$NAME" "$PREFIX/hard-$NAME"
END"#;
    // What sed would take for its own.
    let manifest = SMALL.replace("assets/small", "assets/-R&D,x");
    let Some(run) = Run::of(&manifest, "", &With { before: build, ..With::default() }) else { return };
    assert_eq!(run.result("publish"), "success", "{:#}", run.jobs);
    let to = tempfile::tempdir().unwrap();
    let package = run.kept("-R&D,x-v1.2.3.tar.gz").unwrap();
    assert!(
        Command::new("tar").arg("-xzf").arg(package).arg("-C").arg(to.path()).status().unwrap().success()
    );
    let lib = to.path().join("-R&D,x-v1.2.3/x86_64/Release/lib");
    assert_eq!(fs::read_link(lib.join("core")).unwrap(), Path::new("./.real/core"));
    for name in ["core", "hard-core", ".real/core"] {
        assert_eq!(fs::read_to_string(lib.join(name)).unwrap(), "core\n", "{name}");
    }
}

/// A job of an earlier attempt, as GitHub has it where the runner was lost after its last step.
fn lost(run: &mut Run, job: &str) {
    run.jobs[job]["result"] = "failure".into();
    run.jobs[job]["runs"][0]["result"] = "failure".into();
}

#[test]
fn a_publication_that_stopped_half_way_is_completed() {
    let with = With { fail: "small-v1.2.3.tar.gz", ..With::default() };
    let Some(mut run) = Run::of(SMALL, "", &with) else { return };
    assert_eq!(run.result("publish"), "failure", "{:#}", run.jobs);
    run.again(&With::default());
    assert_eq!(run.result("publish"), "success", "{:#}", run.jobs);
    lost(&mut run, "publish");
    run.again(&With::default());
    assert_eq!(run.result("publish"), "success", "{:#}", run.jobs);
    assert!(run.printed("publish").contains("v1.2.3 was there already"), "{:#}", run.jobs);

    let draft = "&& mkdir -p releases/v1.2.3 && touch releases/v1.2.3/draft";
    let with = With { before: draft, ..With::default() };
    let Some(mut run) = Run::of(SMALL, " --store github", &with) else { return };
    assert_eq!(run.result("publish"), "success", "{:#}", run.jobs);
    assert!(!run.folder.path().join("log.d/releases/v1.2.3/draft").exists());
    lost(&mut run, "publish");
    run.again(&With::default());
    assert_eq!(run.result("publish"), "success", "{:#}", run.jobs);
}

#[test]
fn only_what_is_surely_absent_is_published() {
    for (options, fail) in [("", "head-object"), (" --store github", "release view")] {
        let Some(run) = Run::of(SMALL, options, &With { fail, ..With::default() }) else { return };
        assert_eq!(run.result("publish"), "failure", "{options}");
        assert!(
            run.printed("publish").contains("cannot tell whether v1.2.3 is released already"),
            "{options}"
        );
        assert_eq!(run.kept("small-v1.2.3.tar.gz"), None, "{options}");
    }
}

#[test]
fn a_snapshot_takes_the_place_of_one_of_the_same_commit() {
    let contexts = json!({ "github": { "event_name": "schedule" } });
    let version = "v1.2.3-SNAPSHOT-0123456";
    for options in ["", " --store github"] {
        let with = With { contexts: contexts.clone(), released: Some(version), ..With::default() };
        let Some(run) = Run::of(SMALL, options, &with) else { return };
        assert_eq!(run.result("publish"), "success", "{options} {:#}", run.jobs);
    }
}

/// A manifest that is read when the workflow runs may need what it did not when the workflow was made.
#[test]
fn what_is_needed_is_known_when_the_workflow_runs() {
    let manifest = SMALL.replace(r#""build_level": 1"#, r#""build_level": 1, "depends_on": []"#);
    let change = "&& sed -i 's/, \"depends_on\": \\[\\]//' ../sources/configs/manifest.json";
    let with = With { before: change, ..With::default() };
    let Some(run) = Run::of(&manifest, " --dynamic --state artifacts", &with) else { return };
    assert_eq!(run.result("publish"), "success", "{:#}", run.jobs);
    let agent = &run.package("small-v1.2.3.tar.gz")["small-v1.2.3/x86_64/Release/bin/agent"];
    assert!(agent.contains("core x86_64"), "{agent}");
}

#[test]
fn there_is_room_for_as_many_variables_as_there_are_jobs() {
    let manifest = SMALL.replace(r#""build_type": "Release""#, r#""build_type": ["Debug", "Release"]"#);
    let change = "&& cp ../sources/configs/manifest.json ../full.json && mkdir -p variables organization && touch variables/V_{1..497}";
    let with = With { before: change, only: Some("release"), ..With::default() };
    let fails = |manifest: &str, options: &str, with: &With<'_>| {
        let run = Run::of(manifest, options, with)?;
        Some((run.result("release") == "failure", run.printed("release").to_owned()))
    };
    let Some((failed, said)) = fails(&manifest, " --state variables", &with) else { return };
    assert!(failed && said.contains("497 of 500 variables are used, and 4 are needed"), "{said}");
    // The jobs are counted in the manifest as it is when the workflow runs; what an old run has left is removed.
    let change = format!(
        "{change} && sed -i 's/\"build_type\": \"Release\"/\"build_type\": [\"Debug\", \"Release\"]/' ../sources/configs/manifest.json"
    );
    let with = With { before: &change, ..with };
    let (failed, said) = fails(SMALL, " --state variables --dynamic", &with).unwrap();
    assert!(failed && said.contains("497 of 500 variables are used, and 4 are needed"), "{said}");
    let old = r#"&& for n in 1 2; do echo '{"v":1,"build_type":"x"}' > variables/OLD_$n; touch -d '40 days ago' variables/OLD_$n; done"#;
    let change = format!("{change} && rm variables/V_{{1..2}} {old}");
    let with = With { before: &change, ..with };
    let (failed, said) = fails(SMALL, " --state variables --dynamic", &with).unwrap();
    assert!(!failed, "{said}");
    // What the organization has counts.
    let with = With {
        before: "&& mkdir organization && head -c 262144 /dev/zero | tr '\\0' x > organization/A",
        ..with
    };
    let (failed, said) = fails(SMALL, " --state variables", &with).unwrap();
    assert!(failed && said.contains("its organization would be larger than the 256 KB of a run"), "{said}");
}

#[test]
fn a_wide_release_has_its_workflow() {
    let components: Vec<Value> = (0..60)
        .map(|at| json!({ "name": format!("c{at}"), "package_path": "p", "build_level": 0 }))
        .collect();
    let manifest = json!({
        "version": "v1.0.0", "package_registry_location": "assets/wide", "architecture": ["x86_64", "aarch64"],
        "build_type": ["Debug", "Release"], "build": { "repo_dependencies": components },
    });
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("manifest.json"), manifest.to_string()).unwrap();
    let text = tool("release workflow manifest.json", folder.path());
    assert_eq!(text.matches("          - name: c").count(), 240);
}
