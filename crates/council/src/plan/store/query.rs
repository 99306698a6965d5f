//! Questions put to the plan's tables: what the pages, the exports and the command line show.

use super::super::{
    Action, Axis, Content, Objective, Officer, Outcome, Part, Place, Standing, State, is_late, references,
};
use super::count::{n_proposals, tallies};
use super::facts::{content, place, rule_of};
use super::in_order::in_order;
use super::view::{
    ActionFilter, ActionLine, ActionName, ActionView, AxisView, ChangeView, Counts, InForce, PositionView,
    ProgressInForce, ProposalLine, ProposalView,
};
use jiff::civil::Date;
use liptako_core::vocabulary::ConceptId;
use liptako_core::{Bilingual, Kind, MemberIndex, ObjectId};
use liptako_journal::Hash;
use liptako_storage::{Row, StorageError, Tx, params, record_at, search, sql};
use std::collections::{BTreeMap, BTreeSet};

/// Most actions that a search brings to the list.
const MAX_FOUND: u32 = 200;
/// Most actions of one concept that the list looks at.
const MAX_OF_CONCEPT: u32 = 1000;

fn date(text: &str) -> Result<Date, StorageError> {
    text.parse().map_err(|_| StorageError::Constraint(format!("“{text}” is not a day")))
}

pub(super) fn state(row: &Row) -> Result<State, StorageError> {
    let name: String = row.get("state")?;
    State::from_name(&name).ok_or_else(|| StorageError::Constraint(format!("“{name}” is not a state")))
}

fn in_force<T>(row: &Row, pick: impl FnOnce(Content) -> Option<T>) -> Result<InForce<T>, StorageError> {
    let value = pick(content(&row.get::<Vec<u8>>("content")?)?);
    let value = value.ok_or_else(|| StorageError::Constraint("a row holds another part".into()))?;
    let (object, commitment) = (row.get("object")?, row.get("commitment")?);
    Ok(InForce { object, commitment, revision: row.get("revision")?, value })
}

fn as_axis(content: Content) -> Option<Axis> {
    if let Content::Axis(axis) = content { Some(axis) } else { None }
}

fn as_objective(content: Content) -> Option<Objective> {
    if let Content::Objective(objective) = content { Some(objective) } else { None }
}

fn as_action(content: Content) -> Option<Action> {
    if let Content::Action(action) = content { Some(action) } else { None }
}

/// The axes in their order, with their objectives and how their actions stand on the day `today`.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn overview(tx: &mut dyn Tx, today: Date) -> Result<Vec<AxisView>, StorageError> {
    let rows = tx.query(sql!("SELECT * FROM plan_axis ORDER BY number, object"), params![])?;
    let mut axes = rows
        .iter()
        .map(|row| {
            Ok(AxisView { axis: in_force(row, as_axis)?, objectives: Vec::new(), counts: Counts::default() })
        })
        .collect::<Result<Vec<_>, StorageError>>()?;
    for row in tx.query(sql!("SELECT * FROM plan_objective ORDER BY number, object"), params![])? {
        let objective = in_force(&row, as_objective)?;
        let axis = axes.iter_mut().find(|view| view.axis.object == objective.value.axis);
        axis.into_iter().for_each(|view| view.objectives.push(objective.clone()));
    }
    for tally in tallies(tx, today)? {
        let holds = |view: &&mut AxisView| view.objectives.iter().any(|own| own.object == tally.objective);
        if let Some(view) = axes.iter_mut().find(holds) {
            view.counts.add(tally.standing, tally.n);
        }
    }
    Ok(axes)
}

pub(super) fn line(row: &Row, today: Date) -> Result<ActionLine, StorageError> {
    let state = state(row)?;
    let due = date(&row.get::<String>("due_day")?)?;
    Ok(ActionLine {
        action: in_force(row, as_action)?,
        axis_number: row.get::<Option<u32>>("axis_number")?.map_or(0, |number| number as u8),
        objective_number: row.get::<Option<u32>>("objective_number")?.map_or(0, |number| number as u8),
        state,
        standing: Standing::of(state, due, today),
        late: is_late(state, due, today),
        progress: match row.get::<Option<Vec<u8>>>("progress")?.map(|bytes| content(&bytes)).transpose()? {
            Some(Content::Progress(progress)) => Some(progress),
            _ => None,
        },
    })
}

