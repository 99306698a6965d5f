//! How near instruments are to one another, by topic and as a whole, never without how much of the question that
//! rests on.

use super::model::{Comparison, Relation, RelationKind};
use super::weights::{THOUSAND, Weights};
use crate::profile::{Question, TopicId};

/// What one relation adds to a tally.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Counted: the two stand so far apart, in thousandths.
    Counted(u16),
    /// It would count, and nothing is proved: it lowers the coverage.
    Uncounted,
    /// Nothing to agree on.
    Outside,
}

/// Relations of pairs, weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Weight of the relations that were counted.
    counted: u64,
    /// Weight of all that could be.
    whole: u64,
    /// Weight times thousandths apart.
    apart: u64,
    /// Relations counted.
    pub n_counted: u32,
    /// Relations that could be.
    pub n_whole: u32,
    /// How many relations of each kind, weightless ones included, in the order of [`RelationKind::ALL`].
    kinds: [u32; RelationKind::ALL.len()],
}

impl Tally {
    /// Adds a relation of this kind and weight.
    pub fn add(&mut self, kind: RelationKind, weight: u8, share: Share) {
        if let Some(place) = RelationKind::ALL.iter().position(|other| *other == kind) {
            self.kinds[place] += 1;
        }
        let weight = u64::from(weight);
        if weight == 0 || share == Share::Outside {
            return;
        }
        self.whole += weight;
        self.n_whole += 1;
        if let Share::Counted(apart) = share {
            self.counted += weight;
            self.n_counted += 1;
            self.apart += weight * u64::from(apart.min(THOUSAND));
        }
    }

    /// How many relations are of this kind.
    pub fn of(&self, kind: RelationKind) -> u32 {
        let counts = RelationKind::ALL.iter().zip(self.kinds);
        counts.filter(|(other, _)| **other == kind).map(|(_, count)| count).sum()
    }

    /// How near, in thousandths: 1000 when all that is counted is the same. Nothing when nothing is counted:
    /// there is no score over unknowns.
    pub fn convergence(&self) -> Option<u16> {
        let apart = self.apart.checked_div(self.counted)?;
        Some(THOUSAND.saturating_sub(u16::try_from(apart).unwrap_or(THOUSAND)))
    }

    /// Thousandths of the weight that could be counted that was.
    pub fn coverage(&self) -> u16 {
        let share = (self.counted * u64::from(THOUSAND)).checked_div(self.whole).unwrap_or(0);
        u16::try_from(share).unwrap_or(THOUSAND)
    }
}

/// A tally per topic, and of the whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Convergence {
    /// Topics, in the order in which their questions came.
    pub topics: Vec<(TopicId, Tally)>,
    /// All topics.
    pub whole: Tally,
}

impl Convergence {
    /// The tally of a topic.
    pub fn topic(&self, id: &str) -> Option<&Tally> {
        self.topics.iter().find(|(topic, _)| topic.as_str() == id).map(|(_, tally)| tally)
    }

    /// Adds how two answers to a question stand. The questions of a topic come together.
    pub fn add(&mut self, weights: &Weights, question: &Question, relation: &Relation) {
        if self.topics.last().is_none_or(|(topic, _)| *topic != question.topic) {
            self.topics.push((question.topic.clone(), Tally::default()));
        }
        let share = match weights.severity(relation) {
            _ if Weights::is_outside(relation) => Share::Outside,
            Some(apart) => Share::Counted(apart),
            None => Share::Uncounted,
        };
        let weight = weights.of(question);
        self.whole.add(relation.kind(), weight, share);
        if let Some((_, tally)) = self.topics.last_mut() {
            tally.add(relation.kind(), weight, share);
        }
    }
}

/// Weighs comparisons. With more than two sides, each pair counts alike.
pub fn convergence<'a>(
    weights: &Weights,
    compared: impl IntoIterator<Item = (&'a Question, &'a Comparison)>,
) -> Convergence {
    let mut result = Convergence::default();
    for (question, comparison) in compared {
        for (_, _, relation) in &comparison.pairs {
            result.add(weights, question, relation);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_no_score_over_unknowns() {
        let mut tally = Tally::default();
        assert_eq!((tally.convergence(), tally.coverage()), (None, 0));
        tally.add(RelationKind::Missing, 3, Share::Uncounted);
        assert_eq!((tally.convergence(), tally.coverage(), tally.n_whole), (None, 0, 1));
        tally.add(RelationKind::Same, 1, Share::Counted(0));
        assert_eq!((tally.convergence(), tally.coverage()), (Some(1000), 250));
        tally.add(RelationKind::Different, 3, Share::Counted(400));
        assert_eq!((tally.convergence(), tally.coverage()), (Some(700), 571));
        assert_eq!(tally.of(RelationKind::Missing), 1);
    }

    #[test]
    fn what_has_no_weight_or_no_object_changes_neither_score_nor_coverage() {
        let mut tally = Tally::default();
        tally.add(RelationKind::Same, 2, Share::Counted(0));
        let before = (tally.convergence(), tally.coverage(), tally.n_whole);
        tally.add(RelationKind::Different, 0, Share::Counted(1000));
        tally.add(RelationKind::NotComparable, 3, Share::Outside);
        assert_eq!((tally.convergence(), tally.coverage(), tally.n_whole), before);
    }
}
