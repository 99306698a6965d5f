//! The data files, as lawyers edit and review them: topics, questions, codes, and one file per instrument.
//!
//! A file is read whole or not at all, and every fault is told with its file, line and question. The form of the
//! files is in the README of the crate; `crates/law/data` holds those that ship with the program.

mod fault;
mod form;

pub(crate) use fault::Reading;
pub use fault::{DataFault, DataFile, MAX_FILE_BYTES, Problem};

use super::model::{
    Answer, Confidence, Finding, Instrument, InstrumentId, Library, Moment, Profile, Question, QuestionId,
    Questionnaire, RelatedText, Shape, Source, Topic, TopicId, Validity,
};
use super::value::{Amount, Code, Duration, MAX_CODES, Value, ValueFault};
use form::{
    AnswerForm, CodeForm, CodesForm, InstrumentFileForm, InstrumentForm, QuestionForm, QuestionsForm,
    RelatedForm, SourceForm, TopicForm, TopicsForm,
};
use jiff::civil::Date;
use liptako_core::Bilingual;
use liptako_core::vocabulary::ConceptId;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use toml::Spanned;

/// Most topics, questions, codes, sources of a file, or answers of an instrument.
pub const MAX_BLOCKS: usize = 2_000;

/// Most concepts that a topic or a question hangs on.
pub const MAX_QUESTION_CONCEPTS: usize = 12;

/// The three values that every type of question knows.
const UNKNOWN: &str = "unknown";
const SILENT: &str = "silent";
const NOT_APPLICABLE: &str = "not_applicable";

/// Reads the questionnaire from its three files.
///
/// # Errors
/// Every fault of the first file that has some.
pub fn read_questionnaire(
    topics: DataFile<'_>,
    codes: DataFile<'_>,
    questions: DataFile<'_>,
) -> Result<Questionnaire, Vec<DataFault>> {
    let topics = read_topics(topics)?;
    let (codes, code_lines) = read_codes(codes)?;
    let mut reading = Reading::of(questions);
    let form: Option<QuestionsForm> = reading.form();
    let mut kept: Vec<Question> = Vec::new();
    let blocks = form.map(|form| form.question).unwrap_or_default();
    reading.bound(&blocks);
    for block in blocks {
        let start = block.span().start;
        let id = block.get_ref().id.clone();
        let question = read_question(block.into_inner(), &topics, &codes);
        let Some(question) = reading.keep(start, Some(&id), question) else { continue };
        if kept.iter().any(|other| other.id == question.id) {
            reading.fault(start, Some(&id), Problem::Twice(id.clone()));
        }
        kept.push(question);
    }
    let used: BTreeSet<&Code> = kept.iter().flat_map(|question| question.shape.codes()).collect();
    let idle = codes.keys().find(|code| !used.contains(code)).cloned();
    let questionnaire = reading.end(Some((kept, codes)))?;
    if let Some(code) = idle {
        let (file, line) = code_lines.get(&code).cloned().unwrap_or_default();
        let problem = Problem::IdleCode(code.to_string());
        return Err(vec![DataFault { file, line, question: None, problem }]);
    }
    let (questions, codes) = questionnaire;
    Ok(Questionnaire { topics, questions, codes })
}

fn read_topics(file: DataFile<'_>) -> Result<Vec<Topic>, Vec<DataFault>> {
    let mut reading = Reading::of(file);
    let form: Option<TopicsForm> = reading.form();
    let mut topics: Vec<Topic> = Vec::new();
    let blocks = form.map(|form| form.topic).unwrap_or_default();
    reading.bound(&blocks);
    for block in blocks {
        let start = block.span().start;
        let TopicForm { id, fr, en, concepts } = block.into_inner();
        let name = Bilingual::new(reading.text(start, "fr", fr), reading.text(start, "en", en));
        let Some(id) = reading.keep(start, None, id.parse::<TopicId>()) else { continue };
        if topics.iter().any(|topic| topic.id == id) {
            reading.fault(start, None, Problem::Twice(id.to_string()));
        }
        let Some(concepts) = reading.keep(start, None, read_concepts(&concepts)) else { continue };
        topics.push(Topic { id, name, concepts });
    }
    reading.end(Some(topics))
}

