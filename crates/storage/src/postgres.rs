//! PostgreSQL: a server, for a node that outgrows one machine.
//!
//! The client is synchronous: it may be used on blocking threads only, never inside an `async` context.
//! It speaks without TLS: the server is on this machine (a socket, loopback) or behind the administrator's tunnel.

use crate::error::beginning;
use crate::sql::{Role, for_postgres};
use crate::{Row, StorageError, Value};
use bytes::{BufMut, BytesMut};
use postgres::error::SqlState;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, NoTls};
use std::collections::HashMap;
use std::sync::Arc;

/// Where the server is and which schema of it is ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// URL without our own `schema` parameter.
    url: String,
    /// Schema that holds the tables, so that several nodes (and tests) can share one server.
    pub(crate) schema: String,
}

impl Address {
    /// Takes `schema=name` out of the URL's parameters; `liptako` when absent.
    pub(crate) fn parse(url: &str) -> Result<Self, StorageError> {
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let (ours, theirs): (Vec<&str>, Vec<&str>) =
            query.split('&').filter(|part| !part.is_empty()).partition(|part| part.starts_with("schema="));
        let schema =
            ours.last().and_then(|part| part.strip_prefix("schema=")).unwrap_or("liptako").to_owned();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if schema.is_empty() || schema.len() > 63 || !schema.chars().all(plain) || schema.starts_with("pg_") {
            return Err(StorageError::Url(format!("schema={schema}")));
        }
        let url = if theirs.is_empty() { base.to_owned() } else { format!("{base}?{}", theirs.join("&")) };
        Ok(Self { url, schema })
    }

    /// The address without its password, for messages.
    pub(crate) fn shown(&self) -> String {
        let end = self.url.find('@').map_or(0, |at| at + 1);
        let start = self.url.find("://").map_or(0, |at| at + 3);
        let name =
            self.url.get(start..end).and_then(|login| login.split([':', '@']).next()).unwrap_or_default();
        let at = if name.is_empty() { "" } else { "@" };
        let place = self.url.get(end.max(start)..).unwrap_or_default();
        let place = place.split('?').next().unwrap_or_default();
        format!("postgres://{name}{at}{place} (schema {})", self.schema)
    }
}

/// One connection to a PostgreSQL server.
pub(crate) struct Postgres {
    client: Client,
    /// Prepared statements by their text in the common dialect; emptied when it grows past the bound.
    prepared: HashMap<String, Prepared>,
}

#[derive(Clone)]
struct Prepared {
    statement: postgres::Statement,
    columns: Arc<[String]>,
}

/// Prepared statements kept per connection.
const PREPARED_MAX: usize = 512;