/// A page of the list of actions, in the plan's order, and how many there are in all.
///
/// With words, the list holds what answers them best, at most 200, best first; of a concept, at most 1000.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn actions(
    tx: &mut dyn Tx,
    filter: &ActionFilter,
    today: Date,
    limit: u32,
    offset: u64,
) -> Result<(Vec<ActionLine>, u64), StorageError> {
    if filter.words.trim().is_empty() {
        if let Some(concept) = &filter.concept {
            return of_concept(tx, concept, filter, today, limit, offset);
        }
        return in_order(tx, filter, today, limit, offset);
    }
    let mut rows = Vec::new();
    for hit in search::find(tx, &filter.words, MAX_FOUND)? {
        rows.extend(if hit.kind == Kind::PLAN_PROPOSAL { action_row(tx, hit.object)? } else { None });
    }
    picked(&rows, filter, today, limit, offset)
}

/// The actions that hang on a concept, in the plan's order.
fn of_concept(
    tx: &mut dyn Tx,
    concept: &ConceptId,
    filter: &ActionFilter,
    today: Date,
    limit: u32,
    offset: u64,
) -> Result<(Vec<ActionLine>, u64), StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT a.*, o.number AS objective_number, o.axis AS axis, x.number AS axis_number FROM plan_concept c \
             JOIN plan_action a ON a.object = c.action LEFT JOIN plan_objective o ON o.object = a.objective \
             LEFT JOIN plan_axis x ON x.object = o.axis WHERE c.concept = ?1 ORDER BY c.action LIMIT ?2"
        ),
        params![concept.as_str(), MAX_OF_CONCEPT],
    )?;
    let mut placed = Vec::with_capacity(rows.len());
    for row in rows {
        let number = |name: &str| Ok::<_, StorageError>(row.get::<Option<u32>>(name)?.unwrap_or(256));
        placed.push(((number("axis_number")?, number("objective_number")?, number("number")?), row));
    }
    placed.sort_by_key(|(place, _)| *place);
    let rows: Vec<Row> = placed.into_iter().map(|(_, row)| row).collect();
    picked(&rows, filter, today, limit, offset)
}

/// The concepts that some action hangs on, in the order of their identifiers: one step of the index each.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn concepts_in_use(tx: &mut dyn Tx) -> Result<Vec<String>, StorageError> {
    let (mut found, mut last) = (Vec::new(), String::new());
    let next = sql!("SELECT concept FROM plan_concept WHERE concept > ?1 ORDER BY concept LIMIT 1");
    while let Some(row) = tx.opt(next, params![&last])? {
        last = row.get("concept")?;
        found.push(last.clone());
    }
    Ok(found)
}

/// One page of those rows that pass the filter, its words aside, and how many pass.
fn picked(
    rows: &[Row],
    filter: &ActionFilter,
    today: Date,
    limit: u32,
    offset: u64,
) -> Result<(Vec<ActionLine>, u64), StorageError> {
    let mut found = Vec::new();
    for row in rows {
        let line = line(row, today)?;
        let axis: Option<ObjectId> = row.get("axis")?;
        if filter.axis.is_none_or(|wanted| axis == Some(wanted))
            && filter.owner.is_none_or(|owner| line.action.value.owner == owner)
            && filter.standing.is_none_or(|standing| line.standing == standing)
            && filter.concept.as_ref().is_none_or(|concept| line.action.value.concepts.contains(concept))
        {
            found.push(line);
        }
    }
    let total = found.len() as u64;
    let start = usize::try_from(offset).unwrap_or(usize::MAX);
    Ok((found.into_iter().skip(start).take(limit as usize).collect(), total))
}

