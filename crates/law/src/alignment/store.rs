//! Every SQL statement of the alignment: what the projector reads to judge a record, the rows that follow, and what the
//! pages show.

use super::decision::{Facts, Outcome, Place, PositionFact, ProposalFact};
use super::model::{Comment, CommonRule, Position, Proposal, Subject, Target};
use super::record::{decode_subject, encode_subject};
use crate::profile::store::{Revision, Signed};
use crate::profile::{InstrumentId, QuestionId};
use liptako_core::{Charter, MemberIndex, ObjectId};
use liptako_journal::Hash;
use liptako_storage::{Record, Recorded, Row, StorageError, Tx, params, record_at, sql};
use std::collections::BTreeMap;

/// Most proposals, or remarks, that one page reads.
pub const MAX_LINES: u32 = 500;

/// An empty byte string stands for “none”.
fn bytes_of(hash: Option<Hash>) -> Vec<u8> {
    hash.map(|hash| hash.0.to_vec()).unwrap_or_default()
}

fn hash_or_none(bytes: &[u8]) -> Result<Option<Hash>, StorageError> {
    if bytes.is_empty() {
        return Ok(None);
    }
    Hash::try_from(bytes).map(Some).map_err(|error| StorageError::Constraint(error.to_string()))
}

fn place(row: &Row) -> Result<Place, StorageError> {
    Ok(Place { origin: row.get("origin")?, index: row.get("idx")? })
}

fn target(row: &Row) -> Result<Target, StorageError> {
    let fault = |error: crate::profile::IdFault| StorageError::Constraint(error.to_string());
    let (instrument, question): (String, String) = (row.get("instrument")?, row.get("question")?);
    let instrument = match instrument.as_str() {
        "" => None,
        id => Some(id.parse::<InstrumentId>().map_err(fault)?),
    };
    Ok(Target { instrument, question: question.parse::<QuestionId>().map_err(fault)? })
}

fn instrument_text(target: &Target) -> &str {
    target.instrument.as_ref().map_or("", InstrumentId::as_str)
}

fn add(tx: &mut dyn Tx, facts: &mut Facts, rows: &[Row]) -> Result<(), StorageError> {
    for row in rows {
        let at = place(row)?;
        let fact = ProposalFact {
            object: row.get("object")?,
            commitment: row.get("commitment")?,
            drafter: row.get("officer")?,
            target: target(row)?,
            parent: hash_or_none(&row.get::<Vec<u8>>("parent")?)?,
            revision: row.get("revision")?,
        };
        if facts.proposals.insert(at, fact).is_some() {
            continue;
        }
        let positions = tx.query(
            sql!(
                "SELECT origin, idx, agrees FROM law_position WHERE proposal_origin = ?1 AND proposal_idx = ?2"
            ),
            params![at.origin, at.index],
        )?;
        for row in &positions {
            facts.positions.insert(place(row)?, PositionFact { proposal: at, agrees: row.get("agrees")? });
        }
    }
    Ok(())
}

fn load(tx: &mut dyn Tx, facts: &mut Facts, target: &Target) -> Result<(), StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT origin, idx, object, commitment, officer, instrument, question, parent, revision \
             FROM law_proposal WHERE question = ?1 AND instrument = ?2"
        ),
        params![target.question.as_str(), instrument_text(target)],
    )?;
    add(tx, facts, &rows)
}

/// Every fact that matters to judging a proposal about this target.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn around_proposal(
    tx: &mut dyn Tx,
    author: MemberIndex,
    object: ObjectId,
    target: &Target,
) -> Result<Facts, StorageError> {
    let mut facts = Facts::default();
    load(tx, &mut facts, target)?;
    let namesakes = tx.query(
        sql!(
            "SELECT origin, idx, object, commitment, officer, instrument, question, parent, revision \
             FROM law_proposal WHERE object = ?1 AND origin = ?2"
        ),
        params![object, author],
    )?;
    add(tx, &mut facts, &namesakes)?;
    Ok(facts)
}

