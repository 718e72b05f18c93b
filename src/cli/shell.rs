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

/// `man`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  runner-ymls man | man -l -
  runner-ymls man render > ~/.local/share/man/man1/runner-ymls-render.1")]
pub struct Man {
    /// The command that the page is about [default: all of them]
    pub command: Option<String>,
}
