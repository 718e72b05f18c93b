//! Where rendered text goes.

mod folder;
mod header;
mod stdout;

pub use folder::{File, Summary, write_folder};
pub use header::header;
pub use stdout::write_all;
