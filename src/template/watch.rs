//! How long a template renders: text and lists that are added to themselves grow without end in few instructions.

use std::sync::atomic::{AtomicU64, Ordering};

use minijinja::{Environment, Error, Value};

use super::tokens::tags;

/// How many words and signs a tag has at most that is read without much of a stack.
const WORDS: usize = 100;

/// Odd while a template renders; each rendering has a number of its own.
static RENDERINGS: AtomicU64 = AtomicU64::new(0);

/// The number of the rendering that goes on, if one does whose instructions are counted.
pub fn rendering() -> Option<u64> {
    let number = RENDERINGS.load(Ordering::Relaxed);
    (number % 2 == 1).then_some(number)
}

/// Whether a template surely ends soon and nests nothing: it only prints and chooses, and so has neither loops nor names of
/// its own, nor other templates.
pub fn is_brief(text: &str) -> bool {
    let chooses = |word: &str| matches!(word, "if" | "elif" | "else" | "endif");
    tags(text)
        .iter()
        .all(|tag| tag.tokens.len() <= WORDS && (!tag.is_statement || chooses(tag.keyword(text))))
}

/// Renders a template of the user's under watch. Our own templates end, however much a config makes them print.
pub(super) fn render(env: &Environment<'_>, name: &str, context: &Value) -> Result<String, Error> {
    let template = env.get_template(name)?;
    let is_watched = env.fuel().is_some();
    RENDERINGS.fetch_add(u64::from(is_watched), Ordering::Relaxed);
    let text = template.render(context);
    RENDERINGS.fetch_add(u64::from(is_watched), Ordering::Relaxed);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_that_only_prints_and_chooses_is_brief() {
        assert!(is_brief(
            "a: {{ a | default('b') }}\n{%- if c %}{# {% for #}d{% elif e == 'f' %}{% else %}g{% endif %}"
        ));
        for text in [
            "{% for a in b %}{% endfor %}",
            "{%- set a = b %}",
            "{% include 'a' %}",
            "{% macro a() %}{% endmacro %}",
            "{% %}",
            &format!("{{{{ {}a }}}}", "not ".repeat(WORDS)),
        ] {
            assert!(!is_brief(text), "{text}");
        }
    }
}
