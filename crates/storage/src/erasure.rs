//! Erasures as pages see them: what was asked, who has answered for it, who has not.

use crate::{Row, StorageError, Tx, params, sql};
use liptako_core::{Audience, Kind, MemberIndex, ObjectId, UnixSeconds};

/// A record that its author has had erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// Author of the record and of its erasure.
    pub origin: MemberIndex,
    /// The erasure, in the author's journal.
    pub index: u64,
    /// The record erased, in the same journal.
    pub erased: u64,
    /// What kind of record it was.
    pub kind: Kind,
    /// What it was about.
    pub object: ObjectId,
    /// Why, in the author's words.
    pub reason: String,
    /// When, by the author's clock.
    pub asked: UnixSeconds,
    /// Holders who say that they have destroyed it, in charter order, each with its own clock.
    pub receipts: Vec<(MemberIndex, UnixSeconds)>,
    /// Holders who have not said so yet. Nothing can force them; it stays visible.
    pub missing: Vec<MemberIndex>,
}

/// Every erasure of a record about an object, in the order of the journals.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn erasures_of(tx: &mut dyn Tx, object: ObjectId) -> Result<Vec<Erasure>, StorageError> {
    let rows =
        tx.query(sql!("SELECT * FROM erasure WHERE object = ?1 ORDER BY origin, idx"), params![object])?;
    rows.iter().map(|row| read(tx, row)).collect()
}

/// The first erasure of one record, if its author has had it erased.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn erasure_of(
    tx: &mut dyn Tx,
    origin: MemberIndex,
    erased: u64,
) -> Result<Option<Erasure>, StorageError> {
    let sql = sql!("SELECT * FROM erasure WHERE origin = ?1 AND erased = ?2 ORDER BY idx LIMIT 1");
    let row = tx.opt(sql, params![origin, erased])?;
    row.map(|row| read(tx, &row)).transpose()
}

fn read(tx: &mut dyn Tx, row: &Row) -> Result<Erasure, StorageError> {
    let (origin, index): (MemberIndex, u64) = (row.get("origin")?, row.get("idx")?);
    let holders: Audience = row.get("audience")?;
    let mut receipts: Vec<(MemberIndex, UnixSeconds)> = Vec::new();
    let sql =
        sql!("SELECT origin, given FROM receipt WHERE of_origin = ?1 AND of_idx = ?2 ORDER BY origin, idx");
    for given in tx.query(sql, params![origin, index])? {
        let holder = given.get("origin")?;
        if holders.contains(holder) && receipts.iter().all(|(known, _)| *known != holder) {
            receipts.push((holder, given.get("given")?));
        }
    }
    let has_answered = |holder: &MemberIndex| receipts.iter().any(|(known, _)| known == holder);
    let missing = (0..32).map(MemberIndex).filter(|holder| holders.contains(*holder));
    Ok(Erasure {
        origin,
        index,
        erased: row.get("erased")?,
        kind: row.get("kind")?,
        object: row.get("object")?,
        reason: row.get("reason")?,
        asked: row.get("asked")?,
        missing: missing.filter(|holder| !has_answered(holder)).collect(),
        receipts,
    })
}
