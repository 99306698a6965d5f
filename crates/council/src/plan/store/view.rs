//! What the questions answer: the plan as pages, exports and the command line show it.

use super::super::{
    Action, Axis, Content, Objective, Officer, Outcome, Part, Place, Progress, Standing, State,
};
use liptako_core::vocabulary::ConceptId;
use liptako_core::{Bilingual, MemberIndex, ObjectId, Rule, UnixSeconds, Verdict};
use liptako_journal::Hash;
use liptako_storage::Recorded;

/// How many actions stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Counts {
    /// Finished.
    pub done: u64,
    /// Under way, in time.
    pub under_way: u64,
    /// Past their last day, not blocked.
    pub late: u64,
    /// Blocked, in time or not.
    pub blocked: u64,
    /// Not begun, in time.
    pub planned: u64,
    /// Given up.
    pub cancelled: u64,
}

impl Counts {
    /// How many stand there.
    pub const fn of(&self, standing: Standing) -> u64 {
        match standing {
            Standing::Done => self.done,
            Standing::UnderWay => self.under_way,
            Standing::Late => self.late,
            Standing::Blocked => self.blocked,
            Standing::Planned => self.planned,
            Standing::Cancelled => self.cancelled,
        }
    }

    /// Adds actions that stand there.
    pub const fn add(&mut self, standing: Standing, count: u64) {
        let place = match standing {
            Standing::Done => &mut self.done,
            Standing::UnderWay => &mut self.under_way,
            Standing::Late => &mut self.late,
            Standing::Blocked => &mut self.blocked,
            Standing::Planned => &mut self.planned,
            Standing::Cancelled => &mut self.cancelled,
        };
        *place += count;
    }

    /// All actions but those given up.
    pub const fn expected(&self) -> u64 {
        self.done + self.under_way + self.late + self.blocked + self.planned
    }
}

/// A thing of the plan in force, with the revision in which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce<T> {
    /// Which thing.
    pub object: ObjectId,
    /// Commitment of the proposal that made this value: the parent of the next change.
    pub commitment: Hash,
    /// Number of this value, from 1.
    pub revision: u32,
    /// The value.
    pub value: T,
}

/// An axis, its objectives, and how its actions stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AxisView {
    /// The axis.
    pub axis: InForce<Axis>,
    /// Its objectives, in their order.
    pub objectives: Vec<InForce<Objective>>,
    /// How its actions stand.
    pub counts: Counts,
}

/// The progress in force of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgressInForce {
    /// Commitment of the proposal that made it.
    pub commitment: Hash,
    /// The owner under whose tenure it was reported began with this proposal.
    pub since: Hash,
    /// The progress.
    pub value: Progress,
}

/// A line of the list of actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionLine {
    /// The action.
    pub action: InForce<Action>,
    /// Number of its axis; 0 when the axis is not in the plan.
    pub axis_number: u8,
    /// Number of its objective within the axis; 0 when it is not in the plan.
    pub objective_number: u8,
    /// Its state.
    pub state: State,
    /// Where it stands on the day asked.
    pub standing: Standing,
    /// Whether it is past its last day, blocked or not.
    pub late: bool,
    /// How far it is, when its owner has said so.
    pub progress: Option<Progress>,
}

impl ActionLine {
    /// Its number in the plan: axis, objective, action.
    pub fn reference(&self) -> String {
        format!("{}.{}.{}", self.axis_number, self.objective_number, self.action.value.number)
    }
}

/// What the list of actions is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActionFilter {
    /// Only this axis.
    pub axis: Option<ObjectId>,
    /// Only this owner.
    pub owner: Option<MemberIndex>,
    /// Only this standing.
    pub standing: Option<Standing>,
    /// Only what hangs on this concept of the common vocabulary.
    pub concept: Option<ConceptId>,
    /// Only what answers these words.
    pub words: String,
}

/// An action named from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionName {
    /// Which action.
    pub object: ObjectId,
    /// Its title.
    pub title: Bilingual,
    /// Where it stands.
    pub standing: Standing,
}

