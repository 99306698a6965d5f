//! The database: one interface over two engines.

use crate::postgres::{Address, Postgres};
use crate::sqlite::{Sqlite, Use};
use crate::tx::{Engine, Raw, Tx};
use crate::{Row, Statement, StorageError, Value};
use std::collections::VecDeque;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::ThreadId;

/// Where a database is.
#[derive(Clone, PartialEq, Eq)]
pub enum DbUrl {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL URL, `postgres://user:password@host:port/database?schema=name` (schema `liptako` when absent).
    Postgres(String),
}

impl FromStr for DbUrl {
    type Err = StorageError;

    fn from_str(text: &str) -> Result<Self, StorageError> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Address::parse(text)?;
            return Ok(Self::Postgres(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite:").unwrap_or(text);
        if path.is_empty() || path.contains("://") {
            return Err(StorageError::Url(text.to_owned()));
        }
        Ok(Self::Sqlite(path.into()))
    }
}

impl fmt::Display for DbUrl {
    /// Without any password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "{}", path.display()),
            Self::Postgres(url) => match Address::parse(url) {
                Ok(address) => f.write_str(&address.shown()),
                Err(error) => write!(f, "{error}"),
            },
        }
    }
}

impl fmt::Debug for DbUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DbUrl({self})")
    }
}

/// Most readers at a time; more wait for their turn.
const READERS_MAX: usize = 8;
/// Idle readers kept open.
const READERS_KEPT: usize = 4;

/// A database, cheap to clone and to share between threads.
///
/// Every method blocks: call it on blocking threads.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    place: Place,
    read_only: bool,
    /// The one connection that writes. SQLite has a single writer by nature; on PostgreSQL an advisory lock
    /// gives the same order to several processes.
    writer: Mutex<Option<Connection>>,
    /// Which thread writes now, to refuse a write inside a write instead of waiting for ever.
    writing: Mutex<Option<ThreadId>>,
    readers: Mutex<Readers>,
    reader_back: Condvar,
}

#[derive(Default)]
struct Readers {
    idle: VecDeque<Connection>,
    busy: usize,
}

enum Place {
    Sqlite(PathBuf),
    Postgres(Address),
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Db({})", self.place())
    }
}

impl Db {
    /// Opens a database, and creates it (file, or schema) when absent.
    ///
    /// # Errors
    /// [`StorageError::Open`] with the place and the engine's own words; [`StorageError::Url`].
    pub fn open(url: &DbUrl) -> Result<Self, StorageError> {
        Self::with(url, false)
    }

