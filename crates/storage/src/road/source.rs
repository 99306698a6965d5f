//! What the road needs of the journals.

use crate::StorageError;
use liptako_core::{Chance, MemberIndex, UnixSeconds};
use liptako_journal::bodies::ReadSeek;
use liptako_journal::journals::{Journals, Level};
use liptako_journal::lease::State;
use liptako_journal::log::{Cosigner, StoreError};
use liptako_journal::{Body, BodyHeader, BodyRef, Hash};
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

    /// Appends entries with their bodies to the own journal, all or nothing, durable on return. Each entry names the body
    /// given first; what it names further was stored by [`Source::store_body`].
    ///
    /// # Errors
    /// [`AppendError`].
    fn append(&self, records: &[(Vec<u8>, Body)]) -> Result<Range<u64>, AppendError>;

    /// Stores, by stream, a further body of a record that will be made: the next `payload_bytes` bytes of `payload`, read
    /// twice. The header says what the record will say: its object, kind, previous, audience. Durable on return; a crash
    /// before the record is made takes it away again. For a sealed record it is padded.
    ///
    /// # Errors
    /// [`StorageError::Full`]; [`StorageError::Record`] when it is too long or changed while it was read;
    /// [`StorageError::Journal`]. Nothing of it is kept then.
    fn store_body(
        &self,
        header: &BodyHeader,
        payload: &mut dyn ReadSeek,
        payload_bytes: u64,
        is_sealed: bool,
        chance: &dyn Chance,
    ) -> Result<BodyRef, StorageError>;

    /// One verified chunk of a body that is all here; `None` while it is not.
    ///
    /// # Errors
    /// [`StorageError::Journal`] when it cannot be read.
    fn body_piece(&self, body: &BodyRef, index: u32) -> Result<Option<Vec<u8>>, StorageError>;

    /// How many chunks of a body are not here.
    fn body_lacks(&self, body: &BodyRef) -> u32;

    /// Gives up bodies stored for a record that was not made; those that a record of this node names stay.
    ///
    /// # Errors
    /// [`StorageError::Journal`].
    fn abandon_bodies(&self, bodies: &[BodyRef]) -> Result<(), StorageError>;

    /// How many of the author's peers have stored and cosigned an entry.
    fn level(&self, origin: MemberIndex, index: u64) -> Level;

    /// Whether a body is here whole.
    ///
    /// # Errors
    /// [`StorageError::Journal`] when it cannot be read.
    fn holds(&self, commitment: &Hash) -> Result<bool, StorageError> {
        self.body(commitment).map(|body| body.is_some())
    }

    /// Bodies that have become whole here since the count `after`, and the count now. `None` when it is not known:
    /// then any may have.
    fn arrived(&self, after: u64) -> (u64, Option<Vec<Hash>>) {
        (after, None)
    }

    /// Each peer's newest cosignature of this origin's journal: the peer, the size covered, the peer's time.
    fn cosigned(&self, origin: MemberIndex) -> Vec<(MemberIndex, u64, UnixSeconds)> {
        let _ = origin;
        Vec::new()
    }

    /// Destroys the bodies of entries that their authors erased, with their salts, and takes none for them again. What is
    /// not here, or is another entry's own, changes nothing.
    ///
    /// # Errors
    /// [`StorageError::Journal`] when the disk fails: it is then to be asked again.
    fn erase(&self, entries: &[(MemberIndex, u64)]) -> Result<(), StorageError>;

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

    fn store_body(
        &self,
        header: &BodyHeader,
        payload: &mut dyn ReadSeek,
        payload_bytes: u64,
        is_sealed: bool,
        chance: &dyn Chance,
    ) -> Result<BodyRef, StorageError> {
        if let Some(refusal) = self.refusal() {
            return Err(StorageError::Journal(refusal));
        }
        let stored = self.bodies().put_stream(header, payload, payload_bytes, is_sealed, chance);
        stored.map_err(|error| match error {
            StoreError::Full(_) => StorageError::Full,
            StoreError::Body(_) | StoreError::Source(_) => StorageError::Record(error.to_string()),
            other => StorageError::Journal(other.to_string()),
        })
    }

    fn body_piece(&self, body: &BodyRef, index: u32) -> Result<Option<Vec<u8>>, StorageError> {
        let chunk = self.bodies().chunk(&body.commitment, index);
        let chunk = chunk.map_err(|error| StorageError::Journal(error.to_string()))?;
        Ok(chunk.filter(|chunk| chunk.count == body.chunks).map(|chunk| chunk.bytes))
    }

    fn body_lacks(&self, body: &BodyRef) -> u32 {
        self.bodies().lacks(body)
    }

    fn abandon_bodies(&self, bodies: &[BodyRef]) -> Result<(), StorageError> {
        let commitments: Vec<Hash> = bodies.iter().map(|body| body.commitment).collect();
        let gone = self.abandon(&commitments).map_err(|error| StorageError::Journal(error.to_string()))?;
        tracing::debug!(gone, "bodies of a record that was not made are taken away");
        Ok(())
    }

    fn level(&self, origin: MemberIndex, index: u64) -> Level {
        Self::level(self, origin, index)
    }

    fn holds(&self, commitment: &Hash) -> Result<bool, StorageError> {
        Ok(self.bodies().has(commitment))
    }

    fn arrived(&self, after: u64) -> (u64, Option<Vec<Hash>>) {
        Self::arrived(self, after)
    }

    fn cosigned(&self, origin: MemberIndex) -> Vec<(MemberIndex, u64, UnixSeconds)> {
        let Some(log) = self.log(origin) else { return Vec::new() };
        let newest = |cosigner: &Cosigner| {
            let cosigned = log.cosigned_by(&cosigner.code)?;
            let seconds = cosigned.cosignature_time(&cosigner.key).ok().flatten()?;
            Some((self.charter().by_code(&cosigner.code)?, cosigned.size(), seconds))
        };
        log.cosigner_keys().iter().filter_map(newest).collect()
    }

    fn erase(&self, entries: &[(MemberIndex, u64)]) -> Result<(), StorageError> {
        Self::erase(self, entries).map_err(|error| StorageError::Journal(error.to_string()))
    }

    fn journals(&self) -> Option<&Journals> {
        Some(self)
    }
}
