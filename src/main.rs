//! Parses the command line, hands over the streams, and turns the end of the run into an exit status.

use std::io::{stdin, stdout};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::Parser as _;
use runner_ymls::cli::{Cli, When};
use runner_ymls::run::{Io, run};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let color = match cli.color {
        When::Auto => ColorChoice::Auto,
        When::Always => ColorChoice::Always,
        When::Never => ColorChoice::Never,
    };
    let mut stderr = AutoStream::new(std::io::stderr(), color);
    let mut io = Io { stdin: &mut stdin().lock(), stdout: &mut stdout().lock(), stderr: &mut stderr };
    ExitCode::from(run(&cli, &mut io) as u8)
}
