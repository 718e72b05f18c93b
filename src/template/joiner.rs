//! `joiner` as Jinja2 has it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use minijinja::value::{Object, ObjectRepr, from_args};
use minijinja::{Error, State, Value};

/// Gives nothing when it is called first, and then a separator.
#[derive(Debug)]
struct Joiner {
    separator: Value,
    is_used: AtomicBool,
}

/// `joiner(", ")`
pub(super) fn joiner(separator: Option<Value>) -> Value {
    let separator = separator.unwrap_or_else(|| Value::from_safe_string(", ".to_owned()));
    Value::from_object(Joiner { separator, is_used: AtomicBool::new(false) })
}

impl Object for Joiner {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn call(self: &Arc<Self>, _: &mut State<'_, '_>, args: &[Value]) -> Result<Value, Error> {
        let () = from_args(args)?;
        if self.is_used.swap(true, Ordering::Relaxed) {
            return Ok(self.separator.clone());
        }
        // Of a separator that is text nothing is text as well.
        let is_text = self.separator.is_safe();
        Ok(if is_text { Value::from_safe_string(String::new()) } else { Value::from("") })
    }
}