impl Postgres {
    /// Connects; `create` makes the schema when absent.
    pub(crate) fn open(address: &Address, create: bool) -> Result<Self, StorageError> {
        let failed =
            |error: postgres::Error| StorageError::Open { place: address.shown(), reason: words(&error) };
        let mut client = Client::connect(&address.url, NoTls).map_err(failed)?;
        let schema = &address.schema;
        // Asked first: a role without the right to create schemas may use one that was made for it.
        let found = client.query_one("SELECT to_regnamespace($1) IS NOT NULL", &[schema]).map_err(failed)?;
        let exists: bool = found.try_get(0).map_err(failed)?;
        if !exists && !create {
            let reason = format!("no schema “{schema}”");
            return Err(StorageError::Open { place: address.shown(), reason });
        }
        if !exists {
            // Two processes that create at once: one of them is told that it exists, which is what it wanted.
            let made = client.batch_execute(&format!("CREATE SCHEMA IF NOT EXISTS {schema}"));
            if let Err(error) = made
                && error.code() != Some(&SqlState::UNIQUE_VIOLATION)
                && error.code() != Some(&SqlState::DUPLICATE_SCHEMA)
            {
                return Err(failed(error));
            }
        }
        let session = format!(
            "SET search_path TO {}; SET synchronous_commit TO on; SET client_min_messages TO warning;",
            address.schema
        );
        client.batch_execute(&session).map_err(failed)?;
        Ok(Self { client, prepared: HashMap::new() })
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    pub(crate) fn query(&mut self, text: &str, params: &[Value]) -> Result<Vec<Row>, StorageError> {
        let prepared = self.prepared(text)?;
        let found = self
            .client
            .query_raw(&prepared.statement, params)
            .and_then(fallible_rows)
            .map_err(|error| translate(&error, text))?;
        found.iter().map(|row| read(row, &prepared.columns, text)).collect()
    }

    pub(crate) fn execute(&mut self, text: &str, params: &[Value]) -> Result<u64, StorageError> {
        let prepared = self.prepared(text)?;
        let by_ref: Vec<&(dyn ToSql + Sync)> = params.iter().map(|value| value as _).collect();
        self.client.execute(&prepared.statement, &by_ref).map_err(|error| translate(&error, text))
    }

    pub(crate) fn batch(&mut self, text: &str) -> Result<(), StorageError> {
        self.client.batch_execute(text).map_err(|error| translate(&error, text))
    }

    /// Prepares a statement without running it, and refuses result columns without a portable type.
    pub(crate) fn prepare(&mut self, text: &str) -> Result<(), StorageError> {
        self.prepared(text).map(drop)
    }

    fn prepared(&mut self, text: &str) -> Result<Prepared, StorageError> {
        if let Some(prepared) = self.prepared.get(text) {
            return Ok(prepared.clone());
        }
        let statement = self
            .client
            .prepare(&for_postgres(text, Role::Statement))
            .map_err(|error| translate(&error, text))?;
        for column in statement.columns() {
            if !is_portable(column.type_()) {
                return Err(StorageError::UnsupportedColumn {
                    column: column.name().to_owned(),
                    found: column.type_().name().to_owned(),
                });
            }
        }
        let columns = statement.columns().iter().map(|column| column.name().to_owned()).collect();
        let prepared = Prepared { statement, columns };
        if self.prepared.len() >= PREPARED_MAX {
            self.prepared.clear();
        }
        self.prepared.insert(text.to_owned(), prepared.clone());
        Ok(prepared)
    }
}

fn fallible_rows(mut rows: postgres::RowIter<'_>) -> Result<Vec<postgres::Row>, postgres::Error> {
    use postgres::fallible_iterator::FallibleIterator;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(row);
    }
    Ok(all)
}

const PORTABLE: [Type; 11] = [
    Type::BOOL,
    Type::INT2,
    Type::INT4,
    Type::INT8,
    Type::FLOAT4,
    Type::FLOAT8,
    Type::TEXT,
    Type::VARCHAR,
    Type::BPCHAR,
    Type::NAME,
    Type::BYTEA,
];

fn is_portable(kind: &Type) -> bool {
    PORTABLE.contains(kind)
}

fn read(row: &postgres::Row, columns: &Arc<[String]>, text: &str) -> Result<Row, StorageError> {
    let mut values = Vec::with_capacity(columns.len());
    for (position, column) in row.columns().iter().enumerate() {
        let value = match *column.type_() {
            Type::BOOL => row.try_get::<_, Option<bool>>(position).map(Value::from),
            Type::INT2 => row.try_get::<_, Option<i16>>(position).map(Value::from),
            Type::INT4 => row.try_get::<_, Option<i32>>(position).map(Value::from),
            Type::INT8 => row.try_get::<_, Option<i64>>(position).map(Value::from),
            Type::FLOAT4 => {
                row.try_get::<_, Option<f32>>(position).map(|real| Value::from(real.map(f64::from)))
            }
            Type::FLOAT8 => row.try_get::<_, Option<f64>>(position).map(Value::from),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(position).map(Value::from),
            _ => row.try_get::<_, Option<String>>(position).map(Value::from),
        };
        values.push(value.map_err(|error| translate(&error, text))?);
    }
    Ok(Row::new(Arc::clone(columns), values))
}

