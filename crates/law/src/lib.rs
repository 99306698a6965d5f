#![doc = include_str!("../README.md")]

pub mod alignment;
pub mod comparison;
mod concept;
pub mod formats;
pub mod guide;
pub mod profile;
pub mod web;
mod words;

use liptako_storage::{Migration, Module};

/// This crate's tables and projectors.
pub fn module() -> Module {
    Module {
        name: "law",
        migrations: &[
            Migration { module: "law", version: 1, sql: include_str!("../migrations/0001_profile.sql") },
            Migration { module: "law", version: 2, sql: include_str!("../migrations/0002_alignment.sql") },
        ],
        shared_tables: &["law_answer", "law_attestation", "law_proposal", "law_position", "law_comment"],
        national_tables: &[],
        projectors: vec![Box::new(profile::ProfileProjector), Box::new(alignment::AlignmentProjector)],
    }
}
