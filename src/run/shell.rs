//! `completions` and `man`

use clap::{Command, CommandFactory as _};
use clap_complete::Shell;

use super::{Exit, Io};
use crate::cli::{Cli, Completions, Man};
use crate::output::write_all;
use crate::text::suggest;

/// Prints the script with which a shell completes commands, and pools where it allows that.
pub(super) fn completions(args: &Completions, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "runner-ymls", &mut script);
    let script = with_pools(args.shell, &String::from_utf8(script)?);
    write_all(io.stdout, |out| out.write_all(script.as_bytes()))?;
    Ok(Exit::Fine)
}

/// Completes the names of pools too, which `list --format names` prints.
fn with_pools(shell: Shell, script: &str) -> String {
    match shell {
        // The script misspells the commands of a binary with a `-` in its name (github.com/clap-rs/clap/issues/6421).
        Shell::Bash => {
            script.replace("runner__subcmd__ymls", "runner__ymls") + include_str!("shell/pools.bash")
        }
        Shell::Fish => script.to_owned() + include_str!("shell/pools.fish"),
        Shell::Zsh => {
            let start = "\n_runner-ymls() {";
            let pools = include_str!("shell/pools.zsh");
            script
                .replacen(start, &format!("\n{pools}{}", &start[1..]), 1)
                .replace(":POOL:_default", ":POOL:_runner_ymls_pools")
                .replace(":pool -- The pool:_default", ":pool -- The pool:_runner_ymls_pools")
        }
        _ => script.to_owned(),
    }
}

/// Prints a page of the manual.
pub(super) fn man(args: &Man, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let command = match &args.command {
        None => command,
        Some(name) => subcommand(&command, name)?,
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    write_all(io.stdout, |out| out.write_all(&page))?;
    Ok(Exit::Fine)
}

fn subcommand(command: &Command, name: &str) -> anyhow::Result<Command> {
    command.find_subcommand(name).cloned().ok_or_else(|| {
        let near = suggest(name, command.get_subcommands().map(Command::get_name));
        let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        anyhow::anyhow!("there is no command `{name}`{hint}")
    })
}
