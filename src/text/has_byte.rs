//! Bytes of a text.

/// Whether a text has such a byte. It is not left at the first, so that the compiler looks at many bytes at once.
#[inline]
pub fn has_byte(text: &str, is_it: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |has, byte| has | is_it(byte))
}
