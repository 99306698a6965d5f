//! What a journal is at one moment, as the lock store and the staging write it.

use crate::hash::Hash;
use crate::merkle::EMPTY_ROOT;

/// Size and root held, with the signed checkpoints that vouch for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    /// Entries held.
    pub(super) size: u64,
    /// Root of the tree over them.
    pub(super) root: Hash,
    /// The newest signed checkpoint whose entries are all held, without cosignatures; empty before the first.
    pub(super) checkpoint: String,
    /// A larger signed checkpoint that the entries held were proven to lead to, while only a part of them has come;
    /// empty when `checkpoint` has exactly `size` entries.
    pub(super) covering: String,
}

impl Head {
    /// Of a journal with no entry and no checkpoint.
    pub(super) const fn empty() -> Self {
        Self { size: 0, root: EMPTY_ROOT, checkpoint: String::new(), covering: String::new() }
    }

    /// `u64 size ‖ root ‖ u16 length ‖ checkpoint ‖ u16 length ‖ covering`.
    pub(super) fn encode(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.size.to_be_bytes());
        out.extend_from_slice(&self.root.0);
        for note in [&self.checkpoint, &self.covering] {
            // Signed checkpoints are at most 8,192 bytes; a longer text could never have been verified.
            out.extend_from_slice(&(note.len().min(usize::from(u16::MAX)) as u16).to_be_bytes());
            out.extend_from_slice(note.as_bytes());
        }
    }

    /// Reads a head from the beginning of `bytes`; answers the rest too.
    pub(super) fn decode(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (size, bytes) = bytes.split_first_chunk::<8>()?;
        let (root, bytes) = bytes.split_first_chunk::<32>()?;
        let (checkpoint, bytes) = decode_note(bytes)?;
        let (covering, bytes) = decode_note(bytes)?;
        Some((Self { size: u64::from_be_bytes(*size), root: Hash(*root), checkpoint, covering }, bytes))
    }
}

fn decode_note(bytes: &[u8]) -> Option<(String, &[u8])> {
    let (length, bytes) = bytes.split_first_chunk::<2>()?;
    let (note, bytes) = bytes.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    Some((String::from_utf8(note.to_vec()).ok()?, bytes))
}
