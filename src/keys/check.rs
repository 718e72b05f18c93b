//! The values of a map, checked one by one: each key by its own type.

use std::borrow::Cow;

use super::{Check, Key, MOST, Type};
use crate::json::{Entry, Kind, Map, Value};
use crate::kubernetes::{Arch, Quantity, name};
use crate::text::{Code, Diagnostic, Diagnostics, Span, did_you_mean, suggest};

/// Checks every value of a map for which there is a key. What is wrong is marked as such, so that nothing follows from it.
pub fn check<'s>(
    map: Map<'s>,
    find: &mut dyn FnMut(&Entry<'s>) -> Option<&'static Key>,
    diagnostics: &mut Diagnostics,
) -> Map<'s> {
    check_each(map, find, false, diagnostics)
}

/// The same; with `by_item` a list of names is wrong only where an item is.
fn check_each<'s>(
    mut map: Map<'s>,
    find: &mut dyn FnMut(&Entry<'s>) -> Option<&'static Key>,
    by_item: bool,
    diagnostics: &mut Diagnostics,
) -> Map<'s> {
    for entry in &mut map.0 {
        let Some(key) = find(entry) else { continue };
        let before = diagnostics.len();
        Findings { key: key.name, diagnostics }.value(key.kind, entry);
        // In these, what is wrong is marked further down.
        let is_record = matches!(
            (key.kind, &entry.value.kind),
            (
                Type::Record(_)
                    | Type::Texts(..)
                    | Type::Env
                    | Type::Gpu
                    | Type::Resources
                    | Type::Requirements,
                Kind::Map(_)
            ) | (Type::Records(_), Kind::List(_))
                | (Type::RunnerLabels, Kind::Text(_))
        );
        let is_marked = matches!(&entry.value.kind, Kind::List(items) if items.iter().any(Value::is_wrong));
        if diagnostics.len() > before && !is_record && !(by_item && is_marked) {
            entry.value.kind = Kind::Wrong;
        }
    }
    map
}

/// Checks a map that has only keys of a table; `whole` is the map in words, such as `a component`.
pub fn check_record<'s>(
    map: Map<'s>,
    keys: &'static [Key],
    whole: &str,
    diagnostics: &mut Diagnostics,
) -> Map<'s> {
    for entry in map.0.iter().filter(|entry| !keys.iter().any(|key| key.name == entry.key)) {
        let near = suggest(&entry.key, keys.iter().map(|key| key.name));
        let help = near
            .map_or_else(|| format!("{whole} has {}", list(keys.iter().map(|key| key.name))), did_you_mean);
        let message = format!("unknown key `{}`", entry.key);
        diagnostics.push(Diagnostic::new(Code::UnknownKey, message).at(entry.key_span, help));
    }
    check_each(map, &mut |entry| keys.iter().find(|key| key.name == entry.key), true, diagnostics)
}

/// Names as a sentence lists them.
pub fn list<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// Collects what is wrong with the value of one key.
pub(super) struct Findings<'d> {
    pub(super) key: &'static str,
    pub(super) diagnostics: &'d mut Diagnostics,
}

