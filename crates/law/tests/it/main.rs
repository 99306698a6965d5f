//! The laws side by side: the data that ships, and what is computed from it.

#![expect(clippy::unwrap_used, reason = "in a test an error is a failure, and says where")]

mod comparison;
mod data;
