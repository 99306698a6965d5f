//! Erasure: what its author asks, what every holder does, and the receipts (PROTOCOL.md, Erasure).
//!
//! An author erases a record of its own by a record of kind [`Kind::ERASURE`]: about the same object, for the same
//! readers, with the erased record as `previous`, sealed when that one was. So an open erasure is understood by its
//! entry alone. Its payload is the CBOR array `[1, kind of the erased record, reason]`; that of a receipt
//! ([`Kind::RECEIPT`]) is `[1, place of the author in the charter, index of the erasure]`.
//!
//! | step | a crash after it leaves | healed by |
//! |---|---|---|
//! | the erasure is in the journal | tables and text as before | the next catch-up |
//! | the fold removed rows, and words of the search | salt and bodies on the disk | the next start, by [`Road::catch_up`](super::Road::catch_up): whatever an erasure names is destroyed again |
//! | salt and bodies are destroyed | traces in the database's own files | the same: they are swept again before the receipt |
//! | the files are swept | no receipt | the same; its request key is drawn from the erasure, so it is given once |

use super::fold::{Folder, Whose};
use super::{Core, Road, Scribe};
use crate::record::{irregular, irregular_at, record_at};
use crate::{NewRecord, ProjectCtx, Record, Recorded, RoadError, StorageError, Tx, params, sql};
use liptako_core::{Audience, Charter, Kind, MemberIndex, ObjectId, RequestId, check_deterministic};
use liptako_journal::{Entry, Hash};
use minicbor::Decoder;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;

/// Longest reason of an erasure, in bytes.
pub const MAX_REASON_BYTES: usize = 1000;

/// Kinds below this one are the house's own: what they say is never erased.
const HOUSE_KINDS: u16 = 32;

/// Erasures found in a journal past what was applied.
#[derive(Default)]
pub(super) struct Ahead {
    /// Entries looked at.
    from: u64,
    to: u64,
    /// The erased record, the erasure, its object and its readers.
    found: BTreeMap<u64, Vec<(u64, ObjectId, Audience)>>,
}

impl Folder {
    /// Whether every module that knows this kind lets its records be erased.
    pub(super) fn may_be_erased(&self, kind: Kind) -> bool {
        kind.0 >= HOUSE_KINDS && self.projectors(kind).all(|projector| projector.may_be_erased(kind))
    }

    /// Whether a later entry of the same journal erases this one: its body will then never come, and nothing waits.
    pub(super) fn is_erased_later(
        &self,
        origin: MemberIndex,
        index: u64,
        entry: &Entry,
    ) -> Result<bool, StorageError> {
        if !self.may_be_erased(entry.kind) {
            return Ok(false);
        }
        let reach = self.reach(origin);
        let mut all = self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        let ahead = all.entry(origin).or_default();
        if index < ahead.from || ahead.to <= index {
            *ahead = Ahead { from: index, to: index + 1, found: BTreeMap::new() };
        }
        while ahead.to < reach {
            if let Ok(later) = Entry::decode(&self.source.entry(origin, ahead.to)?)
                && later.kind == Kind::ERASURE
                && let Some(erased) = later.previous
            {
                let found = (ahead.to, later.object, later.audience);
                ahead.found.entry(erased).or_default().push(found);
            }
            ahead.to += 1;
        }
        let asked = |(at, object, audience): &(u64, ObjectId, Audience)| {
            *at > index && *at < reach && *object == entry.object && *audience == entry.audience
        };
        Ok(ahead.found.get(&index).is_some_and(|found| found.iter().any(asked)))
    }

