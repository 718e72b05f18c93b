//! What looks like a credential, and must not be shown.

use std::borrow::Cow;
use std::ops::Range;

use super::has_byte;

/// The fewest characters that follow the prefix of a token; real ones have 36 and more.
const TOKEN: usize = 20;
/// The length of an AWS access key id.
const KEY_ID: usize = 20;

/// Whether a text holds a credential.
pub fn is_credential(text: &str) -> bool {
    // All of them are at least this long, and most values are not.
    text.len() >= TOKEN && has_byte(text, is_rare) && !credentials(text).is_empty()
}

/// Whether a byte is one that each credential has and hardly any value.
fn is_rare(byte: u8) -> bool {
    matches!(byte, b'_' | b'K' | b'B')
}

/// A text with `*` for every byte of a credential, so that places stay what they are.
pub(super) fn hide(text: &str) -> Cow<'_, str> {
    let all: Vec<_> = credentials(text).into_iter().chain(passwords(text)).collect();
    hide_ranges(text, &all)
}

/// The passwords of addresses. Many are none, such as `$(PASSWORD)`, so that a config may have them.
fn passwords(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices("://").filter_map(|(at, scheme)| {
        let start = at + scheme.len();
        let end = text[start..].find(['/', '"', '\'', '`', ' ', '\n']).map_or(text.len(), |end| start + end);
        let (user, _) = text[start..end].rsplit_once('@')?;
        let (name, password) = user.split_once(':')?;
        let from = start + name.len() + 1;
        (!password.contains(['$', '{'])).then(|| from..from + password.len())
    })
}

/// A text with `*` for every byte of some ranges, but for line breaks.
pub(super) fn hide_ranges<'t>(text: &'t str, ranges: &[Range<usize>]) -> Cow<'t, str> {
    if ranges.iter().all(Range::is_empty) {
        return Cow::Borrowed(text);
    }
    let mut hidden = String::with_capacity(text.len());
    for (at, char) in text.char_indices() {
        if char != '\n' && ranges.iter().any(|range| range.contains(&at)) {
            hidden.extend(std::iter::repeat_n('*', char.len_utf8()));
        } else {
            hidden.push(char);
        }
    }
    Cow::Owned(hidden)
}

/// GitHub's token prefixes (docs.github.com, "About authentication to GitHub"), PEM private keys, AWS key ids.
pub fn credentials(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let credential = |at: usize| match bytes[at] {
        b'_' => github(bytes, at),
        b'K' => aws(bytes, at),
        b'B' => pem(text, at),
        _ => None,
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in (0..bytes.len()).filter(|at| is_rare(bytes[*at])) {
        // What is inside of one is none of its own.
        if found.last().is_none_or(|last| last.end <= at) {
            found.extend(credential(at));
        }
    }
    found
}

/// A token of GitHub around its last `_`.
fn github(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    bytes.len().checked_sub(at + 1 + TOKEN)?;
    let prefixes = ["ghp", "gho", "ghu", "ghs", "ghr", "github_pat"];
    let prefix = prefixes.iter().find(|prefix| bytes[..at].ends_with(prefix.as_bytes()))?;
    let is_word = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_';
    let length = bytes[at + 1..].iter().take_while(is_word).count();
    (length >= TOKEN).then(|| at - prefix.len()..at + 1 + length)
}

/// A key id of AWS around its `K`.
fn aws(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric();
    let start = at.checked_sub(1).filter(|start| bytes[*start..].starts_with(b"AKIA"))?;
    let length = bytes[start..].iter().take(KEY_ID + 1).take_while(|byte| is_part(byte)).count();
    (length == KEY_ID && !bytes[..start].last().is_some_and(is_part)).then(|| start..start + length)
}

/// A private key around the `B` of the line that begins it, from the first of the dashes.
fn pem(text: &str, at: usize) -> Option<Range<usize>> {
    let at = at.checked_sub(5)?;
    let (name, _) = text.get(at..)?.strip_prefix("-----BEGIN")?.split_once("-----")?;
    let end = || text[at..].find(['"', '\'']).map_or(text.len(), |end| at + end);
    (name.contains("PRIVATE KEY") && text.len() > 64).then(|| at..end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_told_from_names() {
        let token = format!("ghp_{}", "a1".repeat(18));
        for text in [
            token.as_str(),
            "github_pat_11ABCDEFG0aaaaaaaaaaaaaaaa",
            "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA7bq1wz8Jm0Q3kTn1cXv5\n",
            "AKIAABCDEFGHIJKLMNOP",
        ] {
            assert!(is_credential(text), "{text}");
        }
        for text in ["ghp_token", "my_github_pat_secret", "cloudkernels-go-regtoken", "AKIA"] {
            assert!(!is_credential(text), "{text}");
        }
    }

    #[test]
    fn what_is_hidden_keeps_its_length() {
        let text = format!("é \"ghp_{}\", AKIAABCDEFGHIJKLMNOP é", "a1".repeat(18));
        assert_eq!(hide(&text), format!("é \"{}\", {} é", "*".repeat(40), "*".repeat(20)));
        assert_eq!(hide("nothing"), "nothing");
        assert_eq!(hide("at `https://me:pässword@a.b/c`"), "at `https://me:*********@a.b/c`");
        assert_eq!(
            hide("https://me:$(PW)@a.b, https://a.b:80/@c"),
            "https://me:$(PW)@a.b, https://a.b:80/@c"
        );
    }
}
