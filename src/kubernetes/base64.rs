//! Base64 as secrets hold it (RFC 4648 §4).

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};

/// As Go reads it: with its padding, and whatever is in the bits that the last digit has too many.
const GO: GeneralPurpose =
    GeneralPurpose::new(&STANDARD, GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true));

/// The bytes that a text stands for; none if it is no base64.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    GO.decode(text).ok()
}
