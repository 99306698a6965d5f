//! Pairs and trios of nodes on loopback, over real sockets, with clocks that stand still.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails says so loudly")]

mod bodies;
mod bundles;
mod cuts;
mod erasure;
mod forks;
mod hostile;
mod house;
mod journey;
mod recovery;
mod sealed;
mod thief;
