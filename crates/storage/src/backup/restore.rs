//! Making a node again from a backup.

use super::files::{Unfinished, copy, is_inside, make_folder, read, write};
use super::rows::from_line;
use super::{
    BackupError, FORMAT, FileSum, MANIFEST, MANIFEST_MAX, MANIFEST_SUM, Manifest, Progress, Step, TABLES,
    TableCount,
};
use crate::{Db, DbUrl, Module, StorageError, Tx, Value};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Reads every file of a backup and compares it with the manifest, without restoring anything.
///
/// # Errors
/// [`BackupError::Damaged`] names the first file that differs.
pub fn check(from: &Path, progress: &mut dyn FnMut(Progress)) -> Result<Manifest, BackupError> {
    let manifest = read_manifest(from)?;
    let total = manifest.files.iter().map(|file| file.size).sum();
    let mut done = 0;
    for file in &manifest.files {
        let path = from.join(&file.path);
        let found = read(&path, &file.path, |block| {
            done += block.len() as u64;
            progress(Progress { step: Step::Files, done, total });
            Ok(())
        });
        compare(&path, file, found)?;
    }
    Ok(manifest)
}

/// Restores a backup into the new folder `target`.
///
/// Everything is written beside `target` and verified there; only then does `target` appear, whole.
/// `database` is given the folder being written and says where its database is to be: a file in that folder, or an
/// empty PostgreSQL schema. `verify` is given the same folder, complete, and may refuse it: the node checks its
/// settings, keys and journals there. The shared tables are empty: the first catch-up fills them.
///
/// # Errors
/// [`BackupError`]; `target` does not exist then. A PostgreSQL schema may then hold tables and must be dropped.
pub fn restore(
    from: &Path,
    target: &Path,
    modules: &[Module],
    database: impl FnOnce(&Path) -> Result<DbUrl, BackupError>,
    verify: impl FnOnce(&Path) -> Result<(), BackupError>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Manifest, BackupError> {
    let manifest = read_manifest(from)?;
    let work = Unfinished::begin(target, ".restoring")?;
    copy_files(&manifest, from, &work.path, progress)?;
    for code in manifest.journals.keys() {
        // What opening a journal expects besides what is backed up.
        write(&work.path.join("journal").join(code).join("staging"), b"")?;
    }
    let url = database(&work.path)?;
    let rows_total = manifest.tables.iter().map(|table| table.rows).sum();
    load(&manifest, from, &url, modules, &mut |done| {
        progress(Progress { step: Step::Tables, done, total: rows_total });
    })?;
    progress(Progress { step: Step::Verify, done: 0, total: 0 });
    verify(&work.path)?;
    work.finish()?;
    Ok(manifest)
}

fn read_manifest(from: &Path) -> Result<Manifest, BackupError> {
    let refused = |reason: String| BackupError::Manifest { path: from.to_owned(), reason };
    let path = from.join(MANIFEST);
    let length = fs::metadata(&path).map_err(|error| refused(format!("{MANIFEST}: {error}")))?.len();
    if length > MANIFEST_MAX {
        return Err(refused(format!("{MANIFEST} has {length} bytes, at most {MANIFEST_MAX} are read")));
    }
    let text = fs::read(&path).map_err(|error| BackupError::io(&path, error))?;
    let stated = fs::read_to_string(from.join(MANIFEST_SUM))
        .map_err(|error| refused(format!("{MANIFEST_SUM}: {error}")))?;
    if stated.split_whitespace().next() != Some(hex::encode(Sha256::digest(&text)).as_str()) {
        return Err(BackupError::Damaged { path, reason: "its SHA-256 differs".into() });
    }
    let manifest: Manifest = serde_json::from_slice(&text).map_err(|error| refused(error.to_string()))?;
    if manifest.format != FORMAT {
        return Err(refused(format!("its format is “{}”, this program reads “{FORMAT}”", manifest.format)));
    }
    let names = manifest
        .files
        .iter()
        .map(|file| file.path.as_str())
        .chain(manifest.journals.keys().map(String::as_str));
    if let Some(bad) = names.into_iter().find(|name| !is_inside(name)) {
        return Err(refused(format!("it names “{bad}”, which is outside")));
    }
    let listed: BTreeSet<&str> = manifest.files.iter().map(|file| file.path.as_str()).collect();
    if listed.len() != manifest.files.len() {
        return Err(refused("it names a file twice".into()));
    }
    Ok(manifest)
}

/// A file that is not as the manifest says is damaged, whether it differs, misses or cannot be read.
fn compare(path: &Path, stated: &FileSum, found: Result<FileSum, BackupError>) -> Result<(), BackupError> {
    let damaged = |reason: String| Err(BackupError::Damaged { path: path.to_owned(), reason });
    match found {
        Ok(found) if found == *stated => Ok(()),
        Ok(found) if found.size != stated.size => {
            damaged(format!("it has {} bytes, the manifest says {}", found.size, stated.size))
        }
        Ok(_) => damaged("its SHA-256 differs".into()),
        Err(BackupError::Io { path: at, error }) if at == path => damaged(error.to_string()),
        Err(error) => Err(error),
    }
}

fn copy_files(
    manifest: &Manifest,
    from: &Path,
    into: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), BackupError> {
    let total = manifest.files.iter().map(|file| file.size).sum();
    let mut done = 0;
    let mut tell = |bytes: u64| {
        done += bytes;
        progress(Progress { step: Step::Files, done, total });
    };
    for file in &manifest.files {
        let path = from.join(&file.path);
        // Tables are loaded, not copied; they are verified all the same before anything is loaded.
        let found = if file.path.starts_with(&format!("{TABLES}/")) {
            read(&path, &file.path, |block| {
                tell(block.len() as u64);
                Ok(())
            })
        } else {
            copy(&path, &into.join(&file.path), &file.path, &mut tell)
        };
        compare(&path, file, found)?;
    }
    make_folder(&into.join("bodies"))
}

fn load(
    manifest: &Manifest,
    from: &Path,
    url: &DbUrl,
    modules: &[Module],
    loaded: &mut dyn FnMut(u64),
) -> Result<(), BackupError> {
    let db = Db::open(url)?;
    if db.is_in_use()? {
        return Err(BackupError::DatabaseInUse(db.place()));
    }
    // The tables as they were, then their rows, then the steps that a newer program brings.
    db.migrate_to(modules, &manifest.versions)?;
    let known: BTreeSet<&str> = crate::migration::national_tables(modules).collect();
    db.write(|tx| {
        let mut done = 0;
        for table in &manifest.tables {
            if !known.contains(table.name.as_str()) {
                return Err(StorageError::Table(table.name.clone()).into());
            }
            load_table(tx, table, &from.join(TABLES).join(format!("{}.jsonl", table.name)), &mut |rows| {
                done += rows;
                loaded(done);
            })?;
        }
        Ok::<_, BackupError>(())
    })?;
    db.migrate(modules)?;
    Ok(())
}

fn load_table(
    tx: &mut dyn Tx,
    table: &TableCount,
    path: &Path,
    loaded: &mut dyn FnMut(u64),
) -> Result<(), BackupError> {
    let damaged = |reason: String| BackupError::Damaged { path: path.to_owned(), reason };
    let columns: BTreeSet<String> = crate::migration::columns(tx, &table.name)?.into_iter().collect();
    let file = fs::File::open(path).map_err(|error| BackupError::io(path, error))?;
    let mut rows = 0;
    for line in BufReader::new(file).lines() {
        let line = line.map_err(|error| BackupError::io(path, error))?;
        let cells = from_line(&line).ok_or_else(|| damaged(format!("line {} is not a row", rows + 1)))?;
        if let Some((unknown, _)) = cells.iter().find(|(column, _)| !columns.contains(column)) {
            return Err(damaged(format!("the table has no column “{unknown}”")));
        }
        let (names, values): (Vec<String>, Vec<Value>) = cells.into_iter().unzip();
        let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        let marks: Vec<String> = (1..=values.len()).map(|at| format!("?{at}")).collect();
        let text = format!("INSERT INTO {} ({}) VALUES ({})", table.name, names.join(", "), marks.join(", "));
        tx.execute_text(&text, &values)?;
        rows += 1;
        loaded(1);
    }
    if rows == table.rows {
        Ok(())
    } else {
        Err(damaged(format!("it has {rows} rows, the manifest says {}", table.rows)))
    }
}
