//! Which proposals and positions count, and what they settle: pure, the same on every node.
//!
//! The rules are those of the plan (`docs/adr/0004-final-positions.md`), for a simpler thing: one proposal settles one
//! [`Target`]. Whether a record counts depends on its causal past alone ([`Past`]); what counts only grows; positions
//! are final, and an authority that has agreed to one of two proposals that replace the same value may agree to the
//! other only after it has seen the first rejected. So every node comes to the same result in whatever causal order
//! the journals reach it: the property test `any_causal_order_settles_the_same` holds it to that.

use super::model::{Position, Proposal, Subject, Target, check_reason};
use crate::profile::keeper;
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

/// The rule that decides: the charter's for content. It belongs to all, so “owner” is read as consensus.
pub const fn deciding_rule(charter: &Charter) -> Rule {
    match charter.decision.content {
        Rule::Owner => Rule::Consensus,
        other => other,
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
    /// What it would settle.
    pub target: Target,
    /// The adopted proposal that it would replace.
    pub parent: Option<Hash>,
    /// Which revision it would make, from 1.
    pub revision: u32,
}

impl ProposalFact {
    fn competes(&self, other: &Self) -> bool {
        self.target == other.target && self.parent == other.parent
    }
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Positions are awaited.
    Open,
    /// The rule is fulfilled.
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
    /// A text is out of bounds, or missing.
    #[error("a text is missing or out of bounds")]
    Content,
    /// The instrument is a national law: its authority alone keeps the column.
    #[error("the column of a national law is its authority's to keep")]
    Column,
    /// A second proposal under one identifier.
    #[error("the journal already holds a proposal with this identifier")]
    ProposalTwice,
    /// Names a rule that is not the charter's.
    #[error("the decision rule cited is not the charter's")]
    Rule,
    /// Replaces what was never adopted.
    #[error("it replaces what was never adopted")]
    UnknownParent,
    /// Replaces what had already been replaced, or ignores what was adopted.
    #[error("it replaces what was already replaced")]
    Stale,
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
    /// Stable code, kept in the table of irregular records.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "law-irregular-unreadable",
            Self::Audience => "law-irregular-audience",
            Self::Content => "law-irregular-content",
            Self::Column => "law-irregular-column",
            Self::ProposalTwice => "law-irregular-proposal-twice",
            Self::Rule => "law-irregular-rule",
            Self::UnknownParent => "law-irregular-unknown-parent",
            Self::Stale => "law-irregular-stale",
            Self::Signature => "law-irregular-signature",
            Self::UnknownProposal => "law-irregular-unknown-proposal",
            Self::OwnProposal => "law-irregular-own-proposal",
            Self::SpokenTwice => "law-irregular-spoken-twice",
            Self::Competing => "law-irregular-competing",
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
    pub fn outcome(&self, charter: &Charter, place: Place) -> Option<Outcome> {
        let proposal = self.proposals.get(&place)?;
        let present = self.present();
        Some(match present.verdict(charter, place) {
            Verdict::Adopted => Outcome::Adopted,
            Verdict::Rejected => Outcome::Rejected,
            Verdict::Open if present.filled(charter, &proposal.target, proposal.parent) => {
                Outcome::Superseded
            }
            Verdict::Open => Outcome::Open,
        })
    }

    /// The other proposals that would replace what this one replaces.
    pub fn competitors(&self, place: Place) -> Vec<Place> {
        let Some(proposal) = self.proposals.get(&place) else { return Vec::new() };
        let others =
            self.proposals.iter().filter(|(other, fact)| **other != place && fact.competes(proposal));
        others.map(|(other, _)| *other).collect()
    }

    /// What is settled: for each target, the adopted proposal of the greatest revision.
    pub fn settled(&self, charter: &Charter) -> BTreeMap<Target, Place> {
        let mut best: BTreeMap<Target, (u32, Place)> = BTreeMap::new();
        for (place, proposal) in &self.proposals {
            if self.outcome(charter, *place) == Some(Outcome::Adopted) {
                let candidate = (proposal.revision, *place);
                let current = best.entry(proposal.target.clone()).or_insert(candidate);
                *current = candidate.max(*current);
            }
        }
        best.into_iter().map(|(target, (_, place))| (target, place)).collect()
    }

    /// Takes a record in, when it counts. Records must come in causal order.
    ///
    /// `self` must hold every fact of the record's past that shares a target with it, and every proposal of its author
    /// under the same identifier; it may hold more.
    ///
    /// # Errors
    /// Why the record does not count; the facts are then unchanged.
    pub fn receive(&mut self, charter: &Charter, received: &Received<'_>) -> Result<(), Irregularity> {
        let past = self.past(received.seen);
        match received.word {
            Word::Proposal(proposal) => {
                let fact = past.judge_proposal(charter, received, proposal)?;
                self.proposals.insert(received.place, fact);
            }
            Word::Position { position, signed } => {
                let author = received.place.origin;
                let fact = past.judge_position(charter, author, received.object, position, *signed)?;
                self.positions.insert(received.place, fact);
            }
        }
        Ok(())
    }
}

/// What a record says, once decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// A proposal.
    Proposal(Proposal),
    /// A position, and whether the officer it names signed it with an act key in force.
    Position {
        /// The position.
        position: Position,
        /// Whether the signature holds.
        signed: bool,
    },
}

