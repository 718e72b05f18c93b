//! Percent-encoding (RFC 3986 §2.1).

use std::fmt::Write as _;

/// A text with `%XX` for each byte of it that is neither an ASCII letter nor a digit nor among these others.
pub fn percent(text: &str, others: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || others.as_bytes().contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
