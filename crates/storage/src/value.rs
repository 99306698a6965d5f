//! Values that travel between Rust and SQL: the five types that both engines share.

use crate::StorageError;
use liptako_core::{Audience, Kind, MemberIndex, ObjectId, RequestId};
use liptako_journal::Hash;

/// One value of a statement's parameter or of a row's column.
///
/// Booleans are 0 and 1. Text never holds a NUL character and a real is never NaN: one engine or the other
/// would refuse or change it, so both refuse.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// SQL `NULL`.
    Null,
    /// A 64-bit whole number.
    Int(i64),
    /// A double. Never in records or their projections: floating point is not reproducible enough to digest.
    Real(f64),
    /// UTF-8 text.
    Text(String),
    /// Raw bytes.
    Bytes(Vec<u8>),
}

impl Value {
    /// What this value is, in words for an error.
    pub(crate) const fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Int(_) => "a whole number",
            Self::Real(_) => "a real number",
            Self::Text(_) => "text",
            Self::Bytes(_) => "bytes",
        }
    }

    /// Refuses what one of the two engines would refuse or alter.
    pub(crate) fn check(&self) -> Result<(), StorageError> {
        match self {
            Self::Text(text) if text.contains('\0') => {
                Err(StorageError::Constraint("text holds a NUL character".into()))
            }
            Self::Real(real) if real.is_nan() => {
                Err(StorageError::Constraint("a real is not a number".into()))
            }
            _ => Ok(()),
        }
    }

    /// Appends an unambiguous byte form, the same for both engines: what digests are taken over.
    pub(crate) fn encode(&self, out: &mut Vec<u8>) {
        let (tag, bytes): (u8, &[u8]) = match self {
            Self::Null => (0, &[]),
            Self::Int(int) => (1, &int.to_be_bytes()),
            Self::Real(real) => (2, &real.to_bits().to_be_bytes()),
            Self::Text(text) => (3, text.as_bytes()),
            Self::Bytes(bytes) => (4, bytes),
        };
        out.push(tag);
        out.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
        out.extend_from_slice(bytes);
    }
}

macro_rules! from_whole {
    ($($type:ty),*) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::Int(i64::from(value))
            }
        }
        impl FromValue for $type {
            const WANTED: &'static str = concat!("a whole number that fits ", stringify!($type));
            fn from_value(value: &Value) -> Option<Self> {
                match value {
                    Value::Int(int) => <$type>::try_from(*int).ok(),
                    _ => None,
                }
            }
        }
    )*};
}
from_whole!(i64, i32, i16, i8, u32, u16, u8);

impl From<u64> for Value {
    /// Sizes and indexes are below 2⁶³; a larger number is kept at that bound.
    fn from(value: u64) -> Self {
        Self::Int(i64::try_from(value).unwrap_or(i64::MAX))
    }
}
impl From<usize> for Value {
    /// As for `u64`.
    fn from(value: usize) -> Self {
        Self::from(value as u64)
    }
}
impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Int(i64::from(value))
    }
}
impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Real(value)
    }
}
impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}
impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(value)
    }
}
impl From<&Vec<u8>> for Value {
    fn from(value: &Vec<u8>) -> Self {
        Self::Bytes(value.clone())
    }
}
impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Self {
        Self::Bytes(value.to_vec())
    }
}
impl<const N: usize> From<[u8; N]> for Value {
    fn from(value: [u8; N]) -> Self {
        Self::Bytes(value.to_vec())
    }
}
impl<const N: usize> From<&[u8; N]> for Value {
    fn from(value: &[u8; N]) -> Self {
        Self::Bytes(value.to_vec())
    }
}
impl From<ObjectId> for Value {
    fn from(value: ObjectId) -> Self {
        Self::Bytes(value.as_bytes().to_vec())
    }
}
impl From<RequestId> for Value {
    fn from(value: RequestId) -> Self {
        Self::Bytes(value.as_bytes().to_vec())
    }
}
impl From<Hash> for Value {
    fn from(value: Hash) -> Self {
        Self::Bytes(value.0.to_vec())
    }
}
impl From<MemberIndex> for Value {
    fn from(value: MemberIndex) -> Self {
        Self::Int(i64::from(value.0))
    }
}
impl From<Kind> for Value {
    fn from(value: Kind) -> Self {
        Self::Int(i64::from(value.0))
    }
}
impl From<Audience> for Value {
    fn from(value: Audience) -> Self {
        Self::Int(i64::from(value.0))
    }
}
impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A Rust type that a column can be read as.
pub trait FromValue: Sized {
    /// What the column should have held, in words for an error.
    const WANTED: &'static str;

