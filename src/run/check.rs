//! `check`

use camino::{Utf8Path, Utf8PathBuf};

use super::kind::Kind;
use super::render::choose_from;
use super::templates::Named;
use super::{Exit, Io, config, images};
use crate::across::{Job, MADE, actionlint, check_images, check_jobs, check_rounds};
use crate::cli::{Check, Format};
use crate::images::{Folder, Images};
use crate::output;
use crate::release::Manifest;
use crate::runners::{Fleet, Seen, Served, served};
use crate::text::{Code, Diagnostics, Sources, count, did_you_mean, explain, formats, report, suggest};

/// Reports everything that is wrong in some configs.
pub(super) fn check(args: &Check, quiet: bool, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    if let Some(code) = &args.explain {
        return explain_code(code, io);
    }
    anyhow::ensure!(
        args.actionlint.is_none() || args.pools.only.is_empty(),
        "--actionlint writes the labels of all pools: leave out `--only`"
    );
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let across = read(args, &mut sources, &mut diagnostics, io)?;
    across.check(&mut diagnostics);
    let fails = diagnostics.has_errors() || (args.strict && !diagnostics.is_empty());
    let shown = if quiet && !args.strict { diagnostics.errors() } else { diagnostics };
    let text = match args.format {
        Format::Text => String::new(),
        Format::Json => formats::json(&shown, &sources),
        Format::Sarif => formats::sarif(&shown, &sources),
        Format::Github => formats::github(&shown, &sources),
    };
    output::write_all(io.stdout, |out| out.write_all(text.as_bytes()))?;
    if matches!(args.format, Format::Text | Format::Github) {
        report(&shown, &sources, io.stderr)?;
    }
    if args.format == Format::Text && shown.is_empty() && !quiet {
        writeln!(io.stderr, "{}: {}nothing wrong", names(&args.files), across.count())?;
    }
    if let Some(path) = args.actionlint.as_ref().filter(|_| !fails) {
        across.write_labels(path)?;
    }
    Ok(if fails { Exit::Found } else { Exit::Fine })
}

/// What the files say of each other.
#[derive(Default)]
struct Across {
    seen: Seen,
    /// How many objects the pools make.
    objects: usize,
    pools: Vec<Served>,
    /// Labels of runners that no pool here makes.
    labels: Vec<String>,
    images: Vec<Images>,
    releases: Vec<Manifest>,
}

/// Reads and checks every file.
fn read(
    args: &Check,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
    io: &mut Io<'_>,
) -> anyhow::Result<Across> {
    let mut across = Across { labels: args.labels.clone(), ..Across::default() };
    // What pools offer is told by a second reading, which a config alone needs not.
    let is_beside = args.files.len() > 1 || args.actionlint.is_some();
    let named = Named::read(&args.pools.templates, &args.pools.crd)?;
    let mut has_pools = false;
    for file in once(&args.files) {
        let Some(source) = config::read(file, sources, diagnostics, io)? else { continue };
        match Kind::of(&source) {
            Kind::Runners => {
                let pools = choose_from(
                    &source,
                    &args.pools,
                    &named,
                    sources,
                    diagnostics,
                    |source, choice, sources, found| {
                        let seen = &mut across.seen;
                        let fleet = Fleet::render_beside(source, choice, sources, found, seen);
                        across.objects += fleet.count();
                        if is_beside { served(source, choice, &fleet) } else { Vec::new() }
                    },
                );
                across.pools.extend(pools);
                has_pools = true;
            }
            Kind::Images => {
                let path = images::folder(file, args.context.as_deref());
                let folder = Folder { path: &path, is_given: args.context.is_some(), is_beside: file != "-" };
                across.images.extend(Images::read(&source, folder, None, sources, diagnostics));
            }
            Kind::Manifest => across.releases.extend(Manifest::read(&source, diagnostics)),
        }
    }
    if has_pools && !diagnostics.has_errors() {
        named.expect_use()?;
    }
    if !has_pools && !diagnostics.has_errors() {
        expect_none_for_pools(args)?;
    }
    Ok(across)
}

