//! The tables' history: numbered steps per module, each applied once and never edited.

use crate::module::Module;
use crate::sql::{Role, for_postgres};
use crate::tx::{Engine, Tx};
use crate::{Db, StorageError, Value, params, search, sql};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// One step of a module's tables. Steps only add (expand, then contract in a later version): the previous
/// program must be able to run on what this one leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    /// The module it belongs to.
    pub module: &'static str,
    /// 1, 2, 3… within the module.
    pub version: u32,
    /// Statements in the common dialect; usually `include_str!("../migrations/0001_name.sql")`.
    pub sql: &'static str,
}

impl Migration {
    /// SHA-256 of the text, line ends aside: by it an edited migration is noticed.
    pub fn checksum(&self) -> String {
        hex::encode(Sha256::digest(self.sql.replace("\r\n", "\n")))
    }
}

/// Tables that this crate owns and no module declares.
pub(crate) const OWN_SHARED: [&str; 7] =
    ["record", "applied", "irregular", "search_doc", "unopened", "erasure", "receipt"];
/// Of national data: in backups, never in a rebuild.
pub(crate) const OWN_NATIONAL: [&str; 1] = ["cosigned"];
const OWN_OTHER: [&str; 1] = ["migration"];
/// What the engine's own search index is called, with the tables it brings along.
const SEARCH_PREFIX: &str = "search_index";

const OWN: [Migration; 2] = [
    Migration { module: "storage", version: 1, sql: include_str!("../migrations/0001_records.sql") },
    Migration { module: "storage", version: 2, sql: include_str!("../migrations/0002_sealed.sql") },
];

impl Db {
    /// Brings the tables of `modules` to their newest version, each step once, all in one transaction.
    ///
    /// Returns how many steps were applied.
    ///
    /// # Errors
    /// [`StorageError::Newer`] when the database knows a step that this program does not,
    /// [`StorageError::Changed`] when an applied step was edited since, [`StorageError::Table`] when a table is
    /// not declared exactly once: an undeclared one would be neither rebuilt nor backed up.
    pub fn migrate(&self, modules: &[Module]) -> Result<usize, StorageError> {
        self.write(|tx| {
            let mut applied = own_tables(tx)?;
            for module in modules {
                applied += step_up(tx, module.name, module.migrations)?;
            }
            refuse_unknown_modules(tx, modules)?;
            check_tables(tx, modules)?;
            Ok(applied)
        })
    }

    /// Brings the tables to the versions that a backup was taken at, for its rows to be loaded.
    pub(crate) fn migrate_to(
        &self,
        modules: &[Module],
        versions: &BTreeMap<String, u32>,
    ) -> Result<(), StorageError> {
        self.write(|tx| {
            own_tables(tx)?;
            for (name, wanted) in versions.iter().filter(|(name, _)| *name != "storage") {
                let module = modules.iter().find(|module| module.name == name);
                let steps = module.map(|module| module.migrations).unwrap_or_default();
                let known = steps.len() as u32;
                let Some(steps) = steps.get(..*wanted as usize) else {
                    return Err(StorageError::Newer { module: name.clone(), found: *wanted, known });
                };
                step_up(tx, name, steps)?;
            }
            Ok(())
        })
    }

    /// Whether any table of ours is there.
    pub(crate) fn is_in_use(&self) -> Result<bool, StorageError> {
        self.read(|tx| tables(tx).map(|tables| !tables.is_empty()))
    }
}

fn own_tables(tx: &mut dyn Tx) -> Result<usize, StorageError> {
    tx.batch(&definition(
        tx.engine(),
        "CREATE TABLE IF NOT EXISTS migration (module TEXT NOT NULL, version INTEGER NOT NULL, \
         checksum TEXT NOT NULL, PRIMARY KEY (module, version))",
    ))?;
    let applied = step_up(tx, "storage", &OWN)?;
    search::create(tx)?;
    Ok(applied)
}

fn definition(engine: Engine, text: &str) -> String {
    match engine {
        Engine::Sqlite => text.to_owned(),
        Engine::Postgres => for_postgres(text, Role::Definition),
    }
}

