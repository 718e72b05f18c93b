//! What the cluster would reject, ignore or silently break in a rendered document.
//!
//! A rule is asked first of what all documents of a skeleton have in common. What it says then holds for all of them; only
//! a rule that comes upon a value is asked again, of each document.

mod affinity;
mod arch;
mod between;
mod claim;
mod container;
mod data;
mod devices;
mod dind;
mod docker;
mod env;
mod files;
mod finding;
mod findings;
mod garo;
mod host;
mod kinds;
mod labels;
mod literals;
mod looked_at;
mod memo;
mod metadata;
mod network;
mod network_policy;
mod object;
mod path;
mod pod;
mod pools;
mod ports;
mod probes;
mod process;
mod quota;
mod rbac;
mod registration;
mod released;
mod resources;
mod rollout;
mod rule;
mod runner_deployment;
mod scale_set;
mod schedule;
mod secrets;
mod security;
mod service;
mod size;
mod tolerations;
mod volumes;
mod workload;

use std::cell::RefCell;
use std::rc::Rc;

use foldhash::fast::RandomState;
use indexmap::IndexMap;

pub use between::{check_accounts, check_labels, check_names};
pub use finding::Finding;
pub use garo::{COMFORTABLE, Runners};
pub use object::{Identity, Object};

use crate::kubernetes::schema::{self, Crd, Waiting};
use crate::text::Code;
use crate::yaml::{Document, Holes, Item, Skeleton};
use findings::{Findings, Task};
use memo::{Memo, Same, Values};
use object::Remembered;
use path::Path;

/// How many skeletons are remembered, as many as templates do.
const SKELETONS: usize = 1_000;

/// Every check of one document, ready for many.
pub struct Checks {
    crds: Vec<Crd>,
    /// By the address of the skeleton, which is kept so that no other gets its address.
    known: IndexMap<*const Skeleton, Rc<Known>, RandomState>,
}

/// What was found in a document.
pub struct Checked {
    /// What is wrong with all documents of its skeleton.
    pub common: Rc<[Finding]>,
    /// What is wrong with this one.
    pub own: Vec<Finding>,
    /// The objects in it.
    pub objects: Vec<Object>,
}

/// What the fixed text of a skeleton settles.
struct Known {
    skeleton: Rc<Skeleton>,
    findings: Rc<[Finding]>,
    objects: Vec<Part>,
    /// What only values tell.
    tasks: Vec<Task>,
    values: RefCell<Values>,
}

/// An object of a skeleton.
struct Part {
    item: Item,
    path: String,
    /// Whether only a value tells its kind.
    is_open: bool,
    /// What its schema leaves to values, each with the values that are right.
    waiting: Vec<(Waiting, RefCell<Memo<()>>)>,
    remembered: Remembered,
}

impl Checks {
    /// The built-in schemas and those of the user's CRDs, which go before them.
    pub fn new(crds: Vec<Crd>) -> Self {
        Checks { crds, known: IndexMap::default() }
    }

    /// Everything that is wrong with the objects of a document, and the objects.
    pub fn check(&mut self, skeleton: &Rc<Skeleton>, holes: Holes<'_>) -> Checked {
        let known = self.known(skeleton);
        let document = Document { skeleton: &known.skeleton, holes: Some(holes) };
        let mut values = known.values.borrow_mut();
        let mut findings = Findings::new(document, Some(values.numbers(holes)), &known.findings);
        for task in &known.tasks {
            findings.resume(task);
        }
        for part in known.objects.iter().filter(|part| part.is_open) {
            self.object(&mut findings, document, &part.item, &part.path);
        }
        for part in &known.objects {
            findings.held_against(&part.waiting);
        }
        if size::is_large(document) {
            for part in &known.objects {
                size::check(&mut findings, document, &part.item, &part.path);
            }
        }
        let identify = |part: &Part| object::identify(&mut findings, &part.item, &part.remembered);
        let objects = known.objects.iter().filter_map(identify).collect();
        Checked { own: findings.all, common: Rc::clone(&known.findings), objects }
    }

    fn known(&mut self, skeleton: &Rc<Skeleton>) -> Rc<Known> {
        if let Some(known) = self.known.get(&Rc::as_ptr(skeleton)) {
            return Rc::clone(known);
        }
        let document = Document { skeleton, holes: None };
        let mut findings = Findings::new(document, None, &[]);
        for root in skeleton.tree().roots() {
            literals::check(&mut findings, document, *root);
        }
        let part = |(item, path): (Item, String)| {
            let waiting = self.object(&mut findings, document, &item, &path);
            let (is_open, waiting) = (waiting.is_none(), waiting.unwrap_or_default());
            let remembered = |waiting: Waiting| {
                let is_by_length = waiting.is_by_length();
                let same = Same { names: is_by_length, versions: is_by_length };
                let clean = RefCell::new(Memo::new(same));
                (waiting, clean)
            };
            let waiting = waiting.into_iter().map(remembered).collect();
            Part { item, path, is_open, waiting, remembered: Remembered::default() }
        };
        let objects = object::objects(document).into_iter().map(part).collect();
        one_finding_a_literal(&mut findings.all);
        let Findings { all: findings, tasks, .. } = findings;
        let (skeleton, values) = (Rc::clone(skeleton), RefCell::default());
        let known = Rc::new(Known { skeleton, findings: findings.into(), objects, tasks, values });
        if self.known.len() >= SKELETONS {
            self.known.clear();
        }
        self.known.insert(Rc::as_ptr(&known.skeleton), Rc::clone(&known));
        known
    }

    /// Holds an object against its rules and its schemas; what is left to the values, or none where they tell its kind.
    fn object<'d>(
        &self,
        findings: &mut Findings<'d>,
        document: Document<'d>,
        item: &Item,
        path: &str,
    ) -> Option<Vec<Waiting>> {
        findings.root = item.clone();
        let (schemas, places) = object::kind(findings, &self.crds, item, path)?;
        places.walk(findings, item, &Path::new(path));
        let mut all = Vec::new();
        for schema in schemas {
            let (waiting, violations) = schema::check(schema, document, item, path);
            findings.violations(violations);
            all.extend(waiting);
        }
        Some(all)
    }
}

/// Of a value that is misread and that something else is wrong with too, the other is all there is to say; of a key that is
/// misread nothing else is.
fn one_finding_a_literal(all: &mut Vec<Finding>) {
    let of = |code: Code| -> Vec<Item> {
        all.iter().filter(|finding| finding.code == code).map(|finding| finding.item.clone()).collect()
    };
    let keys = of(Code::MisreadKey);
    let others: Vec<Item> = all
        .iter()
        .filter(|finding| finding.code != Code::MisreadLiteral)
        .map(|finding| finding.item.clone())
        .collect();
    let holds = |items: &[Item], item: &Item| items.iter().any(|other| is_same(other, item));
    all.retain(|finding| match finding.code {
        Code::MisreadKey => true,
        Code::MisreadLiteral => !holds(&others, &finding.item),
        _ => !holds(&keys, &finding.item),
    });
}

fn is_same(one: &Item, other: &Item) -> bool {
    matches!((one, other), (Item::Node(one), Item::Node(other)) if one == other)
}
