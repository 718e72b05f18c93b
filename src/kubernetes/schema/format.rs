//! The formats of strings that the API server looks at.
//!
//! They are those of apiextensions-apiserver/pkg/apiserver/validation/formats.go, as github.com/go-openapi/strfmt reads them. It
//! passes over all others, and so do we.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Whether a string is of a format.
pub(super) fn is_of(format: &str, text: &str) -> bool {
    match format {
        "date-time" | "datetime" => is_date_time(text),
        "date" => is_date(text),
        "byte" => is_base64(text),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "cidr" => is_cidr(text),
        "mac" => is_mac(text),
        "uuid" => is_uuid(text, None),
        "uuid3" => is_uuid(text, Some(b'3')),
        "uuid4" => is_uuid(text, Some(b'4')),
        "uuid5" => is_uuid(text, Some(b'5')),
        "uri" => is_uri(text),
        "email" => text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty()),
        "hostname" => is_hostname(text),
        "duration" => is_duration(text),
        _ => true,
    }
}

/// So many digits, as a number.
fn digits(text: &str, count: usize) -> Option<u32> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let mut next = |count| digits(parts.next()?, count);
    let (Some(year), Some(month), Some(day)) = (next(4), next(2), next(2)) else { return false };
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else { return false };
    let pair = |text: &str, most: u32| digits(text, 2).is_some_and(|number| number <= most);
    let clock = |text: &str| {
        text.split_once(':').is_some_and(|(hours, minutes)| pair(hours, 23) && pair(minutes, 59))
    };
    let Some(zone) = time.find(['Z', 'z', '+', '-']) else { return false };
    let (time, zone) = time.split_at(zone);
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let is_time = time.rsplit_once(':').is_some_and(|(rest, seconds)| clock(rest) && pair(seconds, 59));
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let is_zone = matches!(zone, "Z" | "z")
        || zone[1..]
            .split_once(':')
            .is_some_and(|(hours, minutes)| digits(hours, 2).is_some() && digits(minutes, 2).is_some());
    is_date(date) && is_time && is_fraction && is_zone
}

fn is_base64(text: &str) -> bool {
    let data = text.strip_suffix("==").or_else(|| text.strip_suffix('=')).unwrap_or(text);
    let is_data = data.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte));
    !data.is_empty() && text.len().is_multiple_of(4) && is_data
}

fn is_cidr(text: &str) -> bool {
    let Some((address, bits)) = text.split_once('/') else { return false };
    let is_below = |most: u8| {
        bits.bytes().all(|byte| byte.is_ascii_digit()) && bits.parse::<u8>().is_ok_and(|bits| bits <= most)
    };
    (address.parse::<Ipv4Addr>().is_ok() && is_below(32))
        || (address.parse::<Ipv6Addr>().is_ok() && is_below(128))
}

/// 6, 8 or 20 bytes, in pairs of digits between `:` or `-`, or in fours between `.`.
fn is_mac(text: &str) -> bool {
    let parts = |separator: char, size: usize| {
        let is_part = |part: &str| part.len() == size && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        let parts: Vec<&str> = text.split(separator).collect();
        parts.iter().all(|part| is_part(part)) && [6, 8, 20].contains(&(parts.len() * size / 2))
    };
    parts(':', 2) || parts('-', 2) || parts('.', 4)
}

fn is_uuid(text: &str, version: Option<u8>) -> bool {
    let hex: Vec<u8> = text.bytes().filter(|byte| *byte != b'-').collect();
    let dashes: Vec<usize> = text.match_indices('-').map(|(at, _)| at).collect();
    // Each dash may be left out.
    let places = [8, 12, 16, 20];
    let in_place = dashes.iter().enumerate().all(|(before, at)| places.contains(&(at - before)));
    hex.len() == 32
        && hex.iter().all(u8::is_ascii_hexdigit)
        && dashes.len() <= 4
        && in_place
        && version.is_none_or(|version| hex[12] == version)
}

