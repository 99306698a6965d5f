//! The common rule: what the laws could agree on, who would have to change what, and what the three authorities decided.

mod act;
mod decision;
pub mod demo;
mod model;
mod options;
mod project;
pub mod record;
#[cfg(test)]
mod samples;
mod scales;
pub mod store;
#[cfg(test)]
mod story;
mod tables;
pub(crate) mod web;

pub use act::{AlignmentError, Decision, Desk, Draft, Duty, comment, decide, duty, propose, shipped_desk};
pub use decision::{
    Facts, Irregularity, Outcome, Past, Place, PositionFact, ProposalFact, Received, Word, deciding_rule,
};
pub use model::{
    Comment, CommonRule, Fault, Ground, MAX_GROUNDS, Position, Problem, Proposal, Subject, Target,
    check_comment, check_reason, question_object,
};
pub use options::{Choice, Effort, Options, Withheld, effort, may_be_harmonised, options};
pub use project::AlignmentProjector;
pub use scales::{Order, SCALES, Scale, Scales, read_scales, shipped_scales};
