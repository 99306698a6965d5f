//! A file that comes back: what it would change in a column, and the one act that changes it.

use super::sheet;
use super::sheet_fault::{SheetFault, SheetProblem};
use super::words::finding;
use crate::profile::data::{DataFault, DataFile, read_profile};
use crate::profile::record::{decode_answer, digest, encode_answer};
use crate::profile::store::{self, Cell, Column};
use crate::profile::{
    Answer, Draft, InstrumentId, Library, ProfileError, Question, QuestionId, Questionnaire, answer,
};
use liptako_core::Lang;
use liptako_identity::Officer;
use liptako_journal::Hash;
use liptako_paper::sheet::{MAX_BYTES, read_csv, read_xlsx};
use liptako_storage::Scribe;
use std::collections::BTreeMap;

/// Longest text that [`Plan::carried`] gives, in bytes: what a form can hold beside its other fields.
pub const MAX_CARRIED_BYTES: usize = 240 * 1024;

/// Why a file cannot be used. Nothing of it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// Neither the native file, nor a sheet we read.
    #[error("{file}: send a .toml, .csv or .xlsx file")]
    Kind {
        /// The file.
        file: String,
    },
    /// Not UTF-8, or too large.
    #[error("{file}: the file is not a text in UTF-8, or is larger than 4 MiB")]
    NotText {
        /// The file.
        file: String,
    },
    /// The file is about another instrument.
    #[error("{file}: this is the profile of “{found}”; the one expected is “{expected}”")]
    OtherInstrument {
        /// The file.
        file: String,
        /// The instrument of the page.
        expected: InstrumentId,
        /// The instrument of the file.
        found: InstrumentId,
    },
    /// A fault in a sheet.
    #[error("{0}")]
    Sheet(SheetFault),
    /// A fault in a native file.
    #[error("{0}")]
    Data(DataFault),
}

impl From<SheetFault> for FileFault {
    fn from(fault: SheetFault) -> Self {
        Self::Sheet(fault)
    }
}

impl From<DataFault> for FileFault {
    fn from(fault: DataFault) -> Self {
        Self::Data(fault)
    }
}

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The instrument that it says it is about; a sheet may not say.
    pub instrument: Option<InstrumentId>,
    /// Its answers.
    pub answers: BTreeMap<QuestionId, Answer>,
}

/// Reads a file, told by the end of its name: `.toml` whole, `.csv` and `.xlsx` whatever rows they hold.
///
/// # Errors
/// Every fault of the file.
pub fn read(questionnaire: &Questionnaire, file: &str, bytes: &[u8]) -> Result<Read, Vec<FileFault>> {
    let name: String = file.chars().filter(|c| !c.is_control()).take(120).collect();
    let extension = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let grid = match extension.as_str() {
        "toml" => return read_native(questionnaire, &name, bytes),
        "csv" => read_csv(bytes),
        "xlsx" => read_xlsx(bytes),
        _ => return Err(vec![FileFault::Kind { file: name }]),
    };
    let grid = grid.map_err(|error| {
        let problem = SheetProblem::Sheet(error);
        let sheet = String::new();
        vec![
            SheetFault { file: name.clone(), sheet, row: None, column: None, question: None, problem }.into(),
        ]
    })?;
    let read = sheet::read(questionnaire, &name, &grid);
    let read = read.map_err(|faults| faults.into_iter().map(Into::into).collect::<Vec<_>>())?;
    Ok(Read { instrument: read.instrument.map(|instrument| instrument.id), answers: read.answers })
}

fn read_native(questionnaire: &Questionnaire, name: &str, bytes: &[u8]) -> Result<Read, Vec<FileFault>> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() <= MAX_BYTES);
    let text = text.ok_or_else(|| vec![FileFault::NotText { file: name.to_owned() }])?;
    // Editors of some systems put a mark at the head of a text, and end lines in their own way.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let profile = read_profile(questionnaire, DataFile { name, text });
    let profile = profile.map_err(|faults| faults.into_iter().map(Into::into).collect::<Vec<_>>())?;
    Ok(Read { instrument: Some(profile.instrument.id), answers: profile.answers })
}

/// What a file would change in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan<'a> {
    /// The questions whose answer would change, in order: what stands, and what would stand.
    pub changes: Vec<(&'a Question, &'a Cell, Answer)>,
    /// How many answers are the ones that stand.
    pub n_same: usize,
    /// How many questions the file does not hold.
    pub n_absent: usize,
}

impl<'a> Plan<'a> {
    /// Sets the answers of a file against a column.
    pub fn of(
        questionnaire: &'a Questionnaire,
        column: &'a Column<'_>,
        answers: &BTreeMap<QuestionId, Answer>,
    ) -> Self {
        let mut plan = Self { changes: Vec::new(), n_same: 0, n_absent: 0 };
        for question in &questionnaire.questions {
            match (column.cells.get(&question.id), answers.get(&question.id)) {
                (Some(cell), Some(answer)) if cell.answer == *answer => plan.n_same += 1,
                (Some(cell), Some(answer)) => plan.changes.push((question, cell, answer.clone())),
                _ => plan.n_absent += 1,
            }
        }
        plan
    }

