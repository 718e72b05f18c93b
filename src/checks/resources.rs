//! `requests` and `limits` of a container.

use std::borrow::Cow;

use super::findings::Findings;
use super::path::Path;
use super::rule::{Rule, Table};
use crate::kubernetes::{Quantity, name};
use crate::text::Code;
use crate::yaml::{Content, Item};

/// Less memory than any process needs, in bytes.
const LEAST_MEMORY: i64 = 1 << 20;
/// More than any node has, in cores.
const MOST_CPU: i64 = 10_000;

pub(super) const RULES: Table = &[("resources", Rule::Ask(check))];

/// Rules of `validateResourceRequirements` in kubernetes/pkg/apis/core/validation/validation.go, and quantities that it lets
/// through and that are surely wrong.
fn check(findings: &mut Findings<'_>, resources: &Item, path: &Path<'_>) {
    let requests = quantities(findings, resources, "requests", path);
    let limits = quantities(findings, resources, "limits", path);
    let above = path.key("requests");
    for (name, request, item) in &requests {
        let limit = limits.iter().find(|(other, ..)| other == name);
        let path = above.key(name);
        match limit {
            Some((_, limit, _)) if request > limit => {
                findings.add(
                    Code::RequestAboveLimit,
                    item,
                    &path,
                    format!("the request of {name} is above its limit"),
                );
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
            None if is_extended(name) => {
                findings
                    .add(Code::InvalidField, item, &path, format!("`{name}` has a request and no limit"))
                    .help("move it to `limits`");
            }
            _ => {}
        }
    }
}

fn quantities<'d>(
    findings: &mut Findings<'d>,
    resources: &Item,
    side: &str,
    path: &Path<'_>,
) -> Vec<(Cow<'d, str>, Quantity, Item)> {
    let Some(map) = findings.get(resources, side) else { return Vec::new() };
    let entries = findings.entries(&map);
    let mut all = Vec::with_capacity(entries.len());
    let above = path.key(side);
    for (name, key, item) in entries {
        let path = above.key(&name);
        findings.name(name::resource(&name), &key, &path);
        let quantity = match findings.content(&item) {
            Content::Text(text) => match Quantity::parse_resource(&text) {
                Ok(quantity) => quantity,
                Err(error) => {
                    findings.add(Code::BadQuantity, &item, &path, error.message).help(error.help);
                    continue;
                }
            },
            Content::Integer(number) => Quantity::whole(number),
            _ => continue,
        };
        let is_memory = name == "memory" || name == "ephemeral-storage";
        if is_memory && quantity > Quantity::ZERO && quantity < Quantity::whole(LEAST_MEMORY) {
            findings
                .add(Code::BadQuantity, &item, &path, format!("this is less than a megabyte of {name}"))
                .help("memory is in bytes: write `512Mi` or `8Gi`; the unit `m` means thousandths");
        } else if name == "cpu" && quantity > Quantity::whole(MOST_CPU) {
            findings
                .add(Code::BadQuantity, &item, &path, format!("this is more than {MOST_CPU} cores"))
                .help("cpu is in cores: write `4`, or `500m` for half of one");
        } else if is_extended(&name) && !quantity.is_whole() {
            findings.add(Code::BadQuantity, &item, &path, format!("`{name}` is given in whole numbers"));
        }
        all.push((name, quantity, item));
    }
    all
}

/// Resources that are not overcommitted (kubernetes.io/docs/concepts/configuration/manage-resources-containers).
fn is_extended(name: &str) -> bool {
    name.starts_with("hugepages-")
        || name
            .split_once('/')
            .is_some_and(|(domain, _)| domain != "kubernetes.io" && !domain.ends_with(".kubernetes.io"))
}