fn action_row(tx: &mut dyn Tx, object: ObjectId) -> Result<Option<Row>, StorageError> {
    tx.opt(
        sql!(
            "SELECT a.*, o.number AS objective_number, o.axis AS axis, x.number AS axis_number FROM plan_action a \
             LEFT JOIN plan_objective o ON o.object = a.objective LEFT JOIN plan_axis x ON x.object = o.axis \
             WHERE a.object = ?1"
        ),
        params![object],
    )
}

/// One action of the plan in force.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn action(tx: &mut dyn Tx, object: ObjectId, today: Date) -> Result<Option<ActionView>, StorageError> {
    let Some(row) = action_row(tx, object)? else { return Ok(None) };
    let line = line(&row, today)?;
    let objective = objective(tx, line.action.value.objective)?;
    let axis = match &objective {
        Some(objective) => axis(tx, objective.value.axis)?,
        None => None,
    };
    let progress = progress_in_force(tx, object, &row)?;
    let tenure = tenure_of(tx, object, line.action.commitment)?;
    let kept = progress.as_ref().filter(|progress| Some(progress.since) == tenure);
    let progress_parent = kept.map(|progress| progress.commitment);
    let needs = tx.query(
        sql!(
            "SELECT a.object, a.content, a.state, a.due_day FROM plan_dependency d \
             JOIN plan_action a ON a.object = d.needs WHERE d.action = ?1 ORDER BY a.due_day, a.object"
        ),
        params![object],
    )?;
    let needed_by = tx.query(
        sql!(
            "SELECT a.object, a.content, a.state, a.due_day FROM plan_dependency d \
             JOIN plan_action a ON a.object = d.action WHERE d.needs = ?1 ORDER BY a.due_day, a.object"
        ),
        params![object],
    )?;
    let names = |rows: &[Row]| rows.iter().map(|row| name(row, today)).collect::<Result<Vec<_>, _>>();
    let (needs, needed_by) = (names(&needs)?, names(&needed_by)?);
    Ok(Some(ActionView { line, axis, objective, progress, progress_parent, needs, needed_by }))
}

fn name(row: &Row, today: Date) -> Result<ActionName, StorageError> {
    let value = as_action(content(&row.get::<Vec<u8>>("content")?)?);
    let title = value.map(|action| action.title).unwrap_or_default();
    let standing = Standing::of(state(row)?, date(&row.get::<String>("due_day")?)?, today);
    Ok(ActionName { object: row.get("object")?, title, standing })
}

fn progress_in_force(
    tx: &mut dyn Tx,
    object: ObjectId,
    row: &Row,
) -> Result<Option<ProgressInForce>, StorageError> {
    let (Some(bytes), Some(commitment)) =
        (row.get::<Option<Vec<u8>>>("progress")?, row.get::<Option<Hash>>("progress_by")?)
    else {
        return Ok(None);
    };
    let Content::Progress(value) = content(&bytes)? else { return Ok(None) };
    let since = since(tx, Part::Progress, object, commitment)?.unwrap_or(commitment);
    Ok(Some(ProgressInForce { commitment, since, value }))
}

fn tenure_of(tx: &mut dyn Tx, object: ObjectId, action: Hash) -> Result<Option<Hash>, StorageError> {
    since(tx, Part::Action, object, action)
}

fn since(
    tx: &mut dyn Tx,
    part: Part,
    object: ObjectId,
    commitment: Hash,
) -> Result<Option<Hash>, StorageError> {
    let sql = sql!("SELECT since FROM plan_change WHERE object = ?1 AND part = ?2 AND commitment = ?3");
    let row = tx.opt(sql, params![object, part.number(), commitment])?;
    row.map_or(Ok(None), |row| row.get("since"))
}

/// One axis of the plan in force.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn axis(tx: &mut dyn Tx, object: ObjectId) -> Result<Option<InForce<Axis>>, StorageError> {
    let row = tx.opt(sql!("SELECT * FROM plan_axis WHERE object = ?1"), params![object])?;
    row.map(|row| in_force(&row, as_axis)).transpose()
}

