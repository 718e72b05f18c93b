//! The names under which jobs leave their results, and what they leave.

use serde_json::json;

use crate::kubernetes::Arch;

/// The most bytes of a variable (docs.github.com/actions/reference/limits).
pub const LONGEST: usize = 48 << 10;

/// The name of a job's result, in small letters: a key of outputs, variables and artifacts.
pub fn key(component: &str, arch: Arch, build_type: &str) -> String {
    let name = format!("{component}_{}_{build_type}", arch.uname()).to_ascii_lowercase();
    let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    // GitHub's names do not begin with a digit, and `GITHUB_` is its own.
    if name.starts_with(|c: char| c.is_ascii_digit()) || name.starts_with("github_") {
        format!("v_{name}")
    } else {
        name
    }
}

/// The article's repository variable of a job in one run, behind a prefix of the user's.
pub fn name(key: &str, run: &str, prefix: &str) -> Result<String, String> {
    let name = format!("{prefix}{key}_{run}").to_ascii_uppercase();
    // The key is right by itself, so that it is the prefix that is not.
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Err(format!("the prefix `{prefix}` has something other than letters, digits and `_`"));
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) || name.starts_with("GITHUB_") {
        return Err(format!(
            "a variable cannot begin with a digit or `GITHUB_`, as the prefix `{prefix}` does"
        ));
    }
    Ok(name)
}

/// What a job leaves.
#[derive(Clone, Debug)]
pub struct Outcome<'o> {
    /// The component.
    pub component: &'o str,
    /// What it was built for.
    pub arch: Arch,
    /// What it was built as.
    pub build_type: &'o str,
    /// `success`, `failure` or `cancelled`.
    pub status: &'o str,
    /// Where what was built is.
    pub path: &'o str,
    /// Its SHA-256 digest.
    pub digest: Option<&'o str>,
    /// Which attempt of the run it was.
    pub attempt: u32,
}

impl Outcome<'_> {
    /// As JSON on one line.
    pub fn json(&self) -> String {
        let Outcome { component, arch, build_type, status, path, digest, attempt } = *self;
        let arch = arch.uname();
        let mut value = json!({ "v": 1, "component": component, "arch": arch, "build_type": build_type, "status": status, "path": path, "digest": digest, "attempt": attempt });
        if let (None, Some(value)) = (digest, value.as_object_mut()) {
            value.remove("digest");
        }
        value.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_githubs() {
        let name = |component| name(&key(component, Arch::Amd64, "Release"), "42", "").unwrap();
        assert_eq!(name("vaccelrt-torch"), "VACCELRT_TORCH_X86_64_RELEASE_42");
        assert_eq!(name("3rd.party"), "V_3RD_PARTY_X86_64_RELEASE_42");
        assert_eq!(name("GitHub-cli"), "V_GITHUB_CLI_X86_64_RELEASE_42");
        assert!(super::name("a", "42", "GitHub_").is_err());
        assert!(super::name("a", "42", "1").is_err());
        assert!(super::name("a", "42", "a-").is_err());
        assert_ne!(key("a", Arch::Amd64, "Debug"), key("a", Arch::Amd64, "Release"));
    }
}
