//! Texts of the user, places in them, and what is wrong there.

mod diagnostic;
mod report;
mod source;
mod suggest;

pub use diagnostic::{Code, Diagnostic, Diagnostics, Label, Severity};
pub use report::report;
pub use source::{Source, SourceId, Sources, Span};
pub use suggest::suggest;
