//! A text with holes, parsed once, and what is written in them.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use super::flaw::{Flaw, document_markers, duplicate_keys, misread_nodes, special_characters, syntax_error};
use super::hole;
use super::proof::Shape;
use super::slot::{Form, Role, Slot};
use super::slots::slots;
use super::{Filled, Holes, Misfit, Style, Tree, parse};
use foldhash::fast::RandomState;

/// A text whose every hole has a known place.
#[derive(Debug)]
pub struct Skeleton {
    text: Box<str>,
    slots: Vec<Slot>,
    shape: Shape,
    tree: Tree,
    /// The holes in literal block scalars that do not tell their indentation.
    blocks: Vec<Block>,
    /// Mappings with a hole in a key: for each key its fixed text or its slot.
    open_maps: Vec<Vec<Result<Box<str>, usize>>>,
    /// The combinations of forms whose result has been parsed back and found to be the filled tree. What one such
    /// document proves holds for all of the same forms, as the shape depends on nothing else.
    proved: RefCell<HashSet<Box<[Form]>, RandomState>>,
    /// The values of all of its documents.
    written: RefCell<Written>,
}

/// What stands in the place of the slots, in one document after the other.
#[derive(Debug, Default)]
struct Written {
    values: String,
    /// Where the text of each slot ends, in bytes behind the first of its document.
    ends: Vec<u32>,
    /// How the slots of the last document are written.
    forms: Vec<Form>,
}

/// Where a document begins in what was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Its first byte.
    value: usize,
    /// Where the end of its first slot is told.
    end: usize,
}

/// A hole in a literal block scalar.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// Its number.
    pub hole: usize,
    /// The indentation of the scalar, in blanks.
    pub indent: usize,
}

/// A plain scalar that is written with quotes.
#[derive(Clone, Copy, Debug)]
pub struct Quoted {
    /// Whether it is nothing but one hole.
    pub is_whole: bool,
    /// Whether it stands between brackets.
    pub in_flow: bool,
}

impl Skeleton {
    /// Parses a text with holes. It must end with a line break.
    pub fn new(text: &str) -> Result<Self, Vec<Flaw>> {
        let mut flaws = special_characters(text);
        let events = match parse(text) {
            Ok(events) => events,
            Err(error) => {
                flaws.push(syntax_error(text, error.at, &error.message));
                return Err(flaws);
            }
        };
        flaws.extend(document_markers(text, &events));
        let slots = slots(text, &events, &mut flaws);
        let mut tree = Tree::new(&events);
        tree.set_slots(|node, tree| slot_of(tree, node, &slots));
        flaws.extend(duplicate_keys(&tree));
        flaws.extend(misread_nodes(&events, &tree));
        if !flaws.is_empty() {
            return Err(flaws);
        }
        let blocks = slots.iter().flat_map(Slot::blocks).collect();
        let open_maps = open_maps(&tree, &slots);
        let (proved, written) = (RefCell::default(), RefCell::default());
        Ok(Skeleton {
            text: text.into(),
            slots,
            shape: Shape::new(&events),
            tree,
            blocks,
            open_maps,
            proved,
            written,
        })
    }

    /// The text with its holes.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its documents.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Where a hole is, in what it stands in.
    pub(super) fn start(&self, hole: usize) -> Option<usize> {
        let slot = self.slots.iter().find(|slot| slot.holes().any(|number| number == hole))?;
        Some(slot.span.start)
    }

    /// The holes in its literal block scalars that do not tell their indentation.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The scalar with holes that a node of the tree is.
    pub(super) fn slot(&self, node: usize) -> Option<&Slot> {
        self.tree.slot(node).map(|slot| &self.slots[slot])
    }

    /// The document with these values, which reads as the tree with them.
    pub fn fill(self: &Rc<Self>, holes: Holes<'_>) -> Result<Filled, Vec<Misfit>> {
        let mut written = self.written.borrow_mut();
        let place = Place { value: written.values.len(), end: written.ends.len() };
        let filled = self.write(holes, place, &mut written);
        if filled.is_err() {
            written.values.truncate(place.value);
            written.ends.truncate(place.end);
        }
        filled.map(|()| Filled::new(Rc::clone(self), place))
    }

