//! What the road needs of the journals.

use crate::StorageError;
use liptako_core::MemberIndex;
use liptako_journal::journals::{Journals, Level};
use liptako_journal::lease::State;
use liptako_journal::log::StoreError;
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

    /// How many of the author's peers have stored and cosigned an entry.
    fn level(&self, origin: MemberIndex, index: u64) -> Level;

    /// The journals on disk, unless they are a test's.
    fn journals(&self) -> Option<&Journals> {
        None
    }
}

impl Source for Journals {
    fn me(&self) -> MemberIndex {
        self.own()
    }

    fn size(&self, origin: MemberIndex) -> u64 {
        self.log(origin).map_or(0, liptako_journal::log::Log::size)
    }

    fn frozen(&self, origin: MemberIndex) -> Option<u64> {
        Some(self.log(origin)?.frozen()?.size)
    }

    fn entry(&self, origin: MemberIndex, index: u64) -> Result<Vec<u8>, StorageError> {
        let log = self
            .log(origin)
            .ok_or_else(|| StorageError::Journal(format!("no journal of member {}", origin.0)))?;
        log.entry(index).map_err(|error| StorageError::Journal(error.to_string()))
    }

    fn body(&self, commitment: &Hash) -> Result<Option<Vec<u8>>, StorageError> {
        let body = self.bodies().get(commitment).map_err(|error| StorageError::Journal(error.to_string()))?;
        Ok(body.map(|body| body.plaintext))
    }

    fn refusal(&self) -> Option<String> {
        match self.state() {
            State::Writable => None,
            State::Recovering { reason } => Some(reason.to_string()),
        }
    }

    fn append(&self, records: &[(Vec<u8>, Body)]) -> Result<Range<u64>, AppendError> {
        Self::append(self, records).map_err(|error| match error {
            StoreError::Recovering(reason) => AppendError::Recovering(reason.to_string()),
            other => AppendError::Failed(other.to_string()),
        })
    }

    fn level(&self, origin: MemberIndex, index: u64) -> Level {
        Self::level(self, origin, index)
    }

    fn journals(&self) -> Option<&Journals> {
        Some(self)
    }
}
