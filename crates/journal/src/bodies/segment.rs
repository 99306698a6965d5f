//! The records of a body segment.
//!
//! `"LPKC" ‖ commitment ‖ salt ‖ u32 index ‖ u32 count ‖ u32 length ‖ bytes ‖ SHA-256` of all before it. The proof that
//! a chunk came with is not kept: it is recomputed from the whole body.

use crate::body::{CHUNK_BYTES, Chunk, MAX_CHUNKS};
use crate::disk::Disk;
use crate::hash::Hash;
use crate::log::StoreError;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

const MAGIC: &[u8; 4] = b"LPKC";
/// Bytes before those of the chunk.
pub(crate) const HEADER: usize = 4 + 32 + 16 + 4 + 4 + 4;
const SUM: usize = 32;
/// Where the salt stands in a record: after the magic and the commitment.
pub(super) const SALT: std::ops::Range<u64> = 36..52;

/// A chunk as it is written.
#[derive(Debug)]
pub(crate) struct Record<'a> {
    pub(crate) commitment: Hash,
    pub(crate) salt: [u8; 16],
    pub(crate) index: u32,
    pub(crate) count: u32,
    pub(crate) bytes: &'a [u8],
}

/// What stands before the bytes of a chunk.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head {
    pub(crate) commitment: Hash,
    pub(crate) salt: [u8; 16],
    pub(crate) index: u32,
    pub(crate) count: u32,
    pub(crate) length: u32,
}

impl Head {
    fn decode(bytes: &[u8]) -> Option<Self> {
        let (commitment, rest) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<32>()?;
        let (salt, rest) = rest.split_first_chunk::<16>()?;
        let (index, rest) = rest.split_first_chunk::<4>()?;
        let (count, rest) = rest.split_first_chunk::<4>()?;
        let (length, _) = rest.split_first_chunk::<4>()?;
        let (index, count) = (u32::from_be_bytes(*index), u32::from_be_bytes(*count));
        let length = u32::from_be_bytes(*length);
        let lawful = index < count && count <= MAX_CHUNKS && (1..=CHUNK_BYTES).contains(&(length as usize));
        lawful.then_some(Self { commitment: Hash(*commitment), salt: *salt, index, count, length })
    }

    /// Bytes of the whole record.
    const fn record_len(&self) -> usize {
        HEADER + self.length as usize + SUM
    }
}

impl<'a> Record<'a> {
    /// What stands before its bytes.
    pub(crate) const fn head(&self) -> Head {
        let Self { commitment, salt, index, count, bytes } = *self;
        Head { commitment, salt, index, count, length: bytes.len() as u32 }
    }

    pub(super) fn of(chunk: &'a Chunk) -> Self {
        let Chunk { commitment, salt, index, count, bytes, .. } = chunk;
        Self { commitment: *commitment, salt: *salt, index: *index, count: *count, bytes }
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.len());
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&self.commitment.0);
        out.extend_from_slice(&self.salt);
        for number in [self.index, self.count, self.bytes.len() as u32] {
            out.extend_from_slice(&number.to_be_bytes());
        }
        out.extend_from_slice(self.bytes);
        let sum = Hash::of(&out);
        out.extend_from_slice(&sum.0);
        out
    }

    fn len(&self) -> usize {
        HEADER + self.bytes.len() + SUM
    }

    /// The record at the beginning of `bytes`; its checksum is not looked at.
    fn decode(bytes: &'a [u8]) -> Option<Self> {
        let head = Head::decode(bytes)?;
        let Head { commitment, salt, index, count, length } = head;
        let whole = bytes.len() >= head.record_len();
        whole.then(|| Self { commitment, salt, index, count, bytes: &bytes[HEADER..][..length as usize] })
    }

    /// The record at the beginning of `bytes`, checked.
    fn decode_checked(bytes: &'a [u8]) -> Option<Self> {
        let record = Self::decode(bytes)?;
        let (content, rest) = bytes.split_at(record.len() - SUM);
        rest.starts_with(&Hash::of(content).0).then_some(record)
    }
}

/// Numbers of the segments in a folder, in order.
pub(crate) fn segments(disk: &dyn Disk, dir: &Path) -> Result<Vec<u32>, StoreError> {
    let names = disk.list(dir).map_err(|error| StoreError::io(dir, error))?;
    let mut numbers: Vec<u32> =
        names.iter().filter_map(|name| name.strip_suffix(".seg")?.parse().ok()).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

/// Visits every sound record of a segment; answers the spans that hold none.
pub(crate) fn scan<'a>(bytes: &'a [u8], mut visit: impl FnMut(Record<'a>, u64)) -> Vec<Range<usize>> {
    let mut gaps: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if let Some(record) = Record::decode_checked(&bytes[at..]) {
            let length = record.len();
            visit(record, at as u64);
            at += length;
            continue;
        }
        let next = (at + 1..bytes.len()).find(|next| {
            bytes[*next..].starts_with(MAGIC) && Record::decode_checked(&bytes[*next..]).is_some()
        });
        let end = next.unwrap_or(bytes.len());
        gaps.push(at..end);
        at = end;
    }
    gaps
}

