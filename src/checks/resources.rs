//! `requests` and `limits` of a container.

use std::borrow::Cow;

use super::finding::Findings;
use super::path::Path;
use crate::kubernetes::Quantity;
use crate::text::Code;
use crate::yaml::{Content, Item};

/// Less memory than any process needs, in bytes.
const LEAST_MEMORY: i64 = 1 << 20;
/// More than any node has, in cores.
const MOST_CPU: i64 = 10_000;

/// Rules of `validateResourceRequirements` in kubernetes/pkg/apis/core/validation/validation.go, and quantities that it lets
/// through and that are surely wrong.
pub(super) fn check(findings: &mut Findings<'_>, container: &Item, path: &Path<'_>) {
    let resources = findings.at(container, &["resources"]).filter(|resources| findings.due([resources]));
    let Some(resources) = resources else { return };
    let requests = quantities(findings, &resources, "requests", path);
    let limits = quantities(findings, &resources, "limits", path);
    for (name, request, item) in &requests {
        let limit = limits.iter().find(|(other, ..)| other == name);
        let (resources, requests);
        let path = {
            resources = path.key("resources");
            requests = resources.key("requests");
            requests.key(name)
        };
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
    let Some(side_item) = findings.at(resources, &[side]) else { return Vec::new() };
    let Content::Map(entries) = findings.document.content(&side_item) else { return Vec::new() };
    let mut all = Vec::with_capacity(entries.len());
    for (name, _, item) in entries {
        let above = path.key("resources");
        let side_path = above.key(side);
        let path = side_path.key(&name);
        let quantity = match findings.document.content(&item) {
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
