//! Facts in, plan out: what the projector reads to judge a record, and the rows that follow.

use super::super::record::{decode_content, encode_content};
use super::super::{
    Action, Change, ChangeFact, Content, Facts, Outcome, Part, Place, Position, PositionFact, Proposal,
    ProposalFact, Rules, Slot, State, Tenure, references,
};
use super::count::{Counted, move_action, move_proposal};
use liptako_core::{Kind, Lang, MemberIndex, ObjectId, Rule};
use liptako_journal::Hash;
use liptako_storage::{Record, Row, StorageError, Tx, params, search, sql};
use std::collections::btree_map::Entry;

/// An empty byte string stands for “no parent”: a first value.
fn parent_bytes(parent: Option<Hash>) -> Vec<u8> {
    parent.map(|hash| hash.0.to_vec()).unwrap_or_default()
}

fn hash_or_none(bytes: &[u8]) -> Result<Option<Hash>, StorageError> {
    if bytes.is_empty() {
        return Ok(None);
    }
    Hash::try_from(bytes).map(Some).map_err(|error| StorageError::Constraint(error.to_string()))
}

/// Stable name of a rule in the tables.
pub(super) const fn rule_name(rule: Rule) -> &'static str {
    match rule {
        Rule::Consensus => "consensus",
        Rule::Majority => "majority",
        Rule::Owner => "owner",
    }
}

pub(super) fn rule_of(name: &str) -> Result<Rule, StorageError> {
    [Rule::Consensus, Rule::Majority, Rule::Owner]
        .into_iter()
        .find(|rule| rule_name(*rule) == name)
        .ok_or_else(|| StorageError::Constraint(format!("“{name}” is not a decision rule")))
}

pub(super) fn place(row: &Row) -> Result<Place, StorageError> {
    Ok(Place { origin: row.get("origin")?, index: row.get("idx")? })
}

fn part_of(row: &Row) -> Result<Part, StorageError> {
    let number: u32 = row.get("part")?;
    u8::try_from(number)
        .ok()
        .and_then(Part::from_number)
        .ok_or_else(|| StorageError::Constraint(format!("{number} is not a part of the plan")))
}

/// Reads the bytes of a content that this program wrote.
pub(super) fn content(bytes: &[u8]) -> Result<Content, StorageError> {
    decode_content(bytes).map_err(|error| StorageError::Constraint(error.to_string()))
}

fn change_fact(row: &Row) -> Result<ChangeFact, StorageError> {
    let part = part_of(row)?;
    let since: Option<Hash> = row.get("since")?;
    let tenure = match (row.get::<Option<MemberIndex>>("owner")?, since) {
        (Some(owner), Some(since)) => {
            Some(Tenure { owner, since, since_revision: row.get("since_revision")? })
        }
        _ => None,
    };
    let slot = Slot {
        part,
        object: row.get("object")?,
        tenure: if part == Part::Progress { since } else { None },
        parent: hash_or_none(&row.get::<Vec<u8>>("parent")?)?,
    };
    Ok(ChangeFact { slot, revision: row.get("revision")?, tenure })
}

fn proposal_fact(row: &Row) -> Result<ProposalFact, StorageError> {
    Ok(ProposalFact {
        object: row.get("proposal_object")?,
        commitment: row.get("proposal_commitment")?,
        drafter: row.get("drafter")?,
        rule: rule_of(&row.get::<String>("rule")?)?,
        owner: row.get("decider")?,
        changes: Vec::new(),
    })
}

/// Adds the proposals of `rows`, each row one change joined to its proposal, with their positions.
fn add(tx: &mut dyn Tx, facts: &mut Facts, rows: &[Row]) -> Result<(), StorageError> {
    for row in rows {
        let place = place(row)?;
        let known = match facts.proposals.entry(place) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => {
                let positions = tx.query(
                    sql!(
                        "SELECT origin, idx, agrees FROM plan_position \
                         WHERE proposal_origin = ?1 AND proposal_idx = ?2"
                    ),
                    params![place.origin, place.index],
                )?;
                for row in &positions {
                    let fact = PositionFact { proposal: place, agrees: row.get("agrees")? };
                    facts.positions.insert(self::place(row)?, fact);
                }
                free.insert(proposal_fact(row)?)
            }
        };
        let change = change_fact(row)?;
        if !known.changes.contains(&change) {
            known.changes.push(change);
        }
    }
    Ok(())
}

