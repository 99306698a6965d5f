//! The laws side by side: the data that ships, what is computed from it, and what authorities record. On SQLite
//! always, on PostgreSQL when `LIPTAKO_TEST_PG` is set.

#![expect(clippy::unwrap_used, reason = "in a test an error is a failure, and says where")]

mod comparison;
mod data;
mod engines;
mod records;
mod world;