/// The files. Named twice, by a pattern and by itself, one is still one.
fn once(files: &[Utf8PathBuf]) -> Vec<&Utf8PathBuf> {
    let mut seen = Vec::new();
    let mut is_new = |file: &Utf8PathBuf| {
        let real = if file == "-" { Ok(file.clone()) } else { file.canonicalize_utf8() };
        let is_known = real.as_ref().is_ok_and(|real| seen.contains(real));
        seen.extend(real);
        !is_known
    };
    files.iter().filter(|file| is_new(file)).collect()
}

/// Fails if an option is about pools, and there are none.
fn expect_none_for_pools(args: &Check) -> anyhow::Result<()> {
    let options = [
        ("only", "chooses", !args.pools.only.is_empty()),
        ("set", "changes", !args.pools.set.is_empty()),
        ("actionlint", "writes the labels of", args.actionlint.is_some()),
        ("label", "is beside the labels of", !args.labels.is_empty()),
    ];
    let Some((option, does, _)) = options.into_iter().find(|(.., is_given)| *is_given) else { return Ok(()) };
    let names = names(&args.files);
    anyhow::bail!(
        "--{option} {does} pools, and there are none in {names}: name their config too, as in `runner-ymls check runners.json`, or leave it out"
    )
}

/// The names of files on a line.
fn names(files: &[Utf8PathBuf]) -> String {
    /// As many as are read at a glance.
    const SOME: usize = 4;
    let files = once(files);
    if files.len() > SOME {
        return format!("{} files", files.len());
    }
    let name = |file: &&Utf8PathBuf| if *file == "-" { output::STDIN } else { file.as_str() }.to_owned();
    files.iter().map(name).collect::<Vec<_>>().join(", ")
}

impl Across {
    /// How much has been checked, in words.
    fn count(&self) -> String {
        let components = self.releases.iter().map(|release| release.components.len()).sum();
        let images = self.images.iter().map(|images| images.images.len()).sum();
        let counts = [(self.objects, "object"), (images, "image"), (components, "component")];
        let some = counts.into_iter().filter(|(number, _)| *number > 0);
        some.map(|(number, noun)| count(number, noun) + ", ").collect()
    }

    /// Reports what is wrong between the files. Jobs can only be judged beside pools. What could not be read of either may be
    /// anything, so that nothing follows from a mistake that has been said.
    fn check(&self, diagnostics: &mut Diagnostics) {
        self.seen.check(diagnostics);
        if self.pools.is_empty() {
            return;
        }
        for images in &self.images {
            self.check_jobs(&Job::of_images(images), diagnostics);
            check_images(images, &self.pools, diagnostics);
        }
        for manifest in &self.releases {
            self.check_jobs(&Job::of_release(manifest), diagnostics);
        }
    }

    /// Writes the labels of the pools for actionlint; a configuration that somebody wrote stays.
    fn write_labels(&self, path: &Utf8Path) -> anyhow::Result<()> {
        output::replace_made(path, MADE, &actionlint(&self.pools, &self.labels))
    }

    fn check_jobs(&self, jobs: &[Job], diagnostics: &mut Diagnostics) {
        check_jobs(jobs, &self.pools, &self.labels, diagnostics);
        check_rounds(jobs, &self.pools, diagnostics);
    }
}

fn explain_code(code: &str, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let Some(text) = explain(code) else {
        let names = Code::ALL.iter().map(|(_, name, _)| *name);
        let hint = suggest(code, names).map_or_else(
            || "a code stands in brackets behind `error` and `warning`".to_owned(),
            did_you_mean,
        );
        anyhow::bail!("there is no code `{code}`; {hint}");
    };
    output::write_all(io.stdout, |out| writeln!(out, "{text}"))?;
    Ok(Exit::Fine)
}
