//! When a cron job runs.

use super::findings::Findings;
use super::path::Path;
use super::rollout::NUMBER;
use super::rule::{Rule, Table};
use crate::kubernetes::duration;
use crate::text::{Code, did_you_mean, suggest};
use crate::yaml::Item;

/// Rules of `validateCronJobSpec` in kubernetes/pkg/apis/batch/validation/validation.go.
pub(super) const RULES: Table = &[
    ("spec.schedule", Rule::Ask(schedule)),
    ("spec.jobTemplate", Rule::Needs(&["spec"])),
    ("spec.concurrencyPolicy", Rule::Words(&["", "Allow", "Forbid", "Replace"])),
    ("spec.failedJobsHistoryLimit", NUMBER),
    ("spec.startingDeadlineSeconds", Rule::Range(0, i64::MAX)),
    ("spec.successfulJobsHistoryLimit", NUMBER),
];

/// Words for a schedule (`parseDescriptor` in <https://github.com/robfig/cron/blob/v3/parser.go>).
const WORDS: [&str; 7] = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

fn schedule(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let Some(text) = findings.string(item) else { return };
    let Err((message, help)) = check(&text) else { return };
    findings.add(Code::InvalidField, item, path, message).help(help);
}

/// Whether a schedule can be read, or what is wrong with it and what to type.
fn check(text: &str) -> Result<(), (String, String)> {
    let example = || "write five fields, such as `0 3 * * *` for three o'clock every night".to_owned();
    if text.contains("TZ=") {
        let help = "write `timeZone: …` beside it".to_owned();
        return Err(("a schedule has no time zone in it".to_owned(), help));
    }
    if WORDS.contains(&text) {
        return Ok(());
    }
    if let Some(period) = text.strip_prefix("@every ") {
        let is_period = duration::nanoseconds(period).is_some();
        let message =
            || (format!("`{period}` is no duration"), "write one such as `36h` or `1h30m`".to_owned());
        return if is_period { Ok(()) } else { Err(message()) };
    }
    if text.starts_with('@') {
        let help = suggest(text, WORDS).map_or_else(example, did_you_mean);
        return Err((format!("there is no schedule `{text}`"), help));
    }
    let fields: Vec<&str> = text.split_whitespace().collect();
    if fields.len() != FIELDS.len() {
        return Err((format!("a schedule has five fields, and this one has {}", fields.len()), example()));
    }
    match fields.iter().zip(&FIELDS).find(|(text, field)| !text.split(',').all(|part| field.holds(part))) {
        Some((text, Field { noun, least, most, .. })) => {
            let help =
                format!("write {least} to {most}, `*`, a range as `{least}-{most}`, or steps as `*/2`");
            Err((format!("`{text}` is no {noun} of a schedule"), help))
        }
        None => Ok(()),
    }
}

/// One of the fields, as robfig's `ParseStandard` reads it (`getRange`).
struct Field {
    noun: &'static str,
    least: u32,
    most: u32,
    /// What may stand for the numbers, from the least on.
    names: &'static [&'static str],
}

const FIELDS: [Field; 5] = [
    Field { noun: "minute", least: 0, most: 59, names: &[] },
    Field { noun: "hour", least: 0, most: 23, names: &[] },
    Field { noun: "day of the month", least: 1, most: 31, names: &[] },
    Field {
        noun: "month",
        least: 1,
        most: 12,
        names: &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
    },
    // Sunday is 0, and not 7.
    Field {
        noun: "day of the week",
        least: 0,
        most: 6,
        names: &["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
    },
];

impl Field {
    fn number(&self, text: &str) -> Option<u32> {
        let name = self.names.iter().position(|name| name.eq_ignore_ascii_case(text));
        let number = match name {
            Some(at) => self.least + u32::try_from(at).ok()?,
            None => text.parse().ok()?,
        };
        (self.least..=self.most).contains(&number).then_some(number)
    }

    /// Whether a part between commas is `*`, a number, a range of two, or one of these with a step.
    fn holds(&self, part: &str) -> bool {
        let (range, step) = part.split_once('/').map_or((part, None), |(range, step)| (range, Some(step)));
        let is_range = match range.split_once('-') {
            Some((from, to)) => self.number(from).zip(self.number(to)).is_some_and(|(from, to)| from <= to),
            None => matches!(range, "*" | "?") || self.number(range).is_some(),
        };
        is_range && step.is_none_or(|step| step.parse().is_ok_and(|step: u32| step > 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_has_five_fields_or_is_a_word() {
        for text in
            ["0 3 * * *", " */5  * * * MON-FRI ", "5/10 0-23/2 1,15 jan,Mar-DEC ?", "@daily", "@every 1h30m"]
        {
            assert_eq!(check(text), Ok(()), "{text}");
        }
        for text in [
            "99 * * * *",
            "0 3 * * 7",
            "0 3 0 * *",
            "H 3 * * *",
            "*/0 * * * *",
            "0 5-2 * * *",
            "0 3 * * mon-",
            "",
            "0 3 * *",
            "0 0 3 * * *",
            "@dayly",
            "@reboot",
            "@every 1d",
            "@every ",
            "TZ=UTC 0 3 * * *",
            "CRON_TZ=UTC 0 3 * * *",
        ] {
            assert!(check(text).is_err(), "{text}");
        }
    }
}
