//! How the plan's records become rows: decode, judge by the author's past, keep what counts, settle what follows.

use super::record::{decode_position, decode_proposal};
use super::store::{around_position, around_proposal, insert_position, insert_proposal, settle};
use super::{Irregularity, Officer, Place, Position, Received, Rules, Word};
use liptako_core::{Audience, Bilingual, Kind};
use liptako_identity::{ActFault, check_act};
use liptako_storage::{ProjectCtx, Projector, Record, StorageError, Tx, irregular};

/// Folds proposals and positions into the plan's tables.
#[derive(Debug, Clone, Copy, Default)]
pub struct PlanProjector;

impl Projector for PlanProjector {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::PLAN_PROPOSAL, Kind::PLAN_POSITION]
    }

    fn project(&self, ctx: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Record) -> Result<(), StorageError> {
        let rules = Rules::of(ctx.charter);
        let judged = match read(ctx, tx, record)? {
            Ok(word) => keep(tx, &rules, record, &word)?,
            Err(why) => Err(why),
        };
        match judged {
            Ok(()) => Ok(()),
            Err(why) => irregular(tx, record, why.code()),
        }
    }
}

/// What a record says, or why it says nothing that counts.
type Judged<T> = Result<T, Irregularity>;

fn read(ctx: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Record) -> Result<Judged<Word>, StorageError> {
    if record.audience != Audience::all(ctx.charter) {
        return Ok(Err(Irregularity::Audience));
    }
    let Some(payload) = &record.payload else { return Ok(Err(Irregularity::Unreadable)) };
    if record.kind == Kind::PLAN_PROPOSAL {
        return Ok(decode_proposal(payload).map(Word::Proposal).map_err(|_| Irregularity::Unreadable));
    }
    match decode_position(payload) {
        Ok(position) => {
            let signed = is_signed(tx, record, &position)?;
            Ok(Ok(Word::Position { position, signed }))
        }
        Err(_) => Ok(Err(Irregularity::Unreadable)),
    }
}

/// Whether the officer that the position names, with that name and function, signed it.
fn is_signed(tx: &mut dyn Tx, record: &Record, position: &Position) -> Result<bool, StorageError> {
    match check_act(tx, record) {
        Ok(officer) => Ok(Officer::from(&officer) == position.officer),
        Err(ActFault::Storage(error)) => Err(error),
        Err(_) => Ok(false),
    }
}

fn keep(tx: &mut dyn Tx, rules: &Rules, record: &Record, word: &Word) -> Result<Judged<()>, StorageError> {
    let Some(commitment) = record.commitment else { return Ok(Err(Irregularity::Unreadable)) };
    let mut facts = match word {
        Word::Proposal(proposal) => around_proposal(tx, record.origin, record.object, proposal)?,
        Word::Position { position, .. } => around_position(tx, position.proposal)?,
    };
    let place = Place { origin: record.origin, index: record.index };
    let received = Received { place, seen: &record.seen, object: record.object, commitment, word };
    if let Err(why) = facts.receive(rules, &received) {
        return Ok(Err(why));
    }
    match word {
        Word::Proposal(proposal) => {
            if let Some(fact) = facts.proposals.get(&place) {
                insert_proposal(tx, record, proposal, fact)?;
            }
            settle(tx, rules, &facts, place)?;
        }
        Word::Position { position, .. } => {
            if let Some(fact) = facts.positions.get(&place).copied() {
                insert_position(tx, record, position, &fact)?;
                settle(tx, rules, &facts, fact.proposal)?;
            }
        }
    }
    Ok(Ok(()))
}

impl From<&liptako_identity::Officer> for Officer {
    fn from(officer: &liptako_identity::Officer) -> Self {
        let function = Bilingual::new(officer.function.fr.as_str(), officer.function.en.as_str());
        Self { id: officer.id, name: officer.name.clone(), function }
    }
}
