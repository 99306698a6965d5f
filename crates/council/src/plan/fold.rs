//! The fold of records into facts: the same function in the tables' projector and in the property test.

use super::decision::{Facts, Irregularity, Place, Rules};
use super::{Position, Proposal};
use liptako_core::ObjectId;
use liptako_journal::Hash;

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

impl Facts {
    /// Takes a record in, when it counts. Records must come in causal order.
    ///
    /// `self` must hold every fact of the record's past that shares a thing with it; it may hold more.
    ///
    /// # Errors
    /// Why the record does not count; the facts are then unchanged.
    pub fn receive(&mut self, rules: &Rules, received: &Received<'_>) -> Result<(), Irregularity> {
        let past = self.past(received.seen);
        let author = received.place.origin;
        match received.word {
            Word::Proposal(proposal) => {
                let fact =
                    past.judge_proposal(rules, author, received.object, received.commitment, proposal)?;
                self.proposals.insert(received.place, fact);
            }
            Word::Position { position, signed } => {
                let fact = past.judge_position(rules, author, received.object, position, *signed)?;
                self.positions.insert(received.place, fact);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::decision::Outcome;
    use super::super::story::{Chances, Letter, Story, deliver};
    use super::*;
    use liptako_core::Rule;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn rules() -> impl Strategy<Value = Rules> {
        let content = prop_oneof![Just(Rule::Consensus), Just(Rule::Majority)];
        let progress = prop_oneof![Just(Rule::Owner), Just(Rule::Consensus), Just(Rule::Majority)];
        (content, progress).prop_map(|(content, progress)| Rules { members: 3, content, progress })
    }

    /// Folds letters in this order; checks at each step that what is decided stays decided.
    fn fold(rules: &Rules, letters: &[&Letter]) -> (Facts, BTreeSet<(Place, Irregularity)>) {
        let mut facts = Facts::default();
        let mut irregular = BTreeSet::new();
        let mut decided: BTreeSet<(Place, Outcome)> = BTreeSet::new();
        for letter in letters {
            if let Err(why) = facts.receive(rules, &letter.received()) {
                irregular.insert((letter.place, why));
            }
            let now: BTreeSet<_> = facts
                .proposals
                .keys()
                .map(|place| (*place, facts.outcome(rules, *place).unwrap()))
                .filter(|(_, outcome)| matches!(outcome, Outcome::Adopted | Outcome::Rejected))
                .collect();
            assert!(decided.is_subset(&now), "a decision was taken back");
            decided = now;
        }
        (facts, irregular)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

        /// Records of three origins, sound, false, competing and repeated, give one plan in any causal order,
        /// and no value is replaced by two adopted proposals.
        #[test]
        fn any_causal_order_gives_the_same_plan(seed in any::<u64>(), steps in 0usize..60, rules in rules()) {
            let story = Story::tell(seed, steps, rules);
            let told: Vec<&Letter> = story.letters.iter().collect();
            let (facts, irregular) = fold(&rules, &told);
            let mut filled = BTreeSet::new();
            for (place, proposal) in &facts.proposals {
                if facts.outcome(&rules, *place) == Some(Outcome::Adopted) {
                    for change in &proposal.changes {
                        prop_assert!(filled.insert(change.slot), "one value was replaced twice");
                    }
                }
            }
            let mut chances = Chances::new(seed ^ 0xABCD);
            for _ in 0..3 {
                let order = deliver(&story.letters, &mut chances);
                let (again, irregular_again) = fold(&rules, &order);
                prop_assert_eq!(&again, &facts);
                prop_assert_eq!(&irregular_again, &irregular);
                prop_assert_eq!(again.plan(&rules), facts.plan(&rules));
            }
        }
    }

    /// The generator reaches what the property is about; otherwise it would prove nothing.
    #[test]
    fn the_stories_told_hold_every_outcome_and_every_irregularity() {
        let mut outcomes = BTreeSet::new();
        let mut irregularities = BTreeSet::new();
        let mut tenures = BTreeSet::new();
        let rules = Rules { members: 3, content: Rule::Consensus, progress: Rule::Owner };
        for seed in 0..40 {
            let story = Story::tell(seed, 80, rules);
            let told: Vec<&Letter> = story.letters.iter().collect();
            let (facts, irregular) = fold(&rules, &told);
            outcomes.extend(facts.proposals.keys().filter_map(|place| facts.outcome(&rules, *place)));
            irregularities.extend(irregular.into_iter().map(|(_, why)| why.code()));
            tenures.extend(facts.proposals.values().flat_map(|p| &p.changes).map(|c| c.rank().0));
        }
        assert_eq!(outcomes.len(), Outcome::ALL.len(), "{outcomes:?}");
        assert_eq!(irregularities.len(), 11, "{irregularities:?}");
        assert!(tenures.len() > 2, "owners changed and progress went on: {tenures:?}");
    }
}
