//! One suite on both engines: SQLite always, PostgreSQL when `LIPTAKO_TEST_PG` names a server.
//!
//! Each test has its own file or its own schema, dropped when the test ends.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails, its helpers included")]

mod backup;
mod db;
mod engine;
mod erasure;
mod house;
mod migration;
mod road;
mod sealed;
mod search;
