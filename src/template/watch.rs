//! How long a template renders: text and lists that are added to themselves grow without end in few instructions.

use std::sync::atomic::{AtomicU64, Ordering};

use minijinja::{Environment, Error, Value};

/// Odd while a template renders; each rendering has a number of its own.
static RENDERINGS: AtomicU64 = AtomicU64::new(0);

/// The number of the rendering that goes on, if one does whose instructions are counted.
pub fn rendering() -> Option<u64> {
    let number = RENDERINGS.load(Ordering::Relaxed);
    (number % 2 == 1).then_some(number)
}

/// Renders a template of the user's under watch. Our own templates end, however much a config makes them print.
pub(super) fn render(env: &Environment<'_>, name: &str, context: &Value) -> Result<String, Error> {
    let template = env.get_template(name)?;
    let is_watched = env.fuel().is_some();
    RENDERINGS.fetch_add(u64::from(is_watched), Ordering::Relaxed);
    let text = template.render(context);
    RENDERINGS.fetch_add(u64::from(is_watched), Ordering::Relaxed);
    text
}
