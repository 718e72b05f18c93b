//! "did you mean"

/// The most characters of a word that others are compared with.
const LONG: usize = 300;

/// The known word nearest to what was typed, if it is near enough to be meant.
pub fn suggest<'k>(typed: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let length = typed.chars().count();
    // Nobody compares such words, and it would take long.
    if length > LONG {
        return None;
    }
    // Of a very short word everything is near, and nothing is meant.
    let far = (1 + length / 4).min(length / 2);
    let typed = typed.to_lowercase();
    let length = typed.chars().count();
    let distance = |word: &str| {
        let word = word.to_lowercase();
        // Nothing is nearer than the lengths are.
        let may_be_near = word.chars().count().abs_diff(length) <= far;
        may_be_near.then(|| strsim::damerau_levenshtein(&typed, &word)).filter(|distance| *distance <= far)
    };
    known
        .into_iter()
        .filter_map(|word| Some((distance(word)?, word)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// A suggestion as messages have it.
pub fn did_you_mean(near: impl std::fmt::Display) -> String {
    format!("did you mean `{near}`?")
}

/// Suggestions for the names of a file, which may be as many as those that are known.
#[derive(Debug, Default)]
pub struct Suggestions(usize);

impl Suggestions {
    /// More than anybody reads.
    const MOST: usize = 100;

    /// The known word nearest to a name, if it is one of the first of this file and near enough to be meant.
    pub fn near<'k>(&mut self, name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
        self.0 += 1;
        (self.0 <= Self::MOST).then(|| suggest(name, known)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_near() {
        let known = ["lite", "torch", "gpu"];
        for (typed, near) in [
            ("torhc", Some("torch")),
            ("LITE", Some("lite")),
            ("lites", Some("lite")),
            ("go", None),
            ("", None),
        ] {
            assert_eq!(suggest(typed, known), near, "{typed}");
        }
    }

    #[test]
    fn only_the_first_names_have_suggestions() {
        let mut suggestions = Suggestions::default();
        let all: Vec<_> = (0..200).filter_map(|_| suggestions.near("torhc", ["torch"])).collect();
        assert_eq!(all.len(), Suggestions::MOST);
    }
}
