//! A profile from a table that somebody sent: every fault is told with its place.

use super::super::native::{ROLES, SPECIAL, STATUSES};
use super::super::sheet_fault::{SheetFault, SheetProblem};
use super::{
    CONFIDENCES, FIELDS, FOR_THE_READER, HEADS, Head, OF_ANSWERS, PARTS, SPECIALS, TYPES, Word, YES_NO,
    type_word,
};
use crate::profile::{
    Amount, Answer, Confidence, Currency, Duration, Finding, Instrument, InstrumentId, Moment, Profile,
    Question, QuestionId, Questionnaire, RelatedText, Shape, Source, Validity, Value, ValueFault,
};
use jiff::civil::Date;
use liptako_core::Bilingual;
use liptako_paper::sheet::Grid;
use std::collections::BTreeMap;

/// What a sheet says. Everything in it is valid; not everything need be there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetProfile {
    /// The instrument, when rows describe it.
    pub instrument: Option<Instrument>,
    /// The answers, each of the questionnaire's questions at most once.
    pub answers: BTreeMap<QuestionId, Answer>,
}

/// Reads a sheet in which some questions may be lacking.
///
/// # Errors
/// Every fault, with its place.
pub fn read(questionnaire: &Questionnaire, file: &str, grid: &Grid) -> Result<SheetProfile, Vec<SheetFault>> {
    let (Some((head_row, heads)), body) = (grid.rows.first(), grid.rows.get(1..).unwrap_or_default()) else {
        let fault = Reader { file, grid, places: BTreeMap::new(), faults: Vec::new() };
        return Err(vec![fault.at(None, None, None, SheetProblem::Empty)]);
    };
    let mut reader = Reader { file, grid, places: BTreeMap::new(), faults: Vec::new() };
    reader.heads(*head_row, heads);
    if !reader.faults.is_empty() {
        return Err(reader.faults);
    }
    let mut said: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    let mut answers: BTreeMap<QuestionId, (usize, Answer)> = BTreeMap::new();
    for (row, cells) in body {
        let line = Line { row: *row, cells, places: reader.places.clone() };
        reader.row(questionnaire, &line, heads.len(), &mut said, &mut answers);
    }
    let instrument = if said.is_empty() { None } else { reader.instrument(&said) };
    if reader.faults.is_empty() {
        let answers = answers.into_iter().map(|(id, (_, answer))| (id, answer)).collect();
        Ok(SheetProfile { instrument, answers })
    } else {
        Err(reader.faults)
    }
}

/// Reads a sheet that holds a whole profile.
///
/// # Errors
/// Every fault, with its place: those of [`read`], no instrument, and questions without a row.
pub fn read_profile(
    questionnaire: &Questionnaire,
    file: &str,
    grid: &Grid,
) -> Result<Profile, Vec<SheetFault>> {
    let SheetProfile { instrument, answers } = read(questionnaire, file, grid)?;
    let reader = Reader { file, grid, places: BTreeMap::new(), faults: Vec::new() };
    let Some(instrument) = instrument else {
        return Err(vec![reader.at(None, None, None, SheetProblem::NoInstrument)]);
    };
    let lacking: Vec<SheetFault> = if instrument.answers_expected {
        let lacks = questionnaire.questions.iter().filter(|question| !answers.contains_key(&question.id));
        lacks
            .map(|question| reader.at(None, None, Some(question.id.as_str()), SheetProblem::Unanswered))
            .collect()
    } else {
        let given = answers.keys().take(1);
        given.map(|id| reader.at(None, None, Some(id.as_str()), SheetProblem::NotExpected)).collect()
    };
    if lacking.is_empty() { Ok(Profile { instrument, answers }) } else { Err(lacking) }
}

struct Reader<'a> {
    file: &'a str,
    grid: &'a Grid,
    /// Where each column stands.
    places: BTreeMap<Head, usize>,
    faults: Vec<SheetFault>,
}

/// A row while it is read.
struct Line<'a> {
    row: usize,
    cells: &'a [String],
    places: BTreeMap<Head, usize>,
}

impl Line<'_> {
    fn cell(&self, head: Head) -> &str {
        self.places.get(&head).and_then(|place| self.cells.get(*place)).map_or("", String::as_str)
    }

    /// The text of a cell as it was meant; none for an empty one.
    fn text(&self, head: Head) -> Option<String> {
        unliteral(self.cell(head))
    }
}

