//! Texts that are the same.

/// How much of two texts is compared at once, in bytes, and how much of shorter ones.
const STEP: usize = 8;
const SHORT: usize = 4;

/// Whether two texts are the same: as `==`, for where that is asked a hundred times for each pool. The libc of the released
/// Linux binaries compares byte by byte, two calls away.
#[inline]
pub fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    // What is left behind the last step is compared with some of that.
    if let (Some(end), Some(other_end)) = (one.last_chunk::<STEP>(), other.last_chunk::<STEP>()) {
        let (one, other) = (one.as_chunks::<STEP>().0, other.as_chunks::<STEP>().0);
        let are_same =
            |one: &[u8; STEP], other: &[u8; STEP]| u64::from_ne_bytes(*one) == u64::from_ne_bytes(*other);
        return are_same(end, other_end) && one.iter().zip(other).all(|(one, other)| are_same(one, other));
    }
    let of_short = |text: &[u8]| Some((*text.first_chunk::<SHORT>()?, *text.last_chunk::<SHORT>()?));
    match (of_short(one), of_short(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one.iter().zip(other).all(|(one, other)| one == other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_to_the_last_byte() {
        let all = "a: 1\n".repeat(8);
        for text in (0..all.len()).map(|length| &all[..length]) {
            let same = text.to_owned();
            assert!(is_same(text, &same), "{text}");
            for at in 0..text.len() {
                let mut other = text.to_owned();
                other.replace_range(at..=at, "!");
                assert!(!is_same(text, &other), "{text} {at}");
                assert!(!is_same(text, &text[..at]), "{text} {at}");
            }
        }
    }
}
