//! Kubernetes objects as values: read from any text, compared by what they mean, and printed.

mod align;
mod change;
mod fields;
mod filled;
mod identity;
mod kinds;
mod mask;
mod pairs;
mod path;
mod place;
mod print;
mod read;
mod secret;
mod unified;
mod value;

pub use align::{align, prune};
pub use change::{Action, Change, compare};
pub use fields::{Field, fields};
pub use filled::INSTANCE;
pub use identity::Identity;
pub use mask::credential;
pub use pairs::{Unclear, pair, twice, unclear};
pub use place::Present;
pub use print::print;
pub use read::{printed, read};
pub use unified::unified;
pub use value::{Map, Value};
