//! Dockerfiles that are not where they are expected.

use camino::Utf8Path;

use super::Image;
use super::config::{Folder, Images};
use crate::text::{Code, Diagnostic, Diagnostics, did_you_mean, suggest};

/// Reports that a config has none of its Dockerfiles beside it: they may be elsewhere, or misspelt.
pub(super) fn check_absent(all: &Images, folder: Folder<'_>, diagnostics: &mut Diagnostics) {
    let misspelt = |image: &Image| {
        let near = near(folder.path, &image.file)?;
        let message = format!("there is no Dockerfile `{}`", folder.path.join(&image.file));
        Some(missing(image, message).help(did_you_mean(near)))
    };
    let found: Vec<Diagnostic> = all.images.iter().filter_map(misspelt).collect();
    // Of what could not be read nobody knows whether it is there.
    let is_all = found.is_empty() && !diagnostics.has_errors();
    if let (Some(first), true) = (all.images.first(), is_all) {
        let message =
            "no Dockerfile is where the config says, so that what they are built from is not checked";
        let found = Diagnostic::new(Code::UnreadDockerfiles, message).at(first.place, "the first of them");
        diagnostics.push(found.help("say where they are: `--context DIR`"));
    }
    diagnostics.extend(found);
}

/// A Dockerfile that cannot be read.
pub(super) fn unreadable(image: &Image, folder: &Utf8Path, error: &std::io::Error) -> Diagnostic {
    let message = format!("cannot read the Dockerfile `{}`: {error}", folder.join(&image.file));
    let near = near(folder, &image.file).map(did_you_mean);
    let elsewhere = || "correct its name, or say where the Dockerfiles are: `--context DIR`".to_owned();
    missing(image, message).help(near.unwrap_or_else(elsewhere))
}

fn missing(image: &Image, message: String) -> Diagnostic {
    Diagnostic::new(Code::MissingDockerfile, message).at(image.place, "")
}

/// The file of the same folder that may be meant.
fn near(folder: &Utf8Path, file: &str) -> Option<String> {
    let (parent, last) = file.rsplit_once('/').map_or(("", file), |(parent, last)| (parent, last));
    let path = Utf8Path::new(".").join(folder).join(parent);
    let entries = path.read_dir_utf8().ok()?.flatten();
    let files = entries.filter(|entry| entry.path().is_file() && entry.file_name() != last);
    let mut names: Vec<(String, String)> =
        files.map(|entry| (own_part(entry.file_name()), entry.file_name().to_owned())).collect();
    names.sort_unstable();
    let part = suggest(&own_part(last), names.iter().map(|(part, _)| part.as_str()))?;
    let (_, name) = names.iter().find(|(known, _)| known == part)?;
    Some(if parent.is_empty() { name.clone() } else { format!("{parent}/{name}") })
}

/// What a name has that other Dockerfiles do not: all begin or end with `Dockerfile`, in any case.
fn own_part(name: &str) -> String {
    let name = name.to_lowercase();
    let part = name.strip_prefix("dockerfile.").or_else(|| name.strip_suffix(".dockerfile"));
    part.unwrap_or(&name).to_owned()
}
