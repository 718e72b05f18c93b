//! `requests` and `limits` of a container.

use std::borrow::Cow;

use super::container;
use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table, either};
use crate::kubernetes::{Quantity, name};
use crate::text::{Code, did_you_mean, suggest};
use crate::yaml::{Content, Item};

/// What resources of pages of a size begin with.
const PAGES: &str = "hugepages-";

pub(super) const RULES: Table = &[("resources", Rule::Ask(check))];

/// The rules of a pod with such containers.
pub(super) const OF_POD: Table = &[
    ("", Rule::Ask(claims)),
    // Of the pod as a whole, since 1.34 (`PodLevelResources`).
    ("resources", Rule::Ask(check)),
    ("resourceClaims[]", Rule::Ask(claim)),
    ("resourceClaims[].name", Rule::SomeName(name::dns_label)),
    ("resourceClaims[].resourceClaimName", Rule::SomeName(name::dns_subdomain)),
    ("resourceClaims[].resourceClaimTemplateName", Rule::SomeName(name::dns_subdomain)),
];

/// A claim is there, or is made (`validatePodResourceClaim`); before 1.31 that was under `source`.
fn claim(findings: &mut Findings<'_>, claim: &Item, path: &Path<'_>) {
    if findings.is_map(claim) && findings.get(claim, "source").is_none() {
        Rule::One(&["resourceClaimName", "resourceClaimTemplateName"]).check(findings, claim, path);
    }
}

/// A container uses only claims of its pod (`validateResourceClaimNames`).
fn claims(findings: &mut Findings<'_>, pod: &Item, path: &Path<'_>) {
    for (list, at, container) in &container::all(findings, pod) {
        let Some(resources) = findings.get(container, "resources") else { continue };
        let (list, key) = (path.key(list), "resources");
        let nth = list.index(*at);
        let above = nth.key(key);
        let above = above.key("claims");
        for (at, claim) in findings.list(&resources, "claims").iter().enumerate() {
            let Some(item) = findings.get(claim, "name") else { continue };
            let Some(text) = findings.string(&item) else { continue };
            let known = findings.list(pod, "resourceClaims");
            let known: Vec<_> = known.iter().filter_map(|claim| findings.text(claim, &["name"])).collect();
            if known.contains(&text) {
                continue;
            }
            let help = match suggest(&text, known.iter().map(|name| &**name)) {
                Some(near) => did_you_mean(near),
                None => format!("add it to `resourceClaims` of the pod: `{{name: {text}, …}}`"),
            };
            let message = format!("the pod has no claim `{text}`");
            findings.add(Code::InvalidField, &item, &above.index(at).key("name"), message).help(help);
        }
    }
}

/// What a resource can be divided by (`validateContainerResourceDivisor`).
const CPU_DIVISORS: [&str; 2] = ["1", "1m"];
const DIVISORS: [&str; 13] =
    ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

/// An amount of bytes.
pub(super) fn bytes(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) {
    let is_thousandths = findings.string(item).is_some_and(|text| text.ends_with('m'));
    if quantity(findings, item, path).is_some() && is_thousandths {
        findings
            .add(Code::BadQuantity, item, path, "this is in thousandths of a byte")
            .help("write `512Mi` or `8Gi`");
    }
}

/// The unit that a variable or a file has a resource of its container in.
pub(super) fn divisor(findings: &mut Findings<'_>, reference: &Item, path: &Path<'_>) {
    let Some(item) = findings.get(reference, "divisor") else { return };
    let path = path.key("divisor");
    let Some(amount) = quantity(findings, &item, &path).filter(|amount| *amount != Quantity::ZERO) else {
        return;
    };
    let Some(resource) = findings.text(reference, &["resource"]) else { return };
    let divisors = if resource.ends_with(".cpu") { &CPU_DIVISORS[..] } else { &DIVISORS[..] };
    if !divisors.iter().any(|text| Quantity::parse(text) == Ok(amount)) {
        let message = format!("`{resource}` is divided by {}", either(divisors.iter().copied()));
        findings.add(Code::InvalidField, &item, &path, message);
    }
}

/// Rules of `validateResourceRequirements` in kubernetes/pkg/apis/core/validation/validation.go, and quantities that it lets
/// through and that are surely wrong.
fn check(findings: &mut Findings<'_>, resources: &Item, path: &Path<'_>) {
    let requests = quantities(findings, resources, "requests", path);
    let limits = quantities(findings, resources, "limits", path);
    huge_pages(findings, resources, [("limits", &limits), ("requests", &requests)], path);
    let (above, limited) = (path.key("requests"), path.key("limits"));
    for (name, request, item) in &requests {
        let limit = limits.iter().find(|(other, ..)| other == name);
        let path = above.key(name);
        match limit {
            Some((_, limit, other)) if request > limit => {
                let message = format!("the request of {name} is above its limit");
                findings
                    .add(Code::RequestAboveLimit, item, &path, message)
                    .beside(other, &limited.key(name))
                    .help("raise the limit, or lower the request");
            }
            Some((_, limit, _)) if is_extended(name) && request != limit => {
                findings
                    .add(
                        Code::InvalidField,
                        item,
                        &path,
                        format!("request and limit of `{name}` must be the same"),
                    )
                    .help("leave out the request: it is the limit unless given");
            }
            None if is_extended(name) && findings.at(resources, &["limits", name]).is_none() => {
                findings
                    .add(Code::InvalidField, item, &path, format!("`{name}` has a request and no limit"))
                    .help("move it to `limits`");
            }
            _ => {}
        }
    }
}

