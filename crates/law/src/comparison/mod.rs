//! Instruments compared: question by question, then by topic and as a whole.

mod board;
mod convergence;
mod model;
pub mod search;
pub mod store;
pub mod timeline;
pub(crate) mod web;
mod weights;

pub use board::{PairBoard, Standing, board, gravest_first, pair};

pub use convergence::{Convergence, Share, Tally, convergence};
pub use model::{
    Basis, Bridge, Comparison, Distance, Obstacle, Quiet, Relation, RelationKind, Side, compare, relate,
};
pub use weights::{MAX_WEIGHT, THOUSAND, WEIGHTS, Weights, read_weights, shipped_weights};