fn unliteral(cell: &str) -> Option<String> {
    (!cell.is_empty()).then(|| cell.strip_prefix('\\').unwrap_or(cell).to_owned())
}

/// Text of a cell as a fault repeats it.
fn shown(text: &str) -> String {
    let short: String = text.chars().take(80).collect();
    short.replace(['\n', '\r'], " ")
}

impl Reader<'_> {
    fn at(
        &self,
        row: Option<usize>,
        column: Option<usize>,
        question: Option<&str>,
        problem: SheetProblem,
    ) -> SheetFault {
        SheetFault {
            file: self.file.to_owned(),
            sheet: self.grid.sheet.clone(),
            row,
            column,
            question: question.map(shown),
            problem,
        }
    }

    fn fault(&mut self, line: &Line<'_>, head: Option<Head>, question: Option<&str>, problem: SheetProblem) {
        let column = head.and_then(|head| line.places.get(&head)).copied();
        let fault = self.at(Some(line.row), column, question, problem);
        self.faults.push(fault);
    }

    /// Finds each column by its head.
    fn heads(&mut self, row: usize, heads: &[String]) {
        let known = |text: &str| {
            let text = text.trim().to_lowercase();
            HEADS.iter().find(|(_, fr, en, _)| text == *fr || text == *en).map(|(head, ..)| *head)
        };
        if heads.iter().filter_map(|text| known(text)).count() < 2 {
            let expected = HEADS.map(|(_, fr, _, _)| fr).join(", ");
            let found = shown(&heads.join(", "));
            let fault = self.at(Some(row), None, None, SheetProblem::NoHead { expected, found });
            return self.faults.push(fault);
        }
        for (at, text) in heads.iter().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
            let problem = match known(text) {
                None => SheetProblem::UnknownColumn(shown(text)),
                Some(head) if self.places.contains_key(&head) => SheetProblem::ColumnTwice(shown(text)),
                Some(head) => {
                    self.places.insert(head, at);
                    continue;
                }
            };
            let fault = self.at(Some(row), Some(at), None, problem);
            self.faults.push(fault);
        }
        for (head, fr, ..) in HEADS.iter().filter(|(head, ..)| !FOR_THE_READER.contains(head)) {
            if !self.places.contains_key(head) {
                let fault = self.at(Some(row), None, None, SheetProblem::MissingColumn(fr));
                self.faults.push(fault);
            }
        }
    }

    fn row(
        &mut self,
        questionnaire: &Questionnaire,
        line: &Line<'_>,
        n_heads: usize,
        said: &mut BTreeMap<String, Vec<(usize, String)>>,
        answers: &mut BTreeMap<QuestionId, (usize, Answer)>,
    ) {
        let headed: Vec<usize> = line.places.values().copied().collect();
        let stray = line.cells.iter().enumerate().find(|(at, text)| !text.is_empty() && !headed.contains(at));
        if let Some((at, text)) = stray.filter(|(at, _)| *at >= n_heads || !headed.contains(at)) {
            let fault = self.at(Some(line.row), Some(at), None, SheetProblem::Beyond(shown(text)));
            return self.faults.push(fault);
        }
        match Word::of(&PARTS, line.cell(Head::Part)) {
            Some(true) => self.instrument_row(line, said),
            Some(false) => self.answer_row(questionnaire, line, answers),
            None => {
                let problem = SheetProblem::UnknownPart(shown(line.cell(Head::Part)));
                self.fault(line, Some(Head::Part), None, problem);
            }
        }
    }

    fn instrument_row(&mut self, line: &Line<'_>, said: &mut BTreeMap<String, Vec<(usize, String)>>) {
        let key = line.cell(Head::Key).trim();
        let Some((_, several)) = FIELDS.iter().find(|(known, _)| *known == key) else {
            return self.fault(line, Some(Head::Key), None, SheetProblem::UnknownKey(shown(key)));
        };
        if let Some(head) = OF_ANSWERS.into_iter().find(|head| !line.cell(*head).is_empty()) {
            return self.fault(line, Some(head), None, SheetProblem::NotHere(shown(line.cell(head))));
        }
        let values = said.entry(key.to_owned()).or_default();
        if let Some((first, _)) = values.first().filter(|_| !several) {
            let problem = SheetProblem::Twice { key: key.to_owned(), first: *first };
            return self.fault(line, Some(Head::Key), None, problem);
        }
        values.push((line.row, line.cell(Head::Value).to_owned()));
    }

    fn answer_row(
        &mut self,
        questionnaire: &Questionnaire,
        line: &Line<'_>,
        answers: &mut BTreeMap<QuestionId, (usize, Answer)>,
    ) {
        let id = line.cell(Head::Key).trim();
        let Some(question) = questionnaire.question(id) else {
            return self.fault(line, Some(Head::Key), None, SheetProblem::UnknownQuestion(shown(id)));
        };
        if let Some((first, _)) = answers.get(&question.id) {
            let problem = SheetProblem::Twice { key: id.to_owned(), first: *first };
            return self.fault(line, Some(Head::Key), Some(id), problem);
        }
        let expected = type_word(&question.shape);
        let stated = line.cell(Head::Type);
        if !stated.trim().is_empty() && Word::of(&TYPES, stated) != Some(expected.means) {
            let problem = SheetProblem::Shifted { expected: expected.en, found: shown(stated) };
            return self.fault(line, Some(Head::Type), Some(id), problem);
        }
        let before = self.faults.len();
        let finding = self.keep(line, Head::Value, id, finding(question, line.cell(Head::Value)));
        let partial = self.keep(line, Head::Partial, id, yes_no_or_empty(line.cell(Head::Partial)));
        let confidence = self.keep(line, Head::Confidence, id, confidence(line.cell(Head::Confidence)));
        let sources = self.keep(line, Head::Sources, id, sources(line.cell(Head::Sources)));
        let from = self.keep(line, Head::From, id, day_or_empty(line.cell(Head::From)));
        let to = self.keep(line, Head::To, id, day_or_empty(line.cell(Head::To)));
        let (Some(finding), Some(partial), Some(confidence), Some(sources), Some(from), Some(to)) =
            (finding, partial, confidence, sources, from, to)
        else {
            return;
        };
        let answer = Answer::new(finding, partial, confidence);
        let Some(mut answer) = self.keep(line, Head::Confidence, id, answer.map_err(Into::into)) else {
            return;
        };
        answer.article = line.text(Head::Article);
        answer.note = line.text(Head::Note);
        answer.sources = sources;
        answer.valid = Validity { from, to };
        let checked = answer.check().map_err(SheetProblem::from);
        if let Err(problem) = checked {
            self.fault(line, None, Some(id), problem);
        }
        if self.faults.len() == before {
            answers.insert(question.id.clone(), (line.row, answer));
        }
    }

    fn keep<T>(
        &mut self,
        line: &Line<'_>,
        head: Head,
        question: &str,
        read: Result<T, SheetProblem>,
    ) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(problem) => {
                self.fault(line, Some(head), Some(question), problem);
                None
            }
        }
    }

    /// The instrument of the rows that describe it.
    fn instrument(&mut self, said: &BTreeMap<String, Vec<(usize, String)>>) -> Option<Instrument> {
        let mut of = Said { said, faults: Vec::new() };
        let instrument = of.instrument();
        let column = self.places.get(&Head::Value).copied();
        for (row, problem) in of.faults {
            let fault = self.at(row, row.and(column), None, problem);
            self.faults.push(fault);
        }
        instrument
    }
}

