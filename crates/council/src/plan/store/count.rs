//! How many actions and proposals stand where: counted as rows change, so that no page counts them again.

use super::super::{Action, Outcome, Standing, State};
use super::query::state;
use jiff::civil::Date;
use liptako_core::{MemberIndex, ObjectId};
use liptako_storage::{Row, StorageError, Tx, params, sql};

/// Where an action is counted.
#[derive(PartialEq, Eq)]
pub(super) struct Counted {
    objective: ObjectId,
    owner: MemberIndex,
    state: State,
    month: String,
}

impl Counted {
    /// Where an action in this state is counted.
    pub(super) fn of(action: &Action, state: State) -> Self {
        Self::at(action.objective, action.owner, state, &action.due.to_string())
    }

    /// Where the row of an action is counted.
    pub(super) fn of_row(row: &Row) -> Result<Self, StorageError> {
        let due: String = row.get("due_day")?;
        Ok(Self::at(row.get("objective")?, row.get("owner")?, state(row)?, &due))
    }

    fn at(objective: ObjectId, owner: MemberIndex, state: State, due: &str) -> Self {
        let month = match state {
            State::Planned | State::UnderWay => due.get(..7).unwrap_or(due),
            State::Done | State::Blocked | State::Cancelled => "",
        };
        Self { objective, owner, state, month: month.to_owned() }
    }
}

/// Counts an action where it stands now, and no longer where it stood.
pub(super) fn move_action(
    tx: &mut dyn Tx,
    before: Option<&Counted>,
    after: &Counted,
) -> Result<(), StorageError> {
    if before == Some(after) {
        return Ok(());
    }
    if let Some(Counted { objective, owner, state, month }) = before {
        let place = params![*objective, *owner, state.name(), month];
        tx.execute(
            sql!(
                "UPDATE plan_count SET n = n - 1 \
                 WHERE objective = ?1 AND owner = ?2 AND state = ?3 AND month = ?4"
            ),
            place,
        )?;
        tx.execute(
            sql!(
                "DELETE FROM plan_count \
                 WHERE objective = ?1 AND owner = ?2 AND state = ?3 AND month = ?4 AND n = 0"
            ),
            place,
        )?;
    }
    tx.execute(
        sql!(
            "INSERT INTO plan_count (objective, owner, state, month, n) VALUES (?1, ?2, ?3, ?4, 1) \
             ON CONFLICT (objective, owner, state, month) DO UPDATE SET n = plan_count.n + 1"
        ),
        params![after.objective, after.owner, after.state.name(), &after.month],
    )?;
    Ok(())
}

/// Counts a proposal where it stands now, and no longer where it stood.
pub(super) fn move_proposal(
    tx: &mut dyn Tx,
    before: Option<&str>,
    after: Outcome,
) -> Result<(), StorageError> {
    if let Some(before) = before {
        tx.execute(sql!("UPDATE plan_outcome SET n = n - 1 WHERE outcome = ?1"), params![before])?;
        tx.execute(sql!("DELETE FROM plan_outcome WHERE outcome = ?1 AND n = 0"), params![before])?;
    }
    tx.execute(
        sql!(
            "INSERT INTO plan_outcome (outcome, n) VALUES (?1, 1) \
             ON CONFLICT (outcome) DO UPDATE SET n = plan_outcome.n + 1"
        ),
        params![after.name()],
    )?;
    Ok(())
}

/// How many proposals there are; with an outcome, only those that stand so.
pub(super) fn n_proposals(tx: &mut dyn Tx, outcome: Option<Outcome>) -> Result<u64, StorageError> {
    let row = tx.one(
        sql!(
            "SELECT CAST(COALESCE(sum(n), 0) AS INTEGER) AS n FROM plan_outcome \
             WHERE (CAST(?1 AS TEXT) IS NULL OR outcome = ?1)"
        ),
        params![outcome.map(|outcome| outcome.name().to_owned())],
    )?;
    row.get("n")
}

/// Actions of one objective and one owner that stand alike.
pub(super) struct Tally {
    pub(super) objective: ObjectId,
    pub(super) owner: MemberIndex,
    pub(super) standing: Standing,
    pub(super) n: u64,
}

/// How the actions stand on the day `today`.
pub(super) fn tallies(tx: &mut dyn Tx, today: Date) -> Result<Vec<Tally>, StorageError> {
    let day = today.to_string();
    let month = day.get(..7).unwrap_or(&day);
    // What fell due in the present month before today goes from one side of the calendar to the other.
    let rows = tx.query(
        sql!(
            "SELECT objective, owner, state, past, CAST(sum(n) AS INTEGER) AS n FROM (\
                SELECT objective, owner, state, CASE WHEN month < ?1 THEN 1 ELSE 0 END AS past, n FROM plan_count \
                UNION ALL \
                SELECT objective, owner, state, 1, 1 FROM plan_action \
                WHERE state IN ('planned', 'under-way') AND due_day >= ?1 AND due_day < ?2 \
                UNION ALL \
                SELECT objective, owner, state, 0, -1 FROM plan_action \
                WHERE state IN ('planned', 'under-way') AND due_day >= ?1 AND due_day < ?2) counted \
             GROUP BY objective, owner, state, past"
        ),
        params![month, &day],
    )?;
    let tally = |row: &Row| {
        // The day itself does not matter, only on which side of today it lies.
        let due = if row.get("past")? { Date::MIN } else { today };
        Ok(Tally {
            objective: row.get("objective")?,
            owner: row.get("owner")?,
            standing: Standing::of(state(row)?, due, today),
            n: row.get("n")?,
        })
    };
    rows.iter().map(tally).collect()
}
