//! Structural schemas: what the API server takes of a kind of object.
//!
//! The dialect is that of a CRD, the structural part of `OpenAPI` v3
//! (<https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/>). The built-in ones
//! are statics, so that none is parsed when the tool runs; those of a user's CRD live as long as the run.

mod check;
mod crd;
mod garo;
mod limit;
mod model;
#[rustfmt::skip]
mod pod;

pub use check::{Plan, Violation};
pub use crd::{Crd, read};
pub use garo::GARO;
pub use model::{Field, Limit, Others, Schema, Shape, Unique};
pub use pod::POD_TEMPLATE_SPEC;
