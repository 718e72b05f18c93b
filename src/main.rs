//! Parses the command line, hands over the streams, and turns the end of the run into an exit status.

use std::io::{stdin, stdout};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::Parser as _;
use runner_ymls::cli::{Cli, When};
use runner_ymls::run::{Io, run};

/// Of the stack, in bytes. A template can build lists as deep as it is long, and freeing one takes a frame a level.
const STACK: usize = 256 << 20;

fn main() -> ExitCode {
    let cli = Cli::parse();
    std::thread::scope(|scope| {
        let run = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || execute(&cli));
        // A panic ends the process; where no thread can be had, the usual stack is enough for what is usual.
        run.map_or_else(|_no_thread| execute(&cli), |run| run.join().unwrap_or(ExitCode::FAILURE))
    })
}

fn execute(cli: &Cli) -> ExitCode {
    let color = match cli.color {
        When::Auto => ColorChoice::Auto,
        When::Always => ColorChoice::Always,
        When::Never => ColorChoice::Never,
    };
    let mut stderr = AutoStream::new(std::io::stderr(), color);
    let choice = if color == ColorChoice::Auto { AutoStream::choice(&stdout()) } else { color };
    let mut io = Io {
        stdin: &mut stdin().lock(),
        stdout: &mut stdout().lock(),
        color: choice != ColorChoice::Never,
        stderr: &mut stderr,
    };
    ExitCode::from(run(cli, &mut io) as u8)
}
