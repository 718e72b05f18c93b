//! Every key that images.json can have.

use crate::actions::{ARCH_RUNNERS, RUNS_ON_FORMAT};
use crate::keys::{Key, MOST, Type, any, key};
use crate::kubernetes::name;

/// The keys of the file, the article's first.
pub const KEYS: &[Key] = &[
    key("dockerfile_build_components", Type::Records(COMPONENT), "the images, each from its Dockerfile")
        .needed()
        .filled()
        .like(r#"[{ "image_filename": "Dockerfile.go", "base_filename": "Dockerfile", "architecture": ["x86_64"] }]"#),
    key("output_manifest_tag", Type::Text(name::image_tag), "the tag of every image that is published")
        .needed()
        .like(r#""2.329.0""#),
    key("registry", Type::Text(name::image_prefix), "where images are published").like(r#""ghcr.io/acme""#),
    ARCH_RUNNERS,
    RUNS_ON_FORMAT,
    key("$schema", Type::Text(any), "the JSON Schema of this file, for editors"),
];

/// The keys of an image, the article's first.
pub const COMPONENT: &[Key] = &[
    key("image_filename", Type::Text(path), "the Dockerfile, as seen from the folder of the Dockerfiles")
        .needed()
        .like(r#""Dockerfile.go""#),
    key(
        "base_filename",
        Type::Names(path),
        "the Dockerfile of the image that this one is built from, or several",
    )
    .like(r#""Dockerfile.base""#),
    key("tags", Type::Labels, "the labels of the runners that build it").like(r#""lite""#),
    key("architecture", Type::Archs, "the architectures it is built for")
        .needed()
        .filled()
        .like(r#"["x86_64", "aarch64"]"#),
    key("build_level", Type::Integer(0, MOST), "its level, above that of its base")
        .or_else("computed")
        .like("1"),
    key("runner_tags", Type::Labels, "the same as `tags`"),
    key("image_name", Type::Text(name::image_path), "the name it is published under")
        .or_else("from the name of the Dockerfile")
        .like(r#""gh-actions-runner-go""#),
    key("image_tags", Type::Names(name::image_tag), "more tags that it is published under")
        .like(r#""latest""#),
    key("from", Type::Names(name::image), "what `FROM` calls the base, or each of them")
        .or_else("read from the Dockerfile"),
    key("build_args", Type::Texts(name::env_name, line), "build arguments")
        .like(r#"{ "GO_VERSION": "1.25" }"#),
    key("context", Type::Text(path), "the folder that the Dockerfile copies from")
        .or_else("that of the Dockerfiles"),
];

/// A path inside of a folder, in the one spelling that all tools take.
fn path(path: &str) -> Result<(), String> {
    if path.starts_with('/') {
        return Err(
            "this is a path as seen from the folder of the Dockerfiles; leave out the first `/`".into()
        );
    }
    if path.split('/').any(|part| part == "..") {
        return Err("this is a path inside of the folder of the Dockerfiles, so that it has no `..`".into());
    }
    if path.trim() != path || path.starts_with('-') || path.starts_with("github.com/") || path.contains("://")
    {
        return Err("this is a path, with no blanks around it, and no option or address".into());
    }
    let short: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    if path != "." && short.join("/") != path {
        let short = if short.is_empty() { ".".to_owned() } else { short.join("/") };
        return Err(format!("a path has no `.` and no empty parts; did you mean `{short}`?"));
    }
    line(path)
}

/// A text on one line.
fn line(text: &str) -> Result<(), String> {
    if text.contains(char::is_control) {
        return Err("this is one line without control characters".into());
    }
    Ok(())
}
