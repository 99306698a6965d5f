//! Descriptions and laws, drawn from a seed.

use super::super::*;
use crate::profile::{Amount, Confidence, Currency, Finding, Library, Shape, Value};
use std::collections::BTreeMap;

/// Numbers that depend on a seed alone.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % bound.max(1)
    }

    pub fn is_one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

pub fn description(guide: &Guide, query: &str) -> Description {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    Description::parse(guide.facts(), pairs).unwrap()
}

/// An answer to a fact.
pub fn answered(fact: &Fact, dice: &mut Dice) -> Vec<(String, String)> {
    let id = fact.id.to_string();
    let choices = fact.shape.choices();
    match fact.shape {
        FactShape::YesNo => vec![(id, if dice.is_one_in(2) { "yes" } else { "no" }.to_owned())],
        FactShape::Count => vec![(id, dice.below(1000).to_string())],
        FactShape::Choice(_) => vec![(id, choices[dice.below(choices.len())].code.to_string())],
        FactShape::Choices(_) => {
            let several: Vec<_> = choices.iter().filter(|c| !c.is_alone && dice.is_one_in(3)).collect();
            let one = vec![&choices[dice.below(choices.len())]];
            let chosen = if several.is_empty() { one } else { several };
            chosen.into_iter().map(|choice| (id.clone(), choice.code.to_string())).collect()
        }
    }
}

/// Answers to some facts, about one in `silence` left out.
pub fn any_description(guide: &Guide, dice: &mut Dice, silence: usize) -> Description {
    let mut pairs = Vec::new();
    for fact in guide.facts() {
        if !dice.is_one_in(silence) {
            pairs.extend(answered(fact, dice));
        }
    }
    let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    Description::parse(guide.facts(), pairs).unwrap()
}

/// A value of this shape.
fn any_value(shape: &Shape, dice: &mut Dice) -> Value {
    match shape {
        Shape::Bool => Value::Bool(dice.is_one_in(2)),
        Shape::Choice(codes) => Value::Choice(codes[dice.below(codes.len())].clone()),
        Shape::Choices(codes) => {
            let mut chosen: Vec<_> = codes.iter().filter(|_| dice.is_one_in(2)).cloned().collect();
            if chosen.is_empty() {
                chosen.push(codes[0].clone());
            }
            Value::Choices(chosen)
        }
        Shape::Duration => Value::Duration("PT72H".parse().unwrap()),
        Shape::Amount => Value::Amount(Amount::new(Some(1000), None, Currency::XOF, None).unwrap()),
        Shape::Integer(_) => Value::Integer(18),
        Shape::Text => Value::Text("Autorité".into()),
    }
}

/// Laws of the three countries: each cell a value, or one of the ways not to know.
pub fn any_columns<'a>(library: &'a Library, dice: &mut Dice, knows: bool) -> Vec<Column<'a>> {
    let mut columns = shipped_columns(library);
    columns.retain(|column| column.instrument.role == Role::NationalLaw);
    for column in &mut columns {
        for question in &library.questionnaire.questions {
            let value = Finding::Value(any_value(&question.shape, dice));
            let is_open = matches!(question.shape, Shape::Choices(_)) && dice.is_one_in(2);
            let answer = match dice.below(if knows { 8 } else { 4 }) {
                0 => Answer::unknown(),
                1 => Answer::new(value, is_open, Confidence::Recalled).unwrap(),
                2 => Answer::new(Finding::Silent, false, Confidence::Verified).unwrap(),
                3 => Answer::new(Finding::NotApplicable, false, Confidence::Verified).unwrap(),
                _ => Answer::new(value, is_open, Confidence::Secondary).unwrap(),
            };
            let cell = Cell { answer, revision: None, attested: None };
            column.cells.insert(question.id.clone(), cell);
        }
    }
    columns
}

/// The same laws, better known: what was not known may have a value, an open list may be longer or closed.
pub fn better_known<'a>(library: &Library, columns: &[Column<'a>], dice: &mut Dice) -> Vec<Column<'a>> {
    let mut known = columns.to_vec();
    for column in &mut known {
        for question in &library.questionnaire.questions {
            let cell = column.cells.get_mut(&question.id).unwrap();
            let answer = &cell.answer;
            let is_known =
                matches!(answer.finding(), Finding::Value(_)) && answer.confidence() != Confidence::Recalled;
            if is_known {
                if let Finding::Value(Value::Choices(codes)) = answer.finding()
                    && answer.is_partial()
                {
                    let more = question
                        .shape
                        .codes()
                        .iter()
                        .filter(|code| codes.contains(code) || dice.is_one_in(3));
                    let longer = Finding::Value(Value::Choices(more.cloned().collect()));
                    cell.answer = Answer::new(longer, dice.is_one_in(2), Confidence::Verified).unwrap();
                }
            } else if dice.is_one_in(2) {
                let value = Finding::Value(any_value(&question.shape, dice));
                cell.answer = Answer::new(value, false, Confidence::Verified).unwrap();
            }
        }
    }
    known
}

/// What is certain of every rule in every country: that the law applies and says so. A rule set aside says no.
pub fn certain(guide: &Guide, verdict: &Verdict<'_>) -> BTreeMap<(String, String), Truth> {
    let mut found = BTreeMap::new();
    for country in &verdict.countries {
        for rule in guide.rules() {
            let truth = match country.outcome(rule.id.as_str()) {
                Some(outcome) if rule.kind.is_scope() => outcome.truth,
                Some(outcome) => country.holds(outcome),
                None => Truth::No,
            };
            found.insert((country.country.to_string(), rule.id.to_string()), truth);
        }
        found.insert((country.country.to_string(), "applies".to_owned()), country.applies);
    }
    found
}