    /// Reads the value, or `None` when it is of another type or out of range.
    fn from_value(value: &Value) -> Option<Self>;
}

impl FromValue for Value {
    const WANTED: &'static str = "anything";
    fn from_value(value: &Value) -> Option<Self> {
        Some(value.clone())
    }
}
impl FromValue for u64 {
    const WANTED: &'static str = "a whole number, zero or more";
    fn from_value(value: &Value) -> Option<Self> {
        i64::from_value(value).and_then(|int| Self::try_from(int).ok())
    }
}
impl FromValue for usize {
    const WANTED: &'static str = "a whole number, zero or more";
    fn from_value(value: &Value) -> Option<Self> {
        i64::from_value(value).and_then(|int| Self::try_from(int).ok())
    }
}
impl FromValue for bool {
    const WANTED: &'static str = "0 or 1";
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Int(0) => Some(false),
            Value::Int(1) => Some(true),
            _ => None,
        }
    }
}
impl FromValue for f64 {
    const WANTED: &'static str = "a real number";
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Real(real) => Some(*real),
            Value::Int(int) => Some(*int as Self),
            _ => None,
        }
    }
}
impl FromValue for String {
    const WANTED: &'static str = "text";
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }
}
impl FromValue for Vec<u8> {
    const WANTED: &'static str = "bytes";
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bytes(bytes) => Some(bytes.clone()),
            _ => None,
        }
    }
}
impl<const N: usize> FromValue for [u8; N] {
    const WANTED: &'static str = "bytes of one fixed length";
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bytes(bytes) => bytes.as_slice().try_into().ok(),
            _ => None,
        }
    }
}
impl FromValue for ObjectId {
    const WANTED: &'static str = "an identifier of 16 bytes";
    fn from_value(value: &Value) -> Option<Self> {
        <[u8; 16]>::from_value(value).map(Self::from_bytes)
    }
}
impl FromValue for RequestId {
    const WANTED: &'static str = "an identifier of 16 bytes";
    fn from_value(value: &Value) -> Option<Self> {
        <[u8; 16]>::from_value(value).map(Self::from_bytes)
    }
}
impl FromValue for Hash {
    const WANTED: &'static str = "a hash of 32 bytes";
    fn from_value(value: &Value) -> Option<Self> {
        <[u8; 32]>::from_value(value).map(Self)
    }
}
impl FromValue for MemberIndex {
    const WANTED: &'static str = "a member's position";
    fn from_value(value: &Value) -> Option<Self> {
        u8::from_value(value).map(Self)
    }
}
impl FromValue for Kind {
    const WANTED: &'static str = "a record kind";
    fn from_value(value: &Value) -> Option<Self> {
        u16::from_value(value).map(Self)
    }
}
impl FromValue for Audience {
    const WANTED: &'static str = "an audience";
    fn from_value(value: &Value) -> Option<Self> {
        u32::from_value(value).map(Self)
    }
}
impl<T: FromValue> FromValue for Option<T> {
    const WANTED: &'static str = T::WANTED;
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            other => T::from_value(other).map(Some),
        }
    }
}

/// Builds a statement's parameters: `params![id, name, 3]` is `&[Value]`, in the order `?1`, `?2`, `?3`.
#[macro_export]
macro_rules! params {
    () => { &[] as &[$crate::Value] };
    ($($value:expr),+ $(,)?) => { &[$($crate::Value::from($value)),+] as &[$crate::Value] };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_reads_back_as_what_it_was_made_of() {
        assert_eq!(u64::from_value(&Value::from(7u64)), Some(7));
        assert_eq!(Option::<String>::from_value(&Value::from(None::<String>)), Some(None));
        assert_eq!(
            ObjectId::from_value(&Value::from(ObjectId::from_bytes([3; 16]))),
            Some(ObjectId::from_bytes([3; 16]))
        );
        assert_eq!(bool::from_value(&Value::Int(2)), None);
        assert_eq!(u64::from_value(&Value::Int(-1)), None);
    }

    #[test]
    fn what_one_engine_would_refuse_both_refuse() {
        assert!(Value::from("a\0b").check().is_err());
        assert!(Value::Real(f64::NAN).check().is_err());
        assert!(Value::from("").check().is_ok());
    }

    #[test]
    fn the_byte_form_tells_neighbours_apart() {
        let form = |values: &[Value]| {
            let mut out = Vec::new();
            values.iter().for_each(|value| value.encode(&mut out));
            out
        };
        assert_ne!(form(params!["a", "bc"]), form(params!["ab", "c"]));
        assert_ne!(form(params!["", Value::Null]), form(params![Value::Null, ""]));
    }
}
