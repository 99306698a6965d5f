//! Accounts, sessions and acts on a real database: SQLite always, PostgreSQL when `LIPTAKO_TEST_PG` is set.

mod acts;
mod house;
mod passwords;
mod people;
mod projection;
mod sessions;
mod sign_in;
mod table;
