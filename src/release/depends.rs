//! What components say that they depend on, held against levels and what is built.

use foldhash::HashMap;

use super::manifest::{Component, Manifest};
use crate::needs::circles;
use crate::text::{Code, Diagnostic, Diagnostics, Span, Suggestions, did_you_mean};

/// Reports names that nothing has, circles, and what is not built before or not built for the same.
pub(super) fn check(manifest: &Manifest, diagnostics: &mut Diagnostics) {
    let mut places: HashMap<&str, usize> = HashMap::default();
    for (at, component) in manifest.components.iter().enumerate() {
        places.entry(&component.name).or_insert(at);
    }
    let find = |name: &str| places.get(name).copied();
    let needs = |component: &Component| component.named().iter().filter_map(|(name, _)| find(name)).collect();
    let circles = circles(&manifest.components.iter().map(needs).collect::<Vec<_>>());
    for circle in &circles {
        report(circle, &manifest.components, diagnostics);
    }
    let mut suggestions = Suggestions::default();
    for (at, component) in manifest.components.iter().enumerate() {
        for (name, span) in component.named() {
            let Some(needed) = find(name) else {
                unknown((name, *span), manifest, &mut suggestions, diagnostics);
                continue;
            };
            if circles.iter().any(|circle| circle.contains(&at) && circle.contains(&needed)) {
                continue;
            }
            let needed = &manifest.components[needed];
            if !component.knows("build_level")
                || !needed.knows("build_level")
                || needed.level < component.level
            {
                not_built(component, needed, *span, diagnostics);
            } else {
                order(component, needed, *span, diagnostics);
            }
        }
    }
}

fn report(circle: &[usize], components: &[Component], diagnostics: &mut Diagnostics) {
    let names: Vec<String> =
        circle.iter().chain(circle.first()).map(|at| format!("`{}`", components[*at].name)).collect();
    let (Some(first), Some(last)) = (circle.first(), circle.last()) else { return };
    let message = match names.as_slice() {
        [own, _] => format!("{own} depends on itself"),
        _ => format!("components depend on each other in a circle: {}", names.join(" on ")),
    };
    let closes = components[*last].named().iter().find(|(name, _)| *name == components[*first].name);
    let place = closes.map_or(components[*last].span, |(_, span)| *span);
    let mut found = Diagnostic::new(Code::LineageCycle, message)
        .at(place, "this closes the circle")
        .help("remove one of the steps of the circle");
    for at in &circle[..circle.len() - 1] {
        found = found.label(components[*at].span, "in the circle");
    }
    diagnostics.push(found);
}

fn unknown(
    (name, span): (&str, Span),
    manifest: &Manifest,
    suggestions: &mut Suggestions,
    diagnostics: &mut Diagnostics,
) {
    // It may be one whose own name could not be read.
    if !manifest.is_whole {
        return;
    }
    let names = manifest.components.iter().map(|other| other.name.as_str());
    let near = suggestions.near(name, names).map(did_you_mean);
    let found = Diagnostic::new(Code::UnknownName, format!("there is no component `{name}` to depend on"));
    diagnostics.push(found.at(span, near.unwrap_or_default()));
}

fn order(component: &Component, needed: &Component, span: Span, diagnostics: &mut Diagnostics) {
    let message = format!(
        "`{}` is at level {}, and `{}`, which it depends on, at {}",
        component.name, component.level, needed.name, needed.level
    );
    let found = Diagnostic::new(Code::LevelOrder, message)
        .at(span, "this is not built before it")
        .label(component.level_span, "its level")
        .help(format!("give `{}` the `build_level` {}", component.name, needed.level.saturating_add(1)));
    diagnostics.push(found);
}

fn not_built(component: &Component, needed: &Component, span: Span, diagnostics: &mut Diagnostics) {
    let archs =
        component.archs.iter().filter(|(arch, _)| !needed.archs.iter().any(|(other, _)| other == arch));
    let archs = archs.filter(|_| needed.knows("architecture")).map(|(arch, span)| (arch.uname(), *span));
    let types = component
        .build_types
        .iter()
        .filter(|(kind, _)| !needed.build_types.iter().any(|(other, _)| other == kind));
    let types = types.filter(|_| needed.knows("build_type")).map(|(kind, span)| (kind.as_str(), *span));
    for (what, place) in archs.chain(types) {
        let message = format!(
            "`{}` is built for {what}, and `{}`, which it depends on, is not",
            component.name, needed.name
        );
        let found =
            Diagnostic::new(Code::DependencyNotBuilt, message).at(span, format!("not built for {what}"));
        diagnostics.push(found.label(place, "wanted here"));
    }
}
