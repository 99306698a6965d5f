//! The proof file of an entry, drawn from a journal held here.

use super::{Log, StoreError};
use crate::checkpoint::SignedCheckpoint;
use crate::proof::Proof;
use std::sync::Arc;

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
