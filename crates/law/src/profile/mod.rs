//! Profiles: instrument → topic → question → answer.

mod act;
pub mod data;
mod decision;
mod form;
mod history;
mod model;
mod project;
pub mod record;
#[cfg(test)]
pub(crate) mod samples;
pub mod store;
mod todo;
mod value;
pub(crate) mod web;

pub use act::{Draft, NotAttested, ProfileError, answer, attest, attest_all};

pub use data::{DataFault, DataFile, Problem, shipped};
pub use decision::{Irregularity, Newest, judge_answer, judge_attestation, keeper};
pub use form::AnswerForm;
pub(crate) use form::is_address;
pub use history::{History, Step};
pub use model::{
    Answer, AnswerFault, AuthorityStatus, Confidence, Finding, IdFault, Instrument, InstrumentId, Library,
    MAX_ID_BYTES, MAX_SOURCES, MAX_TEXT, Moment, Profile, Question, QuestionId, Questionnaire, RelatedText,
    Role, Shape, Source, Topic, TopicId, Unit, Validity,
};
pub use project::ProfileProjector;
pub use todo::{Progress, Todo, lacking, next, to_attest};
pub use value::{
    Amount, Code, Currency, Duration, Extent, MAX_AMOUNT, MAX_CODES, MAX_INTEGER, MAX_TEXT_VALUE, MAX_TIME,
    Value, ValueFault,
};
