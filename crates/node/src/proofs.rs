//! The proof file of an entry, drawn from the journals held here.

use liptako_core::UnixSeconds;
use liptako_journal::log::{Log, StoreError};
use liptako_journal::{Proof, SignedCheckpoint};
use std::sync::Arc;

/// A peer that had stored a journal up to a size at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Its code in the charter.
    pub code: String,
    /// Size of the journal it cosigned.
    pub size: u64,
    /// When, by its own clock.
    pub seconds: UnixSeconds,
}

/// Who has stored this journal, each with the newest size it cosigned.
pub fn holders(log: &Log) -> Vec<Holder> {
    let mut holders = Vec::new();
    for cosigner in log.cosigner_keys() {
        if let Some(checkpoint) = log.cosigned_by(&cosigner.code)
            && let Ok(Some(seconds)) = checkpoint.cosignature_time(&cosigner.key)
        {
            holders.push(Holder { code: cosigner.code.clone(), size: checkpoint.size(), seconds });
        }
    }
    holders
}

/// The proof that entry `index` stands in this journal, under the checkpoint that most peers cosigned; `None`
/// when the journal has no such entry.
///
/// # Errors
/// [`StoreError`] when the journal cannot be read.
pub fn proof_of(log: &Log, index: u64) -> Result<Option<Proof>, StoreError> {
    let snapshot = log.snapshot();
    if index >= snapshot.size() {
        return Ok(None);
    }
    let keys: Vec<_> = log.cosigner_keys().iter().map(|cosigner| cosigner.key.clone()).collect();
    let cosigned = log.cosigner_keys().iter().filter_map(|cosigner| log.cosigned_by(&cosigner.code));
    let candidates: Vec<Arc<SignedCheckpoint>> =
        cosigned.map(Arc::new).chain(snapshot.checkpoint().cloned()).collect();
    let best = candidates
        .into_iter()
        .filter(|checkpoint| checkpoint.size() > index && checkpoint.size() <= snapshot.size())
        .max_by_key(|checkpoint| (checkpoint.cosigners(&keys).len(), checkpoint.size()));
    let Some(checkpoint) = best else { return Ok(None) };
    Ok(Some(Proof {
        entry: snapshot.entry(index)?,
        index,
        hashes: snapshot.inclusion_proof(index, checkpoint.size())?,
        checkpoint: checkpoint.to_string(),
    }))
}
