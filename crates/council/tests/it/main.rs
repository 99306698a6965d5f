//! The action plan on three nodes with real databases: SQLite always, PostgreSQL when `LIPTAKO_TEST_PG` is set.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "in a test an error is a failure, and says where"
)]

mod counts;
mod house;
mod journeys;
mod pages;
mod reading;
mod rules;
mod texts;
