//! Accounts, sessions and acts on a real database: SQLite always, PostgreSQL when `LIPTAKO_TEST_PG` is set.

#![expect(clippy::unwrap_used, reason = "in a test an error is a failure, and says where")]

mod acts;
mod house;
mod passwords;
mod people;
mod projection;
mod sessions;
mod sign_in;
mod table;
