//! Drafts: national data, never in the journal. Here with their SQL, since nothing else touches them.

use super::act::PracticeError;
use super::model::{Cited, Content, Fault, Problem, Source};
use super::record::{decode_content, decode_roots, encode_content, encode_roots};
use liptako_core::{ObjectId, UnixSeconds};
use liptako_identity::Officer;
use liptako_storage::{Row, StorageError, Tx, params, sql};

/// Most drafts a node keeps; what is more has to be published or thrown away first.
pub const MAX_DRAFTS: u64 = 100_000;

/// A practice being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its identifier.
    pub id: ObjectId,
    /// How often it was saved.
    pub revision: u32,
    /// The own practice of which it would be the next version.
    pub practice: Option<ObjectId>,
    /// What it says.
    pub content: Content,
    /// The other authority's version it starts from.
    pub source: Option<Source>,
    /// Improvements that it takes in.
    pub takes_in: Vec<Cited>,
    /// What changed, for a next version.
    pub note: String,
    /// Who saved it last.
    pub officer: Officer,
    /// Everybody who wrote in it.
    pub writers: Vec<ObjectId>,
    /// When it was saved last.
    pub seconds: UnixSeconds,
}

/// What a drafter writes into a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writing {
    /// The own practice of which it would be the next version.
    pub practice: Option<ObjectId>,
    /// What it says.
    pub content: Content,
    /// The other authority's version it starts from.
    pub source: Option<Source>,
    /// Improvements that it takes in.
    pub takes_in: Vec<Cited>,
    /// What changed, for a next version.
    pub note: String,
}

/// A draft in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftLine {
    /// Its identifier.
    pub id: ObjectId,
    /// How often it was saved.
    pub revision: u32,
    /// Its title.
    pub title: String,
    /// Whether it would be the next version of an own practice.
    pub is_next: bool,
    /// Who saved it last.
    pub officer: Officer,
    /// Everybody who wrote in it.
    pub writers: Vec<ObjectId>,
    /// When.
    pub seconds: UnixSeconds,
}

fn broken(error: impl std::fmt::Display) -> StorageError {
    StorageError::Constraint(error.to_string())
}

fn officer_of(row: &Row) -> Result<Officer, StorageError> {
    minicbor::decode(&row.get::<Vec<u8>>("officer")?).map_err(broken)
}

fn writers_of(row: &Row) -> Result<Vec<ObjectId>, StorageError> {
    let bytes: Vec<u8> = row.get("writers")?;
    bytes.chunks(16).map(|id| ObjectId::try_from(id).map_err(broken)).collect()
}

fn practice_of(row: &Row) -> Result<Option<ObjectId>, StorageError> {
    let bytes: Vec<u8> = row.get("practice")?;
    if bytes.is_empty() { Ok(None) } else { ObjectId::try_from(&bytes[..]).map(Some).map_err(broken) }
}

/// One draft.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn get(tx: &mut dyn Tx, id: ObjectId) -> Result<Option<Draft>, StorageError> {
    let Some(row) = tx.opt(sql!("SELECT * FROM practice_draft WHERE id = ?1"), params![id])? else {
        return Ok(None);
    };
    let (source, takes_in) = decode_roots(&row.get::<Vec<u8>>("roots")?).map_err(broken)?;
    Ok(Some(Draft {
        id,
        revision: row.get("revision")?,
        practice: practice_of(&row)?,
        content: decode_content(&row.get::<Vec<u8>>("content")?).map_err(broken)?,
        source,
        takes_in,
        note: row.get("note")?,
        officer: officer_of(&row)?,
        writers: writers_of(&row)?,
        seconds: row.get("seconds")?,
    }))
}

/// The drafts, the newest first, and how many there are.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn list(tx: &mut dyn Tx, limit: u32, offset: u64) -> Result<(Vec<DraftLine>, u64), StorageError> {
    let n = count(tx)?;
    let rows = tx.query(
        sql!(
            "SELECT id, revision, practice, title, officer, writers, seconds FROM practice_draft \
             ORDER BY seconds DESC, id LIMIT ?1 OFFSET ?2"
        ),
        params![limit, offset],
    )?;
    let line = |row: &Row| {
        Ok(DraftLine {
            id: row.get("id")?,
            revision: row.get("revision")?,
            title: row.get("title")?,
            is_next: practice_of(row)?.is_some(),
            officer: officer_of(row)?,
            writers: writers_of(row)?,
            seconds: row.get("seconds")?,
        })
    };
    Ok((rows.iter().map(line).collect::<Result<_, StorageError>>()?, n))
}

/// How many drafts there are.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn count(tx: &mut dyn Tx) -> Result<u64, StorageError> {
    tx.one(sql!("SELECT count(*) AS n FROM practice_draft"), params![])?.get("n")
}

/// Saves a draft: a new one under `id` when `revision` is 0, else in place of that revision.
///
/// A draft may be unfinished, but what it holds must be within bounds: only what is missing waits for publication.
///
/// # Errors
/// [`PracticeError::Changed`] when somebody else saved it meanwhile; [`PracticeError::Faults`].
pub fn save(
    tx: &mut dyn Tx,
    now: UnixSeconds,
    officer: &Officer,
    (id, revision): (ObjectId, u32),
    writing: &Writing,
) -> Result<u32, PracticeError> {
    if let Err(faults) = writing.content.check(liptako_core::MAX_MEMBERS) {
        let grave = |fault: &Fault| fault.problem != Problem::Missing || fault.field == "title";
        let faults: Vec<Fault> = faults.into_iter().filter(grave).collect();
        if !faults.is_empty() {
            return Err(PracticeError::Faults(faults));
        }
    }
    let stored = tx.opt(sql!("SELECT revision, writers FROM practice_draft WHERE id = ?1"), params![id])?;
    let (found, mut writers) = match &stored {
        Some(row) => (row.get::<u32>("revision")?, row.get::<Vec<u8>>("writers")?),
        None => (0, Vec::new()),
    };
    if found != revision {
        return Err(if stored.is_none() { PracticeError::NotFound } else { PracticeError::Changed });
    }
    if !writers.chunks(16).any(|known| known == officer.id.as_bytes()) {
        writers.extend_from_slice(officer.id.as_bytes());
    }
    if stored.is_none() && count(tx)? >= MAX_DRAFTS {
        return Err(StorageError::Record(format!("a node keeps at most {MAX_DRAFTS} drafts")).into());
    }
    let (practice, title) = (writing.practice, writing.content.title.as_str());
    let signer = minicbor::to_vec(officer).map_err(broken)?;
    tx.execute(
        sql!(
            "INSERT INTO practice_draft (id, revision, practice, content, roots, note, title, officer, writers, seconds) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (id) DO UPDATE SET \
             revision = excluded.revision, content = excluded.content, roots = excluded.roots, note = excluded.note, \
             title = excluded.title, officer = excluded.officer, writers = excluded.writers, seconds = excluded.seconds"
        ),
        params![
            id,
            revision + 1,
            practice.map(|id| id.as_bytes().to_vec()).unwrap_or_default(),
            encode_content(&writing.content),
            encode_roots(writing.source.as_ref(), &writing.takes_in),
            &writing.note,
            title,
            signer,
            writers,
            now,
        ],
    )?;
    Ok(revision + 1)
}

/// Throws a draft away. Whether there was one.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn discard(tx: &mut dyn Tx, id: ObjectId) -> Result<bool, StorageError> {
    Ok(tx.execute(sql!("DELETE FROM practice_draft WHERE id = ?1"), params![id])? > 0)
}
