//! The action plan on three nodes with real databases: SQLite always, PostgreSQL when `LIPTAKO_TEST_PG` is set.

mod engines;
mod house;
mod journeys;
mod rules;
