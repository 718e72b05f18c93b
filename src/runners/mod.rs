//! runners.json: pools of self-hosted runners, from the user's file to the variables of a template.

mod cause;
mod checked;
mod config;
mod context;
mod document;
mod explain;
mod failure;
mod fleet;
mod keys;
mod layer;
mod list;
mod missing;
mod operator;
mod overrides;
mod places;
mod pool;
mod only;
mod pod;
mod rendered;
mod run;
mod schema;
mod seen;
mod served;
mod settings;
mod unknown;

pub use document::{Document, Fleet};
pub use explain::{Explanation, Fact, Origin, explain};
pub use fleet::Choice;
pub use keys::KEYS;
pub use list::{Listed, Range, list, names};
pub use schema::schema;
pub use seen::Seen;
pub use served::{Served, served};

pub(crate) use context::{DIND_IMAGE, DIND_MTU, NAMESPACE};
pub(crate) use pod::{ARCH_LABEL, GPU, KVM, REQUIRED};
pub(crate) use pool::suffix;
