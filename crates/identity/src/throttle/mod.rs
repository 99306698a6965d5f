//! Waiting times after failed attempts, per login and per client address, kept across restarts.

mod model;
pub(crate) mod store;

pub use model::Throttle;
pub(crate) use model::{Failures, Subject};