/// The proposals that would replace the value made by `parent`, and the one that made the value `made_by`.
fn load(
    tx: &mut dyn Tx,
    facts: &mut Facts,
    (part, object): (Part, ObjectId),
    parent: Option<Hash>,
    made_by: Option<Hash>,
) -> Result<(), StorageError> {
    let rows = tx.query(
        sql!(
            "SELECT c.origin, c.idx, c.part, c.object, c.parent, c.revision, c.owner, c.since, c.since_revision, \
                    p.object AS proposal_object, p.commitment AS proposal_commitment, p.drafter, p.rule, p.decider \
             FROM plan_change c JOIN plan_proposal p ON p.origin = c.origin AND p.idx = c.idx \
             WHERE c.object = ?1 AND c.part = ?2 AND (c.parent = ?3 OR c.commitment = ?4)"
        ),
        params![object, part.number(), parent_bytes(parent), parent_bytes(made_by)],
    )?;
    add(tx, facts, &rows)
}

/// Every fact that matters to judging this proposal.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn around_proposal(
    tx: &mut dyn Tx,
    author: MemberIndex,
    object: ObjectId,
    proposal: &Proposal,
) -> Result<Facts, StorageError> {
    let mut facts = Facts::default();
    for change in &proposal.changes {
        let part = change.content.part();
        load(tx, &mut facts, (part, change.object), change.parent, change.parent)?;
        if let Content::Progress(progress) = &change.content {
            let reported = Some(progress.reports_on);
            load(tx, &mut facts, (Part::Action, change.object), reported, reported)?;
        }
        for reference in references(&change.content) {
            load(tx, &mut facts, reference, None, None)?;
        }
    }
    // SQLite reads the tables of a cross join as they are named; else it would begin with all changes of the author.
    let namesakes = tx.query(
        sql!(
            "SELECT c.origin, c.idx, c.part, c.object, c.parent, c.revision, c.owner, c.since, c.since_revision, \
                    p.object AS proposal_object, p.commitment AS proposal_commitment, p.drafter, p.rule, p.decider \
             FROM plan_proposal p CROSS JOIN plan_change c \
             WHERE p.object = ?1 AND p.origin = ?2 AND c.origin = p.origin AND c.idx = p.idx AND c.place = 0"
        ),
        params![object, author],
    )?;
    add(tx, &mut facts, &namesakes)?;
    Ok(facts)
}

/// Every fact that matters to judging a position on the proposal with this commitment, and to what follows.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn around_position(tx: &mut dyn Tx, proposal: Hash) -> Result<Facts, StorageError> {
    let mut facts = Facts::default();
    let rows = tx.query(
        sql!(
            "SELECT c.origin, c.idx, c.part, c.object, c.parent, c.revision, c.owner, c.since, c.since_revision, \
                    p.object AS proposal_object, p.commitment AS proposal_commitment, p.drafter, p.rule, p.decider \
             FROM plan_proposal p JOIN plan_change c ON p.origin = c.origin AND p.idx = c.idx \
             WHERE p.commitment = ?1"
        ),
        params![proposal],
    )?;
    add(tx, &mut facts, &rows)?;
    let slots: Vec<Slot> =
        facts.proposals.values().flat_map(|fact| fact.changes.iter().map(|change| change.slot)).collect();
    for slot in slots {
        load(tx, &mut facts, (slot.part, slot.object), slot.parent, None)?;
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
            "INSERT INTO plan_proposal (origin, idx, object, commitment, seconds, ord_sum, drafter, drafter_name, \
             function_fr, function_en, reason, rule, decider, outcome) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
        ),
        params![
            record.origin,
            record.index,
            record.object,
            fact.commitment,
            record.seconds,
            record.order.sum,
            drafter.id,
            &drafter.name,
            &drafter.function.fr,
            &drafter.function.en,
            &proposal.reason,
            rule_name(fact.rule),
            fact.owner,
            Outcome::Open.name()
        ],
    )?;
    move_proposal(tx, None, Outcome::Open)?;
    for (number, (change, known)) in proposal.changes.iter().zip(&fact.changes).enumerate() {
        insert_change(tx, record, number, change, known, fact.commitment)?;
    }
    Ok(())
}

