//! What is known of a law: instruments, the questions put to them, and the answers, each with its article, its
//! sources and how sure it is.
//!
//! Everything here is valid by construction: codes exist, a value has its question's type, and what is not
//! known is said so. The doors are [`super::data`] for the files and `super::record` for the journal.

use super::value::{Code, Value};
use jiff::civil::Date;
use liptako_core::Bilingual;
use liptako_core::vocabulary::ConceptId;
use std::collections::BTreeMap;

/// Longest identifier of a topic, question or instrument, in bytes.
pub const MAX_ID_BYTES: usize = 64;
/// Longest note, article or other text, in characters.
pub const MAX_TEXT: usize = 2_000;
/// Most sources of one answer.
pub const MAX_SOURCES: usize = 16;

/// An identifier is not made of what identifiers are made of.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an identifier: 1 to 64 of a–z, 0–9, “_” and “.”, beginning with a letter")]
pub struct IdFault(pub String);

/// Whether these are 1 to [`MAX_ID_BYTES`] of `a–z 0–9 _ .`, a letter first.
pub(crate) fn is_id(text: &str) -> bool {
    text.len() <= MAX_ID_BYTES
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.'))
}

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The identifier as files and addresses write it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdFault;

            fn from_str(text: &str) -> Result<Self, IdFault> {
                if is_id(text) { Ok(Self(text.into())) } else { Err(IdFault(text.chars().take(80).collect())) }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

identifier!(
    /// Names an instrument for ever: `ml_2013_015`.
    InstrumentId
);
identifier!(
    /// Names a topic for ever: `breach`.
    TopicId
);
identifier!(
    /// Names a question for ever: `breach.notify_authority.deadline`.
    QuestionId
);

/// What an instrument is to the three authorities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The law of a member's State (*loi nationale*): its authority alone keeps the column.
    NationalLaw,
    /// A regional text to compare with: Malabo, the ECOWAS act.
    RegionalReference,
    /// An international text to compare with: Convention 108+.
    InternationalReference,
    /// A foreign text to compare with: the GDPR.
    ForeignReference,
    /// The framework of the authorities themselves: described, not questioned.
    CooperationFramework,
}

/// Where a national authority stands, as far as was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorityStatus {
    /// At work.
    Operational,
    /// Being merged with another body.
    Merging,
    /// Somebody reported its abolition; not confirmed. **Never shown as a fact.**
    ReportedAbolished,
    /// Abolished.
    Abolished,
}

/// A text that changes or completes an instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelatedText {
    /// Its title.
    pub title: String,
    /// Its day, or its year when only that is known.
    pub date: Moment,
}

/// A day, or a year when only that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// A year.
    Year(i16),
    /// A day.
    Day(Date),
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What people call it.
    pub name: String,
    /// Address of the page that was read.
    pub url: Option<String>,
    /// Address that the source gives, and that was not opened.
    pub cited_url: Option<String>,
}

/// A law, a convention, an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instrument {
    /// Its identifier.
    pub id: InstrumentId,
    /// What it is to the authorities.
    pub role: Role,
    /// Country code of the State or area it binds; none for a convention.
    pub country: Option<String>,
    /// Acronym of the authority it sets up.
    pub authority: Option<String>,
    /// Short name, for a column.
    pub short: Bilingual,
    /// Whole title.
    pub title: Bilingual,
    /// Day of adoption or signature.
    pub date: Date,
    /// Whether it is in force, when that is known.
    pub in_force: Option<bool>,
    /// Whether whoever filled the column read the whole text.
    pub read_whole: bool,
    /// Where it was published.
    pub reference: Option<String>,
    /// Where its authority stands.
    pub authority_status: Option<AuthorityStatus>,
    /// Who sits in its authority.
    pub composition: Option<String>,
    /// Texts that changed it.
    pub amendments: Vec<RelatedText>,
    /// Texts that apply it.
    pub implementing_texts: Vec<RelatedText>,
    /// Other texts that touch its subject.
    pub related_texts: Vec<String>,
    /// What to know before using the column.
    pub alerts: Vec<String>,
    /// What the description above rests on.
    pub sources: Vec<Source>,
    /// Whether the questions are put to it.
    pub answers_expected: bool,
}

/// A group of questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its identifier.
    pub id: TopicId,
    /// Its name.
    pub name: Bilingual,
    /// The concepts of the common vocabulary that it hangs on.
    pub concepts: Vec<ConceptId>,
}

/// The unit of a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Years of age or of time.
    Years,
    /// Hundredths.
    Percent,
}

/// What form the answers to a question take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// Yes or no.
    Bool,
    /// One of these codes.
    Choice(Vec<Code>),
    /// Some of these codes.
    Choices(Vec<Code>),
    /// A time.
    Duration,
    /// A sum, or a range of sums.
    Amount,
    /// A count.
    Integer(Option<Unit>),
    /// A short text.
    Text,
}

impl Shape {
    /// Its name in files.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Choice(_) | Self::Choices(_) => "enum",
            Self::Duration => "duration",
            Self::Amount => "amount",
            Self::Integer(_) => "integer",
            Self::Text => "text",
        }
    }

    /// The codes an answer may hold.
    pub fn codes(&self) -> &[Code] {
        match self {
            Self::Choice(codes) | Self::Choices(codes) => codes,
            _ => &[],
        }
    }
}

