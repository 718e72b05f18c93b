//! Filters and tests that Jinja2 has and the engine has not, or has otherwise.

use std::sync::{Arc, Mutex};

use minijinja::value::{Kwargs, Rest, ValueKind, from_args};
use minijinja::{Environment, Error, ErrorKind, State, Value};
use minijinja_contrib::{filters as contrib, globals};

use super::engine::{Tape, locked};
use super::{json, limit};
use crate::yaml::{print, text};

/// Adds them all.
pub(super) fn add(env: &mut Environment<'static>, tape: &Arc<Mutex<Tape>>) {
    env.add_filter("tojson", json::tojson);
    env.add_filter("int", int);
    env.add_filter("float", float);
    env.add_filter("center", center);
    env.add_filter("escape", escape);
    env.add_filter("e", escape);
    // Prints Rust's notation, and `random` another text each time.
    env.remove_filter("pprint");
    env.add_filter("truncate", truncate);
    env.add_filter("lower_printed", |value: &Value| match value.kind() {
        // `{{ flag | lower }}` is how templates write YAML's `true`.
        ValueKind::Bool => Value::from_safe_string(value.is_true().to_string()),
        _ if value.is_safe() => Value::from_safe_string(print(value).to_lowercase()),
        _ => Value::from(print(value).to_lowercase()),
    });
    env.add_filter("striptags", contrib::striptags);
    env.add_filter("filesizeformat", contrib::filesizeformat);
    env.add_filter("wordcount", |text: &str| {
        text.split(|char: char| !char.is_alphanumeric() && char != '_')
            .filter(|word| !word.is_empty())
            .count()
    });
    env.add_filter("string", |value: &Value| match value.as_str() {
        Some(_) => Ok(value.clone()),
        None => limit::check_value(value).map(|()| Value::from(print(value))),
    });
    env.add_filter("urlencode", super::urlencode::urlencode);
    env.add_filter("indent", indent_value);
    env.add_test("callable", |value: &Value| value.kind() == ValueKind::Plain);
    env.add_test("sequence", |value: &Value| {
        matches!(value.kind(), ValueKind::String | ValueKind::Seq | ValueKind::Map)
    });
    env.add_function("cycler", globals::cycler);
    env.add_function("joiner", super::joiner::joiner);
    let own = Arc::clone(tape);
    env.add_filter("join_printed", move |state: &mut State, value: &Value, separator: Option<&Value>| {
        join(&own, state, value, separator)
    });
    let own = Arc::clone(tape);
    env.add_filter("safe_at", move |state: &mut State, value: &Value, at: usize| {
        let mut tape = locked(&own);
        if !tape.plain && !value.is_safe() && !value.is_undefined() {
            tape.raw.insert((state.name().to_owned(), at));
        }
        drop(tape);
        state.apply_filter("safe", std::slice::from_ref(value))
    });
    let own = Arc::clone(tape);
    env.add_filter(
        "indent_printed",
        move |value: &Value,
              width: Option<Value>,
              first: Option<bool>,
              blank: Option<bool>,
              options: Kwargs| { indent(&own, value, width, first, blank, &options) },
    );
}

/// `join` where its result is printed: the items are values, and so are separators that are not the author's own text.
fn join(
    tape: &Mutex<Tape>,
    state: &mut State,
    value: &Value,
    separator: Option<&Value>,
) -> Result<Value, Error> {
    let mut tape = locked(tape);
    if tape.plain || value.is_undefined() || value.as_str().is_some() {
        drop(tape);
        let separator = separator.cloned().unwrap_or_default();
        let args =
            if separator.is_undefined() { vec![value.clone()] } else { vec![value.clone(), separator] };
        return state.apply_filter("join", &args);
    }
    let mut out = String::new();
    let mut print = |value: &Value| match value.as_str().filter(|text| value.is_safe() || text.is_empty()) {
        Some(text) => {
            out.push_str(text);
            Ok(())
        }
        None => tape.hole(&mut out, value.clone()),
    };
    for (at, item) in value.try_iter()?.enumerate() {
        if let (1.., Some(separator)) = (at, separator) {
            print(separator)?;
        }
        print(&item)?;
    }
    Ok(Value::from_safe_string(out))
}

/// `indent` where its result is printed. A value needs no indentation, whatever stands before it does.
fn indent(
    tape: &Mutex<Tape>,
    value: &Value,
    width: Option<Value>,
    first: Option<bool>,
    blank: Option<bool>,
    options: &Kwargs,
) -> Result<Value, Error> {
    let (width, first, blank) = indentation(width, first, blank, options)?;
    let plain = print(value);
    let indented = indent_text(&plain, &width, first, blank);
    let mut tape = locked(tape);
    if value.is_safe() {
        return Ok(Value::from_safe_string(indented));
    }
    if tape.plain || value.as_str().is_none() {
        return Ok(Value::from(indented));
    }
    let mut out = String::new();
    let leading = if first { width.as_str() } else { "" };
    out.push_str(leading);
    tape.hole_printed(&mut out, value.clone(), Value::from(&indented[leading.len().min(indented.len())..]))?;
    Ok(Value::from_safe_string(out))
}

