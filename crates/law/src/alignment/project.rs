//! How the records become rows: decode, judge by the author's past, keep what counts, settle what follows.

use super::decision::{Irregularity, Place, Received, Word};
use super::model::{Comment, check_comment, question_object};
use super::record::{decode_comment, decode_position, decode_proposal};
use super::store;
use liptako_core::{Audience, Kind};
use liptako_identity::{ActFault, Officer, check_act};
use liptako_storage::{ProjectCtx, Projector, Record, StorageError, Tx, irregular};

/// Folds proposals, positions and remarks into the tables of the alignment.
#[derive(Debug, Clone, Copy, Default)]
pub struct AlignmentProjector;

type Judged<T> = Result<T, Irregularity>;

impl Projector for AlignmentProjector {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::LAW_PROPOSAL, Kind::LAW_POSITION, Kind::LAW_COMMENT]
    }

    fn project(&self, ctx: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Record) -> Result<(), StorageError> {
        match keep(ctx, tx, record)? {
            Ok(()) => Ok(()),
            Err(why) => irregular(tx, record, why.code()),
        }
    }
}

fn keep(ctx: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Record) -> Result<Judged<()>, StorageError> {
    if record.audience != Audience::all(ctx.charter) {
        return Ok(Err(Irregularity::Audience));
    }
    let Some(payload) = &record.payload else { return Ok(Err(Irregularity::Unreadable)) };
    if record.kind == Kind::LAW_COMMENT {
        return match decode_comment(payload) {
            Ok(comment) => keep_comment(tx, record, &comment),
            Err(_) => Ok(Err(Irregularity::Unreadable)),
        };
    }
    let word = if record.kind == Kind::LAW_PROPOSAL {
        decode_proposal(payload).map(Word::Proposal)
    } else {
        match decode_position(payload) {
            Ok(position) => {
                let signed = is_signed(tx, record, &position.officer)?;
                Ok(Word::Position { position, signed })
            }
            Err(error) => Err(error),
        }
    };
    match word {
        Ok(word) => keep_word(ctx, tx, record, &word),
        Err(_) => Ok(Err(Irregularity::Unreadable)),
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

fn keep_word(
    ctx: &ProjectCtx<'_>,
    tx: &mut dyn Tx,
    record: &Record,
    word: &Word,
) -> Result<Judged<()>, StorageError> {
    let Some(commitment) = record.commitment else { return Ok(Err(Irregularity::Unreadable)) };
    let mut facts = match word {
        Word::Proposal(proposal) => {
            store::around_proposal(tx, record.origin, record.object, &proposal.subject.target())?
        }
        Word::Position { position, .. } => store::around_commitment(tx, position.proposal)?,
    };
    let place = Place { origin: record.origin, index: record.index };
    let received = Received { place, seen: &record.seen, object: record.object, commitment, word };
    if let Err(why) = facts.receive(ctx.charter, &received) {
        return Ok(Err(why));
    }
    match word {
        Word::Proposal(proposal) => {
            if let Some(fact) = facts.proposals.get(&place) {
                store::insert_proposal(tx, record, proposal, fact)?;
            }
            store::settle(tx, ctx.charter, &facts, place)?;
        }
        Word::Position { position, .. } => {
            if let Some(fact) = facts.positions.get(&place).copied() {
                store::insert_position(tx, record, position, &fact)?;
                store::settle(tx, ctx.charter, &facts, fact.proposal)?;
            }
        }
    }
    Ok(Ok(()))
}

fn keep_comment(tx: &mut dyn Tx, record: &Record, comment: &Comment) -> Result<Judged<()>, StorageError> {
    if check_comment(&comment.text).is_err() {
        return Ok(Err(Irregularity::Content));
    }
    let cites = match comment.proposal {
        None => record.object == question_object(&comment.question),
        Some(hash) => {
            let facts = store::around_commitment(tx, hash)?;
            facts.past(&record.seen).cites(record.object, hash, comment.question.as_str())
        }
    };
    if !cites {
        return Ok(Err(Irregularity::UnknownProposal));
    }
    store::insert_comment(tx, record, comment).map(Ok)
}
