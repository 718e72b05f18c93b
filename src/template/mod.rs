//! Jinja templates whose values are kept aside while they render.

mod alike;
mod blocks;
mod engine;
mod failure;
mod filters;
mod folder;
mod json;
mod joiner;
mod limit;
mod methods;
mod origin;
mod own;
mod placed;
mod places;
mod printed;
mod reads;
mod scope;
mod skeletons;
mod sketch;
mod slips;
mod structure;
mod tokens;
mod undefined;
mod urlencode;
mod watch;

pub use alike::Alike;
pub use engine::{Check, Failure, Templates};
pub use failure::{Explained, explain};
pub use folder::{BUILT_IN_NAME, Folder, built_in};
pub use origin::{Element, Origin};
pub use own::check;
pub use places::{Place, Trace, locate, point};
pub use reads::Reads;
pub use sketch::{Rendered, Sketch};
pub use watch::{is_brief, rendering};
