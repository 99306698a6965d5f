//! The laws side by side: the data that ships, what is computed from it, and what authorities record. On SQLite
//! always, on PostgreSQL when `LIPTAKO_TEST_PG` is set.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "in a test an error is a failure, and says where"
)]

mod accord;
mod alignment;
mod browser;
mod comparison;
mod data;
mod engines;
mod formats;
mod guide_api;
mod guide_pages;
mod house;
mod imports;
mod pages;
mod profile;
mod records;
mod search;
mod texts;
mod timeline;
mod trio;
mod views;
mod world;
