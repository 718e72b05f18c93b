//! `images`

use anyhow::Context as _;
use camino::{Utf8Path, Utf8PathBuf};

use super::kind::Kind;
use super::path::{inside, is_one_line};
use super::{Exit, Io, config, made::made, tell};
use crate::cli::{Images as Args, Lineage, Made, PlanFormat};
use crate::images::{Folder, Image, Images, Layout, Workflow};
use crate::kubernetes::name;
use crate::output;
use crate::shell::word;
use crate::text::{Code, Diagnostic, Diagnostics, Sources};

/// Does what is asked of the images of a config.
pub(super) fn images(args: &Args, quiet: bool, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let (Args::Plan { of, .. }
    | Args::Matrix { of, .. }
    | Args::Bake(of)
    | Args::Commands { of, .. }
    | Args::Workflow { of, .. }) = args;
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let images = read(of, &mut sources, &mut diagnostics, io)?;
    if let Some(images) = images.as_ref().filter(|_| !diagnostics.has_errors()) {
        check(args, images, &mut diagnostics);
    }
    let diagnostics = tell(diagnostics, &sources, quiet, io)?;
    let Some(images) = images.filter(|_| !diagnostics.has_errors()) else { return Ok(Exit::Failed) };
    let folder = folder(&of.file, of.context.as_deref());
    let to = Made { output: None, check: None };
    let mut to = &to;
    let text = match args {
        Args::Plan { format: PlanFormat::Text, .. } => images.plan(),
        Args::Plan { format: PlanFormat::Json, .. } => images.plan_json(),
        Args::Plan { format: PlanFormat::Mermaid, .. } => images.plan_mermaid(),
        Args::Matrix { level: None, .. } => images.matrices(&folder),
        Args::Matrix { level: Some(level), .. } => matrix(&images, *level, &folder)?,
        Args::Bake(_) => images.bake(&folder),
        Args::Commands { tool, sign, .. } => {
            is_one_line(&of.file)?;
            images.commands(&folder, *tool, *sign, owner(of))
        }
        Args::Workflow { made, layout, sign, .. } => {
            to = made;
            workflow(&images, of, *layout, *sign)?
        }
    };
    made(&text, to, io)
}

/// Reports what is missing for what is asked, or too much for it.
fn check(args: &Args, images: &Images, diagnostics: &mut Diagnostics) {
    match args {
        Args::Plan { .. } => {}
        Args::Matrix { .. } => images.check_size(diagnostics),
        Args::Bake(_) => {
            check_bound(images, diagnostics);
            images.check_bake(diagnostics);
        }
        Args::Commands { .. } => {
            check_bound(images, diagnostics);
            check_registry(images, diagnostics);
        }
        Args::Workflow { layout, .. } => {
            check_bound(images, diagnostics);
            check_registry(images, diagnostics);
            match layout {
                Layout::Images => images.check_jobs(diagnostics),
                Layout::Levels => images.check_size(diagnostics),
            }
        }
    }
}

fn workflow(images: &Images, of: &Lineage, layout: Layout, sign: bool) -> anyhow::Result<String> {
    let folder = folder(&of.file, of.context.as_deref());
    let file = inside(&of.file)?;
    inside(&folder)?;
    let mut command = format!("runner-ymls images workflow {}", word(of.file.as_str()));
    let options = [
        of.context.as_ref().map(|folder| format!(" --context {}", word(folder.as_str()))),
        of.registry.as_ref().map(|registry| format!(" --registry {}", word(registry))),
        (layout == Layout::Levels).then(|| " --layout levels".to_owned()),
        sign.then(|| " --sign".to_owned()),
    ];
    command.extend(options.into_iter().flatten());
    // Standard input is no file that can change.
    let config = (of.file != "-").then_some(file);
    images.workflow(&Workflow { layout, sign, config: config.as_deref(), folder: &folder, command: &command })
}

/// The images of a config.
pub(super) fn read(
    of: &Lineage,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
    io: &mut Io<'_>,
) -> anyhow::Result<Option<Images>> {
    if let Some(registry) = &of.registry {
        name::image_prefix(registry).map_err(|reason| anyhow::anyhow!("--registry {registry}: {reason}"))?;
    }
    let Some(source) = config::read(&of.file, sources, diagnostics, io)? else { return Ok(None) };
    let path = folder(&of.file, of.context.as_deref());
    anyhow::ensure!(of.context.is_none() || path.is_dir(), "cannot read the folder {path}: there is none");
    let folder = Folder { path: &path, is_given: of.context.is_some(), is_beside: of.file != "-" };
    let images = Images::read(&source, folder, of.registry.as_deref(), sources, diagnostics);
    Kind::Images.expect(&source, &of.file, diagnostics)?;
    Ok(images)
}

/// The folder of the Dockerfiles.
pub(super) fn folder(config: &Utf8Path, given: Option<&Utf8Path>) -> Utf8PathBuf {
    let of_config = || config.parent().map_or_else(Utf8PathBuf::new, Utf8Path::to_owned);
    given.map_or_else(of_config, Utf8Path::to_owned)
}

/// The name of the config in what is made from it.
fn owner(of: &Lineage) -> &str {
    if of.file == "-" { output::STDIN } else { of.file.as_str() }
}

fn matrix(images: &Images, level: usize, folder: &Utf8Path) -> anyhow::Result<String> {
    let levels = images.levels().len();
    anyhow::ensure!(
        level < levels,
        "there is no level {level}: the last one is {}",
        levels.saturating_sub(1)
    );
    serde_json::to_string(&images.matrix(level, folder))
        .map(|text| text + "\n")
        .context("cannot write the matrix")
}

/// What publishes images must know where.
fn check_registry(images: &Images, diagnostics: &mut Diagnostics) {
    if images.registry.is_none() {
        let found = Diagnostic::new(Code::MissingValue, "nobody knows where the images are published")
            .at(images.place, "expected `registry` in this map")
            .help("give it here, or for once: `--registry ghcr.io/acme`");
        diagnostics.push(found);
    }
}

/// What builds images must know what their Dockerfiles call the bases.
fn check_bound(images: &Images, diagnostics: &mut Diagnostics) {
    if images.images.iter().any(Image::is_unbound) {
        // What is missing is said of each image.
        diagnostics.retain_mut(|found| found.code != Code::UnreadDockerfiles);
    }
    for image in images.images.iter().filter(|image| image.is_unbound()) {
        let message =
            format!("nobody knows what `{}` calls its base: the Dockerfile is not at hand", image.file);
        let found = Diagnostic::new(Code::MissingDockerfile, message)
            .at(image.place, "")
            .help("say where the Dockerfiles are, `--context DIR`, or what `FROM` says: `\"from\": \"…\"`");
        diagnostics.push(found);
    }
}
