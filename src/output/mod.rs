//! Where rendered text goes.

mod create;
mod file;
mod folder;
mod header;
pub mod markdown;
mod obstacle;
mod owner;
mod preview;
mod stdout;
mod table;

pub use create::create;
pub use file::{MADE, replace_made};
pub use folder::{File, Summary, write_folder};
pub use header::{breaks_lines, header};
pub use obstacle::STDIN;
pub use owner::owner;
pub use preview::{Replaced, preview};
pub use stdout::write_all;
pub use table::Table;
