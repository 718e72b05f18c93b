//! The patterns of a variable in a Dockerfile: `*`, `?` and `\`, as BuildKit reads them.

use regex_lite::{NoExpand, Regex};

/// A value without its start that a pattern matches, the shortest or the longest.
pub(super) fn without_start(pattern: &str, value: &str, longest: bool) -> Result<String, String> {
    let pattern = format!("^{}", expression(pattern, longest)?);
    let found = regex(&pattern)?.find(value).map_or(0, |found| found.end());
    Ok(value[found..].to_owned())
}

/// A value without its end that a pattern matches, the shortest or the longest.
pub(super) fn without_end(pattern: &str, value: &str, longest: bool) -> Result<String, String> {
    // An expression finds what is leftmost, so that both are turned round.
    let rest = without_start(&turned(pattern), &value.chars().rev().collect::<String>(), longest)?;
    Ok(rest.chars().rev().collect())
}

/// A value with something else for the first that a pattern matches, or for all of it.
pub(super) fn replaced(pattern: &str, value: &str, other: &str, all: bool) -> Result<String, String> {
    let regex = regex(&expression(pattern, true)?)?;
    if all {
        return Ok(regex.replace_all(value, NoExpand(other)).into_owned());
    }
    let found = regex.find(value).map(|found| found.range());
    Ok(found
        .map_or_else(|| value.to_owned(), |at| format!("{}{other}{}", &value[..at.start], &value[at.end..])))
}

fn regex(expression: &str) -> Result<Regex, String> {
    Regex::new(expression).map_err(|_error| "this pattern is too long".to_owned())
}

/// The regular expression of a pattern.
fn expression(pattern: &str, longest: bool) -> Result<String, String> {
    let mut out = String::new();
    let mut chars = pattern.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '*' => out.push_str(if longest { ".*" } else { ".*?" }),
            '?' => out.push('.'),
            // These two are escaped for what is around the pattern.
            '\\' if matches!(chars.peek(), Some('}' | '/')) => {}
            '\\' => match chars.next() {
                Some(char @ ('*' | '?' | '\\')) => out.extend(['\\', char]),
                _ => {
                    return Err("in a pattern `\\` stands only before `*`, `?`, `\\`, `/` and `}`".to_owned());
                }
            },
            _ => out.push_str(&regex_lite::escape(char.encode_utf8(&mut [0; 4]))),
        }
    }
    Ok(out)
}

/// A pattern from its end to its start, with each escape still before what it escapes.
fn turned(pattern: &str) -> String {
    let mut out = Vec::new();
    let mut chars = pattern.chars();
    while let Some(char) = chars.next() {
        match (char, chars.clone().next()) {
            ('\\', Some(escaped)) => {
                out.extend([escaped, '\\']);
                chars.next();
            }
            _ => out.push(char),
        }
    }
    out.into_iter().rev().collect()
}
