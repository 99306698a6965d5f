//! How the plan changes: which proposals and positions count, and what they adopt.
//!
//! Every node must give the same answer, whatever the order in which the three journals reach it. Two ideas
//! make that so:
//!
//! - **Whether a record counts depends on its causal past alone**: on what its author's node had seen when it
//!   wrote it ([`Past`]). Every node holds that past when it applies the record, so all judge alike, once.
//! - **What counts only grows.** Each authority speaks once per proposal, so a verdict, once given, stays
//!   ([`liptako_core::Rule::verdict`]). Two proposals that would replace the same value share a [`Slot`]; an
//!   authority that has agreed to one may agree to another only after it has seen the first rejected. Any two
//!   deciding sets of authorities have a member in common, so at most one proposal per slot is ever adopted.
//!
//! The property test `any_causal_order_gives_the_same_plan` checks both.

use super::check::{Faults, check_reason};
use super::{Change, Content, Part, Position, Proposal};
use liptako_core::{Charter, MemberIndex, ObjectId, Rule, Verdict};
use liptako_journal::Hash;
use std::collections::BTreeMap;

/// A record's journal and its index there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The authority whose journal holds it.
    pub origin: MemberIndex,
    /// Its index in that journal, from 0.
    pub index: u64,
}

/// The decision rules in force and how many members they count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Members of the charter.
    pub members: usize,
    /// Rule for axes, objectives and actions.
    pub content: Rule,
    /// Rule for progress.
    pub progress: Rule,
}

impl Rules {
    /// The rules of a charter. The content of the plan belongs to all: “owner” is read there as consensus.
    pub const fn of(charter: &Charter) -> Self {
        let content = match charter.decision.content {
            Rule::Owner => Rule::Consensus,
            other => other,
        };
        Self { members: charter.members.len(), content, progress: charter.decision.progress }
    }

    /// The rule for a proposal with this first part: progress or content.
    pub const fn rule(&self, part: Part) -> Rule {
        match part {
            Part::Progress => self.progress,
            Part::Axis | Part::Objective | Part::Action => self.content,
        }
    }
}

/// Since when an authority has owned an action without interruption: progress is counted per tenure, so that
/// a former owner's late word never replaces the new owner's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tenure {
    /// The owner.
    pub owner: MemberIndex,
    /// Commitment of the proposal by which it became the owner.
    pub since: Hash,
    /// Revision of the action made by that proposal.
    pub since_revision: u32,
}

/// The value that a change would replace. At most one adopted proposal fills a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// What kind of thing.
    pub part: Part,
    /// Which thing.
    pub object: ObjectId,
    /// For progress, the tenure's start; nothing otherwise.
    pub tenure: Option<Hash>,
    /// The proposal that made the value to be replaced; nothing for a first value.
    pub parent: Option<Hash>,
}

/// What is known of one change of a valid proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeFact {
    /// What it would replace.
    pub slot: Slot,
    /// Which revision it would make, from 1; progress counts anew in each tenure.
    pub revision: u32,
    /// For an action, the ownership it brings or keeps; for progress, the one it reports under.
    pub tenure: Option<Tenure>,
}

impl ChangeFact {
    /// Orders the adopted changes of one thing: the greatest is its present value.
    pub fn rank(&self) -> (u32, u32) {
        let tenure = match self.slot.part {
            Part::Progress => self.tenure.map_or(0, |tenure| tenure.since_revision),
            Part::Axis | Part::Objective | Part::Action => 0,
        };
        (tenure, self.revision)
    }
}

/// What is known of a valid proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalFact {
    /// The proposal's own identifier.
    pub object: ObjectId,
    /// Commitment of its text.
    pub commitment: Hash,
    /// Who drafted it.
    pub drafter: ObjectId,
    /// The rule that adopts it.
    pub rule: Rule,
    /// The member whose word decides under [`Rule::Owner`].
    pub owner: MemberIndex,
    /// Its changes.
    pub changes: Vec<ChangeFact>,
}

/// What is known of a valid position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PositionFact {
    /// The proposal it is about.
    pub proposal: Place,
    /// Agrees, or refuses.
    pub agrees: bool,
}

/// Valid proposals and positions: all of them, or those that matter to a question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Proposals by place.
    pub proposals: BTreeMap<Place, ProposalFact>,
    /// Positions by place.
    pub positions: BTreeMap<Place, PositionFact>,
}

