//! What the road needs of the journals.

use crate::StorageError;
use liptako_core::MemberIndex;
use liptako_journal::{Body, Hash};
use std::ops::Range;

/// Why the journal did not take records. Nothing of the act remains.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// This node may not sign now: it is being restored, or it looks like an old copy of itself. The text says
    /// what to do.
    #[error("{0}")]
    Recovering(String),
    /// The journal failed; after a failed fsync the process must exit.
    #[error("{0}")]
    Failed(String),
}

/// The journals under a road: on disk in service ([`liptako_journal::journals::Journals`]), in memory in tests
/// ([`MemoryJournals`](crate::memory::MemoryJournals)).
pub trait Source: Send + Sync {
    /// The member whose node this is.
    fn me(&self) -> MemberIndex;

    /// Entries held of this origin's journal, verified.
    fn size(&self, origin: MemberIndex) -> u64;

    /// When this origin signed two histories: the last size common to both. Nothing past it is applied.
    fn frozen(&self, origin: MemberIndex) -> Option<u64>;

    /// The bytes of one entry.
    ///
    /// # Errors
    /// [`StorageError::Journal`] when it cannot be read.
    fn entry(&self, origin: MemberIndex, index: u64) -> Result<Vec<u8>, StorageError>;

    /// The verified plaintext of a body, `None` while it is not all here.
    ///
    /// # Errors
    /// [`StorageError::Journal`] when it cannot be read.
    fn body(&self, commitment: &Hash) -> Result<Option<Vec<u8>>, StorageError>;

    /// Why this node may not sign now, if so.
    fn refusal(&self) -> Option<String>;

    /// Appends entries with their bodies to the own journal, all or nothing, durable on return.
    ///
    /// # Errors
    /// [`AppendError`].
    fn append(&self, records: &[(Vec<u8>, Body)]) -> Result<Range<u64>, AppendError>;
}
