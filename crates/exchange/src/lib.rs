#![doc = include_str!("../README.md")]

pub mod case;
pub mod web;

use liptako_storage::{Migration, Module};

/// This crate's tables and projectors.
pub fn module() -> Module {
    Module {
        name: "exchange",
        migrations: MIGRATIONS,
        shared_tables: &[],
        national_tables: &[],
        projectors: Vec::new(),
    }
}

const MIGRATIONS: &[Migration] = &[];
