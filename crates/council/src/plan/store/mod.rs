//! Every SQL statement of the plan, and nothing else: one file writes facts and the rows that follow from them,
//! one counts as they change, one asks, one says what the answers are.

mod count;
mod facts;
mod in_order;
mod query;
mod view;

pub(super) use facts::{around_position, around_proposal, insert_position, insert_proposal, settle};
pub use query::{
    action, action_names, actions, awaiting, axis, concepts_in_use, dependencies, find_proposal, history,
    history_page, objective, open_on, overview, proposal, proposals, titles, value,
};
pub use view::{
    ActionFilter, ActionLine, ActionName, ActionView, AxisView, ChangeView, Counts, InForce, PositionView,
    ProgressInForce, ProposalLine, ProposalView,
};
