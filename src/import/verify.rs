//! Whether a config renders back to the objects it was made from.

use camino::Utf8Path;

use super::{CONFIG, TEMPLATE};
use crate::kubernetes::object;
use crate::objects::{Field, Present, Value, align, fields, pair, read};
use crate::runners::{Choice, Fleet};
use crate::template::{Folder, Templates};
use crate::text::{Diagnostics, Sources};

/// What a config renders to, against its objects.
pub(super) struct Verified {
    /// For each object the fields in which the rendered one differs; nothing where none was rendered.
    pub(super) differences: Vec<Option<Vec<Field>>>,
    /// Whether there is an object that nobody has asked for.
    pub(super) has_more: bool,
    pub(super) diagnostics: Diagnostics,
    pub(super) sources: Sources,
}

/// The name of the operator whose template is written beside the config.
pub(super) const OPERATOR: &str = "imported";

/// Renders a config and compares. `folder` is where it is going to be, for what is said of it.
pub(super) fn verify(
    config: &str,
    template: Option<&str>,
    folder: Option<&Utf8Path>,
    objects: &[Value],
) -> Verified {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let path =
        |name: &str| folder.map_or_else(|| "<stdout>".to_owned(), |folder| folder.join(name).to_string());
    let source = sources.add(path(CONFIG), config);
    let folder = match template {
        Some(text) => {
            Folder::built_in().with(&format!("{OPERATOR}/pool.yaml.j2"), text).shown_as(path(TEMPLATE))
        }
        None => Folder::built_in(),
    };
    let choice = Choice {
        only: &[],
        set: &[],
        operator: None,
        template: None,
        templates: &Templates::new(folder, object::check),
        crds: &[],
    };
    let fleet = Fleet::render(&source, &choice, &mut sources, &mut diagnostics);
    let mut rendered = Vec::new();
    for document in &fleet.documents {
        let mut text = String::new();
        document.write(&mut text);
        rendered.extend(read(&text).unwrap_or_default());
    }
    // One that names no namespace differs in that.
    let pairs = pair(objects, &rendered);
    let differences = objects.iter().zip(pairs).map(|(object, found)| {
        let found = &rendered[found?];
        Some(fields(&align(found, object, Present::Live, &[]), found))
    });
    let differences = differences.collect();
    Verified { differences, has_more: rendered.len() > objects.len(), diagnostics, sources }
}

impl Verified {
    /// Whether an object is rendered as it is.
    pub(super) fn is_same(&self, object: usize) -> bool {
        self.differences[object].as_ref().is_some_and(Vec::is_empty)
    }

    /// Whether all are, and nothing else.
    pub(super) fn is_all(&self) -> bool {
        !self.has_more && (0..self.differences.len()).all(|object| self.is_same(object))
    }
}
