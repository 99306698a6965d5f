//! Every SQL statement of the profiles, and the columns that pages read: what ships, corrected by what each keeper
//! recorded.

use super::decision::{Newest, keeper};
use super::model::{Answer, Instrument, InstrumentId, Library, Profile, Question, QuestionId};
use super::record::{AnswerRecord, AttestationRecord, decode_answer, digest, encode_answer};
use crate::alignment::store::joint_revisions;
use liptako_core::{Bilingual, Charter, MemberIndex, ObjectId, UnixSeconds};
use liptako_journal::Hash;
use liptako_storage::{Record, Row, StorageError, Tx, params, sql};
use std::collections::{BTreeMap, BTreeSet};

/// The newest revision of a cell that this author recorded.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn newest(
    tx: &mut dyn Tx,
    origin: MemberIndex,
    instrument: &InstrumentId,
    question: &QuestionId,
) -> Result<Option<Newest>, StorageError> {
    let row = tx.opt(
        sql!(
            "SELECT revision, commitment FROM law_answer \
             WHERE instrument = ?1 AND question = ?2 AND origin = ?3 ORDER BY revision DESC LIMIT 1"
        ),
        params![instrument.as_str(), question.as_str(), origin],
    )?;
    row.map(|row| Ok(Newest { revision: row.get("revision")?, commitment: row.get("commitment")? }))
        .transpose()
}

/// Who wrote, in this cell, the answer that an attestation cites.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn writers(
    tx: &mut dyn Tx,
    origin: MemberIndex,
    attestation: &AttestationRecord,
) -> Result<Vec<ObjectId>, StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT officer FROM law_answer \
             WHERE instrument = ?1 AND question = ?2 AND origin = ?3 AND digest = ?4"
        ),
        params![attestation.instrument.as_str(), attestation.question.as_str(), origin, attestation.digest],
    )?;
    rows.iter().map(|row| row.get("officer")).collect()
}

/// Keeps an answer that counts.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn insert_answer(
    tx: &mut dyn Tx,
    record: &Record,
    commitment: Hash,
    word: &AnswerRecord,
    revision: u32,
) -> Result<(), StorageError> {
    let officer = &word.officer;
    tx.execute(
        sql!(
            "INSERT INTO law_answer (origin, idx, instrument, question, revision, commitment, digest, content, \
             reason, officer, officer_name, function_fr, function_en, seconds) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
        ),
        params![
            record.origin,
            record.index,
            word.instrument.as_str(),
            word.question.as_str(),
            revision,
            commitment,
            digest(&word.answer),
            encode_answer(&word.answer),
            &word.reason,
            officer.id,
            &officer.name,
            &officer.function.fr,
            &officer.function.en,
            record.seconds
        ],
    )
    .map(drop)
}

/// Keeps an attestation that counts.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn insert_attestation(
    tx: &mut dyn Tx,
    record: &Record,
    word: &AttestationRecord,
) -> Result<(), StorageError> {
    let officer = &word.officer;
    tx.execute(
        sql!(
            "INSERT INTO law_attestation (origin, idx, instrument, question, digest, officer, officer_name, \
             function_fr, function_en, seconds) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
        ),
        params![
            record.origin,
            record.index,
            word.instrument.as_str(),
            word.question.as_str(),
            word.digest,
            officer.id,
            &officer.name,
            &officer.function.fr,
            &officer.function.en,
            record.seconds
        ],
    )
    .map(drop)
}

/// An officer's word, as pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The record: its author.
    pub origin: MemberIndex,
    /// And its index in the author's journal.
    pub index: u64,
    /// The officer's identifier.
    pub officer: ObjectId,
    /// The officer's name then.
    pub name: String,
    /// The officer's function then.
    pub function: Bilingual,
    /// When its author says it was written.
    pub seconds: UnixSeconds,
}

impl TryFrom<&Row> for Signed {
    type Error = StorageError;

    fn try_from(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            origin: row.get("origin")?,
            index: row.get("idx")?,
            officer: row.get("officer")?,
            name: row.get("officer_name")?,
            function: Bilingual::new(row.get::<String>("function_fr")?, row.get::<String>("function_en")?),
            seconds: row.get("seconds")?,
        })
    }
}

/// An answer that an authority recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its number, from 1; what ships is 0.
    pub number: u32,
    /// What the next one cites.
    pub commitment: Hash,
    /// The answer.
    pub answer: Answer,
    /// Why it was written.
    pub reason: String,
    /// Who wrote it.
    pub by: Signed,
}

fn revision(row: &Row) -> Result<Revision, StorageError> {
    let content: Vec<u8> = row.get("content")?;
    Ok(Revision {
        number: row.get("revision")?,
        commitment: row.get("commitment")?,
        answer: decode_answer(&content).map_err(|error| StorageError::Constraint(error.to_string()))?,
        reason: row.get("reason")?,
        by: Signed::try_from(row)?,
    })
}

/// What an instrument answers to a question, today and here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The answer.
    pub answer: Answer,
    /// The record it comes from; none for what ships with the program.
    pub revision: Option<Revision>,
    /// The newest attestation of this very answer by its keeper.
    pub attested: Option<Signed>,
}

/// An instrument with what it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column<'a> {
    /// The instrument.
    pub instrument: &'a Instrument,
    /// The authority that keeps it; none for a reference.
    pub keeper: Option<MemberIndex>,
    /// One cell per question.
    pub cells: BTreeMap<QuestionId, Cell>,
}

/// The columns of every instrument that is questioned, in their order. Records of questions or codes that this
/// program does not know are left aside: they are another version's.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn columns<'a>(
    tx: &mut dyn Tx,
    library: &'a Library,
    charter: &Charter,
) -> Result<Vec<Column<'a>>, StorageError> {
    library.questioned().map(|profile| stand(tx, library, charter, profile)).collect()
}

