//! What each code means, from the page that documents them.

/// The page: a section a code.
const PAGE: &str = include_str!("../../docs/errors.md");

/// The section of a code, with its heading; none if there is no such code.
pub fn explain(code: &str) -> Option<&'static str> {
    let start = PAGE
        .match_indices("\n## ")
        .map(|(at, _)| at + 1)
        .find(|at| PAGE[at + 3..].lines().next() == Some(code))?;
    let end = PAGE[start..].find("\n## ").map_or(PAGE.len(), |end| start + end);
    Some(PAGE[start..end].trim_end())
}
