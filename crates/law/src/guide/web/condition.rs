//! A rule's conditions in words: what the file writes in CEL, for people who read no code.

use super::said::Voice;
use super::text;
use crate::guide::eval::{List, Number, Order, Term, Test};
use crate::guide::{Condition, Fact};
use crate::profile::{Code, Question};
use liptako_web::texts::key;

/// Says the conditions of one country's verdict.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub(super) voice: Voice<'a>,
    /// The country's name, for what is asked of “here”.
    pub(super) country: &'a str,
}

/// What a code belongs to: its words differ from one list to another.
#[derive(Clone, Copy)]
enum Owner<'a> {
    Fact(&'a Fact),
    Law,
    Nobody,
}

impl<'a> Teller<'a> {
    /// A condition in words; nothing for one that is always so.
    pub(super) fn words(&self, condition: &Condition) -> Option<String> {
        match &condition.test {
            Test::Fixed(true) => None,
            test => Some(self.tell(test, true)),
        }
    }

    /// What a test says, or its contrary.
    fn tell(&self, test: &Test, is_so: bool) -> String {
        match test {
            Test::Fixed(fixed) => self.voice.page.t(if *fixed == is_so { "guide-yes" } else { "guide-no" }),
            Test::Not(test) => self.tell(test, !is_so),
            Test::All(tests) => self.several(tests, is_so, is_so),
            Test::Any(tests) => self.several(tests, is_so, !is_so),
            Test::Fact(place) => self.is(&self.fact_name(*place), &self.yes_or_no(is_so), true),
            Test::Law(place) => self.is(&self.law_name(*place), &self.yes_or_no(is_so), true),
            Test::Rule(place) => self.is(&self.rule_name(*place), &self.yes_or_no(is_so), true),
            Test::Same(left, right) => self.same(left, right, is_so),
            Test::Among(term, list) => self.among(term, list, is_so),
            Test::Overlap(left, right) => {
                let (left, right) = (self.list(left, right), self.list(right, left));
                let page = self.voice.page;
                let words = page.text("guide-condition-overlap").with("left", left).with("right", right);
                if is_so { words.to_string() } else { self.contrary(&words.to_string()) }
            }
            Test::Beyond(list, term) => {
                let what = self.list(list, &List::Literal(Vec::new()));
                let value = self.term(term, self.owner(list));
                let page = self.voice.page;
                if is_so {
                    page.text("guide-condition-beyond").with("what", what).with("value", value).to_string()
                } else {
                    page.text("guide-condition-only").with("what", what).with("value", value).to_string()
                }
            }
            Test::Compare(left, order, right) => {
                let sign = sign(*order, is_so);
                format!("{}\u{a0}{sign} {}", self.number(*left), self.number(*right))
            }
        }
    }

    /// Tests that hold together, or of which one holds.
    fn several(&self, tests: &[Test], is_so: bool, all: bool) -> String {
        let parts = tests.iter().map(|test| {
            let words = self.tell(test, is_so);
            if matches!(test, Test::All(_) | Test::Any(_)) { format!("({words})") } else { words }
        });
        let between = self.voice.page.t(if all { "guide-condition-and" } else { "guide-condition-or" });
        parts.collect::<Vec<_>>().join(&between)
    }

    fn same(&self, left: &Term, right: &Term, is_so: bool) -> String {
        match (left, right) {
            (Term::Literal(_) | Term::Here, other) => self.same_as(other, left, is_so),
            (other, value) => self.same_as(other, value, is_so),
        }
    }

    fn same_as(&self, what: &Term, value: &Term, is_so: bool) -> String {
        let owner = match what {
            Term::Fact(place) => self.fact(*place).map_or(Owner::Nobody, Owner::Fact),
            Term::Law(_) => Owner::Law,
            _ => Owner::Nobody,
        };
        self.is(&self.term(what, Owner::Nobody), &self.term(value, owner), is_so)
    }

