//! What Kubernetes and its neighbours accept: architectures, quantities, names and schemas.

mod arch;
pub mod base64;
pub mod duration;
mod kind;
pub mod name;
pub mod object;
mod quantity;
mod quantity_help;
pub mod schema;

pub use arch::Arch;
pub use kind::{Owner, owner};
pub use quantity::{Quantity, QuantityError};