    /// Opens an existing database for reading, while a node uses it. Every write is refused.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub fn open_read_only(url: &DbUrl) -> Result<Self, StorageError> {
        Self::with(url, true)
    }

    fn with(url: &DbUrl, read_only: bool) -> Result<Self, StorageError> {
        let place = match url {
            DbUrl::Sqlite(path) => Place::Sqlite(path.clone()),
            DbUrl::Postgres(url) => Place::Postgres(Address::parse(url)?),
        };
        let mut readers = Readers::default();
        let mut writer = None;
        if read_only {
            readers.idle.push_back(Connection::open(&place, Use::Read, false)?);
        } else {
            writer = Some(Connection::open(&place, Use::Write, true)?);
        }
        Ok(Self(Arc::new(Inner {
            place,
            read_only,
            writer: Mutex::new(writer),
            writing: Mutex::new(None),
            readers: Mutex::new(readers),
            reader_back: Condvar::new(),
        })))
    }

    /// Where the database is, without any password.
    pub fn place(&self) -> String {
        match &self.0.place {
            Place::Sqlite(path) => path.display().to_string(),
            Place::Postgres(address) => address.shown(),
        }
    }

    /// Which engine runs it.
    pub fn engine(&self) -> Engine {
        match self.0.place {
            Place::Sqlite(_) => Engine::Sqlite,
            Place::Postgres(_) => Engine::Postgres,
        }
    }

    /// Runs `body` in a transaction that sees one unchanging state and changes nothing.
    ///
    /// # Errors
    /// Whatever `body` returns, or a [`StorageError`] of the transaction itself.
    pub fn read<T, E: From<StorageError>>(
        &self,
        body: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        self.read_weighed(body).map(|(value, _)| value)
    }

    /// As [`Db::read`]; also tells how many steps of its machine SQLite took: work done, whatever else the computer
    /// does. Always 0 on PostgreSQL.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub fn read_weighed<T, E: From<StorageError>>(
        &self,
        body: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
    ) -> Result<(T, u64), E> {
        let mut lent = self.lend_reader()?;
        let connection = &mut lent.connection;
        let begin = match connection {
            Some(Connection::Sqlite(_)) | None => "BEGIN DEFERRED",
            Some(Connection::Postgres(_)) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        let mut session = Session::begin(connection, &self.0.place, Use::Read, begin)?;
        let before = session.connection.steps();
        let value = body(&mut session)?;
        let steps = session.connection.steps() - before;
        session.commit()?;
        Ok((value, steps))
    }

    /// Runs `body` in a transaction that may change rows. Writes run one at a time; when `body` fails, or
    /// panics, nothing is changed.
    ///
    /// # Errors
    /// Whatever `body` returns, or a [`StorageError`] of the transaction itself; [`StorageError::Nested`] when
    /// called inside another write of this database.
    pub fn write<T, E: From<StorageError>>(
        &self,
        body: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.0.read_only {
            return Err(StorageError::ReadOnly.into());
        }
        let me = std::thread::current().id();
        if *lock(&self.0.writing) == Some(me) {
            return Err(StorageError::Nested.into());
        }
        let mut writer = lock(&self.0.writer);
        let _turn = Turn::of(&self.0.writing, me);
        let begin = match &self.0.place {
            Place::Sqlite(_) => "BEGIN IMMEDIATE".to_owned(),
            // Read committed: each statement sees the newest rows, once the lock has been waited for.
            Place::Postgres(address) => format!(
                "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(hashtext('liptako {}'))",
                address.schema
            ),
        };
        let mut session = Session::begin(&mut writer, &self.0.place, Use::Write, &begin)?;
        // An error here drops the session, which rolls back.
        let value = body(&mut session)?;
        session.commit()?;
        Ok(value)
    }

    /// After rows with erased text were deleted: takes what is left of them out of the database's own files (its
    /// write-ahead log, merged parts of the search index). Answers `false` when a reader held the log for too long: try
    /// again. On PostgreSQL that is the server's own affair (vacuum, archived logs), and this does nothing.
    ///
    /// # Errors
    /// [`StorageError`] of the engine.
    pub fn sweep(&self) -> Result<bool, StorageError> {
        if self.engine() == Engine::Postgres {
            return Ok(true);
        }
        self.write(|tx| crate::search::merge(tx))?;
        let writer = lock(&self.0.writer);
        let Some(Connection::Sqlite(sqlite)) = &*writer else { return Ok(false) };
        sqlite.empty_log()
    }

    /// Prepares every statement that [`sql!`](crate::sql!) registered in the program, and refuses result columns
    /// without a portable type. Returns how many were prepared.
    ///
    /// # Errors
    /// All the faulty ones, each with its file and line.
    pub fn check_statements(&self) -> Result<usize, Vec<StatementFault>> {
        let all = crate::statements();
        let mut faults = Vec::new();
        for statement in &all {
            let outcome = self.lend_reader().and_then(|mut lent| match &mut lent.connection {
                Some(connection) => connection.prepare(statement.text),
                None => Ok(()),
            });
            if let Err(error) = outcome {
                faults.push(StatementFault { statement: *statement, error });
            }
        }
        if faults.is_empty() { Ok(all.len()) } else { Err(faults) }
    }

    /// How SQLite would run every statement that [`sql!`](crate::sql!) registered in the program: for tests that no
    /// page reads a whole table. Empty on PostgreSQL, whose plans follow what the tables hold at the time.
    ///
    /// # Errors
    /// The first statement that it refuses.
    pub fn query_plans(&self) -> Result<Vec<(Statement, Vec<String>)>, StorageError> {
        let lent = self.lend_reader()?;
        let Some(Connection::Sqlite(sqlite)) = &lent.connection else { return Ok(Vec::new()) };
        let plan = |statement: Statement| Ok((statement, sqlite.plan(statement.text)?));
        crate::statements().into_iter().map(plan).collect()
    }

    fn lend_reader(&self) -> Result<Lent<'_>, StorageError> {
        let mut readers = lock(&self.0.readers);
        while readers.busy >= READERS_MAX {
            readers = self.0.reader_back.wait(readers).unwrap_or_else(PoisonError::into_inner);
        }
        readers.busy += 1;
        let idle = readers.idle.pop_front();
        drop(readers);
        let mut lent = Lent { inner: &self.0, connection: idle };
        if lent.connection.is_none() {
            lent.connection = Some(Connection::open(&self.0.place, Use::Read, false)?);
        }
        Ok(lent)
    }
}

