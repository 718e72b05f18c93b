//! What to write in place of what other languages and other tools have.

use minijinja::ErrorKind;

use crate::text::{did_you_mean, suggest};

/// Filters of Ansible, Helm and such, and what does the same here.
const ELSEWHERE: [(&[&str], &str); 4] = [
    (
        &["to_yaml", "toyaml", "to_nice_yaml", "nindent"],
        "print the value as it is: `key: {{ value }}` takes lists and maps too",
    ),
    (&["to_json", "tojson", "to_nice_json"], "write `tojson`"),
    (
        &["b64encode", "b64enc", "base64"],
        "put the text under `stringData` of a `Secret`, which Kubernetes encodes itself",
    ),
    (&["quote", "squote"], "leave it out: a value has quotes where it needs them"),
];

/// The filters and tests that there are (<https://jinja.palletsprojects.com/en/stable/templates/#list-of-builtin-filters>).
const FILTERS: [&str; 45] = [
    "abs",
    "attr",
    "batch",
    "capitalize",
    "center",
    "default",
    "dictsort",
    "escape",
    "filesizeformat",
    "first",
    "float",
    "format",
    "groupby",
    "indent",
    "int",
    "items",
    "join",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "replace",
    "reverse",
    "round",
    "safe",
    "select",
    "selectattr",
    "slice",
    "sort",
    "string",
    "striptags",
    "sum",
    "title",
    "tojson",
    "trim",
    "truncate",
    "unique",
    "upper",
    "urlencode",
    "wordcount",
];
const TESTS: [&str; 24] = [
    "boolean",
    "callable",
    "defined",
    "divisibleby",
    "eq",
    "even",
    "false",
    "float",
    "ge",
    "gt",
    "in",
    "integer",
    "iterable",
    "le",
    "lower",
    "lt",
    "mapping",
    "none",
    "number",
    "odd",
    "sequence",
    "string",
    "true",
    "undefined",
];

/// What is meant, if it is one of the usual slips: the text of the template from where Jinja stopped, and before.
pub(super) fn help(kind: ErrorKind, expression: &str, before: &str, from: &str) -> Option<String> {
    let near = |names: &[&'static str]| suggest(expression, names.iter().copied()).map(did_you_mean);
    match kind {
        ErrorKind::UnknownFilter => {
            let name = expression.to_lowercase();
            let elsewhere = ELSEWHERE.iter().find(|(names, _)| names.contains(&name.as_str()));
            elsewhere.map(|(_, help)| (*help).to_owned()).or_else(|| near(&FILTERS))
        }
        ErrorKind::UnknownTest => near(&TESTS),
        ErrorKind::InvalidOperation | ErrorKind::CannotUnpack
            if expression.contains(',') && before.trim_end().ends_with("for") =>
        {
            Some("a map has its keys for items: write `.items()` behind it".to_owned())
        }
        ErrorKind::SyntaxError => {
            let instead = [("&&", "and"), ("||", "or"), ("!", "not"), ("?", "… if … else …")];
            let operator = instead.iter().find(|(sign, _)| from.starts_with(sign) && !from.starts_with("!="));
            if from.starts_with(['“', '”', '‘', '’', '„']) {
                return Some("write straight quotes: `\"`".to_owned());
            }
            let before = before.trim_end();
            let statement = ["if ", "for ", "else", "elif ", "endif", "endfor", "set ", "include "];
            let help = match operator {
                Some((_, word)) => return Some(format!("write `{word}`")),
                None if before.ends_with('|') && from.starts_with('|') => "write `or`",
                None if matches!(expression, "elseif" | "elsif") || before.ends_with("else") => {
                    "write `elif`"
                }
                None if from.starts_with('=') => "write `==`",
                None if before.ends_with("{{") && from.starts_with('.') => {
                    "this is a template of Helm; a variable here is a key of a pool, without a `.` before it"
                }
                None if statement.iter().any(|word| {
                    from.starts_with(word) || before.ends_with(&format!("{{{{ {}", word.trim()))
                }) =>
                {
                    "write `{% … %}`: `{{ … }}` prints a value"
                }
                None => return None,
            };
            Some(help.to_owned())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_suggested_exists() {
        let env = minijinja::Environment::new();
        let known = |text: &str| {
            let error = env.render_str(text, ()).err().map(|error| error.kind());
            !matches!(error, Some(ErrorKind::UnknownFilter | ErrorKind::UnknownTest))
        };
        let others = [
            "callable",
            "center",
            "filesizeformat",
            "sequence",
            "striptags",
            "tojson",
            "truncate",
            "urlencode",
            "wordcount",
        ];
        for filter in FILTERS.iter().filter(|name| !others.contains(name)) {
            assert!(known(&format!("{{{{ 1 | {filter} }}}}")), "{filter}");
        }
        for test in TESTS.iter().filter(|name| !others.contains(name)) {
            assert!(known(&format!("{{{{ 1 is {test} }}}}")), "{test}");
        }
    }
}
