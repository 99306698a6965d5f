//! The laws side by side: the data that ships, what is computed from it, and what authorities record. On SQLite
//! always, on PostgreSQL when `LIPTAKO_TEST_PG` is set.

#![expect(clippy::unwrap_used, reason = "in a test an error is a failure, and says where")]

mod accord;
mod alignment;
mod comparison;
mod data;
mod formats;
mod guide_api;
mod guide_pages;
mod imports;
mod pages;
mod profile;
mod records;
mod search;
mod texts;
mod timeline;
mod views;

/// What the nodes of these tests carry.
const LAW: liptako_stage::Program =
    liptako_stage::Program { module: liptako_law::module, pages: liptako_law::web::module };
