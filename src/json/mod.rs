//! JSON with the place of every key and value in the user's text.

mod bare;
mod blank;
mod mistakes;
mod quotes;
mod read;
mod scalar;
mod syntax;
mod value;

pub use read::{Member, members, value};
pub use scalar::check_text;
pub use value::{Entry, Kind, Map, Value};
