//! Every pair of instruments over every question: what the heat map, the pages of pairs and the overview show.

use super::convergence::Convergence;
use super::model::{Basis, Relation, RelationKind, Side, relate};
use super::weights::Weights;
use crate::profile::{Question, Questionnaire};

/// How two instruments stand to one another on one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The relation.
    pub relation: Relation,
    /// Whether it rests on an answer from memory.
    pub recalled: bool,
    /// How far apart it puts the two, in thousandths; nothing when it proves neither agreement nor divergence.
    pub severity: Option<u16>,
}

impl Standing {
    /// How two answers to a question stand.
    pub fn between(
        question: &Question,
        weights: &Weights,
        basis: Basis,
        left: Side<'_>,
        right: Side<'_>,
    ) -> Self {
        let relation = relate(question, weights, basis, left, right);
        let recalled = relation != Relation::Missing && (left.is_recalled() || right.is_recalled());
        let severity = weights.severity(&relation).filter(|_| !Weights::is_outside(&relation));
        Self { relation, recalled, severity }
    }

    /// Whether it is proved that the two do not agree.
    pub fn is_divergence(&self) -> bool {
        self.severity.is_some()
            && matches!(self.relation.kind(), RelationKind::Different | RelationKind::Silent)
    }
}

/// Two instruments, question by question, then by topic and as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairBoard {
    /// Place of the first.
    pub left: usize,
    /// Place of the second.
    pub right: usize,
    /// One standing per question, in the order of the questionnaire.
    pub standings: Vec<Standing>,
    /// How near they are, with the coverage.
    pub score: Convergence,
}

/// Sets two columns side by side. Each holds one side per question, in the order of the questionnaire.
pub fn pair(
    questionnaire: &Questionnaire,
    weights: &Weights,
    basis: Basis,
    (left, these): (usize, &[Side<'_>]),
    (right, those): (usize, &[Side<'_>]),
) -> PairBoard {
    let mut score = Convergence::default();
    let mut standings = Vec::with_capacity(questionnaire.questions.len());
    for (question, (a, b)) in questionnaire.questions.iter().zip(these.iter().zip(those)) {
        let standing = Standing::between(question, weights, basis, *a, *b);
        score.add(weights, question, &standing.relation);
        standings.push(standing);
    }
    PairBoard { left, right, standings, score }
}

/// Every pair `(i, j)`, `i < j`, in that order: the whole comparison, recomputed.
pub fn board(
    questionnaire: &Questionnaire,
    weights: &Weights,
    basis: Basis,
    columns: &[Vec<Side<'_>>],
) -> Vec<PairBoard> {
    let mut pairs = Vec::with_capacity(columns.len() * columns.len().saturating_sub(1) / 2);
    for (i, left) in columns.iter().enumerate() {
        for (j, right) in columns.iter().enumerate().skip(i + 1) {
            pairs.push(pair(questionnaire, weights, basis, (i, left), (j, right)));
        }
    }
    pairs
}

/// Places of the standings that pass, the gravest first: by weight and severity together, then by severity, then
/// as the questions come.
pub fn gravest_first(
    questionnaire: &Questionnaire,
    weights: &Weights,
    pair: &PairBoard,
    passes: impl Fn(&Question, &Standing) -> bool,
) -> Vec<usize> {
    let questions = questionnaire.questions.iter().zip(&pair.standings).enumerate();
    let mut places: Vec<(usize, u32, u16)> = questions
        .filter(|(_, (question, standing))| passes(question, standing))
        .map(|(place, (question, standing))| {
            let severity = standing.severity.unwrap_or(0);
            (place, u32::from(weights.of(question)) * u32::from(severity), severity)
        })
        .collect();
    places.sort_by_key(|(_, grave, severity)| std::cmp::Reverse((*grave, *severity)));
    places.into_iter().map(|(place, ..)| place).collect()
}
