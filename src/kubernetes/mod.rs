//! What Kubernetes and its neighbours accept: architectures, quantities and names.

mod arch;
pub mod name;
pub mod object;
mod quantity;
mod quantity_help;

pub use arch::Arch;
pub use quantity::{Quantity, QuantityError};
