//! One file per object, in a folder where other files may live.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::io::{self, ErrorKind, Read as _, Write as _};

use anyhow::{Context as _, bail};
use camino::{Utf8Path, Utf8PathBuf};
use tempfile::TempPath;

use super::header::{Origin, header, origin};
use super::obstacle::{Obstacle, What, message};

/// What the names of temporary files begin and end with.
const TEMPORARY: (&str, &str) = (".runner-ymls-", ".tmp");

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name in the folder, such as `cloudkernels-go.yaml`.
    pub name: String,
    /// What stands in it below the header.
    pub text: String,
}

/// What was done, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// New, or with another text than before.
    pub written: usize,
    /// Already there with the same text, and not touched.
    pub unchanged: usize,
    /// Ours, but of no object any more.
    pub removed: usize,
}

/// Makes a folder hold these files, each below the header of its owner, the config they come from.
///
/// * The folder is created if it is missing, and locked for the whole run.
/// * If anything stands in the way that is not a regular file of the same owner, nothing is changed.
/// * Every file is replaced as a whole, and only when all of them are safely on the disk under temporary names.
/// * `prune` removes the owner's other files, but not those in subfolders.
pub fn write_folder(dir: &Utf8Path, files: &[File], owner: &str, prune: bool) -> anyhow::Result<Summary> {
    check_names(files)?;
    fs::create_dir_all(dir).with_context(|| format!("cannot create the folder `{dir}`"))?;
    let folder = fs::File::open(dir).with_context(|| format!("cannot open the folder `{dir}`"))?;
    let locked = lock(&folder);
    let header = header(owner);

    let present = list(dir)?;
    let refusal = format!("nothing was written into `{dir}`");
    let plan = examine(dir, files, owner, &present, &refusal)?;
    let stale = if prune { find_stale(dir, files, &header, &present)? } else { Vec::new() };
    if locked {
        remove_leftovers(dir, &present)?;
    }
    let staged =
        plan.changed.iter().map(|target| stage(dir, target, &header)).collect::<Result<Vec<_>, _>>()?;
    replace(staged)?;
    for path in &stale {
        remove(path)
            .with_context(|| format!("all of `{dir}` is written, but what is of no object any more"))?;
    }
    sync(&folder).with_context(|| cannot_write(dir))?;
    Ok(Summary { written: plan.changed.len(), unchanged: plan.unchanged, removed: stale.len() })
}

/// A file that has to be written.
pub(super) struct Target<'f> {
    pub(super) file: &'f File,
    /// Of the file it replaces.
    pub(super) old: Option<Metadata>,
}

pub(super) struct Plan<'f> {
    pub(super) changed: Vec<Target<'f>>,
    pub(super) unchanged: usize,
}

/// The names in a folder and whether each is a regular file. Names that are not Unicode are not ours.
pub(super) type Listing = BTreeMap<String, bool>;

/// Names that are no names of files, or that some systems take for one and the same.
pub(super) fn check_names(files: &[File]) -> anyhow::Result<()> {
    let mut seen = BTreeMap::new();
    for File { name, .. } in files {
        if name.is_empty() || name == "." || name == ".." || name.contains(['/', '\0']) || is_temporary(name)
        {
            bail!("`{}` cannot be the name of a file", name.escape_debug());
        }
        match seen.insert(name.to_lowercase(), name) {
            Some(other) if other == name => bail!("two objects would be written to one file `{name}`"),
            Some(other) => bail!(
                "the files `{other}` and `{name}` differ only in case, and some systems take them for one"
            ),
            None => {}
        }
    }
    Ok(())
}

/// Waits until no other run writes into the folder, and keeps others out until it is closed.
///
/// Where folders cannot be locked (NFS says so in several ways), renaming still keeps every file whole.
fn lock(folder: &fs::File) -> bool {
    loop {
        match folder.lock() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => return result.is_ok(),
        }
    }
}

