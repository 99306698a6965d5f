//! JSON that comes from elsewhere, read within bounds: bytes, depth, values, length of a text; a name that stands twice
//! in one object is refused, for two programs would read two things in it.

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::cell::Cell;
use std::fmt;

/// Largest file, in bytes.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;
/// Deepest nesting.
pub const MAX_DEPTH: usize = 16;
/// Most values, all levels together.
pub const MAX_VALUES: usize = 200_000;
/// Longest text, in bytes.
pub const MAX_TEXT_BYTES: usize = 256 * 1024;
/// Longest name of a member, in bytes.
const MAX_NAME_BYTES: usize = 250;

/// Why bytes are no JSON that is read here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JsonFault {
    /// More than [`MAX_BYTES`].
    #[error("the file has {0} bytes; at most 8 MiB are read")]
    TooLarge(usize),
    /// No JSON, or beyond a bound: the parser's words, with line and column.
    #[error("{0}")]
    Syntax(String),
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as written.
    Number(serde_json::Number),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object: names and values in the order of the file.
    Object(Vec<(String, Json)>),
}

static NULL: Json = Json::Null;

impl Json {
    /// Reads one value.
    ///
    /// # Errors
    /// [`JsonFault`].
    pub fn read(bytes: &[u8]) -> Result<Self, JsonFault> {
        if bytes.len() > MAX_BYTES {
            return Err(JsonFault::TooLarge(bytes.len()));
        }
        let left = Cell::new(MAX_VALUES);
        let mut input = serde_json::Deserializer::from_slice(bytes);
        let syntax = |error: serde_json::Error| JsonFault::Syntax(error.to_string());
        let value = Seed { depth: 0, left: &left }.deserialize(&mut input).map_err(syntax)?;
        input.end().map_err(syntax)?;
        Ok(value)
    }

    /// A member of an object; `null` where there is none.
    pub fn get(&self, name: &str) -> &Self {
        let members = match self {
            Self::Object(members) => members.as_slice(),
            _ => &[],
        };
        members.iter().find(|(found, _)| found == name).map_or(&NULL, |(_, value)| value)
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The members of an object; none for anything else.
    pub fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// A text; empty for anything else.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }

    /// Whether it is `null` or absent.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// A text, or a whole number as a text: MISP writes its numbers both ways.
    pub fn word(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            _ => String::new(),
        }
    }
}

struct Seed<'a> {
    depth: usize,
    left: &'a Cell<usize>,
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Json, D::Error> {
        let left = self.left.get().checked_sub(1);
        self.left.set(left.ok_or_else(|| de::Error::custom("more than 200 000 values"))?);
        input.deserialize_any(self)
    }
}

impl Seed<'_> {
    fn inside<E: de::Error>(&self) -> Result<Seed<'_>, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom("nested more than 16 deep"));
        }
        Ok(Seed { depth: self.depth + 1, left: self.left })
    }
}

fn bounded<E: de::Error>(text: &str) -> Result<Json, E> {
    if text.len() > MAX_TEXT_BYTES {
        return Err(E::custom("a text of more than 256 KiB"));
    }
    Ok(Json::Text(text.to_owned()))
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Json, E> {
        serde_json::Number::from_f64(value).map(Json::Number).ok_or_else(|| E::custom("not a number"))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Json, E> {
        bounded(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut input: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = input.next_element_seed(self.inside()?)? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut input: A) -> Result<Json, A::Error> {
        let mut members: Vec<(String, Json)> = Vec::new();
        let mut names = std::collections::BTreeSet::new();
        while let Some(name) = input.next_key::<String>()? {
            if name.len() > MAX_NAME_BYTES {
                return Err(de::Error::custom("a name of more than 250 bytes"));
            }
            if !names.insert(name.clone()) {
                let short: String = name.chars().take(40).collect();
                return Err(de::Error::custom(format!("“{short}” stands twice in one object")));
            }
            members.push((name, input.next_value_seed(self.inside()?)?));
        }
        Ok(Json::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fault(text: &str) -> String {
        Json::read(text.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn values_are_found_by_name_and_absence_is_null() {
        let json = Json::read(br#"{"a": [1, "x", null, true, -2, 1.5], "b": {"c": "d"}}"#).unwrap();
        assert_eq!(json.get("b").get("c").text(), "d");
        assert_eq!(json.get("a").items().len(), 6);
        assert_eq!((json.get("a").items()[0].word(), json.get("z").is_null()), ("1".to_owned(), true));
        assert!(json.get("a").members().is_empty() && json.get("b").items().is_empty());
    }

    #[test]
    fn what_passes_a_bound_is_refused_with_its_place() {
        assert!(fault(&"[".repeat(40)).contains("nested more than 16 deep at line 1 column"));
        assert!(fault(&format!("{}1{}", "[".repeat(200_000), "]".repeat(200_000))).contains("nested"));
        assert!(fault(r#"{"marking": 1, "marking": 2}"#).contains("“marking” stands twice"));
        assert!(fault(&format!("[{}1]", "1,".repeat(MAX_VALUES))).contains("200 000 values"));
        assert!(fault(&format!("\"{}\"", "a".repeat(MAX_TEXT_BYTES + 1))).contains("256 KiB"));
        assert!(fault("{\"a\": 1} x").contains("trailing"));
        assert!(fault("").contains("EOF"));
        assert_eq!(Json::read(&vec![b' '; MAX_BYTES + 1]), Err(JsonFault::TooLarge(MAX_BYTES + 1)));
        assert!(Json::read(b"\"\xff\"").is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_end_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Json::read(&bytes);
        }
    }
}
