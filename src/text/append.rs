//! Text added to bytes or to a text.

/// How much is copied at once, in bytes, and how much of what is left then.
const STEP: usize = 16;
const REST: usize = 4;

/// Appends a text: as `extend_from_slice`, for the many short pieces that a document is written in. The libc of the released
/// Linux binaries takes as long to begin a copy as this to end one.
#[inline]
pub fn append(out: &mut Vec<u8>, text: &str) {
    let (steps, rest) = text.as_bytes().as_chunks::<STEP>();
    let (short, bytes) = rest.as_chunks::<REST>();
    out.reserve(text.len());
    for step in steps {
        out.extend_from_slice(step);
    }
    for step in short {
        out.extend_from_slice(step);
    }
    for byte in bytes {
        out.push(*byte);
    }
}

/// The same, to a text.
#[inline]
pub fn push(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some((step, behind)) = rest.split_at_checked(STEP) {
        out.push_str(step);
        rest = behind;
    }
    while let Some((step, behind)) = rest.split_at_checked(REST) {
        out.push_str(step);
        rest = behind;
    }
    rest.chars().for_each(|char| out.push(char));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_a_text_is_appended() {
        let text = "abcdefghijklmnopqrstuvwxyz".repeat(3);
        let mut out = Vec::new();
        for end in 0..text.len() {
            append(&mut out, &text[..end]);
            assert!(out.ends_with(&text.as_bytes()[..end]), "{end}");
        }
        assert_eq!(out.len(), (0..text.len()).sum::<usize>());
        for text in ["", "é", "abcdefghijklmnoé", "abcéabcdefghijklmno😀pqrstuvwxyz"] {
            let mut out = String::new();
            push(&mut out, text);
            assert_eq!(out, text);
        }
    }
}
