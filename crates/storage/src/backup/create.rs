//! Taking a backup.

use super::files::{Unfinished, below, copy, make_file, write};
use super::rows::to_line;
use super::{
    BackupError, FORMAT, FileSum, MANIFEST, MANIFEST_SUM, Manifest, Progress, Step, TABLES, TableCount,
};
use crate::{Db, Module, StorageError, Tx, params, sql};
use liptako_core::{Charter, UnixSeconds};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// What to back up.
#[derive(Debug)]
pub struct Plan<'a> {
    /// Code of the authority.
    pub member: &'a str,
    /// The node's data directory: `journal/` and `bodies/` are in it.
    pub data: &'a Path,
    /// Further files, by their path in the restored directory: settings, charter, cards, keys.
    pub files: &'a [(String, PathBuf)],
    /// The present moment.
    pub now: UnixSeconds,
}

/// Writes a backup into the new folder `target`, while a node may be running on what is backed up.
///
/// `db` may be opened read-only.
///
/// # Errors
/// [`BackupError`]; nothing is left under the name `target` then.
pub fn create(
    plan: &Plan<'_>,
    db: &Db,
    modules: &[Module],
    charter: &Charter,
    target: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<Manifest, BackupError> {
    let work = Unfinished::begin(target, ".part")?;
    let mut copying = Copying { into: &work.path, files: Vec::new(), done: 0, total: 0, progress };
    // First what says how far each journal goes; see the module's words on why this is consistent.
    let mut journals = BTreeMap::new();
    let mut later = Vec::new();
    for member in &charter.members {
        let folder = plan.data.join("journal").join(&member.code);
        copying.all(below(&folder.join("cosigned"), plan.data)?)?;
        let published = folder.join("checkpoint");
        if published.is_file() {
            copying.one(format!("journal/{}/checkpoint", member.code), &published)?;
            let copied = work.path.join("journal").join(&member.code).join("checkpoint");
            journals.insert(member.code.clone(), checkpoint_size(&copied)?);
        }
        let frozen = folder.join("frozen");
        if frozen.is_file() {
            later.push((format!("journal/{}/frozen", member.code), frozen));
        }
        later.extend(below(&folder.join("tile"), plan.data)?);
    }
    let (versions, tables) = write_tables(db, modules, &mut copying)?;
    later.extend(below(&plan.data.join("bodies"), plan.data)?);
    later.extend(plan.files.iter().cloned());
    copying.all(later)?;
    let mut files = copying.files;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let manifest = Manifest {
        format: FORMAT.into(),
        member: plan.member.into(),
        taken: plan.now,
        journals,
        versions,
        tables,
        files,
    };
    let text = serde_json::to_string_pretty(&manifest)
        .map_err(|error| BackupError::Manifest { path: target.to_owned(), reason: error.to_string() })?;
    write(&work.path.join(MANIFEST), text.as_bytes())?;
    let sum = hex::encode(Sha256::digest(text.as_bytes()));
    write(&work.path.join(MANIFEST_SUM), format!("{sum}  {MANIFEST}\n").as_bytes())?;
    work.finish()?;
    Ok(manifest)
}

/// Files on their way into a backup.
struct Copying<'a> {
    into: &'a Path,
    files: Vec<FileSum>,
    done: u64,
    total: u64,
    progress: &'a mut dyn FnMut(Progress),
}

impl Copying<'_> {
    fn one(&mut self, name: String, from: &Path) -> Result<(), BackupError> {
        self.all(vec![(name, from.to_owned())])
    }

    fn all(&mut self, files: Vec<(String, PathBuf)>) -> Result<(), BackupError> {
        self.total +=
            files.iter().filter_map(|(_, from)| from.metadata().ok()).map(|meta| meta.len()).sum::<u64>();
        for (name, from) in files {
            let to = self.into.join(&name);
            let (done, total, progress) = (&mut self.done, self.total, &mut self.progress);
            let sum = copy(&from, &to, &name, |bytes| {
                *done += bytes;
                progress(Progress { step: Step::Files, done: *done, total: total.max(*done) });
            })?;
            self.files.push(sum);
        }
        Ok(())
    }
}

/// The size on the second line of a checkpoint (tlog-checkpoint 1.0).
fn checkpoint_size(path: &Path) -> Result<u64, BackupError> {
    let text = std::fs::read_to_string(path).map_err(|error| BackupError::io(path, error))?;
    let size = text.lines().nth(1).and_then(|line| line.parse().ok());
    size.ok_or_else(|| BackupError::Damaged { path: path.to_owned(), reason: "it states no size".into() })
}

type Versions = BTreeMap<String, u32>;

fn write_tables(
    db: &Db,
    modules: &[Module],
    copying: &mut Copying<'_>,
) -> Result<(Versions, Vec<TableCount>), BackupError> {
    let names: Vec<&str> = crate::migration::national_tables(modules).collect();
    let (versions, written) = db.read(|tx| {
        let mut written = Vec::new();
        let mut done = 0;
        for name in names {
            let path = copying.into.join(TABLES).join(format!("{name}.jsonl"));
            let rows = write_table(tx, name, &path)?;
            done += rows;
            (copying.progress)(Progress { step: Step::Tables, done, total: 0 });
            written.push((TableCount { name: name.into(), rows }, path));
        }
        Ok::<_, BackupError>((versions(tx)?, written))
    })?;
    let mut counts = Vec::new();
    for (count, path) in written {
        let name = format!("{TABLES}/{}.jsonl", count.name);
        copying.files.push(super::files::read(&path, &name, |_| Ok(()))?);
        counts.push(count);
    }
    Ok((versions, counts))
}

fn versions(tx: &mut dyn Tx) -> Result<Versions, StorageError> {
    let rows = tx.query(
        sql!("SELECT module, max(version) AS newest FROM migration GROUP BY module ORDER BY module"),
        params![],
    )?;
    rows.iter().map(|row| Ok((row.get("module")?, row.get("newest")?))).collect()
}

fn write_table(tx: &mut dyn Tx, table: &str, path: &Path) -> Result<u64, BackupError> {
    let columns = crate::migration::columns(tx, table)?;
    let list: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
    // Sorted by everything, so that two backups of the same rows are the same bytes.
    let rows = tx.query_text(&format!("SELECT {0} FROM {table} ORDER BY {0}", list.join(", ")), params![])?;
    let here = |error| BackupError::io(path, error);
    let mut out = BufWriter::new(make_file(path)?);
    for row in &rows {
        writeln!(out, "{}", to_line(row)).map_err(here)?;
    }
    let file = out.into_inner().map_err(|error| here(error.into_error()))?;
    file.sync_all().map_err(here)?;
    Ok(rows.len() as u64)
}
