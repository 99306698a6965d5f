//! Profiles: instrument → topic → question → answer.

pub mod data;
mod model;
mod value;

pub use data::{DataFault, DataFile, Problem, shipped};
pub use model::{
    Answer, AnswerFault, AuthorityStatus, Bilingual, Confidence, Finding, IdFault, Instrument, InstrumentId,
    Library, MAX_ID_BYTES, MAX_SOURCES, MAX_TEXT, Moment, Profile, Question, QuestionId, Questionnaire,
    RelatedText, Role, Shape, Source, Topic, TopicId, Unit, Validity,
};
pub use value::{
    Amount, Code, Currency, Duration, Extent, MAX_AMOUNT, MAX_CODES, MAX_INTEGER, MAX_TEXT_VALUE, MAX_TIME,
    Value, ValueFault,
};
