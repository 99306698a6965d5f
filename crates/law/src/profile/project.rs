//! How the records become rows: decode, judge by what their author wrote before, keep what counts.

use super::decision::{Irregularity, judge_answer, judge_attestation};
use super::record::{AttestationRecord, decode_answer_record, decode_attestation};
use super::store;
use liptako_core::{Audience, Kind};
use liptako_identity::{ActFault, check_act};
use liptako_storage::{ProjectCtx, Projector, Record, StorageError, Tx, irregular};

/// Folds answers and attestations into the tables of the profiles.
#[derive(Debug, Clone, Copy, Default)]
pub struct ProfileProjector;

impl Projector for ProfileProjector {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::LAW_ANSWER, Kind::LAW_ATTESTATION]
    }

    fn project(&self, ctx: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Record) -> Result<(), StorageError> {
        match keep(ctx, tx, record)? {
            Ok(()) => Ok(()),
            Err(why) => irregular(tx, record, why.code()),
        }
    }
}

fn keep(
    ctx: &ProjectCtx<'_>,
    tx: &mut dyn Tx,
    record: &Record,
) -> Result<Result<(), Irregularity>, StorageError> {
    if record.audience != Audience::all(ctx.charter) {
        return Ok(Err(Irregularity::Audience));
    }
    let (Some(payload), Some(commitment)) = (&record.payload, record.commitment) else {
        return Ok(Err(Irregularity::Unreadable));
    };
    if record.kind == Kind::LAW_ANSWER {
        let Ok(word) = decode_answer_record(payload) else { return Ok(Err(Irregularity::Unreadable)) };
        let newest = store::newest(tx, record.origin, &word.instrument, &word.question)?;
        return match judge_answer(ctx.charter, record.origin, &word, newest) {
            Ok(revision) => store::insert_answer(tx, record, commitment, &word, revision).map(Ok),
            Err(why) => Ok(Err(why)),
        };
    }
    let Ok(word) = decode_attestation(payload) else { return Ok(Err(Irregularity::Unreadable)) };
    let signed = is_signed(tx, record, &word)?;
    let writers = store::writers(tx, record.origin, &word)?;
    match judge_attestation(ctx.charter, record.origin, &word, signed, &writers) {
        Ok(()) => store::insert_attestation(tx, record, &word).map(Ok),
        Err(why) => Ok(Err(why)),
    }
}

/// Whether the officer that the attestation names, with that name and function, signed it.
fn is_signed(tx: &mut dyn Tx, record: &Record, word: &AttestationRecord) -> Result<bool, StorageError> {
    match check_act(tx, record) {
        Ok(officer) => Ok(officer == word.officer),
        Err(ActFault::Storage(error)) => Err(error),
        Err(_) => Ok(false),
    }
}
