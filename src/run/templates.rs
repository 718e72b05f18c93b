//! The templates that a command line names, with the schemas beside them.

use std::io::ErrorKind;

use anyhow::Context as _;
use camino::{Utf8DirEntry, Utf8Path, Utf8PathBuf};

use crate::cli;
use crate::keys::list;
use crate::kubernetes::schema::{self, Crd};
use crate::runners::Choice;
use crate::shell::word;
use crate::template::{Folder, Templates, is_brief};
use crate::text::{Source, suggest};

/// The largest template that is looked into before it is used, in bytes.
const SMALL: u64 = 64 << 10;

/// Whether all templates surely render soon.
pub(super) fn are_brief(args: &cli::Templates) -> bool {
    let is_small = |path: &Utf8Path| path.metadata().is_ok_and(|file| file.is_file() && file.len() <= SMALL);
    match &args.template {
        None => args.templates.is_none(),
        Some(path) => is_small(path) && std::fs::read_to_string(path).is_ok_and(|text| is_brief(&text)),
    }
}

/// What pools are rendered from.
pub(super) struct Named<'a> {
    args: &'a cli::Templates,
    templates: Templates,
    /// The one template of all pools, by its name in the folder.
    template: Option<String>,
    /// The schemas that the command line names, then those beside the templates.
    pub(super) crds: Vec<Crd>,
}

impl<'a> Named<'a> {
    pub(super) fn read(args: &'a cli::Templates, crds: &[Utf8PathBuf]) -> anyhow::Result<Self> {
        let (folder, template) = folder(args)?;
        let mut files = Vec::new();
        for path in crds {
            anyhow::ensure!(
                path.exists(),
                "cannot read {path}: no such file; `kubectl get crd NAME -o yaml` prints what `--crd` takes"
            );
            let text = std::fs::read_to_string(path)
                .map_err(|error| anyhow::anyhow!("cannot read {path}: {error}"))?;
            files.push((path.clone(), text));
        }
        files.extend(folder.crds()?);
        let mut crds = Vec::new();
        for (path, text) in files {
            crds.extend(schema::read(&text).map_err(|error| anyhow::anyhow!("{path}: {error}"))?);
        }
        let templates = Templates::new(folder, crate::kubernetes::object::check);
        Ok(Named { args, templates, template, crds })
    }

    /// What a command does with the pools of a config.
    pub(super) fn choice<'c>(&'c self, only: &'c [String], set: &'c [&'c Source]) -> Choice<'c> {
        Choice {
            only,
            set,
            operator: self.args.operator.as_deref(),
            template: self.template.as_deref(),
            templates: &self.templates,
            crds: &self.crds,
        }
    }

    /// Fails if nothing in the folder of templates has been used by what was rendered since: somebody means to change the
    /// output by it.
    pub(super) fn expect_use(&self) -> anyhow::Result<()> {
        let (Some(path), folder) = (&self.args.templates, self.templates.folder()) else { return Ok(()) };
        if folder.is_used() || !folder.crds()?.is_empty() {
            return Ok(());
        }
        let (own, built_in) = (folder.own_operators(), Folder::built_in().operators());
        let near = own.iter().find_map(|name| suggest(name, built_in.iter().map(String::as_str)));
        let hint = match (near, own.first()) {
            (Some(near), _) => format!("did you mean `{}`?", path.join(near)),
            (None, Some(name)) => format!("type `--operator {}`, or give pools `\"operator\"`", word(name)),
            (None, None) => "leave out `--templates`".to_owned(),
        };
        let own = list(own.iter().map(String::as_str));
        anyhow::bail!(
            "nothing in {path} is used: it has a template of {own}, and no pool is of such an operator; {hint}"
        )
    }
}

/// The folder of templates, and the name of the one template in it if `-t` names one.
fn folder(args: &cli::Templates) -> anyhow::Result<(Folder, Option<String>)> {
    match (&args.templates, &args.template) {
        (None, None) => Ok((Folder::built_in(), None)),
        (Some(folder), None) => Ok((open(folder)?, None)),
        (Some(folder), Some(template)) => {
            let inside = template.strip_prefix(folder).unwrap_or(template);
            Ok((Folder::open(folder)?, Some(inside.to_string())))
        }
        (None, Some(template)) => {
            readable(template)?;
            let name = template.file_name().with_context(|| format!("{template} is not a template"))?;
            Ok((Folder::open(template.parent().unwrap_or(Utf8Path::new(".")))?, Some(name.to_owned())))
        }
    }
}

/// Whether a file can be a template, which is read more than once and stands in a folder with what it includes.
fn readable(template: &Utf8Path) -> anyhow::Result<()> {
    let metadata = std::fs::metadata(template).map_err(|error| match error.kind() {
        ErrorKind::NotFound => anyhow::anyhow!(
            "cannot read the template {template}: no such file; `runner-ymls init --template` writes one to edit"
        ),
        _ => anyhow::anyhow!("cannot read the template {template}: {error}"),
    })?;
    anyhow::ensure!(
        !metadata.is_dir(),
        "{template} is a folder; `-t` takes one template, and `--templates` a folder with one for each operator"
    );
    anyhow::ensure!(
        metadata.is_file(),
        "cannot read the template {template}: it is not a regular file; write it into one, and name that"
    );
    Ok(())
}

/// A folder with a folder for each operator. One without would change nothing, without a word.
fn open(folder: &Utf8Path) -> anyhow::Result<Folder> {
    anyhow::ensure!(
        folder.is_dir(),
        "{folder} is not a folder; `--templates` takes one with a folder for each operator, and `-t` one template"
    );
    let opened = Folder::open(folder)?;
    if !opened.own_operators().is_empty() || !opened.crds()?.is_empty() {
        return Ok(opened);
    }
    let entries: Vec<Utf8DirEntry> =
        folder.read_dir_utf8().map(|entries| entries.filter_map(Result::ok).collect()).unwrap_or_default();
    let lone = entries.iter().find(|entry| entry.file_name().ends_with(".yaml.j2"));
    let hint = lone.map_or_else(
        || "`runner-ymls init --template` writes one to edit".to_owned(),
        |lone| format!("one template is named by `-t {}`", word(lone.path().as_str())),
    );
    let usual = folder.join("garo").join("pool.yaml.j2");
    anyhow::bail!("{folder} has no template of an operator, such as `{usual}`; {hint}")
}