/// Every fact that matters to judging what is said of the proposal with this commitment, and to what follows.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn around_commitment(tx: &mut dyn Tx, proposal: Hash) -> Result<Facts, StorageError> {
    let mut facts = Facts::default();
    let rows = tx.query(
        sql!("SELECT DISTINCT instrument, question FROM law_proposal WHERE commitment = ?1"),
        params![proposal],
    )?;
    for row in &rows {
        load(tx, &mut facts, &target(row)?)?;
    }
    Ok(facts)
}

/// Keeps a proposal that counts.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn insert_proposal(
    tx: &mut dyn Tx,
    record: &Record,
    proposal: &Proposal,
    fact: &ProposalFact,
) -> Result<(), StorageError> {
    let drafter = &proposal.drafter;
    tx.execute(
        sql!(
            "INSERT INTO law_proposal (origin, idx, object, commitment, instrument, question, parent, revision, content, \
             reason, officer, officer_name, function_fr, function_en, seconds, ord_sum, outcome) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"
        ),
        params![
            record.origin,
            record.index,
            record.object,
            fact.commitment,
            instrument_text(&fact.target),
            fact.target.question.as_str(),
            bytes_of(fact.parent),
            fact.revision,
            encode_subject(&proposal.subject),
            &proposal.reason,
            drafter.id,
            &drafter.name,
            &drafter.function.fr,
            &drafter.function.en,
            record.seconds,
            record.order.sum,
            Outcome::Open.name()
        ],
    )
    .map(drop)
}

/// Keeps a position that counts.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn insert_position(
    tx: &mut dyn Tx,
    record: &Record,
    position: &Position,
    fact: &PositionFact,
) -> Result<(), StorageError> {
    let officer = &position.officer;
    tx.execute(
        sql!(
            "INSERT INTO law_position (origin, idx, proposal_origin, proposal_idx, agrees, reason, officer, \
             officer_name, function_fr, function_en, seconds) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
        ),
        params![
            record.origin,
            record.index,
            fact.proposal.origin,
            fact.proposal.index,
            fact.agrees,
            &position.reason,
            officer.id,
            &officer.name,
            &officer.function.fr,
            &officer.function.en,
            record.seconds
        ],
    )
    .map(drop)
}

/// Keeps a remark that counts.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn insert_comment(tx: &mut dyn Tx, record: &Record, comment: &Comment) -> Result<(), StorageError> {
    let officer = &comment.officer;
    tx.execute(
        sql!(
            "INSERT INTO law_comment (origin, idx, question, proposal, comment, officer, officer_name, function_fr, \
             function_en, seconds, ord_sum) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
        ),
        params![
            record.origin,
            record.index,
            comment.question.as_str(),
            bytes_of(comment.proposal),
            &comment.text,
            officer.id,
            &officer.name,
            &officer.function.fr,
            &officer.function.en,
            record.seconds,
            record.order.sum
        ],
    )
    .map(drop)
}

/// Recomputes where a proposal and its competitors stand. `facts` hold its target whole.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn settle(tx: &mut dyn Tx, charter: &Charter, facts: &Facts, place: Place) -> Result<(), StorageError> {
    let mut changed = vec![place];
    if facts.outcome(charter, place) == Some(Outcome::Adopted) {
        changed.extend(facts.competitors(place));
    }
    for place in changed {
        if let Some(outcome) = facts.outcome(charter, place) {
            tx.execute(
                sql!("UPDATE law_proposal SET outcome = ?3 WHERE origin = ?1 AND idx = ?2 AND outcome <> ?3"),
                params![place.origin, place.index, outcome.name()],
            )?;
        }
    }
    Ok(())
}

/// What an authority said of a proposal, as pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PositionView {
    /// The record, and who signed it.
    pub by: Signed,
    /// Agrees, or refuses.
    pub agrees: bool,
    /// Why.
    pub reason: String,
    /// The record's hashes.
    pub recorded: Option<Recorded>,
}

/// A remark, as pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentView {
    /// The record, and who wrote it.
    pub by: Signed,
    /// The proposal it is about, if of one.
    pub proposal: Option<Hash>,
    /// The remark.
    pub text: String,
}