type Labels = BTreeMap<Code, Bilingual>;
type Lines = BTreeMap<Code, (String, usize)>;

fn read_codes(file: DataFile<'_>) -> Result<(Labels, Lines), Vec<DataFault>> {
    let mut reading = Reading::of(file);
    let form: Option<CodesForm> = reading.form();
    let (mut labels, mut lines) = (Labels::new(), Lines::new());
    let blocks = form.map(|form| form.code).unwrap_or_default();
    reading.bound(&blocks);
    for block in blocks {
        let start = block.span().start;
        let CodeForm { id, fr, en } = block.into_inner();
        let label = Bilingual::new(reading.text(start, "fr", fr), reading.text(start, "en", en));
        let Some(code) = reading.keep(start, None, id.parse::<Code>()) else { continue };
        lines.insert(code.clone(), (file.name.to_owned(), reading.line(start)));
        if labels.insert(code, label).is_some() {
            reading.fault(start, None, Problem::Twice(id));
        }
    }
    reading.end(Some((labels, lines)))
}

fn read_question(form: QuestionForm, topics: &[Topic], codes: &Labels) -> Result<Question, Problem> {
    let id: QuestionId = form.id.parse()?;
    let topic: TopicId = form.topic.parse()?;
    if !topics.iter().any(|known| known.id == topic) {
        return Err(Problem::UnknownTopic(form.topic));
    }
    for (name, text) in [("fr", &form.fr), ("en", &form.en)] {
        if text.trim().is_empty() {
            return Err(Problem::Empty(name));
        }
    }
    let is_enum = form.r#type == "enum";
    if is_enum != (2..=MAX_CODES).contains(&form.allowed.len()) || (!is_enum && !form.allowed.is_empty()) {
        return Err(Problem::Allowed);
    }
    let mut allowed: Vec<Code> = Vec::with_capacity(form.allowed.len());
    for text in &form.allowed {
        let code: Code = text.parse()?;
        if !codes.contains_key(&code) {
            return Err(Problem::UnknownCode(text.clone()));
        }
        if allowed.contains(&code) {
            return Err(Problem::Twice(text.clone()));
        }
        allowed.push(code);
    }
    let find = |text: &String| {
        allowed.iter().find(|code| code.as_str() == text).cloned().ok_or(Problem::UnknownCode(text.clone()))
    };
    let reported = form.reported.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    let shape = match (form.r#type.as_str(), form.multi) {
        ("bool", false) => Shape::Bool,
        ("enum", false) => Shape::Choice(allowed),
        ("enum", true) => Shape::Choices(allowed),
        ("duration", false) => Shape::Duration,
        ("amount", false) => Shape::Amount,
        ("integer", false) => Shape::Integer(form.unit),
        ("text", false) => Shape::Text,
        _ => return Err(Problem::UnknownType(form.r#type)),
    };
    let concepts = read_concepts(&form.concepts)?;
    Ok(Question { id, topic, label: Bilingual::new(form.fr, form.en), shape, reported, concepts })
}

/// The concepts that something hangs on: some, each known to the vocabulary, each once.
fn read_concepts(names: &[String]) -> Result<Vec<ConceptId>, Problem> {
    let vocabulary = liptako_core::vocabulary::shipped().map_err(|faults| {
        Problem::Form(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    })?;
    if names.is_empty() || names.len() > MAX_QUESTION_CONCEPTS {
        return Err(Problem::Concepts);
    }
    let mut kept: Vec<ConceptId> = Vec::with_capacity(names.len());
    for name in names {
        let concept = vocabulary.concept(name).ok_or_else(|| Problem::UnknownConcept(name.clone()))?;
        if kept.contains(&concept.id) {
            return Err(Problem::Twice(name.clone()));
        }
        kept.push(concept.id.clone());
    }
    Ok(kept)
}

/// Reads one instrument's file.
///
/// # Errors
/// Every fault of the file.
pub fn read_profile(questionnaire: &Questionnaire, file: DataFile<'_>) -> Result<Profile, Vec<DataFault>> {
    let mut reading = Reading::of(file);
    let Some(form) = reading.form::<InstrumentFileForm>() else { return reading.end(None) };
    reading.bound(&form.source);
    reading.bound(&form.answer);
    let mut sources = Sources::read(&mut reading, form.source);
    let head = form.instrument.span().start;
    let instrument = read_instrument(&mut reading, head, form.instrument.into_inner(), &mut sources);
    let expected = instrument.as_ref().is_none_or(|instrument| instrument.answers_expected);
    let mut answers = BTreeMap::new();
    for block in form.answer {
        let start = block.span().start;
        let form = block.into_inner();
        let id = form.question.clone();
        let Some(question) = questionnaire.question(&id) else {
            reading.fault(start, Some(&id), Problem::UnknownQuestion);
            continue;
        };
        if !expected {
            reading.fault(start, Some(&id), Problem::NotExpected);
        }
        // The line of the value is the one to mend when the value is what is wrong.
        let value_at = form.value.span().start;
        let Some(answer) = read_answer(&mut reading, start, value_at, question, form, &mut sources) else {
            continue;
        };
        if answers.insert(question.id.clone(), answer).is_some() {
            reading.fault(start, Some(&id), Problem::Twice(id.clone()));
        }
    }
    if expected && reading.faults.is_empty() {
        for question in questionnaire.questions.iter().filter(|question| !answers.contains_key(&question.id))
        {
            reading.fault(head, Some(question.id.as_str()), Problem::Unanswered);
        }
    }
    if let Some((start, key)) = sources.idle().filter(|_| reading.faults.is_empty()) {
        reading.fault(start, None, Problem::IdleSource(key));
    }
    reading.end(instrument.map(|instrument| Profile { instrument, answers }))
}

/// The sources of a file by key, and which have been cited.
#[derive(Default)]
struct Sources {
    known: BTreeMap<String, (usize, Source)>,
    cited: BTreeSet<String>,
}

impl Sources {
    fn read(reading: &mut Reading<'_>, blocks: Vec<Spanned<SourceForm>>) -> Self {
        let mut sources = Self::default();
        for block in blocks {
            let start = block.span().start;
            let SourceForm { key, name, url, cited_url } = block.into_inner();
            let name = reading.text(start, "name", name);
            let source = Source { name, url, cited_url };
            if sources.known.insert(key.clone(), (start, source)).is_some() {
                reading.fault(start, None, Problem::Twice(key));
            }
        }
        sources
    }

    fn cite(&mut self, keys: &[String]) -> Result<Vec<Source>, Problem> {
        let mut found = Vec::with_capacity(keys.len());
        for key in keys {
            let (_, source) = self.known.get(key).ok_or_else(|| Problem::UnknownSource(key.clone()))?;
            found.push(source.clone());
            self.cited.insert(key.clone());
        }
        Ok(found)
    }

    fn idle(&self) -> Option<(usize, String)> {
        let mut idle = self.known.iter().filter(|(key, _)| !self.cited.contains(*key));
        idle.next().map(|(key, (start, _))| (*start, key.clone()))
    }
}

fn read_instrument(
    reading: &mut Reading<'_>,
    at: usize,
    form: InstrumentForm,
    sources: &mut Sources,
) -> Option<Instrument> {
    let id = reading.keep(at, None, form.id.parse::<InstrumentId>());
    let date = reading.keep(at, None, day(&form.date));
    let mut related = |forms: Vec<RelatedForm>| {
        let read =
            forms.into_iter().map(|form| Ok(RelatedText { title: form.title, date: moment(&form.date)? }));
        reading.keep(at, None, read.collect::<Result<Vec<_>, Problem>>())
    };
    let (amendments, implementing_texts) = (related(form.amendments), related(form.implementing_texts));
    let cited = reading.keep(at, None, sources.cite(&form.sources));
    let short = Bilingual::new(
        reading.text(at, "short_fr", form.short_fr),
        reading.text(at, "short_en", form.short_en),
    );
    let title = Bilingual::new(
        reading.text(at, "title_fr", form.title_fr),
        reading.text(at, "title_en", form.title_en),
    );
    Some(Instrument {
        id: id?,
        role: form.role,
        country: form.country,
        authority: form.authority,
        short,
        title,
        date: date?,
        in_force: form.in_force,
        read_whole: form.read_whole,
        reference: form.reference,
        authority_status: form.authority_status,
        composition: form.composition,
        amendments: amendments?,
        implementing_texts: implementing_texts?,
        related_texts: form.related_texts,
        alerts: form.alerts,
        sources: cited?,
        answers_expected: form.answers_expected,
    })
}

fn read_answer(
    reading: &mut Reading<'_>,
    start: usize,
    value_at: usize,
    question: &Question,
    form: AnswerForm,
    sources: &mut Sources,
) -> Option<Answer> {
    let id = Some(question.id.as_str());
    let finding = reading.keep(value_at, id, finding(question, form.value.get_ref()));
    let confidence = match &form.confidence {
        None => Some(Confidence::Unknown),
        Some(name) => {
            let known = Confidence::from_name(name).filter(|level| *level != Confidence::Unknown);
            reading.keep(start, id, known.ok_or_else(|| Problem::Confidence(name.clone())))
        }
    };
    let cited = reading.keep(start, id, sources.cite(&form.sources));
    let from = reading.keep(start, id, form.valid_from.as_deref().map(day).transpose());
    let to = reading.keep(start, id, form.valid_to.as_deref().map(day).transpose());
    let mut answer = reading.keep(start, id, Answer::new(finding?, form.partial, confidence?))?;
    answer.article = form.article;
    answer.note = form.note;
    answer.sources = cited?;
    answer.valid = Validity { from: from?, to: to? };
    reading.keep(start, id, answer.check())?;
    Some(answer)
}

fn day(text: &str) -> Result<Date, Problem> {
    let fault = || Problem::Date(text.chars().take(40).collect());
    let date: Date = text.parse().map_err(|_| fault())?;
    if date.to_string() == text { Ok(date) } else { Err(fault()) }
}

fn moment(text: &str) -> Result<Moment, Problem> {
    match text.parse::<i16>() {
        Ok(year) if text.len() == 4 && year > 0 => Ok(Moment::Year(year)),
        _ => day(text).map(Moment::Day),
    }
}

/// What a value of a file says, in the type of its question.
fn finding(question: &Question, value: &toml::Value) -> Result<Finding, ValueFault> {
    if let toml::Value::String(text) = value {
        match text.as_str() {
            UNKNOWN => return Ok(Finding::Unknown),
            SILENT => return Ok(Finding::Silent),
            NOT_APPLICABLE => return Ok(Finding::NotApplicable),
            _ => {}
        }
    }
    let shape = &question.shape;
    let value = match (shape, value) {
        (Shape::Bool, toml::Value::Boolean(yes)) => Value::Bool(*yes),
        (Shape::Choice(_) | Shape::Choices(_), toml::Value::String(code)) => {
            Value::of_codes(shape, &[code], false)?
        }
        (Shape::Choice(_) | Shape::Choices(_), toml::Value::Array(items)) => {
            if items.len() > MAX_CODES {
                return Err(ValueFault::Type {
                    expected: "a list of at most 32 codes",
                    found: "a longer one",
                });
            }
            let codes = items.iter().map(|item| item.as_str().ok_or_else(|| wrong(shape, item)));
            Value::of_codes(shape, &codes.collect::<Result<Vec<_>, _>>()?, true)?
        }
        (Shape::Duration, toml::Value::String(text)) => Value::Duration(text.parse::<Duration>()?),
        (Shape::Amount, toml::Value::Table(table)) => Value::Amount(amount(table)?),
        (Shape::Integer(_), toml::Value::Integer(number)) => Value::of_integer(*number)?,
        (Shape::Text, toml::Value::String(text)) => Value::of_text(text)?,
        // A text that would read as one of the special values.
        (Shape::Text, toml::Value::Table(table)) if table.len() == 1 => {
            let text = table.get("text").and_then(toml::Value::as_str);
            Value::of_text(text.ok_or_else(|| wrong(shape, value))?)?
        }
        (shape, value) => return Err(wrong(shape, value)),
    };
    Ok(Finding::Value(value))
}

fn wrong(shape: &Shape, value: &toml::Value) -> ValueFault {
    ValueFault::Type { expected: shape.name(), found: value.type_str() }
}

fn amount(table: &toml::Table) -> Result<Amount, ValueFault> {
    if table.keys().any(|key| !["min", "max", "currency", "percent_turnover"].contains(&key.as_str())) {
        return Err(ValueFault::Amount);
    }
    let whole = |key: &str| match table.get(key) {
        None => Ok(None),
        Some(value) => {
            let number = value.as_integer().and_then(|number| u64::try_from(number).ok());
            number.map(Some).ok_or(ValueFault::Amount)
        }
    };
    let currency = table.get("currency").and_then(toml::Value::as_str).ok_or(ValueFault::Amount)?.parse()?;
    let share = whole("percent_turnover")?.map(u8::try_from).transpose().map_err(|_| ValueFault::Amount)?;
    Amount::new(whole("min")?, whole("max")?, currency, share)
}

macro_rules! shipped_file {
    ($name:literal) => {
        DataFile { name: $name, text: include_str!(concat!("../../../data/", $name)) }
    };
}

/// The topics that ship with the program.
pub const TOPICS: DataFile<'_> = shipped_file!("topics.toml");
/// The codes that ship with the program.
pub const CODES: DataFile<'_> = shipped_file!("codes.toml");
/// The questions that ship with the program.
pub const QUESTIONS: DataFile<'_> = shipped_file!("questions.toml");
/// The instruments that ship with the program, in the order of the columns.
pub const INSTRUMENTS: [DataFile<'_>; 8] = [
    shipped_file!("instruments/ml_2013_015.toml"),
    shipped_file!("instruments/bf_001_2021.toml"),
    shipped_file!("instruments/ne_2022_59.toml"),
    shipped_file!("instruments/au_malabo_2014.toml"),
    shipped_file!("instruments/coe_108plus_2018.toml"),
    shipped_file!("instruments/eu_gdpr_2016.toml"),
    shipped_file!("instruments/ecowas_2010.toml"),
    shipped_file!("instruments/aes_cc_apdp_2025.toml"),
];

/// Reads a questionnaire and its instruments.
///
/// # Errors
/// Every fault of the first file that has some.
pub fn read_library(instruments: &[DataFile<'_>]) -> Result<Library, Vec<DataFault>> {
    let questionnaire = read_questionnaire(TOPICS, CODES, QUESTIONS)?;
    let mut profiles: Vec<Profile> = Vec::with_capacity(instruments.len());
    for file in instruments {
        let profile = read_profile(&questionnaire, *file)?;
        if profiles.iter().any(|other| other.instrument.id == profile.instrument.id) {
            let problem = Problem::Twice(profile.instrument.id.to_string());
            return Err(vec![DataFault { file: file.name.to_owned(), line: 1, question: None, problem }]);
        }
        profiles.push(profile);
    }
    Ok(Library { questionnaire, profiles })
}

static SHIPPED: LazyLock<Result<Library, Vec<DataFault>>> = LazyLock::new(|| read_library(&INSTRUMENTS));

/// What ships with the program, read once: the base on which the authorities' own records stand.
///
/// # Errors
/// The faults of the files; a test keeps them at none.
pub fn shipped() -> Result<&'static Library, &'static [DataFault]> {
    SHIPPED.as_ref().map_err(Vec::as_slice)
}
