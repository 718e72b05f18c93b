//! `man`

use clap::builder::StyledStr;
use clap::{Command, CommandFactory as _};
use clap_mangen::roff::{Roff, bold, roman};

use super::{Exit, Io};
use crate::cli::help::{About, parts};
use crate::cli::{Cli, Man};
use crate::output::write_all;

/// The files that all commands are about.
const FILES: [(&str, &str); 4] = [
    ("runners.json", "The pools of runners. Its name is free, as are those of the others."),
    ("images.json", "The runner images, and what each is built from."),
    ("manifest.json", "What a release is made of."),
    ("runners.schema.json", "The JSON Schema of the pools, by which an editor completes and checks them."),
];

/// Prints a page of the manual.
pub(super) fn man(args: &Man, io: &mut Io<'_>) -> anyhow::Result<Exit> {
    let mut whole = Cli::command().disable_help_subcommand(true);
    whole.build();
    let command = match &args.command {
        None => whole.clone(),
        Some(name) => {
            pages(&whole).into_iter().find(|(page, _)| page == name).map_or(whole.clone(), |(_, it)| it)
        }
    };
    let page = page(&command, &whole)?;
    write_all(io.stdout, |out| out.write_all(&page))?;
    Ok(Exit::Fine)
}

/// Every command below one, under the name of its page.
fn pages(whole: &Command) -> Vec<(String, Command)> {
    let mut all = Vec::new();
    for command in whole.get_subcommands() {
        let name = command.get_name();
        all.push((name.to_owned(), command.clone()));
        all.extend(pages(command).into_iter().map(|(page, it)| (format!("{name}-{page}"), it)));
    }
    all
}

fn page(command: &Command, whole: &Command) -> anyhow::Result<Vec<u8>> {
    let man = clap_mangen::Man::new(command.clone())
        .source(format!("runner-ymls {}", env!("CARGO_PKG_VERSION")))
        .manual("runner-ymls");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    behind(command, whole).to_writer(&mut page)?;
    Ok(page)
}

/// The sections that no tool makes of options: what the help says in words.
fn behind(command: &Command, whole: &Command) -> Roff {
    let text = |command: &Command| command.get_after_help().map(StyledStr::to_string).unwrap_or_default();
    let (own, general) = (text(command), text(whole));
    let of = |text, about| -> Vec<&str> {
        parts(text)
            .into_iter()
            .filter(|(is, text)| *is == about && !text.is_empty())
            .map(|(_, text)| text)
            .collect()
    };
    let mut roff = Roff::new();
    let is_whole = command.get_name() == whole.get_name();
    paragraphs(&mut roff, "NOTES", &of(&own, About::Notes));
    let mut status = of(&own, About::ExitStatus);
    if status.is_empty() {
        status = of(&general, About::ExitStatus);
    }
    paragraphs(&mut roff, "EXIT STATUS", &status);
    if is_whole {
        roff.control("SH", ["ENVIRONMENT"]);
        roff.control("TP", []).text([bold("NO_COLOR")]).text([roman("If it is set, nothing is coloured.")]);
        roff.control("SH", ["FILES"]);
        for (name, what) in FILES {
            roff.control("TP", []).text([bold(name)]).text([roman(what)]);
        }
    }
    let examples = of(&own, About::Examples);
    if !examples.is_empty() {
        roff.control("SH", ["EXAMPLES"]).control("nf", []);
        for line in examples.iter().flat_map(|example| example.lines()) {
            roff.text([roman(line.strip_prefix("  ").unwrap_or(line))]);
        }
        roff.control("fi", []);
    }
    let others = if is_whole { "kubectl(1)" } else { "runner-ymls(1), kubectl(1)" };
    paragraphs(&mut roff, "SEE ALSO", &[others]);
    roff
}

fn paragraphs(roff: &mut Roff, heading: &str, paragraphs: &[&str]) {
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if at == 0 {
            roff.control("SH", [heading]);
        } else {
            roff.control("PP", []);
        }
        roff.text([roman(paragraph.replace('\n', " "))]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::PAGES;

    #[test]
    fn every_command_has_a_page() {
        let names: Vec<String> = pages(&Cli::command()).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, PAGES);
    }
}
