//! Files to start from.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};

use anyhow::Context as _;
use camino::Utf8Path;

/// Writes a file that is not there yet, and makes its folder. What is there is kept, whatever it is, and `false` returned.
pub fn create(path: &Utf8Path, text: &str) -> anyhow::Result<bool> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_str().is_empty()) {
        fs::create_dir_all(folder).with_context(|| format!("cannot create the folder {folder}"))?;
    }
    let failed = || format!("cannot write {path}");
    match File::create_new(path) {
        Ok(mut file) => file.write_all(text.as_bytes()).with_context(failed).map(|()| true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error).with_context(failed),
    }
}

#[cfg(test)]
mod tests {
    use camino::Utf8PathBuf;

    use super::*;

    #[test]
    fn what_is_there_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::try_from(folder.path().join("a/b.json")).unwrap();
        assert!(create(&path, "first").unwrap());
        assert!(!create(&path, "second").unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), "first");
        assert!(create(&path.join("c"), "").is_err());
    }
}
