//! What the cluster would reject, ignore or silently break in a rendered document.

mod docker;
mod finding;
mod garo;
mod literals;
mod path;
mod pod;
mod resources;

use std::rc::Rc;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use minijinja::Value;

pub use finding::Finding;
pub use garo::{Runners, check_accounts, check_names};

use crate::kubernetes::schema::{Crd, GARO, Plan, Schema};
use crate::text::Code;
use crate::yaml::{Document, Item, Skeleton};
use finding::Findings;

/// How many skeletons are remembered, as many as templates do.
const SKELETONS: usize = 1_000;

/// Every check of one document, ready for many.
pub struct Checks {
    crds: Vec<Crd>,
    /// By the address of the skeleton, which is kept so that no other gets its address.
    known: IndexMap<*const Skeleton, Rc<Known>, RandomState>,
}

/// What the fixed text of a skeleton settles.
struct Known {
    skeleton: Rc<Skeleton>,
    findings: Vec<Finding>,
    plans: Vec<Plan>,
}

impl Checks {
    /// The built-in schemas and those of the user's CRDs, which go before them.
    pub fn new(crds: Vec<Crd>) -> Self {
        Checks { crds, known: IndexMap::default() }
    }

    /// Everything that is wrong with the objects of a document, and the runners among them.
    pub fn check(&mut self, skeleton: &Rc<Skeleton>, holes: &[Value]) -> (Vec<Finding>, Vec<Runners>) {
        let known = self.known(skeleton);
        let document = Document { skeleton: &known.skeleton, holes: Some(holes) };
        let mut findings = Findings::new(document);
        for finding in &known.findings {
            findings.all.push(finding.clone());
        }
        for plan in &known.plans {
            findings.violations(plan.check(document));
        }
        let mut runners = Vec::new();
        for root in skeleton.tree().roots() {
            let root = Item::Node(*root);
            pod::check(&mut findings, &root);
            runners.extend(garo::check(&mut findings, &root));
        }
        (findings.all, runners)
    }

    fn known(&mut self, skeleton: &Rc<Skeleton>) -> Rc<Known> {
        if let Some(known) = self.known.get(&Rc::as_ptr(skeleton)) {
            return Rc::clone(known);
        }
        let document = Document { skeleton, holes: None };
        let mut findings = Findings::new(document);
        let mut plans = Vec::new();
        for root in skeleton.tree().roots() {
            literals::check(&mut findings, *root);
            pod::check(&mut findings, &Item::Node(*root));
            // Of the runners only the values tell.
            let _ = garo::check(&mut findings, &Item::Node(*root));
            if let Some(schema) = self.schema(document, &Item::Node(*root)) {
                let (plan, violations) = Plan::new(schema, document, *root);
                // Of a literal that has the wrong type too, that is all there is to say.
                let is_said = |item: &Item| violations.iter().any(|other| is_same(&other.item, item));
                findings
                    .all
                    .retain(|finding| finding.code != Code::MisreadLiteral || !is_said(&finding.item));
                findings.violations(violations);
                plans.push(plan);
            }
        }
        let known = Rc::new(Known { skeleton: Rc::clone(skeleton), findings: findings.all, plans });
        if self.known.len() >= SKELETONS {
            self.known.clear();
        }
        self.known.insert(Rc::as_ptr(skeleton), Rc::clone(&known));
        known
    }

    /// The schema of an object, if its kind has one.
    fn schema(&self, document: Document<'_>, root: &Item) -> Option<&'static Schema> {
        let api_version = document.string(&document.get(root, "apiVersion")?)?;
        let kind = document.string(&document.get(root, "kind")?)?;
        let own = self.crds.iter().find(|crd| crd.api_version == api_version && crd.kind == kind);
        own.map(|crd| crd.schema)
            .or_else(|| ((&*api_version, &*kind) == (garo::API_VERSION, garo::KIND)).then_some(&GARO))
    }
}

fn is_same(one: &Item, other: &Item) -> bool {
    matches!((one, other), (Item::Node(one), Item::Node(other)) if one == other)
}