fn insert_change(
    tx: &mut dyn Tx,
    record: &Record,
    number: usize,
    change: &Change,
    fact: &ChangeFact,
    commitment: Hash,
) -> Result<(), StorageError> {
    tx.execute(
        sql!(
            "INSERT INTO plan_change (origin, idx, place, part, object, commitment, parent, revision, owner, since, \
             since_revision, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
        ),
        params![
            record.origin,
            record.index,
            number,
            fact.slot.part.number(),
            fact.slot.object,
            commitment,
            parent_bytes(fact.slot.parent),
            fact.revision,
            fact.tenure.map(|tenure| tenure.owner),
            fact.tenure.map(|tenure| tenure.since),
            fact.tenure.map_or(0, |tenure| tenure.since_revision),
            encode_content(&change.content)
        ],
    )?;
    Ok(())
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
            "INSERT INTO plan_position (origin, idx, proposal_origin, proposal_idx, agrees, reason, officer, \
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
    )?;
    Ok(())
}

/// Recomputes where a proposal and its competitors stand and, when it is adopted, the rows of what it changes.
///
/// `facts` hold the proposal whole, and its competitors.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn settle(tx: &mut dyn Tx, rules: &Rules, facts: &Facts, place: Place) -> Result<(), StorageError> {
    let Some(outcome) = facts.outcome(rules, place) else { return Ok(()) };
    set_outcome(tx, place, outcome)?;
    if outcome != Outcome::Adopted {
        return Ok(());
    }
    for competitor in facts.competitors(place) {
        if let Some(outcome) = facts.outcome(rules, competitor) {
            set_outcome(tx, competitor, outcome)?;
        }
    }
    let Some(proposal) = facts.proposals.get(&place) else { return Ok(()) };
    for change in &proposal.changes {
        refresh(tx, change.slot.part, change.slot.object)?;
    }
    Ok(())
}

fn set_outcome(tx: &mut dyn Tx, place: Place, outcome: Outcome) -> Result<(), StorageError> {
    let stands = tx.opt(
        sql!("SELECT outcome FROM plan_proposal WHERE origin = ?1 AND idx = ?2 AND outcome <> ?3"),
        params![place.origin, place.index, outcome.name()],
    )?;
    let Some(before) = stands else { return Ok(()) };
    move_proposal(tx, Some(&before.get::<String>("outcome")?), outcome)?;
    let sql = sql!("UPDATE plan_proposal SET outcome = ?3 WHERE origin = ?1 AND idx = ?2");
    tx.execute(sql, params![place.origin, place.index, outcome.name()]).map(drop)
}

/// The adopted value of a thing, the greatest by [`ChangeFact::rank`].
struct Tip {
    commitment: Hash,
    revision: u32,
    bytes: Vec<u8>,
    content: Content,
}

fn tip(tx: &mut dyn Tx, part: Part, object: ObjectId) -> Result<Option<Tip>, StorageError> {
    let row = tx.opt(
        sql!(
            "SELECT c.commitment, c.revision, c.content FROM plan_change c \
             JOIN plan_proposal p ON p.origin = c.origin AND p.idx = c.idx \
             WHERE c.object = ?1 AND c.part = ?2 AND p.outcome = 'adopted' \
             ORDER BY c.since_revision DESC, c.revision DESC LIMIT 1"
        ),
        params![object, part.number()],
    )?;
    let Some(row) = row else { return Ok(None) };
    let bytes: Vec<u8> = row.get("content")?;
    let content = content(&bytes)?;
    Ok(Some(Tip { commitment: row.get("commitment")?, revision: row.get("revision")?, bytes, content }))
}

fn refresh(tx: &mut dyn Tx, part: Part, object: ObjectId) -> Result<(), StorageError> {
    match part {
        Part::Axis => refresh_axis(tx, object),
        Part::Objective => refresh_objective(tx, object),
        Part::Action | Part::Progress => refresh_action(tx, object),
    }
}

