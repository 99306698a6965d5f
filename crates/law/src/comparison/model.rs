//! How two answers stand to one another, and how several do.
//!
//! Three rules keep the comparison honest:
//!
//! - what is unknown is *missing*: it is never the same as anything, nor different, nor counted;
//! - an answer from memory is missing too, unless the reader asks for it ([`Basis::Recalled`]), and then the
//!   relation says that it rests on memory;
//! - nothing is called the same when a quantity differs or a list is partial.

use super::weights::Weights;
use crate::profile::{Amount, Answer, Code, Confidence, Duration, Finding, Question, Value};

/// What a comparison may rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Basis {
    /// Answers read in a text or a secondary source, or attested by the authority.
    #[default]
    Established,
    /// These, and answers from memory.
    Recalled,
}

/// One instrument's answer in a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side<'a> {
    /// The answer.
    pub answer: &'a Answer,
    /// Whether the authority whose law it is has attested it.
    pub attested: bool,
}

impl<'a> Side<'a> {
    /// An answer that nobody attested.
    pub const fn of(answer: &'a Answer) -> Self {
        Self { answer, attested: false }
    }

    /// Whether it rests on memory alone.
    pub fn is_recalled(&self) -> bool {
        !self.attested && self.answer.confidence() == Confidence::Recalled
    }

    /// What it says, as far as the basis lets it speak. A code that only repeats a report says nothing.
    pub(crate) fn finding(&self, question: &Question, basis: Basis) -> &'a Finding {
        match self.answer.finding() {
            _ if basis == Basis::Established && self.is_recalled() => &Finding::Unknown,
            Finding::Value(value) if question.is_reported(value) => &Finding::Unknown,
            finding => finding,
        }
    }
}

/// How two answers stand to one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relation {
    /// The same (*identique*).
    Same,
    /// Not the same, and nothing shows that they contradict one another.
    Compatible(Bridge),
    /// Different, by so much.
    Different(Distance),
    /// One at least provides nothing (*silence*).
    Silent(Quiet),
    /// One at least is not known (*non établi*): nothing can be said.
    Missing,
    /// Cannot be compared by a rule.
    NotComparable(Obstacle),
}

/// Why two answers that are not the same are compatible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bridge {
    /// A list is open: what is absent from it proves nothing.
    OpenList,
    /// One gives a bound that the other does not.
    OpenBound,
    /// The same quantity in other units: 72 hours and 3 days.
    Units,
    /// The same sum in another currency, at a fixed parity.
    Parity,
    /// Codes declared compatible in the weights.
    Declared,
}

/// How far apart two answers are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Distance {
    /// Yes and no.
    YesNo,
    /// One code and another.
    Choice,
    /// Two times.
    Time {
        /// Hours between them.
        hours: u64,
        /// Whether this is exact: not when months are set against days.
        exact: bool,
        /// Thousandths that the shorter is of the longer.
        ratio: u16,
    },
    /// At once, and a time in figures.
    AtOnce,
    /// Two sums.
    Money {
        /// CFA francs between the upper bounds, else between the lower; `None` without a known parity.
        francs: Option<u64>,
        /// Whether a currency was converted.
        converted: bool,
        /// Hundredths of turnover between them.
        turnover: u8,
        /// Thousandths that the smaller is of the larger.
        ratio: u16,
    },
    /// Two counts.
    Count {
        /// The difference.
        by: u32,
        /// Thousandths that the smaller is of the larger.
        ratio: u16,
    },
    /// Two lists.
    Codes {
        /// In both.
        common: Vec<Code>,
        /// In the first, and not in the second.
        left: Vec<Code>,
        /// In the second, and not in the first.
        right: Vec<Code>,
        /// Named by one, and absent from the other's open list, which proves nothing.
        unproved: Vec<Code>,
        /// Whether one of the lists is open.
        open: bool,
    },
}

/// Who is silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quiet {
    /// The first.
    Left,
    /// The second.
    Right,
    /// Both.
    Both,
}

/// Why two answers cannot be compared by a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Obstacle {
    /// The question has no object for one of them.
    NotApplicable,
    /// Texts: to be read side by side.
    Text,
    /// Two open lists with nothing in common.
    OpenLists,
    /// Bounds of different kinds.
    Bounds,
    /// Another type of value than the question's.
    Type,
}

/// A relation without its details, the gravest first: what a cell, a filter or a count needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelationKind {
    /// [`Relation::Different`].
    Different,
    /// [`Relation::Silent`].
    Silent,
    /// [`Relation::Missing`].
    Missing,
    /// [`Relation::NotComparable`].
    NotComparable,
    /// [`Relation::Compatible`].
    Compatible,
    /// [`Relation::Same`].
    Same,
}