/// What is asked of every instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its identifier.
    pub id: QuestionId,
    /// The topic it belongs to.
    pub topic: TopicId,
    /// The question.
    pub label: Bilingual,
    /// What form its answers take.
    pub shape: Shape,
    /// Codes that only repeat an unconfirmed report: never shown, nor compared, as a fact.
    pub reported: Vec<Code>,
    /// The concepts of the common vocabulary that it hangs on, the main one first.
    pub concepts: Vec<ConceptId>,
}

impl Question {
    /// Whether a finding has this question's type, its codes among those offered and in their order.
    pub fn admits(&self, finding: &Finding) -> bool {
        let Finding::Value(value) = finding else { return true };
        match (&self.shape, value) {
            (Shape::Choice(offered), Value::Choice(code)) => offered.contains(code),
            (Shape::Choices(offered), Value::Choices(codes)) => {
                let place = |code: &Code| offered.iter().position(|known| known == code);
                let places: Option<Vec<usize>> = codes.iter().map(place).collect();
                places.is_some_and(|places| !places.is_empty() && places.is_sorted_by(|a, b| a < b))
            }
            (Shape::Bool, Value::Bool(_))
            | (Shape::Duration, Value::Duration(_))
            | (Shape::Amount, Value::Amount(_))
            | (Shape::Integer(_), Value::Integer(_))
            | (Shape::Text, Value::Text(_)) => true,
            _ => false,
        }
    }

    /// Whether this value only repeats an unconfirmed report.
    pub fn is_reported(&self, value: &Value) -> bool {
        matches!(value, Value::Choice(code) if self.reported.contains(code))
    }
}

/// How sure an answer is, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Read in the text, even by extract, or on the authority's own pages (*lu dans le texte*).
    Verified,
    /// A note, the press, doctrine, or a public document that cites the text (*source secondaire*).
    Secondary,
    /// Somebody's general knowledge, not read again (*de mémoire*): never shown as established.
    Recalled,
    /// Not established.
    Unknown,
}

impl Confidence {
    /// Every level.
    pub const ALL: [Self; 4] = [Self::Verified, Self::Secondary, Self::Recalled, Self::Unknown];

    /// Its name in files, tables and addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Secondary => "secondary",
            Self::Recalled => "recalled",
            Self::Unknown => "unknown",
        }
    }

    /// The level of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|confidence| confidence.name() == name)
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// We do not know. It never means that the law says nothing.
    Unknown,
    /// The text that was read provides nothing.
    Silent,
    /// The question has no object for this instrument.
    NotApplicable,
    /// This is what it says.
    Value(Value),
}

/// From when and until when an answer holds; open where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Validity {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

impl Validity {
    /// Whether an answer with these dates holds on a day.
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// What an instrument answers to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    finding: Finding,
    partial: bool,
    confidence: Confidence,
    /// The article, as the instrument numbers it.
    pub article: Option<String>,
    /// What to know about the answer.
    pub note: Option<String>,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// When it holds.
    pub valid: Validity,
}

/// Why an answer does not hold together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum AnswerFault {
    /// A value without a level of confidence.
    #[error("an answer that is not “unknown” says how sure it is: verified, secondary or recalled")]
    NoConfidence,
    /// Unknown, and sure of it.
    #[error("an unknown answer has no level of confidence")]
    UnknownButSure,
    /// Open, and not a list.
    #[error("only a list can be partial")]
    PartialNotList,
    /// Ends before it begins.
    #[error("it ends before it begins")]
    EndsBeforeStart,
    /// A text is too long.
    #[error("a text is longer than {MAX_TEXT} characters")]
    TooLong,
    /// Too many sources.
    #[error("there are more than {MAX_SOURCES} sources")]
    TooManySources,
}

impl Answer {
    /// An answer that nobody has yet.
    pub const fn unknown() -> Self {
        Self {
            finding: Finding::Unknown,
            partial: false,
            confidence: Confidence::Unknown,
            article: None,
            note: None,
            sources: Vec::new(),
            valid: Validity { from: None, to: None },
        }
    }

    /// A finding with how sure it is. `partial`: the list is open, what is absent from it proves nothing.
    ///
    /// # Errors
    /// [`AnswerFault`] when the three do not go together.
    pub fn new(finding: Finding, partial: bool, confidence: Confidence) -> Result<Self, AnswerFault> {
        match (&finding, confidence) {
            (Finding::Unknown, Confidence::Unknown) => {}
            (Finding::Unknown, _) => return Err(AnswerFault::UnknownButSure),
            (_, Confidence::Unknown) => return Err(AnswerFault::NoConfidence),
            _ => {}
        }
        if partial && !matches!(finding, Finding::Value(Value::Choices(_))) {
            return Err(AnswerFault::PartialNotList);
        }
        Ok(Self { finding, partial, confidence, ..Self::unknown() })
    }

