#![doc = include_str!("../README.md")]

pub mod backup;
mod cosigned;
mod db;
mod erasure;
mod error;
pub mod memory;
mod migration;
mod module;
mod postgres;
mod record;
mod road;
mod row;
pub mod search;
mod sql;
mod sqlite;
mod tx;
mod value;

pub use cosigned::first_cosigned;
pub use db::{Db, DbUrl, StatementFault};
pub use erasure::{Erasure, erasure_of, erasures_of};
pub use error::StorageError;
pub use migration::Migration;
pub use module::{Module, ProjectCtx, Projector};
pub use record::{
    Order, Record, Recorded, applied_size, irregular, irregular_at, irregularities, journal_records,
    newest_records, previous_of, previous_sealed_of, record_at, records_of, records_of_request, regular_at,
};
pub use road::{
    ActOutcome, ActSigner, AppendError, CaughtUp, MAX_REASON_BYTES, NewRecord, Progress, Road, RoadError,
    Scribe, Source, WaitReason, Waiting, payload_of,
};
pub use row::{Column, Row};
pub use sql::{Sql, Statement, statements};
pub use tx::{Engine, Tx};
pub use value::{FromValue, Value};

#[doc(hidden)]
pub use inventory;
