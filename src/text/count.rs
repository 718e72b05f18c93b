//! Numbers of things, in words.

/// `1 pool`, `2 pools`.
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
