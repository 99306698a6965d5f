//! One row of a result.

use crate::{FromValue, StorageError, Value};
use std::sync::Arc;

/// One row of a result, read by column name or by position (from 0).
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    columns: Arc<[String]>,
    values: Vec<Value>,
}

/// A way to point at a column: its name or its position.
pub trait Column {
    /// Position in the row, if there is such a column.
    fn position(&self, columns: &[String]) -> Option<usize>;

    /// How to call it in an error.
    fn label(&self) -> String;
}

impl Column for &str {
    fn position(&self, columns: &[String]) -> Option<usize> {
        columns.iter().position(|name| name == self)
    }
    fn label(&self) -> String {
        (*self).to_owned()
    }
}

impl Column for usize {
    fn position(&self, columns: &[String]) -> Option<usize> {
        (*self < columns.len()).then_some(*self)
    }
    fn label(&self) -> String {
        format!("number {self}")
    }
}

impl Row {
    pub(crate) const fn new(columns: Arc<[String]>, values: Vec<Value>) -> Self {
        Self { columns, values }
    }

    /// Reads a column as `T`.
    ///
    /// # Errors
    /// [`StorageError::UnknownColumn`], or [`StorageError::Column`] when the value is of another type.
    pub fn get<T: FromValue>(&self, column: impl Column) -> Result<T, StorageError> {
        let position = column
            .position(&self.columns)
            .ok_or_else(|| StorageError::UnknownColumn { column: column.label() })?;
        let value = self.values.get(position).unwrap_or(&Value::Null);
        T::from_value(value).ok_or_else(|| StorageError::Column {
            column: column.label(),
            wanted: T::WANTED,
            found: value.type_name(),
        })
    }

    /// Names of the columns, in the order of the statement.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Values, in the order of the statement.
    pub fn values(&self) -> &[Value] {
        &self.values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_type_is_named_with_its_column() {
        let row = Row::new(Arc::from(["name".to_owned()]), vec![Value::Int(3)]);
        let error = row.get::<String>("name").unwrap_err().to_string();
        assert!(
            error.contains("name") && error.contains("text") && error.contains("whole number"),
            "{error}"
        );
        assert!(row.get::<i64>("other").is_err());
        assert_eq!(row.get::<i64>(0usize), Ok(3));
    }
}
