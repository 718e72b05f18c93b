//! What is wrong with the text of templates, whatever values they are given.

use super::{BUILT_IN_NAME, Templates};
use crate::text::{Code, Diagnostic, Sources, Span, credentials};

/// What is wrong with the text of all templates that were used.
pub fn check(templates: &Templates, sources: &mut Sources) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let is_users = |name: &str| !templates.folder().display(name).starts_with(BUILT_IN_NAME);
    for name in templates.names().into_iter().filter(|name| is_users(name)) {
        let Some(text) = templates.text(&name) else { continue };
        for credential in credentials(&text) {
            // A key has many lines; the first is where it is.
            let line = text[credential.clone()].lines().next().map_or(0, str::len);
            let range = credential.start..credential.start + line;
            found.extend(templates.span(&name, range, sources).map(secret));
        }
    }
    for (name, at) in templates.raw().into_iter().filter(|(name, _)| is_users(name)) {
        found.extend(templates.span(&name, at..at + "safe".len(), sources).map(raw));
    }
    found
}

fn secret(span: Span) -> Diagnostic {
    let message = "this looks like a credential, and a template holds only the names of secrets";
    Diagnostic::new(Code::Credential, message)
        .at(span, "")
        .help("put it into a Kubernetes Secret, and name that here; if it was ever committed, revoke it")
        .secret()
}

fn raw(span: Span) -> Diagnostic {
    let message = "the value is printed as it is, and can then be anything in the document";
    Diagnostic::new(Code::RawValue, message)
        .at(span, "")
        .help("leave out `safe`: a value is printed so that every reader gets it back, a map or a list too")
}
