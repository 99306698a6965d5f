//! SQLite: one file, inside the program.

use crate::error::beginning;
use crate::{Row, StorageError, Value};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{ErrorCode, OpenFlags, StatementStatus, ToSql, params_from_iter};
use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// How long a statement waits for another process's write.
const BUSY_MS: u64 = 10_000;

/// How a connection is used.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    Write,
    Read,
}

/// One connection to a SQLite file.
pub(crate) struct Sqlite {
    connection: rusqlite::Connection,
    /// Steps of the engine's machine in every query so far.
    steps: Cell<u64>,
}

impl Sqlite {
    /// Opens the file; `create` makes it when absent.
    ///
    /// A reader opens for writing too (WAL readers maintain a shared index) but refuses every change.
    pub(crate) fn open(path: &Path, used_for: Use, create: bool) -> Result<Self, StorageError> {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if create {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        }
        let failed = |error: rusqlite::Error| StorageError::Open {
            place: path.display().to_string(),
            reason: error.to_string(),
        };
        #[cfg(unix)]
        if create {
            close_to_others(path);
        }
        let connection = rusqlite::Connection::open_with_flags(path, flags).map_err(failed)?;
        connection.busy_timeout(Duration::from_millis(BUSY_MS)).map_err(failed)?;
        connection.set_prepared_statement_cache_capacity(256);
        // WAL: readers never wait for the writer. FULL: a commit is on the disk when it returns, for national
        // data has no journal to come back from. Secure delete: what is deleted is written over, so that an erased
        // text does not live on in free pages.
        let pragmas = match used_for {
            Use::Write => {
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; \
                 PRAGMA secure_delete=ON;"
            }
            Use::Read => "PRAGMA query_only=ON; PRAGMA trusted_schema=OFF;",
        };
        connection.execute_batch(pragmas).map_err(failed)?;
        Ok(Self { connection, steps: Cell::new(0) })
    }

    pub(crate) fn query(&self, text: &str, params: &[Value]) -> Result<Vec<Row>, StorageError> {
        let failed = |error| translate(error, text);
        let mut statement = self.connection.prepare_cached(text).map_err(failed)?;
        let columns: Arc<[String]> = statement.column_names().map(str::to_owned).collect();
        let mut found = statement.query(params_from_iter(params)).map_err(failed)?;
        let mut rows = Vec::new();
        while let Some(row) = found.next().map_err(failed)? {
            let values = (0..columns.len()).map(|position| read(row, position, &columns, text));
            rows.push(Row::new(Arc::clone(&columns), values.collect::<Result<_, _>>()?));
        }
        drop(found);
        let steps = u64::try_from(statement.reset_status(StatementStatus::VmStep)).unwrap_or(0);
        self.steps.set(self.steps.get().saturating_add(steps));
        Ok(rows)
    }

    /// Moves the write-ahead log into the file and cuts it to nothing; `false` when a reader held it for too long.
    pub(crate) fn empty_log(&self) -> Result<bool, StorageError> {
        let rows = self.query("PRAGMA wal_checkpoint(TRUNCATE)", &[])?;
        Ok(rows.first().map(|row| row.get::<i64>("busy")).transpose()? == Some(0))
    }

    /// Steps of the engine's machine in every query so far.
    pub(crate) const fn steps(&self) -> u64 {
        self.steps.get()
    }

    /// How the engine would run a statement, a line for each table or index.
    pub(crate) fn plan(&self, text: &str) -> Result<Vec<String>, StorageError> {
        // Parameters stay unbound: the plan does not depend on them.
        let failed = |error| translate(error, text);
        let mut statement = self.connection.prepare(&format!("EXPLAIN QUERY PLAN {text}")).map_err(failed)?;
        let mut rows = statement.raw_query();
        let mut lines = Vec::new();
        while let Some(row) = rows.next().map_err(failed)? {
            lines.push(row.get("detail").map_err(failed)?);
        }
        Ok(lines)
    }

    pub(crate) fn execute(&self, text: &str, params: &[Value]) -> Result<u64, StorageError> {
        let failed = |error| translate(error, text);
        let mut statement = self.connection.prepare_cached(text).map_err(failed)?;
        if statement.column_count() > 0 {
            // `… RETURNING` whose rows nobody wants: run it to its end.
            let mut found = statement.query(params_from_iter(params)).map_err(failed)?;
            let mut count = 0;
            while found.next().map_err(failed)?.is_some() {
                count += 1;
            }
            return Ok(count);
        }
        statement.execute(params_from_iter(params)).map(|count| count as u64).map_err(failed)
    }

    pub(crate) fn batch(&self, text: &str) -> Result<(), StorageError> {
        self.connection.execute_batch(text).map_err(|error| translate(error, text))
    }

    /// Whether no transaction is open: after an error, that the engine rolled it back by itself.
    pub(crate) fn is_outside_transaction(&self) -> bool {
        self.connection.is_autocommit()
    }

    /// Prepares a statement without running it.
    pub(crate) fn prepare(&self, text: &str) -> Result<(), StorageError> {
        self.connection.prepare(text).map(drop).map_err(|error| translate(error, text))
    }
}

/// Makes a new file readable to its owner only, for it holds password hashes; its companions take its mode over. An empty
/// file is an empty database, and what keeps this from working is told by the opening that follows.
#[cfg(unix)]
fn close_to_others(path: &Path) {
    use std::os::unix::fs::OpenOptionsExt as _;
    drop(std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path));
}

fn read(
    row: &rusqlite::Row<'_>,
    position: usize,
    columns: &[String],
    text: &str,
) -> Result<Value, StorageError> {
    Ok(match row.get_ref(position).map_err(|error| translate(error, text))? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(int) => Value::Int(int),
        ValueRef::Real(real) => Value::Real(real),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(utf8) => Value::Text(utf8.to_owned()),
            Err(_) => {
                let column = columns.get(position).cloned().unwrap_or_default();
                return Err(StorageError::UnsupportedColumn {
                    column,
                    found: "text that is not UTF-8".into(),
                });
            }
        },
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    })
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(int) => ValueRef::Integer(*int),
            Self::Real(real) => ValueRef::Real(*real),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn translate(error: rusqlite::Error, text: &str) -> StorageError {
    let code = error.sqlite_error_code();
    match code {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StorageError::Busy,
        Some(ErrorCode::DiskFull) => StorageError::Full,
        Some(ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch | ErrorCode::TooBig) => {
            StorageError::Constraint(error.to_string())
        }
        Some(ErrorCode::ReadOnly) => StorageError::ReadOnly,
        _ => StorageError::Sql { statement: beginning(text), reason: error.to_string() },
    }
}
