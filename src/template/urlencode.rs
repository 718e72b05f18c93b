//! `urlencode` as Jinja2 has it.

use minijinja::Value;
use minijinja::value::ValueKind;

use crate::text::percent;
use crate::yaml::print;

/// A text for the path of an address; the pairs of a map, or of a list of pairs, for its query.
pub(super) fn urlencode(value: &Value) -> String {
    let pairs: Vec<(Value, Value)> = match value.kind() {
        ValueKind::Map => {
            let keys = value.try_iter().into_iter().flatten();
            keys.map(|key| (key.clone(), value.get_item(&key).unwrap_or_default())).collect()
        }
        ValueKind::Seq | ValueKind::Iterable => {
            let side = |pair: &Value, at: usize| pair.get_item(&Value::from(at)).unwrap_or_default();
            let items = value.try_iter().into_iter().flatten();
            items.map(|pair| (side(&pair, 0), side(&pair, 1))).collect()
        }
        _ => return percent(&print(value), "-_.~/"),
    };
    let query = |value: &Value| percent(&print(value), "-_.~").replace("%20", "+");
    let pairs: Vec<String> =
        pairs.iter().map(|(key, value)| format!("{}={}", query(key), query(value))).collect();
    pairs.join("&")
}