/// One objective of the plan in force.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn objective(tx: &mut dyn Tx, object: ObjectId) -> Result<Option<InForce<Objective>>, StorageError> {
    let row = tx.opt(sql!("SELECT * FROM plan_objective WHERE object = ?1"), params![object])?;
    row.map(|row| in_force(&row, as_objective)).transpose()
}

/// The actions and their titles, in the plan's order: what a dependency can name.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn action_names(tx: &mut dyn Tx, today: Date) -> Result<Vec<ActionLine>, StorageError> {
    actions(tx, &ActionFilter::default(), today, 1000, 0).map(|(lines, _)| lines)
}

/// Which actions each action depends on, for the check against circles.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn dependencies(tx: &mut dyn Tx) -> Result<BTreeMap<ObjectId, Vec<ObjectId>>, StorageError> {
    let mut all: BTreeMap<ObjectId, Vec<ObjectId>> = BTreeMap::new();
    for row in
        tx.query(sql!("SELECT action, needs FROM plan_dependency ORDER BY action, needs"), params![])?
    {
        all.entry(row.get("action")?).or_default().push(row.get("needs")?);
    }
    Ok(all)
}

/// The value of a thing that the proposal with this commitment made, adopted or not; none for no commitment.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn value(
    tx: &mut dyn Tx,
    part: Part,
    object: ObjectId,
    made_by: Option<Hash>,
) -> Result<Option<Content>, StorageError> {
    let rows = tx.query(
        sql!("SELECT content FROM plan_change WHERE object = ?1 AND part = ?2 AND commitment = ?3"),
        params![object, part.number(), made_by],
    )?;
    rows.first().map(|row| content(&row.get::<Vec<u8>>("content")?)).transpose()
}

fn officer(row: &Row, id: &str, name: &str) -> Result<Officer, StorageError> {
    let function = Bilingual::new(row.get::<String>("function_fr")?, row.get::<String>("function_en")?);
    Ok(Officer { id: row.get(id)?, name: row.get(name)?, function })
}

fn positions(tx: &mut dyn Tx, proposal: Place) -> Result<Vec<PositionView>, StorageError> {
    let rows = tx.query(
        sql!("SELECT * FROM plan_position WHERE proposal_origin = ?1 AND proposal_idx = ?2 ORDER BY origin"),
        params![proposal.origin, proposal.index],
    )?;
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        let place = place(row)?;
        all.push(PositionView {
            place,
            agrees: row.get("agrees")?,
            reason: row.get("reason")?,
            officer: officer(row, "officer", "officer_name")?,
            seconds: row.get("seconds")?,
            recorded: record_at(tx, place.origin, place.index)?,
        });
    }
    Ok(all)
}

fn proposal_line(tx: &mut dyn Tx, row: &Row) -> Result<ProposalLine, StorageError> {
    let place = place(row)?;
    let first = content(&row.get::<Vec<u8>>("content")?)?;
    let target: ObjectId = row.get("target")?;
    let outcome: String = row.get("outcome")?;
    Ok(ProposalLine {
        place,
        object: row.get("object")?,
        commitment: row.get("commitment")?,
        seconds: row.get("seconds")?,
        drafter: officer(row, "drafter", "drafter_name")?,
        reason: row.get("reason")?,
        rule: rule_of(&row.get::<String>("rule")?)?,
        decider: row.get("decider")?,
        outcome: Outcome::from_name(&outcome)
            .ok_or_else(|| StorageError::Constraint(format!("“{outcome}” is not an outcome")))?,
        part: first.part(),
        target,
        title: title(tx, &first, target)?,
        n_changes: row.get("n_changes")?,
        positions: positions(tx, place)?,
    })
}

/// What a content is called: its own title, or its action's for progress.
fn title(tx: &mut dyn Tx, content: &Content, object: ObjectId) -> Result<Bilingual, StorageError> {
    if let Some(title) = content.title() {
        return Ok(title.clone());
    }
    Ok(action_title(tx, object)?.unwrap_or_default())
}

fn action_title(tx: &mut dyn Tx, object: ObjectId) -> Result<Option<Bilingual>, StorageError> {
    let row = tx.opt(sql!("SELECT * FROM plan_action WHERE object = ?1"), params![object])?;
    let action = row.map(|row| in_force(&row, as_action)).transpose()?;
    Ok(action.map(|action| action.value.title))
}

