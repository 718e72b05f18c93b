//! What a config is called in the files that come from it.

use std::io;

use camino::{Utf8Path, Utf8PathBuf};

/// The path of a config as seen from the folder of its files: the same from wherever and however the two are named, in
/// every checkout of one repository, and no other config's.
pub fn owner(config: &Utf8Path, folder: &Utf8Path) -> io::Result<String> {
    // The file itself can be a link to another name every day, as in a mounted ConfigMap.
    let name = config.file_name().unwrap_or_default();
    let config = real(config.parent().unwrap_or(Utf8Path::new("")))?.join(name);
    let folder = real(folder)?;
    let common = config.components().zip(folder.components()).take_while(|(one, other)| one == other).count();
    let up = folder.components().skip(common).map(|_| "..");
    let down = config.components().skip(common).map(|part| part.as_str());
    Ok(up.chain(down).collect::<Vec<_>>().join("/"))
}

/// The path without links, as far as it exists.
fn real(path: &Utf8Path) -> io::Result<Utf8PathBuf> {
    if path.as_str().is_empty() {
        return Utf8Path::new(".").canonicalize_utf8();
    }
    match (path.canonicalize_utf8(), path.parent(), path.file_name()) {
        (Err(error), Some(parent), Some(name)) if error.kind() == io::ErrorKind::NotFound => {
            Ok(real(parent)?.join(name))
        }
        (result, ..) => result,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_is_a_path_from_the_folder() {
        let here = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
        for (config, folder, expected) in [
            (here.join("x/runners.json"), here.join("out"), "../x/runners.json"),
            (here.join("runners.json"), here.join("out/deep/er"), "../../../runners.json"),
            (here.join("src/../runners.json"), here.to_owned(), "runners.json"),
            ("runners.json".into(), here.join("out"), "../runners.json"),
            (here.join("src/runners.json"), "src/output".into(), "../runners.json"),
        ] {
            assert_eq!(owner(&config, &folder).unwrap(), expected, "{config} {folder}");
        }
    }
}