/// Where a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Positions are awaited.
    Open,
    /// The rule is fulfilled: the plan has changed.
    Adopted,
    /// The rule can no longer be fulfilled.
    Rejected,
    /// Another proposal that replaces the same value was adopted.
    Superseded,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 4] = [Self::Open, Self::Adopted, Self::Rejected, Self::Superseded];

    /// Stable name, used in tables, addresses and text keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Adopted => "adopted",
            Self::Rejected => "rejected",
            Self::Superseded => "superseded",
        }
    }

    /// The outcome of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }
}

/// Why a record does not count. Shown to people; kept, never hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Irregularity {
    /// The bytes are not a record of ours.
    #[error("the record cannot be read")]
    Unreadable,
    /// Not addressed to every member: what binds all is read by all.
    #[error("it is not addressed to every member")]
    Audience,
    /// The text breaks a rule of the plan's checks.
    #[error("the text breaks the plan's rules")]
    Content,
    /// A second proposal under one identifier.
    #[error("the journal already holds a proposal with this identifier")]
    ProposalTwice,
    /// Names a rule that is not the charter's.
    #[error("the decision rule cited is not the charter's")]
    Rule,
    /// Replaces a value that was never adopted.
    #[error("it replaces a value that is not in force")]
    UnknownParent,
    /// Replaces a value that had already been replaced.
    #[error("it replaces a value that was already replaced")]
    Stale,
    /// Refers to an axis, objective or action that is not in the plan.
    #[error("it refers to something that is not in the plan")]
    UnknownReference,
    /// Not signed with an officer's act key in force, or by another officer than named.
    #[error("it is not signed by the officer it names")]
    Signature,
    /// Cites no proposal its author could know, or another text of it.
    #[error("it cites no known proposal")]
    UnknownProposal,
    /// The drafter approves or refuses their own draft.
    #[error("the officer who drafted a proposal cannot speak on it for the authority")]
    OwnProposal,
    /// The authority had already spoken.
    #[error("the authority has already spoken on this proposal")]
    SpokenTwice,
    /// The authority had agreed to a competing proposal that is not rejected.
    #[error("the authority has agreed to a competing proposal that is still open")]
    Competing,
}

impl Irregularity {
    /// Stable code, kept in the table of irregular records; its text key is `plan-irregular-<code>`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "plan-irregular-unreadable",
            Self::Audience => "plan-irregular-audience",
            Self::Content => "plan-irregular-content",
            Self::ProposalTwice => "plan-irregular-proposal-twice",
            Self::Rule => "plan-irregular-rule",
            Self::UnknownParent => "plan-irregular-unknown-parent",
            Self::Stale => "plan-irregular-stale",
            Self::UnknownReference => "plan-irregular-unknown-reference",
            Self::Signature => "plan-irregular-signature",
            Self::UnknownProposal => "plan-irregular-unknown-proposal",
            Self::OwnProposal => "plan-irregular-own-proposal",
            Self::SpokenTwice => "plan-irregular-spoken-twice",
            Self::Competing => "plan-irregular-competing",
        }
    }
}

impl Facts {
    /// Everything, as the present sees it.
    pub const fn present(&self) -> Past<'_> {
        Past { facts: self, seen: None }
    }

    /// What an author had seen: the sizes of all journals, by member.
    pub const fn past<'a>(&'a self, seen: &'a [u64]) -> Past<'a> {
        Past { facts: self, seen: Some(seen) }
    }

    /// Where the proposal at this place stands; `None` when no valid proposal is there.
    pub fn outcome(&self, rules: &Rules, place: Place) -> Option<Outcome> {
        let proposal = self.proposals.get(&place)?;
        let present = self.present();
        Some(match present.verdict(rules, place) {
            Verdict::Adopted => Outcome::Adopted,
            Verdict::Rejected => Outcome::Rejected,
            Verdict::Open if proposal.changes.iter().any(|c| present.filled(rules, &c.slot)) => {
                Outcome::Superseded
            }
            Verdict::Open => Outcome::Open,
        })
    }

    /// The other proposals that would replace a value this one replaces.
    pub fn competitors(&self, place: Place) -> Vec<Place> {
        let Some(proposal) = self.proposals.get(&place) else { return Vec::new() };
        let shares = |other: &ProposalFact| {
            other.changes.iter().any(|theirs| proposal.changes.iter().any(|ours| ours.slot == theirs.slot))
        };
        let others = self.proposals.iter().filter(|(other, _)| **other != place);
        others.filter(|(_, other)| shares(other)).map(|(other, _)| *other).collect()
    }

    /// The plan: for each thing, the adopted proposal that made its present value.
    pub fn plan(&self, rules: &Rules) -> BTreeMap<(Part, ObjectId), Place> {
        let mut best: BTreeMap<(Part, ObjectId), ((u32, u32), Place)> = BTreeMap::new();
        for (place, proposal) in &self.proposals {
            if self.outcome(rules, *place) != Some(Outcome::Adopted) {
                continue;
            }
            for change in &proposal.changes {
                let candidate = (change.rank(), *place);
                let current = best.entry((change.slot.part, change.slot.object)).or_insert(candidate);
                *current = candidate.max(*current);
            }
        }
        best.into_iter().map(|(target, (_, place))| (target, place)).collect()
    }
}