/// The column of one instrument; none when there is no such instrument, or when nothing is asked of it.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn column<'a>(
    tx: &mut dyn Tx,
    library: &'a Library,
    charter: &Charter,
    instrument: &str,
) -> Result<Option<Column<'a>>, StorageError> {
    let mut questioned = library.questioned();
    let profile = questioned.find(|profile| profile.instrument.id.as_str() == instrument);
    profile.map(|profile| stand(tx, library, charter, profile)).transpose()
}

/// How a column stands here and now.
fn stand<'a>(
    tx: &mut dyn Tx,
    library: &'a Library,
    charter: &Charter,
    profile: &'a Profile,
) -> Result<Column<'a>, StorageError> {
    let keeper = keeper(charter, &profile.instrument.id);
    let shipped = |answer: &Answer| Cell { answer: answer.clone(), revision: None, attested: None };
    let cells = profile.answers.iter().map(|(id, answer)| (id.clone(), shipped(answer))).collect();
    let mut column = Column { instrument: &profile.instrument, keeper, cells };
    match keeper {
        Some(keeper) => correct(tx, library, keeper, &mut column)?,
        None => correct_jointly(tx, library, &mut column)?,
    }
    Ok(column)
}

/// Puts in the answers of a reference instrument that the authorities adopted together.
fn correct_jointly(tx: &mut dyn Tx, library: &Library, column: &mut Column<'_>) -> Result<(), StorageError> {
    for (question, revision) in joint_revisions(tx, &column.instrument.id)? {
        let Some(cell) = column.cells.get_mut(&question) else { continue };
        let fits = |question: &Question| question.admits(revision.answer.finding());
        if library.questionnaire.question(question.as_str()).is_some_and(fits) {
            cell.answer = revision.answer.clone();
            cell.revision = Some(revision);
        }
    }
    Ok(())
}

fn correct(
    tx: &mut dyn Tx,
    library: &Library,
    keeper: MemberIndex,
    column: &mut Column<'_>,
) -> Result<(), StorageError> {
    let id = column.instrument.id.as_str();
    let rows = tx.query(
        sql!("SELECT * FROM law_answer WHERE instrument = ?1 AND origin = ?2 ORDER BY question, revision"),
        params![id, keeper],
    )?;
    for row in &rows {
        let question: String = row.get("question")?;
        let Some(cell) = column.cells.get_mut(question.as_str()) else { continue };
        let revision = revision(row)?;
        let fits = |question: &Question| question.admits(revision.answer.finding());
        if library.questionnaire.question(&question).is_some_and(fits) {
            cell.answer = revision.answer.clone();
            cell.revision = Some(revision);
        }
    }
    let rows = tx.query(
        sql!("SELECT * FROM law_attestation WHERE instrument = ?1 AND origin = ?2 ORDER BY idx"),
        params![id, keeper],
    )?;
    let attested: BTreeSet<String> =
        rows.iter().map(|row| row.get("question")).collect::<Result<_, StorageError>>()?;
    // Hashing is only worth its while where somebody attested something.
    let present: BTreeMap<String, Hash> = attested
        .into_iter()
        .filter_map(|question| {
            let present = digest(&column.cells.get(question.as_str())?.answer);
            Some((question, present))
        })
        .collect();
    for row in &rows {
        let question: String = row.get("question")?;
        if present.get(&question) == Some(&row.get("digest")?)
            && let Some(cell) = column.cells.get_mut(question.as_str())
        {
            cell.attested = Some(Signed::try_from(row)?);
        }
    }
    Ok(())
}

/// Every revision of a cell that its keeper recorded, the newest first.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn history(
    tx: &mut dyn Tx,
    keeper: MemberIndex,
    instrument: &InstrumentId,
    question: &QuestionId,
) -> Result<Vec<Revision>, StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT * FROM law_answer WHERE instrument = ?1 AND question = ?2 AND origin = ?3 \
             ORDER BY revision DESC LIMIT 200"
        ),
        params![instrument.as_str(), question.as_str(), keeper],
    )?;
    rows.iter().map(revision).collect()
}

/// An attestation of a cell by its keeper: of the answer with this digest, whatever stands there now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attestation {
    /// What it attests.
    pub digest: Hash,
    /// Who signed.
    pub by: Signed,
}

/// Every attestation of a cell by its keeper, the newest first.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn attestations(
    tx: &mut dyn Tx,
    keeper: MemberIndex,
    instrument: &InstrumentId,
    question: &QuestionId,
) -> Result<Vec<Attestation>, StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT * FROM law_attestation WHERE instrument = ?1 AND question = ?2 AND origin = ?3 \
             ORDER BY idx DESC LIMIT 200"
        ),
        params![instrument.as_str(), question.as_str(), keeper],
    )?;
    let attestation = |row: &Row| Ok(Attestation { digest: row.get("digest")?, by: Signed::try_from(row)? });
    rows.iter().map(attestation).collect()
}

/// Who wrote answers of a column, each with its question and the digest of what they wrote: none of them may attest
/// it.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn written_by(
    tx: &mut dyn Tx,
    keeper: MemberIndex,
    instrument: &InstrumentId,
    officer: ObjectId,
) -> Result<BTreeSet<(String, Hash)>, StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT question, digest FROM law_answer WHERE instrument = ?1 AND origin = ?2 AND officer = ?3"
        ),
        params![instrument.as_str(), keeper, officer],
    )?;
    rows.iter().map(|row| Ok((row.get("question")?, row.get("digest")?))).collect()
}
