//! Profiles: instrument → topic → question → answer.

mod act;
pub mod data;
mod decision;
mod form;
mod model;
mod project;
pub mod record;
#[cfg(test)]
mod samples;
pub mod store;
mod value;
pub(crate) mod web;

pub use act::{Draft, ProfileError, answer, attest};

pub use data::{DataFault, DataFile, Problem, shipped};
pub use decision::{Irregularity, Newest, judge_answer, judge_attestation, keeper};
pub use form::AnswerForm;
pub use model::{
    Answer, AnswerFault, AuthorityStatus, Confidence, Finding, IdFault, Instrument, InstrumentId, Library,
    MAX_ID_BYTES, MAX_SOURCES, MAX_TEXT, Moment, Profile, Question, QuestionId, Questionnaire, RelatedText,
    Role, Shape, Source, Topic, TopicId, Unit, Validity,
};
pub use project::ProfileProjector;
pub use value::{
    Amount, Code, Currency, Duration, Extent, MAX_AMOUNT, MAX_CODES, MAX_INTEGER, MAX_TEXT_VALUE, MAX_TIME,
    Value, ValueFault,
};