/// The facts an author had seen, or all of them.
#[derive(Debug, Clone, Copy)]
pub struct Past<'a> {
    facts: &'a Facts,
    seen: Option<&'a [u64]>,
}

impl<'a> Past<'a> {
    fn knows(&self, place: Place) -> bool {
        self.seen
            .is_none_or(|seen| seen.get(usize::from(place.origin.0)).is_some_and(|size| place.index < *size))
    }

    fn proposals(&self) -> impl Iterator<Item = (Place, &'a ProposalFact)> + use<'a> {
        let this = *self;
        self.facts.proposals.iter().map(|(place, fact)| (*place, fact)).filter(move |(p, _)| this.knows(*p))
    }

    fn positions(&self, proposal: Place) -> impl Iterator<Item = (MemberIndex, bool)> + use<'a> {
        let this = *self;
        let on_it = self.facts.positions.iter().filter(move |(_, position)| position.proposal == proposal);
        on_it.filter(move |(place, _)| this.knows(**place)).map(|(place, p)| (place.origin, p.agrees))
    }

    /// The verdict on a proposal, by the positions in this past.
    pub fn verdict(&self, rules: &Rules, place: Place) -> Verdict {
        let Some(proposal) = self.facts.proposals.get(&place) else { return Verdict::Open };
        let positions: Vec<_> = self.positions(place).collect();
        proposal.rule.verdict(rules.members, proposal.owner, &positions)
    }

    /// Whether an adopted proposal fills this slot.
    fn filled(&self, rules: &Rules, slot: &Slot) -> bool {
        self.adopted(rules).any(|(_, change)| change.slot == *slot)
    }