/// The rows about the instrument, by key.
struct Said<'a> {
    said: &'a BTreeMap<String, Vec<(usize, String)>>,
    faults: Vec<(Option<usize>, SheetProblem)>,
}

impl Said<'_> {
    fn all<T>(&mut self, key: &str, read: impl Fn(&str) -> Result<T, SheetProblem>) -> Vec<T> {
        let mut values = Vec::new();
        for (row, cell) in self.said.get(key).into_iter().flatten() {
            match read(cell) {
                Ok(value) => values.push(value),
                Err(problem) => self.faults.push((Some(*row), problem)),
            }
        }
        values
    }

    fn maybe<T>(&mut self, key: &str, read: impl Fn(&str) -> Result<T, SheetProblem>) -> Option<T> {
        self.all(key, read).into_iter().next()
    }

    fn need<T>(&mut self, key: &'static str, read: impl Fn(&str) -> Result<T, SheetProblem>) -> Option<T> {
        let is_there = self.said.contains_key(key);
        let value = self.maybe(key, read);
        if !is_there {
            self.faults.push((None, SheetProblem::MissingKey(key)));
        }
        value
    }

    fn instrument(&mut self) -> Option<Instrument> {
        let text = |cell: &str| unliteral(cell).ok_or(SheetProblem::NoValue);
        let filled = |cell: &str| match unliteral(cell) {
            Some(text) if !text.trim().is_empty() => Ok(text),
            _ => Err(SheetProblem::NoValue),
        };
        let id = |cell: &str| {
            let id = text(cell)?.parse::<InstrumentId>();
            id.map_err(|fault| SheetProblem::Choice(shown(&fault.0), "ml_2013_015, …".to_owned()))
        };
        let role = |cell: &str| named(&ROLES, cell);
        let status = |cell: &str| named(&STATUSES, cell);
        let id = self.need("id", id);
        let role = self.need("role", role);
        let (country, authority) = (self.maybe("country", text), self.maybe("authority", text));
        let short = (self.need("short_fr", filled), self.need("short_en", filled));
        let title = (self.need("title_fr", filled), self.need("title_en", filled));
        let date = self.need("date", day);
        let in_force = self.maybe("in_force", yes_no);
        let read_whole = self.need("read_whole", yes_no);
        let reference = self.maybe("reference", text);
        let authority_status = self.maybe("authority_status", status);
        let composition = self.maybe("composition", text);
        let (amendments, implementing_texts) =
            (self.all("amendments", related), self.all("implementing_texts", related));
        let (related_texts, alerts) = (self.all("related_texts", text), self.all("alerts", text));
        let sources = self.all("sources", source);
        let answers_expected = self.need("answers_expected", yes_no);
        Some(Instrument {
            id: id?,
            role: role?,
            country,
            authority,
            short: Bilingual::new(short.0?, short.1?),
            title: Bilingual::new(title.0?, title.1?),
            date: date?,
            in_force,
            read_whole: read_whole?,
            reference,
            authority_status,
            composition,
            amendments,
            implementing_texts,
            related_texts,
            alerts,
            sources,
            answers_expected: answers_expected?,
        })
    }
}