    /// Folds an erasure: the record's row says what its entry alone says, and its modules remove what came of it.
    pub(super) fn fold_erasure(
        &self,
        tx: &mut dyn Tx,
        whose: Whose,
        record: &Record,
    ) -> Result<(), StorageError> {
        let told = record.payload.as_deref().and_then(read_erasure);
        let erased = record.previous.filter(|erased| *erased < record.index);
        let Some(erased) = erased else { return irregular(tx, record, "erasure-of-nothing") };
        let Some(row) = record_at(tx, record.origin, erased)? else {
            return irregular(tx, record, "erasure-of-nothing");
        };
        let (kind, reason) = match told {
            Some(told) => told,
            // Its reason was lost or made unreadable; what it erases stands in its entry.
            None if !record.is_sealed => (row.kind, String::new()),
            None => return irregular(tx, record, "erasure-unreadable"),
        };
        // What a sealed record was about is no longer known once it is erased, or when it never came.
        let kind = if row.is_sealed { kind } else { row.kind };
        let is_known = !row.is_sealed || row.kind != Kind::SEALED;
        let same = (row.kind, row.object, row.audience) == (kind, record.object, record.audience);
        if row.is_sealed != record.is_sealed || is_known && !same {
            return irregular(tx, record, "erasure-of-another");
        }
        if !self.may_be_erased(kind) {
            return irregular(tx, record, "kind-not-erased");
        }
        tx.execute(
            sql!(
                "INSERT INTO erasure (origin, idx, erased, object, kind, audience, sealed, reason, asked) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
            ),
            params![
                record.origin,
                record.index,
                erased,
                record.object,
                kind,
                record.audience,
                record.is_sealed,
                reason,
                record.seconds,
            ],
        )?;
        self.close(tx, &row)?;
        let remains = Recorded {
            kind,
            object: record.object,
            previous: None,
            audience: record.audience,
            act_key: None,
            payload_len: None,
            is_erased: true,
            ..row
        };
        let ctx = ProjectCtx { charter: &self.charter, me: self.source.me() };
        let place = (record.origin, record.index);
        self.run_projectors(tx, whose, kind, place, |projector, tx| projector.erased(&ctx, tx, &remains))
    }

    /// Takes from a record's row what came from its body: what is left is what a rebuild finds in its entry.
    fn close(&self, tx: &mut dyn Tx, row: &Recorded) -> Result<(), StorageError> {
        let place = params![row.origin, row.index];
        tx.execute(
            sql!(
                "UPDATE record SET erased = 1, request = NULL, payload_len = NULL WHERE origin = ?1 AND idx = ?2"
            ),
            place,
        )?;
        if row.is_sealed
            && let Ok(entry) = Entry::decode(&self.source.entry(row.origin, row.index)?)
        {
            tx.execute(
                sql!(
                    "UPDATE record SET kind = ?3, object = ?4, previous = NULL, audience = ?5, act_key = NULL \
                     WHERE origin = ?1 AND idx = ?2"
                ),
                params![row.origin, row.index, entry.kind, entry.object, entry.audience],
            )?;
        }
        tx.execute(sql!("DELETE FROM unopened WHERE origin = ?1 AND idx = ?2"), place)?;
        // What the entry itself is at fault for stays; what its text was at fault for goes with the text.
        tx.execute(
            sql!(
                "DELETE FROM irregular WHERE origin = ?1 AND idx = ?2 \
                 AND reason NOT IN ('unknown-member', 'seen-went-back')"
            ),
            place,
        )?;
        Ok(())
    }
}

/// Folds a holder's word that it has destroyed what was to be erased. Whether the holder was asked is seen when it is
/// read: on some nodes the erasure itself comes later.
pub(super) fn fold_receipt(tx: &mut dyn Tx, charter: &Charter, record: &Record) -> Result<(), StorageError> {
    let read = record.payload.as_deref().and_then(read_receipt);
    let Some((origin, index)) = read.filter(|(origin, _)| charter.member(*origin).is_some()) else {
        return irregular_at(tx, record.origin, record.index, "receipt-unreadable");
    };
    tx.execute(
        sql!("INSERT INTO receipt (origin, idx, of_origin, of_idx, given) VALUES (?1, ?2, ?3, ?4, ?5)"),
        params![record.origin, record.index, origin, index, record.seconds],
    )?;
    Ok(())
}

