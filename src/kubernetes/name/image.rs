//! References to container images.
//!
//! The grammar is that of `distribution/reference`, as the kubelet reads it (`ParseNormalizedNamed`):
//! <https://pkg.go.dev/github.com/distribution/reference>.

use super::rule::is_word;
use crate::text::has_byte;

/// The most characters of a repository's path.
const MAX_PATH: usize = 255;

/// The most characters of a tag.
const MAX_TAG: usize = 128;

/// The algorithms of digests that container runtimes know, and the length of each in hexadecimal digits.
///
/// <https://github.com/opencontainers/image-spec/blob/main/descriptor.md#registered-algorithms>
const DIGESTS: [(&str, usize); 3] = [("sha256", 64), ("sha384", 96), ("sha512", 128)];

/// An image: `[registry[:port]/]path[:tag][@digest]`.
pub fn image(reference: &str) -> Result<(), String> {
    read(reference).map_err(|reason| {
        let meant = repair(reference);
        let hint =
            if read(&meant).is_ok() { format!("; did you mean `{meant}`?") } else { otherwise(&reason) };
        format!("{reason}{hint}")
    })
}

/// What to do where there is no better spelling.
fn otherwise(reason: &str) -> String {
    let hint = match reason {
        "an image has no blanks" => "; remove them",
        _ if reason.starts_with("the digest of an image") => "; write all of it, or none",
        _ => "",
    };
    hint.to_owned()
}

/// The image of a Docker daemon: not one of Docker's own with the client alone.
pub fn daemon_image(reference: &str) -> Result<(), String> {
    image(reference)?;
    let (name, tag) = image_parts(reference);
    let is_client = |tag: &str| tag == "cli" || tag.ends_with("-cli");
    if same_repository(name, "docker") && tag.is_some_and(is_client) {
        return Err("this image has no daemon, only the client; write `dind` for `cli`".into());
    }
    Ok(())
}

/// The tag of an image.
pub fn image_tag(tag: &str) -> Result<(), String> {
    check_tag(tag)
}

/// The path of an image, without a registry and a tag.
pub fn image_path(path: &str) -> Result<(), String> {
    check_path(path)
}

/// A registry, or a place in one: what stands before the name of an image.
pub fn image_prefix(prefix: &str) -> Result<(), String> {
    let host = prefix.split_once("://").map_or(prefix, |(_, rest)| rest).trim_end_matches('/');
    let mut shared = ["ghcr.io", "docker.io", "index.docker.io"].into_iter();
    if let Some(host) = shared.find(|shared| host.eq_ignore_ascii_case(shared)) {
        return Err(format!("the images of `{host}` stand below an owner; write `{host}/OWNER`"));
    }
    if let Some(rest) = prefix.split_once("://").map(|(_, rest)| rest).or_else(|| prefix.strip_suffix('/')) {
        let meant = rest.trim_end_matches('/');
        return Err(format!(
            "a registry is a host and a path, such as `ghcr.io/acme`; did you mean `{meant}`?"
        ));
    }
    let is_right = |prefix: &str| read(&format!("{prefix}/x")).is_ok();
    if is_right(prefix) {
        return Ok(());
    }
    let meant = prefix.to_lowercase();
    if is_right(&meant) {
        return Err(format!("a registry and its paths are in lower case; did you mean `{meant}`?"));
    }
    Err("a registry is a host and a path, such as `ghcr.io/acme`".to_owned())
}

/// Whether two references are to the same repository, whatever the tag: Docker Hub can be left out, and so can `library`.
pub fn same_repository(one: &str, other: &str) -> bool {
    fn familiar(reference: &str) -> &str {
        let (name, ..) = split(reference);
        let name =
            name.strip_prefix("docker.io/").or_else(|| name.strip_prefix("index.docker.io/")).unwrap_or(name);
        name.strip_prefix("library/").unwrap_or(name)
    }
    familiar(one) == familiar(other)
}

/// Whether two references are to the same image: without a tag and a digest it is `latest`.
pub fn same_image(one: &str, other: &str) -> bool {
    fn version(reference: &str) -> (Option<&str>, Option<&str>) {
        let (_, tag, digest) = split(reference);
        (tag.or(digest.is_none().then_some("latest")), digest)
    }
    same_repository(one, other) && version(one) == version(other)
}

/// The name of an image without its tag and digest, and its tag.
pub fn image_parts(reference: &str) -> (&str, Option<&str>) {
    let (name, tag, _) = split(reference);
    (name, tag)
}

fn read(reference: &str) -> Result<(), String> {
    if is_usual(reference) {
        return Ok(());
    }
    if is_hex(reference, 64) {
        return Err("64 hexadecimal digits are no image; write its name, `@sha256:` and the digits".into());
    }
    read_parts(reference).map_err(|reason| match reference {
        "" => "an image cannot be empty".into(),
        _ if reference.contains(char::is_whitespace) => "an image has no blanks".into(),
        _ if reference.contains("://") => {
            "an image is not an address: it begins with the registry or the path".into()
        }
        _ => reason,
    })
}

