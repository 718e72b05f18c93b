//! Which variable of a context an expression prints.

use super::tokens::{Tag, tags};

/// Where a printed value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The variable that it is, or is a part of.
    pub variable: String,
    /// The keys and indices that lead to it from there, or to what the loop is over.
    pub steps: Vec<String>,
    /// What it is of the loops around it that are over the parts of that variable.
    pub element: Option<Element>,
    /// How many values the same place has printed before.
    pub nth: usize,
}

/// The variable of a loop, or a part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// For each loop, the outermost first, what leads from its variable to what the next is over, and at last to the value.
    pub paths: Vec<Vec<String>>,
    /// Whether it is the key of an entry.
    pub is_key: bool,
}

/// A loop around a place: its variables, and the variable that it is over.
struct Loop<'t> {
    variables: Vec<&'t str>,
    over: &'t str,
    steps: Vec<String>,
}

impl Origin {
    pub(super) fn new(template: &str, at: usize, nth: usize) -> Option<Self> {
        let tags = tags(template);
        let before = tags.iter().take_while(|tag| start(tag) < at);
        let tag = tags.iter().find(|tag| start(tag) >= at)?;
        let (first, word) = tag.words(template).next()?;
        let (variable, steps, element) = resolve(template, before, (tag, first, word));
        Some(Origin { variable: variable.to_owned(), steps, element, nth })
    }
}

/// The variable that a word of a tag stands for, the steps from there, and what it is of a loop.
fn resolve<'t>(
    template: &'t str,
    before: impl Iterator<Item = &'t Tag> + Clone,
    (tag, first, word): (&Tag, usize, &'t str),
) -> (&'t str, Vec<String>, Option<Element>) {
    let mut variable = word;
    let mut steps = path(template, tag, first);
    let mut element: Option<Element> = None;
    for Loop { variables, over, steps: inner } in loops(template, before.clone()).iter().rev() {
        let Some(at) = variables.iter().position(|name| *name == variable) else { continue };
        let is_key = at == 0 && variables.len() > 1;
        let element = element.get_or_insert_with(|| Element { is_key, ..Element::default() });
        element.paths.insert(0, std::mem::replace(&mut steps, inner.clone()));
        variable = over;
    }
    // A name that the template sets is what it was last set to.
    let is_set = |tag: &&Tag| tag.keyword(template) == "set";
    for tag in before.filter(is_set).collect::<Vec<_>>().into_iter().rev() {
        let mut words = tag.words(template).skip(1);
        if tag.text(template, 2) == "=" && words.next().is_some_and(|(_, name)| name == variable) {
            let Some((at, name)) = words.next() else { break };
            variable = name;
            steps.splice(0..0, path(template, tag, at));
        }
    }
    (variable, steps, element)
}

/// Words of Jinja's own.
const KEYWORDS: [&str; 14] = [
    "and",
    "else",
    "false",
    "False",
    "if",
    "in",
    "is",
    "none",
    "None",
    "not",
    "or",
    "recursive",
    "true",
    "True",
];

/// The words of the tag at a place, each with the variable that it stands for.
pub(super) fn variables(template: &str, at: usize) -> Vec<(String, String)> {
    let tags = tags(template);
    let Some(nth) = tags.iter().rposition(|tag| start(tag) <= at) else { return Vec::new() };
    let before = tags[..nth].iter();
    let tag = &tags[nth];
    // The variables of a loop itself have their values from it.
    let is_loop = tag.keyword(template) == "for";
    let own = (0..tag.tokens.len()).find(|at| is_loop && tag.text(template, *at) == "in").unwrap_or(0);
    let is_variable = |(at, word): &(usize, &str)| {
        let before = at.checked_sub(1).map_or("", |at| tag.text(template, at));
        let after = tag.text(template, at + 1);
        let is_guarded =
            after == "is" || (after == "|" && matches!(tag.text(template, at + 2), "default" | "d"));
        !KEYWORDS.contains(word)
            && !is_guarded
            && !matches!(before, "|" | "is")
            && !matches!(after, "(" | "=")
    };
    tag.words(template)
        .skip(usize::from(tag.is_statement))
        .filter(|(at, _)| *at >= own)
        .filter(is_variable)
        .map(|(at, word)| (word.to_owned(), resolve(template, before.clone(), (tag, at, word)).0.to_owned()))
        .collect()
}

/// The attributes and items that follow a name, as far as they can be read without a value.
fn path(template: &str, tag: &Tag, mut at: usize) -> Vec<String> {
    let mut steps = Vec::new();
    loop {
        let (sign, step, end) =
            (tag.text(template, at + 1), tag.tokens.get(at + 2), tag.text(template, at + 3));
        let Some(step) = step else { return steps };
        at += match (sign, step.string(template)) {
            // Methods are none.
            (".", _) if end != "(" => {
                steps.push(step.text(template).to_owned());
                2
            }
            ("[", Some(text)) if end == "]" => {
                steps.push(text.to_owned());
                3
            }
            ("[", None) if end == "]" && step.text(template).parse::<usize>().is_ok() => {
                steps.push(step.text(template).to_owned());
                3
            }
            _ => return steps,
        };
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
                let place = tag.words(template).skip(1).nth(at + 1).map(|(place, _)| place);
                let steps = place.map(|place| path(template, tag, place)).unwrap_or_default();
                open.push(Loop { variables: words[..at].to_vec(), over, steps });
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
    fn what_is_printed_of_the_variable_of_a_loop_is_known() {
        let template = "{% for c in x.cs %}{% for e in c.env.all %}{{ §e.value[0] }}";
        let element = origin(template).element.unwrap();
        let path = |steps: &[&str]| steps.iter().map(|step| (*step).to_owned()).collect::<Vec<_>>();
        assert_eq!(element.paths, [path(&["env", "all"]), path(&["value", "0"])]);
    }

    #[test]
    fn a_variable_of_a_loop_is_a_part_of_another() {
        for (template, variable, steps, element) in [
            ("a {{ §x.y['z'][1] | upper }}", "x", "y z 1", None),
            ("a {{ §x.y[z].a }}", "x", "y", None),
            ("{% for v in xs %}{{ v }}{% endfor %}{{ §v }}", "v", "", None),
            ("{% for v in xs %}{{ §v }}", "xs", "", Some((1, false))),
            ("{% for v in x.ys %}{{ §v.a }}", "x", "ys", Some((1, false))),
            ("{%- for k, v in x.items() %}{{ §k }}", "x", "", Some((1, true))),
            ("{% for k, v in x.items() %}{% for a, b in v.items() %}{{ §b }}", "x", "", Some((2, false))),
            ("{% for k, v in x.items() %}{% for a in y %}{{ §v }}", "x", "", Some((1, false))),
            ("{% set v = x.y %}{% set v = z.a %}{% set w = v.b %}{{ §w.c }}", "z", "a b c", None),
        ] {
            let found = origin(template);
            assert_eq!(
                (
                    found.variable.as_str(),
                    found.steps.join(" ").as_str(),
                    found.element.map(|element| (element.paths.len(), element.is_key))
                ),
                (variable, steps, element),
                "{template}"
            );
        }
    }
}
