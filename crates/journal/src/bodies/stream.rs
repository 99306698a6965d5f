//! Long bodies: written from a file without ever holding more of it than a chunk.
//!
//! The commitment stands in every record of a segment, so the file is read twice: once for its hash, once to be
//! written. A marker tells, before the first chunk is written, that no entry names the body yet: what a crash, or an
//! act that was refused, leaves behind is found by it and destroyed.

use super::{Bodies, Record};
use crate::body::{self, BodyError, BodyHeader, CHUNK_BYTES, chunk_leaf};
use crate::entry::BodyRef;
use crate::hash::Hash;
use crate::log::StoreError;
use crate::merkle::MemoryTree;
use liptako_core::Chance;
use std::io::{self, Read, Seek, SeekFrom};

/// What can be read twice.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek + ?Sized> ReadSeek for T {}

/// A plaintext that is nowhere whole in memory.
struct Plaintext<'a> {
    head: Vec<u8>,
    payload: &'a mut dyn ReadSeek,
    payload_bytes: u64,
    /// Head, payload and padding.
    length: usize,
}

impl Plaintext<'_> {
    /// Visits every chunk, in order.
    fn chunks(
        &mut self,
        mut visit: impl FnMut(u32, &[u8]) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let padding = self.length as u64 - self.head.len() as u64 - self.payload_bytes;
        let payload = (&mut *self.payload).take(self.payload_bytes);
        let mut text = self.head.as_slice().chain(payload).chain(io::repeat(0).take(padding));
        let mut chunk = vec![0; CHUNK_BYTES.min(self.length)];
        let (mut left, mut index) = (self.length, 0);
        while left > 0 {
            let bytes = &mut chunk[..left.min(CHUNK_BYTES)];
            // A file that has become shorter ends early here: the padding is not longer for it.
            text.read_exact(bytes).map_err(StoreError::Source)?;
            visit(index, bytes)?;
            left -= bytes.len();
            index += 1;
        }
        Ok(())
    }
}

impl Bodies {
    /// Writes a body whose payload is the next `payload_bytes` bytes of `payload`, durably. No entry names it yet:
    /// [`Bodies::named`] says that one does, [`Bodies::destroy`] takes it away again.
    ///
    /// With `is_hidden` it is padded as [`Body::seal_hidden`](crate::Body::seal_hidden) does. It is read twice, from
    /// where it stands. A crash leaves chunks that no entry names, and their marker.
    ///
    /// # Errors
    /// [`StoreError::Source`] when it cannot be read; [`StoreError::Body`] when it is too long, or changed between the
    /// two readings; [`StoreError::Full`]; [`StoreError::Stopped`]. Nothing of the body is kept then.
    pub fn put_stream(
        &self,
        header: &BodyHeader,
        payload: &mut dyn ReadSeek,
        payload_bytes: u64,
        is_hidden: bool,
        chance: &dyn Chance,
    ) -> Result<BodyRef, StoreError> {
        let head = body::head(header, payload_bytes)?;
        let bare = head.len() + payload_bytes as usize;
        let length = if is_hidden { body::hidden_length(bare) } else { bare };
        let start = payload.stream_position().map_err(StoreError::Source)?;
        let mut text = Plaintext { head, payload, payload_bytes, length };
        let mut salt = [0; 16];
        chance.fill(&mut salt);
        let mut leaves: Vec<Hash> = Vec::new();
        text.chunks(|index, bytes| {
            leaves.push(chunk_leaf(&salt, index, bytes));
            Ok(())
        })?;
        let commitment = MemoryTree::from_leaves(leaves.iter().copied()).root();
        let count = leaves.len() as u32;
        text.payload.seek(SeekFrom::Start(start)).map_err(StoreError::Source)?;
        self.mark_unnamed(&commitment)?;
        let written = text.chunks(|index, bytes| {
            if leaves.get(index as usize) != Some(&chunk_leaf(&salt, index, bytes)) {
                return Err(BodyError::Commitment.into());
            }
            self.write(&Record { commitment, salt, index, count, bytes }).map(drop)
        });
        if let Err(error) = written.and_then(|()| self.sync()) {
            // What cannot be taken away now is at the next start, by its marker.
            drop(self.destroy(&[commitment]));
            return Err(error);
        }
        Ok(BodyRef { commitment, chunks: count, bucket: body::bucket(length) })
    }
}
