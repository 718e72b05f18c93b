//! Amounts of CPU, memory and other resources, as Kubernetes writes them.

use std::fmt;

use super::quantity_help;

/// The largest exponent taken, either way. Kubernetes has no limit of its own, but its parser runs for minutes on
/// `1e-2000000000` and wraps around at `1e4294967296`; no resource comes near a thousand.
const MAX_EXPONENT: u32 = 1000;

/// What Kubernetes caps quantities with a binary unit at, in whole units: 2⁶³ - 1.
const BINARY_CAP: i128 = i64::MAX as i128;

/// Billionths in one unit.
const NANO: i128 = 1_000_000_000;

/// An amount, held exactly to a billionth of its unit (a core, a byte, a device), so that `1Gi` is `1024Mi` and
/// `0.5` is `500m`.
///
/// As in Kubernetes, what is finer than a billionth is rounded away from zero, and binary units stop at 2⁶³ - 1.
/// Amounts beyond ±1.7 · 10²⁹ compare as equal, which Kubernetes does not do.
/// <https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i128);

/// Why a text is not a quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantityError {
    /// What is wrong.
    pub message: String,
    /// What to type.
    pub help: String,
}

impl Quantity {
    /// Nothing at all.
    pub const ZERO: Quantity = Quantity(0);

    /// More cores than any node has.
    pub const MOST_CPU: i64 = 10_000;
    /// Less memory than any process needs, in bytes.
    const LEAST_MEMORY: i64 = 1 << 20;

    /// Whether a container could mean this amount of a resource.
    pub fn is_likely(self, resource: &str) -> bool {
        match resource {
            "memory" => self <= Self::ZERO || self >= Self::whole(Self::LEAST_MEMORY),
            "cpu" => self <= Self::whole(Self::MOST_CPU),
            _ => true,
        }
    }

    /// A whole amount, for limits to compare with.
    pub const fn whole(units: i64) -> Self {
        Quantity(units as i128 * NANO)
    }

    /// Reads a quantity by the grammar of `apimachinery/pkg/api/resource/quantity.go`: a sign, decimal digits with an
    /// optional point, and one of the units `n u m k M G T P E`, `Ki Mi Gi Ti Pi Ei`, or an exponent `e3` or `E3`.
    ///
    /// In three things this is stricter than Kubernetes: there must be a digit (it reads `Mi`, `+` and `.` as zero),
    /// exponents end at ±1000, and there are no blanks around it (it drops them in JSON and YAML, but not in flags).
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        Self::read(text).ok_or_else(|| quantity_help::explain(text))
    }

    /// Reads the amount of a resource of a container, which is a quantity that is not negative.
    ///
    /// `ValidateNonnegativeQuantity` in `kubernetes/pkg/apis/core/validation/validation.go`.
    pub fn parse_resource(text: &str) -> Result<Self, QuantityError> {
        let quantity = Self::parse(text)?;
        if quantity < Self::ZERO {
            return Err(QuantityError {
                message: "a resource cannot be negative".into(),
                help: format!("did you mean `{}`?", text.trim_start_matches('-')),
            });
        }
        Ok(quantity)
    }

    /// Whether it is a whole number of units; a count of bytes or of devices that is not was surely meant otherwise.
    pub fn is_whole(self) -> bool {
        self.0 % NANO == 0
    }

    /// Whether it is so many times another, which is more than nothing.
    pub fn is_multiple_of(self, other: Self) -> bool {
        other > Self::ZERO && self.0 % other.0 == 0
    }

    /// As `parse`, without the explanation.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, rest) = split_digits(unsigned);
        let (fraction, suffix) = rest.strip_prefix('.').map_or(("", rest), split_digits);
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let unit = Unit::read(suffix)?;
        let nanos = match whole.parse::<u32>() {
            Ok(number) if fraction.is_empty() => unit.times(number).unwrap_or_else(|| unit.nanos(whole, "")),
            _ => unit.nanos(whole, fraction),
        };
        Some(Quantity(if negative { -nanos } else { nanos }))
    }
}

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.help)
    }
}

impl std::error::Error for QuantityError {}

/// What a number is multiplied by: ten or two to a power.
enum Unit {
    Ten(i32),
    Two(u32),
}

