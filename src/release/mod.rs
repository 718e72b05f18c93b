//! manifest.json: what a release is made of, in which order it is built, and what it is called.

mod depends;
mod draw;
pub mod keys;
mod kind;
mod manifest;
mod matrix;
mod plan;
mod rules;
pub mod variable;
mod workflow;

use serde_json::Value;

pub use draw::{data, mermaid, text};
pub use kind::{Event, Kind};
pub use manifest::{Artifact, Component, Location, Manifest};
pub use matrix::{matrices, matrix};
pub use plan::{Job, Level, Plan};
pub use workflow::{Workflow, file, parts};

/// The JSON Schema of a manifest.json.
pub fn schema() -> Value {
    let description = "What a release is made of and in which order it is built, for runner-ymls";
    crate::keys::file("manifest.json", description, keys::KEYS)
}