impl RelationKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Different, Self::Silent, Self::Missing, Self::NotComparable, Self::Compatible, Self::Same];

    /// Its name in addresses and text keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Different => "different",
            Self::Silent => "silent",
            Self::Missing => "missing",
            Self::NotComparable => "not-comparable",
            Self::Compatible => "compatible",
            Self::Same => "same",
        }
    }

    /// The kind of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl Relation {
    /// Its kind.
    pub const fn kind(&self) -> RelationKind {
        match self {
            Self::Same => RelationKind::Same,
            Self::Compatible(_) => RelationKind::Compatible,
            Self::Different(_) => RelationKind::Different,
            Self::Silent(_) => RelationKind::Silent,
            Self::Missing => RelationKind::Missing,
            Self::NotComparable(_) => RelationKind::NotComparable,
        }
    }

    /// The same relation, seen from the other side.
    pub fn turned(self) -> Self {
        match self {
            Self::Silent(Quiet::Left) => Self::Silent(Quiet::Right),
            Self::Silent(Quiet::Right) => Self::Silent(Quiet::Left),
            Self::Different(Distance::Codes { common, left, right, unproved, open }) => {
                Self::Different(Distance::Codes { common, left: right, right: left, unproved, open })
            }
            other => other,
        }
    }
}

/// How two answers to this question stand to one another.
pub fn relate(
    question: &Question,
    weights: &Weights,
    basis: Basis,
    left: Side<'_>,
    right: Side<'_>,
) -> Relation {
    let sides = (left.finding(question, basis), right.finding(question, basis));
    match sides {
        (Finding::Unknown, _) | (_, Finding::Unknown) => Relation::Missing,
        (Finding::NotApplicable, _) | (_, Finding::NotApplicable) => {
            Relation::NotComparable(Obstacle::NotApplicable)
        }
        (Finding::Silent, Finding::Silent) => Relation::Silent(Quiet::Both),
        (Finding::Silent, Finding::Value(_)) => Relation::Silent(Quiet::Left),
        (Finding::Value(_), Finding::Silent) => Relation::Silent(Quiet::Right),
        (Finding::Value(a), Finding::Value(b)) => {
            let open = (left.answer.is_partial(), right.answer.is_partial());
            values(question, weights, (a, open.0), (b, open.1))
        }
    }
}

fn values(question: &Question, weights: &Weights, left: (&Value, bool), right: (&Value, bool)) -> Relation {
    match (left.0, right.0) {
        (Value::Bool(a), Value::Bool(b)) => same_or(a == b, Distance::YesNo),
        (Value::Choice(a), Value::Choice(b)) if a != b && weights.are_compatible(&question.id, a, b) => {
            Relation::Compatible(Bridge::Declared)
        }
        (Value::Choice(a), Value::Choice(b)) => same_or(a == b, Distance::Choice),
        (Value::Choices(a), Value::Choices(b)) => lists((a, left.1), (b, right.1)),
        (Value::Duration(a), Value::Duration(b)) => times(*a, *b),
        (Value::Amount(a), Value::Amount(b)) => sums(weights, a, b),
        (Value::Integer(a), Value::Integer(b)) => {
            let (by, ratio) = (a.abs_diff(*b), ratio(u64::from(*a), u64::from(*b)));
            same_or(a == b, Distance::Count { by, ratio })
        }
        (Value::Text(_), Value::Text(_)) => Relation::NotComparable(Obstacle::Text),
        _ => Relation::NotComparable(Obstacle::Type),
    }
}

fn same_or(same: bool, distance: Distance) -> Relation {
    if same { Relation::Same } else { Relation::Different(distance) }
}

/// Thousandths that the smaller is of the larger, rounded down: 1000 only when they are equal.
fn ratio(a: u64, b: u64) -> u16 {
    let (small, large) = (u128::from(a.min(b)), u128::from(a.max(b)));
    // Both are zero when the larger is.
    (small * 1000).checked_div(large).and_then(|share| u16::try_from(share).ok()).unwrap_or(1000)
}

fn lists((a, a_open): (&[Code], bool), (b, b_open): (&[Code], bool)) -> Relation {
    let only = |these: &[Code], those: &[Code]| -> Vec<Code> {
        these.iter().filter(|code| !those.contains(code)).cloned().collect()
    };
    let mut common: Vec<Code> = a.iter().filter(|code| b.contains(code)).cloned().collect();
    let (mut left, mut right, mut unproved) = (only(a, b), only(b, a), Vec::new());
    // What only one names proves a difference when the other's list is closed.
    if b_open {
        unproved.append(&mut left);
    }
    if a_open {
        unproved.append(&mut right);
    }
    let open = a_open || b_open;
    if !left.is_empty() || !right.is_empty() {
        for list in [&mut common, &mut unproved] {
            list.sort();
        }
        return Relation::Different(Distance::Codes { common, left, right, unproved, open });
    }
    match open {
        false => Relation::Same,
        true if common.is_empty() => Relation::NotComparable(Obstacle::OpenLists),
        true => Relation::Compatible(Bridge::OpenList),
    }
}