/// What Go's `url.ParseRequestURI` takes: a scheme and what follows it, or a path from the root.
fn is_uri(text: &str) -> bool {
    let is_clean = !text.bytes().any(|byte| byte < b' ' || byte == 0x7f);
    let has_scheme = text.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|char: char| char.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
            && !rest.is_empty()
            && !rest
                .strip_prefix("//")
                .is_some_and(|rest| rest.split('/').next().is_some_and(|host| host.contains(' ')))
    });
    is_clean && (text.starts_with('/') || has_scheme)
}

fn is_hostname(text: &str) -> bool {
    let is_char = |char: char| char.is_ascii_alphanumeric() || char == '-' || !char.is_ascii();
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(is_char)
    };
    text.len() <= 255 && text.split('.').all(is_label)
}

/// A Go duration, or words such as `2 weeks`.
fn is_duration(text: &str) -> bool {
    const UNITS: [&str; 27] = [
        "ns",
        "nano",
        "nanosecond",
        "nanoseconds",
        "us",
        "µs",
        "micro",
        "microsecond",
        "microseconds",
        "ms",
        "milli",
        "millisecond",
        "milliseconds",
        "s",
        "sec",
        "second",
        "seconds",
        "m",
        "min",
        "minute",
        "minutes",
        "h",
        "hr",
        "hour",
        "hours",
        "d",
        "w",
    ];
    const LONG: [&str; 5] = ["day", "days", "wk", "week", "weeks"];
    let mut rest = text;
    while let Some(at) = rest.find(|char: char| char.is_ascii_digit()) {
        let after = rest[at..].trim_start_matches(|char: char| char.is_ascii_digit()).trim_start();
        let end = after.find(|char: char| !char.is_ascii_alphabetic() && char != 'µ').unwrap_or(after.len());
        if UNITS.contains(&&after[..end]) || LONG.contains(&&after[..end]) {
            return true;
        }
        rest = &after[end..];
    }
    text == "0"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_those_of_the_api_server() {
        for (format, right, wrong) in [
            ("date-time", "2001-01-01T00:00:00Z", "2001-13-01T00:00:00Z"),
            ("date-time", "2024-02-29t23:59:59.5+01:00", "2023-02-29T00:00:00Z"),
            ("date-time", "2001-01-01T00:00:00.123Z", "2001-01-01T25:00:00Z"),
            ("date-time", "2001-01-01T00:00:00-07:00", "2001-01-01 00:00:00Z"),
            ("date", "2024-02-29", "2024-2-29"),
            ("byte", "Y2xvdWQ=", "Y2xvdWQ"),
            ("ipv4", "10.0.0.1", "10.0.0.256"),
            ("ipv6", "fe80::1", "10.0.0.1"),
            ("cidr", "10.0.0.0/8", "10.0.0.0/33"),
            ("cidr", "fe80::/64", "fe80::"),
            ("mac", "00:00:5e:00:53:01", "00:00:5e:00:53"),
            ("mac", "0000.5e00.5301", "0000:5e00:5301"),
            ("uuid", "123e4567-e89b-12d3-a456-426614174000", "123e4567-e89b-12d3-a456-42661417400"),
            ("uuid4", "123e4567e89b42d3a456426614174000", "123e4567-e89b-12d3-a456-426614174000"),
            ("uri", "https://github.com/acme", "github.com/acme"),
            ("uri", "/path", ""),
            ("email", "a@b.c", "a.b.c"),
            ("hostname", "a.b-c.de", "-a.b"),
            ("duration", "1h30m", "1"),
            ("duration", "2 weeks", "two weeks"),
            ("duration", "0", "x"),
        ] {
            assert!(is_of(format, right), "{format}: {right}");
            assert!(!is_of(format, wrong), "{format}: {wrong}");
        }
        assert!(is_of("something-else", "x"));
    }
}