/// The titles of the things in the plan that these changes name.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn titles<'a>(
    tx: &mut dyn Tx,
    changes: impl IntoIterator<Item = &'a ChangeView>,
) -> Result<BTreeMap<ObjectId, Bilingual>, StorageError> {
    let mut named = BTreeSet::new();
    for change in changes {
        let part = if change.after.part() == Part::Progress { Part::Action } else { change.after.part() };
        named.insert((part, change.object));
        named.extend(change.before.iter().chain([&change.after]).flat_map(references));
    }
    let mut titles = BTreeMap::new();
    for (part, object) in named {
        let title = match part {
            Part::Axis => axis(tx, object)?.map(|axis| axis.value.title),
            Part::Objective => objective(tx, object)?.map(|objective| objective.value.title),
            Part::Action | Part::Progress => action_title(tx, object)?,
        };
        titles.extend(title.map(|title| (object, title)));
    }
    Ok(titles)
}

/// The proposals, newest first; with an outcome, only those that stand so.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn proposals(
    tx: &mut dyn Tx,
    outcome: Option<Outcome>,
    limit: u32,
    offset: u64,
) -> Result<(Vec<ProposalLine>, u64), StorageError> {
    let rows = match outcome {
        None => tx.query(
            sql!(
                "SELECT origin, idx FROM plan_proposal ORDER BY ord_sum DESC, origin DESC, idx DESC \
                 LIMIT ?1 OFFSET ?2"
            ),
            params![limit, offset],
        )?,
        Some(outcome) => tx.query(
            sql!(
                "SELECT origin, idx FROM plan_proposal WHERE outcome = ?3 \
                 ORDER BY ord_sum DESC, origin DESC, idx DESC LIMIT ?1 OFFSET ?2"
            ),
            params![limit, offset, outcome.name()],
        )?,
    };
    Ok((lines_at(tx, &rows)?, n_proposals(tx, outcome)?))
}

/// The proposals recorded where these rows say.
fn lines_at(tx: &mut dyn Tx, rows: &[Row]) -> Result<Vec<ProposalLine>, StorageError> {
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        lines.extend(line_at(tx, place(row)?)?);
    }
    Ok(lines)
}

/// The open proposals on which this member has not spoken and its word counts, oldest first, at most 100.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn awaiting(tx: &mut dyn Tx, member: MemberIndex) -> Result<Vec<ProposalLine>, StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT p.origin, p.idx FROM plan_proposal p \
             WHERE p.outcome = 'open' AND (p.rule <> 'owner' OR p.decider = ?1) AND NOT EXISTS (\
                SELECT 1 FROM plan_position v WHERE v.proposal_origin = p.origin AND v.proposal_idx = p.idx \
                AND v.origin = ?1) \
             ORDER BY p.ord_sum, p.origin, p.idx LIMIT 100"
        ),
        params![member],
    )?;
    lines_at(tx, &rows)
}

/// The newest 200 proposals that touch this action or its progress, newest first: its history.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn history(tx: &mut dyn Tx, action: ObjectId) -> Result<Vec<ProposalView>, StorageError> {
    history_page(tx, action, 200, 0).map(|(history, _)| history)
}

/// A page of an action's history, and how many proposals it holds in all.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn history_page(
    tx: &mut dyn Tx,
    action: ObjectId,
    limit: u32,
    offset: u64,
) -> Result<(Vec<ProposalView>, u64), StorageError> {
    let total = tx.one(
        sql!(
            "SELECT count(*) AS n FROM (SELECT DISTINCT origin, idx FROM plan_change \
             WHERE object = ?1 AND part IN (3, 4)) touching"
        ),
        params![action],
    )?;
    let rows = tx.query(
        sql!(
            "SELECT DISTINCT p.origin, p.idx, p.ord_sum FROM plan_change c \
             JOIN plan_proposal p ON p.origin = c.origin AND p.idx = c.idx \
             WHERE c.object = ?1 AND c.part IN (3, 4) \
             ORDER BY p.ord_sum DESC, p.origin DESC, p.idx DESC LIMIT ?2 OFFSET ?3"
        ),
        params![action, limit, offset],
    )?;
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        if let Some(mut view) = proposal(tx, place(row)?)? {
            view.changes.retain(|change| change.object == action);
            all.push(view);
        }
    }
    Ok((all, total.get("n")?))
}

