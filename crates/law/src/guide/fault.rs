//! Faults of the guide's files and of descriptions, each with its place.

use crate::profile::{DataFile, IdFault};
use std::fmt;

/// Largest file of facts, rules or a case, in bytes.
pub const MAX_FILE_BYTES: usize = 1024 * 1024;
/// Most blocks of one kind in a file.
pub const MAX_BLOCKS: usize = 1_000;
/// Longest condition, in bytes.
pub const MAX_CONDITION: usize = 1_000;

/// A fault in a file of the guide, where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuideFault {
    /// The file, as its folder names it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The rule, fact or case that the block is about: `rule fee.declaration`.
    pub about: Option<String>,
    /// What is wrong.
    pub problem: GuideProblem,
}

impl fmt::Display for GuideFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}", self.file, self.line)?;
        if let Some(about) = &self.about {
            write!(f, ", {about}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

/// What is wrong in a file of the guide.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GuideProblem {
    /// Larger than [`MAX_FILE_BYTES`].
    #[error("the file is larger than 1 MiB")]
    TooLarge,
    /// More blocks than [`MAX_BLOCKS`].
    #[error("the file has more than {MAX_BLOCKS} blocks of one kind")]
    TooMany,
    /// Not TOML, or a key that is unknown, missing or of another type.
    #[error("{0}")]
    Form(String),
    /// Not an identifier.
    #[error(transparent)]
    Id(#[from] IdFault),
    /// Something stands twice.
    #[error("“{0}” is there twice")]
    Twice(String),
    /// An empty text.
    #[error("“{0}” is empty")]
    Empty(&'static str),
    /// The files that this one rests on have faults.
    #[error("{0}")]
    Beneath(String),
    /// A type of fact that does not exist.
    #[error("“{0}” is not a type; write yes_no, choice, choices or count")]
    UnknownType(String),
    /// Choices where there are none, or none where there must be.
    #[error("a fact of type choice or choices has 2 to {max} choices, another type has none", max = MAX_CHOICES)]
    Choices,
    /// A step that is not declared.
    #[error("there is no [[step]] “{0}”")]
    UnknownStep(String),
    /// A topic that topics.toml does not hold.
    #[error("there is no topic “{0}” in topics.toml")]
    UnknownTopic(String),
    /// A question that questions.toml does not hold.
    #[error("there is no question “{0}” in questions.toml")]
    UnknownQuestion(String),
    /// Not CEL.
    #[error("the condition is not CEL: {0}")]
    Syntax(String),
    /// Longer than [`MAX_CONDITION`].
    #[error("the condition is longer than {MAX_CONDITION} bytes")]
    LongCondition,
    /// Part of CEL that conditions may not use.
    #[error("a condition may not use {0}")]
    Forbidden(&'static str),
    /// A name that nothing declares.
    #[error("it reads “{0}”, which no fact declares")]
    UndeclaredFact(String),
    /// A law's question that is not in the questionnaire.
    #[error("it reads “law.{0}”, which is no question of questions.toml")]
    UndeclaredQuestion(String),
    /// A rule that does not exist.
    #[error("it reads “rule.{0}”, which is no rule of this file")]
    UndeclaredRule(String),
    /// Where only facts may be read.
    #[error("it reads “{0}”: only facts can be read here")]
    FactsOnly(String),
    /// A rule reads a fact that only the letter uses.
    #[error("it reads “{0}”, which is kept for the letter")]
    LetterOnly(String),
    /// A function that does not exist.
    #[error("there is no function “{0}”; there are overlap(list, list) and beyond(list, here)")]
    UnknownFunction(String),
    /// Of another type than the place asks for.
    #[error("“{what}” is {found}, and {wanted} is needed here")]
    Type {
        /// The expression.
        what: String,
        /// What it is.
        found: &'static str,
        /// What is needed.
        wanted: &'static str,
    },
    /// Compared with a code that can never be.
    #[error("“{code}” is never an answer to “{name}”; it offers {offered}")]
    UnknownCode {
        /// The code written.
        code: String,
        /// What it is compared with.
        name: String,
        /// The codes offered.
        offered: String,
    },
    /// Rules that wait for one another.
    #[error("it waits for itself: {0}")]
    Cycle(String),
    /// A rule that says nothing.
    #[error("a rule has “requires”, or “value”, or both")]
    NoOutcome,
    /// A value of a yes/no question.
    #[error("“{0}” is answered by yes or no: write it under “requires”")]
    ValueIsYesNo(String),
    /// A fact that nothing reads.
    #[error("no rule reads the fact “{0}”")]
    IdleFact(String),
    /// Something expected of a country or a rule that is not there.
    #[error("there is no {0}")]
    Absent(String),
}

/// Most choices of one fact.
pub const MAX_CHOICES: usize = 24;

/// A file while it is read: its faults are gathered, so that one reading tells them all.
pub(super) struct Reading<'a> {
    file: DataFile<'a>,
    faults: Vec<GuideFault>,
}

impl<'a> Reading<'a> {
    pub(super) const fn of(file: DataFile<'a>) -> Self {
        Self { file, faults: Vec::new() }
    }

    pub(super) fn fault(&mut self, offset: usize, about: Option<&str>, problem: impl Into<GuideProblem>) {
        let before = self.file.text.as_bytes().iter().take(offset);
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        let about = about.map(|about| about.chars().take(80).collect());
        self.faults.push(GuideFault {
            file: self.file.name.to_owned(),
            line,
            about,
            problem: problem.into(),
        });
    }

    /// Notes the fault of a result, and keeps its value if there is one.
    pub(super) fn keep<T, E: Into<GuideProblem>>(
        &mut self,
        offset: usize,
        about: Option<&str>,
        result: Result<T, E>,
    ) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(problem) => {
                self.fault(offset, about, problem);
                None
            }
        }
    }

    /// The file in the form that `T` describes.
    pub(super) fn form<T: serde::de::DeserializeOwned>(&mut self) -> Option<T> {
        if self.file.text.len() > MAX_FILE_BYTES {
            self.fault(0, None, GuideProblem::TooLarge);
            return None;
        }
        match toml::from_str(self.file.text) {
            Ok(form) => Some(form),
            Err(error) => {
                let offset = error.span().map_or(0, |span| span.start);
                self.fault(offset, None, GuideProblem::Form(error.message().to_owned()));
                None
            }
        }
    }

    /// Refuses more blocks than a file may have.
    pub(super) fn bound<T>(&mut self, blocks: &[T]) {
        if blocks.len() > MAX_BLOCKS {
            self.fault(0, None, GuideProblem::TooMany);
        }
    }

    /// A text in both languages, neither empty.
    pub(super) fn both(
        &mut self,
        offset: usize,
        about: Option<&str>,
        fr: String,
        en: String,
    ) -> liptako_core::Bilingual {
        for (name, text) in [("fr", &fr), ("en", &en)] {
            if text.trim().is_empty() {
                self.fault(offset, about, GuideProblem::Empty(name));
            }
        }
        liptako_core::Bilingual::new(fr, en)
    }

    pub(super) fn end<T>(self, value: Option<T>) -> Result<T, Vec<GuideFault>> {
        match value {
            Some(value) if self.faults.is_empty() => Ok(value),
            _ => Err(self.faults),
        }
    }
}
