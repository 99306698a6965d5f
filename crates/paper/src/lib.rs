#![doc = include_str!("../README.md")]

mod csv;
mod docx;
mod error;
mod format;
mod model;
mod pdf;
pub mod sheet;
mod xlsx;

pub use csv::csv;
pub use docx::docx;
pub use error::PaperError;
pub use format::Format;
pub use model::{Block, Cell, Column, Paper, Row, Sheet, Table};
pub use pdf::pdf;
pub use xlsx::xlsx;
