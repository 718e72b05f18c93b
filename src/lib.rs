//! Runner pools, images and releases of a team's CI, from their JSON files to what runs them.
//!
//! ```text
//! text ─▶ config with spans ─▶ pools ─▶ templates with holes ─▶ checked documents ─▶ stdout | folder | diff
//! ```
//!
//! `import` goes back from documents to a config, and proves it by going forward again.
//!
//! Modules are listed in the order they build on each other; each uses only earlier ones.

pub mod needs;

pub mod text;

pub mod yaml;

pub mod json;

pub mod kubernetes;

pub mod keys;

pub mod checks;

pub mod objects;

pub mod template;

pub mod runners;

pub mod shell;

pub mod actions;

pub mod images;

pub mod release;

pub mod across;

pub mod import;

pub mod output;

pub mod cli;

pub mod run;

#[doc(hidden)]
pub mod fuzz;
