//! What is wrong in a sheet, and where: file, sheet, row, column, question.

use crate::profile::{AnswerFault, ValueFault};
use liptako_paper::sheet::{SheetError, column_name};

/// A fault in a sheet, where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetFault {
    /// The file, as its sender calls it.
    pub file: String,
    /// The sheet of the workbook; empty for CSV.
    pub sheet: String,
    /// The row, from 1, as a spreadsheet counts; none when the sheet as a whole is at fault.
    pub row: Option<usize>,
    /// The column, from 0.
    pub column: Option<usize>,
    /// The question of the row.
    pub question: Option<String>,
    /// What is wrong, and what was expected.
    pub problem: SheetProblem,
}

impl SheetFault {
    /// The cell as a spreadsheet names it, `F12`, or the row alone, `12`; empty for the sheet as a whole.
    pub fn cell(&self) -> String {
        let row = self.row.map(|row| row.to_string()).unwrap_or_default();
        self.column.map(column_name).unwrap_or_default() + &row
    }
}

impl std::fmt::Display for SheetFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        if !self.sheet.is_empty() {
            write!(f, ", sheet “{}”", self.sheet)?;
        }
        match (self.row, self.column) {
            (Some(_), Some(_)) => write!(f, ", cell {}", self.cell())?,
            (Some(row), None) => write!(f, ", row {row}")?,
            (None, Some(_)) => write!(f, ", column {}", self.cell())?,
            (None, None) => {}
        }
        if let Some(question) = &self.question {
            write!(f, ", question {question}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

/// What is wrong in a sheet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetProblem {
    /// The file is not a sheet, or passes its bounds.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// Nothing in it.
    #[error("the sheet is empty")]
    Empty,
    /// The first row does not hold the heads of the columns.
    #[error("the first row must hold the heads of the columns ({expected}); it holds: {found}")]
    NoHead {
        /// The heads.
        expected: String,
        /// What stands there.
        found: String,
    },
    /// A column is lacking.
    #[error("the column “{0}” is lacking")]
    MissingColumn(&'static str),
    /// A column that is not one of ours.
    #[error("“{0}” is not a column of a profile; remove it, or give it back its head")]
    UnknownColumn(String),
    /// A column twice.
    #[error("the column “{0}” is there twice")]
    ColumnTwice(String),
    /// Something stands where no column has a head.
    #[error("“{0}” stands beyond the last head: the cells of this row seem shifted")]
    Beyond(String),
    /// The first cell of a row is not a kind of row.
    #[error("“{0}” is not a kind of row; write “réponse” (answer) or “texte” (instrument)")]
    UnknownPart(String),
    /// A row about the instrument that is not one of ours.
    #[error("“{0}” is not something that is said of an instrument")]
    UnknownKey(String),
    /// Something that must be said of the instrument is not.
    #[error("the row “{0}” about the instrument is lacking")]
    MissingKey(&'static str),
    /// Nothing says which instrument this is.
    #[error("no row says which instrument this is")]
    NoInstrument,
    /// The same row a second time.
    #[error("“{key}” is there twice: first in row {first}")]
    Twice {
        /// The question, or what is said of the instrument.
        key: String,
        /// The first of the rows.
        first: usize,
    },
    /// A question that does not exist.
    #[error("there is no question “{0}”")]
    UnknownQuestion(String),
    /// A question without its row.
    #[error("no row answers it; write “non établi” (unknown) when nobody knows")]
    Unanswered,
    /// Answers where none are expected.
    #[error("no answer is expected from this instrument")]
    NotExpected,
    /// The type that the row states is not the question's.
    #[error("the question is of type {expected}, the row says “{found}”: the cells of this row seem shifted")]
    Shifted {
        /// The question's type.
        expected: &'static str,
        /// What the row says.
        found: String,
    },
    /// A value is needed.
    #[error("a value is needed; write “non établi” (unknown) when nobody knows")]
    NoValue,
    /// Neither yes nor no.
    #[error("“{0}” is neither yes nor no; write oui or non")]
    YesNo(String),
    /// Not a count.
    #[error("“{0}” is not a whole number")]
    Integer(String),
    /// Not a sum.
    #[error(
        "“{0}” is not a sum; write 5000000..20000000 XOF, ..20000000 XOF or 300000 XOF, then + 5 % of turnover"
    )]
    Amount(String),
    /// Not a day.
    #[error("“{0}” is not a day; write 2021-03-30")]
    Date(String),
    /// A confidence that does not exist.
    #[error("“{0}” is not a degree of confidence; write vérifié, secondaire or de mémoire")]
    Confidence(String),
    /// A source that cannot be read.
    #[error("“{0}” is not a source; write: name | address read | address cited, one source on each line")]
    Source(String),
    /// Nothing belongs in this cell.
    #[error("nothing belongs here; it holds “{0}”: the cells of this row seem shifted")]
    NotHere(String),
    /// What the instrument is said to be does not exist.
    #[error("“{0}” cannot stand here; write one of: {1}")]
    Choice(String, String),
    /// Another type than the question's, an unknown code, or out of bounds.
    #[error(transparent)]
    Value(#[from] ValueFault),
    /// Parts of an answer that do not go together.
    #[error(transparent)]
    Answer(#[from] AnswerFault),
}