/// A proposal, as lists and pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalLine {
    /// The record.
    pub place: Place,
    /// The proposal's own identifier.
    pub object: ObjectId,
    /// What positions cite.
    pub commitment: Hash,
    /// What it would settle.
    pub subject: Subject,
    /// The adopted proposal that it would replace.
    pub parent: Option<Hash>,
    /// Which revision it would make, from 1.
    pub revision: u32,
    /// Who drafted it.
    pub by: Signed,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub outcome: Outcome,
    /// What was said of it, in the order of the charter.
    pub positions: Vec<PositionView>,
}

impl ProposalLine {
    /// The members whose word is awaited; nobody's once it is decided.
    pub fn awaited(&self, charter: &Charter) -> Vec<MemberIndex> {
        if self.outcome != Outcome::Open {
            return Vec::new();
        }
        charter.indices().filter(|member| self.position_of(*member).is_none()).collect()
    }

    /// What this member said.
    pub fn position_of(&self, member: MemberIndex) -> Option<&PositionView> {
        self.positions.iter().find(|position| position.by.origin == member)
    }

    /// Whether it ended because the authority that proposed it took it back.
    pub fn is_withdrawn(&self) -> bool {
        self.outcome == Outcome::Rejected
            && self.position_of(self.place.origin).is_some_and(|position| !position.agrees)
    }

    /// The common rule, when that is what it is about.
    pub fn common_rule(&self) -> Option<&CommonRule> {
        match &self.subject {
            Subject::CommonRule(rule) => Some(rule),
            Subject::Reference { .. } => None,
        }
    }
}

fn positions(tx: &mut dyn Tx, proposal: Place) -> Result<Vec<PositionView>, StorageError> {
    let rows = tx.query(
        sql!("SELECT * FROM law_position WHERE proposal_origin = ?1 AND proposal_idx = ?2 ORDER BY origin"),
        params![proposal.origin, proposal.index],
    )?;
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        let by = Signed::try_from(row)?;
        let recorded = record_at(tx, by.origin, by.index)?;
        all.push(PositionView { by, agrees: row.get("agrees")?, reason: row.get("reason")?, recorded });
    }
    Ok(all)
}

fn line(tx: &mut dyn Tx, row: &Row) -> Result<ProposalLine, StorageError> {
    let fault = |text: String| StorageError::Constraint(text);
    let place = place(row)?;
    let content: Vec<u8> = row.get("content")?;
    let outcome: String = row.get("outcome")?;
    Ok(ProposalLine {
        place,
        object: row.get("object")?,
        commitment: row.get("commitment")?,
        subject: decode_subject(&content).map_err(|error| fault(error.to_string()))?,
        parent: hash_or_none(&row.get::<Vec<u8>>("parent")?)?,
        revision: row.get("revision")?,
        by: Signed::try_from(row)?,
        reason: row.get("reason")?,
        outcome: Outcome::from_name(&outcome)
            .ok_or_else(|| fault(format!("“{outcome}” is not an outcome")))?,
        positions: positions(tx, place)?,
    })
}

fn lines(tx: &mut dyn Tx, rows: &[Row]) -> Result<Vec<ProposalLine>, StorageError> {
    rows.iter().map(|row| line(tx, row)).collect()
}

/// The proposal at this place.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn proposal(tx: &mut dyn Tx, place: Place) -> Result<Option<ProposalLine>, StorageError> {
    let row = tx.opt(
        sql!("SELECT * FROM law_proposal WHERE origin = ?1 AND idx = ?2"),
        params![place.origin, place.index],
    )?;
    row.map(|row| line(tx, &row)).transpose()
}

/// The newest proposals of this outcome, or of any, the newest first; at most [`MAX_LINES`].
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn proposals(tx: &mut dyn Tx, outcome: Option<Outcome>) -> Result<Vec<ProposalLine>, StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT * FROM law_proposal WHERE CAST(?1 AS TEXT) IS NULL OR outcome = ?1 \
             ORDER BY ord_sum DESC, origin, idx LIMIT ?2"
        ),
        params![outcome.map(|outcome| outcome.name().to_owned()), MAX_LINES],
    )?;
    lines(tx, &rows)
}