fn read_erasure(payload: &[u8]) -> Option<(Kind, String)> {
    check_deterministic(payload).ok()?;
    let mut decoder = Decoder::new(payload);
    let is_ours = decoder.array().ok()? == Some(3) && decoder.u8().ok()? == 1;
    let kind = Kind(decoder.u16().ok()?);
    let reason = decoder.str().ok()?;
    (is_ours && reason.len() <= MAX_REASON_BYTES && decoder.position() == payload.len())
        .then(|| (kind, reason.to_owned()))
}

fn read_receipt(payload: &[u8]) -> Option<(MemberIndex, u64)> {
    check_deterministic(payload).ok()?;
    let mut decoder = Decoder::new(payload);
    let is_ours = decoder.array().ok()? == Some(3) && decoder.u8().ok()? == 1;
    let place = (MemberIndex(decoder.u8().ok()?), decoder.u64().ok()?);
    (is_ours && decoder.position() == payload.len()).then_some(place)
}

impl Scribe<'_> {
    /// Has records of this authority erased, for a reason that names no person: one erasure each, for the same readers,
    /// sealed when the record was. Rows and words of the search are gone when this returns; salts and bodies are
    /// destroyed once the act is recorded, here and on every other holder's node when it hears of it, and each then
    /// gives a receipt.
    ///
    /// Backups, and bundles already on a stick, are out of its reach.
    ///
    /// # Errors
    /// [`StorageError::Record`]: no such record of ours, erased already, of a kind that is not erased, or the reason is
    /// empty or longer than [`MAX_REASON_BYTES`].
    pub fn erase(&mut self, indices: &[u64], reason: &str) -> Result<(), StorageError> {
        let refused = |why: &str| Err(StorageError::Record(why.into()));
        if reason.trim().is_empty() || reason.len() > MAX_REASON_BYTES {
            return refused("an erasure has a reason of at most 1,000 bytes");
        }
        let me = self.me();
        for index in indices {
            let Some(record) = record_at(self.tx(), me, *index)? else {
                return refused("there is no such record of this authority");
            };
            if record.is_erased || !self.folder.may_be_erased(record.kind) {
                return refused("this record is erased already, or of a kind that is not erased");
            }
            let payload = minicbor::to_vec((1u8, record.kind.0, reason))
                .map_err(|error| StorageError::Record(error.to_string()))?;
            let Recorded { object, audience, .. } = record;
            let new = NewRecord::open(Kind::ERASURE, object, audience, payload).with_previous(Some(*index));
            self.record(NewRecord { is_sealed: record.is_sealed, ..new })?;
        }
        Ok(())
    }
}

/// An erasure, as far as this node has to do something about it.
struct Due {
    origin: MemberIndex,
    index: u64,
    erased: u64,
    object: ObjectId,
    audience: Audience,
    is_sealed: bool,
    /// This node is a holder and has given no receipt.
    owes_receipt: bool,
}

impl Core {
    fn due(&self, tx: &mut dyn Tx) -> Result<Vec<Due>, StorageError> {
        let me = self.folder.source.me();
        let rows = tx.query(
            sql!(
                "SELECT e.origin, e.idx, e.erased, e.object, e.audience, e.sealed, r.idx AS given FROM erasure e \
                 LEFT JOIN receipt r ON r.of_origin = e.origin AND r.of_idx = e.idx AND r.origin = ?1 \
                 ORDER BY e.origin, e.idx"
            ),
            params![me],
        )?;
        let due = rows.iter().map(|row| {
            let audience: Audience = row.get("audience")?;
            let given: Option<u64> = row.get("given")?;
            Ok(Due {
                origin: row.get("origin")?,
                index: row.get("idx")?,
                erased: row.get("erased")?,
                object: row.get("object")?,
                owes_receipt: given.is_none() && audience.contains(me),
                audience,
                is_sealed: row.get("sealed")?,
            })
        });
        due.collect()
    }

