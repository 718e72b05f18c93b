//! images.json: runner images, what each is built from, and how they are built in order.

mod arguments;
mod bake;
mod bind;
mod bindings;
mod commands;
mod config;
mod copied;
mod directive;
mod dockerfile;
mod expansion;
mod flags;
mod globals;
mod image;
mod instruction;
pub mod keys;
mod lineage;
mod matrix;
mod official;
mod pattern;
mod plan;
mod presence;
mod published;
mod reference;
mod stage;
mod workflow;

use serde_json::Value;

pub use commands::Tool;
pub use config::{Folder, Images};
pub use copied::Copied;
pub use image::Image;
pub use workflow::{Layout, Workflow};

/// The JSON Schema of an images.json.
pub fn schema() -> Value {
    let description = "Runner images and what each is built from, for runner-ymls";
    crate::keys::file("images.json", description, keys::KEYS)
}
