//! What the three authorities agree on together: common rules, and corrections of the reference instruments, which
//! no single authority keeps.

use crate::profile::{Answer, InstrumentId, MAX_TEXT, QuestionId, Value};
use liptako_core::{Bilingual, ObjectId, Rule};
use liptako_identity::Officer;
use liptako_journal::Hash;

/// Most grounds that a common rule names.
pub const MAX_GROUNDS: usize = 16;

/// What a chosen value is also the answer of, at the moment of the proposal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// The strictest of the national laws (*la plus stricte*).
    Strictest,
    /// The most protective for persons among them (*la plus protectrice*).
    Protective,
    /// This instrument's answer.
    Instrument(InstrumentId),
}

/// A rule that the three laws would have in common (*règle commune*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommonRule {
    /// The question it answers.
    pub question: QuestionId,
    /// Its value, in the question's type.
    pub value: Value,
    /// Where the value was found; empty when the authorities made their own.
    pub grounds: Vec<Ground>,
    /// The provision of the common text: French, and English if given.
    pub wording: Bilingual,
}

/// What a proposal would settle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A common rule.
    CommonRule(CommonRule),
    /// What a reference instrument answers: its new revision.
    Reference {
        /// The instrument.
        instrument: InstrumentId,
        /// The question.
        question: QuestionId,
        /// The answer.
        answer: Answer,
    },
}

/// The place that a subject would fill.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Target {
    /// The reference instrument; none for a common rule.
    pub instrument: Option<InstrumentId>,
    /// The question.
    pub question: QuestionId,
}

impl Target {
    /// The common rule on this question.
    pub const fn common(question: QuestionId) -> Self {
        Self { instrument: None, question }
    }
}

impl Subject {
    /// The question it is about.
    pub const fn question(&self) -> &QuestionId {
        match self {
            Self::CommonRule(rule) => &rule.question,
            Self::Reference { question, .. } => question,
        }
    }

    /// The place it would fill.
    pub fn target(&self) -> Target {
        let instrument = match self {
            Self::CommonRule(_) => None,
            Self::Reference { instrument, .. } => Some(instrument.clone()),
        };
        Target { instrument, question: self.question().clone() }
    }
}

/// A proposal as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What it would settle.
    pub subject: Subject,
    /// Commitment of the adopted proposal that it replaces; none for the first.
    pub parent: Option<Hash>,
    /// Who drafted it.
    pub drafter: Officer,
    /// Why.
    pub reason: String,
    /// The rule that adopts it: the charter's, for content.
    pub rule: Rule,
}

/// An authority's word on a proposal. Final.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Commitment of the proposal that was read.
    pub proposal: Hash,
    /// Agrees, or refuses.
    pub agrees: bool,
    /// Why; needed to refuse.
    pub reason: String,
    /// Who speaks for the authority.
    pub officer: Officer,
}

/// A remark, which binds nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The question it is about.
    pub question: QuestionId,
    /// Commitment of the proposal it is about, if of one.
    pub proposal: Option<Hash>,
    /// The remark.
    pub text: String,
    /// Who wrote it.
    pub officer: Officer,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Problem {
    /// Nothing is written where something must be.
    Empty,
    /// More than [`MAX_TEXT`] characters.
    TooLong,
    /// Holds a control character, or one that reverses the order of reading.
    Unreadable,
    /// The value is not of the question's type, or only repeats a report.
    Value,
    /// Too many grounds, or one twice.
    Grounds,
    /// The answer is out of bounds.
    Answer,
}

/// A fault: the field, as forms name it, and what is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The field.
    pub field: &'static str,
    /// What is wrong.
    pub problem: Problem,
}

/// Whether a text reads as it shows: no control character but the line end, nothing that turns the order of reading.
fn is_readable(text: &str) -> bool {
    !text.chars().any(|c| {
        (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

fn check_text(faults: &mut Vec<Fault>, field: &'static str, text: &str, needed: bool) {
    let problem = if needed && text.trim().is_empty() {
        Problem::Empty
    } else if text.chars().count() > MAX_TEXT {
        Problem::TooLong
    } else if !is_readable(text) {
        Problem::Unreadable
    } else {
        return;
    };
    faults.push(Fault { field, problem });
}

fn told(faults: Vec<Fault>) -> Result<(), Vec<Fault>> {
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

impl Proposal {
    /// Checks lengths and texts: the same on what an officer writes and on what a journal brings. Whether the value
    /// suits the question is checked where the questions are known.
    ///
    /// # Errors
    /// Every fault.
    pub fn check(&self) -> Result<(), Vec<Fault>> {
        let mut faults = Vec::new();
        match &self.subject {
            Subject::CommonRule(rule) => {
                check_text(&mut faults, "wording_fr", &rule.wording.fr, true);
                check_text(&mut faults, "wording_en", &rule.wording.en, false);
                let twice = rule.grounds.iter().enumerate().any(|(at, one)| rule.grounds[..at].contains(one));
                if twice || rule.grounds.len() > MAX_GROUNDS {
                    faults.push(Fault { field: "", problem: Problem::Grounds });
                }
            }
            Subject::Reference { answer, .. } => {
                if answer.check().is_err() {
                    faults.push(Fault { field: "", problem: Problem::Answer });
                }
            }
        }
        check_text(&mut faults, "reason", &self.reason, true);
        told(faults)
    }
}

/// Checks the reason of a position: a refusal has one.
///
/// # Errors
/// Every fault.
pub fn check_reason(agrees: bool, reason: &str) -> Result<(), Vec<Fault>> {
    let mut faults = Vec::new();
    check_text(&mut faults, "reason", reason, !agrees);
    told(faults)
}

/// Checks a remark.
///
/// # Errors
/// Every fault.
pub fn check_comment(text: &str) -> Result<(), Vec<Fault>> {
    let mut faults = Vec::new();
    check_text(&mut faults, "comment", text, true);
    told(faults)
}

/// Names what is said about a question, and not about a proposal, for ever.
pub fn question_object(question: &QuestionId) -> ObjectId {
    let hash = Hash::of(format!("liptako-law-question/1\n{question}").as_bytes());
    let mut id = [0; 16];
    id.copy_from_slice(&hash.0[..16]);
    ObjectId::from_bytes(id)
}