    /// Checks the texts, sources and dates that surround the finding.
    ///
    /// # Errors
    /// [`AnswerFault`] of the first that is out of bounds.
    pub fn check(&self) -> Result<(), AnswerFault> {
        if matches!((self.valid.from, self.valid.to), (Some(from), Some(to)) if to < from) {
            return Err(AnswerFault::EndsBeforeStart);
        }
        if self.sources.len() > MAX_SOURCES {
            return Err(AnswerFault::TooManySources);
        }
        let of_sources = self
            .sources
            .iter()
            .flat_map(|source| [Some(&source.name), source.url.as_ref(), source.cited_url.as_ref()]);
        let texts = [self.article.as_ref(), self.note.as_ref()].into_iter().chain(of_sources).flatten();
        let is_long = |text: &String| text.chars().count() > MAX_TEXT;
        if texts.into_iter().any(is_long) { Err(AnswerFault::TooLong) } else { Ok(()) }
    }

    /// What was found.
    pub const fn finding(&self) -> &Finding {
        &self.finding
    }

    /// Whether nobody knows it.
    pub const fn is_unknown(&self) -> bool {
        matches!(self.finding, Finding::Unknown)
    }

    /// Whether the list is open: what is absent from it proves nothing.
    pub const fn is_partial(&self) -> bool {
        self.partial
    }

    /// How sure it is.
    pub const fn confidence(&self) -> Confidence {
        self.confidence
    }
}

/// An instrument with its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The instrument.
    pub instrument: Instrument,
    /// One answer per question; none at all when none are expected.
    pub answers: BTreeMap<QuestionId, Answer>,
}

/// The questions and what their codes mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Questionnaire {
    /// Topics, in the order of the pages.
    pub topics: Vec<Topic>,
    /// Questions, in the order of the pages, each topic's together.
    pub questions: Vec<Question>,
    /// What each code means.
    pub codes: BTreeMap<Code, Bilingual>,
}

impl Questionnaire {
    /// The question of this identifier.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id.as_str() == id)
    }

    /// The questions of a topic, in order.
    pub fn of_topic<'a>(&'a self, topic: &'a TopicId) -> impl Iterator<Item = &'a Question> {
        self.questions.iter().filter(move |question| question.topic == *topic)
    }
}

/// Questions, and every instrument's answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Library {
    /// The questions.
    pub questionnaire: Questionnaire,
    /// The instruments, in the order of the columns.
    pub profiles: Vec<Profile>,
}

impl Library {
    /// The profile of this instrument.
    pub fn profile(&self, id: &str) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.instrument.id.as_str() == id)
    }

    /// The instruments that the questions are put to, in the order of the columns.
    pub fn questioned(&self) -> impl Iterator<Item = &Profile> {
        self.profiles.iter().filter(|profile| profile.instrument.answers_expected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(yes: bool) -> Finding {
        Finding::Value(Value::Bool(yes))
    }

    #[test]
    fn unknown_and_sure_do_not_go_together() {
        assert_eq!(Answer::new(Finding::Unknown, false, Confidence::Unknown), Ok(Answer::unknown()));
        let sure = Answer::new(Finding::Unknown, false, Confidence::Verified);
        assert_eq!(sure, Err(AnswerFault::UnknownButSure));
        for finding in [value(true), Finding::Silent, Finding::NotApplicable] {
            let unsaid = Answer::new(finding, false, Confidence::Unknown);
            assert_eq!(unsaid, Err(AnswerFault::NoConfidence));
        }
    }

    #[test]
    fn only_a_list_is_partial() {
        for finding in [value(true), Finding::Silent] {
            let open = Answer::new(finding, true, Confidence::Verified);
            assert_eq!(open, Err(AnswerFault::PartialNotList));
        }
        let list = Finding::Value(Value::Choices(vec!["consent".parse().unwrap()]));
        assert!(Answer::new(list, true, Confidence::Verified).is_ok());
    }

    #[test]
    fn texts_sources_and_dates_are_bounded() {
        let sound = Answer::new(value(true), false, Confidence::Recalled).unwrap();
        assert_eq!(sound.check(), Ok(()));
        let mut long = sound.clone();
        long.note = Some("é".repeat(MAX_TEXT + 1));
        assert_eq!(long.check(), Err(AnswerFault::TooLong));
        let mut many = sound.clone();
        many.sources = vec![Source { name: "JO".into(), url: None, cited_url: None }; MAX_SOURCES + 1];
        assert_eq!(many.check(), Err(AnswerFault::TooManySources));
        let mut backwards = sound;
        let day = jiff::civil::date(2021, 3, 30);
        backwards.valid = Validity { from: Some(day), to: day.yesterday().ok() };
        assert_eq!(backwards.check(), Err(AnswerFault::EndsBeforeStart));
    }

    #[test]
    fn identifiers_are_plain() {
        for good in ["breach", "breach.notify_authority.deadline", "ml_2013_015"] {
            assert_eq!(good.parse::<QuestionId>().unwrap().as_str(), good);
        }
        for bad in ["", "2013", "Breach", "breach deadline", "délai", &"x".repeat(65)] {
            assert!(bad.parse::<QuestionId>().is_err(), "{bad}");
        }
    }
}
