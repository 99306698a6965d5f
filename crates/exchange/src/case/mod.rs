//! Cross-border cases: one number for life, one timeline, a visible legal clock, sealed to the authorities concerned.

pub mod check;
mod clock;
mod delays;
mod fold;
mod judge;
mod model;
mod number;
pub mod record;

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
