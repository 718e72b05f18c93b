//! JSON with the place of every key and value in the user's text.

mod alike;
mod bare;
mod blank;
mod mistakes;
mod quotes;
mod read;
mod scalar;
mod syntax;
mod value;

pub use alike::Forms;
pub use read::{Member, Members, members, value};
pub use scalar::check_text;
pub use value::{Entry, Kind, Map, Value};
