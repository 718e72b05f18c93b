//! What stands behind the options of a help, part by part.

/// What a part is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Command lines.
    Examples,
    /// What the exit status means.
    ExitStatus,
    /// Anything else.
    Notes,
}

/// The parts of a text, each without its heading.
pub fn parts(text: &str) -> Vec<(About, &str)> {
    let part = |paragraph| {
        let headings = [
            ("Examples:\n", About::Examples),
            ("Start here:\n", About::Examples),
            ("Exit status: ", About::ExitStatus),
        ];
        let mut told = headings
            .iter()
            .filter_map(|(heading, about)| Some((about, str::strip_prefix(paragraph, heading)?)));
        told.next().map_or((About::Notes, paragraph), |(about, text)| (*about, text))
    };
    text.split("\n\n").map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_have_headings() {
        let text = "Examples:\n  a\n  b\n\nMore.\n\nExit status: 0 fine.";
        let expected =
            [(About::Examples, "  a\n  b"), (About::Notes, "More."), (About::ExitStatus, "0 fine.")];
        assert_eq!(parts(text), expected);
    }
}
