//! What a single string or number can be wrong about.

use super::Kind;
use crate::text::{Code, Diagnostic, Span, is_credential};
use crate::yaml::{CLOSE, OPEN};

/// What may not be in a string.
pub fn check_text(text: &str, may_be_reserved: bool, span: Span) -> Option<Diagnostic> {
    if may_be_reserved && text.contains([OPEN, CLOSE]) {
        let message = "the characters U+10FFF0 and U+10FFF1 are reserved";
        return Some(Diagnostic::new(Code::ReservedCharacter, message).at(span, "remove it"));
    }
    is_credential(text).then(|| {
        Diagnostic::new(
            Code::Credential,
            "this looks like a credential, and a config holds only the names of secrets",
        )
        .at(span, "")
        .help("put it into a Kubernetes Secret, and name that here; if it was ever committed, revoke it")
        .secret()
    })
}

/// The number that a JSON number is, if readers keep it exactly.
pub(super) fn number(text: &str, span: Span) -> Result<Kind<'static>, Box<Diagnostic>> {
    let inexact = |why: &str| {
        Diagnostic::new(Code::InexactNumber, "this number cannot be kept exactly")
            .at(span, why)
            .help(format!("write another, or where a string is taken `\"{text}\"`"))
    };
    let inexact = |why: &str| Box::new(inexact(why));
    if !text.contains(['.', 'e', 'E']) {
        let number = text.parse().ok().map(Kind::Integer);
        return number.ok_or_else(|| inexact("it does not fit into 64 bits"));
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && digits(text) == digits(&format!("{number:e}")) => {
            Ok(Kind::Float(number))
        }
        Ok(number) if number.is_finite() => Err(inexact("it has more digits than a JSON number keeps")),
        _ => Err(inexact("it is too large")),
    }
}

/// What is wrong with a number that no reader can keep at all.
pub(super) fn out_of_range(text: &str, span: Span) -> Option<Diagnostic> {
    /// A shorter number without an exponent is small enough.
    const SHORT: usize = 300;
    if text.len() < SHORT && !text.contains(['e', 'E']) {
        return None;
    }
    let is_finite = text.parse::<f64>().is_ok_and(f64::is_finite);
    if is_finite { None } else { number(text, span).err().map(|found| *found) }
}

/// The digits of a number without zeros at its ends, and the power of ten they begin at.
fn digits(text: &str) -> (String, i64) {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let mantissa = mantissa.trim_start_matches('-');
    let point = mantissa.find('.').unwrap_or(mantissa.len());
    let all: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let zeros = all.len() - all.trim_start_matches('0').len();
    let significant = all.trim_matches('0').to_owned();
    if significant.is_empty() {
        return (significant, 0);
    }
    let place = i64::try_from(point).unwrap_or(i64::MAX) - i64::try_from(zeros).unwrap_or(0);
    (significant, place.saturating_add(exponent.parse().unwrap_or(i64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_kept_exactly_or_refused() {
        let mut sources = crate::text::Sources::default();
        let span = sources.add("", "").span(0..0);
        for text in [
            "0",
            "-0",
            "3",
            "-9223372036854775808",
            "1.5",
            "1.20",
            "0.1",
            "1e3",
            "1E+20",
            "1.5e-7",
            "0.0",
            "100.0",
        ] {
            assert!(number(text, span).is_ok(), "{text}");
        }
        for text in ["9223372036854775808", "0.12345678901234567891", "1e400", "9007199254740993.0"] {
            assert!(number(text, span).is_err(), "{text}");
        }
    }
}
