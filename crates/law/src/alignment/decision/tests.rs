//! The same result in every causal order, and nothing decided is taken back.

use super::super::samples::charter;
use super::super::story::{Chances, Letter, Story, deliver};
use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Folds letters in this order; checks at each step that what is decided stays decided.
fn fold(charter: &Charter, letters: &[&Letter]) -> (Facts, BTreeSet<(Place, Irregularity)>) {
    let mut facts = Facts::default();
    let mut irregular = BTreeSet::new();
    let mut decided: BTreeSet<(Place, Outcome)> = BTreeSet::new();
    for letter in letters {
        if let Err(why) = facts.receive(charter, &letter.received()) {
            irregular.insert((letter.place, why));
        }
        let now: BTreeSet<_> = facts
            .proposals
            .keys()
            .map(|place| (*place, facts.outcome(charter, *place).unwrap()))
            .filter(|(_, outcome)| matches!(outcome, Outcome::Adopted | Outcome::Rejected))
            .collect();
        assert!(decided.is_subset(&now), "a decision was taken back");
        decided = now;
    }
    (facts, irregular)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Records of three origins, sound, false, competing and repeated, settle the same in any causal order, and nothing
    /// is replaced by two adopted proposals.
    #[test]
    fn any_causal_order_settles_the_same(
        seed in any::<u64>(),
        steps in 0usize..60,
        rule in prop_oneof![Just(Rule::Consensus), Just(Rule::Majority)],
    ) {
        let charter = charter(rule);
        let story = Story::tell(seed, steps, charter.clone());
        let told: Vec<&Letter> = story.letters.iter().collect();
        let (facts, irregular) = fold(&charter, &told);
        let mut filled = BTreeSet::new();
        for (place, proposal) in &facts.proposals {
            if facts.outcome(&charter, *place) == Some(Outcome::Adopted) {
                prop_assert!(filled.insert((proposal.target.clone(), proposal.parent)), "replaced twice");
            }
        }
        let mut chances = Chances::new(seed ^ 0xABCD);
        for _ in 0..3 {
            let order = deliver(&story.letters, &mut chances);
            let (again, irregular_again) = fold(&charter, &order);
            prop_assert_eq!(&again, &facts);
            prop_assert_eq!(&irregular_again, &irregular);
            prop_assert_eq!(again.settled(&charter), facts.settled(&charter));
        }
    }
}

/// The generator reaches what the property is about; otherwise it would prove nothing.
#[test]
fn the_stories_told_hold_every_outcome_and_every_irregularity_that_a_fold_can_find() {
    let (mut outcomes, mut irregularities, mut revisions) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for seed in 0..60 {
        let charter = charter(if seed % 2 == 0 { Rule::Consensus } else { Rule::Majority });
        let story = Story::tell(seed, 100, charter.clone());
        let told: Vec<&Letter> = story.letters.iter().collect();
        let (facts, irregular) = fold(&charter, &told);
        outcomes.extend(facts.proposals.keys().filter_map(|place| facts.outcome(&charter, *place)));
        irregularities.extend(irregular.into_iter().map(|(_, why)| why.code()));
        revisions.extend(facts.proposals.values().map(|fact| fact.revision));
    }
    assert_eq!(outcomes.len(), Outcome::ALL.len(), "{outcomes:?}");
    assert_eq!(irregularities.len(), 11, "{irregularities:?}");
    assert!(revisions.len() > 2, "rules were replaced and replaced again: {revisions:?}");
}
