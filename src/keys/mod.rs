//! The keys of the configs: what each takes, and whether a value is that.

mod check;
mod key;
mod labels;
mod record;
mod schema;

pub use check::{check, check_record, list};
pub use key::{Check, Key, MOST, Otherwise, Type, any, key, needed};
pub use record::Record;
pub use schema::{DIALECT, definitions, file, schema};
