//! The three acts: to propose, to take a position, to remark. Each checks every rule before it records.

use super::decision::{Facts, Irregularity, Outcome, Place, Received, Word, deciding_rule};
use super::model::{
    Comment, CommonRule, Fault, Position, Problem, Proposal, Subject, check_comment, check_reason,
    question_object,
};
use super::options::{may_be_harmonised, options};
use super::record::{encode_comment, encode_position, encode_proposal};
use super::scales::{Scales, shipped_scales};
use super::store::{self, ProposalLine};
use crate::comparison::{Weights, shipped_weights};
use crate::profile::store::columns;
use crate::profile::{DataFault, Finding, InstrumentId, Library, Question, QuestionId, keeper, shipped};
use liptako_core::{Audience, Charter, Kind, MemberIndex, ObjectId};
use liptako_identity::Officer;
use liptako_journal::Hash;
use liptako_storage::{ActSigner, NewRecord, Scribe, StorageError, Tx, previous_of};

/// What the acts and the pages judge by: what ships with the program.
#[derive(Debug, Clone, Copy)]
pub struct Desk {
    /// The questions and instruments.
    pub library: &'static Library,
    /// What counts how much.
    pub weights: &'static Weights,
    /// What “strict” and “protective” mean.
    pub scales: &'static Scales,
}

/// What ships with the program, to judge by.
///
/// # Errors
/// The faults of the files; a test keeps them at none.
pub fn shipped_desk() -> Result<Desk, &'static [DataFault]> {
    Ok(Desk { library: shipped()?, weights: shipped_weights()?, scales: shipped_scales()? })
}

/// A proposal as drafted, before it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it would settle. The grounds of a common rule are found by the act, not claimed by the drafter.
    pub subject: Subject,
    /// Commitment of what the drafter saw in force; none when there was nothing.
    pub parent: Option<Hash>,
    /// Why.
    pub reason: String,
}

/// A position as taken, before it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The proposal.
    pub proposal: Place,
    /// The text that the officer read.
    pub commitment: Hash,
    /// Agrees, or refuses.
    pub agrees: bool,
    /// Why; needed to refuse.
    pub reason: String,
}

/// Why an act is refused. Nothing was recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AlignmentError {
    /// Some fields are wrong.
    #[error("{} fields are wrong", .0.len())]
    Faults(Vec<Fault>),
    /// A rule forbids it.
    #[error(transparent)]
    Rule(#[from] Irregularity),
    /// There is no such question, instrument or proposal.
    #[error("there is no such question, instrument or proposal")]
    NotFound,
    /// The question describes institutions: laws need not agree on it.
    #[error("no common rule is needed on this question")]
    NotHarmonised,
    /// It is what stands.
    #[error("this is what stands already")]
    NoChange,
    /// The proposal is no longer open.
    #[error("the proposal is no longer open: it is {}", .0.name())]
    Decided(Outcome),
    /// The officer read another text than the one recorded.
    #[error("the text of the proposal is not the one that was read")]
    OtherText,
    /// The tables or the record failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

fn faults(problems: Result<(), Vec<Fault>>) -> Result<(), AlignmentError> {
    problems.map_err(AlignmentError::Faults)
}

fn question_of(desk: &Desk, id: &QuestionId) -> Result<&'static Question, AlignmentError> {
    desk.library.questionnaire.question(id.as_str()).ok_or(AlignmentError::NotFound)
}

/// Whether a finding suits a question. What only repeats a report is no answer to agree on.
fn suits(question: &Question, finding: &Finding) -> bool {
    let reported = matches!(finding, Finding::Value(value) if question.is_reported(value));
    question.admits(finding) && !reported
}

/// Finds the grounds of a common rule in the columns as they stand, and checks that something would change.
fn common_rule(scribe: &mut Scribe<'_>, desk: &Desk, rule: &mut CommonRule) -> Result<(), AlignmentError> {
    let question = question_of(desk, &rule.question)?;
    if !may_be_harmonised(question, desk.weights) {
        return Err(AlignmentError::NotHarmonised);
    }
    if !suits(question, &Finding::Value(rule.value.clone())) {
        return Err(AlignmentError::Faults(vec![Fault { field: "value", problem: Problem::Value }]));
    }
    let charter = scribe.charter().clone();
    let columns = columns(scribe.tx(), desk.library, &charter)?;
    rule.grounds = options(question, desk.weights, desk.scales, &columns).grounds(&rule.value);
    let present = store::common_rules(scribe.tx())?;
    let present =
        present.get(&rule.question).and_then(|lines| lines.first()).and_then(ProposalLine::common_rule);
    if present.is_some_and(|present| present.value == rule.value && present.wording == rule.wording) {
        return Err(AlignmentError::NoChange);
    }
    Ok(())
}

fn reference(
    scribe: &mut Scribe<'_>,
    desk: &Desk,
    instrument: &InstrumentId,
    question: &QuestionId,
    answer: &crate::profile::Answer,
) -> Result<(), AlignmentError> {
    let charter = scribe.charter().clone();
    if keeper(&charter, instrument).is_some() {
        return Err(Irregularity::Column.into());
    }
    let asked = question_of(desk, question)?;
    if !asked.admits(answer.finding()) {
        return Err(AlignmentError::Faults(vec![Fault { field: "value", problem: Problem::Value }]));
    }
    let columns = columns(scribe.tx(), desk.library, &charter)?;
    let column = columns.iter().find(|column| column.instrument.id == *instrument);
    let cell = column.and_then(|column| column.cells.get(question)).ok_or(AlignmentError::NotFound)?;
    if cell.answer == *answer { Err(AlignmentError::NoChange) } else { Ok(()) }
}

