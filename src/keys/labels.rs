//! The labels of runners, as a list or as one string.

use std::borrow::Cow;

use super::check::Findings;
use crate::json::{Kind, Value};
use crate::kubernetes::name;
use crate::text::{Code, Span};

impl Findings<'_> {
    /// A list of runner labels becomes the string with commas that GitHub's runner takes.
    pub(super) fn labels(&mut self, value: &mut Value<'_>) {
        match &value.kind {
            Kind::Text(text) => {
                let before = self.diagnostics.len();
                self.named(label_text(text), value.span, Code::BadName);
                if self.diagnostics.len() > before {
                    let fits = |label: &&str| name::github_label(label).is_ok();
                    let labels: Vec<&str> = text.split(',').filter(fits).collect();
                    value.kind = if labels.is_empty() { Kind::Wrong } else { joined(&labels) };
                }
            }
            Kind::List(items) => {
                let mut labels = Vec::with_capacity(items.len());
                for item in items {
                    if let Kind::Text(text) = &item.kind {
                        let before = self.diagnostics.len();
                        self.named(name::github_label(text), item.span, Code::BadName);
                        labels.extend((self.diagnostics.len() == before).then_some(text.as_ref()));
                    } else {
                        self.wrong_type(item, "a string");
                    }
                }
                let is_wrong = labels.is_empty() && !items.is_empty();
                value.kind = if is_wrong { Kind::Wrong } else { joined(&labels) };
            }
            _ => self.wrong_type(value, "a string or a list of strings"),
        }
    }

    /// A string with commas becomes the list of its labels.
    pub(super) fn label_list(&mut self, value: &mut Value<'_>) {
        let Kind::Text(text) = &value.kind else { return self.names(name::github_label, value) };
        let before = self.diagnostics.len();
        self.named(label_text(text), value.span, Code::BadName);
        if self.diagnostics.len() == before {
            value.kind = Kind::List(parts(text, value.span));
        }
    }
}

fn joined<'s>(labels: &[&str]) -> Kind<'s> {
    Kind::Text(Cow::Owned(labels.join(",")))
}

/// Labels with commas between them.
fn label_text(text: &str) -> Result<(), String> {
    let check = |text: &str| text.split(',').try_for_each(name::github_label);
    let trimmed = || text.split(',').map(str::trim).collect::<Vec<_>>().join(",");
    check(text).map_err(|reason| match (reason.split_once("; "), trimmed()) {
        (Some((rule, _)), trimmed) if check(&trimmed).is_ok() => format!("{rule}; did you mean `{trimmed}`?"),
        _ => reason,
    })
}

/// The parts of a string with commas, each at its place where the string has no escapes.
fn parts<'s>(text: &str, span: Span) -> Vec<Value<'s>> {
    let is_plain = (span.end - span.start) as usize == text.len() + 2;
    let mut start = span.start + 1;
    let part = |part: &str| {
        let end = start + u32::try_from(part.len()).unwrap_or_default();
        let place = if is_plain { Span { start, end, ..span } } else { span };
        start = end + 1;
        Value { span: place, kind: Kind::Text(Cow::Owned(part.to_owned())) }
    };
    text.split(',').map(part).collect()
}
