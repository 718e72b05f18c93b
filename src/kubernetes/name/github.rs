//! Names on GitHub.

use super::rule::{Rule, is_word};

/// The most characters a runner label has, counted as GitHub's runner does, in UTF-16 units.
const MAX_LABEL: usize = 256;

/// A label of a self-hosted runner: 1 to 256 characters without a comma or a control character, no blanks around it.
///
/// The runner splits its labels at commas and refuses longer ones: `GetLabels` in `CommandSettings.cs` and
/// `LabelsValidator` in `Validators.cs` of `actions/runner`. It keeps blanks, so that no `runs-on` finds them.
pub fn github_label(label: &str) -> Result<(), String> {
    // Nearly all of them are so.
    if label.len() <= MAX_LABEL && is_word(label, "-_.") {
        return Ok(());
    }
    let count = label.encode_utf16().count();
    if label.trim().is_empty() {
        Err("a runner label cannot be empty".into())
    } else if label.contains("${{") {
        Err("a runner label is a text; GitHub would take what follows `${{` for an expression".into())
    } else if label.contains(',') {
        Err("a runner label has no comma, which stands between two labels; write each by itself".into())
    } else if label.trim().contains(char::is_control) {
        Err("a runner label is one line without control characters".into())
    } else if label.trim() != label {
        Err(format!(
            "a runner label has no blanks around it; did you mean `{}`?",
            label.trim().escape_debug()
        ))
    } else if count > MAX_LABEL {
        Err(format!("a runner label has at most {MAX_LABEL} characters, and this one has {count}"))
    } else {
        Ok(())
    }
}

/// A user, an organization or an enterprise: 1 to 39 letters, digits and single `-`.
///
/// <https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication>,
/// which is also where `_` comes from: before the short code of an enterprise that manages its users.
pub fn github_owner(owner: &str) -> Result<(), String> {
    Rule {
        noun: "the name of a GitHub user or organization",
        made_of: "letters, digits and single `-`, with a letter or digit at both ends",
        max: 39,
        valid: |owner| is_word(owner, "-_") && !owner.contains("--"),
        repair: |owner| {
            path(owner).split('/').next().unwrap_or_default().trim_start_matches('@').replace(' ', "-")
        },
    }
    .check(owner)
}

/// A repository, without its owner: 1 to 100 letters, digits, `-`, `_` and `.`.
///
/// <https://github.com/dead-claudia/github-limits>
pub fn github_repository(repository: &str) -> Result<(), String> {
    Rule {
        noun: "the name of a GitHub repository",
        made_of: "letters, digits, `-`, `_` and `.`, without its owner and without `.git`",
        max: 100,
        valid: is_repository,
        repair: |repository| {
            let mut parts = path(repository).split('/');
            let first = parts.next().unwrap_or_default();
            parts.next().unwrap_or(first).trim_end_matches(".git").replace(' ', "-")
        },
    }
    .check(repository)
}

/// A repository with its owner, such as `acme/site`.
pub fn github_full_repository(repository: &str) -> Result<(), String> {
    Rule {
        noun: "a repository",
        made_of: "its owner, `/` and its name without `.git`, such as `acme/site`",
        max: 140,
        valid: |repository| {
            let is_both = |(owner, own)| github_owner(owner).is_ok() && github_repository(own).is_ok();
            repository.split_once('/').is_some_and(is_both)
        },
        repair: |repository| {
            let parts: Vec<&str> = path(repository).split('/').take(2).collect();
            parts.join("/").trim_end_matches(".git").replace(' ', "-")
        },
    }
    .check(repository)
}

/// GitHub cuts `.git` off a name, and `.` and `..` mean folders in its addresses.
fn is_repository(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
        && name.strip_suffix(".git").is_none()
        && name != "."
        && name != ".."
}

/// What an address has after the host: `https://github.com/acme/site` and `git@github.com:acme/site` name `acme/site`.
fn path(address: &str) -> &str {
    let address = address.trim();
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    ["github.com/", "www.github.com/", "git@github.com:", "git@github.com/"]
        .iter()
        .find_map(|host| address.strip_prefix(host))
        .unwrap_or(address)
}

#[cfg(test)]
mod tests {
    use super::super::table::check;
    use super::*;

    #[test]
    fn labels() {
        let (most, more) = ("ä".repeat(256), "a".repeat(257));
        check(
            github_label,
            &["gcc", "self-hosted", "x64", "two words", "a/b:c=d", "größe", &most],
            &[
                ("", "cannot be empty"),
                (" ", "cannot be empty"),
                ("a,b", "no comma"),
                (" a", "did you mean `a`?"),
                ("a\n", "did you mean `a`?"),
                ("x\ny", "without control characters"),
                ("\u{1b}[31mred", "without control characters"),
                (&more, "at most 256 characters, and this one has 257"),
            ],
        );
    }

    #[test]
    fn owners() {
        let (most, more) = ("a".repeat(39), "a".repeat(40));
        check(
            github_owner,
            &["cloudkernels", "a", "A-b-C", "0", "octo_acme", &most],
            &[
                ("", "cannot be empty"),
                (&more, "at most 39 characters, and this one has 40"),
                ("-a", "single `-`"),
                ("a-", "single `-`"),
                ("a--b", "single `-`"),
                ("a.b", "single `-`"),
                ("acme/site", "did you mean `acme`?"),
                ("@acme", "did you mean `acme`?"),
                ("acme corp", "did you mean `acme-corp`?"),
                ("https://github.com/acme", "did you mean `acme`?"),
                ("git@github.com:acme/site.git", "did you mean `acme`?"),
                ("é", "single `-`"),
            ],
        );
    }

    #[test]
    fn repositories_with_their_owner() {
        check(
            github_full_repository,
            &["acme/site", "a/.github"],
            &[
                ("", "cannot be empty"),
                ("site", "such as `acme/site`"),
                ("a/b/c", "did you mean `a/b`?"),
                ("acme/z.git", "did you mean `acme/z`?"),
                ("https://github.com/acme/z/tree/main", "did you mean `acme/z`?"),
                ("git@github.com:acme/z.git", "did you mean `acme/z`?"),
                ("/z", "such as `acme/site`"),
            ],
        );
    }

    #[test]
    fn repositories() {
        let (most, more) = ("a".repeat(100), "a".repeat(101));
        check(
            github_repository,
            &["site", ".github", "a.b_c-d", "-", "A", "...", &most],
            &[
                ("", "cannot be empty"),
                (&more, "at most 100 characters, and this one has 101"),
                ("acme/site", "did you mean `site`?"),
                ("https://github.com/acme/site.git", "did you mean `site`?"),
                ("https://github.com/acme/site/tree/main", "did you mean `site`?"),
                ("site.git", "did you mean `site`?"),
                ("my site", "did you mean `my-site`?"),
                (".", "without its owner"),
                ("..", "without its owner"),
                ("é", "without its owner"),
            ],
        );
    }
}
