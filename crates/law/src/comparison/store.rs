//! The history of the answers, as the comparison over time reads it.

use super::timeline::{Event, What, standing};
use crate::alignment::store::{joint_history, joint_revisions};
use crate::profile::record::decode_answer;
use crate::profile::store::{self, Column, Signed};
use crate::profile::{InstrumentId, Library, QuestionId, keeper};
use jiff::civil::Date;
use liptako_core::{Charter, MemberIndex, UnixSeconds, Verdict};
use liptako_storage::{Row, StorageError, Tx, params, sql};

/// Everything that was recorded about the columns of the instruments questioned, by keepers in the order in which each
/// wrote it, and jointly for the references. `day_of` tells the day of an author's clock; one that went back is taken to have stood still.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn events(
    tx: &mut dyn Tx,
    library: &Library,
    charter: &Charter,
    day_of: impl Fn(UnixSeconds) -> Date,
) -> Result<Vec<Event>, StorageError> {
    let mut events = Vec::new();
    for profile in library.questioned() {
        let id = &profile.instrument.id;
        let Some(keeper) = keeper(charter, id) else {
            push_joint(tx, &mut events, id, charter, &day_of)?;
            continue;
        };
        let rows = tx.query(
            sql!(
                "SELECT question, content, seconds FROM law_answer WHERE instrument = ?1 AND origin = ?2 \
                 ORDER BY idx"
            ),
            params![id.as_str(), keeper],
        )?;
        push(&mut events, id, &rows, &day_of, |row| {
            let content: Vec<u8> = row.get("content")?;
            let answer =
                decode_answer(&content).map_err(|error| StorageError::Constraint(error.to_string()))?;
            Ok(What::Answered(Box::new(answer)))
        })?;
        let rows = tx.query(
            sql!(
                "SELECT question, digest, seconds FROM law_attestation WHERE instrument = ?1 AND origin = ?2 \
                 ORDER BY idx"
            ),
            params![id.as_str(), keeper],
        )?;
        push(&mut events, id, &rows, &day_of, |row| Ok(What::Attested(row.get("digest")?)))?;
    }
    Ok(events)
}

/// Adds rows of one author as events; those whose question's identifier is not one are another version's.
fn push(
    events: &mut Vec<Event>,
    instrument: &InstrumentId,
    rows: &[Row],
    day_of: impl Fn(UnixSeconds) -> Date,
    what: impl Fn(&Row) -> Result<What, StorageError>,
) -> Result<(), StorageError> {
    let mut newest = Date::MIN;
    for row in rows {
        let question: String = row.get("question")?;
        let Ok(question) = question.parse::<QuestionId>() else { continue };
        newest = newest.max(day_of(row.get("seconds")?));
        events.push(Event { day: newest, instrument: instrument.clone(), question, what: what(row)? });
    }
    Ok(())
}

/// Adds the answers of a reference instrument that the authorities adopted, each on the day of the position that
/// decided it.
fn push_joint(
    tx: &mut dyn Tx,
    events: &mut Vec<Event>,
    instrument: &InstrumentId,
    charter: &Charter,
    day_of: impl Fn(UnixSeconds) -> Date,
) -> Result<(), StorageError> {
    let mut newest: Option<(QuestionId, Date)> = None;
    for (question, revision) in joint_revisions(tx, instrument)? {
        let decided = decided(tx, charter, &revision.by)?.unwrap_or(revision.by.seconds);
        // A question's revisions follow one another, whatever its authors' clocks say.
        let before = newest.filter(|(id, _)| *id == question).map_or(Date::MIN, |(_, day)| day);
        let day = before.max(day_of(decided));
        newest = Some((question.clone(), day));
        let what = What::Answered(Box::new(revision.answer));
        events.push(Event { day, instrument: instrument.clone(), question, what });
    }
    Ok(())
}

/// When the position was written after which a proposal was adopted; none under a rule changed since.
fn decided(
    tx: &mut dyn Tx,
    charter: &Charter,
    proposal: &Signed,
) -> Result<Option<UnixSeconds>, StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT origin, agrees, seconds FROM law_position WHERE proposal_origin = ?1 AND proposal_idx = ?2 \
             ORDER BY seconds, origin"
        ),
        params![proposal.origin, proposal.index],
    )?;
    let mut positions: Vec<(MemberIndex, bool)> = Vec::new();
    for row in &rows {
        positions.push((row.get("origin")?, row.get("agrees")?));
        let verdict = charter.decision.content.verdict(charter.members.len(), proposal.origin, &positions);
        if verdict == Verdict::Adopted {
            return row.get("seconds").map(Some);
        }
    }
    Ok(None)
}

/// The columns as they stand on a day: [`store::columns`], where an answer that does not hold that day gives way to
/// the one before it that does, and to *unknown* when none does.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn columns_on<'a>(
    tx: &mut dyn Tx,
    library: &'a Library,
    charter: &Charter,
    day: Date,
) -> Result<Vec<Column<'a>>, StorageError> {
    let mut columns = store::columns(tx, library, charter)?;
    for column in &mut columns {
        let Some(profile) = library.profile(column.instrument.id.as_str()) else { continue };
        for (question, cell) in &mut column.cells {
            if cell.answer.valid.holds(day) {
                continue;
            }
            let mut history = match column.keeper {
                Some(keeper) => store::history(tx, keeper, &profile.instrument.id, question)?,
                None => joint_history(tx, &profile.instrument.id, question)?,
            };
            history.reverse();
            let fits = |revision: &&store::Revision| {
                let known = library.questionnaire.question(question.as_str());
                known.is_some_and(|known| known.admits(revision.answer.finding()))
            };
            let shipped = profile.answers.get(question);
            let recorded = history.iter().filter(fits).map(|revision| &revision.answer);
            let answers: Vec<_> = shipped.into_iter().chain(recorded).collect();
            let stands = standing(answers.into_iter(), day).clone();
            cell.revision = history.into_iter().rev().find(|revision| revision.answer == stands);
            cell.answer = stands;
            cell.attested = None;
        }
    }
    Ok(columns)
}