    fn write(&self, holes: Holes<'_>, place: Place, written: &mut Written) -> Result<(), Vec<Misfit>> {
        let Written { values, ends, forms } = &mut *written;
        forms.clear();
        let mut misfits = Vec::new();
        for slot in &self.slots {
            match slot.fill(holes, values) {
                Ok(form) => forms.push(form),
                Err(misfit) => misfits.push(misfit),
            }
            let end = u32::try_from(values.len() - place.value);
            ends.push(end.map_err(|_too_long| vec![Misfit::too_long(first_hole(slot))])?);
        }
        self.keys_are_unique(holes, &mut misfits);
        if !misfits.is_empty() {
            return Err(misfits);
        }
        self.prove(holes, place, written).map_err(|misfit| vec![misfit])
    }

    /// Values that cannot stand where their holes are, where some values are not known.
    pub fn misfits(&self, holes: Holes<'_>) -> Vec<Misfit> {
        let mut out = String::new();
        let mut misfits: Vec<Misfit> =
            self.slots.iter().filter_map(|slot| slot.fill(holes, &mut out).err()).collect();
        self.keys_are_unique(holes, &mut misfits);
        misfits
    }

    /// The plain scalar that a hole stands in, where it needs quotes because of what is in it.
    pub fn quoted(&self, hole: usize, holes: Holes<'_>) -> Option<Quoted> {
        let slot = self.slots.iter().find(|slot| slot.holes().any(|number| number == hole))?;
        let is_quoted = slot.role == Role::Scalar(Style::Plain)
            && matches!(slot.fill(holes, &mut String::new()), Ok(Form::Quoted));
        is_quoted.then_some(Quoted { is_whole: slot.decoded.len() == 1, in_flow: slot.in_flow })
    }

    /// Visits the text of a document in pieces.
    pub(super) fn each_piece(&self, place: Place, visit: impl FnMut(&str)) {
        self.each_written(place, &self.written.borrow(), visit);
    }

    /// The same: text of the skeleton, and what is written in the place of each slot.
    fn each_written(&self, place: Place, written: &Written, mut visit: impl FnMut(&str)) {
        let (mut copied, mut start) = (0, place.value);
        for (slot, end) in self.slots.iter().zip(&written.ends[place.end..]) {
            let end = place.value + *end as usize;
            visit(&self.text[copied..slot.span.start]);
            visit(&written.values[start..end]);
            (copied, start) = (slot.span.end, end);
        }
        visit(&self.text[copied..]);
    }

    /// Ordinary values stand in the template's own text by the rules of `slot` alone. Where one had to be written in another
    /// way, and in builds where speed does not matter, the document is read back.
    fn prove(&self, holes: Holes<'_>, place: Place, written: &Written) -> Result<(), Misfit> {
        let forms = &*written.forms;
        let is_as_is = |form: &Form| matches!(form, Form::AsIs | Form::Typed);
        if (!cfg!(debug_assertions) && forms.iter().all(is_as_is)) || self.proved.borrow().contains(forms) {
            return Ok(());
        }
        let mut text = String::new();
        self.each_written(place, written, |piece| text.push_str(piece));
        self.shape.prove(&self.slots, forms, holes, &text)?;
        self.proved.borrow_mut().insert(forms.into());
        Ok(())
    }

