//! How much each divergence counts: a lawyer's judgement, kept as data beside the questions.

use super::model::{Bridge, Distance, Obstacle, Quiet, Relation};
use crate::profile::data::Reading;
use crate::profile::{
    Code, Currency, DataFault, DataFile, Problem, Question, QuestionId, Questionnaire, Shape, TopicId,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use toml::Spanned;

/// Largest weight of a question.
pub const MAX_WEIGHT: u8 = 3;
/// A whole, in thousandths.
pub const THOUSAND: u16 = 1000;

/// The weights in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    severity: Severity,
    topics: BTreeMap<TopicId, u8>,
    questions: BTreeMap<QuestionId, u8>,
    compatible: Vec<(QuestionId, Code, Code)>,
    parity: BTreeMap<Currency, u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Severity {
    compatible: u16,
    silent: u16,
    yes_no: u16,
    choice: u16,
    list: ListSeverity,
    quantity_least: u16,
    unmeasured_time: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
enum ListSeverity {
    Fixed(u16),
    Measured(Measured),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Measured {
    Measured,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WeightsForm {
    severity: Spanned<Severity>,
    topic: Vec<Spanned<WeightForm>>,
    #[serde(default)]
    question: Vec<Spanned<WeightForm>>,
    #[serde(default)]
    compatible: Vec<Spanned<CompatibleForm>>,
    #[serde(default)]
    parity: Vec<Spanned<ParityForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WeightForm {
    id: String,
    weight: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CompatibleForm {
    question: String,
    codes: [String; 2],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ParityForm {
    currency: String,
    thousandths: u32,
}

impl Weights {
    /// Weight of a question, from 0 (information: not counted) to [`MAX_WEIGHT`]. Texts are read, not counted.
    pub fn of(&self, question: &Question) -> u8 {
        if question.shape == Shape::Text {
            return 0;
        }
        let own = self.questions.get(&question.id);
        own.or_else(|| self.topics.get(&question.topic)).copied().unwrap_or(0)
    }

    /// Whether a question whose answers are texts belongs to a topic that counts: laws could agree on it, though no rule
    /// measures how far apart they are.
    pub fn counts_text(&self, question: &Question) -> bool {
        let own = self.questions.get(&question.id);
        own.or_else(|| self.topics.get(&question.topic)).is_some_and(|weight| *weight > 0)
    }

    /// Whether these two codes are declared compatible for this question, in either order.
    pub fn are_compatible(&self, question: &QuestionId, a: &Code, b: &Code) -> bool {
        let is_pair = |(of, p, q): &(QuestionId, Code, Code)| {
            of == question && ((p == a && q == b) || (p == b && q == a))
        };
        self.compatible.iter().any(is_pair)
    }

    /// A sum in CFA francs, rounded down; `None` for a currency without a fixed parity.
    pub fn francs(&self, currency: Currency, amount: u64) -> Option<u64> {
        if currency == Currency::XOF {
            return Some(amount);
        }
        let thousandths = self.parity.get(&currency)?;
        u64::try_from(u128::from(amount) * u128::from(*thousandths) / 1000).ok()
    }

    /// How far apart a relation puts its two sides, in thousandths; nothing when it proves neither agreement nor
    /// divergence, and so must not be counted.
    pub fn severity(&self, relation: &Relation) -> Option<u16> {
        match relation {
            Relation::Same => Some(0),
            Relation::Compatible(Bridge::Declared | Bridge::Units | Bridge::Parity) => {
                Some(self.severity.compatible)
            }
            Relation::Compatible(Bridge::OpenList | Bridge::OpenBound) => None,
            Relation::Different(distance) => Some(self.severity_of(distance)),
            Relation::Silent(Quiet::Left | Quiet::Right) => Some(self.severity.silent),
            Relation::Silent(Quiet::Both) | Relation::Missing | Relation::NotComparable(_) => None,
        }
    }

    fn severity_of(&self, distance: &Distance) -> u16 {
        let by_ratio = |ratio: u16| self.severity.quantity_least.max(THOUSAND.saturating_sub(ratio));
        match distance {
            Distance::YesNo => self.severity.yes_no,
            Distance::Choice => self.severity.choice,
            Distance::AtOnce => self.severity.unmeasured_time,
            Distance::Time { ratio, .. } | Distance::Money { ratio, .. } | Distance::Count { ratio, .. } => {
                by_ratio(*ratio)
            }
            Distance::Codes { common, left, right, unproved, .. } => match self.severity.list {
                ListSeverity::Fixed(severity) => severity,
                // What an open list does not prove absent is taken to be there: the least they can differ.
                ListSeverity::Measured(_) => {
                    let apart = left.len() + right.len();
                    let all = (apart + common.len() + unproved.len()).max(1);
                    u16::try_from(apart * usize::from(THOUSAND) / all).unwrap_or(THOUSAND)
                }
            },
        }
    }

    /// Whether a question that stands so belongs to what the laws could agree on: not where it has no object, nor
    /// where both are silent.
    pub const fn is_outside(relation: &Relation) -> bool {
        matches!(
            relation,
            Relation::NotComparable(Obstacle::NotApplicable | Obstacle::Text) | Relation::Silent(Quiet::Both)
        )
    }
}

/// Reads a file of weights for this questionnaire.
///
/// # Errors
/// Every fault of the file, with its line.
pub fn read_weights(questionnaire: &Questionnaire, file: DataFile<'_>) -> Result<Weights, Vec<DataFault>> {
    let mut reading = Reading::of(file);
    let Some(form) = reading.form::<WeightsForm>() else { return reading.end(None) };
    let (start, severity) = (form.severity.span().start, form.severity.into_inner());
    let list = match severity.list {
        ListSeverity::Fixed(list) => list,
        ListSeverity::Measured(_) => 0,
    };
    let all = [
        severity.compatible,
        severity.silent,
        severity.yes_no,
        severity.choice,
        list,
        severity.quantity_least,
        severity.unmeasured_time,
    ];
    if all.iter().any(|one| *one > THOUSAND) {
        reading.fault(start, None, Problem::Form("a severity is at most 1000".to_owned()));
    }
    let topics = read_topic_weights(&mut reading, form.topic, questionnaire);
    let questions = read_question_weights(&mut reading, form.question, questionnaire);
    let compatible = read_compatible(&mut reading, form.compatible, questionnaire);
    let mut parity = BTreeMap::new();
    for block in form.parity {
        let (start, ParityForm { currency, thousandths }) = (block.span().start, block.into_inner());
        if let Some(currency) = reading.keep(start, None, currency.parse::<Currency>()) {
            parity.insert(currency, u64::from(thousandths));
        }
    }
    reading.end(Some(Weights { severity, topics, questions, compatible, parity }))
}

fn check_weight(reading: &mut Reading<'_>, start: usize, weight: u8) {
    if weight > MAX_WEIGHT {
        reading.fault(start, None, Problem::Form(format!("a weight is at most {MAX_WEIGHT}")));
    }
}

fn read_topic_weights(
    reading: &mut Reading<'_>,
    blocks: Vec<Spanned<WeightForm>>,
    questionnaire: &Questionnaire,
) -> BTreeMap<TopicId, u8> {
    let mut topics = BTreeMap::new();
    for block in blocks {
        let (start, WeightForm { id, weight }) = (block.span().start, block.into_inner());
        check_weight(reading, start, weight);
        let Some(topic) = questionnaire.topics.iter().find(|topic| topic.id.as_str() == id) else {
            reading.fault(start, None, Problem::UnknownTopic(id));
            continue;
        };
        if topics.insert(topic.id.clone(), weight).is_some() {
            reading.fault(start, None, Problem::Twice(id));
        }
    }
    if let Some(topic) = questionnaire.topics.iter().find(|topic| !topics.contains_key(&topic.id)) {
        reading.fault(0, None, Problem::Form(format!("no weight for the topic “{}”", topic.id)));
    }
    topics
}

fn read_question_weights(
    reading: &mut Reading<'_>,
    blocks: Vec<Spanned<WeightForm>>,
    questionnaire: &Questionnaire,
) -> BTreeMap<QuestionId, u8> {
    let mut questions = BTreeMap::new();
    for block in blocks {
        let (start, WeightForm { id, weight }) = (block.span().start, block.into_inner());
        check_weight(reading, start, weight);
        let Some(question) = questionnaire.question(&id) else {
            reading.fault(start, Some(&id), Problem::UnknownQuestion);
            continue;
        };
        if questions.insert(question.id.clone(), weight).is_some() {
            reading.fault(start, None, Problem::Twice(id));
        }
    }
    questions
}

fn read_compatible(
    reading: &mut Reading<'_>,
    blocks: Vec<Spanned<CompatibleForm>>,
    questionnaire: &Questionnaire,
) -> Vec<(QuestionId, Code, Code)> {
    let mut compatible = Vec::new();
    for block in blocks {
        let (start, CompatibleForm { question: id, codes }) = (block.span().start, block.into_inner());
        let Some(question) = questionnaire.question(&id) else {
            reading.fault(start, Some(&id), Problem::UnknownQuestion);
            continue;
        };
        let find = |text: &String| question.shape.codes().iter().find(|code| code.as_str() == text).cloned();
        match (find(&codes[0]), find(&codes[1])) {
            (Some(a), Some(b)) => compatible.push((question.id.clone(), a, b)),
            (found, _) => {
                let absent = usize::from(found.is_some());
                reading.fault(start, Some(&id), Problem::UnknownCode(codes[absent].clone()));
            }
        }
    }
    compatible
}

/// The weights that ship with the program.
pub const WEIGHTS: DataFile<'_> =
    DataFile { name: "weights.toml", text: include_str!("../../data/weights.toml") };

static SHIPPED: LazyLock<Result<Weights, Vec<DataFault>>> = LazyLock::new(|| {
    let library = crate::profile::shipped().map_err(<[DataFault]>::to_vec)?;
    read_weights(&library.questionnaire, WEIGHTS)
});

/// The weights that ship with the program, read once.
///
/// # Errors
/// The faults of the files; a test keeps them at none.
pub fn shipped_weights() -> Result<&'static Weights, &'static [DataFault]> {
    SHIPPED.as_ref().map_err(Vec::as_slice)
}
