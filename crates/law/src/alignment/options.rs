//! The options for a common rule, computed from the columns as they stand, and what each would ask of each law.
//!
//! An option is only ever an answer that some instrument gives, or the extreme of what the national laws are known to
//! provide. What is unknown, only reported, or from memory in a national law, makes no option and is no change: it is
//! *not established*.

use super::model::Ground;
use super::scales::{Order, Scale, Scales};
use crate::comparison::{Basis, Bridge, Distance, Obstacle, Relation, Side, Weights, relate};
use crate::profile::store::{Cell, Column};
use crate::profile::{Amount, Answer, Code, Confidence, Duration, Finding, Question, Shape, Value};

/// Why an option is not offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Withheld {
    /// Nobody declared what the scale means for this question.
    Undeclared,
    /// Fewer than two national laws are known.
    TooFew,
    /// The known answers cannot be put in order: an open list, a bound that only one gives, a code without a rank.
    Unrankable,
    /// The laws have nothing in common.
    NothingCommon,
    /// The answer is not known.
    Unknown,
    /// The text provides nothing.
    Silent,
    /// The question has no object for this instrument.
    NotApplicable,
    /// The answer only repeats an unconfirmed report.
    Reported,
}

/// A value that the common rule could take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Whose it is: scales first, then instruments in the order of the columns.
    pub grounds: Vec<Ground>,
    /// The value.
    pub value: Value,
    /// Whether it comes from an open list: the instrument may name more.
    pub open: bool,
    /// Whether an instrument's answer that gives it is known from memory alone.
    pub recalled: bool,
}

/// The options for a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Those there are, equal ones merged.
    pub choices: Vec<Choice>,
    /// Those there are not, and why.
    pub withheld: Vec<(Ground, Withheld)>,
    /// How many national laws are known here, from more than memory.
    pub n_known: usize,
    /// How many national laws there are.
    pub n_laws: usize,
}

/// Whether laws could share a rule on this question: it counts in the comparison, or is a text of a topic that does.
pub fn may_be_harmonised(question: &Question, weights: &Weights) -> bool {
    weights.of(question) > 0 || (question.shape == Shape::Text && weights.counts_text(question))
}

fn side(cell: &Cell) -> Side<'_> {
    Side { answer: &cell.answer, attested: cell.attested.is_some() }
}

