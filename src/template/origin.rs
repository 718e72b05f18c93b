//! Which variable of a context an expression prints.

use super::tokens::{Tag, tags};

/// Where a printed value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The variable that it is, or is a part of.
    pub variable: String,
    /// For the variable of a loop, how many loops are around it over the parts of that variable, and whether it is a key.
    pub element: Option<(usize, bool)>,
    /// How many values the same place has printed before.
    pub nth: usize,
}

/// A loop around a place: its variables, and the variable that it is over.
struct Loop<'t> {
    variables: Vec<&'t str>,
    over: &'t str,
}

impl Origin {
    pub(super) fn new(template: &str, at: usize, nth: usize) -> Option<Self> {
        let tags = tags(template);
        let before = tags.iter().take_while(|tag| start(tag) < at);
        let tag = tags.iter().find(|tag| start(tag) >= at)?;
        let mut variable = tag.words(template).next()?.1;
        let mut element: Option<(usize, bool)> = None;
        for Loop { variables, over } in loops(template, before).iter().rev() {
            let Some(at) = variables.iter().position(|name| *name == variable) else { continue };
            let depth = element.map_or(1, |(depth, _)| depth + 1);
            let is_key = element.map_or(at == 0 && variables.len() > 1, |(_, is_key)| is_key);
            element = Some((depth, is_key));
            variable = over;
        }
        Some(Origin { variable: variable.to_owned(), element, nth })
    }
}

fn start(tag: &Tag) -> usize {
    tag.tokens.first().map_or(0, |token| token.span.start)
}

/// The loops that are open behind some tags, the outermost first.
fn loops<'t>(template: &'t str, tags: impl Iterator<Item = &'t Tag>) -> Vec<Loop<'t>> {
    let mut open = Vec::new();
    for tag in tags.filter(|tag| tag.is_statement) {
        match tag.text(template, 0) {
            "for" => {
                let words: Vec<&str> = tag.words(template).skip(1).map(|(_, word)| word).collect();
                let at = words.iter().position(|word| *word == "in").unwrap_or(words.len());
                let over = words.get(at + 1).copied().unwrap_or_default();
                open.push(Loop { variables: words[..at].to_vec(), over });
            }
            "endfor" => {
                open.pop();
            }
            _ => {}
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(template: &str) -> Origin {
        let at = template.find('§').unwrap();
        let template = template.replace('§', "");
        Origin::new(&template, at, 0).unwrap()
    }

    #[test]
    fn a_variable_of_a_loop_is_a_part_of_another() {
        for (template, variable, element) in [
            ("a {{ §x.y }}", "x", None),
            ("{% for v in xs %}{{ v }}{% endfor %}{{ §v }}", "v", None),
            ("{% for v in xs %}{{ §v }}", "xs", Some((1, false))),
            ("{%- for k, v in x.items() %}{{ §k }}", "x", Some((1, true))),
            ("{% for k, v in x.items() %}{% for a, b in v.items() %}{{ §b }}", "x", Some((2, false))),
            ("{% for k, v in x.items() %}{% for a in y %}{{ §v }}", "x", Some((1, false))),
        ] {
            let found = origin(template);
            assert_eq!((found.variable.as_str(), found.element), (variable, element), "{template}");
        }
    }
}