/// The open proposals that touch this action or its progress, oldest first, at most 20.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn open_on(tx: &mut dyn Tx, action: ObjectId) -> Result<Vec<ProposalLine>, StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT DISTINCT p.origin, p.idx, p.ord_sum FROM plan_proposal p \
             JOIN plan_change c ON c.origin = p.origin AND c.idx = p.idx \
             WHERE p.outcome = 'open' AND c.object = ?1 AND c.part IN (3, 4) \
             ORDER BY p.ord_sum, p.origin, p.idx LIMIT 20"
        ),
        params![action],
    )?;
    lines_at(tx, &rows)
}

/// The proposal recorded at this place, if it counts.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn proposal(tx: &mut dyn Tx, place: Place) -> Result<Option<ProposalView>, StorageError> {
    let Some(line) = line_at(tx, place)? else { return Ok(None) };
    let rows = tx.query(
        sql!(
            "SELECT c.*, b.content AS before FROM plan_change c LEFT JOIN plan_change b \
             ON b.object = c.object AND b.part = c.part AND b.commitment = c.parent \
             WHERE c.origin = ?1 AND c.idx = ?2 ORDER BY c.place"
        ),
        params![place.origin, place.index],
    )?;
    let mut changes = Vec::with_capacity(rows.len());
    for row in &rows {
        let after = content(&row.get::<Vec<u8>>("content")?)?;
        let before = row.get::<Option<Vec<u8>>>("before")?.map(|bytes| content(&bytes)).transpose()?;
        let object = row.get("object")?;
        let title = title(tx, &after, object)?;
        changes.push(ChangeView { object, title, revision: row.get("revision")?, before, after });
    }
    let recorded = record_at(tx, place.origin, place.index)?;
    let competitors = competitors(tx, place)?;
    Ok(Some(ProposalView { line, recorded, changes, competitors }))
}

fn line_at(tx: &mut dyn Tx, place: Place) -> Result<Option<ProposalLine>, StorageError> {
    let row = tx.opt(
        sql!(
            "SELECT p.*, c.object AS target, c.content, \
                    (SELECT count(*) FROM plan_change n WHERE n.origin = p.origin AND n.idx = p.idx) AS n_changes \
             FROM plan_proposal p JOIN plan_change c ON c.origin = p.origin AND c.idx = p.idx AND c.place = 0 \
             WHERE p.origin = ?1 AND p.idx = ?2"
        ),
        params![place.origin, place.index],
    )?;
    row.map(|row| proposal_line(tx, &row)).transpose()
}

fn competitors(tx: &mut dyn Tx, place: Place) -> Result<Vec<ProposalLine>, StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT DISTINCT o.origin, o.idx FROM plan_change c JOIN plan_change o ON o.object = c.object \
             AND o.part = c.part AND o.parent = c.parent AND (c.part <> 4 OR o.since = c.since) \
             WHERE c.origin = ?1 AND c.idx = ?2 AND (o.origin <> c.origin OR o.idx <> c.idx) \
             ORDER BY o.origin, o.idx LIMIT 20"
        ),
        params![place.origin, place.index],
    )?;
    lines_at(tx, &rows)
}

/// Where the proposal with this identifier is recorded. When several authorities used one identifier, the first
/// in charter order; each has its own reference by place.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn find_proposal(tx: &mut dyn Tx, object: ObjectId) -> Result<Option<Place>, StorageError> {
    let sql = sql!("SELECT origin, idx FROM plan_proposal WHERE object = ?1 ORDER BY origin, idx LIMIT 1");
    tx.opt(sql, params![object])?.map(|row| place(&row)).transpose()
}
