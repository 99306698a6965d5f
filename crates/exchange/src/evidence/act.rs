//! Recording a seal: the officer signs, the journal says by when it existed.

use super::project::{Irregularity, recorded};
use super::record::{Seal, encode_seal};
use liptako_core::{Audience, Kind};
use liptako_storage::{ActSigner, NewRecord, Scribe, StorageError, previous_sealed_of};

/// Why a seal is not recorded. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceError {
    /// This authority has recorded this manifest already.
    #[error("this manifest is recorded already, as number {0} of the own journal")]
    Already(u64),
    /// The note is too long or holds control characters.
    #[error("the note is too long, or holds control characters")]
    Words,
    /// A rule forbids it.
    #[error(transparent)]
    Rule(#[from] Irregularity),
    /// The tables or the record failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Records a seal for `readers`, the own authority among them; returns its index.
///
/// # Errors
/// [`EvidenceError`].
pub fn record_seal(
    scribe: &mut Scribe<'_>,
    signer: &dyn ActSigner,
    seal: &Seal,
    readers: Audience,
) -> Result<u64, EvidenceError> {
    if !seal.is_sound() {
        return Err(EvidenceError::Words);
    }
    let me = scribe.me();
    if let Some(index) = recorded(scribe.tx(), me, seal)? {
        return Err(EvidenceError::Already(index));
    }
    let previous = previous_sealed_of(scribe.tx(), me, seal.object())?;
    if !readers.contains(me) {
        return Err(Irregularity::Audience.into());
    }
    let new = NewRecord::sealed(Kind::EVIDENCE_SEAL, seal.object(), readers, encode_seal(seal))
        .with_previous(previous)
        .with_signer(Some(signer));
    Ok(scribe.record(new)?.index)
}
