//! The names under which images are published.

use super::{Image, Images};
use crate::text::{Code, Diagnostic, Diagnostics};

/// Reports names that begin with a registry, which would then stand before them twice.
pub(super) fn check_names(all: &mut Images, diagnostics: &mut Diagnostics) {
    for at in 0..all.images.len() {
        let Some((place, rest)) = parts(all, &all.images[at].name) else { continue };
        let is_known = [&all.registry, &all.own_registry].contains(&&Some(place.clone()));
        let message = format!("`image_name` is a name without its registry, and this begins with `{place}`");
        let found = Diagnostic::new(Code::BadName, message).at(all.images[at].name_place, "");
        let help = match &all.registry {
            None => {
                format!("write `\"image_name\": \"{rest}\"`, and for all images `\"registry\": \"{place}\"`")
            }
            Some(_) => format!("write `\"image_name\": \"{rest}\"`"),
        };
        diagnostics.push(found.help(help));
        // What is meant is read all the same. Nobody knows what Dockerfiles call what is meant to be elsewhere.
        all.images[at].name = rest;
        let is_wrong = |other: &&mut Image| !is_known && other.has_base(at);
        all.images.iter_mut().filter(is_wrong).for_each(|other| other.is_sound = false);
    }
}

/// The registry in a name and what follows it, if it begins with that of the images or with a host.
fn parts(all: &Images, name: &str) -> Option<(String, String)> {
    let own = [&all.registry, &all.own_registry].into_iter().flatten().find_map(|place| {
        let rest = name.strip_prefix(place.as_str())?.strip_prefix('/')?;
        Some((place.as_str(), rest))
    });
    let (host, _) = name.split_once('/')?;
    let is_host = host.contains('.') || host == "localhost";
    let (place, rest) = own.or_else(|| name.rsplit_once('/').filter(|_| is_host))?;
    Some((place.to_owned(), rest.to_owned()))
}
