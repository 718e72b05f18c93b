//! What is wrong in the user's files: found by any stage, collected, and shown together at the end.

use super::{Code, Span};

/// A second place that a finding talks about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there, in a few words.
    pub text: String,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// A sentence: lower case, no full stop, names in backticks.
    pub message: String,
    /// Where it is, with a few words to print under the place; none for what has no place in a file.
    pub at: Option<Label>,
    /// Other places it talks about.
    pub labels: Vec<Label>,
    /// Facts that explain it.
    pub notes: Vec<String>,
    /// What to type.
    pub help: Option<String>,
    /// Whether the source line must stay out of the report, because it holds a secret.
    pub secret: bool,
    /// What tells it from others of its kind at the same place: where in a document it is; empty outside of documents.
    pub about: String,
    /// The message without what is another in each pool, if it has any of that.
    pub words: Option<String>,
    /// How many more there are of the same, of which nothing else is kept.
    pub more: usize,
    /// Whether it is at its pool only because nothing in the config says what is wrong.
    pub is_unsaid: bool,
    /// What it is counted by, if not by itself: the same twice in one pool is one.
    pub pool: Option<Span>,
}

impl Diagnostic {
    /// A finding without a place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            message: message.into(),
            at: None,
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            secret: false,
            about: String::new(),
            words: None,
            is_unsaid: false,
            more: 0,
            pool: None,
        }
    }

    /// Its place, and the words under it (may be empty).
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.at = Some(Label { span, text: text.into() });
        self
    }

    /// A second place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// A fact that explains it.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// What to type.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// The same, where there may be nothing to say.
    #[must_use]
    pub fn maybe_help(mut self, text: Option<String>) -> Self {
        self.help = text.or(self.help);
        self
    }

    /// Where in a document it is. The numbers of items do not matter: in other pools the same has others.
    #[must_use]
    pub fn about(mut self, path: &str) -> Self {
        self.about =
            path.split('[').map(|part| part.trim_start_matches(|char: char| char.is_ascii_digit())).collect();
        self
    }

    /// The pool that it is of.
    #[must_use]
    pub fn of(mut self, pool: Span) -> Self {
        self.pool = Some(pool);
        self
    }

    /// Counts the same in a pool, unless that is the one it was counted in before.
    pub fn count_in(&mut self, pool: Span) {
        self.more += usize::from(self.pool != Some(pool));
        self.pool = Some(pool);
    }

    /// Its place.
    pub fn place(&self) -> Option<Span> {
        self.at.as_ref().map(|label| label.span)
    }

    /// Whether it is about a place, or more around it.
    pub fn covers(&self, span: Span) -> bool {
        self.at.as_ref().is_some_and(|label| label.span.holds(span))
    }

    /// Keeps the source line out of the report.
    #[must_use]
    pub fn secret(mut self) -> Self {
        self.secret = true;
        self
    }
}