/// The proposals about this target, the newest first; at most [`MAX_LINES`].
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn about(tx: &mut dyn Tx, target: &Target) -> Result<Vec<ProposalLine>, StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT * FROM law_proposal WHERE question = ?1 AND instrument = ?2 \
             ORDER BY ord_sum DESC, origin, idx LIMIT ?3"
        ),
        params![target.question.as_str(), instrument_text(target), MAX_LINES],
    )?;
    lines(tx, &rows)
}

/// The open proposals on which this member has not spoken, the oldest first; at most [`MAX_LINES`].
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn awaiting(tx: &mut dyn Tx, member: MemberIndex) -> Result<Vec<ProposalLine>, StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT * FROM law_proposal p WHERE p.outcome = 'open' AND NOT EXISTS (SELECT 1 FROM law_position s \
             WHERE s.proposal_origin = p.origin AND s.proposal_idx = p.idx AND s.origin = ?1) \
             ORDER BY p.ord_sum, p.origin, p.idx LIMIT ?2"
        ),
        params![member, MAX_LINES],
    )?;
    lines(tx, &rows)
}

/// Every adopted common rule by question, all revisions, the newest first.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn common_rules(tx: &mut dyn Tx) -> Result<BTreeMap<QuestionId, Vec<ProposalLine>>, StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT * FROM law_proposal WHERE outcome = 'adopted' AND instrument = '' \
             ORDER BY question, revision DESC"
        ),
        params![],
    )?;
    let mut all: BTreeMap<QuestionId, Vec<ProposalLine>> = BTreeMap::new();
    for line in lines(tx, &rows)? {
        all.entry(line.subject.question().clone()).or_default().push(line);
    }
    Ok(all)
}

/// The adopted answers of a reference instrument, as revisions of its cells, each question's oldest first.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn joint_revisions(
    tx: &mut dyn Tx,
    instrument: &InstrumentId,
) -> Result<Vec<(QuestionId, Revision)>, StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT * FROM law_proposal WHERE outcome = 'adopted' AND instrument = ?1 ORDER BY question, revision"
        ),
        params![instrument.as_str()],
    )?;
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        let content: Vec<u8> = row.get("content")?;
        let subject =
            decode_subject(&content).map_err(|error| StorageError::Constraint(error.to_string()))?;
        let Subject::Reference { question, answer, .. } = subject else { continue };
        let (number, commitment) = (row.get("revision")?, row.get("commitment")?);
        let revision =
            Revision { number, commitment, answer, reason: row.get("reason")?, by: Signed::try_from(row)? };
        all.push((question, revision));
    }
    Ok(all)
}

/// The adopted answers of a reference instrument to one question, the newest first.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn joint_history(
    tx: &mut dyn Tx,
    instrument: &InstrumentId,
    question: &QuestionId,
) -> Result<Vec<Revision>, StorageError> {
    let all = joint_revisions(tx, instrument)?;
    let of_question = all.into_iter().filter(|(id, _)| id == question);
    let mut revisions: Vec<Revision> = of_question.map(|(_, revision)| revision).collect();
    revisions.reverse();
    Ok(revisions)
}

/// The remarks about a question, on its proposals too, the oldest first; at most [`MAX_LINES`].
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn comments(tx: &mut dyn Tx, question: &QuestionId) -> Result<Vec<CommentView>, StorageError> {
    let rows = tx.query(
        sql!("SELECT * FROM law_comment WHERE question = ?1 ORDER BY ord_sum, origin, idx LIMIT ?2"),
        params![question.as_str(), MAX_LINES],
    )?;
    let view = |row: &Row| {
        let proposal = hash_or_none(&row.get::<Vec<u8>>("proposal")?)?;
        Ok(CommentView { by: Signed::try_from(row)?, proposal, text: row.get("comment")? })
    };
    rows.iter().map(view).collect()
}
