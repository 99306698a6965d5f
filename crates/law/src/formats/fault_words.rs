//! Faults of files as messages: where, then what is wrong and what was expected.

use super::import::FileFault;
use super::{SheetFault, SheetProblem};
use crate::profile::data::{DataFault, Problem};
use crate::profile::{AnswerFault, MAX_SOURCES, MAX_TEXT, ValueFault};
use liptako_paper::sheet::{SheetError, column_name};
use liptako_web::Message;

/// A fault as it is told: its place, then what is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// File, sheet, row or line, column.
    pub place: Message,
    /// The question, when the row is about one.
    pub question: Option<String>,
    /// What is wrong, and what was expected.
    pub what: Message,
}

impl FileFault {
    /// As it is told to people.
    pub fn told(&self) -> Told {
        let whole = |file: &str| Message::new("law-file-at").with("file", file);
        let (place, question, what) = match self {
            Self::Kind { file } => (whole(file), None, Message::new("law-file-kind")),
            Self::NotText { file } => (whole(file), None, Message::new("law-file-not-text")),
            Self::OtherInstrument { file, expected, found } => {
                let what = Message::new("law-file-other-instrument")
                    .with("expected", expected.as_str())
                    .with("found", found.as_str());
                (whole(file), None, what)
            }
            Self::Sheet(fault) => (sheet_place(fault), fault.question.clone(), sheet_words(&fault.problem)),
            Self::Data(fault) => (data_place(fault), fault.question.clone(), data_words(&fault.problem)),
        };
        Told { place, question, what }
    }
}

fn data_place(fault: &DataFault) -> Message {
    Message::new("law-file-at-line").with("file", &fault.file).with("line", fault.line)
}

fn sheet_place(fault: &SheetFault) -> Message {
    let file = match fault.sheet.as_str() {
        "" => fault.file.clone(),
        sheet => format!("{} › {sheet}", fault.file),
    };
    let (row, column) = match &fault.problem {
        SheetProblem::Sheet(error) => of_error(error),
        _ => (fault.row, fault.column.map(column_name)),
    };
    match (row, column) {
        (Some(row), Some(column)) => {
            Message::new("law-file-at-cell").with("file", file).with("cell", format!("{column}{row}"))
        }
        (Some(row), None) => Message::new("law-file-at-row").with("file", file).with("row", row),
        _ => Message::new("law-file-at").with("file", file),
    }
}

/// Where a sheet stops being one.
fn of_error(error: &SheetError) -> (Option<usize>, Option<String>) {
    match error {
        SheetError::NotUtf8 { row } | SheetError::NotCsv { row, .. } => (Some(*row), None),
        SheetError::TooManyColumns { row, column, .. } => (Some(*row), Some(column.clone())),
        SheetError::CellTooLong { cell, .. } | SheetError::CellError { cell, .. } => {
            let letters: String = cell.chars().take_while(char::is_ascii_alphabetic).collect();
            (cell[letters.len()..].parse().ok(), Some(letters))
        }
        _ => (None, None),
    }
}

fn sheet_words(problem: &SheetProblem) -> Message {
    match problem {
        SheetProblem::Sheet(error) => error_words(error),
        SheetProblem::Empty => Message::new("law-file-empty"),
        SheetProblem::NoHead { expected, found } => {
            Message::new("law-file-no-head").with("expected", expected).with("found", found)
        }
        SheetProblem::MissingColumn(column) => {
            Message::new("law-file-missing-column").with("column", *column)
        }
        SheetProblem::UnknownColumn(column) => Message::new("law-file-unknown-column").with("column", column),
        SheetProblem::ColumnTwice(column) => Message::new("law-file-column-twice").with("column", column),
        SheetProblem::Beyond(text) => Message::new("law-file-beyond").with("text", text),
        SheetProblem::UnknownPart(text) => Message::new("law-file-unknown-part").with("text", text),
        SheetProblem::UnknownKey(text) => Message::new("law-file-unknown-key").with("text", text),
        SheetProblem::MissingKey(key) => Message::new("law-file-missing-key").with("key", *key),
        SheetProblem::NoInstrument => Message::new("law-file-no-instrument"),
        SheetProblem::Twice { key, first } => {
            Message::new("law-file-row-twice").with("key", key).with("first", *first)
        }
        SheetProblem::UnknownQuestion(id) => Message::new("law-file-unknown-question").with("question", id),
        SheetProblem::Unanswered => Message::new("law-file-unanswered"),
        SheetProblem::NotExpected => Message::new("law-file-not-expected"),
        SheetProblem::Shifted { expected, found } => {
            Message::new("law-file-shifted").with("expected", *expected).with("found", found)
        }
        SheetProblem::NoValue => Message::new("law-file-no-value"),
        SheetProblem::YesNo(text) => Message::new("law-file-yes-no").with("text", text),
        SheetProblem::Integer(text) => Message::new("law-file-integer").with("text", text),
        SheetProblem::Amount(text) => Message::new("law-file-amount").with("text", text),
        SheetProblem::Date(text) => Message::new("law-file-date").with("text", text),
        SheetProblem::Confidence(text) => Message::new("law-file-confidence").with("text", text),
        SheetProblem::Source(text) => Message::new("law-file-source").with("text", text),
        SheetProblem::NotHere(text) => Message::new("law-file-not-here").with("text", text),
        SheetProblem::Choice(text, offered) => {
            Message::new("law-file-choice").with("text", text).with("offered", offered)
        }
        SheetProblem::Value(fault) => value_words(fault),
        SheetProblem::Answer(fault) => answer_words(*fault),
    }
}