    fn keys_are_unique(&self, holes: Holes<'_>, misfits: &mut Vec<Misfit>) {
        for map in &self.open_maps {
            let mut seen: Vec<(Cow<'_, str>, Option<usize>)> = Vec::with_capacity(map.len());
            for key in map {
                let (text, hole) = match key {
                    Ok(text) => (Cow::Borrowed(&**text), None),
                    Err(slot) => {
                        let slot = &self.slots[*slot];
                        // What has no reading is another misfit.
                        let Some(text) = slot.reading(holes) else { continue };
                        (text, Some(first_hole(slot)))
                    }
                };
                if let Some((_, first)) = seen.iter().find(|(other, _)| *other == text) {
                    // One of the two has a hole: without any it is a flaw of the skeleton.
                    misfits.push(Misfit::duplicate_key(hole.or(*first).unwrap_or(0)));
                }
                seen.push((text, hole));
            }
        }
    }
}

/// The place of the slot that a node is.
fn slot_of(tree: &Tree, node: usize, slots: &[Slot]) -> Option<u32> {
    if !tree.scalar(node).is_some_and(hole::may_hold) {
        return None;
    }
    let at = tree.span(node).start;
    let next = slots.partition_point(|slot| slot.span.end <= at);
    // The span of a block scalar's node begins behind its header.
    let slot = slots.get(next).filter(|slot| slot.span.start <= at && slot.role != Role::Comment);
    slot.and_then(|_| u32::try_from(next).ok())
}

fn first_hole(slot: &Slot) -> usize {
    slot.holes().next().unwrap_or(0)
}

fn open_maps(tree: &Tree, slots: &[Slot]) -> Vec<Vec<Result<Box<str>, usize>>> {
    let key = |node: usize| {
        let start = tree.span(node).start;
        match slots.binary_search_by_key(&start, |slot| slot.span.start) {
            Ok(slot) => Err(slot),
            Err(_) => Ok(tree.scalar(node).unwrap_or_default().into()),
        }
    };
    tree.maps()
        .map(|map| map.iter().map(|(node, _)| key(*node)).collect::<Vec<_>>())
        .filter(|keys| keys.len() > 1 && keys.iter().any(Result::is_err))
        .collect()
}

#[cfg(test)]
mod tests {
    use minijinja::Value;

    use super::*;
    use crate::text::Code;
    use crate::yaml::{CLOSE, Given, OPEN};

    fn skeleton(text: &str) -> Rc<Skeleton> {
        let mut marked = String::new();
        for (number, part) in text.split('§').enumerate() {
            if number > 0 {
                marked.push_str(&hole::mark(number - 1));
            }
            marked.push_str(part);
        }
        Rc::new(Skeleton::new(&marked).unwrap_or_else(|flaws| panic!("{text}: {flaws:?}")))
    }

    fn given(values: &[Value]) -> Vec<Given<'_>> {
        values.iter().cloned().map(Given::from).collect()
    }

    fn fill(text: &str, values: &[Value]) -> String {
        let mut out = String::new();
        skeleton(text)
            .fill(Holes(&given(values)))
            .unwrap_or_else(|misfit| panic!("{text}: {misfit:?}"))
            .write(&mut out);
        out
    }

    #[test]
    fn a_value_is_written_so_that_it_reads_as_itself() {
        for (text, value, expected) in [
            ("a: §\n", "go", "a: go\n"),
            ("a: §\n", "no", "a: \"no\"\n"),
            ("a: !!str §\n", "x", "a: !!str x\n"),
            ("a: §-x # c\n", "b #c", "a: \"b #c-x\" # c\n"),
            ("a: '§' # c\n", "it's", "a: 'it''s' # c\n"),
            ("a: '§'\n", "x\ny", "a: \"x\\ny\"\n"),
            ("a: \"§\\t\"\n", "\"\n", "a: \"\\\"\\n\\t\"\n"),
            ("§: x\n", "y", "\"y\": x\n"),
            ("a: [§, b]\n", "c,d", "a: [\"c,d\", b]\n"),
            ("a: |\n  x §\n  y\nb: c\n", "p q", "a: |\n  x p q\n  y\nb: c\n"),
            ("a: | # c\n  x §\n  y\nb: c\n", "p\nq", "a: | # c\n  x p\n  q\n  y\nb: c\n"),
            ("a: > # c\n  x §\n  y\nb: c\n", "p\nq", "a: \"x p\\nq y\\n\" # c\nb: c\n"),
            ("k:\n  a: >-\n    §\n    y\n\n  b: c\n", "", "k:\n  a: \" y\"\n  b: c\n"),
            ("a: |\n  §\nb: c\n", "x\n\n  y", "a: |\n  x\n\n    y\nb: c\n"),
            ("a: |-\n  x§\n", "p\nq", "a: |-\n  xp\n  q\n"),
            ("a: |\n  §\n", "p\n", "a: |\n  p\n"),
            ("a: |\n  x\n  §\n", "", "a: \"x\\n\"\n"),
            ("a: |-\n  §\n", " p\n\n", "a: \" p\"\n"),
            ("a: |+\n  §\n", "p\n", "a: \"p\\n\\n\"\n"),
            ("# §\na: b\n", "hello world: x", "# hello world: x\na: b\n"),
            ("a: x\n  §\nb: c\n", "y", "a: x\n  y\nb: c\n"),
            ("a: x\n  §\nb: c\n", "y: z", "a: \"x y: z\"\nb: c\n"),
            ("a: {b: \"x\n§\"}\n", "--- y", "a: {b: \"x --- y\"}\n"),
            ("a: {b: 'x\n§'}\n", "...", "a: {b: \"x ...\"}\n"),
            ("a: [x\n§]\n", "---y", "a: [\"x ---y\"]\n"),
            ("a: [x\n§.]\n", "..", "a: [\"x ...\"]\n"),
        ] {
            assert_eq!(fill(text, &[Value::from(value)]), expected, "{text} with {value:?}");
        }
    }

