//! A database of its own for each test, on either engine.

use liptako_storage::{Db, DbUrl};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

/// An empty database that goes away with its test.
pub struct Place {
    pub url: DbUrl,
    folder: tempfile::TempDir,
    /// Server and schema to drop.
    schema: Option<(String, String)>,
}

impl Place {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { url: DbUrl::Sqlite(folder.path().join("node.db")), folder, schema: None }
    }

    /// `None`, with a word about it, when no server is named.
    pub fn postgres() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let Ok(server) = std::env::var("LIPTAKO_TEST_PG") else {
            eprintln!("skipped on PostgreSQL: set LIPTAKO_TEST_PG=postgres://user:password@host/database");
            return None;
        };
        let schema = format!("essai_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let mark = if server.contains('?') { '&' } else { '?' };
        let url = DbUrl::Postgres(format!("{server}{mark}schema={schema}"));
        Some(Self { url, folder: tempfile::tempdir().unwrap(), schema: Some((server, schema)) })
    }

    pub fn open(&self) -> Db {
        Db::open(&self.url).unwrap()
    }

    /// A folder that goes away with the test.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Another empty database on the same engine.
    pub fn another(&self) -> Self {
        match self.schema {
            None => Self::sqlite(),
            Some(_) => Self::postgres().unwrap(),
        }
    }

    /// An empty database on the other engine, when there is one.
    pub fn other_engine(&self) -> Option<Self> {
        match self.schema {
            None => Self::postgres(),
            Some(_) => Some(Self::sqlite()),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some((server, schema)) = &self.schema {
            let mut client = postgres::Client::connect(server, postgres::NoTls).unwrap();
            client
                .batch_execute(&format!(
                    "SET client_min_messages TO warning; DROP SCHEMA IF EXISTS {schema} CASCADE"
                ))
                .unwrap();
        }
    }
}

/// Makes of each function `fn name(place: &Place)` two tests, `name::on_sqlite` and `name::on_postgres`.
macro_rules! on_both_engines {
    ($($(#[$doc:meta])* fn $name:ident($place:ident) $body:block)*) => {$(
        $(#[$doc])*
        mod $name {
            use super::*;

            fn suite($place: &$crate::engine::Place) $body

            #[test]
            fn on_sqlite() {
                suite(&$crate::engine::Place::sqlite());
            }

            #[test]
            fn on_postgres() {
                if let Some(place) = $crate::engine::Place::postgres() {
                    suite(&place);
                }
            }
        }
    )*};
}
pub(crate) use on_both_engines;
