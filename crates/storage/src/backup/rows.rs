//! Rows as JSON lines: one object per row, readable without this program.

use crate::{Row, Value};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value as Json, json};

/// One row as one line, without its line end.
pub(super) fn to_line(row: &Row) -> String {
    let cells = row.columns().iter().cloned().zip(row.values().iter().map(to_json));
    Json::Object(cells.collect::<Map<_, _>>()).to_string()
}

fn to_json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Int(int) => json!(int),
        // By its bits: a decimal form may come back as its neighbour.
        Value::Real(real) => json!({ "real": real.to_bits() }),
        Value::Text(text) => json!(text),
        Value::Bytes(bytes) => json!({ "base64": STANDARD.encode(bytes) }),
    }
}

/// Columns and values of a line.
pub(super) fn from_line(line: &str) -> Option<Vec<(String, Value)>> {
    let Ok(Json::Object(cells)) = serde_json::from_str(line) else { return None };
    cells.into_iter().map(|(column, cell)| Some((column, from_json(&cell)?))).collect()
}

fn from_json(cell: &Json) -> Option<Value> {
    match cell {
        Json::Null => Some(Value::Null),
        Json::Number(number) => number.as_i64().map(Value::Int),
        Json::String(text) => Some(Value::Text(text.clone())),
        Json::Object(tagged) if tagged.len() == 1 => {
            if let Some(Json::String(text)) = tagged.get("base64") {
                STANDARD.decode(text).ok().map(Value::Bytes)
            } else {
                tagged.get("real")?.as_u64().map(f64::from_bits).map(Value::Real)
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::Arc;

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Null),
            any::<i64>().prop_map(Value::Int),
            any::<f64>().prop_filter("no NaN in tables", |real| !real.is_nan()).prop_map(Value::Real),
            any::<String>().prop_map(Value::Text),
            any::<Vec<u8>>().prop_map(Value::Bytes),
        ]
    }

    proptest! {
        #[test]
        fn a_row_comes_back_from_its_line(values in prop::collection::vec(value(), 1..6)) {
            let columns: Arc<[String]> = (0..values.len()).map(|n| format!("c{n}")).collect();
            let line = to_line(&Row::new(Arc::clone(&columns), values.clone()));
            prop_assert!(!line.contains('\n'));
            let expected: Vec<_> = columns.iter().cloned().zip(values).collect();
            prop_assert_eq!(from_line(&line), Some(expected));
        }

        #[test]
        fn any_line_ends_without_panic(line in any::<String>()) {
            let _ = from_line(&line);
        }
    }
}
