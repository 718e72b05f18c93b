//! What must hold for any input: the entries of the fuzz targets.

use std::fmt::Write as _;

use camino::Utf8Path;

use crate::images::{self, Images, Layout, Workflow};
use crate::kubernetes::object;
use crate::release::{self, Manifest, Plan};
use crate::runners::{Choice, Fleet};
use crate::template::{Folder, Templates};
use crate::text::{Diagnostics, Sources, report};

/// Any bytes as a config, through the built-in template: a stream and no error, or an error that can be shown.
pub fn config(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    render(text, Folder::built_in(), None);
    images(text);
    release(text);
}

/// Any text as a manifest: a plan and a workflow that can be read, or an error that can be shown.
fn release(text: &str) {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let source = sources.add("manifest", text);
    let manifest = Manifest::read(&source, &mut diagnostics);
    assert!(report(&diagnostics, &sources, &mut Vec::new()).is_ok());
    let Some(manifest) = manifest.filter(|_| !diagnostics.has_errors()) else { return };
    let plan = Plan::new(&manifest);
    assert!(plan.levels.iter().all(|level| !level.jobs.is_empty()));
    let asked = release::Workflow {
        state: "artifacts",
        calls: false,
        store: "s3",
        dynamic: false,
        manifest: "manifest",
        command: "",
    };
    assert!(plan.workflow(&asked).is_ok_and(|text| crate::yaml::parse(&text).is_ok()));
}

/// Any text as a config of images: plans that can be read, or an error that can be shown.
fn images(text: &str) {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let source = sources.add("config", text);
    // There are no Dockerfiles in a folder that is not there.
    let folder = images::Folder { path: Utf8Path::new("/nowhere"), is_given: false, is_beside: false };
    let images = Images::read(&source, folder, None, &mut sources, &mut diagnostics);
    assert!(report(&diagnostics, &sources, &mut Vec::new()).is_ok());
    let Some(images) = images.filter(|_| !diagnostics.has_errors()) else { return };
    assert!(images.plan().lines().count() > images.images.len());
    let script = images.commands(folder.path, images::Tool::Docker, true, "config");
    assert!(!script.contains('\r'));
    let asked = Workflow {
        layout: Layout::Levels,
        sign: true,
        config: Some("config"),
        folder: folder.path,
        command: "",
    };
    assert!(images.workflow(&asked).is_ok_and(|text| crate::yaml::parse(&text).is_ok()));
}

/// Any bytes as a template.
pub fn template(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // The last of the pools that are alike is made without rendering.
    let config = r#"{ "go": { "v": "yes: \"no\"", "n": 3, "list": ["a", "b"], "map": { "k": "v" } }, "rust": { "v": "x" },
        "gcc": { "v": "y" }, "zig": { "v": "yes: \"no\"" } }"#;
    render(config, Folder::of_one(text), Some("pool.yaml.j2"));
}

/// Any string as a value, in every kind of place: what our reader gets back is that string.
pub fn values(bytes: &[u8]) {
    let Ok(value) = std::str::from_utf8(bytes) else { return };
    // The last of three that are alike is made without rendering.
    let mut config = String::from(r#"{ "gcc": { "v": "1" }, "rust": { "v": "2" }, "go": { "v": "#);
    let Ok(quoted) = serde_json::to_string(value) else { return };
    let _ = write!(config, "{quoted} }} }}");
    let template = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: '{{ name }}'}\ndata:\n  a: {{ v }}\n  b: x{{ v }}\n  c: '{{ v }}y'\n  \
                    d: \"{{ v }}\"\n  e: [{{ v }}, z{{ v }}]\n  f: |\n    x{{ v }}y\n  g: >-\n    {{ v }}\n    z\n";
    let Some(text) = render(&config, Folder::of_one(template), Some("pool.yaml.j2")) else { return };
    let last = text.rsplit_once("\n---\n").map_or(text.as_str(), |(_, last)| last);
    let scalars: Vec<String> = crate::yaml::parse(last)
        .into_iter()
        .flatten()
        .filter_map(|event| match event.kind {
            crate::yaml::Kind::Scalar(text, _) => Some(text.into_owned()),
            _ => None,
        })
        .collect();
    let expected = [
        value.to_owned(),
        format!("x{value}"),
        format!("{value}y"),
        value.to_owned(),
        value.to_owned(),
        format!("z{value}"),
        format!("x{value}y\n"),
        format!("{value} z"),
    ];
    for expected in expected {
        assert!(scalars.contains(&expected), "{value:?}: no {expected:?} in {text}");
    }
}

/// The stream of a config, or none where something was wrong; then there is something to show.
fn render(config: &str, folder: Folder, template: Option<&str>) -> Option<String> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let source = sources.add("config", config);
    let templates = Templates::new(folder, object::check);
    let choice = Choice { only: &[], set: &[], operator: None, template, templates: &templates, crds: &[] };
    let fleet = Fleet::render(&source, &choice, &mut sources, &mut diagnostics);
    let mut shown = Vec::new();
    assert!(report(&diagnostics, &sources, &mut shown).is_ok());
    assert_eq!(shown.is_empty(), diagnostics.is_empty());
    if diagnostics.has_errors() {
        return None;
    }
    let mut text = Vec::new();
    assert!(fleet.write(&mut text).is_ok());
    let text = String::from_utf8(text).unwrap_or_default();
    assert!(text.starts_with("---\n"), "a stream that begins inside of a document");
    assert!(
        !text.chars().any(|char| char.is_control() && !matches!(char, '\n' | '\t')),
        "a raw control character"
    );
    assert!(crate::yaml::parse(&text).is_ok(), "{}", text);
    Some(text)
}
