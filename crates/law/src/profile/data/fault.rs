//! Faults of the data files, each with its place; and a file while it is read.

use super::super::model::{AnswerFault, IdFault};
use super::super::value::{MAX_CODES, ValueFault};
use super::{MAX_BLOCKS, MAX_QUESTION_CONCEPTS};

/// Largest data file, in bytes.
pub const MAX_FILE_BYTES: usize = 4 * 1024 * 1024;

/// A fault in a data file, where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFault {
    /// The file, as its folder names it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The question that the block is about, when it is about one.
    pub question: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

impl std::fmt::Display for DataFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, line {}", self.file, self.line)?;
        if let Some(question) = &self.question {
            write!(f, ", question {question}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

/// What is wrong in a data file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Larger than [`MAX_FILE_BYTES`].
    #[error("the file is larger than 4 MiB")]
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
    /// A topic that topics.toml does not hold.
    #[error("there is no topic “{0}” in topics.toml")]
    UnknownTopic(String),
    /// A type that does not exist.
    #[error("“{0}” is not a type; write bool, enum, duration, amount, integer or text")]
    UnknownType(String),
    /// Codes where there are none, or none where there must be.
    #[error("a question of type enum has 2 to {MAX_CODES} allowed codes, another type has none")]
    Allowed,
    /// A code that codes.toml does not explain.
    #[error("codes.toml does not say what “{0}” means")]
    UnknownCode(String),
    /// A code that no question uses.
    #[error("no question offers the code “{0}”")]
    IdleCode(String),
    /// A topic or a question that hangs on nothing, or on too much.
    #[error("a topic and a question each hang on 1 to {MAX_QUESTION_CONCEPTS} concepts of the vocabulary")]
    Concepts,
    /// A concept that the vocabulary does not hold.
    #[error("the vocabulary has no concept “{0}”")]
    UnknownConcept(String),
    /// A question that questions.toml does not hold.
    #[error("there is no such question in questions.toml")]
    UnknownQuestion,
    /// A question without its block.
    #[error("no block answers it; write value = \"unknown\" when nobody knows")]
    Unanswered,
    /// Answers where none are expected.
    #[error("no answer is expected from this instrument")]
    NotExpected,
    /// A confidence that does not exist.
    #[error("“{0}” is not a level of confidence; write verified, secondary or recalled")]
    Confidence(String),
    /// A source without its block.
    #[error("no [[source]] of this file has the key “{0}”")]
    UnknownSource(String),
    /// A source that nothing cites.
    #[error("nothing cites the source “{0}”")]
    IdleSource(String),
    /// Not a day.
    #[error("“{0}” is not a day; write 2021-03-30")]
    Date(String),
    /// A text that must not be empty.
    #[error("“{0}” is empty")]
    Empty(&'static str),
    /// Another type than the question's, or out of bounds.
    #[error(transparent)]
    Value(#[from] ValueFault),
    /// Parts of an answer that do not go together.
    #[error(transparent)]
    Answer(#[from] AnswerFault),
}

/// A file's name and text.
#[derive(Debug, Clone, Copy)]
pub struct DataFile<'a> {
    /// As its folder names it.
    pub name: &'a str,
    /// What it holds.
    pub text: &'a str,
}

/// A file while it is read: its faults are gathered, so that one reading tells them all.
pub(crate) struct Reading<'a> {
    file: DataFile<'a>,
    pub(super) faults: Vec<DataFault>,
}

impl<'a> Reading<'a> {
    pub(crate) const fn of(file: DataFile<'a>) -> Self {
        Self { file, faults: Vec::new() }
    }

    pub(super) fn line(&self, offset: usize) -> usize {
        let before = self.file.text.as_bytes().iter().take(offset);
        before.filter(|byte| **byte == b'\n').count() + 1
    }

    pub(crate) fn fault(&mut self, offset: usize, question: Option<&str>, problem: impl Into<Problem>) {
        let (file, line) = (self.file.name.to_owned(), self.line(offset));
        let question = question.map(|question| question.chars().take(80).collect());
        self.faults.push(DataFault { file, line, question, problem: problem.into() });
    }

    /// Notes the fault of a result, and keeps its value if there is one.
    pub(crate) fn keep<T, E: Into<Problem>>(
        &mut self,
        offset: usize,
        question: Option<&str>,
        result: Result<T, E>,
    ) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(problem) => {
                self.fault(offset, question, problem);
                None
            }
        }
    }

    /// The file in the form that `T` describes.
    pub(crate) fn form<T: serde::de::DeserializeOwned>(&mut self) -> Option<T> {
        if self.file.text.len() > MAX_FILE_BYTES {
            self.fault(0, None, Problem::TooLarge);
            return None;
        }
        match toml::from_str(self.file.text) {
            Ok(form) => Some(form),
            Err(error) => {
                let offset = error.span().map_or(0, |span| span.start);
                self.fault(offset, None, Problem::Form(error.message().to_owned()));
                None
            }
        }
    }

    /// Refuses more blocks than a file may have.
    pub(super) fn bound<T>(&mut self, blocks: &[T]) {
        if blocks.len() > MAX_BLOCKS {
            self.fault(0, None, Problem::TooMany);
        }
    }

    pub(super) fn text(&mut self, offset: usize, name: &'static str, text: String) -> String {
        if text.trim().is_empty() {
            self.fault(offset, None, Problem::Empty(name));
        }
        text
    }

    pub(crate) fn end<T>(self, value: Option<T>) -> Result<T, Vec<DataFault>> {
        match value {
            Some(value) if self.faults.is_empty() => Ok(value),
            _ => Err(self.faults),
        }
    }
}
