//! `schema`

use super::{Exit, Io};
use crate::cli::{Kind, Schema};
use crate::output::write_all;
use crate::{images, release, runners};

/// Prints the JSON Schema of a kind of config.
pub(super) fn schema(args: &Schema, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let text = text(args.kind);
    write_all(io.stdout, |out| out.write_all(text.as_bytes()))?;
    Ok(Exit::Fine)
}

/// The text of a schema.
pub(super) fn text(kind: Kind) -> String {
    let schema = match kind {
        Kind::Runners => runners::schema(),
        Kind::Images => images::schema(),
        Kind::Release => release::schema(),
    };
    format!("{schema:#}\n")
}