pub(super) fn list(dir: &Utf8Path) -> anyhow::Result<Listing> {
    let read = || {
        let mut listing = Listing::new();
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            if let Ok(name) = entry.file_name().into_string() {
                listing.insert(name, entry.file_type()?.is_file());
            }
        }
        io::Result::Ok(listing)
    };
    read().with_context(|| format!("cannot read the folder `{dir}`"))
}

/// Finds what has to be written, or everything that is in the way of it, with what that means before it.
pub(super) fn examine<'f>(
    dir: &Utf8Path,
    files: &'f [File],
    owner: &str,
    present: &Listing,
    refusal: &str,
) -> anyhow::Result<Plan<'f>> {
    let header = header(owner);
    let mut in_the_way = other_cases(files, present);
    let mut plan = Plan { changed: Vec::new(), unchanged: 0 };
    for file in files {
        let path = dir.join(&file.name);
        let unreadable = |error: io::Error| Found::InTheWay(What::Unreadable(error.to_string()));
        match find(&path, &header, &file.text).unwrap_or_else(unreadable) {
            Found::Nothing => plan.changed.push(Target { file, old: None }),
            Found::Older(old) => plan.changed.push(Target { file, old: Some(old) }),
            Found::Same => plan.unchanged += 1,
            Found::InTheWay(what) => in_the_way.push(Obstacle { path: path.into_string(), what }),
        }
    }
    if in_the_way.is_empty() {
        return Ok(plan);
    }
    let left = left_over(dir, present, &in_the_way, &header);
    in_the_way.extend(left);
    bail!("{}", message(refusal, &in_the_way, owner))
}

/// The other files of a config that has gone: who deletes only what is in the way would keep them for ever.
fn left_over(dir: &Utf8Path, present: &Listing, in_the_way: &[Obstacle], header: &str) -> Vec<Obstacle> {
    let owners: BTreeSet<&str> = in_the_way.iter().filter_map(Obstacle::owner).collect();
    let gone = |owner: &str| owners.contains(owner) && !dir.join(owner).exists();
    let is_new = |path: &Utf8PathBuf| !in_the_way.iter().any(|obstacle| obstacle.path == *path);
    regular(present)
        .map(|name| dir.join(name))
        .filter(is_new)
        .filter_map(|path| match origin(&path, header) {
            Ok(Origin::OtherOwner(owner)) if gone(&owner) => {
                Some(Obstacle { path: path.into_string(), what: What::OtherOwner(owner) })
            }
            _ => None,
        })
        .collect()
}

/// What is there under a name that differs only in case from one to be written, which some systems take for the same.
fn other_cases(files: &[File], present: &Listing) -> Vec<Obstacle> {
    let wanted: BTreeMap<_, _> = files.iter().map(|file| (file.name.to_lowercase(), &file.name)).collect();
    let differs = |name: &String| wanted.get(&name.to_lowercase()).filter(|wanted| **wanted != name).copied();
    present
        .keys()
        .filter_map(|name| Some(Obstacle { path: name.clone(), what: What::Case(differs(name)?.clone()) }))
        .collect()
}

/// What is there under the name of a file.
enum Found {
    Nothing,
    /// What would be written.
    Same,
    /// Another text of the same owner.
    Older(Metadata),
    /// What cannot be replaced.
    InTheWay(What),
}

fn find(path: &Utf8Path, header: &str, text: &str) -> io::Result<Found> {
    let old = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
        result => result?,
    };
    Ok(if old.is_symlink() {
        Found::InTheWay(What::SymbolicLink)
    } else if old.is_dir() {
        Found::InTheWay(What::Folder)
    } else if !old.is_file() {
        Found::InTheWay(What::Special)
    } else {
        match origin(path, header)? {
            Origin::Foreign => Found::InTheWay(What::Foreign),
            Origin::OtherOwner(owner) => Found::InTheWay(What::OtherOwner(owner)),
            Origin::Ours if holds(path, &old, header, text)? => Found::Same,
            Origin::Ours => Found::Older(old),
        }
    })
}

