#![doc = include_str!("../README.md")]

pub mod case;
pub mod web;

use liptako_storage::{Migration, Module};

/// This crate's tables and projectors.
pub fn module() -> Module {
    Module {
        name: "exchange",
        migrations: MIGRATIONS,
        shared_tables: &["case_event", "case_head"],
        national_tables: &["case_draft", "case_draft_document"],
        projectors: vec![Box::new(case::CaseProjector)],
    }
}

const MIGRATIONS: &[Migration] =
    &[Migration { module: "exchange", version: 1, sql: include_str!("../migrations/0004_case.sql") }];