/// A statement that an engine refuses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}:{}: {error}", statement.file, statement.line)]
pub struct StatementFault {
    /// The statement and its place in the source.
    pub statement: Statement,
    /// Why.
    pub error: StorageError,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic inside a transaction rolls it back, so the connection behind a poisoned lock is sound.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Says which thread writes, for as long as it lives.
struct Turn<'a>(&'a Mutex<Option<ThreadId>>);

impl<'a> Turn<'a> {
    fn of(writing: &'a Mutex<Option<ThreadId>>, me: ThreadId) -> Self {
        *lock(writing) = Some(me);
        Self(writing)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *lock(self.0) = None;
    }
}

/// A reader on loan; comes back to the pool when dropped.
struct Lent<'a> {
    inner: &'a Inner,
    connection: Option<Connection>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut readers = lock(&self.inner.readers);
        readers.busy -= 1;
        if let Some(connection) = self.connection.take()
            && readers.idle.len() < READERS_KEPT
            && !connection.is_closed()
        {
            readers.idle.push_back(connection);
        }
        drop(readers);
        self.inner.reader_back.notify_one();
    }
}

/// A connection of either engine.
enum Connection {
    Sqlite(Sqlite),
    Postgres(Box<Postgres>),
}

impl Connection {
    fn open(place: &Place, used_for: Use, create: bool) -> Result<Self, StorageError> {
        Ok(match place {
            Place::Sqlite(path) => Self::Sqlite(Sqlite::open(path, used_for, create)?),
            Place::Postgres(address) => Self::Postgres(Box::new(Postgres::open(address, create)?)),
        })
    }

    fn is_closed(&self) -> bool {
        match self {
            Self::Sqlite(_) => false,
            Self::Postgres(postgres) => postgres.is_closed(),
        }
    }

    /// After an error: whether the transaction that was open is no more.
    fn has_lost_its_transaction(&self) -> bool {
        match self {
            Self::Sqlite(sqlite) => sqlite.is_outside_transaction(),
            Self::Postgres(postgres) => postgres.is_closed(),
        }
    }

    fn batch(&mut self, text: &str) -> Result<(), StorageError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.batch(text),
            Self::Postgres(postgres) => postgres.batch(text),
        }
    }

    fn steps(&self) -> u64 {
        match self {
            Self::Sqlite(sqlite) => sqlite.steps(),
            Self::Postgres(_) => 0,
        }
    }

    fn prepare(&mut self, text: &str) -> Result<(), StorageError> {
        match self {
            Self::Sqlite(sqlite) => sqlite.prepare(text),
            Self::Postgres(postgres) => postgres.prepare(text),
        }
    }
}

/// A transaction in progress; rolled back when dropped before its end.
struct Session<'a> {
    connection: &'a mut Connection,
    open: bool,
    /// The first statement that failed. From then on every statement, and the commit, fails with the same error,
    /// until a savepoint is gone back to. PostgreSQL is so by nature; were SQLite otherwise, a rule that swallows an
    /// error would work on one engine only.
    failed: Option<StorageError>,
    /// Whether the engine gave the whole transaction up, as SQLite does on a full volume. No savepoint helps then:
    /// further statements would run alone, outside of any transaction.
    lost: bool,
}

impl<'a> Session<'a> {
    /// Begins on the connection of `slot`, opening a new one when there is none or the server dropped it.
    fn begin(
        slot: &'a mut Option<Connection>,
        place: &Place,
        used_for: Use,
        begin: &str,
    ) -> Result<Self, StorageError> {
        let began = match slot {
            Some(connection) if !connection.is_closed() => match connection.batch(begin) {
                Err(StorageError::Cut(_)) => false,
                other => other.map(|()| true)?,
            },
            _ => false,
        };
        if !began {
            *slot = None;
            let mut fresh = Connection::open(place, used_for, false)?;
            fresh.batch(begin)?;
            *slot = Some(fresh);
        }
        match slot {
            Some(connection) => Ok(Self { connection, open: true, failed: None, lost: false }),
            None => Err(StorageError::Cut("no connection".into())),
        }
    }

