//! The guide in the field's terms: what is asked of whoever processes data, what rules conclude, and the three
//! answers a rule can give.

use super::eval::Test;
use crate::profile::{Code, QuestionId, TopicId};
use liptako_core::Bilingual;
use std::fmt;
use std::ops::Not;

/// Largest count that a fact may hold: persons, at most the world's.
pub const MAX_COUNT: u32 = 1_000_000_000;

/// What can be said of a thing: Kleene's three values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// Not established: the law is not known well enough, or a fact was not given. Never yes, never no.
    NotEstablished,
}

impl Truth {
    /// Every value.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::NotEstablished];

    /// Yes or no.
    pub const fn of(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }

    /// Both: no as soon as one is no, whatever is known of the other.
    pub const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::NotEstablished,
        }
    }

    /// One at least: yes as soon as one is yes, whatever is known of the other.
    pub const fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::No, Self::No) => Self::No,
            _ => Self::NotEstablished,
        }
    }

    /// Whether it is yes or no.
    pub const fn is_established(self) -> bool {
        !matches!(self, Self::NotEstablished)
    }

    /// Its name in files, addresses and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotEstablished => "not_established",
        }
    }
}

impl Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::NotEstablished => Self::NotEstablished,
        }
    }
}

impl fmt::Display for Truth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A page of the questionnaire: facts that are asked together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name in addresses.
    pub id: Code,
    /// Its title.
    pub title: Bilingual,
}

/// One of the answers that a fact offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its name in addresses and rules.
    pub code: Code,
    /// Its words.
    pub label: Bilingual,
    /// Whether it goes with no other: “none of these”.
    pub is_alone: bool,
}

/// What form the answer to a fact takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactShape {
    /// Yes or no.
    YesNo,
    /// One of these.
    Choice(Vec<Choice>),
    /// Some of these, all of them named: what is not named is not so.
    Choices(Vec<Choice>),
    /// A number, at most [`MAX_COUNT`].
    Count,
}

impl FactShape {
    /// Its name in files and JSON.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::YesNo => "yes_no",
            Self::Choice(_) => "choice",
            Self::Choices(_) => "choices",
            Self::Count => "count",
        }
    }

    /// The answers offered; none for yes or no and for a number.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::Choice(choices) | Self::Choices(choices) => choices,
            Self::YesNo | Self::Count => &[],
        }
    }
}

/// What is asked of whoever processes data.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Its name in addresses and rules; it never changes.
    pub id: Code,
    /// The page it is asked on.
    pub step: Code,
    /// The question.
    pub question: Bilingual,
    /// What helps to answer it.
    pub help: Option<Bilingual>,
    /// The form of its answer.
    pub shape: FactShape,
    /// When it is asked, over other facts; always when nothing is said.
    pub asked: Option<Condition>,
    /// Whether only the letter to the authority uses it: no rule may read it.
    pub is_for_letter: bool,
}

impl Fact {
    /// The words of one of its answers.
    pub fn label(&self, code: &Code) -> Option<&Bilingual> {
        self.shape.choices().iter().find(|choice| choice.code == *code).map(|choice| &choice.label)
    }
}

/// A condition: its text in CEL, and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// As the file writes it.
    pub source: String,
    pub(super) test: Test,
}

/// Facts that cannot be so together.
#[derive(Debug, Clone, PartialEq)]
pub struct Clash {
    /// Its name.
    pub id: Code,
    /// When they contradict one another.
    pub when: Condition,
    /// The facts that contradict one another.
    pub facts: Vec<Code>,
    /// What to tell, naming both.
    pub text: Bilingual,
}

/// What a rule is about, in the order of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A reason why the law applies.
    Connects,
    /// A reason why the law does not apply.
    Excludes,
    /// With whom to file, and where that authority stands.
    Authority,
    /// What to file: declaration, authorisation, opinion (*formalités*).
    Formality,
    /// What it costs.
    Fee,
    /// How long the authority has, and what its silence means.
    Delay,
    /// On what conditions data leave the country.
    Transfer,
    /// Where data must be kept.
    Hosting,
    /// What may not be processed, or only on conditions.
    Lawfulness,
    /// What the controller must do.
    Duty,
    /// What is owed to the persons, and when.
    Rights,
    /// What to do after a breach.
    Breach,
    /// What is risked.
    Sanction,
    /// How to complain and to appeal.
    Complaint,
}

impl Kind {
    /// Every kind, in the order of the pages.
    pub const ALL: [Self; 14] = [
        Self::Connects,
        Self::Excludes,
        Self::Authority,
        Self::Formality,
        Self::Fee,
        Self::Delay,
        Self::Transfer,
        Self::Hosting,
        Self::Lawfulness,
        Self::Duty,
        Self::Rights,
        Self::Breach,
        Self::Sanction,
        Self::Complaint,
    ];

    /// Its name in files and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Connects => "connects",
            Self::Excludes => "excludes",
            Self::Authority => "authority",
            Self::Formality => "formality",
            Self::Fee => "fee",
            Self::Delay => "delay",
            Self::Transfer => "transfer",
            Self::Hosting => "hosting",
            Self::Lawfulness => "lawfulness",
            Self::Duty => "duty",
            Self::Rights => "rights",
            Self::Breach => "breach",
            Self::Sanction => "sanction",
            Self::Complaint => "complaint",
        }
    }

    /// Whether it tells if the law applies, rather than what it asks.
    pub const fn is_scope(self) -> bool {
        matches!(self, Self::Connects | Self::Excludes)
    }
}

/// One rule, the same for every country: what the country's law says comes from its column.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Its name; it never changes.
    pub id: Code,
    /// What it is about.
    pub kind: Kind,
    /// The topic of the questionnaire it belongs to.
    pub topic: TopicId,
    /// Whom it concerns; everybody when nothing is said.
    pub when: Option<Condition>,
    /// What the law must provide for the answer to be yes; for a rule that only reports a value, that the value is
    /// established.
    pub requires: Option<Condition>,
    /// The question whose answer it reports: a fee, a time.
    pub value: Option<QuestionId>,
    /// What it says, so that “yes”, “no” or a value can stand beside it.
    pub text: Bilingual,
    /// What to do about it, when the answer is yes.
    pub advice: Option<Bilingual>,
    /// Questions it reads, by their place in [`super::Guide::questions`].
    pub(super) reads: Vec<usize>,
    /// Place of the question whose answer it reports.
    pub(super) reports: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use Truth::{No, NotEstablished, Yes};

    #[test]
    fn the_truth_tables_are_those_of_kleene() {
        let and = [[Yes, No, NotEstablished], [No, No, No], [NotEstablished, No, NotEstablished]];
        let or = [[Yes, Yes, Yes], [Yes, No, NotEstablished], [Yes, NotEstablished, NotEstablished]];
        for (row, left) in Truth::ALL.into_iter().enumerate() {
            for (column, right) in Truth::ALL.into_iter().enumerate() {
                assert_eq!(left.and(right), and[row][column], "{left} and {right}");
                assert_eq!(left.or(right), or[row][column], "{left} or {right}");
                assert_eq!(!left.and(right), (!left).or(!right), "De Morgan");
            }
        }
        assert_eq!([!Yes, !No, !NotEstablished], [No, Yes, NotEstablished]);
    }

    #[test]
    fn kinds_are_listed_in_their_order_each_once() {
        assert!(Kind::ALL.is_sorted_by(|a, b| a < b));
        assert!(Kind::ALL.into_iter().all(|kind| kind.name().parse::<Code>().is_ok()));
    }
}