    /// How many attested answers would no longer be.
    pub fn n_attested(&self) -> usize {
        self.changes.iter().filter(|(_, cell, _)| cell.attested.is_some()).count()
    }

    /// The changes in words: question, what stands, what would stand.
    pub fn in_words(&self, questionnaire: &Questionnaire, lang: Lang) -> Vec<[String; 3]> {
        let say = |question: &Question, answer: &Answer| finding(questionnaire, question, answer, lang);
        let line = |(question, cell, answer): &(&Question, &Cell, Answer)| {
            [question.id.to_string(), say(question, &cell.answer), say(question, answer)]
        };
        self.changes.iter().map(line).collect()
    }

    /// The changes as a form would carry them back.
    pub fn to_carry(&self) -> Vec<Carried> {
        let one = |(question, cell, answer): &(&Question, &Cell, Answer)| Carried {
            question: question.id.clone(),
            stood: digest(&cell.answer),
            answer: answer.clone(),
        };
        self.changes.iter().map(one).collect()
    }

    /// The changes as one line of text each, to be carried by a form from what is shown to what is done: question, the
    /// answer that stands by its digest, and the new answer in the bytes of its record, in hexadecimal. Whoever
    /// applies it sees that nothing moved in between.
    pub fn carried(&self) -> String {
        let line = |(question, cell, answer): &(&Question, &Cell, Answer)| {
            let bytes: String = encode_answer(answer).iter().map(|byte| format!("{byte:02x}")).collect();
            format!("{} {} {bytes}", question.id, digest(&cell.answer))
        };
        self.changes.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// A change that a form carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The question.
    pub question: QuestionId,
    /// Digest of the answer that stood when it was shown.
    pub stood: Hash,
    /// The new answer.
    pub answer: Answer,
}

/// Reads what [`Plan::carried`] wrote; nothing when it was touched.
pub fn carried(questionnaire: &Questionnaire, text: &str) -> Option<Vec<Carried>> {
    if text.len() > MAX_CARRIED_BYTES {
        return None;
    }
    let mut changes: Vec<Carried> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let mut parts = line.split(' ');
        let (question, stood, bytes) = (parts.next()?, parts.next()?, parts.next()?);
        let question = questionnaire.question(question)?;
        let answer = decode_answer(&unhex(bytes)?).ok()?;
        let sound = question.admits(answer.finding()) && answer.check().is_ok();
        if parts.next().is_some() || !sound || changes.iter().any(|other| other.question == question.id) {
            return None;
        }
        changes.push(Carried { question: question.id.clone(), stood: stood.parse().ok()?, answer });
    }
    (!changes.is_empty()).then_some(changes)
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = text.as_bytes().chunks(2);
    pairs
        .map(|pair| match pair {
            [high, low] => Some(digit(*high)? * 16 + digit(*low)?),
            _ => None,
        })
        .collect()
}

/// Why an import is refused: at which question, and why. Nothing was recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{question}: {why}")]
pub struct NotImported {
    /// The question whose answer is refused.
    pub question: QuestionId,
    /// Why.
    pub why: ProfileError,
}

/// Records the answers that a file brought, in one act: all of them, or none. The column must be the authority's own,
/// and each answer that stands the one that was shown.
///
/// # Errors
/// [`NotImported`] for the first answer that is refused.
pub fn import(
    scribe: &mut Scribe<'_>,
    library: &Library,
    officer: &Officer,
    instrument: &InstrumentId,
    changes: Vec<Carried>,
    reason: &str,
) -> Result<usize, NotImported> {
    let n_changes = changes.len();
    for change in changes {
        let refused = |why: ProfileError| NotImported { question: change.question.clone(), why };
        let charter = scribe.charter().clone();
        let column = store::column(scribe.tx(), library, &charter, instrument.as_str());
        let column = column.map_err(|error| refused(error.into()))?;
        let cell = column.as_ref().and_then(|column| column.cells.get(&change.question));
        let cell = cell.ok_or_else(|| refused(ProfileError::NotFound))?;
        if digest(&cell.answer) != change.stood {
            return Err(refused(ProfileError::OtherAnswer));
        }
        let draft = Draft {
            instrument: instrument.clone(),
            question: change.question.clone(),
            parent: cell.revision.as_ref().map(|revision| revision.commitment),
            answer: change.answer.clone(),
            reason: reason.to_owned(),
        };
        answer(scribe, library, officer.clone(), draft).map_err(refused)?;
    }
    Ok(n_changes)
}
