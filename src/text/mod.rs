//! Texts of the user, places in them, and what is wrong there.

mod append;
mod count;
mod credential;
mod code;
mod diagnostic;
mod diagnostics;
mod explain;
mod has_byte;
mod pad;
mod percent;
mod source;
mod suggest;
mod recurring;
mod report;
mod same;
pub mod formats;

pub use append::{append, push};
pub use code::{Code, Severity};
pub use count::count;
pub use credential::{credentials, is_credential};
pub use diagnostic::{Diagnostic, Label};
pub use diagnostics::Diagnostics;
pub use explain::explain;
pub use has_byte::has_byte;
pub use pad::pad;
pub use percent::percent;
pub use recurring::{Recurring, TEXTS, TRIES};
pub use report::report;
pub use same::is_same;
pub use source::{Source, SourceId, Sources, Span};
pub use suggest::{Suggestions, did_you_mean, suggest};
