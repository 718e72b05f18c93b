//! What `import` takes.

use camino::Utf8PathBuf;
use clap::Args;

/// `import`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  kubectl get gar -n ci -o yaml | runner-ymls import - > runners.json
  kubectl get gar -A -o yaml | runner-ymls import - -o ci/    and a template, if one is needed

What the pools share is in `$defaults`, and objects that differ only in their architecture are one pool. \
The config is printed only if it renders back to exactly these objects, by what they mean. What no key is \
about goes into `templates/imported/pool.yaml.j2` with `-o`; without it, it is listed and nothing is printed.

Exit status: 0 fine, 1 the config is printed and `check` finds errors in what runs, 2 could not do it.")]
pub struct Import {
    /// Objects as `kubectl get -o yaml` or `-o json` prints them; `-` for standard input
    pub file: Utf8PathBuf,
    /// Write `runners.json`, and a template if one is needed, into this folder; nothing is overwritten
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<Utf8PathBuf>,
}