impl Unit {
    fn read(suffix: &str) -> Option<Self> {
        Some(match suffix {
            "n" => Unit::Ten(-9),
            "u" => Unit::Ten(-6),
            "m" => Unit::Ten(-3),
            "" => Unit::Ten(0),
            "k" => Unit::Ten(3),
            "M" => Unit::Ten(6),
            "G" => Unit::Ten(9),
            "T" => Unit::Ten(12),
            "P" => Unit::Ten(15),
            "E" => Unit::Ten(18),
            "Ki" => Unit::Two(10),
            "Mi" => Unit::Two(20),
            "Gi" => Unit::Two(30),
            "Ti" => Unit::Two(40),
            "Pi" => Unit::Two(50),
            "Ei" => Unit::Two(60),
            _ => {
                let exponent: i32 = suffix.strip_prefix(['e', 'E'])?.parse().ok()?;
                (exponent.unsigned_abs() <= MAX_EXPONENT).then_some(Unit::Ten(exponent))?
            }
        })
    }

    /// A number of this unit as billionths, if that needs no rounding and no long arithmetic. Nearly every quantity is so.
    fn times(&self, number: u32) -> Option<i128> {
        let factor = match *self {
            Unit::Ten(exponent @ -9..=18) => 10_i128.pow((exponent + 9).unsigned_abs()),
            Unit::Two(power @ ..=30) => (1_i128 << power) * NANO,
            _ => return None,
        };
        Some(i128::from(number) * factor)
    }

    /// The digits before and after the point, in this unit, as billionths.
    fn nanos(&self, whole: &str, fraction: &str) -> i128 {
        let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|digit| digit - b'0').collect();
        // A text has at most `isize::MAX` bytes.
        let point = whole.len().cast_signed();
        match *self {
            Unit::Ten(exponent) => round_up(&digits, point + exponent as isize + 9),
            Unit::Two(exponent) => {
                let before = digits.len();
                (0..exponent).for_each(|_| double(&mut digits));
                let grown = (digits.len() - before).cast_signed();
                round_up(&digits, point + grown + 9).min(BINARY_CAP * NANO)
            }
        }
    }
}

/// The leading decimal digits, and the rest.
fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}

/// Doubles a decimal number, digit by digit: exact for any length, and the point stays where it is from the right.
fn double(digits: &mut Vec<u8>) {
    let mut carry = 0;
    for digit in digits.iter_mut().rev() {
        let twice = *digit * 2 + carry;
        (*digit, carry) = (twice % 10, twice / 10);
    }
    if carry > 0 {
        digits.insert(0, carry);
    }
}

