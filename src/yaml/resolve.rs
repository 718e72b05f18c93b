//! What a plain scalar means.

/// What a plain scalar of a template's own text means to kubectl.
///
/// kubectl reads YAML by go-yaml v2 (sigs.k8s.io/yaml), which keeps YAML 1.1's words and number forms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar<'t> {
    /// Nothing, `~` or `null`.
    Null,
    /// `true`, and in YAML 1.1 also `yes`, `on` and `y`.
    Bool(bool),
    /// An integer in any base.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// Anything else.
    Text(&'t str),
}

/// Whether a plain scalar is null.
pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Reads a plain scalar as kubectl does.
pub fn resolve(text: &str) -> Scalar<'_> {
    match text {
        _ if is_null(text) => return Scalar::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" | "true" | "True" | "TRUE" => {
            return Scalar::Bool(true);
        }
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" | "false" | "False" | "FALSE" => {
            return Scalar::Bool(false);
        }
        _ => {}
    }
    if !text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '+' | '.')) {
        return Scalar::Text(text);
    }
    let digits = text.replace('_', "");
    integer(&digits)
        .map(Scalar::Integer)
        .or_else(|| float(&digits).map(Scalar::Float))
        .unwrap_or(Scalar::Text(text))
}

/// As Go's `ParseInt` with base 0.
fn integer(text: &str) -> Option<i64> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (digits, base) = match rest.get(..2) {
        Some("0x" | "0X") => (&rest[2..], 16),
        Some("0o" | "0O") => (&rest[2..], 8),
        Some("0b" | "0B") => (&rest[2..], 2),
        Some(_) if rest.starts_with('0') => (&rest[1..], 8),
        _ => (rest, 10),
    };
    if !digits.starts_with(|first: char| first.is_ascii_alphanumeric()) {
        return None;
    }
    i64::from_str_radix(&format!("{sign}{digits}"), base).ok()
}

fn float(text: &str) -> Option<f64> {
    match text {
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => return Some(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => return Some(f64::NEG_INFINITY),
        ".nan" | ".NaN" | ".NAN" => return Some(f64::NAN),
        _ => {}
    }
    let is_part = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    text.parse().ok().filter(|_| text.bytes().all(is_part))
}

/// Whether every reader takes a plain scalar for what it looks like: `true`, `null`, a decimal number, or a string.
pub fn is_unmistakable(text: &str) -> bool {
    let words = ["", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"];
    words.contains(&text)
        || is_decimal(text)
        || super::is_plain(text, false)
        || matches!(resolve(text), Scalar::Text(_))
}

/// A number as JSON writes it.
fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let whole = digits.bytes().take_while(u8::is_ascii_digit).count();
    let is_whole = whole > 0 && (whole == 1 || !digits.starts_with('0'));
    let fraction = digits[whole..].strip_prefix('.').unwrap_or("0");
    is_whole
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && (digits.len() == whole || digits[whole..].starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_mean_what_kubectl_reads() {
        for (text, meaning) in [
            ("n", Scalar::Bool(false)),
            ("On", Scalar::Bool(true)),
            ("", Scalar::Null),
            ("0755", Scalar::Integer(493)),
            ("0o17", Scalar::Integer(15)),
            ("0x1F", Scalar::Integer(31)),
            ("1_000", Scalar::Integer(1000)),
            ("-7", Scalar::Integer(-7)),
            ("0", Scalar::Integer(0)),
            ("1.20", Scalar::Float(1.2)),
            ("1e3", Scalar::Float(1000.0)),
            (".5", Scalar::Float(0.5)),
            ("08", Scalar::Float(8.0)),
            ("1.2.3", Scalar::Text("1.2.3")),
            ("200m", Scalar::Text("200m")),
            ("-", Scalar::Text("-")),
            ("12:30", Scalar::Text("12:30")),
            ("go", Scalar::Text("go")),
        ] {
            assert_eq!(resolve(text), meaning, "{text}");
        }
    }

    #[test]
    fn some_scalars_are_read_differently() {
        for text in ["y", "off", "0755", "1_000", "0x1F", "+1", ".5", "1e3", "0o17"] {
            assert!(!is_unmistakable(text), "{text}");
        }
        for text in ["true", "1", "-1.5", "0", "null", "go", "200m", "1.2.3", "a b"] {
            assert!(is_unmistakable(text), "{text}");
        }
    }
}