/// Bytes read at once while the records are short; of long ones only the heads are read.
const WINDOW: usize = 64 * 1024;

/// Visits the records of a segment that was synced long ago, without their bytes and checksums, so that a start takes
/// as long with large files as without; goes over to [`scan`] when it breaks off. What then only looks like a record is
/// told to `doubt`. Answers the segment's length.
pub(super) fn read_heads(
    disk: &dyn Disk,
    path: &Path,
    mut visit: impl FnMut(Head, u64),
    mut doubt: impl FnMut(Head),
) -> Result<u64, StoreError> {
    let (total, broken) = walk_heads(disk, path, &mut visit)?;
    if let Some((at, rest)) = broken {
        scan(&rest, |record, offset| visit(record.head(), at + offset));
        heads_in(&rest).for_each(|(_, head)| doubt(head));
    }
    Ok(total)
}

/// Everything that looks like the head of a record.
fn heads_in(bytes: &[u8]) -> impl Iterator<Item = (usize, Head)> {
    let magic = bytes.windows(MAGIC.len()).enumerate().filter(|(_, window)| window == MAGIC);
    magic.filter_map(|(offset, _)| Some((offset, Head::decode(&bytes[offset..])?)))
}

/// Where the records of these bodies begin, and how long they are: sound or not, for none of their bytes may stay.
pub(super) fn naming(
    disk: &dyn Disk,
    path: &Path,
    bodies: &BTreeSet<Hash>,
) -> Result<Vec<(u64, u64)>, StoreError> {
    let mut spans = Vec::new();
    let (total, broken) = walk_heads(disk, path, &mut |head, offset| {
        if bodies.contains(&head.commitment) {
            spans.push((offset, head.record_len() as u64));
        }
    })?;
    let Some((at, rest)) = broken else { return Ok(spans) };
    for (offset, head) in heads_in(&rest).filter(|(_, head)| bodies.contains(&head.commitment)) {
        let begin = at + offset as u64;
        spans.push((begin, (head.record_len() as u64).min(total - begin)));
    }
    Ok(spans)
}

/// What follows the place where one record after another could no longer be read, from there on.
type Broken = Option<(u64, Vec<u8>)>;

/// Visits the heads of records as long as one follows another; answers the segment's length, and what is left.
fn walk_heads(
    disk: &dyn Disk,
    path: &Path,
    visit: &mut dyn FnMut(Head, u64),
) -> Result<(u64, Broken), StoreError> {
    let here = |error| StoreError::io(path, error);
    let total = disk.len(path).map_err(here)?.unwrap_or(0);
    let (mut at, mut window, mut begin) = (0u64, Vec::new(), 0u64);
    let mut are_short = true;
    while at < total {
        let wanted = HEADER.min((total - at) as usize);
        if at < begin || at + wanted as u64 > begin + window.len() as u64 {
            let length = if are_short { WINDOW.min((total - at) as usize) } else { wanted };
            window = disk.read_at(path, at, length).map_err(here)?;
            begin = at;
        }
        let head = Head::decode(&window[(at - begin) as usize..]);
        let Some(head) = head.filter(|head| at + head.record_len() as u64 <= total) else {
            let rest = disk.read_at(path, at, (total - at) as usize).map_err(here)?;
            return Ok((total, Some((at, rest))));
        };
        visit(head, at);
        at += head.record_len() as u64;
        are_short = head.record_len() < WINDOW / 4;
    }
    Ok((total, None))
}

/// Visits the last segment and mends it; answers its length.
///
/// A torn end is cut. Spoiled bytes with sound records after them are no torn end, except that the pieces of an
/// unsynced end may have reached the disk in any order; they are dropped and the segment is written anew without them,
/// so that nothing unsound stays. A body they belonged to is then missing, and the peers send it again.
///
/// A sound segment is written over with its own bytes and synced: they may be in the page cache alone, after a process
/// that was killed, or stopped by a failed sync, and the system may take them for written.
pub(super) fn mend(
    disk: &dyn Disk,
    path: &Path,
    bytes: &[u8],
    mut visit: impl FnMut(Head, u64),
) -> Result<u64, StoreError> {
    let mut sound = Vec::new();
    let gaps = scan(bytes, |record, offset| sound.push((record, offset)));
    let here = |error| StoreError::io(path, error);
    let torn_end = gaps.first().filter(|gap| gap.end == bytes.len());
    let length = if gaps.is_empty() || torn_end.is_some() {
        let length = torn_end.map_or(bytes.len(), |gap| gap.start);
        disk.truncate(path, length as u64).map_err(here)?;
        disk.write_at(path, 0, &bytes[..length]).map_err(here)?;
        disk.sync_file(path).map_err(here)?;
        length
    } else {
        let mut kept = Vec::with_capacity(bytes.len());
        for (record, offset) in &mut sound {
            *offset = kept.len() as u64;
            kept.extend(record.encode());
        }
        disk.replace(path, &kept).map_err(here)?;
        kept.len()
    };
    sound.into_iter().for_each(|(record, offset)| visit(record.head(), offset));
    Ok(length as u64)
}
