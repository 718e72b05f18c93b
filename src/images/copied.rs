//! What a Dockerfile copies from the folder that it is built in.

use super::instruction::{Instruction, Word};

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
    let flags = || instruction.words.iter().take_while(is_flag).map(|word| word.text.as_str());
    match instruction.name.as_str() {
        "RUN" => flags().filter_map(|flag| mounted(flag.strip_prefix("--mount=")?)).collect(),
        "COPY" | "ADD" if !flags().any(|flag| flag.starts_with("--from=")) => {
            let words: Vec<&str> =
                instruction.words.iter().skip_while(is_flag).map(|word| word.text.as_str()).collect();
            // Paths with blanks stand in a list of JSON.
            let mut paths = serde_json::from_str(&words.join(" "))
                .unwrap_or_else(|_| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>());
            // The last one is where they are copied to.
            paths.pop();
            let is_path =
                |path: &&String| !path.starts_with("<<") && !path.contains("://") && !path.contains('@');
            paths.iter().filter(is_path).map(|path| source(path)).collect()
        }
        _ => Vec::new(),
    }
}

/// What a mount takes from the folder: one that has neither a type nor `from` binds all of it.
fn mounted(mount: &str) -> Option<Copied> {
    let options = || mount.split(',').filter_map(|option| option.split_once('='));
    let value = |names: &[&str]| options().find(|(name, _)| names.contains(name)).map(|(_, value)| value);
    let is_bind = value(&["type"]).is_none_or(|kind| kind == "bind");
    (is_bind && value(&["from"]).is_none()).then(|| source(value(&["source", "src"]).unwrap_or(".")))
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
            ("COPY [\"a b\", \"c\", \"/d\"]", vec!["a b", "c"]),
            ("COPY <<EOF a/b.$X a/*/c \"q\" /\nEOF", vec!["a/", "a/", "q"]),
            (
                "RUN --mount=type=cache,target=/c --mount=source=a,target=/b --mount=target=/c true",
                vec!["a", "/"],
            ),
            ("RUN --mount=type=bind,from=x,source=a,target=/b cp a b", vec![]),
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
