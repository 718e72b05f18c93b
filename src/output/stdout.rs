//! Standard output.

use std::io::{self, ErrorKind};

use anyhow::Context as _;

/// Writes and flushes all of a result.
///
/// A reader that has gone, such as `head`, has what it wanted, which is not an error.
pub fn write_all(
    out: &mut dyn io::Write,
    write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> anyhow::Result<()> {
    match write(out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result.context("cannot write to the standard output"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails when written to, or only when flushed.
    struct Fails(ErrorKind, bool);

    impl io::Write for Fails {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.1 { Ok(bytes.len()) } else { Err(self.0.into()) }
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn writes_and_flushes() {
        let mut out = io::BufWriter::new(Vec::new());
        write_all(&mut out, |out| out.write_all(b"text")).unwrap();
        assert_eq!(out.get_ref(), b"text");
    }

    #[test]
    fn only_a_closed_pipe_is_silent() {
        let text = |out: &mut dyn io::Write| out.write_all(b"text");
        for flushed in [false, true] {
            assert!(write_all(&mut Fails(ErrorKind::BrokenPipe, flushed), text).is_ok());
            assert!(write_all(&mut Fails(ErrorKind::StorageFull, flushed), text).is_err());
        }
    }
}
