//! The way to a value, key by key.
//!
//! A key is compared as a whole and never as a part of a text: people write labels such as `acme.io.limits.cpu`.

/// The keys from the outside to a value. Items of a list have the path of their list.
#[derive(Clone, Copy, Debug)]
pub(super) enum Path<'p> {
    /// An object as a whole.
    Object,
    /// A pod, wherever it is: what is in it means the same in every kind of object.
    Pod,
    /// The value of a key that the API has.
    Key(&'p str, &'p Path<'p>),
    /// The value of a key that people choose, such as the name of a label, and what only they know.
    Free,
}

/// Maps whose keys people choose, in every kind of object.
const FREE: [&str; 7] =
    ["labels", "annotations", "matchLabels", "nodeSelector", "data", "stringData", "binaryData"];

impl Path<'_> {
    /// Whether this is the path of a pattern: keys with dots between them, from the object if it begins with a key, from
    /// the pod if it begins with `pod.`, and from anywhere if it begins with a dot.
    pub(super) fn is(&self, pattern: &str) -> bool {
        if let Some(end) = pattern.strip_prefix('.') {
            return self.before(end).is_some();
        }
        match pattern.strip_prefix("pod.") {
            Some(end) => matches!(self.before(end), Some(Path::Pod)),
            None => matches!(self.before(pattern), Some(Path::Object)),
        }
    }

    /// What is before some keys, if this ends with them.
    fn before(&self, keys: &str) -> Option<&Self> {
        keys.rsplit('.').try_fold(self, |path, key| match path {
            Path::Key(last, before) if *last == key => Some(*before),
            _ => None,
        })
    }

    /// The last key, if the API has it.
    pub(super) fn last(&self) -> Option<&str> {
        match self {
            Path::Key(last, _) => Some(last),
            _ => None,
        }
    }

    /// The path of the map that has this key.
    pub(super) fn holder(&self) -> Option<&Self> {
        match self {
            Path::Key(_, before) => Some(before),
            _ => None,
        }
    }

    /// Whether people choose the keys of the map at this path.
    pub(super) fn is_free(&self) -> bool {
        matches!(self, Path::Free) || self.last().is_some_and(|last| FREE.contains(&last))
    }

    /// Whether this is in a pod, and not below a key that people choose.
    pub(super) fn is_in_pod(&self) -> bool {
        match self {
            Path::Key(_, before) => matches!(before, Path::Pod) || before.is_in_pod(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_one_key_whatever_it_is_made_of() {
        let spec = Path::Key("spec", &Path::Object);
        let path = Path::Key("minTtl", &spec);
        assert!(path.is("spec.minTtl") && path.is(".minTtl") && path.is(".spec.minTtl"));
        assert!(!path.is("minTtl") && !path.is("pod.spec.minTtl") && !path.is("Ttl") && !path.is(".Ttl"));
        assert!(!Path::Key("spec.minTtl", &Path::Object).is("spec.minTtl"));
        assert!(!Path::Key("a.minTtl", &spec).is(".minTtl"));
        assert!(Path::Key("volumes", &Path::Pod).is("pod.volumes"));
        assert!(!Path::Key("volumes", &Path::Key("pod", &Path::Object)).is("pod.volumes"));
        assert!(!Path::Key("minTtl", &Path::Free).is("minTtl"));
    }
}
