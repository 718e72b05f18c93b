//! What `check` takes.

use std::ffi::OsStr;

use camino::Utf8PathBuf;
use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Args, Command, Error, ValueEnum, ValueHint};

use super::Pools;
use crate::kubernetes::name::github_label;
use crate::text::Code;

/// `check`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  runner-ymls check runners.json                    each on its line
  runner-ymls check runners.json --format github    on those of a pull request
  runner-ymls check --explain prefix-name           what a code means

Exit status: 0 no error was found, 1 an error was, or a warning with `--strict`, 2 could not tell.")]
pub struct Check {
    /// The configs; one of them may be `-` for standard input
    #[arg(required_unless_present = "explain", value_hint = ValueHint::FilePath)]
    pub files: Vec<Utf8PathBuf>,
    #[command(flatten)]
    /// Which pools, and how.
    pub pools: Pools,
    /// The folder of the Dockerfiles [default: that of the config of images]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub context: Option<Utf8PathBuf>,
    /// A label that jobs may ask for though no pool has it, as runners that are made elsewhere bear it
    #[arg(long = "label", value_name = "LABEL", value_parser = label)]
    pub labels: Vec<String>,
    /// If nothing is wrong, write the labels of the pools into this configuration of actionlint
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub actionlint: Option<Utf8PathBuf>,
    /// Count warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Print what a code means, why it matters and what to do
    #[arg(long, value_name = "CODE", exclusive = true, value_parser = CodeName, hide_possible_values = true)]
    pub explain: Option<String>,
}

fn label(text: &str) -> Result<String, String> {
    github_label(text).map(|()| text.to_owned())
}

/// The name of a code. Shells complete those that there are; another is told where codes are explained.
#[derive(Clone, Debug)]
struct CodeName;

impl TypedValueParser for CodeName {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Code::ALL.iter().map(|(_, name, _)| PossibleValue::new(*name))))
    }
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The lines of the files, for people
    #[default]
    Text,
    /// One JSON array
    Json,
    /// Annotations of a GitHub workflow, then the text
    Github,
    /// SARIF 2.1.0
    Sarif,
}
