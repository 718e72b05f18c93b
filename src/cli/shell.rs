//! What `completions` and `man` take.

use clap::Args;
use clap_complete::Shell;

/// `completions`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  source <(runner-ymls completions bash)      in ~/.bashrc
  runner-ymls completions zsh > \"${fpath[1]}/_runner-ymls\"
  runner-ymls completions fish > ~/.config/fish/completions/runner-ymls.fish")]
pub struct Completions {
    /// The shell that will read them
    #[arg(value_enum)]
    pub shell: Shell,
}

/// The pages of the manual: every command, those inside of others behind a `-`.
pub const PAGES: [&str; 24] = [
    "init",
    "check",
    "render",
    "diff",
    "list",
    "explain",
    "import",
    "images",
    "images-plan",
    "images-matrix",
    "images-bake",
    "images-commands",
    "images-workflow",
    "release",
    "release-plan",
    "release-matrix",
    "release-type",
    "release-var",
    "release-var-name",
    "release-var-value",
    "release-workflow",
    "schema",
    "completions",
    "man",
];

/// `man`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  runner-ymls man | man -l -
  runner-ymls man render > ~/.local/share/man/man1/runner-ymls-render.1")]
pub struct Man {
    /// The command that the page is about, such as `render` or `images-plan` [default: all of them]
    #[arg(value_parser = PAGES, hide_possible_values = true)]
    pub command: Option<String>,
}
