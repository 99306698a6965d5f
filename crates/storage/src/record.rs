//! Records as the tables keep them: one row per entry applied.

use crate::{Row, StorageError, Tx, params, sql};
use liptako_core::{Audience, Kind, MemberIndex, ObjectId, RequestId, UnixSeconds};
use liptako_journal::{Act, ActPublicKey, BodyHeader, Entry, EntryError, Hash};

/// The one order of all records, the same on every node; it agrees with every causal order.
///
/// Never time: a clock is only its author's claim (PROTOCOL.md, Clocks).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Order {
    /// Sum of what the record follows in every journal, its own index included.
    pub sum: u64,
    /// Its author.
    pub origin: MemberIndex,
    /// Its position in its author's journal.
    pub index: u64,
}

/// A record on its way into the tables.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its author's position in the charter.
    pub origin: MemberIndex,
    /// The author's origin line, as signatures name it.
    pub origin_line: String,
    /// Its position in the author's journal, from 0.
    pub index: u64,
    /// What it is about.
    pub kind: Kind,
    /// The shared thing it is about.
    pub object: ObjectId,
    /// Index, in the same journal, of the author's previous record on the same object.
    pub previous: Option<u64>,
    /// Who may read it.
    pub audience: Audience,
    /// When its author says it was written.
    pub seconds: UnixSeconds,
    /// What it follows: journal sizes in charter order, in its author's place its own index.
    pub seen: Vec<u64>,
    /// Its place in the one order of all records.
    pub order: Order,
    /// RFC 6962 leaf hash of the entry.
    pub entry_hash: Hash,
    /// Commitment of its first body: what an agreement cites.
    pub commitment: Option<Hash>,
    /// Idempotency key of the act that made it.
    pub request: Option<RequestId>,
    /// What the module wrote; `None` when the record has no body, or its body is not for this node.
    pub payload: Option<Vec<u8>>,
    /// Whether strangers see only that something was sent: the fields above then come from its body.
    pub is_sealed: bool,
    /// The officer's signature, from the entry or, when sealed, from the body.
    pub act: Option<Act>,
    /// The whole entry as strangers see it: its further bodies are the parts of a file.
    pub entry: Entry,
}

impl Record {
    /// Checks the officer's signature with the key that the officer's authority registered.
    ///
    /// # Errors
    /// [`EntryError`] when there is no act, or it was signed by another key, or for another journal.
    pub fn verify_act(&self, key: &ActPublicKey) -> Result<(), EntryError> {
        self.act.as_ref().ok_or(EntryError::NoAct)?.verify(&self.act_message(), key)
    }
}

impl Record {
    /// What its officer signed.
    fn act_message(&self) -> Vec<u8> {
        if !self.is_sealed {
            return self.entry.act_message(&self.origin_line);
        }
        let header = BodyHeader {
            origin: self.origin_line.clone(),
            object: self.object,
            kind: self.kind,
            previous: self.previous,
            audience: self.audience,
        };
        let request = self.request.map(|request| *request.as_bytes()).unwrap_or_default();
        let content = [&request[..], self.payload.as_deref().unwrap_or_default()].concat();
        self.entry.sealed_act_message(&header, &content)
    }
}

/// What the tables keep of a record. Of a sealed one that is not readable here, only what its entry shows: kind 0, an
/// object of its own, no audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its author's position in the charter.
    pub origin: MemberIndex,
    /// Its position in the author's journal.
    pub index: u64,
    /// What it is about.
    pub kind: Kind,
    /// The shared thing it is about.
    pub object: ObjectId,
    /// The author's previous record on the same object.
    pub previous: Option<u64>,
    /// Who may read it.
    pub audience: Audience,
    /// When its author says it was written.
    pub seconds: UnixSeconds,
    /// Its place in the one order of all records.
    pub order: Order,
    /// RFC 6962 leaf hash of the entry.
    pub entry_hash: Hash,
    /// Commitment of its first body.
    pub commitment: Option<Hash>,
    /// Key of the officer who signed it.
    pub act_key: Option<ObjectId>,
    /// Bytes of what the module wrote, when it is readable here.
    pub payload_len: Option<u64>,
    /// Whether strangers see only that something was sent.
    pub is_sealed: bool,
    /// Whether its author had it erased: salt and bodies are destroyed here.
    pub is_erased: bool,
}

impl TryFrom<&Row> for Recorded {
    type Error = StorageError;

    fn try_from(row: &Row) -> Result<Self, StorageError> {
        let (origin, index) = (row.get("origin")?, row.get("idx")?);
        Ok(Self {
            origin,
            index,
            kind: row.get("kind")?,
            object: row.get("object")?,
            previous: row.get("previous")?,
            audience: row.get("audience")?,
            seconds: row.get("seconds")?,
            order: Order { sum: row.get("ord_sum")?, origin, index },
            entry_hash: row.get("entry_hash")?,
            commitment: row.get("commitment")?,
            act_key: row.get("act_key")?,
            payload_len: row.get("payload_len")?,
            is_sealed: row.get("sealed")?,
            is_erased: row.get("erased")?,
        })
    }
}

fn all(rows: &[Row]) -> Result<Vec<Recorded>, StorageError> {
    rows.iter().map(Recorded::try_from).collect()
}