fn step_up(tx: &mut dyn Tx, module: &str, migrations: &[Migration]) -> Result<usize, StorageError> {
    let rows = tx.query(
        sql!("SELECT version, checksum FROM migration WHERE module = ?1 ORDER BY version"),
        params![module],
    )?;
    let known = migrations.len() as u32;
    for (position, row) in rows.iter().enumerate() {
        let version: u32 = row.get("version")?;
        match migrations.get(position) {
            None => return Err(StorageError::Newer { module: module.into(), found: version, known }),
            Some(step) if step.checksum() != row.get::<String>("checksum")? => {
                return Err(StorageError::Changed { module: module.into(), version });
            }
            Some(_) => {}
        }
    }
    for (position, step) in migrations.iter().enumerate() {
        if step.version as usize != position + 1 || step.module != module {
            return Err(StorageError::Numbering { module: module.into(), found: step.version });
        }
        if position < rows.len() {
            continue;
        }
        tx.batch(&definition(tx.engine(), step.sql))?;
        tx.execute(
            sql!("INSERT INTO migration (module, version, checksum) VALUES (?1, ?2, ?3)"),
            params![module, step.version, step.checksum()],
        )?;
    }
    Ok(migrations.len().saturating_sub(rows.len()))
}

fn refuse_unknown_modules(tx: &mut dyn Tx, modules: &[Module]) -> Result<(), StorageError> {
    let rows = tx.query(
        sql!("SELECT module, max(version) AS newest FROM migration GROUP BY module ORDER BY module"),
        params![],
    )?;
    for row in rows {
        let module: String = row.get("module")?;
        if module != "storage" && modules.iter().all(|known| known.name != module) {
            return Err(StorageError::Newer { module, found: row.get("newest")?, known: 0 });
        }
    }
    Ok(())
}

/// Tables of the database, this crate's search index aside.
fn tables(tx: &mut dyn Tx) -> Result<BTreeSet<String>, StorageError> {
    let text = match tx.engine() {
        Engine::Sqlite => "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        Engine::Postgres => {
            "SELECT CAST(table_name AS TEXT) AS name FROM information_schema.tables \
                             WHERE table_schema = current_schema()"
        }
    };
    let rows = tx.query_text(text, params![])?;
    let names = rows.iter().map(|row| row.get::<String>("name")).collect::<Result<BTreeSet<_>, _>>()?;
    Ok(names.into_iter().filter(|name| !name.starts_with(SEARCH_PREFIX)).collect())
}

fn check_tables(tx: &mut dyn Tx, modules: &[Module]) -> Result<(), StorageError> {
    let mut found = tables(tx)?;
    let declared =
        modules.iter().flat_map(|module| module.shared_tables.iter().chain(module.national_tables));
    for table in OWN_SHARED.iter().chain(&OWN_NATIONAL).chain(&OWN_OTHER).chain(declared) {
        if !found.remove(*table) {
            return Err(StorageError::Table((*table).to_owned()));
        }
    }
    match found.into_iter().next() {
        None => Ok(()),
        Some(undeclared) => Err(StorageError::Table(undeclared)),
    }
}

/// Every national table, those that refer to others last.
pub(crate) fn national_tables(modules: &[Module]) -> impl Iterator<Item = &'static str> {
    let declared = modules.iter().flat_map(|module| module.national_tables.iter().copied());
    OWN_NATIONAL.into_iter().chain(declared)
}

/// Names of a table's columns, sorted: the same on both engines.
pub(crate) fn columns(tx: &mut dyn Tx, table: &str) -> Result<Vec<String>, StorageError> {
    let text = match tx.engine() {
        Engine::Sqlite => "SELECT name FROM pragma_table_info(?1)",
        Engine::Postgres => {
            "SELECT CAST(column_name AS TEXT) AS name FROM information_schema.columns \
                             WHERE table_schema = current_schema() AND table_name = ?1"
        }
    };
    let rows = tx.query_text(text, &[Value::from(table)])?;
    let mut names = rows.iter().map(|row| row.get("name")).collect::<Result<Vec<String>, _>>()?;
    names.sort_unstable();
    Ok(names)
}
