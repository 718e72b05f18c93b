//! Texts that are the same.

/// How much of two texts is compared at once, in bytes.
const STEP: usize = 8;

/// Whether two texts are the same: as `==`, for where that is asked a hundred times for each pool. The libc of the released
/// Linux binaries compares byte by byte, two calls away.
#[inline]
pub fn is_same(one: &str, other: &str) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let (one, rest_of_one) = one.as_bytes().as_chunks::<STEP>();
    let (other, rest_of_other) = other.as_bytes().as_chunks::<STEP>();
    let are_same = |one: &[u8], other: &[u8]| one.iter().zip(other).all(|(one, other)| one == other);
    one.iter().zip(other).all(|(one, other)| u64::from_ne_bytes(*one) == u64::from_ne_bytes(*other))
        && are_same(rest_of_one, rest_of_other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_to_the_last_byte() {
        let text = "a: 1\n".repeat(20);
        assert!(is_same(&text, &text.clone()));
        assert!(is_same("", ""));
        for at in 0..text.len() {
            let mut other = text.clone();
            other.replace_range(at..=at, "!");
            assert!(!is_same(&text, &other), "{at}");
            assert!(!is_same(&text, &text[..at]), "{at}");
        }
    }
}