/// One record, if it has been applied here.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn record_at(tx: &mut dyn Tx, origin: MemberIndex, index: u64) -> Result<Option<Recorded>, StorageError> {
    let row = tx.opt(sql!("SELECT * FROM record WHERE origin = ?1 AND idx = ?2"), params![origin, index])?;
    row.as_ref().map(Recorded::try_from).transpose()
}

/// Every record about an object, in the one order.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn records_of(tx: &mut dyn Tx, object: ObjectId) -> Result<Vec<Recorded>, StorageError> {
    let rows = tx.query(
        sql!("SELECT * FROM record WHERE object = ?1 ORDER BY ord_sum, origin, idx"),
        params![object],
    )?;
    all(&rows)
}

/// Records that an act of this origin made, in its journal's order: empty when the act was never recorded.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn records_of_request(
    tx: &mut dyn Tx,
    origin: MemberIndex,
    request: RequestId,
) -> Result<Vec<Recorded>, StorageError> {
    // Put in order here: asked for an order, SQLite would rather run through the whole journal than sort.
    let rows =
        tx.query(sql!("SELECT * FROM record WHERE origin = ?1 AND request = ?2"), params![origin, request])?;
    let mut made = all(&rows)?;
    made.sort_unstable_by_key(|record| record.index);
    Ok(made)
}

/// The newest records in the one order, newest first, at most `limit`, skipping `offset`.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn newest_records(tx: &mut dyn Tx, limit: u32, offset: u64) -> Result<Vec<Recorded>, StorageError> {
    let rows = tx.query(
        sql!("SELECT * FROM record ORDER BY ord_sum DESC, origin DESC, idx DESC LIMIT ?1 OFFSET ?2"),
        params![limit, offset],
    )?;
    all(&rows)
}

/// Records of one journal below a position, newest first, at most `limit`.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn journal_records(
    tx: &mut dyn Tx,
    origin: MemberIndex,
    below: u64,
    limit: u64,
) -> Result<Vec<Recorded>, StorageError> {
    let sql = sql!("SELECT * FROM record WHERE origin = ?1 AND idx < ?2 ORDER BY idx DESC LIMIT ?3");
    all(&tx.query(sql, params![origin, below, limit])?)
}

/// Index of this origin's newest open record on an object: what its next open one names as `previous`. Sealed ones
/// are passed over: to name one would tell strangers what it is about.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn previous_of(
    tx: &mut dyn Tx,
    origin: MemberIndex,
    object: ObjectId,
) -> Result<Option<u64>, StorageError> {
    newest_of(tx, origin, object, false)
}

/// Index of this origin's newest record on an object, sealed or not: what its next sealed one names as `previous`.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn previous_sealed_of(
    tx: &mut dyn Tx,
    origin: MemberIndex,
    object: ObjectId,
) -> Result<Option<u64>, StorageError> {
    newest_of(tx, origin, object, true)
}

fn newest_of(
    tx: &mut dyn Tx,
    origin: MemberIndex,
    object: ObjectId,
    or_sealed: bool,
) -> Result<Option<u64>, StorageError> {
    // The origin is told apart here: asked for the greatest of its indexes, SQLite would run back through its journal.
    let mut newest = None;
    for row in tx.query(sql!("SELECT origin, idx, sealed FROM record WHERE object = ?1"), params![object])? {
        if row.get::<MemberIndex>("origin")? == origin && (or_sealed || !row.get::<bool>("sealed")?) {
            newest = newest.max(Some(row.get("idx")?));
        }
    }
    Ok(newest)
}

/// How far an origin's journal has been folded into the tables.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn applied_size(tx: &mut dyn Tx, origin: MemberIndex) -> Result<u64, StorageError> {
    match tx.opt(sql!("SELECT size FROM applied WHERE origin = ?1"), params![origin])? {
        Some(row) => row.get("size"),
        None => Ok(0),
    }
}

/// Marks a record that breaks a rule: it stays visible, with the reason, and has no effect.
///
/// `reason` is a short code (`wrong-commitment`, `unknown-act-key`) that pages translate. Marking twice is
/// marking once.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn irregular(tx: &mut dyn Tx, record: &Record, reason: &str) -> Result<(), StorageError> {
    irregular_at(tx, record.origin, record.index, reason)
}

/// As [`irregular`], for a record named by its place: one that a later record shows to be irregular.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn irregular_at(
    tx: &mut dyn Tx,
    origin: MemberIndex,
    index: u64,
    reason: &str,
) -> Result<(), StorageError> {
    let sql = sql!("INSERT INTO irregular (origin, idx, reason) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING");
    tx.execute(sql, params![origin, index, reason]).map(drop)
}

/// Takes a mark back: for a projector that recomputes which of several concurrent records counts.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn regular_at(
    tx: &mut dyn Tx,
    origin: MemberIndex,
    index: u64,
    reason: &str,
) -> Result<(), StorageError> {
    let sql = sql!("DELETE FROM irregular WHERE origin = ?1 AND idx = ?2 AND reason = ?3");
    tx.execute(sql, params![origin, index, reason]).map(drop)
}

/// Why a record is irregular: empty when it is not.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn irregularities(tx: &mut dyn Tx, origin: MemberIndex, index: u64) -> Result<Vec<String>, StorageError> {
    let sql = sql!("SELECT reason FROM irregular WHERE origin = ?1 AND idx = ?2 ORDER BY reason");
    tx.query(sql, params![origin, index])?.iter().map(|row| row.get("reason")).collect()
}
