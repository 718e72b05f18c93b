//! runners.json: pools of self-hosted runners, from the user's file to the variables of a template.

mod cause;
mod config;
mod context;
mod fleet;
mod keys;
mod layer;
mod missing;
mod overrides;
mod pool;
mod only;
mod pod;
mod settings;

pub use fleet::{Choice, Document, Fleet};
pub use keys::KEYS;
