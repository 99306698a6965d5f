//! How the records become rows: keep each readable step, compute its case again from all of them.

use super::fold::fold;
use super::judge::Irregularity;
use super::model::{Event, Place, Step};
use super::number::CaseNumber;
use super::record::{Written, decode};
use super::store;
use liptako_core::{Kind, ObjectId};
use liptako_identity::{ActFault, check_act};
use liptako_journal::Hash;
use liptako_storage::{ProjectCtx, Projector, Record, Recorded, StorageError, Tx, irregular};
use sha2::{Digest, Sha256};

/// Folds openings and steps into the tables of cases.
///
/// A sealed body may arrive long after records that follow it, so nothing is taken from the order of arrival: each step is
/// a row, and its case is computed again from all rows.
#[derive(Debug, Clone, Copy, Default)]
pub struct CaseProjector;

impl Projector for CaseProjector {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::CASE_OPENED, Kind::CASE_STEP]
    }

    fn may_be_erased(&self, kind: Kind) -> bool {
        self.kinds().contains(&kind)
    }

    fn project(&self, ctx: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Record) -> Result<(), StorageError> {
        match read(ctx, tx, record)? {
            Ok((event, payload)) => {
                store::insert_event(tx, record.object, &event, &payload)?;
                settle(ctx, tx, record.object)
            }
            Err(why) => irregular(tx, record, why.code()),
        }
    }

    fn erased(&self, ctx: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Recorded) -> Result<(), StorageError> {
        store::delete_event(tx, Place { origin: record.origin, index: record.index })?;
        settle(ctx, tx, record.object)
    }
}

/// The identifier of the case of this number, in the journals of whoever may read it: drawn from the number and the journal
/// of the authority that gives it, so that a number has one case and nobody else can open it.
pub fn case_object(origin_line: &str, number: &CaseNumber) -> ObjectId {
    let digest = Sha256::digest(format!("liptako-case/1\n{origin_line}\n{number}\n").as_bytes());
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    ObjectId::from_bytes(id)
}

type Read = Result<(Event, Vec<u8>), Irregularity>;

/// Judges what can be judged of a record alone, whatever else is known.
fn read(ctx: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Record) -> Result<Read, StorageError> {
    let (Some(payload), Some(commitment)) = (&record.payload, record.commitment) else {
        return Ok(Err(Irregularity::Unreadable));
    };
    let Ok(written) = decode(payload) else { return Ok(Err(Irregularity::Unreadable)) };
    if !record.is_sealed || !record.audience.contains(record.origin) {
        return Ok(Err(Irregularity::Audience));
    }
    let line = ctx.charter.member(record.origin).map(|member| member.origin.as_str()).unwrap_or_default();
    let is_own_number = match &written.step {
        Step::Opened(opening) => {
            record.kind == Kind::CASE_OPENED && record.object == case_object(line, &opening.number)
        }
        _ => record.kind == Kind::CASE_STEP,
    };
    if !is_own_number {
        return Ok(Err(Irregularity::Number));
    }
    let is_signed = match &written.approver {
        Some(named) => match check_act(tx, record) {
            Ok(officer) => officer == *named,
            Err(ActFault::Storage(error)) => return Err(error),
            Err(_) => false,
        },
        None => false,
    };
    Ok(Ok((event(record, commitment, written, is_signed), payload.clone())))
}

fn event(record: &Record, commitment: Hash, written: Written, is_signed: bool) -> Event {
    let Written { drafter, approver, step } = written;
    Event {
        place: Place { origin: record.origin, index: record.index },
        order: record.order,
        seen: record.seen.clone(),
        seconds: record.seconds,
        commitment,
        audience: record.audience,
        drafter,
        approver,
        is_signed,
        step,
    }
}

/// Computes a case again from its rows: the marks of its steps, and its line in lists.
fn settle(ctx: &ProjectCtx<'_>, tx: &mut dyn Tx, object: ObjectId) -> Result<(), StorageError> {
    let rows = store::events(tx, object)?;
    if rows.is_empty() {
        return store::delete_head(tx, object);
    }
    let (events, marks): (Vec<Event>, Vec<String>) = rows.into_iter().unzip();
    let folded = fold(ctx.charter, &events);
    for ((event, before), now) in events.iter().zip(&marks).zip(&folded.marks) {
        store::mark(tx, event.place, before, now.map(Irregularity::code).unwrap_or_default())?;
    }
    store::put_head(tx, object, &events, &folded.case)
}
