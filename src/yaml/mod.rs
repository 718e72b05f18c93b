//! YAML text in which values can never change the shape.
//!
//! A *hole* stands in the text for a value that is kept aside. A *skeleton* is a text with holes, parsed once: it knows
//! for every hole what kind of scalar it stands in, and fills it so that every YAML reader gets back exactly the value.
//! It is to YAML what a prepared statement is to SQL.

mod content;
mod fill;
mod filled;
mod flaw;
mod given;
mod hole;
mod parse;
mod proof;
mod resolve;
mod scalar;
mod skeleton;
mod slot;
mod slots;
mod tree;

pub use content::{Content, Document, Item};
pub use fill::Misfit;
pub use filled::Filled;
pub use flaw::Flaw;
pub use given::{Given, Holes};
pub use hole::{CLOSE, OPEN, expand, is_unknown, mark, may_hold, print, text, unknown, unknown_parts};
pub use parse::{Event, Kind, Style, Tag, parse};
pub use resolve::{Scalar, is_unmistakable, resolve};
pub use scalar::{is_plain, is_special, quote, written};
pub use skeleton::{Block, Quoted, Skeleton};
pub use tree::{Node, Tree, nodes};
