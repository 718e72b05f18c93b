//! One file that the user names.

use std::io::Write as _;

use anyhow::Context as _;
use camino::Utf8Path;

/// What every file begins with that this tool made and that is committed.
pub const MADE: &str = "# Made by runner-ymls";

/// Replaces a file as a whole, or makes it; a file with the same text stays as it is. What is no regular file, such as
/// `/dev/null` or a pipe, is written to and not replaced; a link stays, and what it leads to is written.
fn write_file(path: &Utf8Path, text: &str) -> anyhow::Result<()> {
    anyhow::ensure!(
        path.exists() || !path.is_symlink(),
        "cannot write {path}: it is a link to a file that does not exist"
    );
    let real = path.canonicalize_utf8().unwrap_or_else(|_missing| path.to_owned());
    let written = match std::fs::metadata(&real) {
        Ok(metadata) if !metadata.is_file() => std::fs::OpenOptions::new()
            .write(true)
            .open(&real)
            .and_then(|mut file| file.write_all(text.as_bytes())),
        Ok(_) if std::fs::read(&real).is_ok_and(|there| there == text.as_bytes()) => Ok(()),
        _ => write(&real, text),
    };
    written.with_context(|| format!("cannot write {path}"))
}

/// Replaces a file that this tool made, which begins with its mark, or makes it. What somebody wrote stays.
pub fn replace_made(path: &Utf8Path, mark: &str, text: &str) -> anyhow::Result<()> {
    if std::fs::metadata(path).is_ok_and(|metadata| metadata.is_file()) {
        let there = std::fs::read(path).with_context(|| format!("cannot read {path}"))?;
        let is_other = there.starts_with(MADE.as_bytes());
        anyhow::ensure!(
            there.is_empty() || there.starts_with(mark.as_bytes()),
            "{path} is {}made by runner-ymls{}: move it away, or name another file",
            if is_other { "" } else { "not " },
            if is_other { " for something else" } else { "" },
        );
    }
    write_file(path, text)
}

fn write(path: &Utf8Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    // As any new file: what others may do with it is up to the user's mask.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.prefix(".runner-ymls-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    if let Ok(metadata) = std::fs::metadata(path) {
        file.as_file().set_permissions(metadata.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use camino::Utf8PathBuf;

    use super::*;

    #[test]
    fn only_what_is_made_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(folder.path().join("file")).unwrap();
        for (there, is_kept) in [("", false), ("# Made\r\nby", false), ("---\n# Made", true), ("\0", true)] {
            write_file(&path, there).unwrap();
            assert_eq!(replace_made(&path, "# Made", "new").is_err(), is_kept, "{there:?}");
            assert_eq!(std::fs::read_to_string(&path).unwrap() == there, is_kept, "{there:?}");
        }
    }

    #[test]
    fn only_regular_files_are_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| Utf8PathBuf::from_path_buf(folder.path().join(name)).unwrap();
        write_file(&at("new/file"), "one").unwrap();
        write_file(&at("new/file"), "two").unwrap();
        assert_eq!(std::fs::read_to_string(at("new/file")).unwrap(), "two");
        assert!(write_file(&at("new"), "x").is_err());
        #[cfg(unix)]
        {
            use std::os::unix::fs::FileTypeExt;
            std::os::unix::fs::symlink("new/file", at("link")).unwrap();
            write_file(&at("link"), "three").unwrap();
            assert_eq!(std::fs::read_to_string(at("new/file")).unwrap(), "three");
            assert!(std::fs::symlink_metadata(at("link")).unwrap().is_symlink());
            std::os::unix::fs::symlink("nowhere", at("lost")).unwrap();
            assert!(write_file(&at("lost"), "four").is_err());
            assert!(std::fs::symlink_metadata(at("lost")).unwrap().is_symlink());
            let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
            assert!(write_file(&at("socket"), "x").is_err());
            assert!(std::fs::metadata(at("socket")).unwrap().file_type().is_socket());
        }
    }
}
