//! Conditions, evaluated in three values over facts that may be missing and laws that may be unknown.
//!
//! CEL gives the syntax. The evaluation is ours: the interpreter takes a name that is not there for an error, and
//! absorbs it where the other side decides, so that a missing fact and a misspelt one look alike, and no trace
//! remains of what was missing. Here every name is resolved when the file is read, and what is not known is told.

mod compile;

pub(super) use compile::{LawNames, Names, compile};

use super::facts::FactValue;
use super::model::Truth;
use super::verdict::Standing;
use crate::profile::{Code, Value};

/// A condition, its names resolved to places.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::guide) enum Test {
    Fixed(bool),
    Fact(usize),
    Law(usize),
    Rule(usize),
    Not(Box<Test>),
    All(Vec<Test>),
    Any(Vec<Test>),
    Same(Term, Term),
    Among(Term, List),
    Overlap(List, List),
    Beyond(List, Term),
    Compare(Number, Order, Number),
}

/// Something that is one code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::guide) enum Term {
    Literal(Box<str>),
    Here,
    Fact(usize),
    Law(usize),
}

/// Something that is several codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::guide) enum List {
    Literal(Vec<Box<str>>),
    Fact(usize),
    Law(usize),
}

/// Something that is a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::guide) enum Number {
    Literal(i64),
    Fact(usize),
    Law(usize),
}

/// How two numbers are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::guide) enum Order {
    Same,
    Below,
    AtMost,
    Above,
    AtLeast,
}

/// What a law's answer lets one say.
#[derive(Debug, Clone, Copy)]
pub(in crate::guide) struct Known<'a> {
    pub(in crate::guide) value: Option<&'a Value>,
    pub(in crate::guide) is_open: bool,
    pub(in crate::guide) standing: Standing,
}

/// All that a condition may read.
pub(in crate::guide) struct Scene<'a> {
    pub(in crate::guide) here: &'a str,
    pub(in crate::guide) facts: &'a [Option<&'a FactValue>],
    pub(in crate::guide) laws: &'a [Known<'a>],
    pub(in crate::guide) rules: &'a [Truth],
}

/// What was not known, where that decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::guide) enum Hole {
    Fact(usize),
    Law(usize),
    Rule(usize),
}

/// A list of codes as it stands: `is_open` when what is absent proves nothing.
struct Codes<'a> {
    codes: Side<'a>,
    is_open: bool,
}

enum Side<'a> {
    Literal(&'a [Box<str>]),
    Codes(&'a [Code]),
}

impl Side<'_> {
    fn any(&self, mut wanted: impl FnMut(&str) -> bool) -> bool {
        match self {
            Self::Literal(codes) => codes.iter().any(|code| wanted(code)),
            Self::Codes(codes) => codes.iter().any(|code| wanted(code.as_str())),
        }
    }

    fn has(&self, code: &str) -> bool {
        self.any(|one| one == code)
    }
}

impl<'a> Scene<'a> {
    /// What this condition is worth.
    pub(in crate::guide) fn truth(&self, test: &Test) -> Truth {
        match test {
            Test::Fixed(yes) => Truth::of(*yes),
            Test::Fact(place) => match self.facts.get(*place) {
                Some(Some(FactValue::YesNo(yes))) => Truth::of(*yes),
                _ => Truth::NotEstablished,
            },
            Test::Law(place) => match self.laws.get(*place).and_then(|known| known.value) {
                Some(Value::Bool(yes)) => Truth::of(*yes),
                _ => Truth::NotEstablished,
            },
            Test::Rule(place) => self.rules.get(*place).copied().unwrap_or(Truth::NotEstablished),
            Test::Not(inner) => !self.truth(inner),
            Test::All(tests) => tests.iter().fold(Truth::Yes, |all, test| match all {
                Truth::No => Truth::No,
                all => all.and(self.truth(test)),
            }),
            Test::Any(tests) => tests.iter().fold(Truth::No, |any, test| match any {
                Truth::Yes => Truth::Yes,
                any => any.or(self.truth(test)),
            }),
            Test::Same(left, right) => match (self.term(left), self.term(right)) {
                (Some(left), Some(right)) => Truth::of(left == right),
                _ => Truth::NotEstablished,
            },
            Test::Among(term, list) => self.among(term, list),
            Test::Overlap(left, right) => self.overlap(left, right),
            Test::Beyond(list, term) => match (self.list(list), self.term(term)) {
                (Some(list), Some(term)) if list.codes.any(|code| code != term) => Truth::Yes,
                (Some(list), Some(_)) if !list.is_open => Truth::No,
                _ => Truth::NotEstablished,
            },
            Test::Compare(left, order, right) => match (self.number(*left), self.number(*right)) {
                (Some(left), Some(right)) => Truth::of(match order {
                    Order::Same => left == right,
                    Order::Below => left < right,
                    Order::AtMost => left <= right,
                    Order::Above => left > right,
                    Order::AtLeast => left >= right,
                }),
                _ => Truth::NotEstablished,
            },
        }
    }

    fn among(&self, term: &Term, list: &List) -> Truth {
        match (self.term(term), self.list(list)) {
            (Some(term), Some(list)) if list.codes.has(term) => Truth::Yes,
            (Some(_), Some(list)) if !list.is_open => Truth::No,
            _ => Truth::NotEstablished,
        }
    }

    fn overlap(&self, left: &List, right: &List) -> Truth {
        match (self.list(left), self.list(right)) {
            (Some(left), Some(right)) if left.codes.any(|code| right.codes.has(code)) => Truth::Yes,
            (Some(left), Some(right)) if !left.is_open && !right.is_open => Truth::No,
            _ => Truth::NotEstablished,
        }
    }

