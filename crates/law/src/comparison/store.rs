//! The history of the answers, as the comparison over time reads it.

use super::timeline::{Event, What, standing};
use crate::profile::record::decode_answer;
use crate::profile::store::{self, Column};
use crate::profile::{InstrumentId, Library, QuestionId, keeper};
use jiff::civil::Date;
use liptako_core::{Charter, UnixSeconds};
use liptako_storage::{Row, StorageError, Tx, params, sql};

/// Everything that keepers recorded about the columns of the instruments questioned, in the order in which each wrote
/// it. `day_of` tells the day of an author's clock; one that went back is taken to have stood still.
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
        let Some(keeper) = keeper(charter, id) else { continue };
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
                None => Vec::new(),
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
