//! Kubernetes objects as values: read from any text, compared by what they mean, and printed.

mod align;
mod filled;
mod place;
mod print;
mod read;
mod value;

pub use align::{align, prune};
pub use print::print;
pub use read::read;
pub use value::{Map, Value};
