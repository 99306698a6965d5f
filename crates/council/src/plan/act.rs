//! The two acts on the plan: to propose a change, to take a position. Each checks every rule before it records.

use super::check::{Fault, Faults, Problem, closes_a_circle};
use super::record::{encode_position, encode_proposal};
use super::store::{self, ProposalLine, ProposalView, around_position, around_proposal};
use super::{
    Action, Change, Content, Irregularity, Officer, Outcome, Part, Place, Position, Proposal, Rules,
    check_reason, day_of,
};
use liptako_core::vocabulary::{self, ConceptId};
use liptako_core::{Audience, Kind, MemberIndex, ObjectId, Rule};
use liptako_journal::Hash;
use liptako_storage::{ActSigner, NewRecord, Scribe, StorageError, Tx, previous_of};
use std::collections::BTreeMap;

/// A change as drafted, before it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Why.
    pub reason: String,
    /// What would change. All parts of the content, or the progress of one action.
    pub changes: Vec<Change>,
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

/// Why an act on the plan is refused. Nothing was recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// Some fields are wrong.
    #[error("{} fields are wrong", .0.len())]
    Faults(Vec<Fault>),
    /// A rule of the plan forbids it.
    #[error(transparent)]
    Rule(#[from] Irregularity),
    /// There is no such proposal.
    #[error("there is no such proposal")]
    NotFound,
    /// The proposal is no longer open.
    #[error("the proposal is no longer open: it is {}", .0.name())]
    Decided(Outcome),
    /// The word of this authority does not count for this decision: only the owner's does.
    #[error("this decision belongs to another authority")]
    NotOurs(MemberIndex),
    /// The officer read another text than the one recorded.
    #[error("the text of the proposal is not the one that was read")]
    OtherText,
    /// Adopting it would make actions wait for one another in a circle.
    #[error("with what this authority has already agreed to, actions would wait for one another in a circle")]
    Circle,
    /// The tables or the record failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Records a proposal. `drafter` is the officer who wrote it.
///
/// # Errors
/// [`PlanError`]; [`PlanError::Faults`] by field when the text is wrong or changes nothing.
pub fn propose(scribe: &mut Scribe<'_>, drafter: Officer, draft: Draft) -> Result<Place, PlanError> {
    let rules = Rules::of(scribe.charter());
    let (me, today) = (scribe.me(), day_of(scribe.now()));
    let part = draft.changes.first().map_or(Part::Action, |change| change.content.part());
    let proposal = Proposal { drafter, reason: draft.reason, rule: rules.rule(part), changes: draft.changes };
    proposal.check(rules.members).map_err(PlanError::Faults)?;
    check_in_place(scribe.tx(), &proposal, today)?;
    let object = ObjectId::fresh(scribe.chance());
    let facts = around_proposal(scribe.tx(), me, object, &proposal)?;
    // The commitment is drawn with the record; no rule depends on its value.
    facts.present().judge_proposal(&rules, me, object, Hash([0; 32]), &proposal)?;
    let audience = Audience::all(scribe.charter());
    let record =
        scribe.record(NewRecord::open(Kind::PLAN_PROPOSAL, object, audience, encode_proposal(&proposal)))?;
    Ok(Place { origin: record.origin, index: record.index })
}

/// Checks what needs the plan in force: that something changes, no circle, values that can have been measured.
fn check_in_place(tx: &mut dyn Tx, proposal: &Proposal, today: jiff::civil::Date) -> Result<(), PlanError> {
    let mut faults = Faults::default();
    let mut needs = store::dependencies(tx)?;
    for change in &proposal.changes {
        if let Content::Action(action) = &change.content {
            needs.insert(change.object, action.depends_on.clone());
        }
    }
    for change in &proposal.changes {
        if let Some(before) = store::value(tx, change.content.part(), change.object, change.parent)?
            && !change.content.differs_from(&before)
        {
            faults.add("", Problem::NoChange);
        }
        if let Content::Action(action) = &change.content {
            check_concepts(
                action,
                store::value(tx, Part::Action, change.object, change.parent)?,
                &mut faults,
            );
        }
        match &change.content {
            Content::Action(action) if closes_a_circle(change.object, &action.depends_on, &needs) => {
                faults.add("depends_on", Problem::Cycle);
            }
            Content::Progress(progress) => {
                let reported = store::value(tx, Part::Action, change.object, Some(progress.reports_on))?;
                if let Some(Content::Action(action)) = reported {
                    progress.check_against(&action, today, &mut faults);
                }
            }
            Content::Axis(_) | Content::Objective(_) | Content::Action(_) => {}
        }
    }
    faults.into_result().map_err(PlanError::Faults)
}

/// A concept newly named must be in the vocabulary. One that the value replaced names already may come from a newer
/// program: it is kept.
fn check_concepts(action: &Action, before: Option<Content>, faults: &mut Faults) {
    let kept = match before {
        Some(Content::Action(before)) => before.concepts,
        _ => Vec::new(),
    };
    let is_known = |id: &ConceptId| {
        vocabulary::shipped().is_ok_and(|all| all.concept(id.as_str()).is_some()) || kept.contains(id)
    };
    if !action.concepts.iter().all(is_known) {
        faults.add("concepts", Problem::UnknownConcept);
    }
}

/// Records the authority's position, signed by `officer` with `signer`. The officer's key must be published.
///
/// # Errors
/// [`PlanError`].
pub fn decide(
    scribe: &mut Scribe<'_>,
    officer: Officer,
    signer: &dyn ActSigner,
    word: &Decision,
) -> Result<Place, PlanError> {
    let mut faults = Faults::default();
    check_reason(word.agrees, &word.reason, &mut faults);
    faults.into_result().map_err(PlanError::Faults)?;
    let (rules, me) = (Rules::of(scribe.charter()), scribe.me());
    let view = store::proposal(scribe.tx(), word.proposal)?.ok_or(PlanError::NotFound)?;
    if view.line.commitment != word.commitment {
        return Err(PlanError::OtherText);
    }
    if view.line.outcome != Outcome::Open {
        return Err(PlanError::Decided(view.line.outcome));
    }
    if view.line.rule == Rule::Owner && view.line.decider != me {
        return Err(PlanError::NotOurs(view.line.decider));
    }
    let position =
        Position { proposal: word.commitment, agrees: word.agrees, reason: word.reason.clone(), officer };
    let facts = around_position(scribe.tx(), word.commitment)?;
    facts.present().judge_position(&rules, me, view.line.object, &position, true)?;
    if word.agrees && would_circle(scribe.tx(), me, &view)? {
        return Err(PlanError::Circle);
    }
    let audience = Audience::all(scribe.charter());
    let previous = previous_of(scribe.tx(), me, view.line.object)?;
    let record = scribe.record(
        NewRecord::open(Kind::PLAN_POSITION, view.line.object, audience, encode_position(&position))
            .with_previous(previous)
            .with_signer(Some(signer)),
    )?;
    Ok(Place { origin: record.origin, index: record.index })
}

/// Whether adopting this proposal, together with the open ones to which this authority has agreed, would close a
/// circle of dependencies. Two proposals may each be sound and their sum not; as every adoption has this
/// authority's word in it or another's that asked the same question, no circle is adopted by consensus.
fn would_circle(tx: &mut dyn Tx, me: MemberIndex, view: &ProposalView) -> Result<bool, StorageError> {
    let mut needs = store::dependencies(tx)?;
    let agreed = |line: &ProposalLine| line.positions.iter().any(|p| p.place.origin == me && p.agrees);
    let (open, _) = store::proposals(tx, Some(Outcome::Open), 1000, 0)?;
    for line in open.iter().filter(|line| agreed(line)) {
        if let Some(other) = store::proposal(tx, line.place)? {
            add_needs(&mut needs, &other);
        }
    }
    add_needs(&mut needs, view);
    Ok(view.changes.iter().any(|change| match &change.after {
        Content::Action(action) => closes_a_circle(change.object, &action.depends_on, &needs),
        Content::Axis(_) | Content::Objective(_) | Content::Progress(_) => false,
    }))
}

fn add_needs(needs: &mut BTreeMap<ObjectId, Vec<ObjectId>>, view: &ProposalView) {
    for change in &view.changes {
        if let Content::Action(action) = &change.after {
            needs.insert(change.object, action.depends_on.clone());
        }
    }
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
    /// The decision belongs to this other authority alone.
    NotOurs(MemberIndex),
    /// Their authority has spoken.
    Spoken,
    /// They drafted it: another person of their authority must speak.
    Drafted,
    /// Their role does not let them take a position.
    NotPermitted,
    /// They have not signed in.
    SignedOut,
}

/// Tells what a reader can do about a proposal. `reader` is the officer signed in, `may_decide` whether their
/// role lets them take a position.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn duty(
    tx: &mut dyn Tx,
    rules: &Rules,
    me: MemberIndex,
    line: &ProposalLine,
    reader: Option<ObjectId>,
    may_decide: bool,
) -> Result<Duty, StorageError> {
    if line.outcome != Outcome::Open {
        return Ok(Duty::Decided(line.outcome));
    }
    if line.rule == Rule::Owner && line.decider != me {
        return Ok(Duty::NotOurs(line.decider));
    }
    if line.positions.iter().any(|position| position.place.origin == me) {
        return Ok(Duty::Spoken);
    }
    let Some(reader) = reader else { return Ok(Duty::SignedOut) };
    if line.place.origin == me && line.drafter.id == reader {
        return Ok(Duty::Drafted);
    }
    if !may_decide {
        return Ok(Duty::NotPermitted);
    }
    let facts = around_position(tx, line.commitment)?;
    Ok(match facts.present().agreed_competitor(rules, me, line.place) {
        Some(other) => Duty::RefuseOnly(other),
        None => Duty::Decide,
    })
}
