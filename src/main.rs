//! Parses the command line, hands over the streams, and turns the end of the run into an exit status.

use std::io::{BufWriter, ErrorKind, Write, stderr, stdin, stdout};
use std::process::{ExitCode, exit};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};
use clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
use runner_ymls::cli::{Cli, When, advise};
use runner_ymls::run::{Exit, Io, is_brief, run};
use runner_ymls::template::rendering;

/// Of the stack, in bytes. A template can build lists as deep as it is long, and freeing one takes a frame a level.
const STACK: usize = 256 << 20;
/// How long one document may take to render; real ones take some microseconds.
const PATIENCE: Duration = Duration::from_secs(10);

/// With that of musl, the libc of the released Linux binaries, rendering takes a half longer.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

fn main() -> ExitCode {
    let cli = match Cli::read() {
        Ok(cli) => cli,
        Err(error) => return refuse(error),
    };
    // A thread of its own costs a small fleet a tenth of its time.
    if is_brief(&cli) {
        return execute(&cli);
    }
    let (done, end) = channel();
    std::thread::scope(|scope| {
        let cli = &cli;
        // Sending fails only if `wait` has given up, and then the process ends anyway.
        let execution = move || done.send(execute(cli)).unwrap_or_default();
        let run = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, execution);
        // Where no thread can be had, the usual stack is enough for what is usual.
        run.map_or_else(|_no_thread| execute(cli), |_run| wait(&end))
    })
}

/// Waits for the run, and ends it where a template does not come to an end. Nothing has been written by then.
#[expect(clippy::disallowed_methods, reason = "what does not end cannot be waited for")]
fn wait(end: &Receiver<ExitCode>) -> ExitCode {
    let mut before = None;
    loop {
        match end.recv_timeout(PATIENCE) {
            Ok(exit) => return exit,
            // A panic, which has said what it is.
            Err(RecvTimeoutError::Disconnected) => return ExitCode::FAILURE,
            Err(RecvTimeoutError::Timeout) => {
                let now = rendering();
                if now.is_some() && now == before {
                    let _ = writeln!(
                        stderr(),
                        "error: a template has been at one document for more than {} seconds; look for a loop that \
                         adds a text or a list to itself",
                        PATIENCE.as_secs()
                    );
                    exit(Exit::Failed as i32);
                }
                before = now;
            }
        }
    }
}

/// Says what is wrong with the command line, or prints the help that it asks for.
fn refuse(error: clap::Error) -> ExitCode {
    let words: Vec<String> =
        std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let is_mistake = error.use_stderr() && error.kind() != DisplayHelpOnMissingArgumentOrSubcommand;
    let (error, examples) = if is_mistake { advise(error, &words) } else { (error, String::new()) };
    let printed = error.print().and_then(|()| stdout().flush());
    // There is nowhere left to say that standard error cannot be written.
    let _ = stderr().write_all(examples.as_bytes());
    let is_lost = printed.is_err_and(|error| error.kind() != ErrorKind::BrokenPipe);
    ExitCode::from(if is_lost { Exit::Failed as u8 } else { u8::try_from(error.exit_code()).unwrap_or(2) })
}

fn execute(cli: &Cli) -> ExitCode {
    let color = match cli.told.color {
        When::Auto => ColorChoice::Auto,
        When::Always => ColorChoice::Always,
        When::Never => ColorChoice::Never,
    };
    // Colours are taken out of a text piece by piece, which would each be written by itself.
    let buffered: Box<dyn Write> = Box::new(BufWriter::new(stderr()));
    let mut messages = AutoStream::new(buffered, shown(color, &stderr()));
    let mut io = Io {
        stdin: &mut stdin().lock(),
        stdout: &mut stdout().lock(),
        color: shown(color, &stdout()) != ColorChoice::Never,
        stderr: &mut messages,
    };
    let exit = run(cli, &mut io);
    // There is nowhere left to say that standard error cannot be written.
    let _ = messages.flush();
    ExitCode::from(exit as u8)
}

/// Whether a stream shows colour.
fn shown(color: ColorChoice, stream: &impl RawStream) -> ColorChoice {
    if color == ColorChoice::Auto { AutoStream::choice(stream) } else { color }
}
