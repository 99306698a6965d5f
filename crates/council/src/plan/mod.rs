//! The joint action plan: axes → objectives → actions, changed by proposals and positions.

mod check;
mod decimal;
mod decision;
mod fold;
mod model;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod story;

pub use check::{Fault, Faults, Problem, check_reason, closes_a_circle};
pub use decimal::{Decimal, DecimalError};
pub use decision::{
    ChangeFact, Facts, Irregularity, Outcome, Past, Place, PositionFact, ProposalFact, Rules, Slot, Tenure,
    references,
};
pub use fold::{Received, Word};
pub use model::{
    Action, Axis, Bilingual, Change, Content, Indicator, Measure, Objective, Officer, Part, Position,
    Progress, Proposal, Standing, State, is_late,
};
