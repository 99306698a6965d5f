//! How a file's record becomes a row. The order of records does not matter: each has a row of its own.

use super::record::decode;
use super::store;
use liptako_core::Kind;
use liptako_storage::{ProjectCtx, Projector, Record, Recorded, StorageError, Tx, irregular};

/// Keeps the records of files.
#[derive(Debug, Clone, Copy, Default)]
pub struct FileProjector;

impl Projector for FileProjector {
    fn kinds(&self) -> &'static [Kind] {
        &[Kind::EXCHANGE_FILE]
    }

    fn project(&self, _: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Record) -> Result<(), StorageError> {
        let file = record.payload.as_deref().and_then(|payload| decode(payload).ok());
        let Some(file) = file else { return irregular(tx, record, "unreadable") };
        let parts = record.entry.bodies.get(1..).unwrap_or_default();
        if parts.len() as u64 != file.parts() {
            return irregular(tx, record, "unreadable");
        }
        store::insert(tx, record, &file, parts)
    }

    fn may_be_erased(&self, _: Kind) -> bool {
        true
    }

    fn erased(&self, _: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Recorded) -> Result<(), StorageError> {
        store::remove(tx, record.origin, record.index)
    }
}