    fn among(&self, term: &Term, list: &List, is_so: bool) -> String {
        match list {
            List::Literal(codes) => {
                let owner = match term {
                    Term::Fact(place) => self.fact(*place).map_or(Owner::Nobody, Owner::Fact),
                    _ => Owner::Law,
                };
                let or = self.voice.page.t("guide-condition-or");
                let codes: Vec<String> = codes.iter().map(|code| self.code(code, owner)).collect();
                self.is(&self.term(term, Owner::Nobody), &codes.join(&or), is_so)
            }
            list => {
                let what = self.list(list, &List::Literal(Vec::new()));
                self.is(&what, &self.term(term, self.owner(list)), is_so)
            }
        }
    }

    fn is(&self, what: &str, value: &str, is_so: bool) -> String {
        let page = self.voice.page;
        if is_so {
            page.text("guide-condition-is").with("what", what).with("value", value).to_string()
        } else {
            page.text("guide-condition-is-not").with("what", what).with("value", value).to_string()
        }
    }

    fn contrary(&self, words: &str) -> String {
        self.voice.page.text("guide-condition-not").with("words", words).to_string()
    }

    fn yes_or_no(&self, yes: bool) -> String {
        self.voice.page.t(if yes { key("law-yes") } else { key("law-no") })
    }

    fn fact(&self, place: usize) -> Option<&'a Fact> {
        self.voice.guide.facts().get(place)
    }

    fn question(&self, place: usize) -> Option<&'a Question> {
        self.voice.guide.questions().get(place)
    }

    fn fact_name(&self, place: usize) -> String {
        self.quoted(self.fact(place).map(|fact| text(self.voice.page, &fact.question)))
    }

    fn law_name(&self, place: usize) -> String {
        let label = self.question(place).map(|question| self.voice.words.text(&question.label));
        self.voice.page.text("guide-condition-law").with("what", label.unwrap_or_default()).to_string()
    }

    fn rule_name(&self, place: usize) -> String {
        self.quoted(self.voice.guide.rules().get(place).map(|rule| text(self.voice.page, &rule.text)))
    }

    fn quoted(&self, what: Option<String>) -> String {
        self.voice.page.text("guide-condition-quoted").with("what", what.unwrap_or_default()).to_string()
    }

    fn owner(&self, list: &List) -> Owner<'a> {
        match list {
            List::Fact(place) => self.fact(*place).map_or(Owner::Nobody, Owner::Fact),
            List::Law(_) => Owner::Law,
            List::Literal(_) => Owner::Nobody,
        }
    }

    fn term(&self, term: &Term, owner: Owner<'_>) -> String {
        match term {
            Term::Literal(code) => self.code(code, owner),
            Term::Here => self.country.to_owned(),
            Term::Fact(place) => self.fact_name(*place),
            Term::Law(place) => self.law_name(*place),
        }
    }

    fn list(&self, list: &List, beside: &List) -> String {
        match list {
            List::Literal(codes) => {
                let owner = self.owner(beside);
                codes.iter().map(|code| self.code(code, owner)).collect::<Vec<_>>().join(", ")
            }
            List::Fact(place) => self.fact_name(*place),
            List::Law(place) => self.law_name(*place),
        }
    }

    fn code(&self, code: &str, owner: Owner<'_>) -> String {
        let Ok(known) = code.parse::<Code>() else { return code.to_owned() };
        match owner {
            Owner::Fact(fact) => {
                fact.label(&known).map_or_else(|| code.to_owned(), |label| text(self.voice.page, label))
            }
            Owner::Law | Owner::Nobody => self.voice.words.code(&known),
        }
    }

    fn number(&self, number: Number) -> String {
        match number {
            Number::Literal(number) => self.voice.page.number(number),
            Number::Fact(place) => self.fact_name(place),
            Number::Law(place) => self.law_name(place),
        }
    }
}

const fn sign(order: Order, is_so: bool) -> &'static str {
    match (order, is_so) {
        (Order::Same, true) => "=",
        (Order::Same, false) => "≠",
        (Order::Below, true) | (Order::AtLeast, false) => "<",
        (Order::AtMost, true) | (Order::Above, false) => "≤",
        (Order::Above, true) | (Order::AtMost, false) => ">",
        (Order::AtLeast, true) | (Order::Below, false) => "≥",
    }
}
