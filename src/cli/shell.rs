//! What `completions` and `man` take.

use clap::Args;
use clap_complete::Shell;

/// `completions`
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell that will read them
    #[arg(value_enum)]
    pub shell: Shell,
}

/// `man`
#[derive(Debug, Args)]
pub struct Man {
    /// The command that the page is about [default: all of them]
    pub command: Option<String>,
}
