//! What a Dockerfile copies from the folder that it is built in.

use super::instruction::{Instruction, Word, option};

/// A file or a folder there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Copied {
    /// Its path; empty for the whole folder.
    pub path: String,
    /// Whether only a folder is known, in which it is.
    pub is_folder: bool,
}

/// What an instruction copies or mounts.
pub(super) fn copied(instruction: &Instruction) -> Vec<Copied> {
    let is_flag = |word: &&Word| word.text.starts_with("--");
    match instruction.name.as_str() {
        "RUN" => instruction.flags("mount").filter_map(|(_, mount)| mounted(&mount)).collect(),
        "COPY" | "ADD" if instruction.flags("from").next().is_none() => {
            let words: Vec<&str> =
                instruction.words.iter().skip_while(is_flag).map(|word| word.text.as_str()).collect();
            // Paths with blanks stand in a list of JSON.
            let mut paths = serde_json::from_str(&words.join(" "))
                .unwrap_or_else(|_| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>());
            // The last one is where they are copied to.
            paths.pop();
            let is_path = |path: &&String| !path.starts_with("<<") && !is_remote(path);
            paths.iter().filter(is_path).map(|path| source(path)).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a source is elsewhere: a URL, or a repository of git as in `git@github.com:acme/app.git`.
fn is_remote(source: &str) -> bool {
    let is_name = |text: &str| {
        !text.is_empty() && text.chars().all(|char| char.is_ascii_alphanumeric() || "-_.".contains(char))
    };
    let parts = source.split_once('@').and_then(|(user, rest)| Some((user, rest.split_once(':')?.0)));
    source.contains("://") || parts.is_some_and(|(user, host)| is_name(user) && is_name(host))
}

/// What a mount takes from the folder: one that has neither a type nor `from` binds all of it.
fn mounted(mount: &str) -> Option<Copied> {
    let is_bind = option(mount, &["type"]).is_none_or(|kind| kind.eq_ignore_ascii_case("bind"));
    let is_of_folder = is_bind && option(mount, &["from"]).is_none();
    is_of_folder.then(|| source(option(mount, &["source", "src"]).unwrap_or(".")))
}

/// A source as a path, as far as it has no variables and patterns.
fn source(text: &str) -> Copied {
    let mut parts: Vec<&str> = Vec::new();
    for part in text.trim_matches(['"', '\'']).split('/') {
        match part {
            "" | "." => {}
            // Nothing is above the folder.
            ".." => drop(parts.pop()),
            _ if part.contains(['$', '*', '?', '[', '\\', '"', '\'']) => {
                return Copied { path: parts.join("/"), is_folder: true };
            }
            _ => parts.push(part),
        }
    }
    Copied { path: parts.join("/"), is_folder: parts.is_empty() }
}

#[cfg(test)]
mod tests {
    use super::super::instruction::instructions;
    use super::*;

    #[test]
    fn sources() {
        for (text, paths) in [
            ("COPY a ./b/c /d/", vec!["a", "b/c"]),
            ("COPY --chown=1 --link /a/../b .", vec!["b"]),
            ("COPY --from=x a b", vec![]),
            ("COPY . .", vec!["/"]),
            ("ADD https://x.io/a git@x.io:a.git a /", vec!["a"]),
            (
                "COPY packages/@acme/foo.txt img@2x.png a@b/c:d /x/",
                vec!["packages/@acme/foo.txt", "img@2x.png", "a@b/c:d"],
            ),
            ("COPY [\"a b\", \"c\", \"/d\"]", vec!["a b", "c"]),
            ("COPY <<EOF a/b.$X a/*/c \"q\" /\nEOF", vec!["a/", "a/", "q"]),
            (
                "RUN --mount=type=cache,target=/c --mount=source=a,target=/b --mount=target=/c true",
                vec!["a", "/"],
            ),
            ("RUN --mount=type=bind,from=x,source=a,target=/b cp a b", vec![]),
            ("RUN --mount=type=Bind,\"Source=a\",target=/b --mount=\"From=x\" cp a b", vec!["a"]),
        ] {
            let found: Vec<String> = instructions(text, '\\')
                .iter()
                .flat_map(copied)
                .map(|copied| copied.path + if copied.is_folder { "/" } else { "" })
                .collect();
            assert_eq!(found, paths, "{text}");
        }
    }
}
