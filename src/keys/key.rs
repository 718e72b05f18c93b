//! What a key of a config is, and what it takes.

/// Says what is wrong with a text, if anything is.
pub type Check = fn(&str) -> Result<(), String>;

/// The largest integer that Kubernetes takes for a number of things (`int32`).
pub const MOST: i64 = i32::MAX as i64;

/// What a key takes. In all of them `null` removes an inherited value.
#[derive(Clone, Copy)]
pub enum Type {
    /// A string that passes a check; the check says what is expected.
    Text(Check),
    /// An integer from the first to the second; it may be written as a string.
    Integer(i64, i64),
    /// `true` or `false`.
    Switch,
    /// A Kubernetes quantity.
    Quantity,
    /// Runner labels: a string with commas, or a list, which becomes that string.
    RunnerLabels,
    /// The same, which becomes the list.
    Labels,
    /// An architecture, or a list of them.
    Archs,
    /// A number of GPUs, or a map from resource names to numbers.
    Gpu,
    /// A map from resource names to quantities.
    Resources,
    /// `requests` and `limits`, as Kubernetes spells them.
    Requirements,
    /// A map from names to strings; the first check is for the names, the second for the strings.
    Texts(Check, Check),
    /// A map from names of variables to strings or `valueFrom` maps.
    Env,
    /// A map, as Kubernetes spells it.
    Map,
    /// A list of maps, as Kubernetes spells them.
    Maps,
    /// A string that passes a check, or a list of them.
    Names(Check),
    /// A map from architectures to runner labels.
    ArchLabels,
    /// A map with these keys, and no others.
    Record(&'static [Key]),
    /// A list of maps with these keys, and no others.
    Records(&'static [Key]),
}

impl Type {
    /// What it takes, as messages say it.
    pub fn expected(self) -> &'static str {
        match self {
            Type::Text(_) => "a string",
            Type::Integer(..) => "an integer",
            Type::Switch => "`true` or `false`",
            Type::Quantity => "a string such as `500m` or `8Gi`",
            Type::RunnerLabels | Type::Labels | Type::Names(_) => "a string or a list of strings",
            Type::Archs => "an architecture or a list of them",
            Type::Gpu => "a number of GPUs, or a map from resources to numbers",
            Type::Resources => "a map from resources to quantities",
            Type::Requirements => "a map with `requests` and `limits`",
            Type::Texts(..) => "a map of strings",
            Type::Env => "a map from names to strings",
            Type::Map => "a map, as Kubernetes spells it",
            Type::Maps => "a list of maps, as Kubernetes spells them",
            Type::ArchLabels => "a map from architectures to runner labels",
            Type::Record(_) => "a map",
            Type::Records(_) => "a list of maps",
        }
    }
}

/// A key of a config.
pub struct Key {
    /// Its name; that of a pool's key is also the template's variable.
    pub name: &'static str,
    /// What it takes.
    pub kind: Type,
    /// What it is for, in one line.
    pub doc: &'static str,
    /// What holds where it is not given.
    pub otherwise: Option<Otherwise>,
    /// A value that it takes, in JSON.
    pub example: Option<&'static str>,
    /// Whether its map is nothing without it.
    pub is_needed: bool,
    /// The only texts that it takes, if there are such.
    pub words: &'static [&'static str],
    /// Whether it takes no empty list.
    pub is_filled: bool,
}

/// What holds where a key is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Otherwise {
    /// Always this value, in JSON.
    Value(&'static str),
    /// What follows from something else, in words.
    Words(&'static str),
}

/// A key.
pub const fn key(name: &'static str, kind: Type, doc: &'static str) -> Key {
    Key { name, kind, doc, otherwise: None, example: None, is_needed: false, words: &[], is_filled: false }
}

impl Key {
    /// The value, in JSON, that holds where the key is not given.
    #[must_use]
    pub const fn or(self, value: &'static str) -> Self {
        Key { otherwise: Some(Otherwise::Value(value)), ..self }
    }

    /// What holds where the key is not given, in words.
    #[must_use]
    pub const fn or_else(self, words: &'static str) -> Self {
        Key { otherwise: Some(Otherwise::Words(words)), ..self }
    }

    /// A value, in JSON, that shows what to write.
    #[must_use]
    pub const fn like(self, example: &'static str) -> Self {
        Key { example: Some(example), ..self }
    }

    /// A key that its map is nothing without.
    #[must_use]
    pub const fn needed(self) -> Self {
        Key { is_needed: true, ..self }
    }

    /// A key that takes these texts and no others. The reader of its map says so.
    #[must_use]
    pub const fn one_of(self, words: &'static [&'static str]) -> Self {
        Key { words, ..self }
    }

    /// A key that takes no empty list. The reader of its map says so.
    #[must_use]
    pub const fn filled(self) -> Self {
        Key { is_filled: true, ..self }
    }

    /// What it is for, and what holds where it is not given.
    pub fn description(&self) -> String {
        let doc = self.doc;
        match self.otherwise {
            None => doc.to_owned(),
            Some(Otherwise::Words(words)) => format!("{doc}; {words} unless given"),
            Some(Otherwise::Value(value)) => format!("{doc}; `{}` unless given", value.trim_matches('"')),
        }
    }
}

/// The names of the keys that a map is nothing without.
pub fn needed(keys: &[Key]) -> Vec<&'static str> {
    keys.iter().filter(|key| key.is_needed).map(|key| key.name).collect()
}

/// Takes any text.
pub fn any(_: &str) -> Result<(), String> {
    Ok(())
}
