//! The library of practices: what one authority found out, so that the two others need not.

mod act;
pub mod demo;
mod difference;
pub mod draft;
pub mod file;
pub mod import;
mod model;
mod project;
pub mod record;
#[cfg(test)]
pub(crate) mod samples;
pub mod store;
pub mod view;
pub mod web;

pub use act::{Duties, PracticeError, adopt, private_files, publication_request, publish, review, tell};
pub use difference::{Change, differences, folded};
pub use model::{
    Adoption, Cited, Content, Fault, Feedback, Figure, Form, Intent, LegalBasis, Licence, MAX_ATTACHMENTS,
    MAX_BODY, MAX_CONCEPTS, MAX_LINE, MAX_LINES, MAX_SUMMARY, MAX_TAKEN, MAX_TEXT, MAX_TITLE, Place,
    PracticeKind, Problem, Review, Sector, Source, Stance, Version, is_question_id,
};
pub use project::{Irregularity, PracticeProjector};
