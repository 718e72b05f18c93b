//! Build arguments that nothing takes.

use super::Image;
use super::expansion::platform_values;
use super::reference::Dockerfile;
use crate::kubernetes::Arch;
use crate::text::{Code, Diagnostic, Diagnostics, did_you_mean, suggest};

/// What BuildKit takes without an `ARG` (docs.docker.com/reference/dockerfile, "Predefined ARGs" and "BuildKit built-in
/// build args").
const PREDEFINED: [&str; 7] =
    ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY", "SOURCE_DATE_EPOCH", "TARGETSTAGE"];

/// Reports the build arguments that no `ARG` of the Dockerfile names.
pub(super) fn check_arguments(image: &Image, file: &Dockerfile, diagnostics: &mut Diagnostics) {
    for (name, place) in &image.arg_places {
        // Another syntax may include other files.
        if file.is_foreign || is_predefined(name) || file.args.contains(name) {
            continue;
        }
        let message = format!("`{}` has no `ARG {name}`, so that nothing takes this", image.file);
        let help = suggest(name, file.args.iter().map(String::as_str))
            .map_or_else(|| format!("add `ARG {name}` to the Dockerfile, or remove it here"), did_you_mean);
        diagnostics.push(Diagnostic::new(Code::UnusedBuildArg, message).at(*place, "").help(help));
    }
}

/// Proxies are known in small letters too.
fn is_predefined(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    let is_of_platform = |name: &str| platform_values(Arch::Amd64, Arch::Amd64).contains_key(name);
    let is_known =
        |name: &str| PREDEFINED.contains(&name) || name.starts_with("BUILDKIT_") || is_of_platform(name);
    is_known(name) || (upper.ends_with("_PROXY") && upper.to_ascii_lowercase() == name && is_known(&upper))
}
