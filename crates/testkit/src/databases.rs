//! Where the nodes of a test keep their tables: SQLite always, PostgreSQL when `LIPTAKO_TEST_PG` is set.

use liptako::demonstration::Seat;
use liptako_core::{ObjectId, OsChance};

/// Address of the PostgreSQL server to test with; says so when there is none.
pub fn postgres_server() -> Option<String> {
    let server = std::env::var("LIPTAKO_TEST_PG").ok();
    if server.is_none() {
        eprintln!("PostgreSQL skipped: LIPTAKO_TEST_PG is not set");
    }
    server
}

/// The databases of the nodes of one test. Dropping it drops the schemas it named.
#[derive(Debug, Default)]
pub struct Databases {
    server: Option<(String, String)>,
    first_on_sqlite: bool,
}

impl Databases {
    /// A file in each node's directory.
    pub fn sqlite() -> Self {
        Self::default()
    }

    /// A schema of its own for each node, on this server.
    pub fn postgres(server: String) -> Self {
        let prefix = format!("house_{}", ObjectId::fresh(&OsChance));
        Self { server: Some((server, prefix)), first_on_sqlite: false }
    }

    /// The same, with the first node of the charter on SQLite.
    #[must_use]
    pub fn with_first_on_sqlite(mut self) -> Self {
        self.first_on_sqlite = true;
        self
    }

    /// The setting `[storage] database` of a node.
    pub fn of(&self, seat: &Seat) -> String {
        if self.first_on_sqlite && seat.code == "ml" { "sqlite".into() } else { self.named(seat.code) }
    }

    /// The same, for a node by this name.
    pub fn named(&self, name: &str) -> String {
        match &self.server {
            None => "sqlite".into(),
            Some((server, prefix)) => {
                let joint = if server.contains('?') { '&' } else { '?' };
                format!("{server}{joint}schema={prefix}_{name}")
            }
        }
    }
}

impl Drop for Databases {
    fn drop(&mut self) {
        let Some((server, prefix)) = &self.server else { return };
        let Ok(mut server) = postgres::Client::connect(server, postgres::NoTls) else { return };
        let find = "SELECT nspname::text FROM pg_namespace WHERE nspname LIKE $1";
        let Ok(rows) = server.query(find, &[&format!("{prefix}\\_%")]) else { return };
        for row in rows {
            let schema: String = row.get(0);
            let _ = server.batch_execute(&format!("DROP SCHEMA IF EXISTS {schema} CASCADE"));
        }
    }
}

/// Runs a test on each engine there is.
pub fn on_each_engine(test: impl Fn(Databases)) {
    test(Databases::sqlite());
    if let Some(server) = postgres_server() {
        test(Databases::postgres(server));
    }
}