/// Most images, told in one pass: lower-case letters and digits, single separators, at most a tag. What it does not take can
/// still be right.
fn is_usual(reference: &str) -> bool {
    // Whether a separator can come next; whether the first part, and the tag, has begun.
    let (mut can_end, mut first, mut tag) = (false, true, false);
    for byte in reference.bytes() {
        if byte.is_ascii_lowercase() || byte.is_ascii_digit() {
            can_end = true;
            continue;
        }
        match byte {
            _ if !can_end => return false,
            b'.' | b'-' => {}
            b'_' if !first => {}
            b'/' if !tag => first = false,
            b':' if !tag && !first => tag = true,
            _ => return false,
        }
        can_end = false;
    }
    can_end && !first && reference.len() <= MAX_TAG
}

fn read_parts(reference: &str) -> Result<(), String> {
    let (name, tag, digest) = split(reference);
    let (registry, path) = split_registry(name);
    if let Some(registry) = registry {
        check_registry(registry)?;
    }
    check_path(path)?;
    tag.map_or(Ok(()), check_tag)?;
    digest.map_or(Ok(()), check_digest)
}

/// The name, the tag and the digest.
fn split(reference: &str) -> (&str, Option<&str>, Option<&str>) {
    let digest = if has_byte(reference, |byte| byte == b'@') { reference.split_once('@') } else { None };
    let (rest, digest) = digest.map_or((reference, None), |(rest, digest)| (rest, Some(digest)));
    // A colon before a slash belongs to the port.
    let last = rest.bytes().rposition(|byte| matches!(byte, b':' | b'/'));
    match last.filter(|at| rest.as_bytes()[*at] == b':') {
        Some(at) => (&rest[..at], Some(&rest[at + 1..]), digest),
        None => (rest, None, digest),
    }
}

/// The first part is a registry if it could not be a part of a path, or is `localhost`.
fn split_registry(name: &str) -> (Option<&str>, &str) {
    match name.split_once('/') {
        Some((first, path)) if is_registry(first) => (Some(first), path),
        _ => (None, name),
    }
}

fn is_registry(first: &str) -> bool {
    first == "localhost" || first.contains(|c: char| c == '.' || c == ':' || c.is_ascii_uppercase())
}

fn check_registry(registry: &str) -> Result<(), String> {
    let (host, port) = match registry.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (registry, None),
    };
    let is_address =
        |inner: &str| !inner.is_empty() && inner.bytes().all(|byte| byte == b':' || byte.is_ascii_hexdigit());
    let host_fits = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(inner) => is_address(inner),
        None => host.split('.').all(|part| is_word(part, "-")),
    };
    let port_fits =
        port.is_none_or(|port| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()));
    if host_fits && port_fits {
        return Ok(());
    }
    Err("the registry of an image is a host such as `ghcr.io` or `localhost:5000`".into())
}

fn check_path(path: &str) -> Result<(), String> {
    if path.len() > MAX_PATH {
        return Err(format!(
            "the path of an image has at most {MAX_PATH} characters, and this one has {}",
            path.len()
        ));
    }
    if path.split('/').all(is_path_part) {
        return Ok(());
    }
    Err("the path of an image is lower-case letters and digits, with `/`, `.`, `_`, `__` or `-` between them"
        .into())
}

fn is_path_part(part: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let separates =
        |between: &[u8]| matches!(between, b"." | b"_" | b"__") || between.iter().all(|byte| *byte == b'-');
    let bytes = part.as_bytes();
    // Where the separator began that the last bytes are, if they are one; it cannot stand at an end.
    let mut between = Some(0);
    for (at, byte) in bytes.iter().enumerate() {
        match (is_letter(*byte), between) {
            (true, Some(start)) if at > 0 && (start == 0 || !separates(&bytes[start..at])) => return false,
            (true, _) => between = None,
            (false, None) => between = Some(at),
            (false, Some(_)) => {}
        }
    }
    between.is_none()
}

fn check_tag(tag: &str) -> Result<(), String> {
    let fits = tag.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte));
    if fits && tag.len() <= MAX_TAG {
        return Ok(());
    }
    Err(format!(
        "the tag of an image is 1 to {MAX_TAG} letters, digits, `_`, `.` and `-`, and begins with none of `.` and `-`"
    ))
}

fn check_digest(digest: &str) -> Result<(), String> {
    let fits = |(algorithm, hex): (&str, &str)| {
        DIGESTS.iter().any(|(name, digits)| *name == algorithm && is_hex(hex, *digits))
    };
    if digest.split_once(':').is_some_and(fits) {
        return Ok(());
    }
    Err("the digest of an image is `sha256:` and 64 hexadecimal digits in lower case".into())
}

fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// Without what copying from elsewhere brings along, and in lower case where it must be.
fn repair(reference: &str) -> String {
    let reference = reference.trim();
    let reference = reference.split_once("://").map_or(reference, |(_, rest)| rest).trim_end_matches('/');
    let (name, ..) = split(reference);
    let (registry, path) = split_registry(name);
    let lower = path.to_ascii_lowercase();
    match registry {
        Some(registry) if registry.contains(['.', ':']) => {
            format!("{registry}/{lower}{}", &reference[name.len()..])
        }
        _ => format!("{}{}", name.to_ascii_lowercase(), &reference[name.len()..]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::check;
    use super::*;

    /// The digits of a digest.
    const HEX: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    #[test]
    fn what_is_usual_is_right() {
        let mut all = vec![String::new()];
        let mut usual = 0;
        for _ in 0..7 {
            let longer =
                |text: &String| "a0./_-:".chars().map(|char| format!("{text}{char}")).collect::<Vec<_>>();
            all = all.iter().flat_map(longer).collect();
            all.retain(|text| text.starts_with('a'));
            for text in all.iter().filter(|text| is_usual(text)) {
                assert!(read_parts(text).is_ok(), "{text}");
                usual += 1;
            }
        }
        assert!(usual > 1000, "{usual}");
    }

    #[test]
    fn accepted() {
        let words = "a alpine:3.20 library/alpine ghcr.io/acme/runner:latest localhost/a localhost:5000/a localhost:5000 \
            harbor.example.com:8443/a/b/c:v1.2-3_4 [::1]:5000/a [2001:db8::1]/a:1 10.0.0.1/a a__b a--b a---b.c_d \
            Registry/a a:_ a:A.b-C 1/2 summerwind/actions-runner:ubuntu-20.04";
        let digest = format!("ghcr.io/a/b:1@sha256:{HEX}");
        let (bare, sha512) = (format!("a@sha256:{HEX}"), format!("a@sha512:{HEX}{HEX}"));
        let (tag, path) = (format!("a:{}", "t".repeat(128)), "a".repeat(255));
        let mut accepted: Vec<_> = words.split_whitespace().collect();
        accepted.extend([&*digest, &bare, &sha512, &tag, &path]);
        check(image, &accepted, &[]);
    }

    #[test]
    fn prefixes() {
        check(
            image_prefix,
            &["ghcr.io/acme", "localhost:5000", "harbor.example.com"],
            &[
                ("ghcr.io", "below an owner"),
                ("docker.io", "write `docker.io/OWNER`"),
                ("https://ghcr.io/", "below an owner"),
                ("https://ghcr.io/a/", "did you mean `ghcr.io/a`?"),
            ],
        );
    }

    #[test]
    fn refused() {
        let (tag, path) = (format!("a:{}", "t".repeat(129)), "a".repeat(256));
        let upper = format!("a@sha256:{}", HEX.to_uppercase());
        let (short, md5) = (format!("a@sha256:{}", &HEX[1..]), format!("a@md5:{}", &HEX[..32]));
        check(
            image,
            &[],
            &[
                ("", "an image cannot be empty"),
                (" a", "no blanks; did you mean `a`?"),
                ("a b", "no blanks"),
                ("a\n", "did you mean `a`?"),
                ("https://ghcr.io/a/b", "did you mean `ghcr.io/a/b`?"),
                ("docker://alpine", "did you mean `alpine`?"),
                ("Alpine", "did you mean `alpine`?"),
                ("ghcr.io/Acme/Runner:Tag", "did you mean `ghcr.io/acme/runner:Tag`?"),
                ("a/", "did you mean `a`?"),
                ("a//b", "the path"),
                ("/a", "the path"),
                ("a..b", "the path"),
                ("a___b", "the path"),
                ("a._b", "the path"),
                ("-a", "the path"),
                ("a-", "the path"),
                ("é", "the path"),
                ("ghcr.io/", "the path"),
                ("{{ image }}", "no blanks"),
                ("${IMAGE}", "the path"),
                ("-x.io/a", "the registry"),
                ("ghcr.io:/a", "the registry"),
                ("ghcr.io:http/a", "the registry"),
                ("[]/a", "the path"),
                ("[]:1/a", "the registry"),
                ("a:", "the tag"),
                ("a:-1", "the tag"),
                ("a:.1", "the tag"),
                ("a:1+2", "the tag"),
                ("a:1:2", "the path"),
                ("a@", "the digest"),
                ("a@latest", "the digest"),
                (&tag, "the tag"),
                (&path, "at most 255 characters, and this one has 256"),
                (&upper, "the digest"),
                (&short, "the digest"),
                (&md5, "the digest"),
                (HEX, "64 hexadecimal digits"),
            ],
        );
    }
}
