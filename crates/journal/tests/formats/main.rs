//! The pure formats: what they are, byte for byte, and what they refuse.
#![expect(clippy::expect_used, reason = "samples are made outside test functions, and must be made")]

mod cards;
mod documents;
mod entries;
mod golden;
mod hostile;
mod oracles;
mod packages;
mod sample;
mod vectors;
mod weight;