/// The options for this question.
pub fn options(question: &Question, weights: &Weights, scales: &Scales, columns: &[Column<'_>]) -> Options {
    let cells = || columns.iter().filter_map(|column| Some((column, column.cells.get(&question.id)?)));
    let laws: Vec<&Cell> =
        cells().filter(|(column, _)| column.keeper.is_some()).map(|(_, cell)| cell).collect();
    let known: Vec<&Cell> = laws
        .iter()
        .copied()
        .filter(|cell| {
            let finding = side(cell).finding(question, Basis::Established);
            matches!(finding, Finding::Value(_) | Finding::Silent)
        })
        .collect();
    let mut all =
        Options { choices: Vec::new(), withheld: Vec::new(), n_known: known.len(), n_laws: laws.len() };
    for (scale, ground) in [(Scale::Strict, Ground::Strictest), (Scale::Protective, Ground::Protective)] {
        match extreme(question, weights, scales.order(&question.id, scale), &known) {
            Ok(value) => all.offer(ground, Choice { grounds: vec![], value, open: false, recalled: false }),
            Err(why) => all.withheld.push((ground, why)),
        }
    }
    for (column, cell) in cells() {
        let ground = Ground::Instrument(column.instrument.id.clone());
        match of_instrument(question, cell) {
            Ok(choice) => all.offer(ground, choice),
            Err(why) => all.withheld.push((ground, why)),
        }
    }
    all
}

impl Options {
    /// Adds an option, or its ground to the equal one.
    fn offer(&mut self, ground: Ground, choice: Choice) {
        let is_equal = |known: &&mut Choice| known.value == choice.value && (known.open == choice.open);
        match self.choices.iter_mut().find(is_equal) {
            Some(known) => {
                known.grounds.push(ground);
                known.recalled |= choice.recalled;
            }
            None => self.choices.push(Choice { grounds: vec![ground], ..choice }),
        }
    }

    /// The grounds of a value: those of the equal options.
    pub fn grounds(&self, value: &Value) -> Vec<Ground> {
        let equal = self.choices.iter().filter(|choice| choice.value == *value);
        equal.flat_map(|choice| choice.grounds.iter().cloned()).collect()
    }
}

fn of_instrument(question: &Question, cell: &Cell) -> Result<Choice, Withheld> {
    match cell.answer.finding() {
        Finding::Unknown => Err(Withheld::Unknown),
        Finding::Silent => Err(Withheld::Silent),
        Finding::NotApplicable => Err(Withheld::NotApplicable),
        Finding::Value(value) if question.is_reported(value) => Err(Withheld::Reported),
        Finding::Value(value) => Ok(Choice {
            grounds: vec![],
            value: value.clone(),
            open: cell.answer.is_partial(),
            recalled: side(cell).is_recalled(),
        }),
    }
}

/// The answer that goes furthest among the known national laws.
fn extreme(
    question: &Question,
    weights: &Weights,
    order: Option<&Order>,
    known: &[&Cell],
) -> Result<Value, Withheld> {
    let order = order.ok_or(Withheld::Undeclared)?;
    let values: Vec<&Value> = known
        .iter()
        .filter_map(|cell| match cell.answer.finding() {
            Finding::Value(value) => Some(value),
            _ => None,
        })
        .collect();
    if known.len() < 2 || values.is_empty() {
        return Err(Withheld::TooFew);
    }
    let open = known.iter().any(|cell| cell.answer.is_partial());
    let found = match order {
        Order::Yes(yes) => Some(Value::Bool(if values.contains(&&Value::Bool(*yes)) { *yes } else { !yes })),
        Order::Time(longer) => furthest(&values, *longer, |value| match value {
            Value::Duration(Duration::WithoutDelay) => Some(0),
            Value::Duration(time) => time.extent().map(|extent| extent.about_hours()),
            _ => None,
        }),
        Order::Count(higher) => furthest(&values, *higher, |value| match value {
            Value::Integer(count) => Some(*count),
            _ => None,
        }),
        Order::Sum(higher) => furthest_sum(weights, &values, *higher),
        Order::Ranked(codes) => furthest(&values, true, |value| match value {
            Value::Choice(code) => codes.iter().position(|known| known == code),
            _ => None,
        }),
        Order::Codes(more) => return lists(question, &values, *more, open),
    };
    found.ok_or(Withheld::Unrankable)
}

/// The value of the greatest key, or of the least; nothing when one has no key.
fn furthest<K: Ord>(values: &[&Value], most: bool, key: impl Fn(&Value) -> Option<K>) -> Option<Value> {
    let mut keyed = Vec::with_capacity(values.len());
    for value in values {
        keyed.push((key(value)?, *value));
    }
    // Of equal ones, the first column's.
    let best = if most {
        keyed.into_iter().rev().max_by(|a, b| a.0.cmp(&b.0))
    } else {
        keyed.into_iter().min_by(|a, b| a.0.cmp(&b.0))
    };
    best.map(|(_, value)| value.clone())
}

/// The sum that goes further than every other, on its upper bound and on its share of turnover.
fn furthest_sum(weights: &Weights, values: &[&Value], higher: bool) -> Option<Value> {
    let mut keyed = Vec::with_capacity(values.len());
    for value in values {
        let Value::Amount(amount) = value else { return None };
        keyed.push((bound(weights, amount)?, amount.percent_turnover().unwrap_or(0), *value));
    }
    let beats = |a: &(u64, u8, &Value), b: &(u64, u8, &Value)| {
        if higher { a.0 >= b.0 && a.1 >= b.1 } else { a.0 <= b.0 && a.1 <= b.1 }
    };
    let best = keyed.iter().find(|one| keyed.iter().all(|other| beats(one, other)));
    best.map(|(_, _, value)| (*value).clone())
}

/// The upper bound in CFA francs. A sum without one has no rank.
fn bound(weights: &Weights, amount: &Amount) -> Option<u64> {
    weights.francs(amount.currency(), amount.max()?)
}

fn lists(question: &Question, values: &[&Value], more: bool, open: bool) -> Result<Value, Withheld> {
    let mut named: Vec<&Vec<Code>> = Vec::with_capacity(values.len());
    for value in values {
        let Value::Choices(codes) = value else { return Err(Withheld::Unrankable) };
        named.push(codes);
    }
    // What an open list does not name may still be in it: what all name cannot be told.
    if !more && open {
        return Err(Withheld::Unrankable);
    }
    let in_it = |code: &&Code| {
        if more {
            named.iter().any(|codes| codes.contains(code))
        } else {
            named.iter().all(|codes| codes.contains(code))
        }
    };
    let codes: Vec<Code> = question.shape.codes().iter().filter(in_it).cloned().collect();
    if codes.is_empty() { Err(Withheld::NothingCommon) } else { Ok(Value::Choices(codes)) }
}

/// What a common rule would ask of a law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effort {
    /// The law provides it already.
    Already,
    /// The law provides the same in other words or units: to be checked.
    Check(Bridge),
    /// The law must change, from its present answer, by so much.
    Change(Distance),
    /// The law is silent: a provision must be made.
    Legislate,
    /// The law is not known well enough to tell.
    NotEstablished,
    /// The question has no object for this law.
    NotApplicable,
    /// Texts: people must read them side by side.
    Read,
    /// The present answer cannot be measured against the rule: open lists, bounds of different kinds.
    CannotTell(Obstacle),
}

impl Effort {
    /// Whether the law must change.
    pub const fn is_change(&self) -> bool {
        matches!(self, Self::Change(_) | Self::Legislate)
    }
}

/// What a rule of this value would ask of the law whose answer stands in this cell.
pub fn effort(question: &Question, weights: &Weights, value: &Value, present: &Cell) -> Effort {
    let Ok(rule) = Answer::new(Finding::Value(value.clone()), false, Confidence::Verified) else {
        return Effort::NotEstablished;
    };
    let law = side(present);
    let same_text = matches!(law.finding(question, Basis::Established), Finding::Value(Value::Text(text))
        if *value == Value::Text(text.clone()));
    if same_text {
        return Effort::Already;
    }
    match relate(question, weights, Basis::Established, law, Side::of(&rule)) {
        Relation::Same => Effort::Already,
        Relation::Compatible(bridge) => Effort::Check(bridge),
        Relation::Different(distance) => Effort::Change(distance),
        Relation::Silent(_) => Effort::Legislate,
        Relation::Missing => Effort::NotEstablished,
        Relation::NotComparable(Obstacle::NotApplicable) => Effort::NotApplicable,
        Relation::NotComparable(Obstacle::Text) => Effort::Read,
        Relation::NotComparable(obstacle) => Effort::CannotTell(obstacle),
    }
}

#[cfg(test)]
mod tests;
