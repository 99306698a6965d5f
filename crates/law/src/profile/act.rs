//! The two acts of a column's keeper: to answer a question, to attest an answer. Each checks every rule before it
//! records.

use super::decision::{Irregularity, judge_answer, judge_attestation, keeper};
use super::model::{Answer, AnswerFault, Finding, InstrumentId, Library, MAX_TEXT, Question, QuestionId};
use super::record::{
    AnswerRecord, AttestationRecord, cell_object, digest, encode_answer_record, encode_attestation,
};
use super::store::{self, Cell};
use liptako_core::{Audience, Kind};
use liptako_identity::Officer;
use liptako_journal::Hash;
use liptako_storage::{ActSigner, NewRecord, Scribe, StorageError, previous_of};

/// An answer as drafted, before it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The law.
    pub instrument: InstrumentId,
    /// The question.
    pub question: QuestionId,
    /// Commitment of the recorded answer that the drafter was looking at; none when it was what ships.
    pub parent: Option<Hash>,
    /// The answer.
    pub answer: Answer,
    /// Why.
    pub reason: String,
}

/// Why an act on a profile is refused. Nothing was recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// No such instrument or question, or none that is questioned.
    #[error("there is no such question for this instrument")]
    NotFound,
    /// A rule forbids it.
    #[error(transparent)]
    Rule(#[from] Irregularity),
    /// The answer does not hold together.
    #[error(transparent)]
    Answer(#[from] AnswerFault),
    /// The answer has another type than the question, or a code the question does not offer.
    #[error("the answer is not of the question's type")]
    Type,
    /// A reason is asked for, of at most [`MAX_TEXT`] characters.
    #[error("a reason of 1 to {MAX_TEXT} characters is needed")]
    Reason,
    /// The answer is the one that stands.
    #[error("the answer is the one that stands")]
    NoChange,
    /// What is unknown cannot be attested.
    #[error("what is unknown cannot be attested")]
    Unknown,
    /// The officer read another answer than the one that stands.
    #[error("the answer is not the one that was read")]
    OtherAnswer,
    /// It is attested already.
    #[error("the answer is attested already")]
    Attested,
    /// The tables or the record failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// The question, and what stands in the cell.
fn cell(
    scribe: &mut Scribe<'_>,
    library: &Library,
    instrument: &InstrumentId,
    question: &QuestionId,
) -> Result<(Question, Cell), ProfileError> {
    let charter = scribe.charter().clone();
    if keeper(&charter, instrument) != Some(scribe.me()) {
        return Err(Irregularity::Column.into());
    }
    let asked = library.questionnaire.question(question.as_str()).ok_or(ProfileError::NotFound)?;
    let column = store::column(scribe.tx(), library, &charter, instrument.as_str())?;
    let mut column = column.ok_or(ProfileError::NotFound)?;
    let cell = column.cells.remove(question).ok_or(ProfileError::NotFound)?;
    Ok((asked.clone(), cell))
}

/// Records an answer about this authority's own law.
///
/// # Errors
/// [`ProfileError`].
pub fn answer(
    scribe: &mut Scribe<'_>,
    library: &Library,
    officer: Officer,
    draft: Draft,
) -> Result<(), ProfileError> {
    let (question, cell) = cell(scribe, library, &draft.instrument, &draft.question)?;
    if !question.admits(draft.answer.finding()) {
        return Err(ProfileError::Type);
    }
    draft.answer.check()?;
    let reason = draft.reason.trim().to_owned();
    if reason.is_empty() || reason.chars().count() > MAX_TEXT {
        return Err(ProfileError::Reason);
    }
    if cell.answer == draft.answer {
        return Err(ProfileError::NoChange);
    }
    let Draft { instrument, question, parent, answer, .. } = draft;
    let record = AnswerRecord { instrument, question, parent, officer, reason, answer };
    let (me, charter) = (scribe.me(), scribe.charter().clone());
    let newest = store::newest(scribe.tx(), me, &record.instrument, &record.question)?;
    judge_answer(&charter, me, &record, newest)?;
    let object = cell_object(&record.instrument, &record.question);
    let previous = previous_of(scribe.tx(), me, object)?;
    scribe.record(
        NewRecord::open(Kind::LAW_ANSWER, object, Audience::all(&charter), encode_answer_record(&record))
            .with_previous(previous),
    )?;
    Ok(())
}

/// Records that an answer about this authority's own law is right, signed by `officer` with `signer`. `read` is the
/// [`digest`] of the answer that the officer read. The officer's key must be published.
///
/// # Errors
/// [`ProfileError`].
pub fn attest(
    scribe: &mut Scribe<'_>,
    library: &Library,
    officer: Officer,
    signer: &dyn ActSigner,
    (instrument, question): (InstrumentId, QuestionId),
    read: Hash,
) -> Result<(), ProfileError> {
    let (_, cell) = cell(scribe, library, &instrument, &question)?;
    if digest(&cell.answer) != read {
        return Err(ProfileError::OtherAnswer);
    }
    if *cell.answer.finding() == Finding::Unknown {
        return Err(ProfileError::Unknown);
    }
    if cell.attested.is_some() {
        return Err(ProfileError::Attested);
    }
    let record = AttestationRecord { instrument, question, digest: read, officer };
    let (me, charter) = (scribe.me(), scribe.charter().clone());
    let writers = store::writers(scribe.tx(), me, &record)?;
    judge_attestation(&charter, me, &record, true, &writers)?;
    let object = cell_object(&record.instrument, &record.question);
    let previous = previous_of(scribe.tx(), me, object)?;
    scribe.record(
        NewRecord::open(Kind::LAW_ATTESTATION, object, Audience::all(&charter), encode_attestation(&record))
            .with_previous(previous)
            .with_signer(Some(signer)),
    )?;
    Ok(())
}

/// Why several answers are not attested: which one, and why. Nothing was recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{question}: {why}")]
pub struct NotAttested {
    /// The question whose answer is refused.
    pub question: QuestionId,
    /// Why.
    pub why: ProfileError,
}

/// Records that several answers about this authority's own law are right, each signed, in one act: all of them, or
/// none. `read` names each question with the [`digest`] of the answer that the officer read.
///
/// # Errors
/// [`NotAttested`] for the first answer that is refused.
pub fn attest_all(
    scribe: &mut Scribe<'_>,
    library: &Library,
    officer: &Officer,
    signer: &dyn ActSigner,
    instrument: &InstrumentId,
    read: &[(QuestionId, Hash)],
) -> Result<(), NotAttested> {
    for (question, digest) in read {
        let place = (instrument.clone(), question.clone());
        attest(scribe, library, officer.clone(), signer, place, *digest)
            .map_err(|why| NotAttested { question: question.clone(), why })?;
    }
    Ok(())
}
