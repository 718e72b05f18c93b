//! The schema of one value.

use super::Pattern;

/// What a value must be.
#[derive(Debug)]
pub struct Schema {
    /// Its type, and what it is made of.
    pub shape: Shape,
    /// Whether `null` will do.
    pub nullable: bool,
    /// What the API server fills in where it is missing, as JSON.
    pub default: Option<&'static str>,
    /// What more must be true.
    pub limits: &'static [Limit],
}

/// A type.
#[derive(Debug)]
pub enum Shape {
    /// Anything at all.
    Any,
    /// `true` or `false`.
    Boolean,
    /// An integer of so many bits: 32 or 64.
    Integer(u8),
    /// Any number.
    Number,
    /// A string.
    String,
    /// An integer or a string.
    IntOrString,
    /// A Kubernetes quantity: an integer, or a string of the pattern that CRDs have for it.
    Quantity,
    /// A list.
    List(&'static Schema, Unique),
    /// A map.
    Map {
        /// The fields it can have.
        fields: &'static [Field],
        /// The fields it must have.
        required: &'static [&'static str],
        /// What is true of other fields.
        others: Others,
    },
    /// What Kubernetes reads by itself and not through a CRD: it takes null for nothing and any number for a quantity, and later
    /// versions of it have more fields. Where there are keys, only a map that has one of them is this.
    Native(&'static Schema, &'static [&'static str]),
}

/// A field of a map.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub schema: &'static Schema,
}

/// Which items of a list may be the same.
#[derive(Debug)]
pub enum Unique {
    /// All.
    No,
    /// None.
    Items,
    /// None that have the same values in these fields.
    Keys(&'static [&'static str]),
}

/// What is true of the fields of a map that are not named.
#[derive(Debug)]
pub enum Others {
    /// The API server drops them without a word.
    Dropped,
    /// They can be anything.
    Kept,
    /// All of them are so.
    Are(&'static Schema),
}

/// What must be true of a value besides its type.
#[derive(Debug)]
pub enum Limit {
    /// It is one of these, written as JSON.
    Enum(&'static [&'static str]),
    /// A regular expression that a string matches somewhere.
    Pattern(&'static Pattern),
    /// The fewest and the most characters, items or fields.
    Length(u64, u64),
    /// The least number; whether it is itself excluded.
    Least(f64, bool),
    /// The greatest number; whether it is itself excluded.
    Greatest(f64, bool),
    /// What a number is a multiple of.
    MultipleOf(f64),
    /// The name of a format, such as `date-time`.
    Format(&'static str),
    /// At least one of these holds.
    AnyOf(&'static [Schema]),
    /// Exactly one of these holds.
    OneOf(&'static [Schema]),
    /// All of these hold.
    AllOf(&'static [Schema]),
    /// This does not hold.
    Not(&'static Schema),
}

impl Schema {
    /// A value of a type, with no more conditions.
    pub const fn of(shape: Shape) -> Self {
        Schema { shape, nullable: false, default: None, limits: &[] }
    }

    /// The schema of a field that has a name.
    pub fn named(&self, name: &str) -> Option<&'static Schema> {
        let Shape::Map { fields, .. } = &self.shape else { return None };
        fields.binary_search_by(|field| field.name.cmp(name)).ok().map(|at| fields[at].schema)
    }

    /// The schema of a field.
    pub fn field(&self, name: &str) -> Option<&'static Schema> {
        self.named(name).or(match self.shape {
            Shape::Map { others: Others::Are(schema), .. } => Some(schema),
            _ => None,
        })
    }

    /// What it takes, with its article.
    pub fn expected(&self) -> &'static str {
        match self.shape {
            Shape::Any => "a value",
            Shape::Boolean => "`true` or `false`",
            Shape::Integer(_) => "an integer",
            Shape::Number => "a number",
            Shape::String => "a string",
            Shape::IntOrString => "an integer or a string",
            Shape::Quantity => "a quantity such as `500m` or `8Gi`",
            Shape::List(..) => "a list",
            Shape::Map { .. } | Shape::Native(..) => "a map",
        }
    }
}
