//! Pairs and trios of nodes on loopback, over real sockets, with clocks that stand still.

mod bodies;
mod bundles;
mod cuts;
mod forks;
mod hostile;
mod house;
mod journey;
mod recovery;