fn times(a: Duration, b: Duration) -> Relation {
    let (Some(x), Some(y)) = (a.extent(), b.extent()) else {
        return same_or(a == b, Distance::AtOnce);
    };
    if a == b {
        return Relation::Same;
    }
    if x == y {
        return Relation::Compatible(Bridge::Units);
    }
    let (p, q) = (x.about_hours(), y.about_hours());
    let exact = x.months == y.months;
    let hours = if exact { x.hours.abs_diff(y.hours) } else { p.abs_diff(q) };
    // Two times that differ never weigh as if they were equal.
    Relation::Different(Distance::Time { hours, exact, ratio: ratio(p, q).min(999) })
}

fn sums(weights: &Weights, a: &Amount, b: &Amount) -> Relation {
    if a == b {
        return Relation::Same;
    }
    let converted = a.currency() != b.currency();
    let turnover = a.percent_turnover().unwrap_or(0).abs_diff(b.percent_turnover().unwrap_or(0));
    let in_francs = |amount: &Amount, bound: u64| weights.francs(amount.currency(), bound);
    let pair = |p: Option<u64>, q: Option<u64>| match (p, q) {
        (Some(p), Some(q)) if converted => Some((in_francs(a, p), in_francs(b, q))),
        (Some(p), Some(q)) => Some((Some(p), Some(q))),
        _ => None,
    };
    let shared: Vec<_> = [pair(a.max(), b.max()), pair(a.min(), b.min())].into_iter().flatten().collect();
    let Some(first) = shared.first() else { return Relation::NotComparable(Obstacle::Bounds) };
    let equal = shared.iter().all(|(p, q)| p.is_some() && p == q);
    if equal && a.percent_turnover() == b.percent_turnover() {
        return Relation::Compatible(if converted { Bridge::Parity } else { Bridge::OpenBound });
    }
    // The first bound that differs tells how far: the upper before the lower.
    let telling = shared.iter().find(|(p, q)| p != q).unwrap_or(first);
    let (francs, ratio) = match telling {
        (Some(p), Some(q)) => {
            let known = converted || a.currency() == crate::profile::Currency::XOF;
            let francs = match (known, in_francs(a, *p), in_francs(b, *q)) {
                (true, ..) => Some(p.abs_diff(*q)),
                (false, Some(p), Some(q)) => Some(p.abs_diff(q)),
                _ => None,
            };
            (francs, ratio(*p, *q).min(999))
        }
        _ => (None, 0),
    };
    Relation::Different(Distance::Money { francs, converted, turnover, ratio })
}

/// How several answers to one question stand to one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The relation of each pair `(i, j)`, `i < j`, in that order.
    pub pairs: Vec<(usize, usize, Relation)>,
    /// The whole.
    pub kind: RelationKind,
    /// How many of the answers are known.
    pub n_known: usize,
    /// How many were compared.
    pub n_sides: usize,
    /// Whether a relation that was found rests on somebody's memory.
    pub recalled: bool,
}

/// Compares every pair. The whole is *different* as soon as two differ, even when a third is unknown: that stays
/// true whatever the third says. It is the *same* only when all are known and the same.
pub fn compare(question: &Question, weights: &Weights, basis: Basis, sides: &[Side<'_>]) -> Comparison {
    let known = |side: &Side<'_>| *side.finding(question, basis) != Finding::Unknown;
    let mut pairs = Vec::with_capacity(sides.len() * sides.len().saturating_sub(1) / 2);
    for (i, left) in sides.iter().enumerate() {
        for (j, right) in sides.iter().enumerate().skip(i + 1) {
            pairs.push((i, j, relate(question, weights, basis, *left, *right)));
        }
    }
    // What all pass over in silence weighs less than anything else that can be said of other pairs.
    let kinds = || {
        pairs.iter().map(|(_, _, relation)| match relation {
            Relation::Silent(Quiet::Both) => RelationKind::Same,
            other => other.kind(),
        })
    };
    let all_quiet = pairs.iter().all(|(_, _, relation)| *relation == Relation::Silent(Quiet::Both));
    let kind = match kinds().min() {
        None => RelationKind::Missing,
        Some(_) if all_quiet => RelationKind::Silent,
        Some(worst) => worst,
    };
    let found = kinds().any(|kind| kind != RelationKind::Missing);
    Comparison {
        kind,
        n_known: sides.iter().filter(|side| known(side)).count(),
        n_sides: sides.len(),
        recalled: found && sides.iter().any(|side| known(side) && side.is_recalled()),
        pairs,
    }
}

#[cfg(test)]
mod tests;
