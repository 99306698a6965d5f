//! Every SQL statement of files.

use super::name::MediaType;
use super::record::{Attachment, FileRecord};
use liptako_core::{MemberIndex, ObjectId, UnixSeconds};
use liptako_journal::{BodyRef, Hash};
use liptako_storage::{Record, Row, StorageError, Tx, params, sql};

/// How much text was found in a file, by its author's node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// None.
    Nothing,
    /// Its beginning is searched, the rest is not.
    Beginning,
    /// All of it is searched.
    Everything,
}

/// A file as the tables know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Whose record it is.
    pub origin: MemberIndex,
    /// The record's place in that journal.
    pub index: u64,
    /// What it is.
    pub attachment: Attachment,
    /// Bytes of every part but the last.
    pub part_bytes: u64,
    /// The bodies that hold it.
    pub parts: Vec<BodyRef>,
    /// How much of it is searched.
    pub found: Found,
    /// When its author says it was recorded.
    pub seconds: UnixSeconds,
}

/// Bytes of one part in the column `parts`.
const PART: usize = 37;

fn packed(parts: &[BodyRef]) -> Vec<u8> {
    let part = |body: &BodyRef| {
        let mut bytes = body.commitment.0.to_vec();
        bytes.extend(body.chunks.to_be_bytes());
        bytes.push(body.bucket);
        bytes
    };
    parts.iter().flat_map(part).collect()
}

fn unpacked(bytes: &[u8]) -> Option<Vec<BodyRef>> {
    let part = |bytes: &[u8]| {
        let (commitment, rest) = bytes.split_first_chunk::<32>()?;
        let (chunks, rest) = rest.split_first_chunk::<4>()?;
        let bucket = *rest.first()?;
        Some(BodyRef { commitment: Hash(*commitment), chunks: u32::from_be_bytes(*chunks), bucket })
    };
    bytes.chunks(PART).map(part).collect()
}

impl TryFrom<&Row> for File {
    type Error = StorageError;

    fn try_from(row: &Row) -> Result<Self, StorageError> {
        let broken = |what: &str| StorageError::Constraint(format!("exchange_file.{what} is no such thing"));
        let name: String = row.get("name")?;
        let sha256: Vec<u8> = row.get("sha256")?;
        let parts: Vec<u8> = row.get("parts")?;
        let attachment = Attachment {
            object: row.get("object")?,
            name: name.parse().map_err(|_| broken("name"))?,
            media: MediaType::from_number(u8::try_from(row.get::<u64>("media")?).unwrap_or_default()),
            bytes: row.get("bytes")?,
            sha256: sha256.try_into().map_err(|_| broken("sha256"))?,
        };
        Ok(Self {
            origin: row.get("origin")?,
            index: row.get("idx")?,
            attachment,
            part_bytes: row.get("part_bytes")?,
            parts: unpacked(&parts).ok_or_else(|| broken("parts"))?,
            found: match row.get::<u64>("has_text")? {
                0 => Found::Nothing,
                1 => Found::Beginning,
                _ => Found::Everything,
            },
            seconds: row.get("seconds")?,
        })
    }
}

pub(super) fn insert(
    tx: &mut dyn Tx,
    record: &Record,
    file: &FileRecord,
    parts: &[BodyRef],
) -> Result<(), StorageError> {
    let has_text = file.text.as_ref().map_or(0u64, |text| 1 + u64::from(text.is_whole));
    tx.execute(
        sql!(
            "INSERT INTO exchange_file (origin, idx, object, name, media, bytes, sha256, part_bytes, parts, has_text, \
             seconds, ord_sum) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
        ),
        params![
            record.origin,
            record.index,
            record.object,
            file.name.as_str(),
            u64::from(file.media.number()),
            file.bytes,
            file.sha256.as_slice(),
            file.part_bytes,
            packed(parts),
            has_text,
            record.seconds,
            record.order.sum,
        ],
    )?;
    if let Some(text) = &file.text {
        tx.execute(
            sql!("INSERT INTO exchange_file_text (origin, idx, object, text) VALUES (?1, ?2, ?3, ?4)"),
            params![record.origin, record.index, record.object, text.text.as_str()],
        )?;
    }
    Ok(())
}

pub(super) fn remove(tx: &mut dyn Tx, origin: MemberIndex, index: u64) -> Result<(), StorageError> {
    let sql = sql!("DELETE FROM exchange_file_text WHERE origin = ?1 AND idx = ?2");
    tx.execute(sql, params![origin, index])?;
    tx.execute(sql!("DELETE FROM exchange_file WHERE origin = ?1 AND idx = ?2"), params![origin, index])
        .map(drop)
}

/// The records that say they hold this file, the first in the one order first: there is one, unless somebody took
/// another's identifier.
fn files(tx: &mut dyn Tx, object: ObjectId) -> Result<Vec<File>, StorageError> {
    let sql = sql!("SELECT * FROM exchange_file WHERE object = ?1 ORDER BY ord_sum, origin, idx LIMIT 8");
    tx.query(sql, params![object])?.iter().map(File::try_from).collect()
}

/// A file by its identifier; `None` while its record is not here, or once it is erased.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn file(tx: &mut dyn Tx, object: ObjectId) -> Result<Option<File>, StorageError> {
    Ok(files(tx, object)?.into_iter().next())
}

/// The file that an attachment names, with the very bytes it names.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn file_of(tx: &mut dyn Tx, attachment: &Attachment) -> Result<Option<File>, StorageError> {
    let found = files(tx, attachment.object)?;
    Ok(found.into_iter().find(|file| {
        (file.attachment.sha256, file.attachment.bytes) == (attachment.sha256, attachment.bytes)
    }))
}

/// What records embed of a file, by its identifier.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn attachment(tx: &mut dyn Tx, object: ObjectId) -> Result<Option<Attachment>, StorageError> {
    Ok(file(tx, object)?.map(|file| file.attachment))
}

/// Where a file's record stands: its author and its place in that journal, as an erasure names it.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn place_of(tx: &mut dyn Tx, object: ObjectId) -> Result<Option<(MemberIndex, u64)>, StorageError> {
    Ok(file(tx, object)?.map(|file| (file.origin, file.index)))
}

/// The text found in a file; `None` when none was.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn text_of(tx: &mut dyn Tx, object: ObjectId) -> Result<Option<String>, StorageError> {
    let Some(file) = file(tx, object)? else { return Ok(None) };
    let sql = sql!("SELECT text FROM exchange_file_text WHERE origin = ?1 AND idx = ?2");
    tx.opt(sql, params![file.origin, file.index])?.map(|row| row.get("text")).transpose()
}
