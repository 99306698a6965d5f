//! How the records become rows: each is kept as it came, and the advisory is computed anew from all of its records.
//!
//! A sealed record is opened when its body arrives, which may be long after others; erasing one takes it out again. Both
//! are the same as any other arrival here.

use super::fold::{Event, Irregularity, Place, Word, fold};
use super::record::{Word as Advisory, decode_acknowledgement, decode_advisory, decode_publication};
use super::store;
use liptako_core::{Kind, ObjectId};
use liptako_identity::{ActFault, Officer, check_act};
use liptako_storage::{
    ProjectCtx, Projector, Record, Recorded, StorageError, Tx, irregular, irregular_at, regular_at,
};

/// Folds advisories, acknowledgements and publications into the tables.
#[derive(Debug, Clone, Copy, Default)]
pub struct AdvisoryProjector;

impl Projector for AdvisoryProjector {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::ADVISORY, Kind::ADVISORY_ACKNOWLEDGEMENT, Kind::ADVISORY_PUBLICATION]
    }

    fn project(&self, ctx: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Record) -> Result<(), StorageError> {
        // Erased, or not for this node: there is nothing to fold.
        let (Some(payload), Some(commitment)) = (&record.payload, record.commitment) else { return Ok(()) };
        let Some(word) = decoded(record.kind, payload) else {
            return irregular(tx, record, Irregularity::Unreadable.code());
        };
        let event = Event {
            place: Place { origin: record.origin, index: record.index },
            order: record.order,
            commitment,
            audience: record.audience,
            is_sealed: record.is_sealed,
            seconds: record.seconds,
            signed: is_signed(tx, record, officer(&word))?,
            word,
        };
        store::insert_event(tx, record.kind, record.object, &event, payload)?;
        recompute(ctx, tx, record.object)
    }

    fn may_be_erased(&self, _: Kind) -> bool {
        true
    }

    fn erased(&self, ctx: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Recorded) -> Result<(), StorageError> {
        store::delete_event(tx, Place { origin: record.origin, index: record.index })?;
        recompute(ctx, tx, record.object)
    }
}

/// What a record says, if it can be read.
pub(crate) fn decoded(kind: Kind, payload: &[u8]) -> Option<Word> {
    Some(match kind {
        Kind::ADVISORY => match decode_advisory(payload).ok()? {
            Advisory::Version(version) => Word::Version(version),
            Advisory::Withdrawal(withdrawal) => Word::Withdrawal(withdrawal),
        },
        Kind::ADVISORY_ACKNOWLEDGEMENT => Word::Acknowledgement(decode_acknowledgement(payload).ok()?),
        Kind::ADVISORY_PUBLICATION => Word::Publication(decode_publication(payload).ok()?),
        _ => return None,
    })
}

/// Whose act a record is, as it says.
const fn officer(word: &Word) -> &Officer {
    match word {
        Word::Version(version) => &version.issuer,
        Word::Withdrawal(word) => &word.officer,
        Word::Acknowledgement(word) => &word.officer,
        Word::Publication(word) => &word.officer,
    }
}

/// Whether the officer named, with that name and function, signed the record.
fn is_signed(tx: &mut dyn Tx, record: &Record, named: &Officer) -> Result<bool, StorageError> {
    match check_act(tx, record) {
        Ok(officer) => Ok(officer == *named),
        Err(ActFault::Storage(error)) => Err(error),
        Err(_) => Ok(false),
    }
}

/// Computes an advisory anew: its row, its sectors, concepts and words, and which of its records count.
fn recompute(ctx: &ProjectCtx<'_>, tx: &mut dyn Tx, object: ObjectId) -> Result<(), StorageError> {
    let kept = store::events(tx, object)?;
    let events: Vec<Event> = kept.iter().map(|kept| kept.event.clone()).collect();
    let folded = fold(ctx.charter, object, &events);
    for kept in &kept {
        let place = kept.event.place;
        let fault = folded.irregular.get(&place).map_or("", |why| why.code());
        if fault == kept.fault {
            continue;
        }
        if !kept.fault.is_empty() {
            regular_at(tx, place.origin, place.index, &kept.fault)?;
        }
        if !fault.is_empty() {
            irregular_at(tx, place.origin, place.index, fault)?;
        }
        store::set_fault(tx, place, fault)?;
    }
    store::replace_advisory(tx, ctx.charter, object, &folded.advisory)
}