/// A record as it reaches the fold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received<'a> {
    /// Where it stands.
    pub place: Place,
    /// Sizes of all journals as its author had seen them; its own index for its own journal.
    pub seen: &'a [u64],
    /// The object in its entry: the proposal's identifier.
    pub object: ObjectId,
    /// Commitment of its body.
    pub commitment: Hash,
    /// What it says.
    pub word: &'a Word,
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
    pub fn verdict(&self, charter: &Charter, place: Place) -> Verdict {
        let positions: Vec<_> = self.positions(place).collect();
        deciding_rule(charter).verdict(charter.members.len(), place.origin, &positions)
    }

    fn adopted(&self, charter: &'a Charter) -> impl Iterator<Item = &'a ProposalFact> + use<'a> {
        let this = *self;
        let adopted =
            self.proposals().filter(move |(place, _)| this.verdict(charter, *place) == Verdict::Adopted);
        adopted.map(|(_, fact)| fact)
    }

    /// Whether an adopted proposal replaces this value of this target.
    fn filled(&self, charter: &Charter, target: &Target, parent: Option<Hash>) -> bool {
        let this = *self;
        this.proposals()
            .filter(|(_, fact)| fact.target == *target && fact.parent == parent)
            .any(|(place, _)| this.verdict(charter, place) == Verdict::Adopted)
    }

    /// Judges a proposal by this past.
    ///
    /// # Errors
    /// Why it does not count.
    pub fn judge_proposal(
        &self,
        charter: &'a Charter,
        received: &Received<'_>,
        proposal: &Proposal,
    ) -> Result<ProposalFact, Irregularity> {
        proposal.check().map_err(|_| Irregularity::Content)?;
        if let Subject::Reference { instrument, .. } = &proposal.subject
            && keeper(charter, instrument).is_some()
        {
            return Err(Irregularity::Column);
        }
        let (author, object) = (received.place.origin, received.object);
        if self.proposals().any(|(place, fact)| place.origin == author && fact.object == object) {
            return Err(Irregularity::ProposalTwice);
        }
        if proposal.rule != deciding_rule(charter) {
            return Err(Irregularity::Rule);
        }
        let target = proposal.subject.target();
        let revision = match proposal.parent {
            None => 1,
            Some(hash) => {
                let mut known = self.adopted(charter);
                let parent = known.find(|fact| fact.commitment == hash && fact.target == target);
                parent.ok_or(Irregularity::UnknownParent)?.revision.saturating_add(1)
            }
        };
        if self.filled(charter, &target, proposal.parent) {
            return Err(Irregularity::Stale);
        }
        let (commitment, drafter) = (received.commitment, proposal.drafter.id);
        Ok(ProposalFact { object, commitment, drafter, target, parent: proposal.parent, revision })
    }

    /// Judges a position by this past. `signed` tells whether an act key of the author's, in force then, signed it for
    /// the officer it names.
    ///
    /// # Errors
    /// Why it does not count.
    pub fn judge_position(
        &self,
        charter: &Charter,
        author: MemberIndex,
        object: ObjectId,
        position: &Position,
        signed: bool,
    ) -> Result<PositionFact, Irregularity> {
        check_reason(position.agrees, &position.reason).map_err(|_| Irregularity::Content)?;
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
        if position.agrees && self.agreed_competitor(charter, author, place).is_some() {
            return Err(Irregularity::Competing);
        }
        Ok(PositionFact { proposal: place, agrees: position.agrees })
    }

    /// The competing proposal to which this member has agreed and which is not rejected, if any.
    pub fn agreed_competitor(&self, charter: &Charter, member: MemberIndex, place: Place) -> Option<Place> {
        self.facts.competitors(place).into_iter().filter(|other| self.knows(*other)).find(|other| {
            self.positions(*other).any(|(origin, agrees)| origin == member && agrees)
                && self.verdict(charter, *other) != Verdict::Rejected
        })
    }

    /// Whether a proposal with this commitment and identifier, about this question, stands in this past.
    pub fn cites(&self, object: ObjectId, commitment: Hash, question: &str) -> bool {
        self.proposals().any(|(_, fact)| {
            fact.commitment == commitment
                && fact.object == object
                && fact.target.question.as_str() == question
        })
    }
}

#[cfg(test)]
mod tests;
