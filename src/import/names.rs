//! Names of variables that a template has for itself.

use crate::runners::KEYS;

/// Names that mean something else: words and functions of Jinja, and what our loops run over.
const TAKEN: &str = "and arch caller context cycler debug dict elif else false for from if ignore import in is joiner key \
    kwargs lipsum loop mount none not or pool range recursive self source super true value varargs volume with without";

/// The names in use.
#[derive(Default)]
pub(super) struct Names(Vec<String>);

impl Names {
    /// A new name: the end of a path, with as much before it as tells it from others.
    pub(super) fn add(&mut self, path: &str) -> String {
        let words: Vec<String> = path
            .split(['.', '[', ']'])
            .filter(|step| !step.is_empty() && step.parse::<usize>().is_err())
            .map(snake)
            .collect();
        let ends = (1..=words.len()).map(|count| words[words.len() - count..].join("_"));
        let numbered = (2..).map(|number| format!("own_{}_{number}", words.join("_")));
        let name = ends.chain(numbered).find(|name| self.is_free(name)).unwrap_or_default();
        self.0.push(name.clone());
        name
    }

    fn is_free(&self, name: &String) -> bool {
        name.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
            && KEYS.iter().all(|key| key.name != name)
            && !TAKEN.split_whitespace().any(|taken| taken == name)
            && !self.0.contains(name)
    }
}

/// A word of a path as a part of a name.
fn snake(word: &str) -> String {
    let mut out = String::new();
    let mut after_lower = false;
    for char in word.chars() {
        if char.is_ascii_uppercase() && after_lower {
            out.push('_');
        }
        after_lower = char.is_ascii_lowercase();
        out.push(if char.is_ascii_alphanumeric() { char.to_ascii_lowercase() } else { '_' });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_ends_of_paths() {
        let mut names = Names::default();
        for (path, name) in [
            ("spec.minTtl", "min_ttl"),
            ("spec.pod.minTtl", "pod_min_ttl"),
            ("spec.minTtl", "spec_min_ttl"),
            ("spec.minTtl", "own_spec_min_ttl_2"),
            ("metadata.annotations.if", "annotations_if"),
            ("metadata.annotations.a/b-c", "a_b_c"),
            ("spec.containers[runner].image", "image"),
            ("spec.maxRunners", "spec_max_runners"),
        ] {
            assert_eq!(names.add(path), name, "{path}");
        }
    }
}
