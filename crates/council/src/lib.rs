#![doc = include_str!("../README.md")]

pub mod plan;

use liptako_storage::{Migration, Module};

/// This crate's tables and projectors.
pub fn module() -> Module {
    Module {
        name: "council",
        migrations: &[
            Migration { module: "council", version: 1, sql: include_str!("../migrations/0001_plan.sql") },
            Migration { module: "council", version: 2, sql: include_str!("../migrations/0002_counts.sql") },
            Migration { module: "council", version: 3, sql: include_str!("../migrations/0003_concept.sql") },
        ],
        shared_tables: &[
            "plan_proposal",
            "plan_change",
            "plan_position",
            "plan_axis",
            "plan_objective",
            "plan_action",
            "plan_dependency",
            "plan_count",
            "plan_outcome",
            "plan_concept",
        ],
        national_tables: &[],
        projectors: vec![Box::new(plan::PlanProjector)],
    }
}
