//! `completions`

use std::fmt::Write as _;

use clap::{Arg, CommandFactory as _};
use clap_complete::Shell;

use super::{Exit, Io};
use crate::cli::{Cli, Completions};
use crate::output::write_all;

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
        Shell::Fish => help_of_fish(script) + include_str!("shell/pools.fish") + &words_of_fish(),
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

/// The script takes the `help` that it completes behind for a command that is there already.
fn help_of_fish(script: &str) -> String {
    let is_help = |line: &str| line.contains("_using_subcommand help; and not __fish_seen_subcommand_from ");
    let lines = script.split_inclusive('\n').map(|line| {
        let line = line.to_owned();
        if is_help(&line) { line.replacen(" help\"", "\"", 1) } else { line }
    });
    lines.collect()
}

/// What stands behind a command without a flag, where that is one of some words. The script of fish has only flags.
fn words_of_fish() -> String {
    let mut lines = String::new();
    for command in Cli::command().get_subcommands() {
        let words = command.get_positionals().flat_map(Arg::get_possible_values);
        let words: Vec<String> =
            words.filter(|word| !word.is_hide_set()).map(|word| word.get_name().to_owned()).collect();
        if !words.is_empty() {
            let (name, words) = (command.get_name(), words.join(" "));
            // Writing to a string cannot fail.
            let _ = writeln!(
                lines,
                "complete -c runner-ymls -n \"__fish_runner_ymls_using_subcommand {name}\" -f -a \"{words}\""
            );
        }
    }
    lines
}