/// Records a proposal.
///
/// # Errors
/// [`AlignmentError`].
pub fn propose(
    scribe: &mut Scribe<'_>,
    desk: &Desk,
    drafter: Officer,
    draft: Draft,
) -> Result<Place, AlignmentError> {
    let charter = scribe.charter().clone();
    let Draft { subject, parent, reason } = draft;
    let (reason, rule) = (reason.trim().to_owned(), deciding_rule(&charter));
    let mut proposal = Proposal { subject, parent, drafter, reason, rule };
    faults(proposal.check())?;
    match &mut proposal.subject {
        Subject::CommonRule(rule) => common_rule(scribe, desk, rule)?,
        Subject::Reference { instrument, question, answer } => {
            reference(scribe, desk, instrument, question, answer)?;
        }
    }
    let (me, object) = (scribe.me(), ObjectId::fresh(scribe.chance()));
    let facts = store::around_proposal(scribe.tx(), me, object, &proposal.subject.target())?;
    // The place and the commitment are not known yet, and the judgement does not hang on them.
    let word = Word::Proposal(proposal.clone());
    let place = Place { origin: me, index: u64::MAX };
    let received = Received { place, seen: &[], object, commitment: Hash([0; 32]), word: &word };
    facts.present().judge_proposal(&charter, &received, &proposal)?;
    let record = scribe.record(NewRecord::open(
        Kind::LAW_PROPOSAL,
        object,
        Audience::all(&charter),
        encode_proposal(&proposal),
    ))?;
    Ok(Place { origin: record.origin, index: record.index })
}

/// Records the authority's position, signed by `officer` with `signer`. The officer's key must be published.
///
/// # Errors
/// [`AlignmentError`].
pub fn decide(
    scribe: &mut Scribe<'_>,
    officer: Officer,
    signer: &dyn ActSigner,
    word: &Decision,
) -> Result<Place, AlignmentError> {
    faults(check_reason(word.agrees, &word.reason))?;
    let (charter, me) = (scribe.charter().clone(), scribe.me());
    let line = store::proposal(scribe.tx(), word.proposal)?.ok_or(AlignmentError::NotFound)?;
    if line.commitment != word.commitment {
        return Err(AlignmentError::OtherText);
    }
    if line.outcome != Outcome::Open {
        return Err(AlignmentError::Decided(line.outcome));
    }
    let position =
        Position { proposal: word.commitment, agrees: word.agrees, reason: word.reason.clone(), officer };
    let facts = store::around_commitment(scribe.tx(), word.commitment)?;
    facts.present().judge_position(&charter, me, line.object, &position, true)?;
    let previous = previous_of(scribe.tx(), me, line.object)?;
    let record = scribe.record(
        NewRecord::open(Kind::LAW_POSITION, line.object, Audience::all(&charter), encode_position(&position))
            .with_previous(previous)
            .with_signer(Some(signer)),
    )?;
    Ok(Place { origin: record.origin, index: record.index })
}

/// Records a remark about a question, or about the proposal at this place.
///
/// # Errors
/// [`AlignmentError`].
pub fn comment(
    scribe: &mut Scribe<'_>,
    desk: &Desk,
    officer: Officer,
    question: &QuestionId,
    proposal: Option<Place>,
    text: &str,
) -> Result<Place, AlignmentError> {
    let text = text.trim().to_owned();
    faults(check_comment(&text))?;
    question_of(desk, question)?;
    let (charter, me) = (scribe.charter().clone(), scribe.me());
    let (object, cited) = match proposal {
        None => (question_object(question), None),
        Some(place) => {
            let line = store::proposal(scribe.tx(), place)?.ok_or(AlignmentError::NotFound)?;
            if line.subject.question() != question {
                return Err(AlignmentError::NotFound);
            }
            (line.object, Some(line.commitment))
        }
    };
    let comment = Comment { question: question.clone(), proposal: cited, text, officer };
    let previous = previous_of(scribe.tx(), me, object)?;
    let record = scribe.record(
        NewRecord::open(Kind::LAW_COMMENT, object, Audience::all(&charter), encode_comment(&comment))
            .with_previous(previous),
    )?;
    Ok(Place { origin: record.origin, index: record.index })
}

/// What a reader can do about a proposal, and if nothing, why: what the page says in place of the button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// They can approve or refuse.
    Decide,
    /// They can only refuse: their authority has agreed to this competing proposal, still open.
    RefuseOnly(Place),
    /// It is decided.
    Decided(Outcome),
    /// Their authority has spoken.
    Spoken,
    /// They drafted it: another person of their authority must speak.
    Drafted,
    /// Their role does not let them take a position.
    NotPermitted,
    /// They have not signed in.
    SignedOut,
}

/// Tells what a reader can do about a proposal. `reader` is the officer signed in, `may_decide` whether their role lets
/// them take a position.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn duty(
    tx: &mut dyn Tx,
    charter: &Charter,
    me: MemberIndex,
    line: &ProposalLine,
    reader: Option<ObjectId>,
    may_decide: bool,
) -> Result<Duty, StorageError> {
    if line.outcome != Outcome::Open {
        return Ok(Duty::Decided(line.outcome));
    }
    if line.position_of(me).is_some() {
        return Ok(Duty::Spoken);
    }
    let Some(reader) = reader else { return Ok(Duty::SignedOut) };
    if line.place.origin == me && line.by.officer == reader {
        return Ok(Duty::Drafted);
    }
    if !may_decide {
        return Ok(Duty::NotPermitted);
    }
    let facts: Facts = store::around_commitment(tx, line.commitment)?;
    Ok(match facts.present().agreed_competitor(charter, me, line.place) {
        Some(other) => Duty::RefuseOnly(other),
        None => Duty::Decide,
    })
}
