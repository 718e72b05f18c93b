//! A command line that cannot be read, and what to type instead.

use camino::Utf8Path;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory as _, Error};

use super::help::{About, parts};
use super::{Cli, PAGES};
use crate::keys::list;
use crate::shell::word;
use crate::text::suggest;

/// What other tools call the commands.
const OTHERS: [(&str, &[&str]); 7] = [
    ("render", &["apply", "build", "compile", "convert", "deploy", "generate", "make", "print", "template"]),
    ("check", &["lint", "test", "validate", "verify"]),
    ("list", &["get", "ls", "pools", "runners", "show"]),
    ("explain", &["describe", "inspect", "pool", "why"]),
    ("init", &["create", "new", "start"]),
    ("diff", &["compare", "plan"]),
    ("images", &["image", "bake"]),
];

/// What other tools call the flags, and what to type here. `{}` stands for the command.
const FLAGS: [(&[&str], &str); 4] = [
    (
        &["-f", "--file", "--filename", "-c", "--config", "-i", "--input"],
        "the config has no flag: `{} runners.json`",
    ),
    (&["-n", "--namespace"], "a namespace is a key: `--set '*.namespace=ci'`"),
    (&["-p", "--pool", "--pools"], "`--only POOL` chooses pools, and `explain` takes one behind the config"),
    (
        &["--dry-run"],
        "`runner-ymls check` renders all and writes nothing, and `runner-ymls diff` shows what would change",
    ),
];

/// The error of a command line with what to type instead, and the examples that show it where no word of it does.
pub fn advise(mut error: Error, words: &[String]) -> (Error, String) {
    let (path, command) = deepest(words);
    let typed = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        _ => None,
    };
    let tip = match error.kind() {
        ErrorKind::InvalidSubcommand => typed(ContextKind::InvalidSubcommand)
            .and_then(|name| subcommand(&mut error, &name, &path, &command)),
        ErrorKind::UnknownArgument => typed(ContextKind::InvalidArg).and_then(|argument| match page(words) {
            Some(page) => Some(format!("the pages of inner commands are named by one word: `{path} {page}`")),
            None => unknown(&mut error, &argument, &path, &command),
        }),
        _ => None,
    };
    let is_suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::ValidValue]
        .into_iter()
        .filter_map(|kind| error.get(kind))
        .any(|words| !matches!(words, ContextValue::Strings(words) if words.is_empty()));
    let is_told = tip.is_some() || is_suggested;
    if let Some(tip) = tip {
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(tip)]));
    }
    let examples = if is_told { String::new() } else { examples(words) };
    (error, examples)
}

/// A word where a command stands: a tip, unless a command is suggested.
fn subcommand(error: &mut Error, name: &str, path: &str, command: &Command) -> Option<String> {
    error.remove(ContextKind::SuggestedSubcommand);
    let is_top = path == "runner-ymls";
    let file = Utf8Path::new(name);
    let next = if is_top { Some("check") } else { command.find_subcommand("plan").map(Command::get_name) };
    if let Some(next) = next.filter(|_| file.exists() || file.extension() == Some("json")) {
        return Some(format!("a command comes first: `{path} {next} {}`", word(name)));
    }
    if let Some((own, _)) = OTHERS.iter().find(|(_, others)| is_top && others.contains(&name)) {
        return Some(format!("here this is `{path} {own}`"));
    }
    let near = suggest(name, command.get_subcommands().map(Command::get_name));
    if let Some(near) = near {
        error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(vec![near.to_owned()]));
    }
    None
}

/// The page of the manual that is named by several words.
fn page(words: &[String]) -> Option<&'static str> {
    let words: Vec<&str> = plain(words).collect();
    let (first, names) = words.split_first()?;
    let name = names.join("-");
    PAGES.into_iter().find(|page| *first == "man" && *page == name)
}

/// An argument that the command does not take: a tip, unless a flag is suggested.
fn unknown(error: &mut Error, argument: &str, path: &str, command: &Command) -> Option<String> {
    // Nobody means to name a config `--pool`, and the usage would be that of the flag that was not meant.
    error.remove(ContextKind::Suggested);
    error.remove(ContextKind::SuggestedArg);
    error.insert(ContextKind::Usage, ContextValue::StyledStr(command.clone().render_usage()));
    if !argument.starts_with('-') {
        let has_output = command.get_arguments().any(|arg| arg.get_long() == Some("output"));
        if has_output && Utf8Path::new(argument).extension() != Some("json") {
            return Some(format!(
                "this is one too many; the folder or file of the output stands behind `-o`, as in `-o {}`",
                word(argument)
            ));
        }
        return Some("this is one too many; a name with a blank in it stands in quotes".to_owned());
    }
    if let Some((_, tip)) = FLAGS.iter().find(|(flags, _)| flags.contains(&argument)) {
        let path = if command.has_subcommands() { "runner-ymls render" } else { path };
        return Some(tip.replace("{}", path));
    }
    let flags = |command: &Command| -> Vec<String> {
        command.get_arguments().filter_map(Arg::get_long).map(|long| format!("--{long}")).collect()
    };
    let own = flags(command);
    if let Some(near) = suggest(argument, own.iter().map(String::as_str)) {
        error.insert(ContextKind::SuggestedArg, ContextValue::String(near.to_owned()));
        return None;
    }
    let whole = Cli::command();
    let takes = |command: &&Command| flags(command).iter().any(|flag| flag == argument);
    let others: Vec<&str> = whole.get_subcommands().filter(takes).map(Command::get_name).collect();
    (!others.is_empty()).then(|| format!("`{argument}` is a flag of {}", list(others)))
}

/// The innermost command of a line, and how it is spelled.
fn deepest(words: &[String]) -> (String, Command) {
    let mut command = Cli::command();
    command.build();
    let mut path = "runner-ymls".to_owned();
    for word in plain(words).filter(|word| *word != "help") {
        let Some(inner) = command.find_subcommand(word).cloned() else { break };
        path = format!("{path} {}", inner.get_name());
        command = inner;
    }
    (path, command)
}

/// The words of a line that are no flags, and not what a flag before the commands takes.
fn plain(words: &[String]) -> impl Iterator<Item = &str> {
    let before = std::iter::once("").chain(words.iter().map(String::as_str));
    let both = words.iter().map(String::as_str).zip(before);
    both.filter(|(word, before)| !word.starts_with('-') && *before != "--color").map(|(word, _)| word)
}

/// The examples of the innermost command of a line that has some.
fn examples(words: &[String]) -> String {
    let mut command = Cli::command();
    let mut examples = String::new();
    let mut words = plain(words);
    loop {
        let help = command.get_after_help().map(StyledStr::to_string).unwrap_or_default();
        if let Some((_, text)) = parts(&help).into_iter().find(|(about, _)| *about == About::Examples) {
            examples = format!("\nExamples:\n{text}\n");
        }
        let Some(inner) = words.next().and_then(|word| command.find_subcommand(word).cloned()) else {
            return examples;
        };
        command = inner;
    }
}
