//! Every key that manifest.json can have.

use crate::actions::{ARCH_RUNNERS, RUNS_ON_FORMAT};
use crate::keys::{Key, MOST, Type, any, key};
use crate::kubernetes::name;

/// The keys of the file, the article's first.
pub const KEYS: &[Key] = &[
    key("version", Type::Text(any), "the version that is released, without what marks a candidate")
        .needed()
        .like(r#""v0.6.0""#),
    key("package_registry", Type::Text(address), "the S3-compatible store of the package")
        .or_else("the workflow's variable `S3_ENDPOINT`")
        .like(r#""https://s3.example.com""#),
    key("package_registry_location", Type::Text(location), "the bucket and the folder of the package")
        .needed()
        .like(r#""assets/release""#),
    key("architecture", Type::Archs, "the architectures of all components")
        .needed()
        .filled()
        .like(r#"["x86_64", "aarch64"]"#),
    key("build_type", Type::Names(word), "the build types of all components, `Debug` and `Release`")
        .needed()
        .filled()
        .like(r#"["Debug", "Release"]"#),
    key("dry_run", Type::Switch, "whether everything is built and nothing is uploaded").or("false"),
    key("build", Type::Record(BUILD), "what the package is made of").needed().like(
        r#"{ "repo_dependencies": [{ "name": "vaccelrt", "package_path": "opt/lib", "build_level": 0 }] }"#,
    ),
    ARCH_RUNNERS,
    RUNS_ON_FORMAT,
    key("$schema", Type::Text(any), "the JSON Schema of this file, for editors"),
];

/// The keys of `build`.
pub const BUILD: &[Key] = &[
    key("repo_dependencies", Type::Records(COMPONENT), "the components, each built from its repository")
        .needed()
        .filled(),
    key("artifact_dependencies", Type::Records(ARTIFACT), "what is built elsewhere and only packaged"),
];

/// What builds components: the files under `templates/release/builders`.
const BUILDERS: &[&str] = &["cargo", "cmake", "make", "meson", "script"];

/// The keys of a component, the article's first.
pub const COMPONENT: &[Key] = &[
    key("type", Type::Text(any), "what it is built from").one_of(&["repository"]).or(r#""repository""#),
    key("name", Type::Text(name::github_repository), "its name, which is that of its repository")
        .needed()
        .like(r#""vaccelrt""#),
    key("package_path", Type::Text(path), "the folder of the package that it goes to")
        .needed()
        .like(r#""artifacts/opt/lib/""#),
    key("registry", Type::Text(address), "the S3-compatible store of what is built")
        .or_else("`package_registry`")
        .like(r#""https://s3.example.com""#),
    key("artifact_registry_path", Type::Text(location), "the bucket and the folder there")
        .or_else("`package_registry_location`")
        .like(r#""assets/release""#),
    key("branch", Type::Text(branch), "the branch that is built")
        .or_else("the repository's default")
        .like(r#""main""#),
    key("runner_tags", Type::Labels, "the labels of the runners that build it").like(r#"["torch"]"#),
    key("build_level", Type::Integer(0, MOST), "its level: it is built after all of lower levels")
        .needed()
        .like("1"),
    key("architecture", Type::Archs, "its own architectures")
        .filled()
        .or_else("those of all")
        .like(r#"["aarch64"]"#),
    key("build_type", Type::Names(word), "its own build types")
        .filled()
        .or_else("those of all")
        .like(r#""Release""#),
    key(
        "builder",
        Type::Text(any),
        "what builds it: `script` (its `build.sh`), `make`, `cmake`, `meson` or `cargo`",
    )
    .one_of(BUILDERS)
    .or(r#""script""#),
    key("repository", Type::Text(name::github_full_repository), "its repository, with the owner")
        .or_else("that of its name, of the workflow's owner,")
        .like(r#""cloudkernels/vaccelrt""#),
    key(
        "depends_on",
        Type::Names(any),
        "the components whose artifacts it is built with, none for an empty list",
    )
    .or_else("all of lower levels")
    .like(r#"["vaccelrt"]"#),
];

/// The keys of an artifact that is built elsewhere.
pub const ARTIFACT: &[Key] = &[
    key("type", Type::Text(any), "what it is").one_of(&["artifact"]).or(r#""artifact""#),
    key("name", Type::Text(name::github_repository), "its name").needed().like(r#""firmware""#),
    key("package_path", Type::Text(path), "the folder of the package that it goes to")
        .needed()
        .like(r#""artifacts/opt/share/""#),
    key("registry", Type::Text(address), "the S3-compatible store that it is in")
        .or_else("`package_registry`")
        .like(r#""https://s3.example.com""#),
    key("artifact_registry_path", Type::Text(archive), "its bucket, folder and file, such as a `.tar.gz`")
        .needed()
        .like(r#""assets/firmware.tar.gz""#),
    key("architecture", Type::Archs, "the architectures it is for")
        .filled()
        .or_else("those of all")
        .like(r#"["aarch64"]"#),
];

/// An address without a path.
fn address(text: &str) -> Result<(), String> {
    let host = text.split_once("://").map_or(text, |(_, host)| host);
    let word = |c: char| c.is_ascii_alphanumeric() || "-.:[]".contains(c);
    match text.split_once("://").map(|(scheme, _)| scheme) {
        None | Some("http" | "https") if !host.is_empty() && host.chars().all(word) => Ok(()),
        _ => {
            let (user, host) = host.rsplit_once('@').unwrap_or(("", host));
            let host: String = host.chars().take_while(|c| word(*c)).collect();
            let without = if user.is_empty() { "a path" } else { "a user and a password, which are secrets" };
            Err(format!(
                "this is the address of a store, such as `https://s3.example.com`, without {without}; did you mean `https://{host}`?"
            ))
        }
    }
}

/// A bucket, and a folder in it
/// (docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html).
fn location(text: &str) -> Result<(), String> {
    let meant = text.strip_prefix("s3://").unwrap_or(text).trim_matches('/');
    if meant != text.trim_end_matches('/') {
        return Err(format!(
            "this is a bucket and a folder, such as `assets/release`; did you mean `{meant}`?"
        ));
    }
    let bucket = meant.split('/').next().unwrap_or_default();
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c);
    if !(3..=63).contains(&bucket.len()) || !bucket.chars().all(fits) {
        return Err("this begins with a bucket: 3 to 63 lower-case letters, digits, `.` and `-`".into());
    }
    path(meant)
}

/// What tar tells by itself how to unpack.
const ARCHIVES: [&str; 6] = [".tar.gz", ".tgz", ".tar.xz", ".tar.zst", ".tar.bz2", ".tar"];

/// A bucket, and an archive in it.
fn archive(text: &str) -> Result<(), String> {
    location(text)?;
    let Some((_, key)) = text.split_once('/').filter(|(_, key)| !key.is_empty()) else {
        return Err("this is a bucket and an archive in it, such as `assets/firmware.tar.gz`".into());
    };
    if !ARCHIVES.iter().any(|ending| key.ends_with(ending)) {
        let (last, archives) = (key.rsplit('/').next().unwrap_or_default(), ARCHIVES.join(" "));
        let meant = match last.rsplit_once('.') {
            Some((name, _)) if !name.is_empty() && !key.ends_with('/') => {
                format!("; did you mean `{}{name}.tar.gz`?", text.strip_suffix(last).unwrap_or_default())
            }
            _ => String::new(),
        };
        return Err(format!("this is an archive that tar unpacks: {archives}{meant}"));
    }
    Ok(())
}

/// A path inside of a folder.
fn path(text: &str) -> Result<(), String> {
    if text.starts_with('/') {
        let meant = text.trim_start_matches('/');
        return Err(format!("this is a path inside of a folder; did you mean `{meant}`?"));
    }
    if text.split('/').any(|part| part == "..") {
        return Err("this is a path inside of a folder, so that it has no `..`".into());
    }
    if text.chars().any(|c| c.is_control() || c.is_whitespace() || "\\\"'*?<>|:".contains(c)) {
        return Err("this is a path without blanks, quotes, colons, wildcards and backslashes".into());
    }
    Ok(())
}

/// A branch or a tag (git-scm.com/docs/git-check-ref-format).
fn branch(text: &str) -> Result<(), String> {
    let wrong = text.starts_with(['-', '/'])
        || text.ends_with(['/', '.'])
        || text.strip_suffix(".lock").is_some()
        || ["..", "//", "@{", "/."].iter().any(|part| text.contains(part))
        || text.contains(|c: char| c.is_control() || " ~^:?*[\\".contains(c));
    if wrong { Err("this is a branch or a tag, as git takes it".into()) } else { Ok(()) }
}

/// A word.
fn word(text: &str) -> Result<(), String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    if !text.is_empty() && text.chars().all(fits) {
        return Ok(());
    }
    Err("this is a word of letters, digits, `-` and `_`".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builders_are_those_that_there_are() {
        assert_eq!(crate::template::Folder::parts("release/builders"), BUILDERS);
    }

    #[test]
    fn of_the_articles_file() {
        assert_eq!(location("nbfc-assets/vaccel-release"), Ok(()));
        for text in ["artifacts/", "artifacts/opt/share/", "."] {
            assert_eq!(path(text), Ok(()), "{text}");
        }
        for text in ["main", "feat/x", "v1.0", "release-1.x"] {
            assert_eq!(branch(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn refused() {
        for text in ["-x", "a..b", "a b", "a~1", "a^", "a:b", "x.lock", "refs/", "a@{1}", "a//b"] {
            assert!(branch(text).is_err(), "{text}");
        }
        for text in ["/opt", "a/../b", "..", "a b", "a'b", "a\nb"] {
            assert!(path(text).is_err(), "{text}");
        }
        assert!(location("s3://assets/x").unwrap_err().contains("did you mean `assets/x`?"));
        for text in ["", "Assets/x", "a/b", "assets/../x", "/assets"] {
            assert!(location(text).is_err(), "{text}");
        }
        assert!(address("https://s3.example.com/assets").unwrap_err().contains("`https://s3.example.com`?"));
        for text in ["ftp://x", "https://", "a b"] {
            assert!(address(text).is_err(), "{text}");
        }
        for text in ["https://s3.example.com", "http://127.0.0.1:9000", "s3.nbfc.io"] {
            assert_eq!(address(text), Ok(()), "{text}");
        }
    }
}