    fn adopted(&self, rules: &Rules) -> impl Iterator<Item = (&'a ProposalFact, &'a ChangeFact)> + use<'a> {
        let (this, rules) = (*self, *rules);
        let adopted =
            self.proposals().filter(move |(place, _)| this.verdict(&rules, *place) == Verdict::Adopted);
        adopted.flat_map(|(_, proposal)| proposal.changes.iter().map(move |change| (proposal, change)))
    }

    /// The adopted change of this thing that the proposal with this commitment made.
    fn revision(&self, rules: &Rules, part: Part, object: ObjectId, by: Hash) -> Option<&'a ChangeFact> {
        let mut adopted = self.adopted(rules);
        let found = adopted.find(|(proposal, change)| {
            proposal.commitment == by && change.slot.part == part && change.slot.object == object
        });
        found.map(|(_, change)| change)
    }

    /// Whether this thing is in the plan.
    fn exists(&self, rules: &Rules, part: Part, object: ObjectId) -> bool {
        self.adopted(rules).any(|(_, change)| change.slot.part == part && change.slot.object == object)
    }

    /// Judges a proposal by this past.
    ///
    /// # Errors
    /// Why it does not count.
    pub fn judge_proposal(
        &self,
        rules: &Rules,
        author: MemberIndex,
        object: ObjectId,
        commitment: Hash,
        proposal: &Proposal,
    ) -> Result<ProposalFact, Irregularity> {
        proposal.check(rules.members).map_err(|_| Irregularity::Content)?;
        if self.proposals().any(|(place, fact)| place.origin == author && fact.object == object) {
            return Err(Irregularity::ProposalTwice);
        }
        let mut changes = Vec::with_capacity(proposal.changes.len());
        let mut owner = author;
        for change in &proposal.changes {
            if proposal.rule != rules.rule(change.content.part()) {
                return Err(Irregularity::Rule);
            }
            self.check_references(rules, &change.content, proposal)?;
            let fact = self.judge_change(rules, commitment, change)?;
            if let (Part::Progress, Some(tenure)) = (fact.slot.part, fact.tenure) {
                owner = tenure.owner;
            }
            changes.push(fact);
        }
        let drafter = proposal.drafter.id;
        Ok(ProposalFact { object, commitment, drafter, rule: proposal.rule, owner, changes })
    }

    fn judge_change(&self, rules: &Rules, by: Hash, change: &Change) -> Result<ChangeFact, Irregularity> {
        let (part, object) = (change.content.part(), change.object);
        let parent = match change.parent {
            None => None,
            Some(hash) => {
                let known = self.revision(rules, part, object, hash);
                Some(known.ok_or(Irregularity::UnknownParent)?)
            }
        };
        let revision = parent.map_or(1, |parent| parent.revision.saturating_add(1));
        let tenure = match &change.content {
            Content::Axis(_) | Content::Objective(_) => None,
            Content::Action(action) => Some(match parent.and_then(|parent| parent.tenure) {
                Some(tenure) if tenure.owner == action.owner => tenure,
                _ => Tenure { owner: action.owner, since: by, since_revision: revision },
            }),
            Content::Progress(progress) => {
                let reported = self.revision(rules, Part::Action, object, progress.reports_on);
                let reported = reported.ok_or(Irregularity::UnknownParent)?;
                let next =
                    Slot { part: Part::Action, object, tenure: None, parent: Some(progress.reports_on) };
                if self.filled(rules, &next) {
                    return Err(Irregularity::Stale);
                }
                reported.tenure
            }
        };
        let own_tenure = if part == Part::Progress { tenure.map(|tenure| tenure.since) } else { None };
        if parent.is_some_and(|parent| parent.slot.tenure != own_tenure) {
            return Err(Irregularity::UnknownParent);
        }
        let slot = Slot { part, object, tenure: own_tenure, parent: change.parent };
        if self.filled(rules, &slot) {
            return Err(Irregularity::Stale);
        }
        Ok(ChangeFact { slot, revision, tenure })
    }

    /// What a change refers to is in the plan, or comes with the same proposal.
    fn check_references(
        &self,
        rules: &Rules,
        content: &Content,
        proposal: &Proposal,
    ) -> Result<(), Irregularity> {
        references(content).try_for_each(|(part, object)| {
            let brought = |change: &Change| change.object == object && change.content.part() == part;
            if proposal.changes.iter().any(brought) || self.exists(rules, part, object) {
                Ok(())
            } else {
                Err(Irregularity::UnknownReference)
            }
        })
    }

    /// Judges a position by this past. `signed` tells whether an act key of the author's, in force then,
    /// signed it for the officer it names.
    ///
    /// # Errors
    /// Why it does not count.
    pub fn judge_position(
        &self,
        rules: &Rules,
        author: MemberIndex,
        object: ObjectId,
        position: &Position,
        signed: bool,
    ) -> Result<PositionFact, Irregularity> {
        let mut faults = Faults::default();
        check_reason(position.agrees, &position.reason, &mut faults);
        position.officer.check(&mut faults);
        if !faults.is_empty() {
            return Err(Irregularity::Content);
        }
        if !signed {
            return Err(Irregularity::Signature);
        }
        let cited =
            self.proposals().find(|(_, fact)| fact.commitment == position.proposal && fact.object == object);
        let (place, proposal) = cited.ok_or(Irregularity::UnknownProposal)?;
        if place.origin == author && proposal.drafter == position.officer.id {
            return Err(Irregularity::OwnProposal);
        }
        if self.positions(place).any(|(member, _)| member == author) {
            return Err(Irregularity::SpokenTwice);
        }
        if position.agrees && self.agreed_competitor(rules, author, place).is_some() {
            return Err(Irregularity::Competing);
        }
        Ok(PositionFact { proposal: place, agrees: position.agrees })
    }

    /// The competing proposal to which this member has agreed and which is not rejected, if any.
    pub fn agreed_competitor(&self, rules: &Rules, member: MemberIndex, place: Place) -> Option<Place> {
        self.facts.competitors(place).into_iter().filter(|other| self.knows(*other)).find(|other| {
            self.positions(*other).any(|(origin, agrees)| origin == member && agrees)
                && self.verdict(rules, *other) != Verdict::Rejected
        })
    }
}

/// What a content refers to elsewhere in the plan.
pub fn references(content: &Content) -> impl Iterator<Item = (Part, ObjectId)> {
    let found = match content {
        Content::Axis(_) | Content::Progress(_) => Vec::new(),
        Content::Objective(objective) => vec![(Part::Axis, objective.axis)],
        Content::Action(action) => {
            let depends_on = action.depends_on.iter().map(|object| (Part::Action, *object));
            std::iter::once((Part::Objective, action.objective)).chain(depends_on).collect()
        }
    };
    found.into_iter()
}
