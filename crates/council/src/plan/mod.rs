//! The joint action plan: axes → objectives → actions, changed by proposals and positions.

mod act;
pub mod api;
mod check;
#[cfg(test)]
mod convergence;
mod decimal;
mod decision;
pub mod demo;
mod fold;
mod model;
mod project;
pub mod record;
#[cfg(test)]
mod samples;
pub mod store;
#[cfg(test)]
mod story;
pub mod web;

pub use act::{Decision, Draft, Duty, PlanError, decide, duty, propose};
pub use check::{Fault, Faults, Problem, check_reason, closes_a_circle};
pub use decimal::{Decimal, DecimalError};
pub use decision::{
    ChangeFact, Facts, Irregularity, Outcome, Past, Place, PositionFact, ProposalFact, Rules, Slot, Tenure,
    references,
};
pub use fold::{Received, Word};
pub use model::{
    Action, Axis, Change, Content, Indicator, Measure, Objective, Officer, Part, Position, Progress,
    Proposal, Standing, State, day_of, is_late,
};
pub use project::PlanProjector;