    fn fact(&self, place: usize) -> Option<&'a FactValue> {
        self.facts.get(place).copied().flatten()
    }

    fn law(&self, place: usize) -> Option<&'a Value> {
        self.laws.get(place).and_then(|known| known.value)
    }

    fn term<'b>(&'b self, term: &'b Term) -> Option<&'b str> {
        match term {
            Term::Literal(code) => Some(code),
            Term::Here => Some(self.here),
            Term::Fact(place) => match self.fact(*place)? {
                FactValue::Choice(code) => Some(code.as_str()),
                _ => None,
            },
            Term::Law(place) => match self.law(*place)? {
                Value::Choice(code) => Some(code.as_str()),
                _ => None,
            },
        }
    }

    fn list<'b>(&'b self, list: &'b List) -> Option<Codes<'b>> {
        match list {
            List::Literal(codes) => Some(Codes { codes: Side::Literal(codes), is_open: false }),
            List::Fact(place) => match self.fact(*place)? {
                FactValue::Choices(codes) => Some(Codes { codes: Side::Codes(codes), is_open: false }),
                _ => None,
            },
            List::Law(place) => match self.law(*place)? {
                Value::Choices(codes) => {
                    let is_open = self.laws.get(*place).is_some_and(|known| known.is_open);
                    Some(Codes { codes: Side::Codes(codes), is_open })
                }
                _ => None,
            },
        }
    }

    fn number(&self, number: Number) -> Option<i64> {
        match number {
            Number::Literal(number) => Some(number),
            Number::Fact(place) => match self.fact(place)? {
                FactValue::Count(count) => Some(i64::from(*count)),
                _ => None,
            },
            Number::Law(place) => match self.law(place)? {
                Value::Integer(number) => Some(i64::from(*number)),
                _ => None,
            },
        }
    }

    /// What kept a condition from being yes or no: nothing when it is one of them. What the other side decided
    /// anyway is not told.
    pub(in crate::guide) fn holes(&self, test: &Test, holes: &mut Vec<Hole>) {
        if self.truth(test).is_established() {
            return;
        }
        match test {
            Test::Fixed(_) => {}
            Test::Fact(place) => holes.push(Hole::Fact(*place)),
            Test::Law(place) => holes.push(Hole::Law(*place)),
            Test::Rule(place) => holes.push(Hole::Rule(*place)),
            Test::Not(inner) => self.holes(inner, holes),
            Test::All(tests) | Test::Any(tests) => tests.iter().for_each(|test| self.holes(test, holes)),
            Test::Same(left, right) => [left, right].into_iter().for_each(|term| self.hole(term, holes)),
            Test::Among(term, list) | Test::Beyond(list, term) => {
                self.hole(term, holes);
                self.hole_in(list, holes);
            }
            Test::Overlap(left, right) => {
                [left, right].into_iter().for_each(|list| self.hole_in(list, holes));
            }
            Test::Compare(left, _, right) => {
                for number in [*left, *right].into_iter().filter(|number| self.number(*number).is_none()) {
                    match number {
                        Number::Literal(_) => {}
                        Number::Fact(place) => holes.push(Hole::Fact(place)),
                        Number::Law(place) => holes.push(Hole::Law(place)),
                    }
                }
            }
        }
    }

    fn hole(&self, term: &Term, holes: &mut Vec<Hole>) {
        match term {
            Term::Fact(place) if self.term(term).is_none() => holes.push(Hole::Fact(*place)),
            Term::Law(place) if self.term(term).is_none() => holes.push(Hole::Law(*place)),
            _ => {}
        }
    }

    /// A list that is not there, or that is open: what is absent from it is not known to be absent.
    fn hole_in(&self, list: &List, holes: &mut Vec<Hole>) {
        if self.list(list).is_some_and(|codes| !codes.is_open) {
            return;
        }
        match list {
            List::Literal(_) => {}
            List::Fact(place) => holes.push(Hole::Fact(*place)),
            List::Law(place) => holes.push(Hole::Law(*place)),
        }
    }
}

impl Test {
    /// Every fact, question and rule it reads.
    pub(in crate::guide) fn reads(&self, found: &mut Vec<Hole>) {
        match self {
            Self::Fixed(_) => {}
            Self::Fact(place) => found.push(Hole::Fact(*place)),
            Self::Law(place) => found.push(Hole::Law(*place)),
            Self::Rule(place) => found.push(Hole::Rule(*place)),
            Self::Not(inner) => inner.reads(found),
            Self::All(tests) | Self::Any(tests) => tests.iter().for_each(|test| test.reads(found)),
            Self::Same(left, right) => [left, right].into_iter().for_each(|term| term.reads(found)),
            Self::Among(term, list) | Self::Beyond(list, term) => {
                term.reads(found);
                list.reads(found);
            }
            Self::Overlap(left, right) => [left, right].into_iter().for_each(|list| list.reads(found)),
            Self::Compare(left, _, right) => {
                for number in [left, right] {
                    match number {
                        Number::Literal(_) => {}
                        Number::Fact(place) => found.push(Hole::Fact(*place)),
                        Number::Law(place) => found.push(Hole::Law(*place)),
                    }
                }
            }
        }
    }
}

impl Term {
    fn reads(&self, found: &mut Vec<Hole>) {
        match self {
            Self::Literal(_) | Self::Here => {}
            Self::Fact(place) => found.push(Hole::Fact(*place)),
            Self::Law(place) => found.push(Hole::Law(*place)),
        }
    }
}

impl List {
    fn reads(&self, found: &mut Vec<Hole>) {
        match self {
            Self::Literal(_) => {}
            Self::Fact(place) => found.push(Hole::Fact(*place)),
            Self::Law(place) => found.push(Hole::Law(*place)),
        }
    }
}
