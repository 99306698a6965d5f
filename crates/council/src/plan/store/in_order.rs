//! The list of actions in the plan's order: whole objectives before a page are passed over by their counts, and
//! within an objective an index holds all that narrows the list.

use super::count::tallies;
use super::query::line;
use super::view::{ActionFilter, ActionLine};
use jiff::civil::Date;
use liptako_core::ObjectId;
use liptako_storage::{StorageError, Tx, params, sql};
use std::collections::BTreeMap;

/// Comes after every number: actions whose objective, or its axis, is not in the plan end the list.
const OUTSIDE: u32 = 256;

/// A page of the actions that the filter lets through, its words aside, and how many there are in all.
pub(super) fn in_order(
    tx: &mut dyn Tx,
    filter: &ActionFilter,
    today: Date,
    limit: u32,
    offset: u64,
) -> Result<(Vec<ActionLine>, u64), StorageError> {
    let stretches = stretches(tx, filter, today)?;
    let total = stretches.iter().map(|(_, n)| n).sum();
    let (mut lines, mut skipped) = (Vec::new(), offset);
    for (objective, n) in stretches {
        let wanted = u64::from(limit) - lines.len() as u64;
        if wanted == 0 {
            break;
        } else if skipped >= n {
            skipped -= n;
        } else {
            lines.extend(stretch(tx, objective, filter, today, wanted, skipped)?);
            skipped = 0;
        }
    }
    Ok((lines, total))
}

/// The objectives that hold something the filter lets through, in the plan's order, with how many actions.
fn stretches(
    tx: &mut dyn Tx,
    filter: &ActionFilter,
    today: Date,
) -> Result<Vec<(ObjectId, u64)>, StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT o.object, o.axis, o.number AS objective_number, x.number AS axis_number \
             FROM plan_objective o LEFT JOIN plan_axis x ON x.object = o.axis"
        ),
        params![],
    )?;
    let mut places: BTreeMap<ObjectId, (u32, Option<ObjectId>, u32)> = BTreeMap::new();
    for row in &rows {
        let axis_number = row.get::<Option<u32>>("axis_number")?.unwrap_or(OUTSIDE);
        let place = (axis_number, row.get("axis")?, row.get("objective_number")?);
        places.insert(row.get("object")?, place);
    }
    let mut found = BTreeMap::new();
    for tally in tallies(tx, today)? {
        let place = places.get(&tally.objective).copied().unwrap_or((OUTSIDE, None, OUTSIDE));
        if filter.axis.is_none_or(|axis| place.1 == Some(axis))
            && filter.owner.is_none_or(|owner| tally.owner == owner)
            && filter.standing.is_none_or(|standing| tally.standing == standing)
        {
            *found.entry((place, tally.objective)).or_insert(0) += tally.n;
        }
    }
    Ok(found.into_iter().map(|((_, objective), n)| (objective, n)).collect())
}

/// Some of an objective's actions that the filter lets through, in their order.
fn stretch(
    tx: &mut dyn Tx,
    objective: ObjectId,
    filter: &ActionFilter,
    today: Date,
    limit: u64,
    offset: u64,
) -> Result<Vec<ActionLine>, StorageError> {
    let standing = filter.standing.map(|standing| standing.name().to_owned());
    let rows = tx.query(
        sql!(
            "SELECT a.*, o.number AS objective_number, x.number AS axis_number FROM (\
                SELECT object FROM plan_action WHERE objective = ?1 \
                AND (CAST(?2 AS INTEGER) IS NULL OR owner = ?2) AND (CAST(?3 AS TEXT) IS NULL OR ?3 = \
                    CASE WHEN state IN ('planned', 'under-way') AND due_day < ?4 THEN 'late' ELSE state END) \
                ORDER BY number, object LIMIT ?5 OFFSET ?6) page \
             JOIN plan_action a ON a.object = page.object \
             LEFT JOIN plan_objective o ON o.object = a.objective LEFT JOIN plan_axis x ON x.object = o.axis \
             ORDER BY a.number, a.object"
        ),
        params![objective, filter.owner, standing, today.to_string(), limit, offset],
    )?;
    rows.iter().map(|row| line(row, today)).collect()
}
