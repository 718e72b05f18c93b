//! What stands in the way of files to write, and what to do about it.

use std::fmt::{self, Write as _};

/// What the owner of files is called whose config has no name.
pub const STDIN: &str = "standard input";

/// How many of a sort are listed before it says how many more there are.
const SHOWN: usize = 3;

/// Something that cannot be replaced.
#[derive(Debug)]
pub(super) struct Obstacle {
    /// Where it is.
    pub(super) path: String,
    pub(super) what: What,
}

impl Obstacle {
    /// The other config that it comes from.
    pub(super) fn owner(&self) -> Option<&str> {
        match &self.what {
            What::OtherOwner(owner) if owner != STDIN => Some(owner),
            _ => None,
        }
    }
}

/// Why it cannot be replaced, in words that follow its path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Of another name, which some systems take for the same.
    Case(String),
    SymbolicLink,
    Folder,
    /// A device, a pipe and such.
    Special,
    Foreign,
    /// It has the header of another owner.
    OtherOwner(String),
    Unreadable(String),
}

impl fmt::Display for What {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            What::Case(name) => write!(out, "differs only in case from `{name}`"),
            What::SymbolicLink => out.write_str("is a symbolic link"),
            What::Folder => out.write_str("is a folder"),
            What::Special => out.write_str("is not a regular file"),
            What::Foreign => out.write_str("was not written by this tool"),
            What::OtherOwner(owner) if owner == STDIN => out.write_str("was generated from standard input"),
            What::OtherOwner(owner) => write!(out, "was generated from `{owner}`, another config"),
            What::Unreadable(error) => write!(out, "cannot be read: {error}"),
        }
    }
}

/// All that is in the way, each sort of it folded, and the next step. `refusal` says what it means.
pub(super) fn message(refusal: &str, obstacles: &[Obstacle], owner: &str) -> String {
    let mut text = format!("{refusal}, because of what is there already:");
    let mut said: Vec<&What> = Vec::new();
    for Obstacle { what, .. } in obstacles {
        if said.contains(&what) {
            continue;
        }
        said.push(what);
        let alike: Vec<_> = obstacles.iter().filter(|other| other.what == *what).collect();
        let shown = if alike.len() == SHOWN + 1 { alike.len() } else { SHOWN };
        for Obstacle { path, .. } in alike.iter().take(shown) {
            // Writing to a string cannot fail.
            let _ = write!(text, "\n  `{path}` {what}");
        }
        if alike.len() > shown {
            let _ = write!(text, "\n  and {} more that {}", alike.len() - shown, plural(what));
        }
    }
    text.push('\n');
    text.push_str(&step(&said, owner));
    text
}

/// The same words of several.
fn plural(what: &What) -> String {
    let text = what.to_string();
    let (first, rest) = text.split_once(' ').unwrap_or((&text, ""));
    let first = match first {
        "was" => "were",
        "is" => "are",
        "differs" => "differ",
        first => first,
    };
    format!("{first} {}", rest.replacen("a symbolic link", "symbolic links", 1))
}

/// What to do about it.
fn step(said: &[&What], owner: &str) -> String {
    if !said.iter().any(|what| matches!(what, What::OtherOwner(_))) {
        return "move what is in the way, or name another folder".to_owned();
    }
    if owner == STDIN {
        return "what comes from standard input has no name, and only replaces what came from there: name the config in \
             place of `-`, or another folder"
            .to_owned();
    }
    format!(
        "as seen from the folder, this config is `{owner}`: if it takes the place of the other, delete these files; else \
         name another folder"
    )
}
