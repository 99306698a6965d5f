//! Verifying body segments, and holding bodies against the entries that name them.

use super::{Progress, Remedy, Report};
use crate::bodies::{scan, segment_path, segments};
use crate::body::{self, BodyHeader, MAX_BODY_BYTES, chunk_leaf};
use crate::disk::Disk;
use crate::entry::{BodyRef, Entry};
use crate::hash::Hash;
use crate::journals::Home;
use crate::log::StoreError;
use crate::merkle::MemoryTree;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

/// Where a chunk's record begins, and its leaf hash.
struct Piece {
    segment: PathBuf,
    offset: u64,
    length: usize,
    leaf: Hash,
}

struct FoundBody {
    count: u32,
    pieces: BTreeMap<u32, Piece>,
    named: bool,
}

/// The bodies found, by commitment.
pub(super) struct Found {
    disk: Arc<dyn Disk>,
    bodies: HashMap<Hash, FoundBody>,
}

/// What a body is, for an entry that names it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Holding {
    /// With what it says of itself, when that is what its entry says.
    Whole(Option<BodyHeader>),
    Missing,
}

/// Reads every segment. A span that is no sound record is a fault, unless it is the end of what is being written.
pub(super) fn read(home: &Home, report: &mut Report, progress: &mut dyn FnMut(Progress<'_>)) -> Found {
    let dir = home.data.join("bodies");
    let mut found = Found { disk: Arc::clone(&home.disk), bodies: HashMap::new() };
    let numbers = match segments(&*home.disk, &dir) {
        Ok(numbers) => numbers,
        Err(error) => {
            report.error(&dir, &error);
            return found;
        }
    };
    for (at, number) in numbers.iter().enumerate() {
        let path = segment_path(&dir, *number);
        progress(Progress { part: "bodies", done: at as u64, total: numbers.len() as u64 });
        let bytes = match home.disk.read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                report.error(&path, &StoreError::io(&path, error));
                continue;
            }
        };
        let gaps = scan(&bytes, |record, offset| {
            let known = found.bodies.entry(record.commitment).or_insert_with(|| FoundBody {
                count: record.count,
                pieces: BTreeMap::new(),
                named: false,
            });
            let leaf = chunk_leaf(&record.salt, record.index, record.bytes);
            let (segment, length) = (path.clone(), record.bytes.len());
            known.pieces.insert(record.index, Piece { segment, offset, length, leaf });
        });
        let last = at + 1 == numbers.len();
        for gap in gaps {
            if !(report.has_loose_ends() && last && gap.end == bytes.len()) {
                let what = format!("bytes {} to {} are no sound record", gap.start, gap.end);
                report.fault(&path, None, what, Remedy::Refetch);
            }
        }
    }
    progress(Progress { part: "bodies", done: numbers.len() as u64, total: numbers.len() as u64 });
    found
}

impl Found {
    /// Bodies that no entry named.
    pub(super) fn unnamed(&self) -> u64 {
        self.bodies.values().filter(|body| !body.named).count() as u64
    }

    /// Compares a body with the entry that names it.
    pub(super) fn compare(
        &mut self,
        named: &BodyRef,
        index: u64,
        entry: &Entry,
        origin: &str,
        report: &mut Report,
    ) -> Holding {
        let Some(found) = self.bodies.get_mut(&named.commitment) else { return Holding::Missing };
        found.named = true;
        let Some(path) = found.pieces.values().next().map(|piece| piece.segment.clone()) else {
            return Holding::Missing;
        };
        if found.count != named.chunks {
            report.fault(
                &path,
                Some(index),
                "the body has another number of chunks than its entry says",
                Remedy::Restore,
            );
            return Holding::Missing;
        }
        if found.pieces.len() != named.chunks as usize {
            return Holding::Missing;
        }
        let tree = MemoryTree::from_leaves(found.pieces.values().map(|piece| piece.leaf));
        if tree.root() != named.commitment {
            report.fault(&path, Some(index), "the body is not the one its entry commits to", Remedy::Refetch);
            return Holding::Missing;
        }
        // The root and the number of chunks are right, and every chunk but the last is full: only the bucket is left.
        let length: usize = found.pieces.values().map(|piece| piece.length).sum();
        if length > MAX_BODY_BYTES || body::bucket(length) != named.bucket {
            let what = "the body does not have the size its entry says";
            report.fault(&path, Some(index), what, Remedy::Restore);
            return Holding::Whole(None);
        }
        let read = |at: usize| {
            let piece = found.pieces.get(&u32::try_from(at).ok()?)?;
            let offset = piece.offset + crate::bodies::RECORD_HEADER as u64;
            self.disk.read_at(&piece.segment, offset, piece.length).ok()
        };
        let lawful = body::check_by_chunks(length, read)
            .and_then(|header| header.matches(entry, origin).map(|()| header));
        match lawful {
            Ok(header) => return Holding::Whole(Some(header)),
            Err(error) => report.fault(&path, Some(index), error.to_string(), Remedy::TellAuthor),
        }
        Holding::Whole(None)
    }
}