/// Why a value does not fit the type that the server inferred for a parameter.
#[derive(Debug, thiserror::Error)]
#[error("{found} where the statement needs {wanted}")]
struct Misfit {
    found: &'static str,
    wanted: String,
}

impl ToSql for Value {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        let misfit = || Misfit { found: self.type_name(), wanted: kind.name().to_owned() };
        match (self, kind) {
            (Self::Null, _) => return Ok(IsNull::Yes),
            (Self::Int(int), &Type::INT8) => out.put_i64(*int),
            (Self::Int(int), &Type::INT4) => out.put_i32(i32::try_from(*int).map_err(|_| misfit())?),
            (Self::Int(int), &Type::INT2) => out.put_i16(i16::try_from(*int).map_err(|_| misfit())?),
            (Self::Int(int @ 0..=1), &Type::BOOL) => out.put_u8(*int as u8),
            (Self::Int(int), &Type::FLOAT8) => out.put_f64(*int as f64),
            (Self::Real(real), &Type::FLOAT8) => out.put_f64(*real),
            (Self::Real(real), &Type::FLOAT4) => out.put_f32(*real as f32),
            (Self::Text(text), &(Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN)) => {
                out.put_slice(text.as_bytes());
            }
            (Self::Bytes(bytes), &Type::BYTEA) => out.put_slice(bytes),
            _ => return Err(misfit().into()),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// The server's own words, with its detail.
fn words(error: &postgres::Error) -> String {
    match error.as_db_error() {
        Some(db) => match db.detail() {
            Some(detail) => format!("{} ({detail})", db.message()),
            None => db.message().to_owned(),
        },
        None => {
            use std::error::Error as _;
            error.source().map_or_else(|| error.to_string(), |source| format!("{error}: {source}"))
        }
    }
}

fn translate(error: &postgres::Error, text: &str) -> StorageError {
    let reason = words(error);
    if error.is_closed() {
        return StorageError::Cut(reason);
    }
    let Some(code) = error.code() else {
        use std::error::Error as _;
        let misfit = error.source().is_some_and(|source| source.is::<Misfit>());
        return if misfit {
            StorageError::Constraint(reason)
        } else if error.source().is_some_and(|source| source.is::<std::io::Error>()) {
            StorageError::Cut(reason)
        } else {
            StorageError::Sql { statement: beginning(text), reason }
        };
    };
    match code.code() {
        // Integrity constraint violations, data exceptions, program limits.
        class if class.starts_with("23") || class.starts_with("22") || class.starts_with("54") => {
            StorageError::Constraint(reason)
        }
        "53100" => StorageError::Full,
        "55P03" | "40001" | "40P01" => StorageError::Busy,
        "25006" => StorageError::ReadOnly,
        class if class.starts_with("57P") || class.starts_with("08") => StorageError::Cut(reason),
        _ => StorageError::Sql { statement: beginning(text), reason },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_ours_and_the_rest_is_the_server_s() {
        let address = Address::parse("postgres://u:secret@h:5433/db?schema=mali&connect_timeout=3").unwrap();
        assert_eq!(address.url, "postgres://u:secret@h:5433/db?connect_timeout=3");
        assert_eq!(address.schema, "mali");
        assert_eq!(Address::parse("postgres://h/db").unwrap().schema, "liptako");
    }

    #[test]
    fn a_schema_that_could_be_sql_is_refused() {
        for bad in ["schema=a;drop", "schema=", "schema=Ab", "schema=pg_catalog"] {
            assert!(Address::parse(&format!("postgres://h/db?{bad}")).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        let shown = Address::parse("postgres://apdp:secret@h/db?password=secret").unwrap().shown();
        assert_eq!(shown, "postgres://apdp@h/db (schema liptako)");
    }
}
