#![doc = include_str!("../README.md")]

pub mod comparison;
pub mod guide;
pub mod profile;
pub mod web;
mod words;

use liptako_storage::{Migration, Module};

/// This crate's tables and projectors.
pub fn module() -> Module {
    Module {
        name: "law",
        migrations: &[Migration {
            module: "law",
            version: 1,
            sql: include_str!("../migrations/0001_profile.sql"),
        }],
        shared_tables: &["law_answer", "law_attestation"],
        national_tables: &[],
        projectors: vec![Box::new(profile::ProfileProjector)],
    }
}
