//! The plan for people, for programs and as a diagram.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::manifest::Component;
use super::plan::Plan;
use crate::text::{count, pad};

/// A line a component, in levels.
pub fn text(plan: &Plan<'_>) -> String {
    let manifest = plan.manifest;
    let rows: Vec<Vec<[String; 5]>> = plan
        .levels
        .iter()
        .map(|level| level.components.iter().map(|component| row(component)).collect())
        .collect();
    let widest = |column: usize| {
        rows.iter().flatten().map(|row| row[column].chars().count()).max().unwrap_or_default()
    };
    let widths = [0, 1, 2, 3].map(widest);
    let mut out = String::new();
    for (at, rows) in rows.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "level {at}");
        for row in rows {
            let mut line = String::from(" ");
            for (cell, width) in row.iter().zip(widths) {
                if width > 0 {
                    line.push(' ');
                    pad(&mut line, cell, width);
                    line.push(' ');
                }
            }
            let _ = writeln!(out, "{} {}", line, row[4]);
        }
    }
    let jobs: usize = plan.levels.iter().map(|level| level.jobs.len()).sum();
    let _ = writeln!(
        out,
        "{}, {}, {}, packaged as {} at {}{}",
        count(manifest.components.len(), "component"),
        count(plan.levels.len(), "level"),
        count(jobs, "job"),
        manifest.version,
        manifest.package.path,
        if manifest.dry_run { " (dry run)" } else { "" },
    );
    out
}

fn row(component: &Component) -> [String; 5] {
    let tags: Vec<&str> = component.tags.iter().map(|(tag, _)| tag.as_str()).collect();
    let tags = tags.join(" ");
    [
        component.name.clone(),
        component.branch.clone(),
        words(component.archs.iter().map(|(arch, _)| arch.uname())),
        words(component.build_types.iter().map(|(kind, _)| kind.as_str()))
            + &if tags.is_empty() { String::new() } else { format!("  on {tags}") },
        format!("→ {}", component.location.path),
    ]
}

fn words<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}

/// The plan as data.
pub fn data(plan: &Plan<'_>) -> Value {
    let component = |component: &&Component| {
        json!({
                "name": component.name,
                "branch": component.branch,
                "architecture": component.archs.iter().map(|(arch, _)| arch.uname()).collect::<Vec<_>>(),
                "build_type": component.build_types.iter().map(|(kind, _)| kind).collect::<Vec<_>>(),
                "runner_tags": component.tags.iter().map(|(tag, _)| tag).collect::<Vec<_>>(),
                "depends_on": component.named().iter().map(|(name, _)| name).collect::<Vec<_>>(),
                "jobs": component.archs.len() * component.build_types.len(),
        })
    };
    let levels: Vec<Value> = plan
        .levels
        .iter()
        .enumerate()
        .map(|(level, found)| {
            let components: Vec<Value> = found.components.iter().map(component).collect();
            json!({ "level": level, "jobs": found.jobs.len(), "components": components })
        })
        .collect();
    json!({
        "version": plan.manifest.version,
        "dry_run": plan.manifest.dry_run,
        "package": plan.manifest.package.path,
        "artifacts": plan.manifest.artifacts.iter().map(|artifact| &artifact.name).collect::<Vec<_>>(),
        "jobs": plan.jobs().count(),
        "levels": levels,
    })
}

/// A flowchart in Mermaid, which GitHub draws in Markdown.
pub fn mermaid(plan: &Plan<'_>) -> String {
    let mut out = String::from("flowchart LR\n");
    let node =
        |name: &str| plan.manifest.components.iter().position(|other| other.name == name).unwrap_or_default();
    for (at, level) in plan.levels.iter().enumerate() {
        let _ = writeln!(out, "  subgraph l{at}[level {at}]");
        for component in &level.components {
            let jobs = count(component.archs.len() * component.build_types.len(), "job");
            let _ = writeln!(out, "    c{}[\"{}<br>{jobs}\"]", node(&component.name), component.name);
        }
        out.push_str("  end\n");
    }
    for (at, _) in plan.levels.iter().enumerate().skip(1) {
        let _ = writeln!(out, "  l{} --> l{at}", at - 1);
    }
    for component in &plan.manifest.components {
        for (needed, _) in component.named() {
            let _ = writeln!(out, "  c{} -.-> c{}", node(needed), node(&component.name));
        }
    }
    for (at, artifact) in plan.manifest.artifacts.iter().enumerate() {
        let _ = writeln!(out, "  a{at}[(\"{}\")] --> package", artifact.name);
    }
    if let Some(last) = plan.levels.len().checked_sub(1) {
        let _ = writeln!(out, "  l{last} --> package[\"{}\"]", plan.manifest.version);
    }
    out
}
