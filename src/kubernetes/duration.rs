//! Durations as Go writes them.

/// The nanoseconds of a duration, by the grammar of Go's `time.ParseDuration` (<https://pkg.go.dev/time#ParseDuration>);
/// none if it is not one, or more than Go holds, 2^63 - 1. `1m` is `60s`.
pub fn nanoseconds(text: &str) -> Option<i64> {
    match text.strip_prefix('-') {
        Some(text) => unsigned(text).map(|number| -number),
        None => unsigned(text.strip_prefix('+').unwrap_or(text)),
    }
}

fn unsigned(mut rest: &str) -> Option<i64> {
    if rest == "0" {
        return Some(0);
    }
    let mut total = (!rest.is_empty()).then_some(0_u128)?;
    while !rest.is_empty() {
        let number = rest.find(|char: char| !char.is_ascii_digit() && char != '.').unwrap_or(rest.len());
        let (digits, after) = rest.split_at(number);
        let (unit, size) = UNITS.iter().find(|(unit, _)| after.starts_with(unit))?;
        total = total.saturating_add(times(digits, *size)?);
        rest = &after[unit.len()..];
    }
    i64::try_from(total).ok()
}

/// Units and their nanoseconds; one that begins with another comes before it.
const UNITS: [(&str, u128); 8] = [
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("μs", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
];

fn times(digits: &str, size: u128) -> Option<u128> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if fraction.contains('.') || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let read = |text: &str| {
        text.bytes()
            .fold(0_u128, |sum, digit| sum.saturating_mul(10).saturating_add(u128::from(digit - b'0')))
    };
    let fraction = &fraction[..fraction.len().min(18)];
    let scale = 10_u128.pow(u32::try_from(fraction.len()).ok()?);
    Some(read(whole).saturating_mul(size).saturating_add(read(fraction).saturating_mul(size) / scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_those_of_go() {
        for text in
            ["1m", "1h30m", "1.5h", "500ms", "0", ".5s", "10us", "1.s", "2562047h", "-1m", "+1m", "-0"]
        {
            assert!(nanoseconds(text).is_some(), "{text}");
        }
        for text in ["", "1d", "60", "1 m", "m", "1.2.3s", "-", "--1m", "+-1m", "1mx", "+", "9999999h", ".s"]
        {
            assert_eq!(nanoseconds(text), None, "{text}");
        }
        assert_eq!(nanoseconds("1m"), nanoseconds("1m0s"));
        assert_eq!(nanoseconds("1.5h"), nanoseconds("1h30m"));
        assert_eq!(nanoseconds("-1us"), Some(-1_000));
    }
}