/// What a container asks for: the name, how much, and where that is.
type Amount<'d> = (Cow<'d, str>, Quantity, Item);

/// Pages alone run nothing.
fn huge_pages(
    findings: &mut Findings<'_>,
    resources: &Item,
    sides: [(&str, &Vec<Amount<'_>>); 2],
    path: &Path<'_>,
) {
    let pages = sides.into_iter().find_map(|(side, amounts)| {
        let pages = amounts.iter().find(|(name, ..)| name.starts_with(PAGES))?;
        Some((side, pages))
    });
    let Some((side, (name, _, item))) = pages else { return };
    let is_given = |name| sides.iter().any(|(side, _)| findings.at(resources, &[side, name]).is_some());
    if !is_given("cpu") && !is_given("memory") {
        let message = "huge pages need `cpu` or `memory` beside them";
        findings.add(Code::MissingField, item, &path.key(side).key(name), message).help("add `memory: …`");
    }
}

/// An amount, unless something is wrong with it, which is said.
pub(super) fn quantity(findings: &mut Findings<'_>, item: &Item, path: &Path<'_>) -> Option<Quantity> {
    let text = match findings.content(item) {
        Content::Text(text) => text,
        Content::Integer(number @ 0..) => return Some(Quantity::whole(number)),
        Content::Integer(number) => number.to_string().into(),
        // Kubernetes reads any number here, and its own kinds have no schema that says otherwise.
        Content::Float(number) => number.to_string().into(),
        // What has the wrong type the schema says.
        _ => return None,
    };
    let parsed = Quantity::parse_resource(&text);
    parsed.map_err(|error| findings.add(Code::BadQuantity, item, path, error.message).help(error.help)).ok()
}

fn quantities<'d>(
    findings: &mut Findings<'d>,
    resources: &Item,
    side: &str,
    path: &Path<'_>,
) -> Vec<Amount<'d>> {
    let Some(map) = findings.get(resources, side) else { return Vec::new() };
    let entries = findings.entries(&map);
    let mut all = Vec::with_capacity(entries.len());
    let above = path.key(side);
    for (name, key, item) in entries {
        let path = above.key(&name);
        findings.name(name::resource(&name), &key, &path);
        if findings.is_unknown(&item) {
            continue;
        }
        let Some(quantity) = quantity(findings, &item, &path) else { continue };
        let is_memory = name == "memory" || name == "ephemeral-storage";
        let before = findings.all.len();
        if is_memory && !quantity.is_likely("memory") {
            findings
                .add(Code::BadQuantity, &item, &path, format!("this is less than a megabyte of {name}"))
                .help("memory is in bytes: write `512Mi` or `8Gi`; the unit `m` means thousandths");
        } else if name == "cpu" && !quantity.is_likely("cpu") {
            findings
                .add(
                    Code::BadQuantity,
                    &item,
                    &path,
                    format!("this is more than {} cores", Quantity::MOST_CPU),
                )
                .help("cpu is in cores: write `4`, or `500m` for half of one");
        } else if is_extended(&name) && !quantity.is_whole() {
            findings.add(Code::BadQuantity, &item, &path, format!("`{name}` is given in whole numbers"));
        } else if let Some(size) = name.strip_prefix(PAGES)
            && !Quantity::parse(size).is_ok_and(|size| quantity.is_multiple_of(size))
        {
            let message = match Quantity::parse(size) {
                Ok(_) => format!("`{name}` is given in multiples of `{size}`"),
                Err(_) => format!("`{size}` is no size of pages: write `{PAGES}2Mi` or `{PAGES}1Gi`"),
            };
            findings.add(Code::BadQuantity, &item, &path, message);
        }
        // Nothing follows from an amount that is wrong by itself.
        if findings.all.len() == before {
            all.push((name, quantity, item));
        }
    }
    all
}

/// Resources that are not overcommitted (kubernetes.io/docs/concepts/configuration/manage-resources-containers).
fn is_extended(name: &str) -> bool {
    name.starts_with(PAGES)
        || name
            .split_once('/')
            .is_some_and(|(domain, _)| domain != "kubernetes.io" && !domain.ends_with(".kubernetes.io"))
}
