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
pub use kind::{Owner, is_scale_set, owner};
pub use quantity::{Quantity, QuantityError};

/// The annotation in which `kubectl apply` keeps a copy of what it applied
/// (<https://kubernetes.io/docs/reference/labels-annotations-taints/#kubectl-kubernetes-io-last-applied-configuration>).
pub const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";