fn refresh_axis(tx: &mut dyn Tx, object: ObjectId) -> Result<(), StorageError> {
    let Some(tip) = tip(tx, Part::Axis, object)? else { return Ok(()) };
    let Content::Axis(axis) = &tip.content else { return Ok(()) };
    tx.execute(
        sql!(
            "INSERT INTO plan_axis (object, commitment, revision, number, content) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (object) DO UPDATE SET commitment = excluded.commitment, revision = excluded.revision, \
             number = excluded.number, content = excluded.content"
        ),
        params![object, tip.commitment, tip.revision, axis.number, &tip.bytes],
    )?;
    Ok(())
}

fn refresh_objective(tx: &mut dyn Tx, object: ObjectId) -> Result<(), StorageError> {
    let Some(tip) = tip(tx, Part::Objective, object)? else { return Ok(()) };
    let Content::Objective(objective) = &tip.content else { return Ok(()) };
    tx.execute(
        sql!(
            "INSERT INTO plan_objective (object, commitment, revision, axis, number, content) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
             ON CONFLICT (object) DO UPDATE SET commitment = excluded.commitment, revision = excluded.revision, \
             axis = excluded.axis, number = excluded.number, content = excluded.content"
        ),
        params![object, tip.commitment, tip.revision, objective.axis, objective.number, &tip.bytes],
    )?;
    Ok(())
}

fn refresh_action(tx: &mut dyn Tx, object: ObjectId) -> Result<(), StorageError> {
    let Some(value) = tip(tx, Part::Action, object)? else { return Ok(()) };
    let Content::Action(action) = &value.content else { return Ok(()) };
    let progress = tip(tx, Part::Progress, object)?;
    let state = match progress.as_ref().map(|tip| &tip.content) {
        Some(Content::Progress(progress)) => progress.state,
        _ => State::Planned,
    };
    let before = tx.opt(
        sql!("SELECT commitment, objective, owner, state, due_day FROM plan_action WHERE object = ?1"),
        params![object],
    )?;
    let counted = before.as_ref().map(Counted::of_row).transpose()?;
    move_action(tx, counted.as_ref(), &Counted::of(action, state))?;
    let made_by = before.map(|row| row.get::<Hash>("commitment")).transpose()?;
    tx.execute(
        sql!(
            "INSERT INTO plan_action (object, commitment, revision, objective, number, owner, start_day, due_day, \
             content, state, progress, progress_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) \
             ON CONFLICT (object) DO UPDATE SET commitment = excluded.commitment, revision = excluded.revision, \
             objective = excluded.objective, number = excluded.number, owner = excluded.owner, \
             start_day = excluded.start_day, due_day = excluded.due_day, content = excluded.content, \
             state = excluded.state, progress = excluded.progress, progress_by = excluded.progress_by"
        ),
        params![
            object,
            value.commitment,
            value.revision,
            action.objective,
            action.number,
            action.owner,
            action.start.to_string(),
            action.due.to_string(),
            &value.bytes,
            state.name(),
            progress.as_ref().map(|tip| tip.bytes.clone()),
            progress.as_ref().map(|tip| tip.commitment)
        ],
    )?;
    // When only its progress is another, what it needs and its words are in place.
    if made_by == Some(value.commitment) { Ok(()) } else { refresh_around(tx, object, action) }
}

/// What an action needs, and the words that find it.
fn refresh_around(tx: &mut dyn Tx, object: ObjectId, action: &Action) -> Result<(), StorageError> {
    tx.execute(sql!("DELETE FROM plan_dependency WHERE action = ?1"), params![object])?;
    for needs in &action.depends_on {
        tx.execute(
            sql!("INSERT INTO plan_dependency (action, needs) VALUES (?1, ?2)"),
            params![object, *needs],
        )?;
    }
    tx.execute(sql!("DELETE FROM plan_concept WHERE action = ?1"), params![object])?;
    for concept in &action.concepts {
        tx.execute(
            sql!("INSERT INTO plan_concept (action, concept) VALUES (?1, ?2)"),
            params![object, concept.as_str()],
        )?;
    }
    for lang in Lang::ALL {
        let words = [&action.description]
            .into_iter()
            .chain(&action.deliverables)
            .chain(action.indicators.iter().map(|indicator| &indicator.name))
            .map(|text| text.pick(lang))
            .collect::<Vec<_>>()
            .join("\n");
        search::put(tx, Kind::PLAN_PROPOSAL, object, lang, action.title.pick(lang), &words)?;
    }
    Ok(())
}