impl Findings<'_> {
    fn value(&mut self, kind: Type, entry: &mut Entry<'_>) {
        let value = &mut entry.value;
        match (&mut value.kind, kind) {
            (Kind::Null | Kind::Wrong, _) | (Kind::Map(_), Type::Map) => {}
            // The article writes `""` for what is not set.
            (Kind::Text(text), _) if text.is_empty() => value.kind = Kind::Null,
            (_, Type::Integer(least, most)) => self.integer((least, most), value),
            (Kind::Text(text), Type::Text(check)) => {
                let checked = check(text);
                self.named(checked, value.span, Code::BadName);
            }
            (_, Type::Switch) => self.switch(value),
            (_, Type::Quantity) => self.quantity(value),
            (_, Type::RunnerLabels) => self.labels(value),
            (_, Type::Labels) => self.label_list(value),
            (_, Type::Archs) => self.archs(value),
            (Kind::Map(map), Type::Gpu | Type::Resources) => self.devices(map),
            (_, Type::Gpu) => self.gpu(value),
            (Kind::Map(map), Type::Requirements) => self.requirements(map),
            (Kind::Map(map), Type::Texts(key, text)) => self.texts(map, key, Some(text)),
            (Kind::Map(map), Type::Env) => self.env(map),
            (_, Type::Names(check)) => self.names(check, value),
            (Kind::Map(map), Type::ArchLabels) => self.arch_labels(map),
            (Kind::Map(map), Type::Record(keys)) => {
                *map = check_record(std::mem::take(map), keys, &format!("`{}`", self.key), self.diagnostics);
            }
            (Kind::List(items), Type::Records(keys)) => self.records(items, keys),
            (Kind::List(items), Type::Maps) => {
                for item in items {
                    if !matches!(item.kind, Kind::Map(_)) {
                        let name = matches!(item.kind, Kind::Text(_)) && self.key == "image_pull_secrets";
                        let example = "a map, such as `{\"name\": \"harbor\"}`";
                        self.wrong_type(item, if name { example } else { "a map, as Kubernetes spells it" });
                    }
                }
            }
            (_, kind) => self.wrong_type(value, kind.expected()),
        }
    }

    pub(super) fn wrong_type(&mut self, value: &Value<'_>, expected: &str) {
        // What could not be read has been told of.
        if value.kind == Kind::Wrong {
            return;
        }
        let key = self.key;
        let mut found = Diagnostic::new(
            Code::WrongType,
            format!("`{key}` takes {expected}, and this is {}", value.kind.name()),
        )
        .at(value.span, format!("expected {expected}"));
        if matches!(value.kind, Kind::Integer(_) | Kind::Float(_) | Kind::Bool(_))
            && expected.starts_with("a string")
        {
            found = found.help("put it in double quotes");
        }
        self.diagnostics.push(found);
    }

    pub(super) fn named(&mut self, checked: Result<(), String>, span: Span, code: Code) {
        if let Err(reason) = checked {
            let (rule, hint) = reason.split_once("; ").unwrap_or((&reason, ""));
            let message = format!("`{}` cannot be this", self.key);
            self.diagnostics.push(Diagnostic::new(code, message).at(span, hint).note(rule));
        }
    }

    /// An integer, which may be written as a string.
    fn integer(&mut self, (least, most): (i64, i64), value: &mut Value<'_>) {
        if let Kind::Text(text) = &value.kind {
            let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
            let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            // What is beyond 64 bits is beyond all that a key takes.
            let beyond = || if text.starts_with('-') { i64::MIN } else { i64::MAX };
            if is_number {
                value.kind = Kind::Integer(text.parse().unwrap_or_else(|_too_large| beyond()));
            }
        }
        match value.kind {
            Kind::Integer(number) if number < least => {
                let message = format!("`{}` is at least {least}", self.key);
                self.diagnostics.push(
                    Diagnostic::new(Code::WrongType, message)
                        .at(value.span, "too small")
                        .help(format!("write {least} or more")),
                );
            }
            Kind::Integer(number) if number > most => {
                let message = format!("`{}` is at most {most}", self.key);
                self.diagnostics.push(
                    Diagnostic::new(Code::WrongType, message)
                        .at(value.span, "too large")
                        .help(format!("write {most} or less")),
                );
            }
            Kind::Integer(_) => {}
            _ => self.wrong_type(value, "an integer"),
        }
    }

    /// A count of GPUs; a map is for those that are told by name.
    fn gpu(&mut self, value: &mut Value<'_>) {
        let is_count = match &value.kind {
            Kind::Text(text) => text.parse::<i64>().is_ok(),
            kind => matches!(kind, Kind::Integer(_)),
        };
        if is_count {
            return self.integer((0, MOST), value);
        }
        if matches!(value.kind, Kind::Float(_)) {
            let message = format!("`{}` takes whole GPUs", self.key);
            let found = Diagnostic::new(Code::WrongType, message).at(value.span, "expected an integer").help(
                "a part of a GPU has a resource of its own: `\"gpu\": { \"nvidia.com/mig-1g.5gb\": 1 }`",
            );
            return self.diagnostics.push(found);
        }
        self.wrong_type(value, Type::Gpu.expected());
    }

    fn switch(&mut self, value: &mut Value<'_>) {
        match &value.kind {
            Kind::Text(text) if text == "true" => value.kind = Kind::Bool(true),
            Kind::Text(text) if text == "false" => value.kind = Kind::Bool(false),
            Kind::Bool(_) => {}
            _ => self.wrong_type(value, "`true` or `false`"),
        }
    }

    fn quantity(&mut self, value: &Value<'_>) {
        match &value.kind {
            Kind::Text(text) => {
                if let Err(error) = Quantity::parse_resource(text) {
                    let message = format!("`{}` is not a Kubernetes quantity", self.key);
                    self.diagnostics
                        .push(Diagnostic::new(Code::BadQuantity, message).at(value.span, error.to_string()));
                }
            }
            Kind::Integer(0..) => {}
            Kind::Integer(_) => {
                let message = format!("`{}` is not a Kubernetes quantity", self.key);
                self.diagnostics.push(
                    Diagnostic::new(Code::BadQuantity, message).at(value.span, "it cannot be negative"),
                );
            }
            _ => self.wrong_type(value, "a string such as `500m` or `8Gi`"),
        }
    }

    /// A string becomes the list of it.
    pub(super) fn names(&mut self, check: Check, value: &mut Value<'_>) {
        if matches!(value.kind, Kind::Text(_)) {
            value.kind = Kind::List(vec![value.clone()]);
        }
        let Kind::List(items) = &mut value.kind else {
            return self.wrong_type(value, "a string or a list of strings");
        };
        for item in items {
            let before = self.diagnostics.len();
            match &item.kind {
                Kind::Text(text) => self.named(check(text), item.span, Code::BadName),
                _ => self.wrong_type(item, "a string"),
            }
            if self.diagnostics.len() > before {
                item.kind = Kind::Wrong;
            }
        }
    }

    /// The keys are kept as Kubernetes spells them, the labels with commas.
    fn arch_labels(&mut self, map: &mut Map<'_>) {
        let mut seen = Vec::new();
        for entry in &mut map.0 {
            match Arch::parse_written(&entry.key) {
                Some(arch) if seen.contains(&arch) => {
                    let message = format!("`{}` is given twice", arch.uname());
                    let found = Diagnostic::new(Code::DuplicateKey, message);
                    self.diagnostics.push(found.at(entry.key_span, "the same architecture"));
                }
                Some(arch) => {
                    entry.key = Cow::Borrowed(arch.name());
                    seen.push(arch);
                }
                None => self.unknown_arch(&entry.key, entry.key_span),
            }
            self.labels(&mut entry.value);
            if matches!(&entry.value.kind, Kind::Text(labels) if labels.is_empty()) {
                let found = Diagnostic::new(Code::MissingValue, "a job without labels has no runner");
                self.diagnostics.push(found.at(entry.value.span, "expected at least one label"));
            }
        }
    }

    fn records(&mut self, items: &mut [Value<'_>], keys: &'static [Key]) {
        for item in items {
            let Kind::Map(map) = &mut item.kind else {
                self.wrong_type(item, "a map");
                item.kind = Kind::Wrong;
                continue;
            };
            *map = check_record(
                std::mem::take(map),
                keys,
                &format!("an item of `{}`", self.key),
                self.diagnostics,
            );
        }
    }

    /// Architectures are kept as Kubernetes spells them.
    fn archs(&mut self, value: &mut Value<'_>) {
        let values = match &mut value.kind {
            Kind::Text(_) => std::slice::from_mut(value),
            Kind::List(items) => items.as_mut_slice(),
            _ => return self.wrong_type(value, "an architecture or a list of them"),
        };
        for value in values {
            let Kind::Text(text) = &value.kind else {
                self.wrong_type(value, "an architecture, such as \"arm64\"");
                value.kind = Kind::Wrong;
                continue;
            };
            if let Some(arch) = Arch::parse_written(text) {
                value.kind = Kind::Text(Cow::Borrowed(arch.name()));
            } else {
                self.unknown_arch(text, value.span);
                value.kind = Kind::Wrong;
            }
        }
    }

    fn unknown_arch(&mut self, text: &str, span: Span) {
        let near = Arch::meant(text).map(did_you_mean);
        let found = Diagnostic::new(Code::UnknownArchitecture, format!("unknown architecture `{text}`"))
            .at(span, near.unwrap_or_default())
            .note(format!("known are {}", Arch::known()));
        self.diagnostics.push(found);
    }

    fn devices(&mut self, map: &mut Map<'_>) {
        for entry in &mut map.0 {
            let before = self.diagnostics.len();
            self.named(name::device(&entry.key), entry.key_span, Code::BadName);
            self.mark(before, &mut entry.value);
        }
        self.resources(map);
    }

    fn resources(&mut self, map: &mut Map<'_>) {
        self.texts(map, name::label_key, None);
        let is_said = |value: &Value<'_>| matches!(value.kind, Kind::Null | Kind::Wrong);
        for entry in map.0.iter_mut().filter(|entry| !is_said(&entry.value)) {
            let before = self.diagnostics.len();
            self.quantity(&entry.value);
            self.mark(before, &mut entry.value);
        }
    }

    /// Marks a value of which something has been said.
    fn mark(&self, before: usize, value: &mut Value<'_>) {
        if self.diagnostics.len() > before {
            value.kind = Kind::Wrong;
        }
    }

    fn requirements(&mut self, map: &mut Map<'_>) {
        for entry in &mut map.0 {
            let before = self.diagnostics.len();
            let is_side = matches!(entry.value.kind, Kind::Map(_));
            match (entry.key.as_ref(), &mut entry.value.kind) {
                (_, Kind::Null) => {}
                ("requests" | "limits", Kind::Map(map)) => self.resources(map),
                ("requests" | "limits", _) => self.wrong_type(&entry.value, "a map of quantities"),
                (key, _) => {
                    let near = suggest(key, ["requests", "limits"]).map(did_you_mean);
                    let found =
                        Diagnostic::new(Code::UnknownKey, format!("unknown key `{key}` in `{}`", self.key))
                            .at(
                                entry.key_span,
                                near.unwrap_or_else(|| "expected `requests` or `limits`".into()),
                            );
                    self.diagnostics.push(found);
                }
            }
            // Of a side the amounts are marked.
            if !(is_side && matches!(entry.key.as_ref(), "requests" | "limits")) {
                self.mark(before, &mut entry.value);
            }
        }
        map.0.retain(|entry| matches!(entry.key.as_ref(), "requests" | "limits"));
    }

    fn texts(&mut self, map: &mut Map<'_>, key: Check, text: Option<Check>) {
        for entry in &mut map.0 {
            let before = self.diagnostics.len();
            self.named(key(&entry.key), entry.key_span, Code::BadName);
            match (&entry.value.kind, text) {
                (Kind::Text(value), Some(check)) => self.named(check(value), entry.value.span, Code::BadName),
                (Kind::Null, _) | (_, None) => {}
                _ => self.wrong_type(&entry.value, "a string"),
            }
            self.mark(before, &mut entry.value);
        }
    }

    fn env(&mut self, map: &mut Map<'_>) {
        for entry in &mut map.0 {
            let before = self.diagnostics.len();
            self.named(name::env_name(&entry.key), entry.key_span, Code::BadName);
            if !matches!(entry.value.kind, Kind::Text(_) | Kind::Map(_) | Kind::Null) {
                self.wrong_type(&entry.value, "a string or a `valueFrom` map");
            }
            self.mark(before, &mut entry.value);
        }
    }
}
