//! A transaction, the same to its user on both engines.

use crate::error::beginning;
use crate::{Row, Sql, StorageError, Value};

/// Which engine a database runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, inside the program.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

/// What only this crate may do: run text that was built, not written.
pub trait Raw {
    #[doc(hidden)]
    fn query_text(&mut self, text: &str, params: &[Value]) -> Result<Vec<Row>, StorageError>;
    #[doc(hidden)]
    fn execute_text(&mut self, text: &str, params: &[Value]) -> Result<u64, StorageError>;
    /// Several statements without parameters, in the engine's own dialect.
    #[doc(hidden)]
    fn batch(&mut self, text: &str) -> Result<(), StorageError>;
}

/// A transaction of [`Db::read`](crate::Db::read) or [`Db::write`](crate::Db::write).
///
/// Once a statement has failed, every later one fails with the same error, and so does the commit, on both engines.
///
/// Only this crate implements it.
pub trait Tx: Raw {
    /// Which engine runs it: only search asks.
    fn engine(&self) -> Engine;

    /// Runs a statement and returns all its rows.
    ///
    /// # Errors
    /// [`StorageError`] when the engine refuses, or a column has a type that only one engine has.
    fn query(&mut self, sql: Sql, params: &[Value]) -> Result<Vec<Row>, StorageError> {
        self.query_text(sql.text(), params)
    }

    /// Runs a statement that gives no row or one.
    ///
    /// # Errors
    /// As [`Tx::query`]; [`StorageError::RowCount`] when there are several.
    fn opt(&mut self, sql: Sql, params: &[Value]) -> Result<Option<Row>, StorageError> {
        let mut rows = self.query(sql, params)?;
        match rows.len() {
            0 => Ok(None),
            1 => Ok(rows.pop()),
            found => Err(StorageError::RowCount { statement: beginning(sql.text()), found }),
        }
    }

    /// Runs a statement that gives exactly one row.
    ///
    /// # Errors
    /// As [`Tx::query`]; [`StorageError::RowCount`] when there is none or there are several.
    fn one(&mut self, sql: Sql, params: &[Value]) -> Result<Row, StorageError> {
        self.opt(sql, params)?
            .ok_or_else(|| StorageError::RowCount { statement: beginning(sql.text()), found: 0 })
    }

    /// Runs a statement that changes rows and returns how many it changed.
    ///
    /// # Errors
    /// As [`Tx::query`]; [`StorageError::Constraint`] when a row would break a rule of the tables.
    fn execute(&mut self, sql: Sql, params: &[Value]) -> Result<u64, StorageError> {
        self.execute_text(sql.text(), params)
    }
}