/// The number whose point comes after `point` digits (missing ones are zeros), rounded up, or the largest there is.
fn round_up(digits: &[u8], point: isize) -> i128 {
    let Some(first) = digits.iter().position(|digit| *digit != 0) else { return 0 };
    let digits = &digits[first..];
    // Negative for what is all behind the point.
    let kept = usize::try_from(point - first.cast_signed()).unwrap_or(0);
    if kept > 39 {
        return i128::MAX; // which has 39 digits
    }
    let number = (0..kept).fold(0_i128, |number, at| {
        let digit = digits.get(at).copied().unwrap_or(0);
        number.saturating_mul(10).saturating_add(digit.into())
    });
    let rest = digits.iter().skip(kept).any(|digit| *digit != 0);
    number.saturating_add(rest.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    /// What Kubernetes takes.
    const ACCEPTED: &str = "0 00 -0 1 +1 -1 200m 4000m 0.1m 1024Mi 1Gi 1.5Gi -1.5Gi .5 5. .5Ki 0.1Ki 1.G 1k 1M 1G 1T 1P 1E 1Ki \
        1Mi 1Ti 1Pi 1Ei 7Ei 8Ei 9Ei -9Ei 1n 1u 000m 1e3 1E3 1e-3 1E-3 1e+3 1e05 0e0 1e400 1e-400 1e1000 0.0000000001 \
        12345678901234567890123.5n 1.00000000000000000000001Gi 0.0000000000000000000001Gi 9223372036854775808 \
        99999999999999999999999999999999999999 0.125Ei 3.999999999999Ti";

    /// What it refuses.
    const REFUSED: &str = concat!(
        "| |1 Gi|100K|100KB|1mi|1MI|1gi|1GI|1Gb|1GB|8192MB|1ki|1_000|1,000|1,5Gi|0x10|0x|",
        "1e3Mi|1Mi3|1m5|1k-3|1e|0e|1EE|1ee3|1e1.5|1e-+3|+-1|-+1|--1|1i|1.2.3|NaN|Inf|one|½|١|",
        "50%|1/2|1Ei5|1mm|1\n|1e9223372036854775808"
    );

    /// What it takes and we do not; see `Quantity::parse`.
    const STRICTER: &str = "+|-|.|-.|Mi|k|e3|1e1001|1e99999999999| 1|1 ";

    fn quantity(text: &str) -> Quantity {
        Quantity::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn accepted_and_refused() {
        for text in ACCEPTED.split_whitespace() {
            quantity(text);
        }
        for text in REFUSED.split('|').chain(STRICTER.split('|')) {
            assert!(Quantity::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn equal() {
        let pairs = "1Gi=1024Mi 0.5=500m 4000m=4 1.5Gi=1536Mi 1e3=1k 1E3=1000 -0=0 0.1Ki=102400m 1E=1000P \
            1Ki=1024 .5Ki=512 0.125Ei=128Pi 8Ei=9223372036854775807 9Ei=8Ei -9Ei=-8Ei 0.0000000001=1n \
            -0.0000000001=-1n 1e-400=1n 0e1000=0 1.00000000000000000000001Gi=1073741824000000001n \
            0.0000000000000000000001Gi=1n 1e400=1e1000 \
            000000000000000000000000000000000000000000000000000000001=1 \
            1.0000000000000000000000000000000000000000=1";
        for pair in pairs.split_whitespace() {
            let (left, right) = pair.split_once('=').unwrap();
            assert_eq!(quantity(left), quantity(right), "{left} {right}");
        }
    }

    #[test]
    fn ordered() {
        let rising = "-1e400 -9Ei -1k -1 -1m -1n 0 1n 1u 1m 999m 1 1001m 1k 1Ki 1M 1Mi 1G 1Gi 1T 1Ti 1P 1Pi 1E 1Ei 8Ei \
            9223372036854775808 1e20 1e29 1e30";
        let rising: Vec<_> = rising.split_whitespace().map(quantity).collect();
        assert!(rising.is_sorted_by(|left, right| left < right));
    }

    #[test]
    fn whole() {
        assert_eq!(Quantity::whole(1024), quantity("1Ki"));
        assert!(quantity("1Ki").is_whole() && !quantity("200m").is_whole());
    }

    #[test]
    fn negative_resource() {
        let error = Quantity::parse_resource("-1Gi").unwrap_err();
        assert_eq!(error.to_string(), "a resource cannot be negative; did you mean `1Gi`?");
        assert_eq!(Quantity::parse_resource("-0"), Ok(Quantity::ZERO));
    }

    /// kubectl's verdict on each text: whether it takes it, and what it printed.
    fn kubectl(texts: &[&str]) -> Option<(Vec<bool>, String)> {
        let dir = tempfile::tempdir().unwrap();
        for (at, text) in texts.iter().enumerate() {
            let pod = serde_json::json!({
                "apiVersion": "v1", "kind": "Pod", "metadata": { "name": text },
                "spec": { "containers": [{ "name": "c", "image": "i", "resources": { "limits": { "a.b/c": text } } }] },
            });
            let file = std::fs::File::create(dir.path().join(format!("{at}.json"))).unwrap();
            serde_json::to_writer(file, &pod).unwrap();
        }
        let output = Command::new("kubectl")
            .env("KUBECONFIG", "/dev/null")
            .args(["set", "resources", "--local", "--requests=cpu=1", "-o", "json", "-f"])
            .arg(dir.path())
            .output()
            .ok()?;
        // It complains about every file that it cannot read, by name.
        let complaints = String::from_utf8(output.stderr).unwrap();
        let taken = |at| !complaints.contains(&format!("/{at}.json\": "));
        Some(((0..texts.len()).map(taken).collect(), String::from_utf8(output.stdout).unwrap()))
    }

    #[test]
    #[allow(clippy::print_stdout, reason = "a test that did nothing should say so")]
    fn as_kubectl_reads_them() {
        let accepted: Vec<_> = ACCEPTED.split_whitespace().collect();
        let Some((verdicts, printed)) = kubectl(&accepted) else {
            println!("skipped: `kubectl` is not on PATH");
            return;
        };
        assert!(verdicts.iter().all(|taken| *taken), "{accepted:?} {verdicts:?}");
        let refused: Vec<_> = REFUSED.split('|').collect();
        for (text, taken) in refused.iter().zip(kubectl(&refused).unwrap().0) {
            assert!(!taken, "{text:?}");
        }
        let stricter: Vec<_> = STRICTER.split('|').collect();
        for (text, taken) in stricter.iter().zip(kubectl(&stricter).unwrap().0) {
            assert!(taken, "{text:?}");
        }
        // The name of each pod is the text, its limit the text as kubectl rewrites it.
        let mut pods = 0;
        for object in serde_json::Deserializer::from_str(&printed).into_iter::<serde_json::Value>() {
            let object = object.unwrap();
            for pod in object["items"].as_array().unwrap_or(&vec![object.clone()]) {
                let text = pod["metadata"]["name"].as_str().unwrap();
                let rewritten =
                    pod["spec"]["containers"][0]["resources"]["limits"]["a.b/c"].as_str().unwrap();
                assert_eq!(quantity(text), quantity(rewritten), "{text} {rewritten}");
                pods += 1;
            }
        }
        assert_eq!(pods, accepted.len());
    }
}