    #[test]
    fn a_scalar_of_one_hole_takes_the_type_of_its_value() {
        let list: Value = ["a", "it's", "x\ny"].into_iter().map(Value::from).collect();
        assert_eq!(fill("a: §\n", &[Value::from(3)]), "a: 3\n");
        assert_eq!(fill("a: §\n", &[Value::from(true)]), "a: True\n");
        assert_eq!(fill("a: §\n", &[Value::from(())]), "a: null\n");
        assert_eq!(fill("a: §\n", &[list]), "a: ['a', \"it's\", \"x\\ny\"]\n");
        assert_eq!(fill("§: a\n", &[Value::from(3)]), "\"3\": a\n");
        assert_eq!(fill("a: \"§\"\n", &[Value::from(3)]), "a: \"3\"\n");
        assert_eq!(fill("a: §§\n", &[Value::from(3), Value::from(4)]), "a: \"34\"\n");
    }

    #[test]
    fn a_value_that_cannot_stand_in_its_place_is_refused() {
        for (text, value) in [
            ("a: x§\n", Value::from(())),
            ("a: '§'\n", [1].into_iter().map(Value::from).collect()),
            ("# §\na: b\n", Value::from("x\ny")),
            ("§: a\nb: c\n", Value::from("b")),
            ("§: a\n", Value::from("x".repeat(2000))),
        ] {
            assert!(skeleton(text).fill(Holes(&given(&[value]))).is_err(), "{text}");
        }
    }

    #[test]
    fn a_skeleton_that_no_value_could_make_right_is_refused() {
        let marked = |text: &str| text.replace('§', &format!("{OPEN}0{CLOSE}"));
        for (text, code) in [
            ("a: &§ b\n", Code::MisplacedValue),
            ("a: !§ b\n", Code::MisplacedValue),
            ("a: !!int §\n", Code::MisplacedValue),
            ("a: !x \"§\"\n", Code::MisplacedValue),
            ("a: | # §\n  §\n", Code::MisplacedValue),
            ("a: 1\na: 2\n", Code::DuplicateKey),
            ("a: 1\n...\nb: 2\n", Code::DocumentMarker),
            ("a: 1\n--- # x\nb: 2\n", Code::DocumentMarker),
            ("a: b\n c: d\n", Code::YamlSyntax),
            ("%YAML 1.1\n---\na: b\n", Code::YamlSyntax),
            ("a: b\u{2028}c\n", Code::SpecialCharacter),
        ] {
            let flaws = Skeleton::new(&marked(text)).err().unwrap_or_else(|| panic!("{text} was accepted"));
            assert!(flaws.iter().any(|flaw| flaw.code == code), "{text}: {flaws:?}");
        }
    }
}
