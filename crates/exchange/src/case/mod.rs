//! Cross-border cases: one number for life, one timeline, a visible legal clock, sealed to the authorities concerned.

mod act;
pub mod check;
mod clock;
#[cfg(test)]
mod clock_tests;
mod delays;
pub mod drafts;
pub mod export;
pub mod figures;
pub mod files;
mod fold;
#[cfg(test)]
mod fold_tests;
mod judge;
mod model;
mod number;
pub mod paper;
mod project;
pub mod record;
#[cfg(test)]
mod samples;
pub mod store;
pub(crate) mod web;
pub mod words;

pub use act::{
    Approved, Attach, CaseError, Erase, FileOf, MAX_DOCUMENTS, NewOpening, Submitted, add_document, amend,
    approve, discard, draft_opening, erase, may, remove_document, resend, send_back, submit,
};
pub use check::{Fault, MAX_LINE, MAX_REASON, MAX_TEXT, Problem};
pub use clock::{ClockState, Cosigned, Deadline, Dial, deadlines};
pub use delays::{
    CaseDataFault, Country, Delay, Delays, Item, Length, MAX_EXTENSION, Unit, checklist, read_checklists,
    read_delays, shipped_delays,
};
pub use fold::{Asked, Case, Extended, Folded, Text, fold, had_seen, joint_rule};
pub use judge::{Irregularity, MAX_STEPS, judge};
pub use model::{
    Answer, CaseKind, Document, Duty, Event, Form, Head, Opening, Outcome, Person, Place, Skeleton, Stage,
    Step, StepName,
};
pub use number::{CaseNumber, MAX_SERIAL, NumberError};
pub use project::{CaseProjector, case_object};
