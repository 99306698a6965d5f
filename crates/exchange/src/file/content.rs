//! The bytes of a file, wherever one wants to begin: each piece is proven before it is handed out.

use super::store::File;
use liptako_core::{Kind, ObjectId};
use liptako_journal::BodyRef;
use liptako_journal::body::{CHUNK_BYTES, Opening};
use liptako_storage::{Source, StorageError};
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

/// Why bytes of a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentError {
    /// Not all of it has arrived.
    #[error("{lacks} of {chunks} pieces of the file are not here yet")]
    NotHere {
        /// Pieces that lack.
        lacks: u64,
        /// Pieces of the whole.
        chunks: u64,
    },
    /// What is stored is not what the record says.
    #[error("the file is not what its record says: {0}")]
    Damaged(&'static str),
    /// The disk or the tables.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A file open for reading. At most two chunks of it are in memory at a time.
pub struct Content {
    source: Arc<dyn Source>,
    object: ObjectId,
    bytes: u64,
    part_bytes: u64,
    parts: Vec<BodyRef>,
    /// Where the payload of each part begins, once known.
    openings: Vec<Option<u64>>,
}

impl Content {
    /// Opens a file.
    pub fn new(source: Arc<dyn Source>, file: &File) -> Self {
        Self {
            source,
            object: file.attachment.object,
            bytes: file.attachment.bytes,
            part_bytes: file.part_bytes,
            openings: vec![None; file.parts.len()],
            parts: file.parts.clone(),
        }
    }

    /// Its length.
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// How many pieces lack here, of how many.
    pub fn lacks(&self) -> (u64, u64) {
        let lacks = self.parts.iter().map(|part| u64::from(self.source.body_lacks(part))).sum();
        (lacks, self.parts.iter().map(|part| u64::from(part.chunks)).sum())
    }

    /// The bytes from `at` on, to the end of the piece that holds it: at most 64 KiB, none at the end of the file.
    ///
    /// # Errors
    /// [`ContentError`].
    pub fn read_at(&mut self, at: u64) -> Result<Vec<u8>, ContentError> {
        if at >= self.bytes {
            return Ok(Vec::new());
        }
        let part = (at / self.part_bytes) as usize;
        let begins = self.opening(part)?;
        let ends = begins + self.payload_of(part);
        let place = begins + at % self.part_bytes;
        let chunk = (place / CHUNK_BYTES as u64) as u32;
        let mut piece = self.piece(part, chunk)?;
        let start = (place % CHUNK_BYTES as u64) as usize;
        let end = (ends - u64::from(chunk) * CHUNK_BYTES as u64).min(piece.len() as u64) as usize;
        if start >= end {
            return Err(ContentError::Damaged("a part is too short"));
        }
        piece.truncate(end);
        piece.drain(..start);
        Ok(piece)
    }

    /// Bytes of the file in a part.
    fn payload_of(&self, part: usize) -> u64 {
        self.part_bytes.min(self.bytes - part as u64 * self.part_bytes)
    }

    /// Where the payload of a part begins, after its header was held against the record.
    fn opening(&mut self, part: usize) -> Result<u64, ContentError> {
        if let Some(Some(known)) = self.openings.get(part) {
            return Ok(*known);
        }
        let opening =
            Opening::of(&self.piece(part, 0)?).map_err(|_| ContentError::Damaged("a part has no header"))?;
        if opening.header.object != self.object || opening.header.kind != Kind::EXCHANGE_FILE {
            return Err(ContentError::Damaged("a part belongs to another record"));
        }
        if opening.payload_bytes != self.payload_of(part) {
            return Err(ContentError::Damaged("a part has another length"));
        }
        self.openings[part] = Some(opening.header_bytes);
        Ok(opening.header_bytes)
    }

    fn piece(&self, part: usize, chunk: u32) -> Result<Vec<u8>, ContentError> {
        let body = self.parts.get(part).ok_or(ContentError::Damaged("a part is missing"))?;
        if chunk >= body.chunks {
            return Err(ContentError::Damaged("a part is too short"));
        }
        let (lacks, chunks) = (u64::from(self.source.body_lacks(body)).max(1), u64::from(body.chunks));
        self.source.body_piece(body, chunk)?.ok_or(ContentError::NotHere { lacks, chunks })
    }
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Content")
            .field("object", &self.object)
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}

/// A [`Content`] as a file is read: for storing it again for other readers.
pub(super) struct Reading {
    pub(super) content: Content,
    at: u64,
    /// What was read and not handed out yet, which stands before `at`.
    held: Vec<u8>,
}

impl Reading {
    pub(super) const fn new(content: Content) -> Self {
        Self { content, at: 0, held: Vec::new() }
    }
}

impl Read for Reading {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.held.is_empty() {
            self.held = self.content.read_at(self.at).map_err(io::Error::other)?;
        }
        let n = buf.len().min(self.held.len());
        buf[..n].copy_from_slice(&self.held[..n]);
        self.held.drain(..n);
        self.at += n as u64;
        Ok(n)
    }
}

impl Seek for Reading {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.content.bytes().checked_add_signed(by),
        };
        let at = at.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        if at != self.at {
            self.held.clear();
            self.at = at;
        }
        Ok(at)
    }
}
