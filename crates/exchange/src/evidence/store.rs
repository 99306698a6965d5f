//! Every SQL statement about seals.

use super::record::{Seal, decode_seal, encode_seal};
use liptako_core::{Audience, MemberIndex, UnixSeconds};
use liptako_journal::Hash;
use liptako_storage::{Record, Row, StorageError, Tx, first_cosigned, params, sql};

/// Most seals on one page of the list.
pub const PAGE: u32 = 50;

/// A seal as it is kept here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealLine {
    /// The authority that recorded it.
    pub origin: MemberIndex,
    /// Its index in that authority's journal.
    pub index: u64,
    /// What it says.
    pub seal: Seal,
    /// Who may read it.
    pub audience: Audience,
    /// Commitment of its body.
    pub commitment: Hash,
    /// When it was recorded, by its author's clock.
    pub seconds: UnixSeconds,
    /// When each peer first cosigned it, as far as is known here.
    pub cosigned: Vec<(MemberIndex, UnixSeconds)>,
}

impl SealLine {
    /// The first cosignature of a peer: by then the folder was as the manifest says.
    pub fn first_cosignature(&self) -> Option<(MemberIndex, UnixSeconds)> {
        self.cosigned.iter().copied().min_by_key(|(member, seconds)| (*seconds, *member))
    }
}

pub(super) fn insert(tx: &mut dyn Tx, record: &Record, seal: &Seal) -> Result<(), StorageError> {
    let commitment = record.commitment.ok_or_else(|| StorageError::Record("a seal without a body".into()))?;
    tx.execute(
        sql!(
            "INSERT INTO evidence_seal (origin, idx, object, manifest, payload, audience, commitment, seconds, ord_sum) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        ),
        params![
            record.origin,
            record.index,
            record.object,
            seal.manifest,
            encode_seal(seal),
            record.audience,
            commitment,
            record.seconds,
            record.order.sum
        ],
    )
    .map(drop)
}

pub(super) fn delete(tx: &mut dyn Tx, origin: MemberIndex, index: u64) -> Result<(), StorageError> {
    tx.execute(sql!("DELETE FROM evidence_seal WHERE origin = ?1 AND idx = ?2"), params![origin, index])
        .map(drop)
}

fn line(tx: &mut dyn Tx, row: &Row) -> Result<SealLine, StorageError> {
    let (origin, index) = (row.get("origin")?, row.get("idx")?);
    let payload: Vec<u8> = row.get("payload")?;
    Ok(SealLine {
        origin,
        index,
        seal: decode_seal(&payload).map_err(|error| StorageError::Record(error.to_string()))?,
        audience: row.get("audience")?,
        commitment: row.get("commitment")?,
        seconds: row.get("seconds")?,
        cosigned: first_cosigned(tx, origin, index)?,
    })
}

fn lines(tx: &mut dyn Tx, rows: &[Row]) -> Result<Vec<SealLine>, StorageError> {
    rows.iter().map(|row| line(tx, row)).collect()
}

/// The seals that may be read here, newest first, at most [`PAGE`], skipping `offset`.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn list(tx: &mut dyn Tx, offset: u64) -> Result<Vec<SealLine>, StorageError> {
    let sql =
        sql!("SELECT * FROM evidence_seal ORDER BY ord_sum DESC, origin DESC, idx DESC LIMIT ?1 OFFSET ?2");
    let rows = tx.query(sql, params![PAGE, offset])?;
    lines(tx, &rows)
}

/// How many there are.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn count(tx: &mut dyn Tx) -> Result<u64, StorageError> {
    tx.one(sql!("SELECT count(*) AS n FROM evidence_seal"), params![])?.get("n")
}

/// One seal by its place.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn seal_at(tx: &mut dyn Tx, origin: MemberIndex, index: u64) -> Result<Option<SealLine>, StorageError> {
    let sql = sql!("SELECT * FROM evidence_seal WHERE origin = ?1 AND idx = ?2");
    let row = tx.opt(sql, params![origin, index])?;
    row.map(|row| line(tx, &row)).transpose()
}

/// The seals of one manifest, by its SHA-256.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn seals_of(tx: &mut dyn Tx, manifest: &Hash) -> Result<Vec<SealLine>, StorageError> {
    let sql = sql!("SELECT * FROM evidence_seal WHERE manifest = ?1 ORDER BY ord_sum, origin, idx");
    let rows = tx.query(sql, params![*manifest])?;
    lines(tx, &rows)
}