    fn commit(mut self) -> Result<(), StorageError> {
        self.batch("COMMIT")?;
        self.open = false;
        Ok(())
    }

    /// Runs one statement, unless an earlier one failed, and notices when it fails itself.
    fn run<T>(
        &mut self,
        statement: impl FnOnce(&mut Connection) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        if let Some(why) = &self.failed {
            return Err(why.clone());
        }
        let result = statement(self.connection);
        if let Err(why) = &result {
            self.failed = Some(why.clone());
            self.lost = self.connection.has_lost_its_transaction();
        }
        result
    }
}

impl Drop for Session<'_> {
    fn drop(&mut self) {
        if self.open
            && !self.lost
            && let Err(error) = self.connection.batch("ROLLBACK")
        {
            tracing::warn!(%error, "a transaction was not rolled back by hand; its engine does it");
        }
    }
}

impl Raw for Session<'_> {
    fn query_text(&mut self, text: &str, params: &[Value]) -> Result<Vec<Row>, StorageError> {
        params.iter().try_for_each(Value::check)?;
        self.run(|connection| match connection {
            Connection::Sqlite(sqlite) => sqlite.query(text, params),
            Connection::Postgres(postgres) => postgres.query(text, params),
        })
    }

    fn execute_text(&mut self, text: &str, params: &[Value]) -> Result<u64, StorageError> {
        params.iter().try_for_each(Value::check)?;
        self.run(|connection| match connection {
            Connection::Sqlite(sqlite) => sqlite.execute(text, params),
            Connection::Postgres(postgres) => postgres.execute(text, params),
        })
    }

    fn batch(&mut self, text: &str) -> Result<(), StorageError> {
        if text.starts_with("ROLLBACK TO ") && !self.lost {
            self.failed = None;
        }
        self.run(|connection| connection.batch(text))
    }
}

impl Tx for Session<'_> {
    fn engine(&self) -> Engine {
        match self.connection {
            Connection::Sqlite(_) => Engine::Sqlite,
            Connection::Postgres(_) => Engine::Postgres,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{params, sql};

    #[test]
    fn a_full_volume_is_one_clear_error_and_nothing_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&DbUrl::Sqlite(folder.path().join("node.db"))).unwrap();
        db.migrate(&[]).unwrap();
        let add = |times: usize| {
            db.write(|tx| {
                let from: usize = tx.one(sql!("SELECT count(*) AS n FROM irregular"), params![])?.get("n")?;
                for n in from..from + times {
                    let long = "x".repeat(2000);
                    let insert = sql!("INSERT INTO irregular (origin, idx, reason) VALUES (0, ?1, ?2)");
                    tx.execute(insert, params![n, long])?;
                }
                Ok::<_, StorageError>(())
            })
        };
        let count = || {
            let all = sql!("SELECT count(*) AS n FROM irregular");
            db.read(|tx| tx.one(all, params![])?.get::<i64>("n"))
                .unwrap_or_else(|error: StorageError| panic!("{error}"))
        };
        add(5).unwrap();
        let swallowed = || {
            db.write(|tx| {
                let long = "x".repeat(900_000);
                let insert = sql!("INSERT INTO irregular (origin, idx, reason) VALUES (1, 0, ?1)");
                let full = tx.execute(insert, params![long]);
                // The rule goes on as if nothing had happened: it must not write outside of its transaction.
                let after = tx.execute(sql!("DELETE FROM irregular"), params![]);
                assert_eq!((full, after), (Err(StorageError::Full), Err(StorageError::Full)));
                Ok::<_, StorageError>(())
            })
        };
        // The engine's own ceiling stands for the volume's: both come as the same error of the engine.
        let pages =
            |limit: &str| db.write(|tx| tx.query_text(&format!("PRAGMA max_page_count={limit}"), params![]));
        pages("60").unwrap_or_else(|error: StorageError| panic!("{error}"));
        assert_eq!(add(500), Err(StorageError::Full));
        assert_eq!(swallowed(), Err(StorageError::Full));
        assert_eq!(count(), 5);
        pages("100000").unwrap_or_else(|error: StorageError| panic!("{error}"));
        add(500).unwrap();
        assert_eq!(count(), 505);
    }
}
