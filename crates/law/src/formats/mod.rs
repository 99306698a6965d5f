//! Profiles that leave the house and come back: the native file, sheets, and the framework libraries of others.
//!
//! What is written is read back without loss, by the doors below; what is read is read whole or not at all, and each
//! fault names file, sheet, row, column and what was expected.

mod fault_words;
pub mod framework;
pub mod import;
pub mod native;
pub mod sheet;
mod sheet_fault;
pub(crate) mod web;
mod words;

pub use fault_words::Told;
pub use sheet_fault::{SheetFault, SheetProblem};