    /// Destroys what erasures name and is still here, and sweeps the database's files. Answers whether all is done.
    fn destroy(
        &self,
        due: &[Due],
        honoured: &mut BTreeSet<(MemberIndex, u64)>,
    ) -> Result<bool, StorageError> {
        let new: Vec<&Due> = due.iter().filter(|due| !honoured.contains(&(due.origin, due.index))).collect();
        if new.is_empty() {
            return Ok(true);
        }
        let erased: Vec<_> = new.iter().map(|due| (due.origin, due.erased)).collect();
        self.folder.source.erase(&erased)?;
        if !self.db.sweep()? {
            return Ok(false);
        }
        honoured.extend(new.iter().map(|due| (due.origin, due.index)));
        Ok(true)
    }
}

impl Road {
    /// As [`Road::honour_erasures`]; a failure is logged, and nothing else waits for it.
    pub(super) fn try_to_honour_erasures(&self) {
        if let Err(error) = self.honour_erasures() {
            tracing::warn!(%error, "what an erasure names is not destroyed yet, or no receipt is given; tried again");
        }
    }

    /// Does what the erasures folded so far ask of this node: destroys, then gives receipts. What fails is tried again at
    /// the next catch-up.
    fn honour_erasures(&self) -> Result<(), StorageError> {
        let core = &self.0.core;
        let due = core.db.read(|tx| core.due(tx))?;
        if due.is_empty() {
            return Ok(());
        }
        {
            let mut honoured = core.honoured.lock().unwrap_or_else(PoisonError::into_inner);
            if !core.destroy(&due, &mut honoured)? {
                tracing::warn!(
                    "readers keep the database from being swept after an erasure; it is tried again"
                );
                return Ok(());
            }
        }
        for due in due.into_iter().filter(|due| due.owes_receipt) {
            if core.folder.source.refusal().is_some() {
                // A restored node gives its receipts once it may sign.
                return Ok(());
            }
            let origin = core.folder.charter.member(due.origin).map_or("", |member| &member.origin);
            let key = Hash::of(format!("liptako-receipt/1\n{origin}\n{}", due.index).as_bytes());
            let mut request = [0; 16];
            request.copy_from_slice(&key.0[..16]);
            let given = self.act(RequestId::from_bytes(request), move |scribe| give_receipt(scribe, &due));
            match given {
                Ok(_) => {}
                Err(RoadError::Rule(error) | RoadError::Storage(error)) => return Err(error),
                Err(error) => tracing::warn!(%error, "a receipt of an erasure is given later"),
            }
        }
        Ok(())
    }
}

fn give_receipt(scribe: &mut Scribe<'_>, due: &Due) -> Result<(), StorageError> {
    let payload = minicbor::to_vec((1u8, due.origin.0, due.index))
        .map_err(|error| StorageError::Record(error.to_string()))?;
    let new = NewRecord::open(Kind::RECEIPT, due.object, due.audience, payload);
    scribe.record(NewRecord { is_sealed: due.is_sealed, ..new }).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_nothing_else() {
        let erasure = minicbor::to_vec((1u8, 65u16, "publié par erreur")).unwrap();
        assert_eq!(read_erasure(&erasure), Some((Kind(65), "publié par erreur".to_owned())));
        let receipt = minicbor::to_vec((1u8, 2u8, 70_000u64)).unwrap();
        assert_eq!(read_receipt(&receipt), Some((MemberIndex(2), 70_000)));
        assert_eq!((read_erasure(&receipt), read_receipt(&erasure)), (None, None));
        for bytes in [&erasure[..erasure.len() - 1], &[&erasure[..], &[0]].concat(), &[]] {
            assert_eq!(read_erasure(bytes), None);
        }
        let long = minicbor::to_vec((1u8, 65u16, "x".repeat(MAX_REASON_BYTES + 1))).unwrap();
        assert_eq!(read_erasure(&long), None);
    }

    proptest::proptest! {
        #[test]
        fn any_payload_ends_without_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..60)) {
            let _ = (read_erasure(&bytes), read_receipt(&bytes));
        }
    }
}
