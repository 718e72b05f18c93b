//! What someone meant who wrote something that is not a quantity.

use super::quantity::{Quantity, QuantityError};

/// What is wrong with a text that is not a quantity, and what to type instead.
pub(super) fn explain(text: &str) -> QuantityError {
    let meant: Vec<_> = candidates(text).into_iter().map(|candidate| format!("`{candidate}`")).collect();
    let help = if meant.is_empty() {
        "write a number and, if needed, a unit, such as `500m`, `2`, `512Mi` or `4Gi`".into()
    } else {
        format!("did you mean {}?", meant.join(" or "))
    };
    QuantityError { message: reason(text), help }
}

fn reason(text: &str) -> String {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let unit = unsigned.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let exponent =
        unit.strip_prefix(['e', 'E']).and_then(|rest| rest.strip_prefix(['+', '-']).or(Some(rest)));
    if text.is_empty() {
        "the quantity is empty".into()
    } else if text.contains(char::is_whitespace) {
        "a quantity has no blanks".into()
    } else if text.contains(['_', ',']) {
        "a quantity has no `_` or `,` in its number".into()
    } else if unsigned.starts_with("0x") || unsigned.starts_with("0X") {
        "a quantity is decimal".into()
    } else if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        "a quantity begins with a number".into()
    } else if exponent
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    {
        "the exponent is beyond 1000".into()
    } else if unit.is_empty() {
        "the number of the quantity is not one".into()
    } else {
        format!("`{}` is not a unit of Kubernetes", unit.escape_debug())
    }
}

/// Quantities that the text may stand for, the likeliest first.
fn candidates(text: &str) -> Vec<String> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '_').collect();
    let end = text.find(|c: char| !(c.is_ascii_digit() || "+-.,".contains(c))).unwrap_or(text.len());
    let number = without_commas(&text[..end]);
    let mut found: Vec<_> = match &text[end..] {
        hex if hex.starts_with(['x', 'X']) => from_hex(&hex[1..]).into_iter().collect(),
        // The text was right but for its blanks and separators.
        unit if Quantity::read(&format!("{number}{unit}")).is_some() => vec![format!("{number}{unit}")],
        unit => units(unit).into_iter().map(|unit| format!("{number}{unit}")).collect(),
    };
    found.retain(|candidate| Quantity::read(candidate).is_some());
    found
}

/// `1,000` is a thousand, `1,5` is one and a half.
fn without_commas(number: &str) -> String {
    match number.split_once(',') {
        Some((whole, fraction)) if fraction.len() != 3 && !fraction.contains([',', '.']) => {
            format!("{whole}.{fraction}")
        }
        _ => number.replace(',', ""),
    }
}

fn from_hex(digits: &str) -> Option<String> {
    u64::from_str_radix(digits, 16).ok().map(|number| number.to_string())
}

/// The units that a misspelt one may stand for.
fn units(unit: &str) -> Vec<String> {
    let lower = unit.to_lowercase();
    if matches!(&*lower, "b" | "byte" | "bytes" | "c" | "cpu" | "cpus" | "core" | "cores") {
        return vec![String::new()];
    }
    if matches!(
        &*lower,
        "mcpu" | "mcpus" | "millicpu" | "millicpus" | "mcore" | "mcores" | "millicore" | "millicores"
    ) {
        return vec!["m".into()];
    }
    let mut rest = lower.chars();
    let Some(letter) = rest.next().filter(|letter| "kmgtpe".contains(*letter)) else { return Vec::new() };
    let binary = format!("{}i", letter.to_ascii_uppercase());
    match rest.as_str() {
        "i" | "ib" | "ibyte" | "ibytes" => vec![binary],
        // The one decimal unit in lower case.
        "" | "b" | "byte" | "bytes" if letter == 'k' => vec![binary, "k".into()],
        "" | "b" | "byte" | "bytes" => vec![binary, letter.to_ascii_uppercase().into()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_wrong_and_what_to_type() {
        let general = "write a number and, if needed, a unit, such as `500m`, `2`, `512Mi` or `4Gi`";
        for (text, message, help) in [
            ("8192MB", "`MB` is not a unit of Kubernetes", "did you mean `8192Mi` or `8192M`?"),
            ("1Gb", "`Gb` is not a unit of Kubernetes", "did you mean `1Gi` or `1G`?"),
            ("1gi", "`gi` is not a unit of Kubernetes", "did you mean `1Gi`?"),
            ("1MiB", "`MiB` is not a unit of Kubernetes", "did you mean `1Mi`?"),
            ("100K", "`K` is not a unit of Kubernetes", "did you mean `100Ki` or `100k`?"),
            ("4g", "`g` is not a unit of Kubernetes", "did you mean `4Gi` or `4G`?"),
            ("5 cores", "a quantity has no blanks", "did you mean `5`?"),
            ("500millicores", "`millicores` is not a unit of Kubernetes", "did you mean `500m`?"),
            ("1 Gi", "a quantity has no blanks", "did you mean `1Gi`?"),
            (" 1 gb\n", "a quantity has no blanks", "did you mean `1Gi` or `1G`?"),
            ("1_000", "a quantity has no `_` or `,` in its number", "did you mean `1000`?"),
            ("1,000Mi", "a quantity has no `_` or `,` in its number", "did you mean `1000Mi`?"),
            ("1,5Gi", "a quantity has no `_` or `,` in its number", "did you mean `1.5Gi`?"),
            ("0x10", "a quantity is decimal", "did you mean `16`?"),
            ("0xZZ", "a quantity is decimal", general),
            ("", "the quantity is empty", general),
            ("NaN", "a quantity begins with a number", general),
            ("Mi", "a quantity begins with a number", general),
            (".", "the number of the quantity is not one", general),
            ("1.2.3", "the number of the quantity is not one", general),
            ("1e99999", "the exponent is beyond 1000", general),
            ("1e", "`e` is not a unit of Kubernetes", "did you mean `1Ei` or `1E`?"),
            ("1e3Mi", "`e3Mi` is not a unit of Kubernetes", general),
            ("50%", "`%` is not a unit of Kubernetes", general),
        ] {
            assert_eq!(
                explain(text),
                QuantityError { message: message.into(), help: help.into() },
                "{text:?}"
            );
        }
    }
}