/// One action with all that surrounds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionView {
    /// As the list shows it.
    pub line: ActionLine,
    /// Its axis, when it is in the plan.
    pub axis: Option<InForce<Axis>>,
    /// Its objective, when it is in the plan.
    pub objective: Option<InForce<Objective>>,
    /// How far it is, when its owner has said so.
    pub progress: Option<ProgressInForce>,
    /// The parent of the next progress: the progress in force, unless the owner has changed since.
    pub progress_parent: Option<Hash>,
    /// What must be done first.
    pub needs: Vec<ActionName>,
    /// What waits for it.
    pub needed_by: Vec<ActionName>,
}

/// A position, as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PositionView {
    /// Its record.
    pub place: Place,
    /// Agrees, or refuses.
    pub agrees: bool,
    /// Why.
    pub reason: String,
    /// Who spoke for the authority.
    pub officer: Officer,
    /// When, by the author's clock.
    pub seconds: UnixSeconds,
    /// The record's hashes.
    pub recorded: Option<Recorded>,
}

/// One change of a proposal, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeView {
    /// Which thing.
    pub object: ObjectId,
    /// What it is called now, or would be.
    pub title: Bilingual,
    /// Which value of the thing it makes, from 1.
    pub revision: u32,
    /// The value replaced; none for a first one.
    pub before: Option<Content>,
    /// The value proposed.
    pub after: Content,
}

/// A line of the list of proposals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalLine {
    /// Its record.
    pub place: Place,
    /// Its identifier.
    pub object: ObjectId,
    /// What positions cite.
    pub commitment: Hash,
    /// When, by the author's clock.
    pub seconds: UnixSeconds,
    /// Who drafted it.
    pub drafter: Officer,
    /// Why.
    pub reason: String,
    /// The rule that adopts it.
    pub rule: Rule,
    /// The member whose word decides when the rule is “owner”.
    pub decider: MemberIndex,
    /// Where it stands.
    pub outcome: Outcome,
    /// What its first change is about.
    pub part: Part,
    /// Which thing.
    pub target: ObjectId,
    /// What that thing is called.
    pub title: Bilingual,
    /// How many changes it holds.
    pub n_changes: u64,
    /// The positions taken, by member.
    pub positions: Vec<PositionView>,
}

impl ProposalLine {
    /// What people quote: `bf-12`, the author and the index in its journal.
    pub fn reference(&self, code: &str) -> String {
        format!("{code}-{}", self.place.index)
    }

    /// The members whose word is still awaited: those who could yet decide it.
    pub fn awaited(&self, members: impl IntoIterator<Item = MemberIndex>) -> Vec<MemberIndex> {
        if self.outcome != Outcome::Open {
            return Vec::new();
        }
        let has_spoken = |member: &MemberIndex| self.positions.iter().any(|p| p.place.origin == *member);
        let counts = |member: &MemberIndex| self.rule != Rule::Owner || *member == self.decider;
        members.into_iter().filter(|member| counts(member) && !has_spoken(member)).collect()
    }

    /// The positions that fulfilled the rule, with the proposal's own record: the proofs of an adoption. Empty
    /// while it is not adopted.
    pub fn deciding(&self, members: usize) -> Vec<Place> {
        let agree: Vec<&PositionView> = self.positions.iter().filter(|position| position.agrees).collect();
        let votes: Vec<_> = agree.iter().map(|position| (position.place.origin, true)).collect();
        if self.rule.verdict(members, self.decider, &votes) != Verdict::Adopted {
            return Vec::new();
        }
        let counted = agree.into_iter().map(|position| position.place);
        let counted = counted.filter(|place| self.rule != Rule::Owner || place.origin == self.decider);
        std::iter::once(self.place).chain(counted).collect()
    }
}

/// A proposal whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalView {
    /// As the list shows it.
    pub line: ProposalLine,
    /// The record's hashes.
    pub recorded: Option<Recorded>,
    /// What would change.
    pub changes: Vec<ChangeView>,
    /// The other proposals that would replace a value this one replaces.
    pub competitors: Vec<ProposalLine>,
}