fn named<T: Copy>(names: &[(&'static str, T)], cell: &str) -> Result<T, SheetProblem> {
    let found = names.iter().find(|(name, _)| *name == cell.trim()).map(|(_, means)| *means);
    let all = || names.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    found.ok_or_else(|| SheetProblem::Choice(shown(cell), all()))
}

fn yes_no(cell: &str) -> Result<bool, SheetProblem> {
    Word::of(&YES_NO, cell).ok_or_else(|| SheetProblem::YesNo(shown(cell)))
}

fn yes_no_or_empty(cell: &str) -> Result<bool, SheetProblem> {
    if cell.trim().is_empty() { Ok(false) } else { yes_no(cell) }
}

fn confidence(cell: &str) -> Result<Confidence, SheetProblem> {
    // The words of what is not established stand for no confidence too: people fill both cells alike.
    match Word::of(&SPECIALS, cell) {
        Some(0) => Ok(Confidence::Unknown),
        _ => Word::of(&CONFIDENCES, cell).ok_or_else(|| SheetProblem::Confidence(shown(cell))),
    }
}

fn day(cell: &str) -> Result<Date, SheetProblem> {
    let text = cell.trim();
    let fault = || SheetProblem::Date(shown(cell));
    let date: Date = text.parse().map_err(|_| fault())?;
    if date.to_string() == text { Ok(date) } else { Err(fault()) }
}

fn day_or_empty(cell: &str) -> Result<Option<Date>, SheetProblem> {
    if cell.trim().is_empty() { Ok(None) } else { day(cell).map(Some) }
}

fn source(line: &str) -> Result<Source, SheetProblem> {
    let fault = || SheetProblem::Source(shown(line));
    let mut parts = split(line).ok_or_else(fault)?;
    if parts.len() > 3 {
        return Err(fault());
    }
    parts.resize(3, None);
    let cited_url = parts.pop().flatten();
    let url = parts.pop().flatten();
    let name = parts.pop().flatten().ok_or_else(fault)?;
    Ok(Source { name, url, cited_url })
}

fn sources(cell: &str) -> Result<Vec<Source>, SheetProblem> {
    cell.lines().filter(|line| !line.trim().is_empty()).map(source).collect()
}

fn related(cell: &str) -> Result<RelatedText, SheetProblem> {
    let fault = || SheetProblem::Date(shown(cell));
    match split(cell).ok_or_else(fault)?.as_slice() {
        [Some(date), Some(title)] => {
            let date = match date.parse::<i16>() {
                Ok(year) if date.len() == 4 && year > 0 => Moment::Year(year),
                _ => Moment::Day(day(date)?),
            };
            Ok(RelatedText { title: title.clone(), date })
        }
        _ => Err(fault()),
    }
}

/// What a cell says, in the type of its question.
fn finding(question: &Question, cell: &str) -> Result<Finding, SheetProblem> {
    let shape = &question.shape;
    if cell.trim().is_empty() {
        return Err(SheetProblem::NoValue);
    }
    if let Some(special) = Word::of(&SPECIALS, cell) {
        return Ok(SPECIAL[special].1.clone());
    }
    let text = cell.trim();
    let value = match shape {
        Shape::Bool => Value::Bool(yes_no(cell)?),
        Shape::Choice(_) => Value::of_codes(shape, &[text], false)?,
        Shape::Choices(_) => {
            let codes: Vec<&str> =
                text.split([',', ';', '\n']).map(str::trim).filter(|c| !c.is_empty()).collect();
            Value::of_codes(shape, &codes, true)?
        }
        Shape::Duration => Value::Duration(text.parse::<Duration>()?),
        Shape::Amount => Value::Amount(amount(text)?),
        Shape::Integer(_) => {
            let number: i64 = digits(text).parse().map_err(|_| SheetProblem::Integer(shown(text)))?;
            Value::of_integer(number)?
        }
        Shape::Text => Value::of_text(cell.strip_prefix('\\').unwrap_or(cell))?,
    };
    Ok(Finding::Value(value))
}

/// A number without the spaces that people put in it.
fn digits(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')).collect()
}

/// `5000000..20000000 XOF + 5 %`: one bound may be lacking, a sum alone is both.
fn amount(text: &str) -> Result<Amount, SheetProblem> {
    let fault = || SheetProblem::Amount(shown(text));
    let (sums, share) = match text.split_once('+') {
        None => (text, None),
        Some((sums, share)) => {
            let share = digits(share.trim()).strip_suffix('%').map(str::to_owned).ok_or_else(fault)?;
            (sums.trim(), Some(share.parse::<u8>().map_err(|_| fault())?))
        }
    };
    let (sums, currency) = sums.trim().rsplit_once([' ', '\u{a0}', '\u{202f}']).ok_or_else(fault)?;
    let currency: Currency = currency.parse().map_err(|fault: ValueFault| SheetProblem::Value(fault))?;
    let bound = |text: &str| match digits(text) {
        text if text.is_empty() => Ok(None),
        text if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            text.parse::<u64>().map(Some).map_err(|_| fault())
        }
        _ => Err(fault()),
    };
    let (min, max) = match sums.split_once("..") {
        None => (bound(sums)?, bound(sums)?),
        Some((min, max)) => (bound(min)?, bound(max)?),
    };
    Ok(Amount::new(min, max, currency, share)?)
}

/// The parts of a line that were joined by ` | `; nothing when an escape is not ours.
fn split(line: &str) -> Option<Vec<Option<String>>> {
    // Each character with whether it was escaped: spaces around a part belong to nothing, escaped ones to the part.
    let mut parts: Vec<Vec<(char, bool)>> = vec![Vec::new()];
    let mut is_there = vec![false];
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        let part = parts.last_mut()?;
        match c {
            '|' => {
                parts.push(Vec::new());
                is_there.push(false);
            }
            '\\' => {
                *is_there.last_mut()? = true;
                match chars.next()? {
                    'e' => {}
                    's' => part.push((' ', true)),
                    'n' => part.push(('\n', true)),
                    'r' => part.push(('\r', true)),
                    c @ ('\\' | '|') => part.push((c, true)),
                    _ => return None,
                }
            }
            c => part.push((c, false)),
        }
    }
    let around = |one: &(char, bool)| *one == (' ', false);
    let end = |(part, is_there): (Vec<(char, bool)>, bool)| {
        let first = part.iter().position(|one| !around(one)).unwrap_or(part.len());
        let last = part.iter().rposition(|one| !around(one)).map_or(first, |last| last + 1);
        let text: String = part[first..last].iter().map(|(c, _)| c).collect();
        (is_there || !text.is_empty()).then_some(text)
    };
    Some(parts.into_iter().zip(is_there).map(end).collect())
}