fn error_words(error: &SheetError) -> Message {
    match error {
        SheetError::TooLarge => Message::new("law-file-too-large"),
        SheetError::TooLargeUnpacked => Message::new("law-file-too-large-unpacked"),
        SheetError::NotXlsx(detail) => Message::new("law-file-not-xlsx").with("detail", detail),
        SheetError::NoSheet => Message::new("law-file-empty"),
        SheetError::NotUtf8 { .. } => Message::new("law-file-not-utf8"),
        SheetError::NotCsv { message, .. } => Message::new("law-file-not-csv").with("detail", message),
        SheetError::TooManyRows { .. } => Message::new("law-file-too-many-rows"),
        SheetError::TooManyColumns { .. } => Message::new("law-file-too-many-columns"),
        SheetError::CellTooLong { .. } => Message::new("law-file-cell-too-long"),
        SheetError::CellError { error, .. } => Message::new("law-file-cell-error").with("error", error),
    }
}

fn data_words(problem: &Problem) -> Message {
    match problem {
        Problem::TooLarge => Message::new("law-file-too-large"),
        Problem::TooMany => Message::new("law-file-too-many-rows"),
        Problem::Form(detail) => Message::new("law-file-form").with("detail", detail),
        Problem::Id(fault) => Message::new("law-file-id").with("text", &fault.0),
        Problem::Twice(text) => Message::new("law-file-twice").with("text", text),
        Problem::Confidence(text) => Message::new("law-file-confidence").with("text", text),
        Problem::UnknownSource(key) => Message::new("law-file-unknown-source").with("key", key),
        Problem::IdleSource(key) => Message::new("law-file-idle-source").with("key", key),
        Problem::Date(text) => Message::new("law-file-date").with("text", text),
        Problem::Empty(name) => Message::new("law-file-empty-text").with("name", *name),
        Problem::UnknownQuestion => Message::new("law-file-no-such-question"),
        Problem::Unanswered => Message::new("law-file-unanswered"),
        Problem::NotExpected => Message::new("law-file-not-expected"),
        Problem::Value(fault) => value_words(fault),
        Problem::Answer(fault) => answer_words(*fault),
        // Faults of the questionnaire's own files, which nobody sends.
        other => Message::new("law-file-form").with("detail", other.to_string()),
    }
}

fn value_words(fault: &ValueFault) -> Message {
    match fault {
        ValueFault::Type { expected, found } => {
            Message::new("law-file-type").with("expected", *expected).with("found", *found)
        }
        ValueFault::Code { code, offered } => {
            Message::new("law-file-code").with("code", code).with("offered", offered)
        }
        ValueFault::Twice(code) => Message::new("law-file-code-twice").with("code", code),
        ValueFault::Empty => Message::new("law-file-empty-list"),
        ValueFault::Duration(text) => Message::new("law-file-duration").with("text", text),
        ValueFault::Currency(text) => Message::new("law-file-currency").with("text", text),
        ValueFault::Amount => Message::new("law-file-bounds"),
        ValueFault::Integer(number) => Message::new("law-file-range").with("number", number.to_string()),
        ValueFault::Text => Message::new("law-file-text"),
    }
}

fn answer_words(fault: AnswerFault) -> Message {
    match fault {
        AnswerFault::NoConfidence => Message::new("law-file-no-confidence"),
        AnswerFault::UnknownButSure => Message::new("law-file-unknown-but-sure"),
        AnswerFault::PartialNotList => Message::new("law-file-partial"),
        AnswerFault::EndsBeforeStart => Message::new("law-file-ends-before"),
        AnswerFault::TooLong => Message::new("law-file-long").with("max", MAX_TEXT),
        AnswerFault::TooManySources => Message::new("law-file-many-sources").with("max", MAX_SOURCES),
    }
}