/// `indent` where its result is computed with.
#[expect(clippy::needless_pass_by_value, reason = "the signature of a filter")]
fn indent_value(
    value: &Value,
    width: Option<Value>,
    first: Option<bool>,
    blank: Option<bool>,
    options: Kwargs,
) -> Result<Value, Error> {
    let (width, first, blank) = indentation(width, first, blank, &options)?;
    let indented = indent_text(&print(value), &width, first, blank);
    Ok(if value.is_safe() { Value::from_safe_string(indented) } else { Value::from(indented) })
}

/// What is put before lines, so many blanks or a text; whether also before the first, and before blank ones.
fn indentation(
    width: Option<Value>,
    first: Option<bool>,
    blank: Option<bool>,
    options: &Kwargs,
) -> Result<(String, bool, bool), Error> {
    let width = width.or(options.get("width")?).unwrap_or_else(|| Value::from(4));
    let width = match width.as_str() {
        Some(text) => limit::width(text.len()).map(|_| text.to_owned())?,
        None => " ".repeat(limit::width(usize::try_from(width)?)?),
    };
    let first = first.or(options.get("first")?).unwrap_or(false);
    let blank = blank.or(options.get("blank")?).unwrap_or(false);
    options.assert_all_used()?;
    Ok((width, first, blank))
}

/// As Jinja2's `do_indent`: lines after the first, blank ones only if asked for.
fn indent_text(text: &str, width: &str, first: bool, blank: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let wanted = if at == 0 { first } else { blank || !line.is_empty() };
        out.push_str(if wanted { width } else { "" });
        out.push_str(line);
    }
    out
}

/// `int` gives its default, or 0, for what is no number.
#[expect(clippy::needless_pass_by_value, reason = "the signature of a filter")]
fn int(value: &Value, default: Option<Value>, base: Option<u32>, options: Kwargs) -> Result<Value, Error> {
    let default = default.or(options.get("default")?).unwrap_or_else(|| Value::from(0));
    let base = base.or(options.get("base")?).unwrap_or(10);
    options.assert_all_used()?;
    limit::defined(value)?;
    if !(2..=36).contains(&base) {
        return Err(Error::new(ErrorKind::InvalidOperation, "a base is from 2 to 36"));
    }
    let Some(text) = text(value) else { return Ok(default) };
    let text = text.trim().replace('_', "");
    let prefix = match base {
        16 => "0x",
        8 => "0o",
        2 => "0b",
        _ => "",
    };
    let text = text.strip_prefix(prefix).unwrap_or(&text);
    Ok(match (value.kind(), i64::from_str_radix(text, base)) {
        (ValueKind::Bool, _) => Value::from(i64::from(value.is_true())),
        (_, Ok(number)) => Value::from(number),
        _ => match text.parse::<f64>() {
            Ok(number) if number.is_nan() => default,
            #[expect(clippy::cast_possible_truncation, reason = "this is what the filter is for")]
            Ok(number) if number.abs() < limit::INTEGERS => Value::from(number as i64),
            Ok(_) => return Err(limit::inexact()),
            Err(_) => default,
        },
    })
}

/// `float` gives its default, or 0.0, for what is no number.
#[expect(clippy::needless_pass_by_value, reason = "the signature of a filter")]
fn float(value: &Value, default: Option<Value>, options: Kwargs) -> Result<Value, Error> {
    let default = default.or(options.get("default")?).unwrap_or_else(|| Value::from(0.0));
    options.assert_all_used()?;
    limit::defined(value)?;
    if value.kind() == ValueKind::Bool {
        return Ok(Value::from(f64::from(u8::from(value.is_true()))));
    }
    let number = |text: &str| text.trim().replace('_', "").parse::<f64>().ok();
    Ok(text(value).and_then(|text| number(&text)).map_or(default, Value::from))
}

/// As Jinja2's, for text that stands in HTML.
fn escape(value: &Value) -> String {
    let mut out = String::new();
    for char in print(value).chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&#34;"),
            '\'' => out.push_str("&#39;"),
            char => out.push(char),
        }
    }
    out
}

fn center(value: &Value, width: Option<usize>) -> Result<String, Error> {
    super::methods::pad(&print(value), width.unwrap_or(80), " ", super::methods::Side::Both)
}

/// As Jinja2's: a text that is longer than `length` and the leeway is cut, at a word unless `killwords`, and gets an `end`.
#[expect(clippy::needless_pass_by_value, reason = "the signature of a filter")]
fn truncate(
    value: &Value,
    length: Option<usize>,
    killwords: Option<bool>,
    end: Option<&str>,
    rest: Rest<Value>,
) -> Result<String, Error> {
    let (leeway, options): (Option<usize>, Kwargs) = from_args(&rest)?;
    let text = print(value);
    let length = length.or(options.get("length")?).unwrap_or(255);
    let end = end.or(options.get("end")?).unwrap_or("...");
    let leeway = leeway.or(options.get("leeway")?).unwrap_or(5);
    let killwords = killwords.or(options.get("killwords")?).unwrap_or(false);
    options.assert_all_used()?;
    if text.chars().count() <= length.saturating_add(leeway) {
        return Ok(text.into_owned());
    }
    let cut: String = text.chars().take(length.saturating_sub(end.chars().count())).collect();
    let kept = if killwords {
        cut.as_str()
    } else {
        cut.rsplit_once(' ').map_or(cut.as_str(), |(before, _)| before)
    };
    Ok(format!("{kept}{end}"))
}