/// Whether a file is the header and the text; what has another length is not read.
fn holds(path: &Utf8Path, old: &Metadata, header: &str, text: &str) -> io::Result<bool> {
    let length = header.len() + text.len();
    if old.len() != length as u64 {
        return Ok(false);
    }
    let mut content = Vec::with_capacity(length);
    fs::File::open(path)?.take(length as u64).read_to_end(&mut content)?;
    Ok(content.strip_prefix(header.as_bytes()) == Some(text.as_bytes()))
}

/// The owner's files that are not to be written any more.
pub(super) fn find_stale(
    dir: &Utf8Path,
    files: &[File],
    header: &str,
    present: &Listing,
) -> anyhow::Result<Vec<Utf8PathBuf>> {
    let wanted: BTreeSet<_> = files.iter().map(|file| file.name.as_str()).collect();
    let mut stale = Vec::new();
    for name in regular(present).filter(|name| !wanted.contains(name) && !is_temporary(name)) {
        let path = dir.join(name);
        match origin(&path, header) {
            Ok(Origin::Ours) => stale.push(path),
            Ok(_) => {}
            // What has gone, or is not for us to read, is not ours.
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::PermissionDenied) => {}
            Err(error) => return Err(error).with_context(|| cannot_read(&path)),
        }
    }
    Ok(stale)
}

fn regular(present: &Listing) -> impl Iterator<Item = &str> {
    present.iter().filter(|(_, regular)| **regular).map(|(name, _)| name.as_str())
}

fn is_temporary(name: &str) -> bool {
    let (prefix, suffix) = TEMPORARY;
    name.strip_prefix(prefix).is_some_and(|rest| rest.ends_with(suffix))
}

/// Removes what killed runs left. Only under the lock: without it they may be another run's, still in use.
fn remove_leftovers(dir: &Utf8Path, present: &Listing) -> anyhow::Result<()> {
    regular(present).filter(|name| is_temporary(name)).try_for_each(|name| remove(&dir.join(name)))
}

fn remove(path: &Utf8Path) -> anyhow::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        result => result.with_context(|| format!("cannot remove `{path}`")),
    }
}

/// Puts a file on the disk under a temporary name, which is removed again if it is not renamed.
fn stage(dir: &Utf8Path, target: &Target<'_>, header: &str) -> anyhow::Result<(Utf8PathBuf, TempPath)> {
    let path = dir.join(&target.file.name);
    let write = || {
        let (prefix, suffix) = TEMPORARY;
        let mut builder = tempfile::Builder::new();
        builder.prefix(prefix).suffix(suffix);
        // Of a new file the umask takes its part, as everywhere; tempfile itself would keep others from reading it.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut temporary = builder.tempfile_in(dir)?;
        let file = temporary.as_file_mut();
        file.write_all(header.as_bytes())?;
        file.write_all(target.file.text.as_bytes())?;
        if let Some(old) = &target.old {
            file.set_permissions(old.permissions())?;
        }
        file.sync_all()?;
        // Closed here, so that any number can be on the disk at once.
        io::Result::Ok(temporary.into_temp_path())
    };
    let temporary = write().with_context(|| cannot_write(&path))?;
    Ok((path, temporary))
}

/// Gives staged files their names.
fn replace(staged: Vec<(Utf8PathBuf, TempPath)>) -> anyhow::Result<()> {
    let count = staged.len();
    for (at, (path, temporary)) in staged.into_iter().enumerate() {
        let cannot = || match at {
            0 => cannot_write(&path),
            // What is new stays: to put back what was there can fail as well.
            _ => format!("{}, and {at} of the {count} files to write are new already", cannot_write(&path)),
        };
        temporary.persist(&path).map_err(|failed| failed.error).with_context(cannot)?;
    }
    Ok(())
}

/// Makes renames last through a loss of power, where the system can do that for folders.
fn sync(folder: &fs::File) -> io::Result<()> {
    match folder.sync_all() {
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

fn cannot_read(path: &Utf8Path) -> String {
    format!("cannot read `{path}`")
}

fn cannot_write(path: &Utf8Path) -> String {
    format!("cannot write `{path}`")
}

#[cfg(test)]
mod tests;
