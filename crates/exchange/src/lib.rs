#![doc = include_str!("../README.md")]

pub mod advisory;
pub mod case;
pub mod evidence;
pub mod file;
pub mod practice;
pub mod web;

use liptako_storage::{Migration, Module};

/// This crate's tables and projectors.
pub fn module() -> Module {
    Module {
        name: "exchange",
        migrations: MIGRATIONS,
        shared_tables: &[
            "exchange_file",
            "exchange_file_text",
            "practice_version",
            "practice_word",
            "practice",
            "practice_facet",
            "practice_count",
            "practice_taken",
            "practice_file",
            "case_event",
            "case_head",
            "evidence_seal",
            "advisory_event",
            "advisory",
            "advisory_sector",
            "advisory_concept",
        ],
        national_tables: &[
            "practice_draft",
            "practice_import",
            "case_draft",
            "case_draft_document",
            "advisory_draft",
            "advisory_import",
            "advisory_contact",
        ],
        projectors: vec![
            Box::new(file::FileProjector),
            Box::new(practice::PracticeProjector),
            Box::new(case::CaseProjector),
            Box::new(evidence::EvidenceProjector),
            Box::new(advisory::AdvisoryProjector),
        ],
    }
}

const MIGRATIONS: &[Migration] = &[
    Migration { module: "exchange", version: 1, sql: include_str!("../migrations/0004_case.sql") },
    Migration { module: "exchange", version: 2, sql: include_str!("../migrations/0002_practice.sql") },
    Migration { module: "exchange", version: 3, sql: include_str!("../migrations/0003_file.sql") },
    Migration { module: "exchange", version: 4, sql: include_str!("../migrations/0005_evidence.sql") },
    Migration { module: "exchange", version: 5, sql: include_str!("../migrations/0006_advisory.sql") },
];
