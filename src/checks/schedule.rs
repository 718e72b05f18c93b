//! When a cron job runs.

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::text::{Code, did_you_mean, suggest};
use crate::yaml::Item;

/// Rules of `validateCronJobSpec` in kubernetes/pkg/apis/batch/validation/validation.go.
pub(super) const RULES: Table = &[("spec.schedule", Rule::Ask(schedule))];

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
    if text.starts_with("@every ") || WORDS.contains(&text) {
        return Ok(());
    }
    if text.starts_with('@') {
        let help = suggest(text, WORDS).map_or_else(example, did_you_mean);
        return Err((format!("there is no schedule `{text}`"), help));
    }
    match text.split_whitespace().count() {
        5 => Ok(()),
        count => Err((format!("a schedule has five fields, and this one has {count}"), example())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_has_five_fields_or_is_a_word() {
        for text in ["0 3 * * *", " */5  * * * MON-FRI ", "@daily", "@every 1h30m"] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
        for text in
            ["", "0 3 * *", "0 0 3 * * *", "@dayly", "@reboot", "TZ=UTC 0 3 * * *", "CRON_TZ=UTC 0 3 * * *"]
        {
            assert!(check(text).is_err(), "{text}");
        }
    }
}
