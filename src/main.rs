//! Parses the command line, hands over the streams, and turns the end of the run into an exit status.

use std::io::{Write as _, stderr, stdin, stdout};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::Parser as _;
use clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
use runner_ymls::cli::{Cli, When, advise};
use runner_ymls::run::{Io, run};

/// Of the stack, in bytes. A template can build lists as deep as it is long, and freeing one takes a frame a level.
const STACK: usize = 256 << 20;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refuse(error),
    };
    std::thread::scope(|scope| {
        let run = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || execute(&cli));
        // A panic ends the process; where no thread can be had, the usual stack is enough for what is usual.
        run.map_or_else(|_no_thread| execute(&cli), |run| run.join().unwrap_or(ExitCode::FAILURE))
    })
}

/// Says what is wrong with the command line, or prints the help that it asks for.
fn refuse(error: clap::Error) -> ExitCode {
    let words: Vec<String> =
        std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let is_mistake = error.use_stderr() && error.kind() != DisplayHelpOnMissingArgumentOrSubcommand;
    let (error, examples) = if is_mistake { advise(error, &words) } else { (error, String::new()) };
    // There is nowhere left to say that nothing can be written.
    let _ = error.print();
    let _ = stderr().write_all(examples.as_bytes());
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn execute(cli: &Cli) -> ExitCode {
    let color = match cli.color {
        When::Auto => ColorChoice::Auto,
        When::Always => ColorChoice::Always,
        When::Never => ColorChoice::Never,
    };
    let mut stderr = AutoStream::new(stderr(), color);
    let choice = if color == ColorChoice::Auto { AutoStream::choice(&stdout()) } else { color };
    let mut io = Io {
        stdin: &mut stdin().lock(),
        stdout: &mut stdout().lock(),
        color: choice != ColorChoice::Never,
        stderr: &mut stderr,
    };
    ExitCode::from(run(cli, &mut io) as u8)
}
