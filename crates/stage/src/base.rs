//! The engines a test runs on: SQLite always, PostgreSQL when `LIPTAKO_TEST_PG` is set.

use liptako_core::{ObjectId, OsChance};
use liptako_storage::DbUrl;

/// Where a test's database is; a schema of PostgreSQL is dropped with it.
pub struct Base {
    /// Its address.
    pub url: DbUrl,
    _folder: Option<tempfile::TempDir>,
    schema: Option<(String, String)>,
}

impl Base {
    /// A fresh database of SQLite.
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { url: DbUrl::Sqlite(folder.path().join("node.db")), _folder: Some(folder), schema: None }
    }

    fn postgres(server: &str) -> Self {
        let schema = format!("stage_{}", ObjectId::fresh(&OsChance));
        let joint = if server.contains('?') { '&' } else { '?' };
        let url = DbUrl::Postgres(format!("{server}{joint}schema={schema}"));
        Self { url, _folder: None, schema: Some((server.to_owned(), schema)) }
    }
}

impl Drop for Base {
    fn drop(&mut self) {
        if let Some((server, schema)) = &self.schema {
            let drop = format!("DROP SCHEMA IF EXISTS {schema} CASCADE");
            let _ = postgres::Client::connect(server, postgres::NoTls)
                .map(|mut server| server.batch_execute(&drop));
        }
    }
}

/// Runs a test on each engine there is.
pub fn on_each_engine(test: impl Fn(&mut dyn FnMut() -> Base)) {
    test(&mut Base::sqlite);
    match std::env::var("LIPTAKO_TEST_PG") {
        Ok(server) => test(&mut || Base::postgres(&server)),
        Err(_) => eprintln!("PostgreSQL skipped: LIPTAKO_TEST_PG is not set"),
    }
}

/// Runs a test on SQLite alone: pages are tried on one engine, since the tables below them are tried on both.
pub fn on_one_engine(test: impl Fn(&mut dyn FnMut() -> Base)) {
    test(&mut Base::sqlite);
}
